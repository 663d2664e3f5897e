//! Workbooks: xlsx as a stream of cells, xls, xlsb and ods sheet by sheet.

use std::{fs::File, io::BufReader, path::Path, sync::mpsc, thread};

use calamine::{
    Data, DataRef, Reader, SheetVisible, Sheets, Xlsx, open_workbook, open_workbook_auto,
};

use super::{MOST_COLUMNS, guarded};
use crate::{Cell, ExchangeError, SheetInfo, SheetRow};

/// Bytes that a workbook may unpack to.
const LARGEST_UNPACKED: u64 = 4 * 1024 * 1024 * 1024;
/// How many times larger than packed a large part may be; spreadsheets reach about 30, bombs 1,000.
const LARGEST_RATIO: u64 = 400;
/// Parts below this size are harmless at any ratio.
const HARMLESS: u64 = 64 * 1024 * 1024;
/// Cells of one sheet at the most.
const MOST_CELLS: u64 = 200_000_000;
/// Rows handed over at once.
const BATCH: usize = 256;

#[expect(
    clippy::needless_pass_by_value,
    reason = "it is handed over by map_err"
)]
fn damaged(reason: impl ToString) -> ExchangeError {
    ExchangeError::Damaged {
        kind: "spreadsheet",
        reason: reason.to_string(),
    }
}

/// Refuses a workbook that would unpack to more than memory should hold, before anything of it is unpacked.
pub(crate) fn refuse_bomb(path: &Path) -> Result<(), ExchangeError> {
    let file = File::open(path).map_err(|source| ExchangeError::File {
        path: path.display().to_string(),
        source,
    })?;
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(damaged)?;
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(damaged)?;
        let (size, packed) = (part.size(), part.compressed_size().max(1));
        total = total.saturating_add(size);
        if size > HARMLESS && size / packed > LARGEST_RATIO {
            return Err(ExchangeError::TooLarge {
                what: "a part's size against its packed size",
                limit: LARGEST_RATIO,
            });
        }
    }
    if total > LARGEST_UNPACKED {
        return Err(ExchangeError::TooLarge {
            what: "the unpacked size in bytes",
            limit: LARGEST_UNPACKED,
        });
    }
    Ok(())
}

pub(crate) fn xlsx_sheets(path: &Path) -> Result<Vec<SheetInfo>, ExchangeError> {
    guarded("spreadsheet", || {
        let workbook: Xlsx<BufReader<File>> = open_workbook(path).map_err(damaged)?;
        Ok(infos(workbook.sheets_metadata()))
    })
}

fn infos(sheets: &[calamine::Sheet]) -> Vec<SheetInfo> {
    sheets
        .iter()
        .filter(|sheet| sheet.typ == calamine::SheetType::WorkSheet)
        .map(|sheet| SheetInfo {
            name: sheet.name.clone(),
            visible: sheet.visible == SheetVisible::Visible,
        })
        .collect()
}

/// Reads a sheet on its own thread, cell by cell, so that only a few hundred rows are in memory.
pub(crate) fn xlsx_rows(
    path: &Path,
    sheet: &str,
) -> mpsc::Receiver<Result<Vec<SheetRow>, ExchangeError>> {
    let (give, take) = mpsc::sync_channel(4);
    let (path, sheet) = (path.to_owned(), sheet.to_owned());
    let failed = give.clone();
    let started = thread::Builder::new()
        .name("read-xlsx".to_owned())
        .spawn(move || {
            // Without its guard a reader that gives up would look like the end of the sheet.
            if let Err(error) = guarded("spreadsheet", || feed(&path, &sheet, &give)) {
                let _ = give.send(Err(error));
            }
        });
    if let Err(source) = started {
        let _ = failed.send(Err(damaged(source)));
    }
    take
}

