//! What a reader sees of a record and of its history.

use std::collections::BTreeMap;

use access::Decision;
use journal::{Conflict, Kind, RecordState, Version};
use sealing::SealError;
use serde::Serialize;
use serde_json::{Map, Value as Json};
use vocab::{ActorId, Hlc, RecordId, RegisterName};

use crate::{
    Register,
    authority::{covers_whole, mask},
};

/// A record as this actor may see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordView {
    /// Id.
    pub id: RecordId,
    /// Register.
    pub register: RegisterName,
    /// Version to send back with a change.
    pub version: Version,
    /// State of the lifecycle.
    pub state: String,
    /// Org unit that owns it.
    pub owner: String,
    /// P-code of its place.
    pub place: Option<String>,
    /// Its partition.
    pub partition: Option<String>,
    /// When it was made.
    pub created: Hlc,
    /// When it last changed.
    pub changed: Hlc,
    /// Values by field, without those in `masked`.
    pub data: Map<String, Json>,
    /// Fields that have a value which this actor may not see.
    pub masked: Vec<String>,
    /// Fields about which two authors disagree, without masked ones.
    pub conflicts: Vec<Conflict>,
    /// Sealed fields that the actor may see and that could not be opened, with the reason.
    pub unopened: BTreeMap<String, SealError>,
    /// Whether its content was erased.
    pub erased: bool,
}

/// One line of a record's history.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HistoryLine {
    /// Who.
    pub actor: ActorId,
    /// When.
    pub at: Hlc,
    /// On which node.
    pub node: String,
    /// What kind of act.
    pub kind: Kind,
    /// The step taken, for a transition.
    pub transition: Option<String>,
    /// Values that were set, by field (`null`: cleared), without those the reader may not see.
    pub set: Map<String, Json>,
    /// Fields that were set and that the reader may not see.
    pub masked: Vec<String>,
    /// Sealed values that the reader may see and that could not be opened, with the reason.
    pub unopened: BTreeMap<String, SealError>,
    /// Why, where it was said.
    pub reason: Option<String>,
    /// The remark that came with the change.
    pub note: Option<String>,
    /// The version after it, on its node's own line.
    pub version: Version,
}

/// What a decision lets through of a record; what is sealed is still closed.
pub(crate) fn view(register: &Register, decision: &Decision, state: RecordState) -> RecordView {
    let (data, masked) = mask(decision, register, &state.data);
    let conflicts = state
        .conflicts
        .into_iter()
        .filter(|conflict| covers_whole(decision, register, &conflict.field))
        .collect();
    RecordView {
        id: state.id,
        register: state.register,
        version: state.version,
        state: state.state,
        owner: state.owner,
        place: state.place,
        partition: state.partition,
        created: state.created,
        changed: state.hlc,
        data,
        masked,
        conflicts,
        unopened: BTreeMap::new(),
        erased: state.erased,
    }
}
