//! Binds, and the actions that belong to the model or to a repeat.

use std::borrow::Cow;

use super::{itext, xml::Xml};
use crate::{
    form::{Class, Context, Element, Form, Id},
    survey::{Action, Event},
    token::{has_reference, is_dynamic},
    value::Value,
};

impl Form {
    /// Binds of all elements with the actions of the first load.
    pub(crate) fn binds<'a>(&'a self, model: &mut Xml<'a>) {
        for (id, element) in self.elements.iter().enumerate() {
            if let Some(bind) = self.bind(id, element) {
                model.push(bind);
            }
            for action in self.actions(id, |event| event != Event::NewRepeat) {
                model.push(action);
            }
        }
    }

    fn bind<'a>(&'a self, id: Id, element: &'a Element) -> Option<Xml<'a>> {
        let bind = element.bind.as_ref()?;
        if element.flat {
            return None;
        }
        let mut out = Xml::new("bind").with("nodeset", &element.path);
        for (key, value) in bind.iter() {
            // What is computed at a trigger stands in the action.
            if key == "calculate" && !element.trigger.is_empty() {
                continue;
            }
            if !self.attribute_name(key, element) {
                continue;
            }
            match value {
                Value::Map(_) if is_message(key) => out.set(key, itext::reference(element, key)),
                Value::Map(_) => self.fail(crate::Fault::survey(
                    element.row,
                    key,
                    format!("'{key}' cannot be translated"),
                )),
                Value::Text(text) => {
                    let translated =
                        matches!(key, "jr:constraintMsg" | "jr:requiredMsg") && has_reference(text);
                    let text = if translated {
                        itext::reference(element, key).into()
                    } else {
                        self.paths(truth(key, text), Context::of(id))
                    };
                    out.set(key, text);
                }
            }
        }
        Some(out)
    }

    /// Actions of an element for some events.
    pub(crate) fn actions<'a>(
        &'a self,
        id: Id,
        wanted: impl Fn(Event) -> bool + Copy,
    ) -> impl Iterator<Item = Xml<'a>> {
        let element = self.get(id);
        element
            .actions
            .iter()
            .filter(move |action| element.class != Class::External && wanted(action.event))
            .map(move |action| self.action(id, element, action))
    }

    fn action<'a>(&'a self, id: Id, element: &'a Element, action: &'a Action) -> Xml<'a> {
        let mut out = Xml::new(action.name)
            .with("ref", &element.path)
            .with("event", action.event.name());
        let value = match &element.default {
            Some(default) if element.dynamic_default || is_dynamic(default, &element.type_name) => {
                Some(self.paths(default, Context::of(id)))
            }
            Some(default) => Some(default.into()),
            None => action.value.as_deref().map(Cow::from),
        };
        if action.name == "setvalue"
            && let Some(value) = value.filter(|value| !value.is_empty())
        {
            out.set("value", value);
        }
        if let Some(quality) = &action.quality {
            out.set("odk:quality", quality);
        }
        out
    }
}

fn is_message(key: &str) -> bool {
    matches!(
        key,
        "jr:constraintMsg" | "jr:requiredMsg" | "jr:noAppErrorString"
    )
}

/// `yes` and `no` in columns of expressions.
fn truth<'a>(key: &str, text: &'a str) -> &'a str {
    let expression = matches!(
        key,
        "readonly" | "required" | "relevant" | "constraint" | "calculate"
    );
    match text {
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" if expression => "true()",
        "no" | "No" | "NO" | "false" | "False" | "FALSE" if expression => "false()",
        text => text,
    }
}
