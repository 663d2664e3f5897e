//! What can go wrong with the store.

use thiserror::Error;

/// Faults of the journal. No message carries a value of a record.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The address of a store has no known scheme.
    #[error("a store is written `sqlite:PATH` or `postgres://…`")]
    StoreUrl,
    /// SQLite refused.
    #[error("the SQLite store failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL refused or is out of reach.
    #[error("the PostgreSQL store failed: {}", postgres_reason(.0))]
    Postgres(#[from] tokio_postgres::Error),
    /// A file of the store cannot be used.
    #[error("cannot use {path}: {source}")]
    File {
        /// The file or folder.
        path: String,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The thread that writes or reads has ended.
    #[error("the store has been closed")]
    Closed,
    /// A job panicked; it was rolled back.
    #[error("a write failed by a fault in the program and was rolled back")]
    Panicked,
    /// A text holds U+0000, which no text may.
    #[error("a text holds the character U+0000; remove it")]
    Nul,
    /// A column has another type than was asked for.
    #[error("column {column} of a row is not {wanted}")]
    Column {
        /// Position, from 0.
        column: usize,
        /// The wanted type.
        wanted: &'static str,
    },
    /// What is stored cannot be understood; `verify` tells more.
    #[error("the store holds something unreadable in {what}; run verify")]
    Unreadable {
        /// Which table or column.
        what: &'static str,
    },
    /// The store was migrated by a newer program.
    #[error(
        "the store was written by a newer program (room {room}, step {number}); use that program"
    )]
    NewerSchema {
        /// Room whose migrations they are.
        room: String,
        /// The unknown step.
        number: i64,
    },
    /// A migration that was applied is not the one that this program knows.
    #[error("migration {number} of {room} is not the one that was applied to this store")]
    MigrationChanged {
        /// Room whose migrations they are.
        room: String,
        /// The step.
        number: i64,
    },
    /// Somebody else appended under this node's name.
    #[error("another process wrote as this node at the same time; nothing was kept, try again")]
    ChainMoved,
    /// PostgreSQL does not sort as the keys need.
    #[error(
        "the database sorts text by {found}; create it with the C collation (see docs/operations.md)"
    )]
    Collation {
        /// The collation in force.
        found: String,
    },
    /// A backup would overwrite something, or a restore would.
    #[error("{path} exists already; choose another place")]
    Exists {
        /// The file or store.
        path: String,
    },
    /// A file is no backup.
    #[error("{path} is not a backup of this program")]
    NotABackup {
        /// The file.
        path: String,
    },
    /// A file is no file of keys.
    #[error("{path} is not a file of keys; `waymark backup FILE --keys KEYS` writes one")]
    NotAFileOfKeys {
        /// The file.
        path: String,
    },
    /// No attachment has this hash.
    #[error("there is no attachment {hash}")]
    NoAttachment {
        /// SHA-256 in hex.
        hash: String,
    },
    /// Outside I/O failed while an attachment was read.
    #[error("the attachment's content could not be read: {0}")]
    Io(#[from] std::io::Error),
}

/// The server's own words without parameters (which could hold data).
fn postgres_reason(error: &tokio_postgres::Error) -> String {
    error.as_db_error().map_or_else(
        || error.to_string(),
        |fault| format!("{} ({})", fault.message(), fault.code().code()),
    )
}
