//! The definition of one register.

use std::collections::BTreeMap;

use forms::{Field, Form};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use vocab::{AccessClass, HxlPattern, LangText, RecordId, RegisterName};

/// A kind of record: its form, lifecycle, classes, key, partition and retention.
#[derive(Debug, Clone)]
pub struct Register {
    /// Name, lower_snake.
    pub name: RegisterName,
    /// Title by language.
    pub title: LangText,
    /// The system it belongs to.
    pub module: String,
    /// What repeated records are about (`site`, `person`), when they are about something.
    pub subject: Option<String>,
    /// How harmful disclosure of a record would be.
    pub class: AccessClass,
    /// What is said of single fields beyond the form, by field name.
    pub fields: BTreeMap<String, FieldRule>,
    /// The form.
    pub form: Form,
    /// Fields that together name a record naturally; empty when nothing does.
    pub key: Vec<String>,
    /// How records are put into partitions for analysis.
    pub partition: Option<PartitionRule>,
    /// The field that holds the P-code of the record's place.
    pub place: Option<String>,
    /// States and the steps between them.
    pub lifecycle: Lifecycle,
    /// How long records are kept.
    pub retention: Option<Retention>,
    /// Where the definition came from: `embedded`, or the folder of a country.
    pub source: String,
}

/// What the register says of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldRule {
    /// How harmful disclosure of the field would be: never below its own, and the register's when not given.
    pub class: AccessClass,
    /// Whether it names a person.
    pub identity: bool,
    /// Whether lists may filter and sort by it.
    pub index: Index,
    /// Whether the text search looks into it.
    pub search: bool,
}

/// How a field is indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Index {
    /// Not at all.
    None,
    /// By its text (also dates and choices; one row for each choice of several).
    Text,
    /// By its number.
    Number,
}

/// How a record finds its partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartitionRule {
    /// The text of a field, e.g. the round.
    Field(String),
    /// The month of a date field, `2024-05`.
    Month(String),
}

/// States of a record and the steps between them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lifecycle {
    /// The state of a new record.
    pub initial: String,
    /// All states.
    pub states: Vec<State>,
    /// The steps.
    pub transitions: Vec<Transition>,
}

/// One state.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct State {
    /// Name, lower_snake.
    pub name: String,
    /// Title by language.
    pub title: LangText,
}

/// One step of a lifecycle.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Transition {
    /// Name, lower_snake; what the policy calls `transition:NAME`.
    pub name: String,
    /// Title by language.
    pub title: LangText,
    /// States it starts from.
    pub from: Vec<String>,
    /// State it leads to.
    pub to: String,
    /// Roles that take it, as a hint for screens; the policy decides.
    pub roles: Vec<String>,
    /// Whether a reason must be given.
    pub reason_required: bool,
    /// Names of checks that must have no open finding, for the module to enforce.
    pub checks: Vec<String>,
}

/// How long records are kept after what, and what becomes of them then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Retention {
    /// Whole months after the starting point.
    pub months: u32,
    /// A date field, or `None` for the day the record was made.
    pub from: Option<String>,
    /// Only records in one of these states; empty for all.
    pub states: Vec<String>,
    /// What is due then.
    pub act: RetentionAct,
}

/// What is due when the retention time is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetentionAct {
    /// A person looks and decides.
    Review,
    /// The record is to be erased.
    Erase,
}

impl Register {
    /// What the register says of a field; for a field of a repeat, of the repeat.
    pub fn rule(&self, field: &str) -> FieldRule {
        todo!()
    }

    /// The deterministic id of a natural key, so that repeating an import changes nothing.
    pub fn id_for_key(&self, parts: &[&str]) -> RecordId {
        todo!()
    }

    /// The id of the record whose key fields have these values; `None` when one of them is blank or there is no key.
    pub fn id_for_data(&self, data: &Map<String, Json>) -> Option<RecordId> {
        todo!()
    }

    /// The partition of a record with this content.
    pub fn partition_of(&self, data: &Map<String, Json>) -> Option<String> {
        todo!()
    }

    /// Fields with this meaning: paths (`field` or `repeat.field`) in the order of the form.
    pub fn fields_meaning(&self, pattern: &HxlPattern) -> Vec<(String, &Field)> {
        todo!()
    }
}
