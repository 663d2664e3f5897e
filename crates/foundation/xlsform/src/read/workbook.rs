//! Workbooks: .xlsx cell by cell, .xls sheet by sheet.

use std::{
    io::{self, Cursor, Read, Write},
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{Data, DataRef, ExcelDateTime, Reader, Xls, Xlsx};

use super::{MOST_CELLS, SheetBuilder, clean, refused};
use crate::{
    Refused,
    sheets::{KNOWN_SHEETS, Sheet, Sheets},
};

/// Bytes that the XML parts of a workbook may unpack to.
const LARGEST_UNPACKED: u64 = 512 * 1024 * 1024;

fn damaged(reason: &str) -> Refused {
    refused(
        format!("The workbook cannot be read: {reason}"),
        "Open it in a spreadsheet program and save it again as .xlsx.",
    )
}

/// The library may panic on bytes that no spreadsheet program writes; that is a damaged file, not a fault of ours.
fn guarded<T>(read: impl FnOnce() -> Result<T, Refused>) -> Result<T, Refused> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(damaged("its structure is not that of a spreadsheet")))
}

/// Counts instead of keeping, and stops at the limit.
struct Counter {
    left: u64,
}

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let size = bytes.len() as u64;
        if size > self.left {
            return Err(io::Error::other("too large"));
        }
        self.left -= size;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Refuses an archive whose XML unpacks to more than a form can be. Declared sizes can lie, so large ones are unpacked to nothing.
fn refuse_bomb(bytes: &[u8]) -> Result<(), Refused> {
    // Deflate reaches 1 : 1,032 at most; below this size even that is harmless.
    if (bytes.len() as u64).saturating_mul(1_032) <= LARGEST_UNPACKED {
        return Ok(());
    }
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error.to_string()))?;
    let mut counter = Counter {
        left: LARGEST_UNPACKED,
    };
    for index in 0..archive.len() {
        let part = archive
            .by_index(index)
            .map_err(|error| damaged(&error.to_string()))?;
        if part.name().is_ok_and(|name| name.starts_with("xl/media/")) {
            continue;
        }
        let limit = LARGEST_UNPACKED + 1;
        if io::copy(&mut part.take(limit), &mut counter).is_err() {
            return Err(refused(
                "The workbook unpacks to more than 512 MB",
                "Remove what is not part of the form.",
            ));
        }
    }
    Ok(())
}

pub(super) fn xlsx(bytes: &[u8]) -> Result<Sheets, Refused> {
    refuse_bomb(bytes)?;
    guarded(|| {
        let mut workbook: Xlsx<_> =
            Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error.to_string()))?;
        let names = workbook.sheet_names();
        let mut sheets = Sheets::default();
        let mut total = 0;
        for name in &names {
            sheets.names.push(name.clone());
            if skipped(name, names.len()) {
                continue;
            }
            let sheet = xlsx_sheet(&mut workbook, name, &mut total)?;
            sheets.put(name, names.len() == 1, sheet);
        }
        Ok(sheets)
    })
}

fn skipped(name: &str, sheets: usize) -> bool {
    sheets > 1 && !KNOWN_SHEETS.contains(&name.to_lowercase().as_str())
}

fn xlsx_sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    total: &mut usize,
) -> Result<Sheet, Refused> {
    let mut cells = workbook
        .worksheet_cells_reader(name)
        .map_err(|error| damaged(&error.to_string()))?;
    let mut builder = SheetBuilder::new(name, total);
    let mut grid = Grid::default();
    let mut seen = 0;
    while let Some(cell) = cells
        .next_cell()
        .map_err(|error| damaged(&error.to_string()))?
    {
        seen += 1;
        if seen > MOST_CELLS {
            return Err(refused(
                "The workbook has too many cells for a form",
                "Remove what is not part of the form.",
            ));
        }
        let (row, column) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::SharedString(text) => clean(text),
            DataRef::String(text) => clean(text),
            other => text_of(&Data::from(other.clone()), false),
        };
        grid.cell(&mut builder, row, column, text)?;
    }
    grid.end(&mut builder)?;
    Ok(builder.finish())
}

