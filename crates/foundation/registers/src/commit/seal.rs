//! Sealing what a batch writes, and opening what it builds on.
//!
//! Planning happens on opened records, so that equal values are equal whatever their ciphertext. What is planned is sealed before
//! it goes to the writer: neither the journal nor the table of records ever holds a sealed field in the clear.

use std::collections::BTreeMap;

use journal::{
    JournalError, Kind, RecordState, Tx, canonical_text,
    record_keys::{self, WrappedKey},
};
use sealing::{RecordKey, SealError};
use serde_json::Value as Json;
use vocab::{RecordId, RegisterName};

use super::{Batch, Key, States, plan::Plan, refused};
use crate::{
    CommitError, Fault, Register,
    opening::{Hashing, OpenKeys, disputes_sealed, holds_sealed},
};

/// Records of a batch whose sealed fields are open, with their keys.
#[derive(Default)]
pub(super) struct Opened {
    /// Only records that hold something sealed.
    pub(super) states: States,
    pub(super) keys: OpenKeys,
}

impl Batch {
    /// The registers of this batch that seal, with the ids of their changes.
    fn sealing_ids(&self) -> impl Iterator<Item = (&RegisterName, Vec<&RecordId>)> {
        self.ids().into_iter().filter(|(name, _)| {
            let register = self.room.catalogue.get(name.as_str());
            register.is_some_and(Register::seals)
        })
    }

    /// Reads the keys of the batch's records and opens what they hold.
    pub(super) async fn opened(&self, before: &States) -> Result<Opened, JournalError> {
        let mut keys = OpenKeys::default();
        for (name, ids) in self.sealing_ids() {
            keys.extend(self.room.keys_of(name, &ids).await?);
        }
        Ok(self.open(before, keys))
    }

    /// The same within the transaction.
    pub(super) fn opened_now(
        &self,
        tx: &mut Tx<'_>,
        before: &States,
    ) -> Result<Opened, JournalError> {
        let mut keys = OpenKeys::default();
        for (name, ids) in self.sealing_ids() {
            let wrapped = record_keys::load(tx, name, &ids)?;
            keys.extend(self.room.unwrapped(name, wrapped));
        }
        Ok(self.open(before, keys))
    }

    /// What cannot be opened is left out: a change of another field does not fail by it, and does not touch it.
    fn open(&self, before: &States, keys: OpenKeys) -> Opened {
        let sealed = before
            .iter()
            .filter(|(_, state)| holds_sealed(&state.data) || disputes_sealed(&state.conflicts));
        let states = sealed
            .map(|(key, state)| {
                let opener = self.room.opener(&keys, &key.0, &key.1);
                let mut state = state.clone();
                opener.open(&mut state.data);
                opener.conflicts(&mut state.conflicts);
                (key.clone(), state)
            })
            .collect();
        Opened { states, keys }
    }

    /// Seals the bodies of a plan. A record without a key gets one, which the writer keeps.
    pub(super) fn seal(&self, plan: &mut Plan, keys: &OpenKeys) {
        let Plan {
            steps,
            faults,
            new_keys,
            ..
        } = plan;
        for (position, step) in steps.iter_mut().enumerate() {
            let register = self.room.catalogue.get(step.key.0.as_str());
            let Some((register, entry)) = register.filter(|r| r.seals()).zip(step.entry.as_mut())
            else {
                continue;
            };
            let mut fault = |reason: SealError| {
                faults.push(Fault {
                    change: position,
                    field: None,
                    code: "not_sealed",
                    reason: reason.to_string(),
                    value: None,
                });
            };
            for (field, value) in sealed_values(register, entry.kind, &mut entry.body) {
                match self.sealed(&step.key, &field, value, keys, new_keys) {
                    Ok(sealed) => *value = sealed,
                    Err(reason) => {
                        // Nothing goes on in the clear, though the fault refuses the batch.
                        *value = Json::Null;
                        fault(reason);
                        break;
                    }
                }
            }
        }
    }

    fn sealed(
        &self,
        key: &Key,
        field: &str,
        value: &Json,
        keys: &OpenKeys,
        new_keys: &mut BTreeMap<Key, RecordKey>,
    ) -> Result<Json, SealError> {
        let text = canonical_text(value).map_err(|_| SealError::Altered)?;
        let whose = self.room.whose(&key.0, &key.1);
        if self.room.keyring.is_none() {
            return Err(SealError::NoMasterKey);
        }
        if let Some(fresh) = new_keys.get(key) {
            return fresh.seal(&whose, field, &text);
        }
        match keys.of(&key.0, &key.1) {
            Ok(known) => known.seal(&whose, field, &text),
            Err(SealError::KeyGone) => {
                let fresh = RecordKey::random()?;
                let sealed = fresh.seal(&whose, field, &text);
                new_keys.insert(key.clone(), fresh);
                sealed
            }
            Err(reason) => Err(reason),
        }
    }

