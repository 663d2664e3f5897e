//! The current record as a fold of its entries: pure, whatever order they arrived in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use vocab::{ActorId, Hlc, NodeId, RecordId, RegisterName};

use crate::{Entry, Kind, Version};

/// Field name under which a disagreement about the state itself is kept.
const STATE: &str = "@state";

/// A record as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordState {
    /// Id.
    pub id: RecordId,
    /// Register.
    pub register: RegisterName,
    /// Frontier of its entries.
    pub version: Version,
    /// Time of its last change.
    pub hlc: Hlc,
    /// Time of its first entry.
    pub created: Hlc,
    /// State of the lifecycle.
    pub state: String,
    /// Org unit that owns it.
    pub owner: String,
    /// P-code of its place.
    pub place: Option<String>,
    /// Its partition for analysis.
    pub partition: Option<String>,
    /// Values by field.
    pub data: Map<String, Json>,
    /// Fields about which two authors disagree.
    pub conflicts: Vec<Conflict>,
    /// Whether its content was erased.
    pub erased: bool,
    /// The record that it turned out to be.
    pub merged_into: Option<RecordId>,
}

/// Two authors set the same field without having seen each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// The field; `@state` for the state itself.
    pub field: String,
    /// What stands: the later in hybrid time.
    pub stands: Opinion,
    /// What the other said.
    pub other: Opinion,
}

/// What one author said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opinion {
    /// The value.
    pub value: Json,
    /// Who.
    pub actor: ActorId,
    /// When.
    pub hlc: Hlc,
}

/// Who wrote a field last.
#[derive(Debug, Clone)]
struct Writer {
    node: NodeId,
    seq: i64,
    actor: ActorId,
    hlc: Hlc,
}

/// Who wrote each field last; `None` where nobody can have written unseen, and nothing is to be kept.
struct Writers(Option<BTreeMap<String, Writer>>);

impl Writers {
    fn of(&self, field: &str) -> Option<&Writer> {
        self.0.as_ref()?.get(field)
    }

    fn note(&mut self, field: &str, entry: &Entry) {
        if let Some(known) = &mut self.0 {
            known.insert(field.to_owned(), writer(entry));
        }
    }
}

/// Folds the entries of one record. Order and repetition do not matter; entries that change nothing (reads)
/// are passed over. `None` without a create.
pub fn fold<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Option<RecordState> {
    let mut sorted: Vec<&Entry> = entries
        .into_iter()
        .filter(|entry| entry.kind.changes_record())
        .collect();
    sorted.sort_by(|a, b| (a.hlc, &a.node, a.seq).cmp(&(b.hlc, &b.node, b.seq)));
    sorted.dedup_by(|a, b| (&a.node, a.seq) == (&b.node, b.seq));
    let mut state = None;
    let mut writers = Writers(Some(BTreeMap::new()));
    for entry in sorted {
        step(&mut state, &mut writers, entry);
    }
    state
}

/// Applies one entry whose author had seen the whole record (`base` covers its version, or it is the
/// first): the everyday case, without reading the history again.
pub fn apply(state: &mut Option<RecordState>, entry: &Entry) {
    step(state, &mut Writers(None), entry);
}

fn step(state: &mut Option<RecordState>, writers: &mut Writers, entry: &Entry) {
    let record = match state {
        Some(record) => record,
        None if entry.kind == Kind::Create => state.insert(first(entry)),
        // What comes before the create (a later sync brings it) waits for it.
        None => return,
    };
    match entry.kind {
        Kind::Create => {
            let fields = entry.body.get("data").and_then(Json::as_object);
            set_fields(record, writers, entry, fields);
        }
        Kind::Patch | Kind::Attach => {
            let fields = entry.body.get("set").and_then(Json::as_object);
            set_fields(record, writers, entry, fields);
            if let Some(owner) = entry.body.get("owner").and_then(Json::as_str) {
                owner.clone_into(&mut record.owner);
            }
            if let Some(place) = entry.body.get("place") {
                record.place = place.as_str().map(str::to_owned);
            }
            if let Some(partition) = entry.body.get("partition") {
                record.partition = partition.as_str().map(str::to_owned);
            }
        }
        Kind::Transition => {
            if let Some(to) = entry.body.get("to").and_then(Json::as_str) {
                let before = Json::from(record.state.as_str());
                note_conflict(
                    &mut record.conflicts,
                    writers,
                    entry,
                    STATE,
                    &before,
                    &Json::from(to),
                );
                to.clone_into(&mut record.state);
                writers.note(STATE, entry);
            }
        }
        Kind::Settle => settle(record, writers, entry),
        Kind::Merge => {
            record.merged_into = entry
                .body
                .get("into")
                .and_then(Json::as_str)
                .and_then(|id| RecordId::parse(id).ok());
        }
        Kind::Erase => {
            record.data = Map::new();
            record.conflicts.clear();
            record.erased = true;
        }
        Kind::Read | Kind::Admin => return,
    }
    record.version.observe(&entry.node, entry.seq);
    record.hlc = record.hlc.max(entry.hlc);
}

