//! One reader a kind of file.

mod api;
mod blank_lines;
mod delimited;
mod spreadsheet;

pub(crate) use api::api_rows;
pub(crate) use delimited::{CsvRows, csv_rows};
pub(crate) use spreadsheet::{refuse_bomb, workbook_rows, workbook_sheets, xlsx_rows, xlsx_sheets};
