//! A row of the survey, understood but not yet placed in the form.

use crate::{
    parameter::Parameters,
    question::Control,
    value::{Map, Value},
};

/// What a row becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Question,
    Group,
    Repeat,
    /// A group per choice of a list, with the name of the list.
    Loop(String),
    /// `csv-external`, `xml-external`: only an instance.
    External,
    /// `meta`, which has no place in the body.
    Meta,
    Entity,
    /// An attribute of the entity with its constant value.
    Attribute(String),
    EntityLabel,
}

impl From<(Control, String)> for Kind {
    fn from((control, list): (Control, String)) -> Self {
        match control {
            Control::Group => Self::Group,
            Control::Repeat => Self::Repeat,
            Control::Loop => Self::Loop(list),
        }
    }
}

/// When an action happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    FirstLoad,
    Load,
    NewRepeat,
    ValueChanged,
}

impl Event {
    pub fn name(self) -> &'static str {
        match self {
            Self::FirstLoad => "odk-instance-first-load",
            Self::Load => "odk-instance-load",
            Self::NewRepeat => "odk-new-repeat",
            Self::ValueChanged => "xforms-value-changed",
        }
    }
}

/// What happens at an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Action {
    /// `setvalue`, `odk:setgeopoint`, `odk:recordaudio`.
    pub name: &'static str,
    pub event: Event,
    pub value: Option<String>,
    pub quality: Option<String>,
}

impl Action {
    pub fn new(name: &'static str, event: Event) -> Self {
        Self {
            name,
            event,
            value: None,
            quality: None,
        }
    }
}

/// A tag of an `osm` question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    pub name: String,
    pub label: Option<Value>,
}

/// One element to be.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub kind: Kind,
    pub name: String,
    /// Question type as in [`crate::question::question_type`]; empty for containers.
    pub type_name: String,
    /// Grouped cells: `label`, `hint`, `bind`, `control`, …
    pub cells: Map,
    pub row: u32,
    pub children: Vec<Draft>,
    pub actions: Vec<Action>,
    pub dynamic_default: bool,
    /// Questions whose change computes this one.
    pub trigger: Vec<String>,
    pub parameters: Parameters,
    pub itemset: Option<String>,
    /// The list of choices for data dictionaries; not set when choices come from elsewhere.
    pub list_name: Option<String>,
    pub tags: Vec<Tag>,
    pub flat: bool,
}

impl Draft {
    pub fn new(kind: Kind, name: &str, type_name: &str, row: u32) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            type_name: type_name.to_owned(),
            cells: Map::default(),
            row,
            children: Vec::new(),
            actions: Vec::new(),
            dynamic_default: false,
            trigger: Vec::new(),
            parameters: Parameters::default(),
            itemset: None,
            list_name: None,
            tags: Vec::new(),
            flat: false,
        }
    }

    /// A question that is computed and never shown.
    pub fn calculate(name: &str, bind: &[(&str, &str)], row: u32) -> Self {
        let mut draft = Self::new(Kind::Question, name, "calculate", row);
        for (key, value) in bind {
            draft.cells.set_within("bind", key, *value);
        }
        draft
    }
}
