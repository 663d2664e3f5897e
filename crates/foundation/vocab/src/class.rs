//! How harmful disclosure would be.

use serde::{Deserialize, Serialize};

/// Access class of a register or field, ordered by the harm that disclosure would do.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum AccessClass {
    /// May be published.
    Open,
    /// For those who work with it.
    #[default]
    Internal,
    /// About persons or protection; reading is journalled.
    Confidential,
    /// Could endanger somebody; a purpose must be stated.
    StrictlyConfidential,
}

impl AccessClass {
    /// All classes, least harmful first.
    pub const ALL: [Self; 4] = [
        Self::Open,
        Self::Internal,
        Self::Confidential,
        Self::StrictlyConfidential,
    ];

    /// The word used in register definitions and policies.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Internal => "internal",
            Self::Confidential => "confidential",
            Self::StrictlyConfidential => "strictly_confidential",
        }
    }
}
