//! What can be wrong with a form, and with values filled into one.

use std::fmt;

use serde::Serialize;
use serde_json::Value as Json;

/// One fault of a form's sheets: where it stands, what is wrong, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormFault {
    /// `survey`, `choices` or `settings`.
    pub sheet: String,
    /// Row as a spreadsheet numbers it: the header is row 1.
    pub row: u32,
    /// Header of the column, empty when the whole row or sheet is meant.
    pub column: String,
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    pub mend: String,
}

impl fmt::Display for FormFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} row {}", self.sheet, self.row)?;
        if !self.column.is_empty() {
            write!(f, ", column {}", self.column)?;
        }
        write!(f, ": {}; {}", self.reason, self.mend)
    }
}

/// One fault of a value filled in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fault {
    /// Path of the field, rows counted from 0: `breakdown[3].value`.
    pub field: String,
    /// Stable code: `type`, `required`, `constraint`, `choice`, `not_relevant`, `unknown_field`, `text`, `too_deep`.
    pub code: &'static str,
    /// What is wrong and how to mend it; never contains the value.
    pub reason: String,
    /// The offending value. The caller decides by the field's class whether anybody may see it.
    pub value: Option<Json>,
}
