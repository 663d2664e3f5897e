//! Screening of names against alert lists: whoever may be the same person, ranked, each with its reasons in words.
//!
//! A [`Name`] is a text brought to Latin parts; two of them are compared by [`compare::names`], which gives evidence, not a
//! verdict. [`model::judge`] adds what else is known of both persons (birth, nationality, sex) and gives a probability
//! with its contributions. An [`Index`] finds the few subjects worth comparing among a million; [`Lists`] swaps indexes
//! while others read.

pub mod burmese;
pub mod compare;
mod error;
pub mod families;
pub mod index;
pub mod list;
pub mod lists;
pub mod model;
pub mod name;
pub mod similarity;
pub mod spelling;
pub mod subject;

pub use error::ListError;
pub use index::{Hit, Index};
pub use lists::Lists;
pub use name::Name;
pub use subject::{Birth, Query, Subject};
