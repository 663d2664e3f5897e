//! Names of records, tenants, nodes, actors and registers.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::VocabError;

/// The longest id in characters; ODK instance ids are free text and some are long.
const LONGEST: usize = 200;

fn check_id(kind: &'static str, text: &str) -> Result<(), VocabError> {
    let length = text.chars().count();
    if length == 0 || length > LONGEST {
        return Err(VocabError::IdLength {
            kind,
            longest: LONGEST,
            length,
        });
    }
    if text.chars().any(char::is_control) || text.trim() != text {
        return Err(VocabError::IdCharacters { kind });
    }
    Ok(())
}

fn check_lower_snake(kind: &'static str, text: &str) -> Result<(), VocabError> {
    check_id(kind, text)?;
    let begins_well = text.starts_with(|c: char| c.is_ascii_lowercase());
    let snake = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if begins_well && text.chars().all(snake) {
        Ok(())
    } else {
        Err(VocabError::NotLowerSnake { kind })
    }
}

/// Nodes and tenants stand in file names, and nodes in versions such as `n1a2b3:17,n9:4`.
fn check_plain(kind: &'static str, text: &str) -> Result<(), VocabError> {
    check_id(kind, text)?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if text.chars().all(plain) {
        Ok(())
    } else {
        Err(VocabError::NotPlain { kind })
    }
}

/// Five ids with one behaviour: the macro keeps them from drifting apart.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $check:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads the id; refuses one that is empty, too long or has characters it may not have.
            pub fn parse(text: &str) -> Result<Self, VocabError> {
                $check($kind, text)?;
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

        impl std::str::FromStr for $name {
            type Err = VocabError;
            fn from_str(text: &str) -> Result<Self, VocabError> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = VocabError;
            fn try_from(text: String) -> Result<Self, VocabError> {
                $check($kind, &text)?;
                Ok(Self(text))
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        /// A map with this key can be asked with a plain text.
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

id!(
    /// The id of one record: a `UUIDv7`, or the instance id that a submission brought. 1 to 200 characters.
    RecordId, "a record id", check_id
);
id!(
    /// The installation's tenant; the first part of every key in the store. Lower case letters, digits, - and _.
    TenantId, "a tenant id", check_plain
);
id!(
    /// One installation that writes to the journal (a laptop, a border post, a country server). Lower case letters, digits, - and _.
    NodeId, "a node id", check_plain
);
id!(
    /// Who acts: a user, an access token or a job of the system.
    ActorId, "an actor id", check_id
);
id!(
    /// The name of a register, in lower_snake, e.g. `area_assessments`.
    RegisterName, "a register name", check_lower_snake
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_refused_when_empty_long_or_with_control_characters() {
        assert!(RecordId::parse("").is_err());
        assert!(RecordId::parse(&"x".repeat(201)).is_err());
        assert!(RecordId::parse("a\u{0}b").is_err());
        assert!(RecordId::parse(" a").is_err());
        assert_eq!(RecordId::parse("uuid:ä-1").unwrap().as_str(), "uuid:ä-1");
    }

    #[test]
    fn a_register_name_is_lower_snake() {
        assert!(RegisterName::parse("area_assessments").is_ok());
        for wrong in ["Area", "1st", "a-b", "a b", "_a", ""] {
            assert!(RegisterName::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn nodes_and_tenants_are_plain() {
        assert!(NodeId::parse("n1a2-b_3").is_ok());
        for wrong in ["n:1", "n,1", "N1", "a/b", "é"] {
            assert!(
                NodeId::parse(wrong).is_err() && TenantId::parse(wrong).is_err(),
                "{wrong}"
            );
        }
    }

    #[test]
    fn an_error_never_repeats_the_id() {
        let text = RecordId::parse("Amina Yusuf\n").unwrap_err().to_string();
        assert!(!text.contains("Amina"), "{text}");
    }
}