    /// Keeps the new keys of a batch, destroys those of records that it erased, and writes the hashes by which sealed fields are
    /// found. `before` and `after` are sealed.
    pub(super) fn keep_keys(
        &self,
        tx: &mut Tx<'_>,
        (mut new_keys, keys): (BTreeMap<Key, RecordKey>, &OpenKeys),
        (before, after): (&States, &States),
    ) -> Result<(), CommitError> {
        let mut erased: BTreeMap<&RegisterName, Vec<&RecordId>> = BTreeMap::new();
        let mut sealed: BTreeMap<&RegisterName, Vec<(&Key, &RecordState)>> = BTreeMap::new();
        for (key, state) in after {
            if state.erased {
                erased.entry(&key.0).or_default().push(&key.1);
            } else {
                sealed.entry(&key.0).or_default().push((key, state));
            }
        }
        for (name, ids) in erased {
            record_keys::destroy(tx, name, &ids)?;
        }
        for (name, mut states) in sealed {
            let register = self.room.catalogue.get(name.as_str());
            let Some(register) = register.filter(|register| register.seals()) else {
                continue;
            };
            // Equal values are equal sealed: what found an unchanged field still does.
            states.retain(|(key, state)| {
                let found_by = |state: &RecordState| -> Vec<Option<Json>> {
                    let fields = register.looked_up();
                    fields.map(|field| state.data.get(field).cloned()).collect()
                };
                let blank = || vec![None; register.looked_up().count()];
                new_keys.contains_key(*key)
                    || before.get(*key).map_or_else(blank, found_by) != found_by(state)
            });
            if states.is_empty() {
                continue;
            }
            let hashing = self.hashing_now(tx, name)?;
            let mut fresh = Vec::new();
            let mut lookups = Vec::new();
            let mut known = Vec::new();
            for (key, state) in states {
                let new = new_keys.remove(key);
                let record_key = new.as_ref().map_or_else(|| keys.of(name, &key.1), Ok);
                let own = (&key.1, record_key);
                lookups.extend(self.room.lookups(register, &hashing, own, state));
                if before.contains_key(key) {
                    known.push(&key.1);
                }
                if let Some(new) = &new {
                    fresh.push((key.1.clone(), self.wrapped(&hashing, key, new)?));
                }
            }
            record_keys::keep(tx, name, fresh)?;
            record_keys::replace_lookups(tx, name, &known, lookups)?;
        }
        Ok(())
    }

    fn wrapped(
        &self,
        hashing: &Hashing,
        key: &Key,
        record_key: &RecordKey,
    ) -> Result<WrappedKey, CommitError> {
        let master = hashing.master();
        let wrapped = record_key
            .wrap(master, &self.room.whose(&key.0, &key.1))
            .map_err(|reason| refuse(0, reason))?;
        Ok(WrappedKey {
            master: master.id().to_owned(),
            wrapped,
        })
    }

    /// The master key in use as this transaction sees it: another process may have rotated it since the batch was planned.
    fn hashing_now(
        &self,
        tx: &mut Tx<'_>,
        register: &RegisterName,
    ) -> Result<Hashing, CommitError> {
        let position = self
            .changes
            .iter()
            .position(|change| change.register == *register)
            .unwrap_or_default();
        let Some(keyring) = &self.room.keyring else {
            return Err(refuse(position, SealError::NoMasterKey));
        };
        let mut keys = keyring.keys();
        let in_use = match record_keys::master_in_use_now(tx)? {
            Some(in_use) => in_use,
            None => {
                record_keys::use_master(tx, keys.current().id())?;
                keys.current().id().to_owned()
            }
        };
        if keys.named(&in_use).is_none()
            && let Ok(fresh) = keyring.reload()
        {
            keys = fresh;
        }
        Hashing::new(keys, in_use, tx.tenant().as_str())
            .ok_or_else(|| refuse(position, SealError::OtherMasterKey))
    }
}

fn refuse(change: usize, reason: SealError) -> CommitError {
    refused(vec![Fault {
        change,
        field: None,
        code: "not_sealed",
        reason: reason.to_string(),
        value: None,
    }])
}

/// The values of a body that are to be sealed, with their fields; blanks have nothing to seal.
fn sealed_values<'a>(
    register: &'a Register,
    kind: Kind,
    body: &'a mut Json,
) -> Vec<(String, &'a mut Json)> {
    let whole = match kind {
        Kind::Create => body.get_mut("data"),
        Kind::Patch | Kind::Attach => body.get_mut("set"),
        Kind::Settle => {
            let field = body.get("field").and_then(Json::as_str).map(str::to_owned);
            let field = field.filter(|field| register.is_sealed(field));
            let value = body.get_mut("value").filter(|value| !value.is_null());
            return field.zip(value).into_iter().collect();
        }
        Kind::Transition | Kind::Merge | Kind::Erase | Kind::Read | Kind::Admin => None,
    };
    whole
        .and_then(Json::as_object_mut)
        .into_iter()
        .flatten()
        .filter(|(field, value)| register.is_sealed(field) && !value.is_null())
        .map(|(field, value)| (field.clone(), value))
        .collect()
}
