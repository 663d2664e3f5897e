//! Records as the API shows them.

use std::collections::BTreeMap;

use house::instant_text;
use journal::{Conflict, Opinion, Version};
use registers::{HistoryLine, Page, RecordView, SealError};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use vocab::RecordId;

/// A record.
#[derive(Serialize, ToSchema)]
pub struct RecordAnswer {
    /// Id, as in addresses.
    #[schema(value_type = String)]
    id: RecordId,
    /// Version to send back with a change.
    #[schema(value_type = String)]
    version: Version,
    /// State of the lifecycle.
    state: String,
    /// Org unit that owns it.
    owner: String,
    /// P-code of its place.
    place: Option<String>,
    /// Its partition, e.g. the round.
    partition: Option<String>,
    /// When it was made (RFC 3339).
    created: String,
    /// When it last changed (RFC 3339).
    changed: String,
    /// Values by field, without those in `masked`.
    #[schema(value_type = Object)]
    data: Map<String, Value>,
    /// Fields about which two authors disagree.
    conflicts: Vec<ConflictAnswer>,
    /// Fields that have a value which this actor may not see.
    masked: Vec<String>,
    /// Sealed fields that this actor may see and that could not be opened, with the reason: `key_gone`, `other_master_key`,
    /// `no_master_key`, `altered`.
    #[schema(value_type = BTreeMap<String, String>)]
    unopened: BTreeMap<String, SealError>,
    /// Whether its content was erased.
    erased: bool,
}

/// A field about which two authors disagree.
#[derive(Serialize, ToSchema)]
pub struct ConflictAnswer {
    /// The field; `@state` for the state itself.
    field: String,
    /// What stands.
    stands: OpinionAnswer,
    /// What the other said.
    other: OpinionAnswer,
}

/// What one author said.
#[derive(Serialize, ToSchema)]
pub struct OpinionAnswer {
    /// The value.
    value: Value,
    /// Who.
    actor: String,
    /// When (RFC 3339).
    at: String,
}

/// One page of a register.
#[derive(Serialize, ToSchema)]
pub struct RecordPage {
    /// The records.
    records: Vec<RecordAnswer>,
    /// Where the next page begins.
    next: Option<String>,
    /// Where the page before begins.
    previous: Option<String>,
    /// How many there are.
    count: CountAnswer,
}

/// How many records there are.
#[derive(Serialize, ToSchema)]
pub struct CountAnswer {
    /// So many at least.
    value: u64,
    /// Whether there are more, uncounted.
    more: bool,
}

/// The history of a record.
#[derive(Serialize, ToSchema)]
pub struct HistoryAnswer {
    /// Oldest first.
    lines: Vec<LineAnswer>,
}

/// One line of a record's history.
#[derive(Serialize, ToSchema)]
pub struct LineAnswer {
    /// When (RFC 3339).
    at: String,
    /// Who.
    actor: String,
    /// On which node.
    node: String,
    /// What kind of act.
    #[schema(value_type = String)]
    kind: journal::Kind,
    /// The step taken, for a transition.
    transition: Option<String>,
    /// Values that were set, by field; null where one was cleared.
    #[schema(value_type = Object)]
    set: Map<String, Value>,
    /// Fields that were set and that the reader may not see.
    masked: Vec<String>,
    /// Sealed values that the reader may see and that could not be opened, with the reason.
    #[schema(value_type = BTreeMap<String, String>)]
    unopened: BTreeMap<String, SealError>,
    /// Why, where it was said.
    reason: Option<String>,
    /// The remark that came with the change.
    note: Option<String>,
    /// The version after it.
    #[schema(value_type = String)]
    version: Version,
}

impl From<&Opinion> for OpinionAnswer {
    fn from(said: &Opinion) -> Self {
        Self {
            value: said.value.clone(),
            actor: said.actor.to_string(),
            at: instant_text(said.hlc),
        }
    }
}

impl From<&Conflict> for ConflictAnswer {
    fn from(conflict: &Conflict) -> Self {
        Self {
            field: conflict.field.clone(),
            stands: (&conflict.stands).into(),
            other: (&conflict.other).into(),
        }
    }
}

impl From<RecordView> for RecordAnswer {
    fn from(record: RecordView) -> Self {
        Self {
            conflicts: record.conflicts.iter().map(Into::into).collect(),
            id: record.id,
            version: record.version,
            state: record.state,
            owner: record.owner,
            place: record.place,
            partition: record.partition,
            created: instant_text(record.created),
            changed: instant_text(record.changed),
            data: record.data,
            masked: record.masked,
            unopened: record.unopened,
            erased: record.erased,
        }
    }
}

impl From<Page> for RecordPage {
    fn from(page: Page) -> Self {
        Self {
            records: page.records.into_iter().map(Into::into).collect(),
            next: page.next,
            previous: page.previous,
            count: CountAnswer {
                value: page.count.at_least(),
                more: page.count.is_more(),
            },
        }
    }
}

impl From<HistoryLine> for LineAnswer {
    fn from(line: HistoryLine) -> Self {
        Self {
            at: instant_text(line.at),
            actor: line.actor.to_string(),
            node: line.node,
            kind: line.kind,
            transition: line.transition,
            set: line.set,
            masked: line.masked,
            unopened: line.unopened,
            reason: line.reason,
            note: line.note,
            version: line.version,
        }
    }
}

impl FromIterator<HistoryLine> for HistoryAnswer {
    fn from_iter<I: IntoIterator<Item = HistoryLine>>(lines: I) -> Self {
        Self {
            lines: lines.into_iter().map(Into::into).collect(),
        }
    }
}
