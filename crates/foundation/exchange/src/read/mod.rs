//! One reader a kind of file.

mod api;
mod blank_lines;
mod delimited;
mod spreadsheet;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::ExchangeError;

pub(crate) use api::api_rows;
pub(crate) use delimited::{CsvRows, csv_rows};
pub(crate) use spreadsheet::{refuse_bomb, workbook_rows, workbook_sheets, xlsx_rows, xlsx_sheets};

/// Columns of a table at the most: Excel has 16,384.
const MOST_COLUMNS: usize = 20_000;

/// Runs another's reader over a file that may be hostile: where it gives up in its own way, the file is damaged.
pub(crate) fn guarded<T>(
    kind: &'static str,
    read: impl FnOnce() -> Result<T, ExchangeError>,
) -> Result<T, ExchangeError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(ExchangeError::Damaged {
            kind,
            reason: "its parts contradict each other".to_owned(),
        })
    })
}
