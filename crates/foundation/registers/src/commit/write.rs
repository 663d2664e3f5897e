//! On the writer: look again, append, fold, save.

use std::collections::{BTreeMap, BTreeSet};

use journal::{Draft, Kind, RecordState, Tx, Value, Version, record, search_index};
use vocab::{RecordId, RegisterName};

use super::{
    Batch, Key, States,
    lock::locked,
    plan::{Base, Plan, Step},
    refused,
    seal::Opened,
};
use crate::{Act, CommitError, Effect, Fault, Finding, Outcome, index};

/// Versions looked up in one statement.
const CHUNK: usize = 500;

pub(super) fn run(
    tx: &mut Tx<'_>,
    batch: &Batch,
    mut plan: Plan,
    (mut before, mut opened): (States, Opened),
) -> Result<Vec<Outcome>, CommitError> {
    if moved(tx, batch, &before)? {
        before = load(tx, batch)?;
        opened = batch.opened_now(tx, &before)?;
        plan = batch.plan(&before, &opened);
    }
    let mut holders = Vec::new();
    let tenant = tx.tenant().clone();
    for (sql, params) in plan.key_queries(&tenant) {
        holders.extend(tx.query(&sql, &params)?);
    }
    plan.refuse_taken_keys(batch, &holders)?;
    if !plan.faults.is_empty() {
        return Err(refused(plan.faults));
    }
    let held = guarded(tx, batch, &before)?;
    if !held.is_empty() {
        return Err(refused(held));
    }
    let (after, conflicted) = append(tx, batch, &plan.steps, &before)?;
    let closed = locked(tx, batch, &plan.steps, (&before, &after))?;
    if !closed.is_empty() {
        return Err(refused(closed));
    }
    save(tx, batch, &before, &after)?;
    let new_keys = std::mem::take(&mut plan.new_keys);
    batch.keep_keys(tx, (new_keys, &opened.keys), (&before, &after))?;
    Ok(outcomes(plan, &before, &after, &conflicted))
}

/// What the guards of the batch's steps find, looking at the store as it stands in this transaction. A step that
/// names a guard nobody brings is refused: a missing rule must not open a door.
fn guarded(tx: &mut Tx<'_>, batch: &Batch, before: &States) -> Result<Vec<Fault>, CommitError> {
    let mut held = Vec::new();
    let mut seen = BTreeSet::new();
    for (position, change) in batch.changes.iter().enumerate() {
        let key = (change.register.clone(), change.id.clone());
        let moved_here = !seen.insert(key.clone());
        let Act::Transition { name, .. } = &change.act else {
            continue;
        };
        let step = batch
            .room
            .catalogue
            .get(change.register.as_str())
            .and_then(|register| register.lifecycle.step(name));
        let Some(step) = step.filter(|step| !step.checks.is_empty()) else {
            continue;
        };
        let Some(record) = before.get(&key).filter(|_| !moved_here) else {
            // A guard looks at what stands: what the same batch makes or changes, it has not seen.
            held.push(Fault {
                change: position,
                field: None,
                code: "checked_alone",
                reason: format!(
                    "`{name}` is checked against the record as it stands; take it in a request after this change"
                ),
                value: None,
            });
            continue;
        };
        for check in &step.checks {
            let found = match batch.room.hooks.guards.get(check) {
                Some(guard) => guard(tx, record, &batch.actor)?,
                None => vec![Finding {
                    code: "unknown_check",
                    field: None,
                    reason: format!(
                        "the step `{name}` asks for the check `{check}`, which no module brings; mend the register's lifecycle"
                    ),
                }],
            };
            held.extend(found.into_iter().map(|finding| Fault {
                change: position,
                field: finding.field,
                code: finding.code,
                reason: finding.reason,
                value: None,
            }));
        }
    }
    Ok(held)
}

/// Whether a record of the batch has changed since it was planned.
fn moved(tx: &mut Tx<'_>, batch: &Batch, before: &States) -> Result<bool, CommitError> {
    let tenant = tx.tenant().clone();
    for (register, ids) in batch.ids() {
        let mut found: BTreeMap<String, String> = BTreeMap::new();
        for chunk in ids.chunks(CHUNK) {
            let width = if chunk.len() == 1 { 1 } else { CHUNK };
            let places: Vec<String> = (3..3 + width).map(|number| format!("${number}")).collect();
            let sql = format!(
                "select id, version from record where tenant = $1 and register = $2 and id in ({})",
                places.join(", ")
            );
            let mut params: Vec<Value> = vec![tenant.as_str().into(), register.as_str().into()];
            params.extend(chunk.iter().map(|id| Value::from(id.as_str())));
            let last = params.last().cloned().unwrap_or(Value::Null);
            params.resize(2 + width, last);
            for row in tx.query(&sql, &params)? {
                found.insert(row.text(0)?, row.text(1)?);
            }
        }
        let same = ids.iter().all(|id| {
            let planned = before
                .get(&(register.clone(), (*id).clone()))
                .map(|state| state.version.to_string());
            planned.as_ref() == found.get(id.as_str())
        });
        if !same {
            return Ok(true);
        }
    }
    Ok(false)
}

