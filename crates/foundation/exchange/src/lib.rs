//! Readers and writers of the outside formats, streaming in both directions.

mod cell;
mod dataset;
mod error;
pub mod hxl_check;
pub mod places;
mod read;
pub mod table;
mod workbook;
mod write;

pub use cell::{Cell, column_letter};
pub use dataset::{ColumnKind, Dataset, DatasetColumn, DatasetRow};
pub use error::{ExchangeError, Place};
pub use workbook::{Rows, SheetInfo, SheetRow, Workbook, open};
pub use write::{
    CsvSheet, Format, TagRow, XlsxBook, write, write_csv, write_geojson, write_parquet, write_xlsx,
};
