//! Typed identifiers: a record id cannot be passed where an actor is meant.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::VocabError;

/// Letters, digits and the signs that occur in ODK instance ids, file stems and P-codes.
fn is_id_character(character: char) -> bool {
    character.is_alphanumeric() || "-_.:/@+~".contains(character)
}

fn is_lower_snake(character: char) -> bool {
    character.is_ascii_lowercase() || character.is_ascii_digit() || "_-".contains(character)
}

const ANY: &str = "out of letters, digits and -_.:/@+~";
const LOWER: &str = "out of lower-case letters, digits, - and _";

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $longest:literal, $allowed:expr, $is_allowed:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads the id from text.
            ///
            /// # Errors
            /// [`VocabError::Id`] when it is empty, too long or has other characters.
            pub fn parse(text: &str) -> Result<Self, VocabError> {
                let length = text.chars().count();
                if length == 0 || length > $longest || !text.chars().all($is_allowed) {
                    return Err(VocabError::Id { kind: $kind, longest: $longest, allowed: $allowed });
                }
                Ok(Self(text.to_owned()))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = VocabError;

            fn try_from(text: String) -> Result<Self, VocabError> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    };
}

id!(
    /// One record: a UUIDv7, an ODK instance id, or an id derived from a natural key.
    RecordId, "a record id", 200, ANY, is_id_character
);
id!(
    /// Whose data it is; first part of every key in the store.
    TenantId, "a tenant", 40, LOWER, is_lower_snake
);
id!(
    /// One installation's journal.
    NodeId, "a node id", 40, LOWER, is_lower_snake
);
id!(
    /// A person, program or job that acts.
    ActorId, "a user id", 100, ANY, is_id_character
);
id!(
    /// The name of a register, e.g. `area_assessments`.
    RegisterName, "a register name", 60, LOWER, is_lower_snake
);
id!(
    /// Code of an administrative area, e.g. `SD15034` (OCHA common operational datasets).
    PCode, "a P-code", 60, ANY, is_id_character
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_keeps_its_text_and_refuses_what_is_none() {
        assert_eq!(RecordId::parse("uuid:7-a").map(String::from), Ok("uuid:7-a".to_owned()));
        assert!(RecordId::parse("").is_err());
        assert!(RecordId::parse("a b").is_err());
        assert!(RegisterName::parse("Sites").is_err());
        assert!(serde_json::from_str::<RecordId>("\"a\\u0000\"").is_err());
    }
}
