//! The body: what a person sees.

use super::{itext, secondary::file_of, xml::Xml};
use crate::{
    Fault,
    form::{Class, Context, Element, Form, Id, ROOT},
    survey::Event,
    token::has_reference,
    value::Value,
};

impl Form {
    /// The `h:body` element.
    pub(crate) fn body<'a>(&'a self) -> Xml<'a> {
        let mut body = Xml::new("h:body");
        if let Some(style) = &self.settings.style {
            body.set("class", style);
        }
        self.controls(ROOT, &mut body);
        body
    }

    fn controls<'a>(&'a self, id: Id, out: &mut Xml<'a>) {
        for child in &self.get(id).children {
            let control = match self.get(*child).class {
                Class::Group | Class::Loop => Some(self.group(*child)),
                Class::Repeat => Some(self.repeat(*child)),
                class if class.is_question() => self.question(*child),
                _ => None,
            };
            if let Some(control) = control {
                out.push(control);
            }
        }
    }

    fn group<'a>(&'a self, id: Id) -> Xml<'a> {
        let element = self.get(id);
        let mut out = Xml::new("group");
        self.set_attributes(&mut out, id, &element.control);
        if let Some(appearance) = element.control.text("appearance") {
            out.set("appearance", appearance);
        }
        if !element.flat {
            out.set("ref", &element.path);
        }
        if element.label.is_some() {
            out.push(self.label(id));
        }
        self.controls(id, &mut out);
        out
    }

    fn repeat<'a>(&'a self, id: Id) -> Xml<'a> {
        let element = self.get(id);
        let mut repeat = Xml::new("repeat").with("nodeset", &element.path);
        self.set_attributes(&mut repeat, id, &element.control);
        self.controls(id, &mut repeat);
        self.new_repeat_actions(id, &mut repeat);
        Xml::new("group")
            .with("ref", &element.path)
            .child(self.label(id))
            .child(repeat)
    }

    /// Actions of everything in the repeat; inner repeats have their own.
    fn new_repeat_actions<'a>(&'a self, id: Id, out: &mut Xml<'a>) {
        for child in &self.get(id).children {
            if self.get(*child).class == Class::Repeat {
                continue;
            }
            for action in self.actions(*child, |event| event == Event::NewRepeat) {
                out.push(action);
            }
            self.new_repeat_actions(*child, out);
        }
    }

    fn question<'a>(&'a self, id: Id) -> Option<Xml<'a>> {
        let element = self.get(id);
        let computed = element
            .bind
            .as_ref()
            .is_some_and(|bind| bind.has("calculate"))
            || !element.trigger.is_empty();
        let hidden = element.type_name == "calculate"
            || computed && element.label.is_none() && element.hint.is_none();
        let triggered = self.triggered.get(&element.name);
        if hidden {
            if let Some(first) = triggered.and_then(|all| all.iter().find(|one| !one.geopoint)) {
                self.fail(
                    Fault::survey(
                        element.row,
                        "",
                        format!(
                            "The question ${{{}}} is not user-visible so it can't be used as a calculation trigger for question ${{{}}}",
                            element.name, first.name
                        ),
                    )
                    .mend("Use a question that a person answers."),
                );
            }
            return None;
        }
        let mut out = self.control(id, element)?;
        for geopoint in [false, true] {
            for triggered in triggered
                .into_iter()
                .flatten()
                .filter(|triggered| triggered.geopoint == geopoint)
            {
                self.push_triggered(id, triggered, &mut out);
            }
        }
        Some(out)
    }

    fn push_triggered<'a>(
        &'a self,
        id: Id,
        triggered: &'a crate::form::Triggered,
        out: &mut Xml<'a>,
    ) {
        let Some(Some(target)) = self.names.get(&triggered.name) else {
            self.fail(Fault::survey(
                self.get(id).row,
                "trigger",
                format!(
                    "There are multiple survey elements named '{}'",
                    triggered.name
                ),
            ));
            return;
        };
        let tag = if triggered.geopoint {
            "odk:setgeopoint"
        } else {
            "setvalue"
        };
        let mut action = Xml::new(tag)
            .with("ref", &self.get(*target).path)
            .with("event", Event::ValueChanged.name());
        if !triggered.geopoint && !triggered.value.is_empty() {
            action.set("value", self.paths(&triggered.value, Context::of(id)));
        }
        out.push(action);
    }

    fn control<'a>(&'a self, id: Id, element: &'a Element) -> Option<Xml<'a>> {
        if element.class == Class::Hidden {
            return None;
        }
        let mut out = Xml::new(element.tag);
        out.set("ref", &element.path);
        self.labels(id, element, &mut out);
        self.set_attributes(&mut out, id, &element.control);
        match element.class {
            Class::Input => self.query(id, element, &mut out),
            Class::Osm => {
                for tag in &element.tags {
                    let mut label = Xml::new("label");
                    if let Some(Value::Text(text)) = &tag.label {
                        label.extend(self.inline(text, None));
                    }
                    out.push(Xml::new("tag").with("key", &tag.name).child(label));
                }
            }
            Class::Select => self.choices_of(id, element, &mut out),
            Class::Range => {
                if let Some(list) = &element.itemset {
                    let set = self.instance_itemset(list);
                    out.push(set.xml());
                }
            }
            Class::Geo => {
                if let Some(itemset) = &element.itemset {
                    let set = self.itemset(id, element, itemset);
                    out.push(set.xml());
                }
            }
            _ => {}
        }
        Some(out)
    }

    /// Label and hint; a question that is shown needs one of them.
    fn labels<'a>(&'a self, id: Id, element: &'a Element, out: &mut Xml<'a>) {
        let labelled = element.label.is_some() || !element.media.is_empty();
        let hinted = element.hint.is_some() || element.guidance.is_some();
        if !labelled && element.hint.is_none() {
            self.tolerate(Fault::brief(
                element.row,
                "label",
                format!(
                    "The survey element named '{}' has no label or hint",
                    element.name
                ),
            ));
        }
        if element.media.has("big-image") && !element.media.has("image") {
            self.fail(Fault::brief(
                element.row,
                "big-image",
                format!(
                    "To use big-image, you must also specify an image for the survey element named {}",
                    element.name
                ),
            ));
        }
        if labelled || hinted {
            out.push(self.label(id));
        }
        if hinted {
            out.push(self.hint(id, element));
        }
    }

    fn label<'a>(&'a self, id: Id) -> Xml<'a> {
        let element = self.get(id);
        let mut label = Xml::new("label");
        if element.needs_itext() {
            label.set("ref", itext::reference(element, "label"));
        } else if let Some(Value::Text(text)) = &element.label {
            label.extend(self.inline(text, Some(id)));
        }
        label
    }

    fn hint<'a>(&'a self, id: Id, element: &'a Element) -> Xml<'a> {
        let mut hint = Xml::new("hint");
        match &element.hint {
            Some(Value::Text(text)) if element.guidance.is_none() => {
                hint.extend(self.inline(text, Some(id)));
            }
            _ => hint.set("ref", itext::reference(element, "hint")),
        }
        hint
    }

    /// `query` of a select with an external_choices sheet.
    fn query<'a>(&'a self, id: Id, element: &'a Element, out: &mut Xml<'a>) {
        let Some(list) = &element.query else { return };
        let filter = element
            .choice_filter
            .as_ref()
            .map_or_else(String::new, |filter| {
                let context = Context {
                    current: true,
                    ..Context::of(id)
                };
                format!("[{}]", self.paths(filter, context))
            });
        out.set("query", format!("instance('{list}')/root/item{filter}"));
    }

    fn choices_of<'a>(&'a self, id: Id, element: &'a Element, out: &mut Xml<'a>) {
        let kind = element.bind.as_ref().and_then(|bind| bind.text("type"));
        if !matches!(kind, Some("string" | "odk:rank")) {
            self.fail(Fault::survey(
                element.row,
                "bind::type",
                "The answer to a question with choices is a text; another bind type is invalid",
            ));
            return;
        }
        let Some(itemset) = &element.itemset else {
            return;
        };
        if uses_search(element) {
            self.inline_items(element, itemset, out);
        } else {
            out.push(self.itemset(id, element, itemset).xml());
        }
    }

    /// `search()` is filled in by the device, so its choices stand in the question.
    fn inline_items<'a>(&'a self, element: &'a Element, itemset: &'a str, out: &mut Xml<'a>) {
        let Some(list) = self.choices.get(itemset) else {
            return;
        };
        let itext = list.requires_itext();
        for (place, choice) in list.choices.iter().enumerate() {
            let mut label = Xml::new("label");
            if itext {
                label.set("ref", format!("jr:itext('{}-{place}')", list.name));
            } else if let (Some(_), Some(Value::Text(text))) = (&element.label, &choice.label) {
                label.extend(self.inline(text, None));
            }
            out.push(
                Xml::new("item")
                    .child(label)
                    .child(Xml::new("value").text(choice.name.as_str())),
            );
        }
    }

    fn instance_itemset(&self, list: &str) -> Itemset {
        let itext = self
            .choices
            .get(list)
            .is_some_and(|list| list.requires_itext());
        Itemset {
            value: "name".to_owned(),
            label: if itext { "jr:itext(itextId)" } else { "label" }.to_owned(),
            nodeset: format!("instance('{list}')/root/item"),
        }
    }

    fn itemset(&self, id: Id, element: &Element, itemset: &str) -> Itemset {
        let referred = has_reference(itemset);
        let mut generated = None;
        let mut set = if let Some((name, ending)) = file_of(itemset) {
            let geojson = ending == ".geojson";
            let column =
                |key: &str, usual: &str| element.parameters.get(key).unwrap_or(usual).to_owned();
            Itemset {
                value: column("value", if geojson { "id" } else { "name" }),
                label: column("label", if geojson { "title" } else { "label" }),
                nodeset: format!("instance('{name}')/root/item"),
            }
        } else if referred {
            let context = Context {
                to_parent: true,
                ..Context::of(id)
            };
            let path = self.paths(itemset, context).trim().to_owned();
            if element.class == Class::Geo {
                generated = Some("./geometry != ''".to_owned());
                Itemset {
                    value: "geometry".to_owned(),
                    label: "geometry".to_owned(),
                    nodeset: path,
                }
            } else {
                let (above, name) = path.rsplit_once('/').unwrap_or(("", &path));
                generated = Some(format!("./{name} != ''"));
                Itemset {
                    value: name.to_owned(),
                    label: name.to_owned(),
                    nodeset: above.to_owned(),
                }
            }
        } else {
            self.instance_itemset(itemset)
        };
        let written = element.choice_filter.as_ref().map(|filter| {
            let context = Context {
                of: Some(id),
                current: true,
                to_parent: referred,
            };
            let filter = self.paths(filter, context);
            if referred {
                filter
                    .replace(&format!("current()/{}", set.nodeset), ".")
                    .replace(&set.nodeset, ".")
            } else {
                filter.into_owned()
            }
        });
        if let Some(filter) = written.or(generated) {
            set.nodeset = format!("{}[{filter}]", set.nodeset);
        }
        if element.class == Class::Select && element.parameters.get("randomize") == Some("true") {
            set.nodeset = match element.parameters.get("seed") {
                Some(seed) => format!(
                    "randomize({}, {})",
                    set.nodeset,
                    self.paths(seed, Context::of(id)).trim()
                ),
                None => format!("randomize({})", set.nodeset),
            };
        }
        set
    }
}

/// Where a question's choices come from.
struct Itemset {
    value: String,
    label: String,
    nodeset: String,
}

impl Itemset {
    fn xml<'a>(self) -> Xml<'a> {
        Xml::new("itemset")
            .with("nodeset", self.nodeset)
            .child(Xml::new("value").with("ref", self.value))
            .child(Xml::new("label").with("ref", self.label))
    }
}

/// Whether the appearance looks the choices up on the device.
pub(crate) fn uses_search(element: &Element) -> bool {
    element.class == Class::Select
        && element
            .control
            .text("appearance")
            .filter(|text| text.len() > 7)
            .and_then(|text| text.split_once("search("))
            .is_some_and(|(_, rest)| rest.contains(')'))
}
