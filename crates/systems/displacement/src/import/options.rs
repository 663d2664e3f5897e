//! What a person may say beside the file.

use super::mapping::Mapping;

/// Options of an import. What they say goes before what the file says in its titles, never before its rows.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// Record id of an operation (lower case, no blanks), or its name.
    pub operation: Option<String>,
    /// Round number.
    pub round: Option<i64>,
    /// Reporting date, ISO, as exact as known.
    pub date: Option<String>,
    /// Assessment type of rows that state none (BA, SA, MSLA, ETT, estimate, other).
    pub assessment_type: Option<String>,
    /// Population of counts whose header names none.
    pub population: Option<String>,
    /// A mapping that a person has edited.
    pub mapping: Option<Mapping>,
    /// Org unit path that owns the records; the actor's own when not given.
    pub owner: Option<String>,
    /// Everything is checked, nothing is written.
    pub dry_run: bool,
    /// Rows without a refusing fault are written although others have one.
    pub accept_valid_rows: bool,
}