pub(super) fn xls(bytes: &[u8]) -> Result<Sheets, Refused> {
    guarded(|| {
        let mut workbook: Xls<_> =
            Xls::new(Cursor::new(bytes)).map_err(|error| damaged(&error.to_string()))?;
        let names = workbook.sheet_names();
        let mut sheets = Sheets::default();
        let mut total = 0;
        for name in &names {
            sheets.names.push(name.clone());
            if skipped(name, names.len()) {
                continue;
            }
            let range = workbook
                .worksheet_range(name)
                .map_err(|error| damaged(&error.to_string()))?;
            let (top, left) = range.start().unwrap_or((0, 0));
            let mut builder = SheetBuilder::new(name, &mut total);
            let mut grid = Grid::default();
            for (row, cells) in (top..).zip(range.rows()) {
                for (column, value) in (left..).zip(cells) {
                    grid.cell(&mut builder, row, column, text_of(value, true))?;
                }
            }
            grid.end(&mut builder)?;
            let sheet = builder.finish();
            sheets.put(name, names.len() == 1, sheet);
        }
        Ok(sheets)
    })
}

/// Gathers cells into rows; the first row that has any is the header.
#[derive(Default)]
struct Grid {
    row: u32,
    cells: Vec<(usize, String)>,
    headed: bool,
    /// The last row handed over, so that gaps count as empty rows.
    last: u32,
}

impl Grid {
    fn cell(
        &mut self,
        builder: &mut SheetBuilder<'_>,
        row: u32,
        column: u32,
        text: String,
    ) -> Result<(), Refused> {
        if row != self.row {
            self.end(builder)?;
            self.row = row;
        }
        let column = column as usize;
        if text.is_empty() || (self.headed && column >= builder.sheet.header.len()) {
            return Ok(());
        }
        if self.headed && builder.sheet.header[column].is_empty() {
            return Ok(());
        }
        self.cells.push((column, text));
        Ok(())
    }

    fn end(&mut self, builder: &mut SheetBuilder<'_>) -> Result<(), Refused> {
        let cells = std::mem::take(&mut self.cells);
        if cells.is_empty() {
            return Ok(());
        }
        if self.headed {
            for _ in (self.last + 1)..self.row.min(self.last.saturating_add(100)) {
                builder.row(0, Vec::new())?;
            }
            self.last = self.row;
            return builder.row(self.row + 1, cells);
        }
        self.headed = true;
        self.last = self.row;
        let mut expected = 0;
        let mut header = Vec::new();
        for (column, text) in cells {
            while expected < column && header.len() <= super::MOST_COLUMNS {
                header.push(String::new());
                expected += 1;
            }
            header.push(text);
            expected = column + 1;
        }
        builder.header(header.into_iter())
    }
}

/// A cell as the form's author sees it: whole numbers without `.0`, dates in ISO 8601, truth in capitals.
fn text_of(value: &Data, whole_seconds: bool) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) | Data::DurationIso(text) | Data::DateTimeIso(text) => clean(text),
        Data::Float(number) => number_text(*number),
        Data::Int(number) => number.to_string(),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(serial) => date_text(serial, whole_seconds),
        Data::Error(error) => error.to_string(),
        #[expect(
            unreachable_patterns,
            reason = "the reader may learn new kinds of cells"
        )]
        other => clean(&other.to_string()),
    }
}

fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e16 {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

/// ISO 8601 with a space; a time of day alone when the serial number has no date.
fn date_text(serial: &ExcelDateTime, whole_seconds: bool) -> String {
    if serial.is_duration() {
        return number_text(serial.as_f64());
    }
    let days = serial.as_f64();
    let (year, month, day, mut hour, mut minute, mut second, milli) = serial.to_ymd_hms_milli();
    if whole_seconds && milli >= 500 && (hour, minute, second) < (23, 59, 59) {
        // The older format's clock ticks in seconds; the nearest one counts.
        let ticks = u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second) + 1;
        let part = |value: u32| u8::try_from(value).unwrap_or_default();
        (hour, minute, second) = (part(ticks / 3600), part(ticks / 60 % 60), part(ticks % 60));
    }
    let fraction = match milli {
        0 => String::new(),
        _ if whole_seconds => String::new(),
        milli => format!(".{milli:03}000"),
    };
    if (0.0..1.0).contains(&days) {
        return format!("{hour:02}:{minute:02}:{second:02}{fraction}");
    }
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}{fraction}")
}
