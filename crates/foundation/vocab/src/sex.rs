//! Sex, as disaggregated counts use it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Sex of a person or of a counted group. Not known is a value of its own, never divided among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Women and girls.
    Female,
    /// Men and boys.
    Male,
    /// Another sex, as the person states it.
    Other,
    /// Not asked, not answered or not recorded.
    Unknown,
}

impl Sex {
    /// The word in files and interfaces.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }

    /// Reads the word or its first letter in any case; anything else is not a sex.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "female" | "f" => Some(Self::Female),
            "male" | "m" => Some(Self::Male),
            "other" | "o" => Some(Self::Other),
            "unknown" | "u" => Some(Self::Unknown),
            _ => None,
        }
    }
}

impl fmt::Display for Sex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
