//! The table of translations: every text in every language, `-` where one is missing.

use std::collections::HashMap;

use super::xml::{Node, Xml};
use crate::{
    Fault,
    form::{Element, Form, Id},
    token::has_reference,
    value::{Map, Value},
};

/// One text with the element whose references it holds.
#[derive(Debug, Clone)]
struct Text<'a> {
    text: &'a str,
    of: Option<Id>,
}

/// Forms of one text id: `long`, `guidance`, `image`, …
type Forms<'a> = Vec<(&'a str, Text<'a>)>;

/// Place of a text's id in [`Itext::ids`].
type TextId = usize;

/// One language.
#[derive(Debug, Default)]
struct Language<'a> {
    name: &'a str,
    texts: Vec<(TextId, Forms<'a>)>,
    places: HashMap<TextId, usize>,
}

impl<'a> Language<'a> {
    fn forms(&mut self, id: TextId) -> &mut Forms<'a> {
        let place = *self.places.entry(id).or_insert_with(|| {
            self.texts.push((id, Vec::new()));
            self.texts.len() - 1
        });
        &mut self.texts[place].1
    }
}

/// All languages in the order in which they were met.
#[derive(Debug, Default)]
pub(crate) struct Itext<'a> {
    languages: Vec<Language<'a>>,
    ids: Vec<String>,
    index: HashMap<String, TextId>,
}

const MEDIA: [&str; 4] = ["image", "big-image", "audio", "video"];

