//! Behaviour of access: the whole decision table, and every request that must be refused.

#![expect(
    clippy::unwrap_used,
    clippy::clone_on_ref_ptr,
    reason = "a test may stop at the first surprise"
)]

mod decisions;
mod signing_in;
