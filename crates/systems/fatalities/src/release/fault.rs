//! A fault of a row, with everything a person needs to find and mend it.

use serde::Serialize;

/// Whether a fault stops its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row comes in; somebody should look.
    Warning,
    /// The row cannot come in, and with it the file.
    Refusal,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Row as a spreadsheet numbers it.
    pub row: usize,
    /// Header of the column; none for the row as a whole.
    pub column: Option<String>,
    /// Stable code.
    pub code: &'static str,
    /// Whether it stops the row.
    pub severity: Severity,
    /// What is wrong and how to mend it.
    pub reason: String,
    /// The value found.
    pub value: Option<String>,
}

/// Characters of a value that a fault repeats.
const SHOWN: usize = 80;

impl Fault {
    /// A fault of one cell.
    pub(crate) fn cell(
        row: usize,
        column: &str,
        code: &'static str,
        severity: Severity,
        reason: impl Into<String>,
        value: &str,
    ) -> Self {
        Self {
            row,
            column: Some(column.to_owned()),
            code,
            severity,
            reason: reason.into(),
            value: Some(value.chars().take(SHOWN).collect()),
        }
    }

    /// The fault as one line.
    pub fn to_line(&self) -> String {
        let column = match &self.column {
            Some(column) => format!(" column \"{column}\""),
            None => String::new(),
        };
        let kind = match self.severity {
            Severity::Warning => "warning",
            Severity::Refusal => "refused",
        };
        let value = match &self.value {
            Some(value) => format!(" (found {value:?})"),
            None => String::new(),
        };
        format!(
            "row {}{column}: {kind} {}: {}{value}",
            self.row, self.code, self.reason
        )
    }
}
