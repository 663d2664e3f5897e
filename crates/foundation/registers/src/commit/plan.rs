//! What a batch will do, before it is done.

use std::collections::BTreeMap;

use journal::{Kind, Version};
use sealing::RecordKey;
use serde_json::Value as Json;
use vocab::RecordId;

use super::{Key, States};
use crate::{Effect, Fault, Outcome};

/// The plan of a batch.
#[derive(Default)]
pub(super) struct Plan {
    /// One for each change, in order.
    pub(super) steps: Vec<Step>,
    /// What refuses the batch.
    pub(super) faults: Vec<Fault>,
    /// Natural keys that records of this batch take.
    pub(super) claims: Vec<Claim>,
    /// Records of this batch that gave their natural key up.
    pub(super) freed: Vec<(Key, RecordId)>,
    /// Keys of records that had none; the writer keeps them.
    pub(super) new_keys: BTreeMap<Key, RecordKey>,
}

/// What one change will do.
pub(super) struct Step {
    pub(super) key: Key,
    /// The entry to append; none when nothing changes.
    pub(super) entry: Option<Planned>,
    pub(super) findings: Vec<Fault>,
}

/// An entry before its base is known.
pub(super) struct Planned {
    pub(super) kind: Kind,
    pub(super) body: Json,
    pub(super) base: Base,
    /// How many entries of this batch on the same record come before it.
    pub(super) wave: usize,
}

/// What the author had seen of the record.
pub(super) enum Base {
    /// All of it.
    Current,
    /// Only this much: the fold decides about conflicts.
    Stale(Version),
}

/// A record that takes a natural key, written as the id that the key gives.
pub(super) struct Claim {
    pub(super) change: usize,
    pub(super) record: Key,
    pub(super) natural: RecordId,
}

impl Plan {
    pub(super) fn writes_nothing(&self) -> bool {
        self.steps.iter().all(|step| step.entry.is_none())
    }

    /// The outcomes of a batch that changes nothing.
    pub(super) fn unchanged(self, before: &States) -> Vec<Outcome> {
        self.steps
            .into_iter()
            .map(|step| Outcome {
                version: before
                    .get(&step.key)
                    .map(|state| state.version.clone())
                    .unwrap_or_default(),
                id: step.key.1,
                effect: Effect::Unchanged,
                findings: step.findings,
            })
            .collect()
    }
}