fn load(tx: &mut Tx<'_>, batch: &Batch) -> Result<States, CommitError> {
    let mut states = States::new();
    for (register, ids) in batch.ids() {
        let found = record::load(tx, register, &ids)?;
        states.extend(
            found
                .into_iter()
                .map(|(id, state)| ((register.clone(), id), state)),
        );
    }
    Ok(states)
}

/// Appends all entries and folds them in: wave by wave, so that a second change of a record sees the first.
/// Gives the records as they stand then, and the changes after which two authors disagree.
fn append(
    tx: &mut Tx<'_>,
    batch: &Batch,
    steps: &[Step],
    before: &States,
) -> Result<(States, BTreeSet<usize>), CommitError> {
    let mut after = States::new();
    let mut conflicted = BTreeSet::new();
    let mut waves: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (position, step) in steps.iter().enumerate() {
        if let Some(entry) = &step.entry {
            waves.entry(entry.wave).or_default().push(position);
        }
    }
    for positions in waves.values() {
        let drafts = positions
            .iter()
            .filter_map(|position| {
                let step = &steps[*position];
                let version = after
                    .get(&step.key)
                    .or_else(|| before.get(&step.key))
                    .map(|state: &RecordState| state.version.clone());
                draft(batch, step, version)
            })
            .collect();
        for (position, entry) in positions.iter().zip(tx.append_many(drafts)?) {
            let key = &steps[*position].key;
            let mut state = after.remove(key).or_else(|| before.get(key).cloned());
            let disputed = conflicts_of(state.as_ref());
            let stale = steps[*position]
                .entry
                .as_ref()
                .is_some_and(|entry| matches!(entry.base, Base::Stale(_)));
            if stale {
                let entries = tx.entries_of(key.0.as_str(), key.1.as_str())?;
                state = journal::fold(&entries);
            } else {
                journal::apply(&mut state, &entry);
            }
            if conflicts_of(state.as_ref()) > disputed {
                conflicted.insert(*position);
            }
            after.extend(state.map(|state| (key.clone(), state)));
        }
    }
    Ok((after, conflicted))
}

fn conflicts_of(state: Option<&RecordState>) -> usize {
    state.map_or(0, |state| state.conflicts.len())
}

fn draft(batch: &Batch, step: &Step, version: Option<Version>) -> Option<Draft> {
    let planned = step.entry.as_ref()?;
    Some(Draft {
        kind: planned.kind,
        actor: batch.actor.id.clone(),
        register: step.key.0.clone(),
        record: step.key.1.clone(),
        base: match &planned.base {
            Base::Current => version,
            Base::Stale(seen) => Some(seen.clone()),
        },
        body: planned.body.clone(),
    })
}

/// Saves the records with their index rows and the stamps of their partitions.
fn save(
    tx: &mut Tx<'_>,
    batch: &Batch,
    before: &States,
    after: &States,
) -> Result<(), CommitError> {
    let mut by_register: BTreeMap<&RegisterName, (Vec<_>, BTreeMap<_, _>)> = BTreeMap::new();
    for (key, state) in after {
        let (states, old) = by_register.entry(&key.0).or_default();
        states.push(state);
        old.extend(before.get(key).map(|old| (&old.id, old)));
    }
    for (name, (mut states, old)) in by_register {
        // In the order in which they were made, which is the order of their numbers.
        states.sort_by_key(|state| state.created);
        record::save(tx, &states, &old)?;
        let Some(register) = batch.room.catalogue.get(name.as_str()) else {
            continue;
        };
        let existing: Vec<&RecordId> = old.into_keys().collect();
        let rows: Vec<_> = states
            .iter()
            .map(|state| (state.id.clone(), index::rows(register, state)))
            .collect();
        search_index::replace(tx, name, &existing, &rows)?;
    }
    Ok(())
}

fn outcomes(
    plan: Plan,
    before: &States,
    after: &States,
    conflicted: &BTreeSet<usize>,
) -> Vec<Outcome> {
    let version = |key: &Key| {
        after
            .get(key)
            .or_else(|| before.get(key))
            .map(|state| state.version.clone())
            .unwrap_or_default()
    };
    plan.steps
        .into_iter()
        .enumerate()
        .map(|(position, step)| Outcome {
            version: version(&step.key),
            id: step.key.1,
            effect: match &step.entry {
                None => Effect::Unchanged,
                Some(_) if conflicted.contains(&position) => Effect::Conflicted,
                Some(entry) if entry.kind == Kind::Create => Effect::Created,
                Some(_) => Effect::Changed,
            },
            findings: step.findings,
        })
        .collect()
}
