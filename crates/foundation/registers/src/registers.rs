//! The door to all registers.

use std::sync::Arc;

use access::{Actor, Policy};
use journal::{RecordState, Store};
use vocab::{Hlc, RecordId};

use crate::{
    Catalogue, Change, Check, CommitError, Derive, Due, HistoryLine, ListQuery, Outcome, Page, ReadError, RecordView,
    Register, Scan, Strictness,
};

/// The registers in force over one store. Cloning it is cheap.
#[derive(Clone)]
pub struct Registers {
    store: Store,
    catalogue: Arc<Catalogue>,
    policy: Arc<Policy>,
}

impl Registers {
    /// Opens the door. Page cursors hold within this process; see [`Registers::with_cursor_key`].
    pub fn new(store: Store, catalogue: Arc<Catalogue>, policy: Arc<Policy>) -> Self {
        todo!()
    }

    /// Signs page cursors with this key, so that they outlive a restart or work across processes.
    #[must_use]
    pub fn with_cursor_key(self, key: [u8; 32]) -> Self {
        todo!()
    }

    /// Adds a derivation to a register; they run in the order added.
    #[must_use]
    pub fn with_derive(self, register: &str, derive: Derive) -> Self {
        todo!()
    }

    /// Adds a check to a register.
    #[must_use]
    pub fn with_check(self, register: &str, check: Check) -> Self {
        todo!()
    }

    /// The registers in force.
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// The definition of a register.
    ///
    /// # Errors
    /// [`ReadError::UnknownRegister`].
    pub fn register(&self, name: &str) -> Result<&Register, ReadError> {
        todo!()
    }

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
        todo!()
    }

    /// One record, now or as it stood at a time.
    pub async fn get(
        &self,
        actor: &Actor,
        register: &str,
        id: &RecordId,
        as_of: Option<Hlc>,
    ) -> Result<RecordView, ReadError> {
        todo!()
    }

    /// One page of a register.
    pub async fn list(&self, actor: &Actor, query: &ListQuery) -> Result<Page, ReadError> {
        todo!()
    }

    /// The history of one record, oldest first.
    pub async fn history(&self, actor: &Actor, register: &str, id: &RecordId) -> Result<Vec<HistoryLine>, ReadError> {
        todo!()
    }

    /// All records of a register or of one of its partitions as they stand, for jobs of the system itself.
    pub fn scan(&self, register: &str, partition: Option<&str>) -> Result<Scan, ReadError> {
        todo!()
    }

    /// The time of the last change of a register or of one of its partitions, and how many records it has.
    pub async fn stamp(&self, register: &str, partition: Option<&str>) -> Result<(Hlc, u64), ReadError> {
        todo!()
    }

    /// Records whose retention time is over at `now_ms`, oldest first, at most `limit`.
    pub async fn due_for_retention(&self, register: &str, now_ms: i64, limit: usize) -> Result<Vec<Due>, ReadError> {
        todo!()
    }
}
