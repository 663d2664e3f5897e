//! P-codes: the place codes of humanitarian work.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::VocabError;

/// The code of a country (ISO 3166) or of an administrative area within it. Kept as written, but for blanks
/// at its ends; ASCII letters are made capital, as the published lists have them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PCode(String);

impl PCode {
    /// Reads a code: 2 to 20 letters, digits, `-`, `_` or `.`.
    pub fn parse(text: &str) -> Result<Self, VocabError> {
        let code = text.trim();
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if (2..=20).contains(&code.len()) && code.chars().all(allowed) {
            Ok(Self(code.to_ascii_uppercase()))
        } else {
            Err(VocabError::PCode(code.chars().take(40).collect()))
        }
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its length in characters; each country's levels have fixed lengths.
    pub fn length(&self) -> usize {
        self.0.len()
    }

    /// Whether this code is the parent's code with more behind it, as in `SD` › `SD01` › `SD01002`. Not all
    /// countries make codes so: `false` asks for a look, it proves nothing.
    pub fn extends(&self, parent: &PCode) -> bool {
        self.0.len() > parent.0.len() && self.0.starts_with(&parent.0)
    }
}

impl fmt::Display for PCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for PCode {
    type Err = VocabError;
    fn from_str(text: &str) -> Result<Self, VocabError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for PCode {
    type Error = VocabError;
    fn try_from(text: String) -> Result<Self, VocabError> {
        Self::parse(&text)
    }
}

impl From<PCode> for String {
    fn from(code: PCode) -> String {
        code.0
    }
}

impl AsRef<str> for PCode {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for PCode {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_extends_its_parent_only_with_more_behind_it() {
        let code = |text| PCode::parse(text).unwrap();
        assert!(code("sd01002").extends(&code("SD01")));
        assert!(!code("SD01").extends(&code("SD01")));
        assert!(!code("TCD07").extends(&code("TD")));
        assert!(PCode::parse("X").is_err());
        assert!(PCode::parse("SD 01").is_err());
    }
}