impl<'a> Itext<'a> {
    pub fn is_empty(&self) -> bool {
        self.languages.is_empty()
    }

    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.iter().map(|language| language.name)
    }

    fn id(&mut self, id: String) -> TextId {
        if let Some(known) = self.index.get(&id) {
            return *known;
        }
        self.ids.push(id.clone());
        self.index.insert(id, self.ids.len() - 1);
        self.ids.len() - 1
    }

    fn put(&mut self, language: &'a str, id: TextId, form: &'a str, text: &'a str, of: Option<Id>) {
        let place = self
            .languages
            .iter()
            .position(|known| known.name == language)
            .unwrap_or_else(|| {
                self.languages.push(Language {
                    name: language,
                    ..Language::default()
                });
                self.languages.len() - 1
            });
        let forms = self.languages[place].forms(id);
        let text = Text { text, of };
        match forms.iter_mut().find(|(known, _)| *known == form) {
            Some((_, old)) => *old = text,
            None => forms.push((form, text)),
        }
    }

    /// Gathers the texts of choices, then of questions, then of media.
    pub fn gather(form: &'a Form) -> Self {
        let mut itext = Self::default();
        itext.choices(form);
        for (id, element) in form.elements.iter().enumerate() {
            if element.class.is_question() || element.class.is_section() {
                itext.element(form, id, element);
            }
        }
        for (id, element) in form.elements.iter().enumerate() {
            itext.media(form, id, element);
        }
        itext.fill();
        itext
    }

    fn choices(&mut self, form: &'a Form) {
        let default = form.settings.default_language.as_str();
        for list in form
            .choices
            .lists
            .iter()
            .filter(|list| list.requires_itext())
        {
            for (place, choice) in list.choices.iter().enumerate() {
                let id = self.id(format!("{}-{place}", list.name));
                match &choice.label {
                    Some(Value::Text(text)) => self.put(default, id, "long", text, None),
                    Some(Value::Map(labels)) => {
                        for (language, label) in labels.iter() {
                            if let Some(text) = label.text() {
                                self.put(language, id, "long", text, None);
                            }
                        }
                    }
                    None => {}
                }
                for (media, value) in choice.media.iter() {
                    match value {
                        Value::Text(text) => self.put(default, id, media, text, None),
                        Value::Map(texts) => {
                            for (language, text) in texts.iter() {
                                if let Some(text) = text.text() {
                                    self.put(language, id, media, text, None);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn put_all(&mut self, texts: &'a Map, id: TextId, form: &'a str, of: Id) {
        for (language, text) in texts.iter() {
            if let Some(text) = text.text() {
                self.put(language, id, form, text, Some(of));
            }
        }
    }

    fn element(&mut self, form: &'a Form, of: Id, element: &'a Element) {
        let default = form.settings.default_language.as_str();
        if let Some(bind) = &element.bind {
            for key in ["jr:constraintMsg", "jr:requiredMsg", "jr:noAppErrorString"] {
                let id = self.id(format!("{}:{key}", element.path));
                match bind.get(key) {
                    Some(Value::Map(texts)) => self.put_all(texts, id, "long", of),
                    Some(Value::Text(text))
                        if key != "jr:noAppErrorString" && has_reference(text) =>
                    {
                        self.put(default, id, "long", text, Some(of));
                    }
                    _ => {}
                }
            }
        }
        let id = self.id(format!("{}:label", element.path));
        match &element.label {
            Some(Value::Map(texts)) => self.put_all(texts, id, "long", of),
            Some(Value::Text(text)) if element.needs_itext() => {
                self.put(default, id, "long", text, Some(of));
            }
            _ => {}
        }
        let guided = element.class.is_question() && element.guidance.is_some();
        let id = self.id(format!("{}:hint", element.path));
        match &element.hint {
            Some(Value::Map(texts)) => self.put_all(texts, id, "long", of),
            Some(Value::Text(text)) if guided => {
                self.put(default, id, "long", text, Some(of));
            }
            _ => {}
        }
        if guided {
            match &element.guidance {
                Some(Value::Map(texts)) => self.put_all(texts, id, "guidance", of),
                Some(Value::Text(text)) => self.put(default, id, "guidance", text, Some(of)),
                None => {}
            }
        }
    }

    fn media(&mut self, form: &'a Form, of: Id, element: &'a Element) {
        let shown = element.class.is_question() || element.class.is_section();
        if !shown || element.media.is_empty() {
            return;
        }
        let id = self.id(format!("{}:label", element.path));
        for (media, value) in element.media.iter() {
            if !MEDIA.contains(&media) {
                form.fail(Fault::brief(
                    element.row,
                    media,
                    format!("Media type: {media} not supported"),
                ));
                continue;
            }
            match value {
                Value::Text(text) => {
                    self.put(&form.settings.default_language, id, media, text, Some(of));
                }
                Value::Map(texts) => self.put_all(texts, id, media, of),
            }
        }
    }

    /// Gives every language every text.
    fn fill(&mut self) {
        let mut order: Vec<TextId> = Vec::new();
        let mut wanted: Vec<Vec<&'a str>> = vec![Vec::new(); self.ids.len()];
        for language in &self.languages {
            for (id, forms) in &language.texts {
                let known = &mut wanted[*id];
                if known.is_empty() {
                    order.push(*id);
                }
                for (form, _) in forms {
                    if !known.contains(form) {
                        known.push(form);
                    }
                }
            }
        }
        for language in &mut self.languages {
            for id in &order {
                let has = language.forms(*id);
                for form in &wanted[*id] {
                    if !has.iter().any(|(known, _)| known == form) {
                        let text = Text {
                            text: "-",
                            of: None,
                        };
                        has.push((form, text));
                    }
                }
            }
        }
    }

    /// The `itext` element.
    pub fn xml(&'a self, form: &'a Form) -> Xml<'a> {
        let mut out = Xml::new("itext");
        for language in &self.languages {
            let mut translation = Xml::new("translation").with("lang", language.name);
            if language.name == form.settings.default_language {
                translation.set("default", "true()");
            }
            for (id, forms) in &language.texts {
                translation.push(text_xml(form, &self.ids[*id], forms));
            }
            out.push(translation);
        }
        out
    }
}

fn text_xml<'a>(form: &'a Form, id: &'a str, forms: &Forms<'a>) -> Xml<'a> {
    let hint = id.split_once(':').is_some_and(|(_, kind)| kind == "hint");
    let mut out = Xml::new("text").with("id", id);
    for (kind, text) in forms {
        let mut value = Xml::new("value");
        let media = !hint && *kind != "long";
        if media && text.text == "-" {
            continue;
        }
        if media || *kind == "guidance" {
            value.set("form", *kind);
        }
        let mut nodes = form.inline(text.text, text.of);
        if media {
            let folder = match *kind {
                "image" | "big-image" => "images",
                kind => kind,
            };
            let prefix = format!("jr://{folder}/");
            match nodes.first_mut() {
                // One text, not two side by side.
                Some(Node::Text(first)) => *first = format!("{prefix}{first}").into(),
                _ => value.push_text(prefix),
            }
        }
        value.extend(nodes);
        out.push(value);
    }
    out
}

/// The text id that an element's label, hint or message refers to.
pub(crate) fn reference(element: &Element, what: &str) -> String {
    format!("jr:itext('{}:{what}')", element.path)
}
