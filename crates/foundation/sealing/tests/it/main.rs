//! What a sealed value withstands, and what a key file does.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod keyring;
mod values;
