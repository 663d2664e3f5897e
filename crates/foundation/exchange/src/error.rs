//! Why a file could not be read or written.

use std::fmt;

use serde::Serialize;
use thiserror::Error;

/// Where in a spreadsheet, as a person sees it: rows from 1, columns by letter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Sheet; empty for a file that has none.
    pub sheet: String,
    /// Row, from 1.
    pub row: Option<usize>,
    /// Column letter.
    pub column: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if !self.sheet.is_empty() {
            parts.push(format!("sheet {}", self.sheet.trim()));
        }
        if let Some(row) = self.row {
            parts.push(format!("row {row}"));
        }
        if let Some(column) = &self.column {
            parts.push(format!("column {column}"));
        }
        f.write_str(&parts.join(", "))
    }
}

/// Faults of files. No message carries a cell's content.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExchangeError {
    /// The file cannot be opened or written.
    #[error("cannot use {path}: {source}")]
    File {
        /// The file.
        path: String,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The file's kind is not known.
    #[error(
        "{extension:?} is not a kind of file that is read; there are xlsx, xls, ods, csv, tsv, json, geojson and shp"
    )]
    Kind {
        /// Ending of its name.
        extension: String,
    },
    /// The file is damaged or of another kind than its name says.
    #[error("the {kind} file cannot be read: {reason}")]
    Damaged {
        /// What it should be.
        kind: &'static str,
        /// The reader's reason.
        reason: String,
    },
    /// A row cannot be read.
    #[error("{place}: {reason}")]
    Row {
        /// Where.
        place: Place,
        /// What is wrong.
        reason: String,
    },
    /// The file would unpack to more than may be read.
    #[error("the file is larger than may be read: {what} is over {limit}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// The workbook has no sheet of this name.
    #[error("there is no sheet {0:?}")]
    NoSheet(String),
    /// An API answer says that it failed.
    #[error("the file is an API answer that reports failure: {0}")]
    ApiFailure(String),
    /// Coordinates of a shapefile are not degrees.
    #[error("the shapefile's coordinates are not WGS 84 degrees; save it as EPSG:4326")]
    Projection,
    /// Writing failed.
    #[error("the {format} file could not be written: {reason}")]
    Write {
        /// Which format.
        format: &'static str,
        /// The writer's reason.
        reason: String,
    },
}