fn feed(
    path: &Path,
    sheet: &str,
    give: &mpsc::SyncSender<Result<Vec<SheetRow>, ExchangeError>>,
) -> Result<(), ExchangeError> {
    let mut workbook: Xlsx<BufReader<File>> = open_workbook(path).map_err(damaged)?;
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(damaged)?;
    let mut batch: Vec<SheetRow> = Vec::with_capacity(BATCH);
    let mut row = SheetRow {
        number: 0,
        cells: Vec::new(),
    };
    let mut seen = 0_u64;
    loop {
        let next = cells.next_cell().map_err(damaged)?;
        let position = next.as_ref().map(calamine::Cell::get_position);
        let number = position.map(|(row, _)| row as usize + 1);
        if number != Some(row.number) {
            if row.cells.iter().any(|cell| !cell.is_empty()) {
                batch.push(row);
                if batch.len() == BATCH {
                    let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
                    if give.send(Ok(full)).is_err() {
                        return Ok(());
                    }
                }
            }
            row = SheetRow {
                number: number.unwrap_or(0),
                cells: Vec::new(),
            };
        }
        let (Some(cell), Some((_, column))) = (next, position) else {
            break;
        };
        seen += 1;
        if seen > MOST_CELLS {
            return Err(ExchangeError::TooLarge {
                what: "the number of cells in the sheet",
                limit: MOST_CELLS,
            });
        }
        let value = cell_of_ref(cell.get_value());
        if !value.is_empty() {
            let column = column as usize;
            if column >= MOST_COLUMNS {
                return Err(damaged(
                    "a cell lies beyond the last column that a sheet has",
                ));
            }
            if row.cells.len() <= column {
                row.cells.resize(column + 1, Cell::Empty);
            }
            row.cells[column] = value;
        }
    }
    let _ = give.send(Ok(batch));
    Ok(())
}

fn cell_of_ref(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::SharedString(text) => Cell::text(*text),
        other => cell_of(&Data::from(other.clone())),
    }
}

fn cell_of(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::String(text) | Data::DurationIso(text) => Cell::text(text.as_str()),
        Data::Float(number) => Cell::Number(*number),
        #[expect(clippy::cast_precision_loss, reason = "spreadsheets have doubles only")]
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Bool(truth) => Cell::Bool(*truth),
        Data::DateTime(serial) => date_of_serial(serial),
        Data::DateTimeIso(text) => text
            .parse()
            .map_or_else(|_| Cell::text(text.as_str()), Cell::DateTime),
        Data::Error(error) => Cell::Error(error.to_string()),
        #[expect(
            unreachable_patterns,
            reason = "the reader may learn new kinds of cells"
        )]
        other => Cell::text(other.to_string()),
    }
}

fn date_of_serial(serial: &calamine::ExcelDateTime) -> Cell {
    let (year, month, day, hour, minute, second, milli) = serial.to_ymd_hms_milli();
    let date = jiff::civil::Date::new(
        i16::try_from(year).unwrap_or(-1),
        i8::try_from(month).unwrap_or(0),
        i8::try_from(day).unwrap_or(0),
    );
    let time = jiff::civil::Time::new(
        i8::try_from(hour).unwrap_or(0),
        i8::try_from(minute).unwrap_or(0),
        i8::try_from(second).unwrap_or(0),
        i32::from(milli) * 1_000_000,
    );
    match (date, time) {
        (Ok(date), Ok(time)) if !serial.is_duration() => Cell::DateTime(date.to_datetime(time)),
        _ => Cell::Number(serial.as_f64()),
    }
}

pub(crate) fn workbook_sheets(path: &Path) -> Result<Vec<SheetInfo>, ExchangeError> {
    guarded("spreadsheet", || {
        let workbook = open_workbook_auto(path).map_err(damaged)?;
        Ok(infos(workbook.sheets_metadata()))
    })
}

/// Rows of an xls, xlsb or ods sheet; these formats are read whole (xls holds at most 65,536 rows).
pub(crate) fn workbook_rows(path: &Path, sheet: &str) -> Result<Vec<SheetRow>, ExchangeError> {
    let range = guarded("spreadsheet", || {
        let mut workbook: Sheets<BufReader<File>> = open_workbook_auto(path).map_err(damaged)?;
        workbook.worksheet_range(sheet).map_err(damaged)
    })?;
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    Ok(range
        .rows()
        .enumerate()
        .map(|(position, values)| {
            let mut cells = vec![Cell::Empty; first_column as usize];
            cells.extend(values.iter().map(cell_of));
            SheetRow {
                number: first_row as usize + position + 1,
                cells,
            }
        })
        .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
        .collect())
}
