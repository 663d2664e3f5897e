//! What can be wrong with a word.

use thiserror::Error;

/// Faults of the vocabulary. Messages name the kind of value and the rule; never a person's data.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VocabError {
    /// An id is empty, too long or has characters that ids may not have.
    #[error("{kind} must have 1 to {longest} characters {allowed}")]
    Id {
        /// Which id, e.g. `record id`.
        kind: &'static str,
        /// Largest number of characters.
        longest: usize,
        /// Which characters are allowed, in words.
        allowed: &'static str,
    },
    /// A date is not a year, year-month or ISO date.
    #[error("a date is written 2024, 2024-05 or 2024-05-01, and must exist in the calendar")]
    Date,
    /// A peer's hybrid time lies more than a day in the future.
    #[error("the peer's clock is {hours} hours ahead; its entries wait until that is settled")]
    ClockAhead {
        /// Whole hours ahead of this node.
        hours: i64,
    },
    /// A country code or name is not known.
    #[error("{code} is not an ISO 3166 country")]
    Country {
        /// The code that was given.
        code: String,
    },
    /// An HXL tag is malformed.
    #[error("{tag} is not an HXL tag: {reason}")]
    Hxl {
        /// The text that was read.
        tag: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A shape cannot be used.
    #[error("the shape cannot be used: {reason}")]
    Geometry {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A place does not fit the tree.
    #[error("place {code}: {reason}")]
    Place {
        /// P-code of the place.
        code: String,
        /// What is wrong.
        reason: String,
    },
    /// Age bands overlap, leave a gap or are out of order.
    #[error("age bands: {reason}")]
    AgeBands {
        /// What is wrong.
        reason: String,
    },
    /// An amount or currency is malformed.
    #[error("money: {reason}")]
    Money {
        /// What is wrong.
        reason: &'static str,
    },
}
