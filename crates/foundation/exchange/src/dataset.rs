//! What is written: columns with their meaning, and rows that come as they are asked for.

use vocab::{Geometry, HxlTag};

use crate::Cell;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text, choices, codes.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers with fractions.
    Decimal,
    /// Dates.
    Date,
    /// Truth values.
    Bool,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct DatasetColumn {
    /// Name for programs.
    pub name: String,
    /// Header for people.
    pub label: String,
    /// What it means.
    pub tag: Option<HxlTag>,
    /// What it holds.
    pub kind: ColumnKind,
}

/// One row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DatasetRow {
    /// Cells in the order of the columns.
    pub cells: Vec<Cell>,
    /// Shape or point, for formats that have one.
    pub geometry: Option<Geometry>,
}

/// Columns and a source of rows. A row that cannot be had ends the writing with its reason.
pub struct Dataset<'a> {
    /// Title, for formats that show one (the sheet's name).
    pub title: String,
    /// Columns.
    pub columns: Vec<DatasetColumn>,
    /// Rows as they come.
    pub rows: &'a mut dyn Iterator<Item = Result<DatasetRow, String>>,
}
