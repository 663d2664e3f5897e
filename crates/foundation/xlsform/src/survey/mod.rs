//! The survey sheet, row by row.

mod containers;
mod draft;
mod geo;
mod media;
mod range;
mod rows;
mod select;

use std::collections::{HashMap, HashSet};

pub(crate) use draft::{Action, Draft, Event, Kind, Tag};
pub(crate) use rows::{Rows, read};

use crate::{
    Fault,
    choices::ChoiceLists,
    entities::{Declarations, Path},
    question::Control,
};

/// Groups within groups at the most; a person loses the thread at about ten.
pub(crate) const DEEPEST: usize = 64;

/// An open group, repeat or loop, and the questions read into it so far.
pub(crate) struct Frame {
    pub control: Option<Control>,
    pub name: String,
    pub draft: Draft,
    /// Names in this container, as written and in lower case.
    pub names: HashSet<String>,
    pub lower: HashSet<String>,
    pub path: Path,
}

/// The list of a group with the `table-list` appearance.
pub(crate) enum TableList {
    None,
    /// The group has begun; its first select decides.
    Waiting,
    List(String),
}

/// What reading the rows knows and learns.
pub(crate) struct Survey<'a> {
    pub sheet_names: &'a [String],
    pub root_name: &'a str,
    pub lenient: bool,
    pub choices: &'a mut ChoiceLists,
    pub external_lists: &'a HashSet<String>,
    pub osm_lists: &'a HashMap<String, Vec<Tag>>,
    pub entities: &'a mut Declarations,
    pub faults: &'a mut Vec<Fault>,
    pub warnings: &'a mut Vec<Fault>,
    pub stack: Vec<Frame>,
    pub table_list: TableList,
    /// Questions and audits that stand in `meta`.
    pub meta: Vec<Draft>,
    /// Names of questions, for triggers.
    pub questions: HashSet<String>,
    /// How often each name is used.
    pub names: HashMap<String, usize>,
    pub triggers: Vec<(String, u32)>,
    pub geo_references: Vec<(String, u32)>,
    pub instances: HashSet<String>,
    pub repeats: HashSet<String>,
    pub other_seen: bool,
    /// Settings that stand in the survey: title, id, prefix.
    pub settings: Vec<(&'static str, String)>,
}

impl Survey<'_> {
    pub fn fail(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    pub fn push(&mut self, draft: Draft) {
        if let Some(frame) = self.stack.last_mut() {
            frame.draft.children.push(draft);
        }
    }
}
