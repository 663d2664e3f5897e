//! Going through a batch, change by change, over the records as they will stand.

use std::collections::BTreeMap;

use access::{Decision, Verb};
use journal::{Entry, Kind, RecordState};
use serde_json::Value as Json;
use vocab::{AccessClass, Hlc};

use super::{
    Batch, Key, States,
    plan::{Base, Claim, Plan, Planned, Step},
};
use crate::{Act, Change, Fault, Register, Strictness, authority::Authority};

pub(super) struct Planner<'a> {
    pub(super) batch: &'a Batch,
    /// Records as they stand; where they hold something sealed, as it stands sealed.
    before: &'a States,
    /// Those that hold something sealed, opened.
    opened: &'a States,
    /// Records that this batch has made or changed so far.
    after: States,
    waves: BTreeMap<Key, (usize, usize)>,
    pub(super) authority: Authority<'a>,
    pub(super) faults: Vec<Fault>,
    pub(super) findings: Vec<Fault>,
    /// Position of the change at hand.
    pub(super) at: usize,
}

/// The change at hand with its register and the record as it stands by now.
pub(super) struct Case<'a> {
    pub(super) change: &'a Change,
    pub(super) register: &'a Register,
    pub(super) current: Option<RecordState>,
}

/// What a change comes to.
pub(super) struct Draw {
    pub(super) kind: Kind,
    pub(super) body: Json,
    pub(super) base: Base,
}

impl<'a> Planner<'a> {
    pub(super) fn new(batch: &'a Batch, (before, opened): (&'a States, &'a States)) -> Self {
        Self {
            batch,
            before,
            opened,
            after: States::new(),
            waves: BTreeMap::new(),
            authority: Authority::new(&batch.room.policy, &batch.actor),
            faults: Vec::new(),
            findings: Vec::new(),
            at: 0,
        }
    }

    pub(super) fn plan(mut self) -> Plan {
        let batch = self.batch;
        let mut steps = Vec::with_capacity(batch.changes.len());
        for (at, change) in batch.changes.iter().enumerate() {
            self.at = at;
            let key = (change.register.clone(), change.id.clone());
            let entry = self
                .change(change, &key)
                .map(|draw| self.planned(draw, change, &key));
            steps.push(Step {
                key,
                entry,
                findings: std::mem::take(&mut self.findings),
            });
        }
        let mut plan = Plan {
            steps,
            faults: std::mem::take(&mut self.faults),
            ..Plan::default()
        };
        self.claim_keys(&mut plan);
        plan
    }

