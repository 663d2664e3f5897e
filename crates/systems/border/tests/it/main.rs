//! Rules of the border as the field knows them, and what the registers' definitions enforce.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod definitions;
mod pairs;
mod passenger_lists;
mod patterns;
