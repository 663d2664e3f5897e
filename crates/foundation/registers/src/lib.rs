//! Registers: their definitions, the one way in, and the reading of records.

mod catalogue;
mod change;
mod commit;
mod error;
mod hooks;
mod page;
mod place_book;
mod query;
mod reading;
mod register;
mod registers;
mod retention;
mod scan;
mod view;

pub use catalogue::{Catalogue, EmbeddedRegister, RegisterFault};
pub use change::{Act, Change, Effect, Fault, Outcome, Strictness};
pub use error::{CommitError, ReadError};
pub use hooks::{Check, Derive, Finding};
pub use page::{Counted, Page};
pub use place_book::PlaceBook;
pub use query::{Filter, ListQuery, Op, Order, Sort};
pub use register::{
    FieldRule, Index, Lifecycle, PartitionRule, Register, Retention, RetentionAct, State, Transition,
};
pub use registers::Registers;
pub use retention::Due;
pub use scan::Scan;
pub use view::{HistoryLine, RecordView};
