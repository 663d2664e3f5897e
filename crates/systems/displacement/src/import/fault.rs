//! A fault of a row, with everything a person needs to find and mend it.

use serde::Serialize;
use utoipa::ToSchema;

/// Whether a fault stops its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ImportSeverity)]
pub enum Severity {
    /// The row comes in; somebody should look.
    Warning,
    /// The row cannot come in.
    Refusal,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ImportFault)]
pub struct Fault {
    /// Name of the sheet.
    pub sheet: String,
    /// Row as a spreadsheet numbers it; `None` for the file as a whole.
    pub row: Option<usize>,
    /// Letter of the column, where one cell is meant.
    pub column: Option<String>,
    /// Stable code.
    pub code: &'static str,
    /// Whether it stops the row.
    pub severity: Severity,
    /// What is wrong and what to do, in one sentence.
    pub reason: String,
    /// The value found. Area figures and place names are no person's data.
    pub value: Option<String>,
}

impl Fault {
    /// The fault as one line.
    #[must_use]
    pub fn to_line(&self) -> String {
        let mut line = self.sheet.trim().to_owned();
        if let Some(row) = self.row {
            line.push_str(&format!(" row {row}"));
        }
        if let Some(column) = &self.column {
            line.push_str(&format!(" column {column}"));
        }
        let kind = match self.severity {
            Severity::Warning => "warning",
            Severity::Refusal => "refused",
        };
        line.push_str(&format!(": {kind} {}: {}", self.code, self.reason));
        if let Some(value) = &self.value {
            line.push_str(&format!(" (found {value:?})"));
        }
        line
    }
}
