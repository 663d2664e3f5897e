//! A partner's own headers and codes, and what they stand for in the standard.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::htcds::{self, Header};

/// What a partner's file means.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The standard's column by the partner's header.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// The standard's code by the partner's, for each column of the standard.
    #[serde(default)]
    pub codes: BTreeMap<String, BTreeMap<String, String>>,
}

/// What is wrong with a mapping.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the mapping cannot be used: {0}")]
pub struct MappingFault(pub String);

impl Mapping {
    /// Reads a mapping.
    ///
    /// ```toml
    /// [columns]
    /// "Sexe" = "prs_Gender"
    /// [codes.prs_Gender]
    /// "F" = "Feminine"
    /// ```
    ///
    /// # Errors
    /// [`MappingFault`] with line, or with every column that the standard does not have.
    pub fn parse(text: &str) -> Result<Self, MappingFault> {
        let mapping: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(0, |span| {
                let before = text.get(..span.start).unwrap_or_default();
                before.matches('\n').count() + 1
            });
            MappingFault(format!("line {line}: {}", error.message()))
        })?;
        let unknown: Vec<&str> = mapping
            .columns
            .values()
            .chain(mapping.codes.keys())
            .map(String::as_str)
            .filter(|name| !matches!(htcds::header(name), Header::Known(_)))
            .collect();
        if unknown.is_empty() {
            return Ok(mapping);
        }
        Err(MappingFault(format!(
            "these are not columns that are taken in: {}",
            unknown.join(", ")
        )))
    }

    /// The header as the standard has it.
    pub(crate) fn header<'a>(&'a self, written: &'a str) -> &'a str {
        self.columns.get(written).map_or(written, String::as_str)
    }

    /// The code as the standard has it.
    pub(crate) fn code<'a>(&'a self, names: [&str; 2], written: &'a str) -> &'a str {
        names
            .iter()
            .find_map(|name| self.codes.get(*name)?.get(written))
            .map_or(written, String::as_str)
    }
}
