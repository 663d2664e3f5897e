//! Opening what is sealed, for those who may see it and for the commit path.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use access::Decision;
use journal::{Conflict, JournalError, RecordState, record_keys, record_keys::WrappedKey};
use sealing::{Keyring, Keys, MasterKey, RecordKey, SealError, Whose, is_sealed};
use serde_json::{Map, Value as Json};
use unicode_normalization::UnicodeNormalization as _;
use vocab::{RecordId, RegisterName};

use crate::{
    Filter, HistoryLine, ReadError, RecordView, Register, Registers, authority::mask,
    index::indexed, register::plain_text,
};

/// Keys of records at hand, each as it could be unwrapped.
#[derive(Default)]
pub(crate) struct OpenKeys(BTreeMap<(RegisterName, RecordId), Result<RecordKey, SealError>>);

impl OpenKeys {
    /// A record's key, or why there is none.
    pub(crate) fn of(
        &self,
        register: &RegisterName,
        id: &RecordId,
    ) -> Result<&RecordKey, SealError> {
        match self.0.get(&(register.clone(), id.clone())) {
            Some(Ok(key)) => Ok(key),
            Some(Err(reason)) => Err(*reason),
            None => Err(SealError::KeyGone),
        }
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// One record's place in the house, with its key.
pub(crate) struct Opener<'a> {
    pub(crate) whose: Whose<'a>,
    pub(crate) key: Result<&'a RecordKey, SealError>,
}

impl Opener<'_> {
    /// Opens the sealed values of a content in their place. What cannot be opened is taken out, and told.
    pub(crate) fn open(&self, data: &mut Map<String, Json>) -> BTreeMap<String, SealError> {
        let mut closed = BTreeMap::new();
        data.retain(|name, value| {
            if !is_sealed(value) {
                return true;
            }
            match self.value(name, value) {
                Ok(opened) => *value = opened,
                Err(reason) => {
                    closed.insert(name.clone(), reason);
                    return false;
                }
            }
            true
        });
        closed
    }

    fn value(&self, field: &str, value: &Json) -> Result<Json, SealError> {
        self.key?.open(&self.whose, field, value)
    }

    /// Opens both sides of conflicts; a side that cannot be opened is blank, and told.
    pub(crate) fn conflicts(&self, conflicts: &mut [Conflict]) -> BTreeMap<String, SealError> {
        let mut closed = BTreeMap::new();
        for conflict in conflicts {
            for said in [&mut conflict.stands, &mut conflict.other] {
                if is_sealed(&said.value) {
                    said.value =
                        self.value(&conflict.field, &said.value)
                            .unwrap_or_else(|reason| {
                                closed.insert(conflict.field.clone(), reason);
                                Json::Null
                            });
                }
            }
        }
        closed
    }
}

pub(crate) fn holds_sealed(data: &Map<String, Json>) -> bool {
    data.values().any(is_sealed)
}

pub(crate) fn disputes_sealed(conflicts: &[Conflict]) -> bool {
    conflicts
        .iter()
        .any(|conflict| is_sealed(&conflict.stands.value) || is_sealed(&conflict.other.value))
}

/// Takes out what is sealed: for readers who get nothing of it.
pub(crate) fn strip(state: &mut RecordState, open: impl Fn(&str) -> bool) {
    state
        .data
        .retain(|name, value| open(name) || !is_sealed(value));
    state.conflicts.retain(|conflict| {
        open(&conflict.field)
            || !is_sealed(&conflict.stands.value) && !is_sealed(&conflict.other.value)
    });
}

/// The key by which sealed fields are looked up.
pub(crate) struct Hashing {
    keys: Arc<Keys>,
    master: String,
    tenant: String,
}

impl Hashing {
    /// With the master key of this name; none when it is not at hand.
    pub(crate) fn new(keys: Arc<Keys>, master: String, tenant: &str) -> Option<Self> {
        keys.named(&master)?;
        Some(Self {
            keys,
            master,
            tenant: tenant.to_owned(),
        })
    }

    /// The master key.
    pub(crate) fn master(&self) -> &MasterKey {
        self.keys
            .named(&self.master)
            .expect("it was looked for when this was made")
    }

    /// The hash of a single value; none for what is blank or not single.
    pub(crate) fn hash(&self, register: &Register, field: &str, value: &Json) -> Option<String> {
        let text = plain_text(value)?;
        let text = match register.is_instant(field) {
            true => crate::index::sortable_instant(text),
            false => text,
        };
        let text: String = indexed(&text).nfc().collect();
        let register = register.name.as_str();
        Some(self.master().lookup(&self.tenant, register, field, &text))
    }
}

impl Registers {
    /// Seals and opens with these master keys. Without any, sealed fields can be neither written nor read.
    #[must_use]
    pub fn with_keyring(mut self, keyring: Keyring) -> Self {
        self.keyring = Some(keyring);
        self
    }

    /// The master keys of this node.
    pub fn keyring(&self) -> Option<&Keyring> {
        self.keyring.as_ref()
    }

