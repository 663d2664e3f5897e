//! The append-only, hash-chained journal, the records folded from it, attachments, and the one seam to
//! the store (SQLite or PostgreSQL). No other room names a database driver.

mod attachment;
mod backup;
mod canonical;
mod entry;
mod error;
mod fold;
mod history;
mod migrate;
mod postgres;
pub mod record;
pub mod record_keys;
pub mod search_index;
mod sqlite;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
mod value;
mod verify;
mod version;
mod writer;

pub use attachment::{Attachment, AttachmentReader};
pub use backup::restore;
pub use canonical::canonical_text;
pub use entry::{Draft, Entry, Kind};
pub use error::JournalError;
pub use fold::{Conflict, Opinion, RecordState, apply, fold};
pub use history::PartitionAsOf;
pub use store::{RowStream, Store, StoreUrl};
pub use tx::Tx;
pub use value::{Row, Value};
pub use verify::{Altered, VerifyReport};
pub use version::Version;
