//! Going through the keys of all records: to wrap them anew, and to see what can be opened.

use std::{collections::BTreeMap, sync::Arc};

use journal::{
    JournalError, RecordState, Tx, record,
    record_keys::{self, Lookup, WrappedKey},
};
use sealing::{Keys, RecordKey, SealError};
use serde::Serialize;
use vocab::{RecordId, RegisterName};

use crate::{
    KeysError, ReadError, Register, Registers,
    index::values,
    opening::{Hashing, OpenKeys, holds_sealed},
};

/// Records taken at once.
const CHUNK: usize = 500;
/// Faults told one by one; the rest is counted.
const TOLD: usize = 100;

/// What can be opened of what is sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SealReport {
    /// Records that hold sealed values.
    pub records: u64,
    /// Sealed values that open.
    pub opened: u64,
    /// Sealed values that do not open, by reason.
    pub closed: BTreeMap<SealError, u64>,
    /// The first hundred of those.
    pub faults: Vec<SealFault>,
}

/// A sealed value that does not open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealFault {
    /// The register.
    pub register: RegisterName,
    /// The record.
    pub id: RecordId,
    /// The field.
    pub field: String,
    /// Why.
    pub reason: SealError,
}

impl Registers {
    /// Tries to open every sealed value of every record that stands; tells how many open, and which do not.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn verify_seals(&self) -> Result<SealReport, ReadError> {
        let mut report = SealReport::default();
        for register in self.catalogue.iter().filter(|register| register.seals()) {
            let mut scan = self.raw_scan(register, None);
            loop {
                let mut batch = Vec::new();
                while batch.len() < CHUNK
                    && let Some(row) = scan.next().await
                {
                    let state = record::from_row(&row?)?;
                    if holds_sealed(&state.data) {
                        batch.push(state);
                    }
                }
                if batch.is_empty() {
                    break;
                }
                let ids: Vec<&RecordId> = batch.iter().map(|state| &state.id).collect();
                let keys = self.keys_of(&register.name, &ids).await?;
                for state in batch {
                    self.note_seals(&mut report, register, state, &keys);
                }
            }
        }
        Ok(report)
    }

    fn note_seals(
        &self,
        report: &mut SealReport,
        register: &Register,
        mut state: RecordState,
        keys: &OpenKeys,
    ) {
        let sealed = state
            .data
            .values()
            .filter(|value| sealing::is_sealed(value));
        let sealed = sealed.count() as u64;
        let closed = self
            .opener(keys, &register.name, &state.id)
            .open(&mut state.data);
        report.records += 1;
        report.opened += sealed - closed.len() as u64;
        for (field, reason) in closed {
            *report.closed.entry(reason).or_default() += 1;
            if report.faults.len() < TOLD {
                report.faults.push(SealFault {
                    register: register.name.clone(),
                    id: state.id.clone(),
                    field,
                    reason,
                });
            }
        }
    }

    /// Rotates the master key: a new one wraps every key of a record, and looks up; the old one leaves the key file. What was
    /// left of destroyed keys in copies made before, of whatever kind, is closed by that for ever. Writing waits meanwhile.
    /// Broken off, it goes on when called again. Gives the number of keys wrapped anew, and of keys that no master key of this
    /// node opens, which stay as they are.
    ///
    /// # Errors
    /// [`KeysError::NoMasterKey`], faults of the key file, or the store's failure; the old key is then still in the file.
    pub async fn rotate_master_key(&self) -> Result<(u64, u64), KeysError> {
        let keyring = self.keyring.as_ref().ok_or(KeysError::NoMasterKey)?;
        let keys = keyring.begin_rotation()?;
        let room = self.clone();
        let counted = self
            .store
            .write(move |tx| room.wrap_anew(tx, &keys))
            .await?;
        keyring.end_rotation()?;
        Ok(counted)
    }

    fn wrap_anew(&self, tx: &mut Tx<'_>, keys: &Arc<Keys>) -> Result<(u64, u64), KeysError> {
        let master = keys.current();
        let hashing = Hashing::new(
            Arc::clone(keys),
            master.id().to_owned(),
            tx.tenant().as_str(),
        )
        .ok_or(KeysError::NoMasterKey)?;
        let (mut wrapped, mut left) = (0, 0);
        let mut place = (String::new(), String::new());
        loop {
            let found = record_keys::after(tx, (&place.0, &place.1), CHUNK)?;
            let Some((register, id, _)) = found.last() else {
                break;
            };
            place = (register.to_string(), id.to_string());
            let mut by_register: BTreeMap<RegisterName, BTreeMap<RecordId, RecordKey>> =
                BTreeMap::new();
            for (register, id, key) in found {
                let whose = self.whose(&register, &id);
                match keys.unwrap(&key.master, &key.wrapped, &whose) {
                    Ok(key) => {
                        by_register.entry(register).or_default().insert(id, key);
                    }
                    Err(_) => left += 1,
                }
            }
            for (register, found) in by_register {
                let mut anew = Vec::with_capacity(found.len());
                for (id, key) in &found {
                    let key = WrappedKey {
                        master: master.id().to_owned(),
                        wrapped: key.wrap(master, &self.whose(&register, id))?,
                    };
                    anew.push((id.clone(), key));
                }
                wrapped += anew.len() as u64;
                record_keys::keep(tx, &register, anew)?;
                self.look_up_anew(tx, &register, &found, &hashing)?;
            }
        }
        record_keys::use_master(tx, master.id())?;
        Ok((wrapped, left))
    }

    fn look_up_anew(
        &self,
        tx: &mut Tx<'_>,
        name: &RegisterName,
        keys: &BTreeMap<RecordId, RecordKey>,
        hashing: &Hashing,
    ) -> Result<(), JournalError> {
        let Some(register) = self.catalogue.get(name.as_str()) else {
            return Ok(());
        };
        if register.looked_up().next().is_none() {
            return Ok(());
        }
        let ids: Vec<&RecordId> = keys.keys().collect();
        let mut lookups = Vec::new();
        for (id, state) in record::load(tx, name, &ids)? {
            if let Some(key) = keys.get(&id) {
                lookups.extend(self.lookups(register, hashing, (&id, Ok(key)), &state));
            }
        }
        record_keys::replace_lookups(tx, name, &ids, lookups)
    }

    /// The hashes by which a record's sealed fields are found.
    pub(crate) fn lookups(
        &self,
        register: &Register,
        hashing: &Hashing,
        (id, key): (&RecordId, Result<&RecordKey, SealError>),
        state: &RecordState,
    ) -> Vec<Lookup> {
        let looked_up: Vec<&str> = register.looked_up().collect();
        if looked_up.is_empty() {
            return Vec::new();
        }
        let own = state.data.iter();
        let mut data = own
            .filter(|(field, _)| looked_up.contains(&field.as_str()))
            .map(|(field, value)| (field.clone(), value.clone()))
            .collect();
        let whose = self.whose(&register.name, id);
        crate::opening::Opener { whose, key }.open(&mut data);
        let mut found = Vec::new();
        for field in looked_up {
            for value in values(&data, field) {
                let hash = hashing.hash(register, field, value);
                found.extend(hash.map(|hash| Lookup {
                    record: id.clone(),
                    field: field.to_owned(),
                    hash,
                }));
            }
        }
        found
    }
}
