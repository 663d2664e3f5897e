//! The table of translations: every text in every language, `-` where one is missing.

use std::collections::{HashMap, HashSet};

use super::xml::{Node, Xml};
use crate::{
    Fault,
    form::{Element, Form, Id},
    token::has_reference,
    value::{Map, Value},
};

/// One text with the element whose references it holds.
#[derive(Debug, Clone)]
struct Text {
    text: String,
    of: Option<Id>,
}

/// Forms of one text id: `long`, `guidance`, `image`, …
type Forms = Vec<(String, Text)>;

/// One language.
#[derive(Debug, Default)]
struct Language {
    name: String,
    texts: Vec<(String, Forms)>,
    index: HashMap<String, usize>,
}

impl Language {
    fn forms(&mut self, id: &str) -> &mut Forms {
        let place = *self.index.entry(id.to_owned()).or_insert_with(|| {
            self.texts.push((id.to_owned(), Vec::new()));
            self.texts.len() - 1
        });
        &mut self.texts[place].1
    }
}

/// All languages in the order in which they were met.
#[derive(Debug, Default)]
pub(crate) struct Itext {
    languages: Vec<Language>,
}

const MEDIA: [&str; 4] = ["image", "big-image", "audio", "video"];

impl Itext {
    pub fn is_empty(&self) -> bool {
        self.languages.is_empty()
    }

    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.iter().map(|language| language.name.as_str())
    }

    fn put(&mut self, language: &str, id: &str, form: &str, text: &str, of: Option<Id>) {
        let place = self
            .languages
            .iter()
            .position(|known| known.name == language)
            .unwrap_or_else(|| {
                self.languages.push(Language {
                    name: language.to_owned(),
                    ..Language::default()
                });
                self.languages.len() - 1
            });
        let forms = self.languages[place].forms(id);
        let text = Text {
            text: text.to_owned(),
            of,
        };
        match forms.iter_mut().find(|(known, _)| known == form) {
            Some((_, old)) => *old = text,
            None => forms.push((form.to_owned(), text)),
        }
    }

    /// Gathers the texts of choices, then of questions, then of media.
    pub fn gather(form: &Form) -> Self {
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

    fn choices(&mut self, form: &Form) {
        let default = &form.settings.default_language;
        for list in form
            .choices
            .lists
            .iter()
            .filter(|list| list.requires_itext())
        {
            for (place, choice) in list.choices.iter().enumerate() {
                let id = format!("{}-{place}", list.name);
                match &choice.label {
                    Some(Value::Text(text)) => self.put(default, &id, "long", text, None),
                    Some(Value::Map(labels)) => {
                        for (language, label) in labels.iter() {
                            if let Some(text) = label.text() {
                                self.put(language, &id, "long", text, None);
                            }
                        }
                    }
                    None => {}
                }
                for (media, value) in choice.media.iter() {
                    match value {
                        Value::Text(text) => self.put(default, &id, media, text, None),
                        Value::Map(texts) => {
                            for (language, text) in texts.iter() {
                                if let Some(text) = text.text() {
                                    self.put(language, &id, media, text, None);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn put_all(&mut self, texts: &Map, id: &str, form: &str, of: Id) {
        for (language, text) in texts.iter() {
            if let Some(text) = text.text() {
                self.put(language, id, form, text, Some(of));
            }
        }
    }

    fn element(&mut self, form: &Form, of: Id, element: &Element) {
        let default = form.settings.default_language.as_str();
        if let Some(bind) = &element.bind {
            for key in ["jr:constraintMsg", "jr:requiredMsg", "jr:noAppErrorString"] {
                let id = format!("{}:{key}", element.path);
                match bind.get(key) {
                    Some(Value::Map(texts)) => self.put_all(texts, &id, "long", of),
                    Some(Value::Text(text))
                        if key != "jr:noAppErrorString" && has_reference(text) =>
                    {
                        self.put(default, &id, "long", text, Some(of));
                    }
                    _ => {}
                }
            }
        }
        let id = format!("{}:label", element.path);
        match &element.label {
            Some(Value::Map(texts)) => self.put_all(texts, &id, "long", of),
            Some(Value::Text(text)) if element.needs_itext() => {
                self.put(default, &id, "long", text, Some(of));
            }
            _ => {}
        }
        let guided = element.class.is_question() && element.guidance.is_some();
        let id = format!("{}:hint", element.path);
        match &element.hint {
            Some(Value::Map(texts)) => self.put_all(texts, &id, "long", of),
            Some(Value::Text(text)) if guided => {
                self.put(default, &id, "long", text, Some(of));
            }
            _ => {}
        }
        if guided {
            match &element.guidance {
                Some(Value::Map(texts)) => self.put_all(texts, &id, "guidance", of),
                Some(Value::Text(text)) => self.put(default, &id, "guidance", text, Some(of)),
                None => {}
            }
        }
    }

    fn media(&mut self, form: &Form, of: Id, element: &Element) {
        if !(element.class.is_question() || element.class.is_section()) {
            return;
        }
        let id = format!("{}:label", element.path);
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
                    self.put(&form.settings.default_language, &id, media, text, Some(of));
                }
                Value::Map(texts) => self.put_all(texts, &id, media, of),
            }
        }
    }

    /// Gives every language every text.
    fn fill(&mut self) {
        let mut order: Vec<String> = Vec::new();
        let mut wanted: HashMap<String, Vec<String>> = HashMap::new();
        for language in &self.languages {
            for (id, forms) in &language.texts {
                let known = wanted.entry(id.clone()).or_insert_with(|| {
                    order.push(id.clone());
                    Vec::new()
                });
                for (form, _) in forms {
                    if !known.contains(form) {
                        known.push(form.clone());
                    }
                }
            }
        }
        for language in &mut self.languages {
            for id in &order {
                let has = language.forms(id);
                let names: HashSet<String> = has.iter().map(|(form, _)| form.clone()).collect();
                for form in wanted.get(id).into_iter().flatten() {
                    if !names.contains(form) {
                        let text = Text {
                            text: "-".to_owned(),
                            of: None,
                        };
                        has.push((form.clone(), text));
                    }
                }
            }
        }
    }

    /// The `itext` element.
    pub fn xml(&self, form: &Form) -> Xml {
        let mut out = Xml::new("itext");
        for language in &self.languages {
            let mut translation = Xml::new("translation").with("lang", &language.name);
            if language.name == form.settings.default_language {
                translation.set("default", "true()");
            }
            for (id, forms) in &language.texts {
                translation.push(text_xml(form, id, forms));
            }
            out.push(translation);
        }
        out
    }
}

fn text_xml(form: &Form, id: &str, forms: &Forms) -> Xml {
    let hint = id.split_once(':').is_some_and(|(_, kind)| kind == "hint");
    let mut out = Xml::new("text").with("id", id);
    for (kind, text) in forms {
        let mut value = Xml::new("value");
        if hint || kind == "long" {
            if kind == "guidance" {
                value.set("form", "guidance");
            }
        } else {
            if text.text == "-" {
                continue;
            }
            value.set("form", kind);
            let folder = if kind == "big-image" || kind == "image" {
                "images"
            } else {
                kind
            };
            value.push_text(format!("jr://{folder}/"));
        }
        let nodes = form.inline(&text.text, text.of);
        match nodes.as_slice() {
            [Node::Text(only)] if kind != "long" && !hint => {
                // One text, not two side by side.
                let prefix = value_prefix(kind);
                value = Xml::new("value")
                    .with("form", kind)
                    .text(format!("{prefix}{only}"));
            }
            _ => value.extend(nodes),
        }
        out.push(value);
    }
    out
}

fn value_prefix(kind: &str) -> String {
    match kind {
        "image" | "big-image" => "jr://images/".to_owned(),
        kind => format!("jr://{kind}/"),
    }
}

/// The text id that an element's label, hint or message refers to.
pub(crate) fn reference(element: &Element, what: &str) -> String {
    format!("jr:itext('{}:{what}')", element.path)
}
