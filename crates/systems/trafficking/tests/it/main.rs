//! Contributions: what is taken in, what is refused, who is found twice.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod contributions;
mod tokens;