fn first(entry: &Entry) -> RecordState {
    let text = |key: &str| {
        entry
            .body
            .get(key)
            .and_then(Json::as_str)
            .map(str::to_owned)
    };
    RecordState {
        id: entry.record.clone(),
        register: entry.register.clone(),
        version: Version::default(),
        hlc: entry.hlc,
        created: entry.hlc,
        state: text("state").unwrap_or_default(),
        owner: text("owner").unwrap_or_default(),
        place: text("place"),
        partition: text("partition"),
        data: Map::new(),
        conflicts: Vec::new(),
        erased: false,
        merged_into: None,
    }
}

fn writer(entry: &Entry) -> Writer {
    Writer {
        node: entry.node.clone(),
        seq: entry.seq,
        actor: entry.actor.clone(),
        hlc: entry.hlc,
    }
}

/// Whether the author of `entry` had seen what `writer` wrote. Without a base it acted on what stood on its own node.
fn had_seen(entry: &Entry, writer: &Writer) -> bool {
    match &entry.base {
        Some(base) => base.covers(&writer.node, writer.seq),
        None => writer.node == entry.node,
    }
}

fn set_fields(
    record: &mut RecordState,
    writers: &mut Writers,
    entry: &Entry,
    fields: Option<&Map<String, Json>>,
) {
    if record.erased {
        return;
    }
    for (field, value) in fields.into_iter().flatten() {
        let before = record.data.get(field).unwrap_or(&Json::Null);
        note_conflict(&mut record.conflicts, writers, entry, field, before, value);
        if value.is_null() {
            record.data.remove(field);
        } else {
            record.data.insert(field.clone(), value.clone());
        }
        writers.note(field, entry);
    }
}

fn note_conflict(
    conflicts: &mut Vec<Conflict>,
    writers: &Writers,
    entry: &Entry,
    field: &str,
    before: &Json,
    value: &Json,
) {
    let stands = || Opinion {
        value: value.clone(),
        actor: entry.actor.clone(),
        hlc: entry.hlc,
    };
    // A later word on a field in conflict stands, and the conflict stays until it is settled.
    if let Some(conflict) = conflicts.iter_mut().find(|c| c.field == field) {
        conflict.stands = stands();
        return;
    }
    if let Some(last) = writers.of(field)
        && before != value
        && !had_seen(entry, last)
    {
        conflicts.push(Conflict {
            field: field.to_owned(),
            stands: stands(),
            other: Opinion {
                value: before.clone(),
                actor: last.actor.clone(),
                hlc: last.hlc,
            },
        });
    }
}

fn settle(record: &mut RecordState, writers: &mut Writers, entry: &Entry) {
    let Some(field) = entry.body.get("field").and_then(Json::as_str) else {
        return;
    };
    let value = entry.body.get("value").cloned().unwrap_or(Json::Null);
    record.conflicts.retain(|conflict| conflict.field != field);
    if field == STATE {
        if let Some(state) = value.as_str() {
            state.clone_into(&mut record.state);
        }
    } else if value.is_null() {
        record.data.remove(field);
    } else if !record.erased {
        record.data.insert(field.to_owned(), value);
    }
    writers.note(field, entry);
}
