//! What is wrong with a form: where it stands, what is wrong, what to write instead.

use std::fmt;

use serde::Serialize;

/// One fault, or one warning, of a form's sheets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// `survey`, `choices`, `settings`, `entities`, `external_choices`, `osm`; empty when the file is meant.
    pub sheet: String,
    /// Row as a spreadsheet numbers it, the header being row 1; `None` when no single row is meant.
    pub row: Option<u32>,
    /// Header of the column, empty when the whole row or sheet is meant.
    pub column: String,
    /// What is wrong.
    pub reason: String,
    /// What to do about it; empty when the reason says it.
    pub mend: String,
    /// The reason names its place itself.
    #[serde(skip)]
    pub(crate) brief: bool,
}

impl Fault {
    /// A fault of the file or of the form as a whole.
    pub(crate) fn form(reason: impl Into<String>) -> Self {
        Self {
            sheet: String::new(),
            row: None,
            column: String::new(),
            reason: reason.into(),
            mend: String::new(),
            brief: false,
        }
    }

    /// A fault of one row.
    pub(crate) fn row(sheet: &str, row: u32, column: &str, reason: impl Into<String>) -> Self {
        Self {
            sheet: sheet.to_owned(),
            row: (row > 0).then_some(row),
            column: column.to_owned(),
            reason: reason.into(),
            mend: String::new(),
            brief: false,
        }
    }

    /// A fault of a row of the survey.
    pub(crate) fn survey(row: u32, column: &str, reason: impl Into<String>) -> Self {
        Self::row("survey", row, column, reason)
    }

    /// A fault of a row of the survey whose reason says by itself which cell is meant.
    pub(crate) fn brief(row: u32, column: &str, reason: impl Into<String>) -> Self {
        Self {
            brief: true,
            ..Self::survey(row, column, reason)
        }
    }

    /// The same fault with the way to mend it.
    #[must_use]
    pub(crate) fn mend(mut self, mend: impl Into<String>) -> Self {
        self.mend = mend.into();
        self
    }
}

/// One line: `[row : 3] On the 'survey' sheet, the 'label' value is invalid. Reason. Mend.`
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = String::new();
        if let Some(row) = self.row {
            line.push_str(&format!("[row : {row}] "));
            if !self.brief && !self.column.is_empty() {
                line.push_str(&format!(
                    "On the '{}' sheet, the '{}' value is invalid. ",
                    self.sheet, self.column
                ));
            }
        }
        for sentence in [&self.reason, &self.mend] {
            let sentence = sentence.trim();
            line.push_str(sentence);
            if !sentence.is_empty() && !sentence.ends_with(['.', '?', '!']) {
                line.push('.');
            }
            line.push(' ');
        }
        // A reason may quote a cell with line breaks; one fault is one line.
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        f.write_str(&line)
    }
}

/// A form that was not converted.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the form was refused: {}", .faults.first().map(ToString::to_string).unwrap_or_default())]
pub struct Refused {
    /// Why, every fault that could be seen at once; never empty.
    pub faults: Vec<Fault>,
    /// What would have been warned about.
    pub warnings: Vec<Fault>,
}
