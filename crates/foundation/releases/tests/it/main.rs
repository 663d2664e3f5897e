//! The ledger: what is refused and why, what is published and what of it anybody may ask.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod desk;
mod recipes;
mod refusals;
mod shown;
