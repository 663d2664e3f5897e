//! What is asked of a register and what comes of it.

use journal::Version;
use serde::Serialize;
use serde_json::{Map, Value as Json};
use vocab::{RecordId, RegisterName};

/// One change of one record.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The register it belongs to.
    pub register: RegisterName,
    /// The record; [`Register::id_for_key`](crate::Register::id_for_key) gives the id of a natural key.
    pub id: RecordId,
    /// The version its author had seen; `None` for a create, or for "whatever stands now".
    pub base: Option<Version>,
    /// What to do.
    pub act: Act,
    /// A remark kept in the history.
    pub note: Option<String>,
}

/// What a change does.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// A new record. `owner` is an org unit path; `None` takes the unit of the actor's first grant.
    Create {
        /// Values by field.
        data: Map<String, Json>,
        /// Org unit that owns the record.
        owner: Option<String>,
    },
    /// Create when absent, else patch exactly the fields that differ; nothing when equal.
    Put {
        /// Values by field; `null` clears one, a field that is not named stays as it is.
        data: Map<String, Json>,
        /// Org unit that owns the record when it is created.
        owner: Option<String>,
    },
    /// Sets some fields; `null` clears one.
    Patch {
        /// Values by field.
        set: Map<String, Json>,
    },
    /// Takes a step of the lifecycle.
    Transition {
        /// Name of the transition.
        name: String,
        /// Why, where the transition asks for it.
        reason: Option<String>,
    },
    /// Decides a visible conflict of one field.
    Settle {
        /// The field in conflict.
        field: String,
        /// What shall stand.
        value: Json,
        /// Why.
        reason: String,
    },
    /// Removes the record's content, and leaves a mark that it was there.
    Erase {
        /// Why.
        reason: String,
    },
}

/// How faults in the content of a change are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// Any fault refuses the whole batch (a person at a screen, the API, an import).
    Strict,
    /// The content is stored as it came and its faults become findings (a device from the field).
    Receive,
}

/// What became of one change.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The record.
    pub id: RecordId,
    /// Its version now.
    pub version: Version,
    /// What happened to it.
    pub effect: Effect,
    /// Faults that were let in (receive) and remarks of the register's checks.
    pub findings: Vec<Fault>,
}

/// What happened to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// It is new.
    Created,
    /// It changed.
    Changed,
    /// It was so already: no entry was written.
    Unchanged,
    /// It changed, and two authors now disagree about a field.
    Conflicted,
}

/// One fault of one change of a batch.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fault {
    /// Position of the change in the batch, from 0.
    pub change: usize,
    /// Path of the field, e.g. `breakdown[3].value`; `None` for a fault of the whole record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Stable code, e.g. `required`, `not_allowed`, `no_such_transition`.
    pub code: &'static str,
    /// What is wrong and how to mend it; never a person's data.
    pub reason: String,
    /// The offending value, only where the field's class is below confidential and it names nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Json>,
}
