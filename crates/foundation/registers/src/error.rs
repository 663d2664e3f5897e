//! Why a commit or a reading did not happen.

use journal::JournalError;
use sealing::{KeyringError, SealError};
use vocab::RegisterName;

use crate::Fault;

/// Why a batch was not committed. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// Faults of the changes, all at once.
    #[error("the batch has {} fault(s); mend them and send it again", faults.len() + more)]
    Refused {
        /// The first thousand faults.
        faults: Vec<Fault>,
        /// How many more there are.
        more: usize,
    },
    /// The store failed.
    #[error("the store did not take the batch; nothing of it was kept")]
    Journal(#[from] JournalError),
}

impl CommitError {
    /// Whether the actor may not do this, whatever else is wrong with it.
    pub fn is_forbidden(&self) -> bool {
        matches!(self, Self::Refused { faults, .. } if faults.iter().any(|fault| fault.code == "not_allowed"))
    }
}

/// Why the keys of records could not be wrapped anew.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// There is nothing to wrap with.
    #[error("this node has no master key; put its key file in place")]
    NoMasterKey,
    /// The key file cannot be used.
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    /// A key could not be wrapped.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The store failed.
    #[error("the store did not take the new keys; the old ones stand")]
    Journal(#[from] JournalError),
}

/// Why something could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// No such register is in the catalogue.
    #[error("there is no register `{0}`; ask for the list of registers")]
    UnknownRegister(String),
    /// No such record, or it is outside what the actor may see: the two look the same on purpose.
    #[error("there is no such record in `{0}`")]
    NotFound(RegisterName),
    /// The actor may not read this register in this way.
    #[error("this reading is not allowed: {0}")]
    NotAllowed(String),
    /// The query cannot be answered as it stands.
    #[error("the query cannot be answered: {0}")]
    BadQuery(String),
    /// The cursor was not made here, or for another query.
    #[error("the page cursor does not belong to this query; start again without it")]
    BadCursor,
    /// The store failed.
    #[error("the store could not be read")]
    Journal(#[from] JournalError),
}