    /// A record before this batch, opened.
    fn standing(&self, key: &Key) -> Option<&'a RecordState> {
        self.opened.get(key).or_else(|| self.before.get(key))
    }

    fn change(&mut self, change: &'a Change, key: &Key) -> Option<Draw> {
        let Some(register) = self.batch.room.catalogue.get(change.register.as_str()) else {
            let reason = format!(
                "there is no register `{}`; ask for the list of registers",
                change.register
            );
            self.hard("unknown_register", None, reason);
            return None;
        };
        if change.note.as_ref().is_some_and(|note| note.contains('\0')) {
            self.hard(
                "text",
                None,
                "the note has a character U+0000; remove it".to_owned(),
            );
            return None;
        }
        let current = self.after.get(key).or_else(|| self.standing(key)).cloned();
        let case = Case {
            change,
            register,
            current,
        };
        match &change.act {
            Act::Create { data, owner } => self.create(&case, data, owner.as_deref()),
            Act::Put { data, owner } => self.put(&case, data, owner.as_deref()),
            Act::Patch { set } => self.patch(&case, set),
            Act::Transition { name, reason } => self.transition(&case, name, reason.as_deref()),
            Act::Settle {
                field,
                value,
                reason,
            } => self.settle(&case, field, value, reason),
            Act::Erase { reason } => self.erase(&case, reason),
        }
    }

    /// Takes note of what a change does, so that the next change of the same record builds on it.
    fn planned(&mut self, draw: Draw, change: &Change, key: &Key) -> Planned {
        let store = &self.batch.room.store;
        let mut state = self
            .after
            .remove(key)
            .or_else(|| self.standing(key).cloned());
        // An entry for the fold only: its number stays below all real ones, so the version does not move.
        let entry = Entry {
            node: store.node().clone(),
            seq: 0,
            hlc: Hlc::from_i64(0),
            prev: [0; 32],
            hash: [0; 32],
            kind: draw.kind,
            actor: self.batch.actor.id.clone(),
            register: change.register.clone(),
            record: change.id.clone(),
            base: None,
            body: draw.body,
        };
        journal::apply(&mut state, &entry);
        self.after.extend(state.map(|state| (key.clone(), state)));
        let (count, last) = self.waves.entry(key.clone()).or_default();
        let wave = *count;
        *count += 1;
        *last = self.at;
        Planned {
            kind: draw.kind,
            body: entry.body,
            base: draw.base,
            wave,
        }
    }

    /// What the author of a change had seen. Its own earlier changes of this batch are seen by nature.
    pub(super) fn base(&self, case: &Case<'_>) -> Base {
        let key = (case.change.register.clone(), case.change.id.clone());
        match (&case.change.base, self.before.get(&key)) {
            (Some(base), Some(before)) if !base.covers_all(&before.version) => {
                Base::Stale(base.clone())
            }
            _ => Base::Current,
        }
    }

    /// The decision on the record at hand, when it allows; else a fault. A record outside the actor's units does
    /// not exist for them.
    pub(super) fn authorise(
        &mut self,
        case: &Case<'_>,
        verb: &Verb,
        owner: Option<&str>,
    ) -> Option<Decision> {
        let decision = self.authority.decide(case.register, verb, owner);
        if decision.allow {
            return Some(decision);
        }
        let anywhere = self.authority.decide(case.register, verb, None).allow;
        if anywhere && case.current.is_some() {
            self.no_such_record();
        } else {
            self.hard(
                "not_allowed",
                None,
                format!("this is not allowed: {}", decision.why),
            );
        }
        None
    }

    pub(super) fn no_such_record(&mut self) {
        let reason =
            "there is no such record; look whether the id is right, or create it".to_owned();
        self.soft("no_such_record", None, reason, None);
    }

    /// A fault that refuses the batch however strict it is.
    pub(super) fn hard(&mut self, code: &'static str, field: Option<String>, reason: String) {
        self.faults.push(Fault {
            change: self.at,
            field,
            code,
            reason,
            value: None,
        });
    }

    /// A fault of the content: refuses a strict batch, becomes a finding when received.
    pub(super) fn soft(
        &mut self,
        code: &'static str,
        field: Option<String>,
        reason: String,
        value: Option<Json>,
    ) {
        let fault = Fault {
            change: self.at,
            field,
            code,
            reason,
            value,
        };
        match self.batch.strictness {
            Strictness::Strict => self.faults.push(fault),
            Strictness::Receive => self.findings.push(fault),
        }
    }

    /// A value that may be shown in a fault: below confidential, and naming nobody.
    pub(super) fn showable(register: &Register, path: &str, value: Option<Json>) -> Option<Json> {
        let rule = register.rule(path);
        value.filter(|_| rule.class < AccessClass::Confidential && !rule.identity)
    }

    /// Which natural keys the changed records take and give up.
    fn claim_keys(self, plan: &mut Plan) {
        for (key, state) in self.after {
            let Some(register) = self.batch.room.catalogue.get(key.0.as_str()) else {
                continue;
            };
            let natural = |state: &RecordState| {
                Some(state)
                    .filter(|state| !state.erased)
                    .and_then(|state| register.id_for_data(&state.data))
            };
            let (old, new) = (self.before.get(&key).and_then(natural), natural(&state));
            if old == new {
                continue;
            }
            let change = self.waves.get(&key).map_or(0, |(_, last)| *last);
            plan.freed.extend(old.map(|natural| (key.clone(), natural)));
            plan.claims.extend(new.map(|natural| Claim {
                change,
                record: key,
                natural,
            }));
        }
    }
}
