//! Why the service could not be opened or run.

use std::net::SocketAddr;

use thiserror::Error;

/// Faults of opening and serving; a request's own faults are `house::Problem`s.
#[derive(Debug, Error)]
pub enum ServerError {
    /// The settings file cannot be read as settings.
    #[error("the settings cannot be read: {reason}")]
    Settings { reason: String },
    /// A register folder has faults; all are listed.
    #[error("registers have faults:\n{}", .faults.join("\n"))]
    Registers { faults: Vec<String> },
    /// An indicator file has faults; all are listed.
    #[error("indicators have faults:\n{}", .faults.join("\n"))]
    Indicators { faults: Vec<String> },
    /// The country's policy has faults; all are listed.
    #[error("policy.toml has faults:\n{}", .faults.join("\n"))]
    Policy { faults: Vec<String> },
    /// The store could not be opened.
    #[error(transparent)]
    Journal(#[from] journal::JournalError),
    /// The file of master keys cannot be used.
    #[error(transparent)]
    Keyring(#[from] sealing::KeyringError),
    /// The store is sealed with a master key that is not there.
    #[error(
        "{records} records are sealed with the master key {key}, which is not in {place}; put the key file back that was kept apart \
         from the backups. Without it sealed fields can never be opened; `waymark keys start-anew` goes on without them"
    )]
    MasterKey {
        key: String,
        place: String,
        records: u64,
    },
    /// Users and sessions could not be opened.
    #[error(transparent)]
    Access(#[from] access::AccessError),
    /// An identifier in the settings is malformed.
    #[error("the tenant in the settings is not a valid name: {0}")]
    Tenant(#[from] vocab::VocabError),
    /// The address is taken or not ours.
    #[error("cannot listen on {address}: {source}; choose another with --listen")]
    Listen {
        address: SocketAddr,
        source: std::io::Error,
    },
    /// A file or folder of the node cannot be used.
    #[error("cannot use {path}: {source}")]
    Folder {
        path: String,
        source: std::io::Error,
    },
    /// The connection machinery failed.
    #[error("serving stopped: {0}")]
    Serving(#[from] std::io::Error),
}
