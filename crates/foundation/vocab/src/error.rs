//! What can be wrong with a word of the vocabulary.

use thiserror::Error;

/// A text or value that is not what it should be. Messages never repeat an id or a free text that
/// could name a person; codes of places, currencies and tags are public facts and are shown.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VocabError {
    /// An id is empty or too long.
    #[error("{kind} must have 1 to {longest} characters, this has {length}")]
    IdLength {
        /// What kind of id.
        kind: &'static str,
        /// The longest allowed, in characters.
        longest: usize,
        /// What was given, in characters.
        length: usize,
    },
    /// An id has a control character or blanks at its ends.
    #[error("{kind} has a control character, or blanks at its ends; write it without")]
    IdCharacters {
        /// What kind of id.
        kind: &'static str,
    },
    /// A name is not lower_snake.
    #[error("{kind} must be lower case letters, digits and underscores, and begin with a letter")]
    NotLowerSnake {
        /// What kind of name.
        kind: &'static str,
    },
    /// An id that must be plain has other characters.
    #[error("{kind} may have only lower case letters, digits, - and _")]
    NotPlain {
        /// What kind of id.
        kind: &'static str,
    },
    /// A word that is no access class.
    #[error("an access class must be open, internal, confidential or strictly_confidential")]
    AccessClass,
    /// A peer's clock is more than a day ahead.
    #[error(
        "a peer's time is {ahead_ms} ms ahead of this node's clock; set right the clock that is wrong"
    )]
    PeerFromFuture {
        /// How far ahead, in milliseconds.
        ahead_ms: i64,
    },
    /// A date is not `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or is not in the calendar.
    #[error("a date must be written 2024, 2024-05 or 2024-05-01 and be in the calendar")]
    Date,
    /// A P-code has characters that no P-code has.
    #[error("a p-code must be 2 to 20 letters, digits, - or _, not {0:?}")]
    PCode(String),
    /// An HXL tag or pattern breaks the grammar.
    #[error("the tag {tag:?} is malformed: {reason}")]
    HxlTag {
        /// The tag as it was written.
        tag: String,
        /// What breaks the grammar, and how to mend it.
        reason: &'static str,
    },
    /// A currency is not three capital letters.
    #[error("a currency must be three letters as in ISO 4217, such as USD")]
    Currency,
    /// An amount of money is not a decimal number.
    #[error("an amount must be a decimal number with a point, such as 1250.50")]
    Amount,
    /// Two amounts of different currencies were combined.
    #[error("{left} and {right} cannot be added; convert one first")]
    MixedCurrencies {
        /// Currency of the first amount.
        left: String,
        /// Currency of the second amount.
        right: String,
    },
    /// A sum of money is too large to be held exactly.
    #[error("the sum is too large to be held exactly")]
    AmountOverflow,
    /// An age band is not `0-4`, `60+` or `<1`, or ends before it begins.
    #[error("an age band must be written 0-4, 60+ or <1, and end after it begins")]
    AgeBand,
    /// Declared age bands leave a gap, overlap, or are empty.
    #[error("age bands must follow each other without gap or overlap: look at {0}")]
    AgeBands(String),
    /// A shape is not one that a place can have.
    #[error("shape: {0}")]
    Geometry(&'static str),
    /// Two places have the same code.
    #[error("place {0} stands twice; keep one")]
    DuplicatePlace(String),
    /// A place names a parent that is not there.
    #[error(
        "place {code} names the parent {parent}, which is not in the list; add it or mend the code"
    )]
    OrphanPlace {
        /// The place.
        code: String,
        /// The parent that is missing.
        parent: String,
    },
    /// A place's parents lead back to itself, or a parent is not of a higher level.
    #[error(
        "place {code} (level {level}) cannot lie in {parent} (level {parent_level}): a parent must be nearer to the country"
    )]
    PlaceLevels {
        /// The place.
        code: String,
        /// Its level; 0 is the country.
        level: u8,
        /// The parent it names.
        parent: String,
        /// The parent's level.
        parent_level: u8,
    },
}
