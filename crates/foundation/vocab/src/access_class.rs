//! How harmful disclosure would be.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::VocabError;

/// The class of a register or a field, from harmless to most harmful; ordered so that `max` protects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessClass {
    /// For everybody.
    Open,
    /// For those who work with the data; leaves the house only through disclosure.
    Internal,
    /// Harm to a person or a group if it were known; each reading is journalled.
    Confidential,
    /// Danger to life or liberty if it were known.
    StrictlyConfidential,
}

impl AccessClass {
    /// All classes, harmless first.
    pub const ALL: [Self; 4] = [
        Self::Open,
        Self::Internal,
        Self::Confidential,
        Self::StrictlyConfidential,
    ];

    /// The word in files and interfaces.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Internal => "internal",
            Self::Confidential => "confidential",
            Self::StrictlyConfidential => "strictly_confidential",
        }
    }
}

impl fmt::Display for AccessClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for AccessClass {
    type Err = VocabError;
    fn from_str(text: &str) -> Result<Self, VocabError> {
        Self::ALL
            .into_iter()
            .find(|class| class.as_str() == text)
            .ok_or(VocabError::AccessClass)
    }
}
