//! One writer a format, all streaming.

mod csv;
mod geojson;
mod parquet;
mod xlsx;

use std::io::Write;

pub use self::{
    csv::{CsvSheet, TagRow, write_csv},
    geojson::write_geojson,
    parquet::write_parquet,
    xlsx::{XlsxBook, write_xlsx},
};
use crate::{Dataset, ExchangeError};

/// A written format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// CSV with a header of names.
    Csv,
    /// CSV with labels and a row of HXL tags.
    HxlCsv,
    /// XLSX with labels and a row of HXL tags.
    Xlsx,
    /// GeoJSON feature collection (RFC 7946).
    Geojson,
    /// Apache Parquet.
    Parquet,
}

impl Format {
    /// The word in addresses and on the command line.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "csv" => Self::Csv,
            "hxl-csv" => Self::HxlCsv,
            "xlsx" => Self::Xlsx,
            "geojson" => Self::Geojson,
            "parquet" => Self::Parquet,
            _ => return None,
        })
    }

    /// Ending of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv | Self::HxlCsv => "csv",
            Self::Xlsx => "xlsx",
            Self::Geojson => "geojson",
            Self::Parquet => "parquet",
        }
    }

    /// Media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv | Self::HxlCsv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Geojson => "application/geo+json",
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }
}

/// Writes a dataset in a format and gives the number of rows.
///
/// # Errors
/// The reason of a row that could not be had, or of the output.
pub fn write(
    format: Format,
    dataset: Dataset<'_>,
    out: &mut (dyn Write + Send),
) -> Result<u64, ExchangeError> {
    match format {
        Format::Csv => write_csv(dataset, TagRow::Without, out),
        Format::HxlCsv => write_csv(dataset, TagRow::With, out),
        Format::Xlsx => write_xlsx(dataset, out),
        Format::Geojson => write_geojson(dataset, out),
        Format::Parquet => write_parquet(dataset, out),
    }
}

fn failed(format: &'static str) -> impl Fn(String) -> ExchangeError {
    move |reason| ExchangeError::Write { format, reason }
}