    pub(crate) fn whose<'a>(
        &'a self,
        register: &'a RegisterName,
        record: &'a RecordId,
    ) -> Whose<'a> {
        Whose {
            tenant: self.store.tenant().as_str(),
            register: register.as_str(),
            record: record.as_str(),
        }
    }

    pub(crate) fn opener<'a>(
        &'a self,
        keys: &'a OpenKeys,
        register: &'a RegisterName,
        record: &'a RecordId,
    ) -> Opener<'a> {
        Opener {
            whose: self.whose(register, record),
            key: keys.of(register, record),
        }
    }

    /// The keys of records, all in one reading.
    pub(crate) async fn keys_of(
        &self,
        register: &RegisterName,
        ids: &[&RecordId],
    ) -> Result<OpenKeys, JournalError> {
        let wrapped = record_keys::read(&self.store, register, ids).await?;
        Ok(self.unwrapped(register, wrapped))
    }

    /// Unwraps keys. A master key that is not known may have come into the file since: it is read again, once.
    pub(crate) fn unwrapped(
        &self,
        register: &RegisterName,
        wrapped: BTreeMap<RecordId, WrappedKey>,
    ) -> OpenKeys {
        let Some(keyring) = &self.keyring else {
            let closed = wrapped.into_keys().map(|id| {
                let key = (register.clone(), id);
                (key, Err(SealError::NoMasterKey))
            });
            return OpenKeys(closed.collect());
        };
        let mut keys = keyring.keys();
        let unknown = |keys: &Keys, key: &WrappedKey| keys.named(&key.master).is_none();
        if wrapped.values().any(|key| unknown(&keys, key))
            && let Ok(fresh) = keyring.reload()
        {
            keys = fresh;
        }
        let opened = wrapped.into_iter().map(|(id, key)| {
            let opened = keys.unwrap(&key.master, &key.wrapped, &self.whose(register, &id));
            ((register.clone(), id), opened)
        });
        OpenKeys(opened.collect())
    }

    /// What is needed to look sealed fields up, when one of these filters does.
    pub(crate) async fn hashing(
        &self,
        register: &Register,
        filters: &[Filter],
    ) -> Result<Option<Hashing>, ReadError> {
        let asked = filters
            .iter()
            .any(|filter| register.is_sealed(&filter.field));
        let Some(keyring) = self.keyring.as_ref().filter(|_| asked) else {
            return Ok(None);
        };
        let keys = keyring.keys();
        let Some(master) = record_keys::master_in_use(&self.store).await? else {
            // Nothing was ever sealed: any key finds nothing.
            let master = keys.current().id().to_owned();
            return Ok(Hashing::new(keys, master, self.store.tenant().as_str()));
        };
        let keys = match keys.named(&master) {
            Some(_) => keys,
            None => keyring.reload().unwrap_or(keys),
        };
        Ok(Hashing::new(keys, master, self.store.tenant().as_str()))
    }

    /// Opens what was let through of records by decisions: called with masked views, so nothing is opened that its reader may
    /// not see. One reading of keys for all of them.
    pub(crate) async fn opened(
        &self,
        register: &Register,
        shown: &mut [(RecordView, Decision)],
    ) -> Result<(), JournalError> {
        let sealed: BTreeSet<RecordId> = shown
            .iter()
            .filter(|(view, _)| holds_sealed(&view.data) || disputes_sealed(&view.conflicts))
            .map(|(view, _)| view.id.clone())
            .collect();
        if sealed.is_empty() {
            return Ok(());
        }
        let keys = self
            .keys_of(&register.name, &sealed.iter().collect::<Vec<_>>())
            .await?;
        for (view, decision) in shown
            .iter_mut()
            .filter(|(view, _)| sealed.contains(&view.id))
        {
            let id = view.id.clone();
            let opener = self.opener(&keys, &register.name, &id);
            view.unopened = opener.open(&mut view.data);
            view.unopened.extend(opener.conflicts(&mut view.conflicts));
            mask_within(decision, register, &mut view.data, &mut view.masked);
        }
        Ok(())
    }

    /// The same for the lines of one record's history.
    pub(crate) async fn opened_lines(
        &self,
        register: &Register,
        id: &RecordId,
        decision: &Decision,
        lines: &mut [HistoryLine],
    ) -> Result<(), JournalError> {
        if !lines.iter().any(|line| holds_sealed(&line.set)) {
            return Ok(());
        }
        let keys = self.keys_of(&register.name, &[id]).await?;
        let opener = self.opener(&keys, &register.name, id);
        for line in lines {
            line.unopened = opener.open(&mut line.set);
            mask_within(decision, register, &mut line.set, &mut line.masked);
        }
        Ok(())
    }
}

/// Masks once more what lay sealed in a repeat.
fn mask_within(
    decision: &Decision,
    register: &Register,
    data: &mut Map<String, Json>,
    masked: &mut Vec<String>,
) {
    let (seen, more) = mask(decision, register, data);
    *data = seen;
    masked.extend(more);
    masked.sort();
    masked.dedup();
}
