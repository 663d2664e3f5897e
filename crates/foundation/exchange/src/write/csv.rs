//! CSV (RFC 4180), UTF-8, with or without a row of HXL tags.

use std::{borrow::Cow, io::Write};

use super::failed;
use crate::{Cell, Dataset, DatasetColumn, ExchangeError};

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
    let mut sheet = CsvSheet::new(out, &dataset.columns, tags)?;
    let mut count = 0;
    for row in dataset.rows {
        let row = row.map_err(failed("CSV"))?;
        sheet.row(&row.cells)?;
        count += 1;
    }
    sheet.finish()?;
    Ok(count)
}

/// CSV that is written row by row.
pub struct CsvSheet<W: Write>(csv::Writer<W>);

impl<W: Write> CsvSheet<W> {
    /// Begins with the header: names alone, or labels and tags.
    ///
    /// # Errors
    /// The reason of the output.
    pub fn new(out: W, columns: &[DatasetColumn], tags: TagRow) -> Result<Self, ExchangeError> {
        let mut writer = csv::WriterBuilder::new().from_writer(out);
        let header = columns.iter().map(|column| match tags {
            TagRow::Without => harmless(&column.name).into_owned(),
            TagRow::With => harmless(&column.label).into_owned(),
        });
        writer.write_record(header).map_err(fault)?;
        if tags == TagRow::With {
            let tags = columns.iter().map(|column| {
                let tag = column.tag.as_ref().map(ToString::to_string);
                tag.unwrap_or_default()
            });
            writer.write_record(tags).map_err(fault)?;
        }
        Ok(Self(writer))
    }

    /// Writes the next row.
    ///
    /// # Errors
    /// The reason of the output.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), ExchangeError> {
        self.0
            .write_record(cells.iter().map(|cell| neutral(cell).into_owned()))
            .map_err(fault)
    }

    /// Writes what is still held and gives the output back.
    ///
    /// # Errors
    /// The reason of the output.
    pub fn finish(self) -> Result<W, ExchangeError> {
        self.0
            .into_inner()
            .map_err(|error| failed("CSV")(error.to_string()))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn fault(error: csv::Error) -> ExchangeError {
    failed("CSV")(error.to_string())
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
