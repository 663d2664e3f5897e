//! Org units: a tree of paths.

use serde::Serialize;

use crate::AccessError;

/// A well-formed path, `/demo/north`; `/` is the whole installation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnitPath(String);

impl UnitPath {
    /// Reads a path: lower-case letters, digits, `-` and `_` between slashes.
    ///
    /// # Errors
    /// [`AccessError::Unit`].
    pub fn parse(text: &str) -> Result<Self, AccessError> {
        let good = text == "/"
            || (text.starts_with('/')
                && text.len() <= 200
                && text.split('/').skip(1).all(|part| {
                    !part.is_empty()
                        && part.chars().all(|c| {
                            c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_'
                        })
                }));
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(AccessError::Unit)
        }
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The unit above; `None` for `/`.
    pub fn parent(&self) -> Option<Self> {
        let (above, _) = self.0.rsplit_once('/')?;
        if self.0 == "/" {
            return None;
        }
        Some(Self(if above.is_empty() { "/" } else { above }.to_owned()))
    }
}

/// Whether `unit` is `above` or lies below it. `/demo/northwest` does not lie below `/demo/north`.
pub fn is_within(unit: &str, above: &str) -> bool {
    above == "/"
        || unit == above
        || unit
            .strip_prefix(above)
            .is_some_and(|rest| rest.starts_with('/'))
}

/// A unit as screens show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitView {
    /// Path.
    pub path: String,
    /// Title.
    pub title: String,
    /// Whether it is closed: nobody is newly granted a role in it.
    pub closed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_name_is_not_below_a_shorter_one() {
        assert!(is_within("/demo/north/a", "/demo/north"));
        assert!(is_within("/demo/north", "/demo/north"));
        assert!(!is_within("/demo/northwest", "/demo/north"));
        assert!(!is_within("/demo", "/demo/north"));
        assert!(is_within("/anything", "/"));
    }

    #[test]
    fn a_malformed_path_is_refused() {
        for wrong in ["", "demo", "/demo/", "//", "/De", "/a b", "/../etc"] {
            assert!(UnitPath::parse(wrong).is_err(), "{wrong}");
        }
        let parent = UnitPath::parse("/demo/north")
            .ok()
            .and_then(|unit| unit.parent());
        assert_eq!(parent.map(|unit| unit.0), Some("/demo".to_owned()));
    }
}
