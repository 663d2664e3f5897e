//! What may leave the house: small numbers, and whatever would reveal them, are left out of each table
//! before it is published. Pure functions; nothing here reads a record.

mod recoverable;
mod rounding;
mod small_numbers;

pub use recoverable::recoverable;
pub use rounding::{Extremes, controlled_rounding, extremes};
pub use small_numbers::{
    CountCell, Group, SmallNumbers, Zeros, suppress, suppress_hierarchy, suppress_within,
};
