//! A file as sheets of rows, whatever its kind.

use std::{
    path::{Path, PathBuf},
    sync::mpsc,
};

use crate::{Cell, ExchangeError, read};

/// One sheet of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetInfo {
    /// Name as it stands, with stray blanks; a CSV's is the file's stem.
    pub name: String,
    /// Whether a person opening the file sees it.
    pub visible: bool,
}

/// One row with its number as a person sees it, from 1.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRow {
    /// Row number; for CSV the line on which the record begins.
    pub number: usize,
    /// Cells from column A.
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Delimited,
    Xlsx,
    OtherWorkbook,
    Json,
}

/// A file that can be read sheet by sheet, as often as wanted.
#[derive(Debug, Clone)]
pub struct Workbook {
    path: PathBuf,
    kind: Kind,
    sheets: Vec<SheetInfo>,
}

/// Rows one by one, in bounded memory.
pub struct Rows(Source);

enum Source {
    Csv(Box<read::CsvRows>),
    Thread(
        mpsc::Receiver<Result<Vec<SheetRow>, ExchangeError>>,
        std::vec::IntoIter<SheetRow>,
    ),
    Ready(std::vec::IntoIter<SheetRow>),
}

/// Opens a file by its ending: xlsx, xlsm, xls, xlsb, ods, csv, tsv, txt, json (DTM API answer).
///
/// # Errors
/// Unknown kind, damaged file, or a file that would unpack to too much.
pub fn open(path: &Path) -> Result<Workbook, ExchangeError> {
    let extension = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let kind = match extension.as_str() {
        "csv" | "tsv" | "txt" => Kind::Delimited,
        "xlsx" | "xlsm" => Kind::Xlsx,
        "xls" | "xlsb" | "ods" => Kind::OtherWorkbook,
        "json" => Kind::Json,
        _ => return Err(ExchangeError::Kind { extension }),
    };
    if !path.is_file() {
        return Err(ExchangeError::File {
            path: path.display().to_string(),
            source: std::io::Error::from(std::io::ErrorKind::NotFound),
        });
    }
    let sheets = match kind {
        Kind::Delimited | Kind::Json => vec![SheetInfo {
            name: path
                .file_stem()
                .map(|stem| stem.to_string_lossy().into_owned())
                .unwrap_or_default(),
            visible: true,
        }],
        Kind::Xlsx => {
            read::refuse_bomb(path)?;
            read::xlsx_sheets(path)?
        }
        Kind::OtherWorkbook => {
            // An xls is no archive and unpacks to nothing.
            if extension != "xls" {
                read::refuse_bomb(path)?;
            }
            read::workbook_sheets(path)?
        }
    };
    Ok(Workbook {
        path: path.to_owned(),
        kind,
        sheets,
    })
}

impl Workbook {
    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its sheets in their order.
    pub fn sheets(&self) -> &[SheetInfo] {
        &self.sheets
    }

    /// The rows of a sheet; blank rows are left out, their numbers are not.
    ///
    /// # Errors
    /// Unknown sheet or damaged file; a damaged row comes as an error in its turn.
    pub fn rows(&self, sheet: &str) -> Result<Rows, ExchangeError> {
        if !self.sheets.iter().any(|info| info.name == sheet) {
            return Err(ExchangeError::NoSheet(sheet.to_owned()));
        }
        Ok(Rows(match self.kind {
            Kind::Delimited => Source::Csv(Box::new(read::csv_rows(&self.path)?)),
            Kind::Xlsx => {
                Source::Thread(read::xlsx_rows(&self.path, sheet), Vec::new().into_iter())
            }
            Kind::OtherWorkbook => {
                Source::Ready(read::workbook_rows(&self.path, sheet)?.into_iter())
            }
            Kind::Json => Source::Ready(read::api_rows(&self.path)?.into_iter()),
        }))
    }
}

impl Iterator for Rows {
    type Item = Result<SheetRow, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Source::Csv(rows) => rows.next(),
            Source::Ready(rows) => rows.next().map(Ok),
            Source::Thread(receiver, batch) => loop {
                if let Some(row) = batch.next() {
                    return Some(Ok(row));
                }
                match receiver.recv().ok()? {
                    Ok(rows) => *batch = rows.into_iter(),
                    Err(error) => return Some(Err(error)),
                }
            },
        }
    }
}
