//! What can go wrong with keys and sealed values. No message carries a value or a key.

use std::io;

use serde::Serialize;
use thiserror::Error;

/// Why a sealed value or a record's key could not be opened, or made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Error, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SealError {
    /// The record has no key: it was destroyed, or never came with this copy of the store.
    #[error(
        "the record's key is gone: it was destroyed, or did not come with this copy of the store"
    )]
    KeyGone,
    /// The key is wrapped by a master key that this node does not have.
    #[error("the record's key is wrapped by another master key; put that key file in place")]
    OtherMasterKey,
    /// This node has no master key.
    #[error("this node has no master key, so it can open nothing; put its key file in place")]
    NoMasterKey,
    /// The ciphertext or the wrapped key is not what was written, or was moved from another place.
    #[error("the sealed value was altered or moved from another place; run verify")]
    Altered,
    /// The machine gives no randomness.
    #[error("the machine gives no randomness")]
    NoRandomness,
}

/// Why the master keys cannot be used.
#[derive(Debug, Error)]
pub enum KeyringError {
    /// The file cannot be read or written.
    #[error("cannot use the master key file {path}: {source}")]
    File {
        /// The file.
        path: String,
        /// The system's reason.
        source: io::Error,
    },
    /// Others than the owner may read the file.
    #[error("the master key file {path} may be read by others; run `chmod 600` on it")]
    Exposed {
        /// The file.
        path: String,
    },
    /// A line is no key.
    #[error("line {line} of the master keys is no key; a key is 64 digits 0-9, a-f")]
    Malformed {
        /// From 1.
        line: usize,
    },
    /// There is no key at all.
    #[error("there is no master key in {place}; put the key there that was kept apart")]
    Empty {
        /// Where it was looked for.
        place: String,
    },
    /// The keys do not come from a file, so this program cannot change them.
    #[error(
        "the master key comes from the environment: put a new key before the old one, separated by a comma, and rotate again"
    )]
    NotOurs,
    /// The machine gives no randomness.
    #[error("the machine gives no randomness")]
    NoRandomness,
}
