//! What may leave the house: small numbers and what would reveal them are left out before publication.

mod small_numbers;

pub use small_numbers::{CountCell, Group, SmallNumbers, Zeros, suppress_hierarchy};
