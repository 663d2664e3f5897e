//! The machine readable zone of travel documents: ICAO Doc 9303 parts 3 to 7.
//!
//! [`Zone::read`] finds the layout and borrows the text; [`Zone::verdict`] decides every rule without allocating;
//! [`Report::of`] says it in words, with corrections that a check digit or a position proves. Nothing here reads a
//! clock: whoever needs a century gives the date of the check.

pub mod check_digit;
pub mod codes;
pub mod dates;
mod error;
pub mod forgery;
pub mod generate;
pub mod layout;
pub mod names;
pub mod repair;
pub mod report;
pub mod transliteration;
pub mod verdict;
pub mod zone;

pub use error::{GenerationError, Unreadable};
pub use generate::Document;
pub use layout::Format;
pub use report::Report;
pub use verdict::{Check, CheckName, Fault, Verdict, Warning};
pub use zone::Zone;
