//! The ledger: what is refused and why, what is published and what of it anybody may ask.

mod desk;
mod recipes;
mod refusals;
mod shown;
