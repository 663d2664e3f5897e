//! Registers: their definitions, the one way in, and the reading of records.
//!
//! A register is a folder of text (`register.toml` and an XLSForm in CSV). Everything that is ever stored comes
//! through [`Registers::commit`]; everything that people see goes through [`Registers::get`],
//! [`Registers::list`] and [`Registers::history`], which mask what the reader may not see.

mod authority;
mod catalogue;
mod change;
mod commit;
mod cursor;
mod definition;
mod error;
mod filter;
mod hooks;
mod index;
mod keys;
mod lifecycle;
mod listing;
mod opening;
mod page;
mod place_book;
mod query;
mod reading;
mod register;
mod registers;
mod retention;
mod scan;
mod versions;
mod view;

pub use catalogue::{Catalogue, EmbeddedRegister, RegisterFault};
pub use change::{Act, Change, Effect, Fault, Outcome, Strictness};
pub use commit::Prepared;
pub use error::{CommitError, KeysError, ReadError};
pub use hooks::{Check, Derive, Finding, Guard, count_in};
pub use keys::{SealFault, SealReport};
pub use lifecycle::{Lifecycle, State, Transition};
pub use page::{Counted, Page};
pub use place_book::PlaceBook;
pub use query::{Filter, ListQuery, Op, Order, Sort};
pub use register::{EntityRule, FieldRule, FormSheets, Index, Lock, PartitionRule, Register};
pub use registers::Registers;
pub use retention::{Due, Retention, RetentionAct};
pub use scan::{Scan, SeenScan};
pub use sealing::SealError;
pub use versions::{ContentVersion, content_versions};
pub use view::{HistoryLine, RecordView};
