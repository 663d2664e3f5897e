//! Collects the faults of one row: all of them, not only the first.

use super::fault::{Fault, Severity};
use super::reading::Reading;
use super::understanding::{ColumnUnderstanding, SheetUnderstanding};

/// The faults of one row so far.
pub struct RowFaults<'a> {
    sheet: &'a SheetUnderstanding,
    row: usize,
    faults: Vec<Fault>,
}

impl<'a> RowFaults<'a> {
    /// None yet.
    #[must_use]
    pub fn new(sheet: &'a SheetUnderstanding, row: usize) -> Self {
        Self {
            sheet,
            row,
            faults: Vec::new(),
        }
    }

    /// A cell that stops the row.
    pub fn refuse(
        &mut self,
        column: &ColumnUnderstanding,
        code: &'static str,
        reason: impl Into<String>,
        cell: &Reading,
    ) {
        self.push(
            Some(column),
            code,
            Severity::Refusal,
            reason.into(),
            cell.text(),
        );
    }

    /// A cell somebody should look at.
    pub fn warn(
        &mut self,
        column: &ColumnUnderstanding,
        code: &'static str,
        reason: impl Into<String>,
        cell: &Reading,
    ) {
        self.push(
            Some(column),
            code,
            Severity::Warning,
            reason.into(),
            cell.text(),
        );
    }

    /// A row that cannot come in.
    pub fn refuse_row(&mut self, code: &'static str, reason: impl Into<String>) {
        self.push(None, code, Severity::Refusal, reason.into(), None);
    }

    /// A row somebody should look at.
    pub fn warn_row(&mut self, code: &'static str, reason: impl Into<String>) {
        self.push(None, code, Severity::Warning, reason.into(), None);
    }

    fn push(
        &mut self,
        column: Option<&ColumnUnderstanding>,
        code: &'static str,
        severity: Severity,
        reason: String,
        value: Option<String>,
    ) {
        self.faults.push(Fault {
            sheet: self.sheet.name.clone(),
            row: Some(self.row),
            column: column.map(|column| column.letter.clone()),
            code,
            severity,
            reason,
            value: value.map(|text| text.chars().take(80).collect()),
        });
    }

    /// The faults, and whether one of them stops the row.
    #[must_use]
    pub fn finish(self) -> (Vec<Fault>, bool) {
        let refused = self
            .faults
            .iter()
            .any(|fault| fault.severity == Severity::Refusal);
        (self.faults, refused)
    }
}
