//! The form as a tree: every element knows its parent, its path and what its row said.

mod build;
mod refer;

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
};

pub(crate) use build::build;
pub(crate) use refer::Context;

use crate::{
    Fault,
    choices::ChoiceLists,
    entities::Version,
    output::{KNOWN_NAMESPACES, NAMESPACES},
    parameter::Parameters,
    settings::Settings,
    survey::{Action, Tag},
    value::{Map, Value},
};

/// Place of an element in [`Form::elements`].
pub(crate) type Id = usize;

/// The survey itself.
pub(crate) const ROOT: Id = 0;

/// What an element is in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Survey,
    Group,
    /// A loop's outer group; it is no common ancestor for relative paths.
    Loop,
    Repeat,
    /// `meta`: no element in the body.
    Meta,
    Entity,
    Attribute,
    EntityLabel,
    /// Only an instance.
    External,
    /// Questions by their control.
    Input,
    Trigger,
    Upload,
    Osm,
    Select,
    Range,
    Geo,
    /// Never shown.
    Hidden,
}

impl Class {
    pub fn is_section(self) -> bool {
        matches!(
            self,
            Self::Survey | Self::Group | Self::Loop | Self::Repeat | Self::Meta | Self::Entity
        )
    }

    pub fn is_question(self) -> bool {
        matches!(
            self,
            Self::Input
                | Self::Trigger
                | Self::Upload
                | Self::Osm
                | Self::Select
                | Self::Range
                | Self::Geo
                | Self::Hidden
        )
    }

    /// Group or repeat, seen from a relative path.
    pub fn is_container(self) -> bool {
        matches!(self, Self::Group | Self::Repeat | Self::Meta)
    }
}

/// One element of the form.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub class: Class,
    pub name: String,
    /// Question type; empty for containers.
    pub type_name: String,
    pub row: u32,
    pub parent: Option<Id>,
    pub children: Vec<Id>,
    /// `/data/group/name`.
    pub path: String,
    pub label: Option<Value>,
    pub hint: Option<Value>,
    pub guidance: Option<Value>,
    pub media: Map,
    /// `None` when the element has no bind at all.
    pub bind: Option<Map>,
    /// Element in the body.
    pub tag: &'static str,
    /// Its attributes.
    pub control: Map,
    /// Attributes in the primary instance.
    pub instance: Map,
    pub default: Option<String>,
    pub dynamic_default: bool,
    pub actions: Vec<Action>,
    pub trigger: Vec<String>,
    pub choice_filter: Option<String>,
    pub query: Option<String>,
    pub parameters: Parameters,
    pub itemset: Option<String>,
    pub list_name: Option<String>,
    pub tags: Vec<Tag>,
    /// Constant of an attribute.
    pub value: String,
    /// The group has no element in the instance.
    pub flat: bool,
    /// Tag of the Humanitarian Exchange Language.
    pub hxl: Option<String>,
    /// Class of personal data, column `waymark::pii`.
    pub pii: Option<String>,
}

impl Element {
    /// Whether label and media stand in the table of translations.
    pub fn needs_itext(&self) -> bool {
        matches!(self.label, Some(Value::Map(_))) || !self.media.is_empty()
    }
}

/// A value computed when another question changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Triggered {
    pub name: String,
    pub value: String,
    pub geopoint: bool,
}

/// The whole form.
#[derive(Debug)]
pub(crate) struct Form {
    pub settings: Settings,
    pub choices: ChoiceLists,
    pub elements: Vec<Element>,
    /// Element of each name of a question or section; `None` when there are several.
    pub names: HashMap<String, Option<Id>>,
    /// What a question's change computes.
    pub triggered: HashMap<String, Vec<Triggered>>,
    pub entities: Option<Version>,
    pub lenient: bool,
    /// Faults found while writing.
    pub faults: RefCell<Vec<Fault>>,
    pub warnings: RefCell<Vec<Fault>>,
    /// Prefixes of attributes that were written.
    pub used_prefixes: RefCell<HashSet<String>>,
}

impl Form {
    pub fn get(&self, id: Id) -> &Element {
        &self.elements[id]
    }

    /// Ancestors from the nearest, with their distance from 1.
    pub fn ancestors(&self, id: Id) -> impl Iterator<Item = (Id, usize)> {
        let mut next = self.elements[id].parent;
        let mut distance = 0;
        std::iter::from_fn(move || {
            let id = next?;
            next = self.elements[id].parent;
            distance += 1;
            Some((id, distance))
        })
    }

    pub fn nearest_repeat(&self, id: Id) -> Option<Id> {
        self.ancestors(id)
            .map(|(ancestor, _)| ancestor)
            .find(|ancestor| self.get(*ancestor).class == Class::Repeat)
    }

    /// Whether a prefix of XML is declared in this form.
    pub fn prefix_known(&self, prefix: &str) -> bool {
        NAMESPACES
            .iter()
            .chain(&KNOWN_NAMESPACES)
            .any(|(known, _)| *known == prefix)
            || (prefix == "entities" && self.entities.is_some())
            || self
                .settings
                .namespaces
                .iter()
                .any(|(known, _)| known == prefix)
    }

    pub fn fail(&self, fault: Fault) {
        self.faults.borrow_mut().push(fault);
    }

    /// A refusal that leniency turns into a warning.
    pub fn tolerate(&self, fault: Fault) {
        if self.lenient {
            self.warnings.borrow_mut().push(fault);
        } else {
            self.fail(fault);
        }
    }
}
