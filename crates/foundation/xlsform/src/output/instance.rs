//! The primary instance: one node per answer, a template and a copy for every repeat.

use super::xml::Xml;
use crate::{
    Fault,
    form::{Class, Context, Element, Form, Id, ROOT},
    token::is_xml_name,
    value::{Map, Value},
};

impl Form {
    /// The root of the primary instance.
    pub(crate) fn primary_instance<'a>(&'a self) -> Xml<'a> {
        let mut root = self.section(ROOT, false);
        let settings = &self.settings;
        for (name, value) in &settings.attributes {
            if self.attribute_name(name, self.get(ROOT)) {
                root.set(name, value);
            }
        }
        root.set("id", &settings.id);
        if let Some(namespace) = &settings.instance_xmlns {
            root.set("xmlns", namespace);
        }
        if !settings.version.is_empty() {
            root.set("version", &settings.version);
        }
        if let Some(prefix) = &settings.prefix {
            root.set("odk:prefix", prefix);
        }
        if let Some(delimiter) = &settings.delimiter {
            root.set("odk:delimiter", delimiter);
        }
        root
    }

    fn section<'a>(&'a self, id: Id, in_copy: bool) -> Xml<'a> {
        let element = self.get(id);
        let mut out = Xml::new(&element.name);
        self.set_attributes(&mut out, id, &element.instance);
        self.section_children(&mut out, id, in_copy);
        out
    }

    /// Within the plain copy of a repeat its inner repeats get no template of their own: the outer template has them.
    fn section_children<'a>(&'a self, out: &mut Xml<'a>, id: Id, in_copy: bool) {
        for child in &self.get(id).children {
            let element = self.get(*child);
            match element.class {
                Class::External => {}
                _ if element.flat => self.flat_children(out, *child),
                Class::Repeat if !in_copy => {
                    out.push(self.template(*child));
                    out.push(self.section(*child, true));
                }
                Class::Attribute => out.set(&element.name, &element.value),
                class if class.is_section() => out.push(self.section(*child, in_copy)),
                _ => out.push(self.answer(*child)),
            }
        }
    }

    fn flat_children<'a>(&'a self, out: &mut Xml<'a>, id: Id) {
        for child in &self.get(id).children {
            let element = self.get(*child);
            match element.class {
                Class::External => {}
                _ if element.flat => self.flat_children(out, *child),
                class if class.is_section() => out.push(self.section(*child, false)),
                _ => out.push(self.answer(*child)),
            }
        }
    }

    fn template<'a>(&'a self, id: Id) -> Xml<'a> {
        let mut out = Xml::new(&self.get(id).name).with("jr:template", "");
        for child in &self.get(id).children {
            let class = self.get(*child).class;
            match class {
                Class::External => {}
                Class::Repeat => out.push(self.template(*child)),
                class if class.is_section() => out.push(self.section(*child, false)),
                _ => out.push(self.answer(*child)),
            }
        }
        out
    }

    fn answer<'a>(&'a self, id: Id) -> Xml<'a> {
        let element = self.get(id);
        let mut out = Xml::new(&element.name);
        self.set_attributes(&mut out, id, &element.instance);
        match &element.default {
            Some(default) if !crate::token::is_dynamic(default, &element.type_name) => {
                out.text(default.as_str())
            }
            _ => out,
        }
    }

    /// Sets written attributes, references replaced.
    pub(crate) fn set_attributes<'a>(&'a self, out: &mut Xml<'a>, id: Id, attributes: &'a Map) {
        let element = self.get(id);
        for (name, value) in attributes.iter() {
            if !self.attribute_name(name, element) {
                continue;
            }
            match value {
                Value::Text(text) => out.set(name, self.paths(text, Context::of(id))),
                // `body:esri:style`, from the time of the single colon.
                Value::Map(parts) if self.prefix_known(name) => {
                    for (part, text) in parts.iter() {
                        let name = format!("{name}:{part}");
                        if let (Some(text), true) =
                            (text.text(), self.attribute_name(&name, element))
                        {
                            out.set(name, self.paths(text, Context::of(id)));
                        }
                    }
                }
                Value::Map(_) => self.fail(Fault::survey(
                    element.row,
                    name,
                    format!("The attribute '{name}' cannot have a language or further parts"),
                )),
            }
        }
    }

    /// Whether the name may be an attribute: a name of XML whose prefix is declared.
    pub(crate) fn attribute_name(&self, name: &str, element: &Element) -> bool {
        let prefix = name.split_once(':').map(|(prefix, _)| prefix);
        let known = is_xml_name(name)
            && name != "xmlns"
            && prefix.is_none_or(|prefix| prefix == "xml" || self.prefix_known(prefix));
        if let Some(prefix) = prefix {
            self.used_prefixes.borrow_mut().insert(prefix.to_owned());
        }
        if !known {
            self.fail(
                Fault::survey(
                    element.row,
                    name,
                    format!("'{name}' cannot be the name of an attribute of XML"),
                )
                .mend("Use letters, digits, '-' and '_', and declare its prefix in the namespaces of the settings sheet."),
            );
        }
        known
    }
}
