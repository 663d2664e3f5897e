//! The one way in: plan outside the writer, check again and write within it.
//!
//! A batch is typed, validated, authorised and compared with the records as last committed on a thread of its
//! own. The single writer then only looks whether one of those records has moved since (and plans again if so),
//! appends, folds and saves in bulk.

mod content;
mod keys;
mod lock;
mod plan;
mod planner;
mod seal;
mod steps;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use access::Actor;
use journal::{JournalError, RecordState, record};
use vocab::{RecordId, RegisterName};

use crate::{Change, CommitError, Fault, Outcome, Registers, Strictness};
use plan::Plan;
use planner::Planner;
use seal::Opened;

/// Faults told one by one; the rest is counted.
const FAULTS_TOLD: usize = 1_000;

/// A record across registers.
type Key = (RegisterName, RecordId);
/// Records that exist, by key.
type States = BTreeMap<Key, RecordState>;

/// One call of `commit`.
struct Batch {
    room: Registers,
    actor: Actor,
    changes: Vec<Change>,
    strictness: Strictness,
}

impl Batch {
    /// Plans on opened records, and seals what was planned.
    fn plan(&self, before: &States, opened: &Opened) -> Plan {
        let mut plan = Planner::new(self, (before, &opened.states)).plan();
        self.seal(&mut plan, &opened.keys);
        plan
    }

    /// The ids of all changes by register.
    fn ids(&self) -> BTreeMap<&RegisterName, Vec<&RecordId>> {
        let mut ids: BTreeMap<&RegisterName, BTreeSet<&RecordId>> = BTreeMap::new();
        for change in &self.changes {
            ids.entry(&change.register).or_default().insert(&change.id);
        }
        ids.into_iter()
            .map(|(register, ids)| (register, ids.into_iter().collect()))
            .collect()
    }
}

/// A batch that was typed, checked and authorised, and is still to be written.
pub struct Prepared {
    batch: Batch,
    plan: Plan,
    before: States,
    opened: Opened,
}

impl Registers {
    /// Commits a batch in one transaction: all of it or nothing.
    ///
    /// # Errors
    /// Every fault of every change at once, or the store's failure.
    pub async fn commit(
        &self,
        actor: &Actor,
        changes: Vec<Change>,
        strictness: Strictness,
    ) -> Result<Vec<Outcome>, CommitError> {
        let prepared = self.prepare(actor, changes, strictness).await?;
        self.write(prepared).await
    }

    /// Does all of a commit but the writing, so that long work prepares a batch while the one before it is written.
    /// What was prepared is looked at again on the writer, and planned anew where a record has moved.
    ///
    /// # Errors
    /// Every fault of every change at once, or the store's failure.
    pub async fn prepare(
        &self,
        actor: &Actor,
        changes: Vec<Change>,
        strictness: Strictness,
    ) -> Result<Prepared, CommitError> {
        let batch = Batch {
            room: self.clone(),
            actor: actor.clone(),
            changes,
            strictness,
        };
        let mut before = States::new();
        for (register, ids) in batch.ids() {
            let found = record::read(&self.store, register, &ids).await?;
            before.extend(
                found
                    .into_iter()
                    .map(|(id, state)| ((register.clone(), id), state)),
            );
        }
        let opened = batch.opened(&before).await?;
        let planned = tokio::task::spawn_blocking(move || {
            let plan = batch.plan(&before, &opened);
            (batch, before, opened, plan)
        });
        let (batch, before, opened, mut plan) =
            planned.await.map_err(|_| JournalError::Panicked)?;
        let mut holders = Vec::new();
        for (sql, params) in plan.key_queries(self.store.tenant()) {
            holders.extend(self.store.read(sql, params).await?);
        }
        plan.refuse_taken_keys(&batch, &holders)?;
        if !plan.faults.is_empty() {
            return Err(refused(plan.faults));
        }
        Ok(Prepared {
            batch,
            plan,
            before,
            opened,
        })
    }

    /// Writes a prepared batch in one transaction: all of it or nothing.
    ///
    /// # Errors
    /// The faults that records moved meanwhile bring, or the store's failure.
    pub async fn write(&self, prepared: Prepared) -> Result<Vec<Outcome>, CommitError> {
        let Prepared {
            batch,
            plan,
            before,
            opened,
        } = prepared;
        if plan.writes_nothing() {
            return Ok(plan.unchanged(&before));
        }
        self.store
            .write(move |tx| write::run(tx, &batch, plan, (before, opened)))
            .await
    }
}

fn refused(mut faults: Vec<Fault>) -> CommitError {
    faults.sort_by(|a, b| (a.change, &a.field).cmp(&(b.change, &b.field)));
    let more = faults.len().saturating_sub(FAULTS_TOLD);
    faults.truncate(FAULTS_TOLD);
    CommitError::Refused { faults, more }
}
