//! A page of a list.

use serde::Serialize;

use crate::RecordView;

/// One page of records.
#[derive(Debug, Clone, Serialize)]
pub struct Page {
    /// The records in the order asked for.
    pub records: Vec<RecordView>,
    /// Cursor of the page after this one.
    pub next: Option<String>,
    /// Cursor of the page before this one.
    pub previous: Option<String>,
    /// How many records the query finds; more than none, where it did not ask for counting.
    pub count: Counted,
}

/// A count that stops where counting gets dear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Exactly so many.
    Exactly(u64),
    /// More than so many.
    MoreThan(u64),
}

impl Counted {
    /// How many there are at the least.
    #[must_use]
    pub fn at_least(self) -> u64 {
        match self {
            Self::Exactly(count) | Self::MoreThan(count) => count,
        }
    }

    /// Whether there are more than that.
    #[must_use]
    pub fn is_more(self) -> bool {
        matches!(self, Self::MoreThan(_))
    }
}
