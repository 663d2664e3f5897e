//! What the pages about a released file are given to show: everything in it is public already.

use vocab::{LangText, PartialDate};

/// One value of the column that is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct ReleaseLine {
    /// Its title; empty for "not reported".
    pub label: LangText,
    /// Published count, and the lowest and highest that it may be; none where it can't be told from nobody.
    pub aggregate: Option<(f64, f64, f64)>,
    /// Under how many it is, where it is not shown.
    pub under: f64,
    /// Records of the published file.
    pub records: u64,
}

/// Values by which the table may be narrowed, of one column.
#[derive(Debug, Clone, PartialEq)]
pub struct Narrowing {
    /// Title of the column.
    pub title: LangText,
    /// What stands in the address (`column=value`) and the title of each value.
    pub values: Vec<(String, LangText)>,
}

/// Everything that the explorer shows.
#[derive(Debug, Clone)]
pub struct ReleaseShown {
    /// Id of the release.
    pub release_id: String,
    /// When it was published.
    pub since: PartialDate,
    /// Guarantee: epsilon and delta, or k.
    pub guarantee: Guarantee,
    /// Records of the file.
    pub records: u64,
    /// What it is for, in the words of who made it.
    pub purpose: String,
    /// Name and title of every column.
    pub columns: Vec<(String, LangText)>,
    /// Position of the column that is shown.
    pub by: usize,
    /// What the table may be narrowed by.
    pub narrowing: Vec<Narrowing>,
    /// What it is narrowed by, as in the address, with its title.
    pub only: Option<(String, LangText)>,
    /// Whether something was asked for that the release did not measure.
    pub not_covered: bool,
    /// The values.
    pub lines: Vec<ReleaseLine>,
    /// Three letters of countries with their counts, when the column is one of countries.
    pub countries: Vec<(String, crate::Amount)>,
    /// Terms of use.
    pub licence: LangText,
}

/// What is promised.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Guarantee {
    /// Differential privacy.
    Private {
        /// Privacy loss.
        epsilon: f64,
        /// Chance with which it may not hold.
        delta: f64,
    },
    /// At least so many people share each record.
    Shared(usize),
}
