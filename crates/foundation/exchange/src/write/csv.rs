//! CSV (RFC 4180), UTF-8, with or without a row of HXL tags.

use std::{borrow::Cow, io::Write};

use super::failed;
use crate::{Cell, Dataset, ExchangeError};

/// Whether a row of HXL tags follows the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagRow {
    /// Header of names, no tags.
    Without,
    /// Header of labels, then tags.
    With,
}

/// Writes CSV and gives the number of rows.
///
/// # Errors
/// The reason of a row that could not be had, or of the output.
pub fn write_csv(
    dataset: Dataset<'_>,
    tags: TagRow,
    out: &mut (dyn Write + Send),
) -> Result<u64, ExchangeError> {
    let failed = failed("CSV");
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    let fault = |error: csv::Error| failed(error.to_string());
    match tags {
        TagRow::Without => writer
            .write_record(
                dataset
                    .columns
                    .iter()
                    .map(|column| harmless(&column.name).into_owned()),
            )
            .map_err(fault)?,
        TagRow::With => {
            writer
                .write_record(
                    dataset
                        .columns
                        .iter()
                        .map(|column| harmless(&column.label).into_owned()),
                )
                .map_err(fault)?;
            let tags = dataset.columns.iter().map(|column| {
                column
                    .tag
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default()
            });
            writer.write_record(tags).map_err(fault)?;
        }
    }
    let mut count = 0;
    for row in dataset.rows {
        let row = row.map_err(&failed)?;
        writer
            .write_record(row.cells.iter().map(|cell| neutral(cell).into_owned()))
            .map_err(fault)?;
        count += 1;
    }
    writer.flush().map_err(|error| failed(error.to_string()))?;
    Ok(count)
}

fn neutral(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) | Cell::Error(text) => harmless(text),
        other => Cow::Owned(other.shown()),
    }
}

/// A text that a spreadsheet would run as a formula gets an apostrophe before it.
fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && text.parse::<f64>().is_err() {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}
