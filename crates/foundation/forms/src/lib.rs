//! Forms as people write them (XLSForm in CSV sheets), the model compiled from them, the expressions in
//! their cells, and the typing and checking of what is filled in.
//!
//! ```text
//! survey.csv + choices.csv + settings.csv ─read─▶ Form ─check─▶ typed values + every fault at once
//!                                                  └─ expr: relevant, required, constraint, calculation
//! ```

mod check;
pub mod expr;
mod fault;
mod field;
mod form;
mod read;

pub use fault::{Fault, FormFault};
pub use field::{Choice, ChoiceList, Field, Group, Kind, Required};
pub use form::Form;
