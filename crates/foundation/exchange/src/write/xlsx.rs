//! XLSX in constant memory: labels, HXL tags in the second row, frozen panes.

use std::io::Write;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

use super::{TagRow, failed};
use crate::{Cell, Dataset, DatasetColumn, ExchangeError};

/// Rows of a sheet at the most, by the format itself.
const MOST_ROWS: u64 = 1_048_570;
/// Signs of a sheet's name at the most, by Excel.
const LONGEST_NAME: usize = 31;
/// UTF-16 units of a cell at the most, by the format itself.
const LONGEST_TEXT: usize = 32_767;

/// Writes XLSX and gives the number of rows.
///
/// # Errors
/// More rows than a sheet holds, the reason of a row that could not be had, or of the output.
pub fn write_xlsx(
    dataset: Dataset<'_>,
    out: &mut (dyn Write + Send),
) -> Result<u64, ExchangeError> {
    let mut book = XlsxBook::default();
    let sheet = book.sheet(&dataset.title, &dataset.columns, TagRow::With)?;
    let mut count = 0_u64;
    for row in dataset.rows {
        let row = row.map_err(failed("XLSX"))?;
        book.row(sheet, &row.cells)?;
        count += 1;
    }
    book.finish(out)?;
    Ok(count)
}

/// A workbook that is written row by row, with rows of several sheets in any order; each sheet keeps its rows on disk
/// until the end.
pub struct XlsxBook {
    workbook: Workbook,
    names: Vec<String>,
    /// The next row of each sheet and the row its data began in.
    next: Vec<(u32, u32)>,
    bold: Format,
    grey: Format,
    date: Format,
    time: Format,
}

impl Default for XlsxBook {
    fn default() -> Self {
        Self {
            workbook: Workbook::new(),
            names: Vec::new(),
            next: Vec::new(),
            bold: Format::new().set_bold(),
            grey: Format::new().set_font_color("#666666").set_italic(),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            time: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        }
    }
}

impl XlsxBook {
    /// Adds a sheet with its header and gives its number. A title that Excel refuses or that is there already is changed.
    ///
    /// # Errors
    /// The reason of the output.
    pub fn sheet(
        &mut self,
        title: &str,
        columns: &[DatasetColumn],
        tags: TagRow,
    ) -> Result<usize, ExchangeError> {
        let name = self.free_name(&sheet_name(title));
        let first = match tags {
            TagRow::With => 2,
            TagRow::Without => 1,
        };
        let sheet = self
            .workbook
            .add_worksheet_with_constant_memory()
            .map_err(fault)?;
        sheet.set_name(&name).map_err(fault)?;
        sheet.set_freeze_panes(first, 0).map_err(fault)?;
        for (position, described) in columns.iter().enumerate() {
            let width = described.label.chars().count().clamp(10, 40);
            let width = f64::from(u32::try_from(width).unwrap_or(10));
            sheet
                .set_column_width(column(position), width)
                .map_err(fault)?;
        }
        for (position, described) in columns.iter().enumerate() {
            let label = shortened(&described.label);
            sheet
                .write_string_with_format(0, column(position), label, &self.bold)
                .map_err(fault)?;
        }
        if tags == TagRow::With {
            for (position, described) in columns.iter().enumerate() {
                if let Some(tag) = &described.tag {
                    sheet
                        .write_string_with_format(1, column(position), tag.to_string(), &self.grey)
                        .map_err(fault)?;
                }
            }
        }
        self.names.push(name);
        self.next.push((first, first));
        Ok(self.names.len() - 1)
    }

    /// Writes the next row of a sheet.
    ///
    /// # Errors
    /// More rows than a sheet holds, or the reason of the output.
    ///
    /// # Panics
    /// When there is no sheet of that number.
    pub fn row(&mut self, sheet: usize, cells: &[Cell]) -> Result<(), ExchangeError> {
        let (number, first) = self.next[sheet];
        if u64::from(number - first) == MOST_ROWS {
            return Err(ExchangeError::TooLarge {
                what: "the number of rows for one sheet (write CSV or Parquet instead)",
                limit: MOST_ROWS,
            });
        }
        let page = self.workbook.worksheet_from_index(sheet).map_err(fault)?;
        for (position, cell) in cells.iter().enumerate() {
            let column = column(position);
            let written = match cell {
                Cell::Empty => continue,
                Cell::Number(value) => page.write_number(number, column, *value),
                Cell::Bool(truth) => page.write_boolean(number, column, *truth),
                Cell::DateTime(when) => {
                    let format = if when.time() == jiff::civil::Time::midnight() {
                        &self.date
                    } else {
                        &self.time
                    };
                    match excel_time(*when) {
                        Ok(serial) => {
                            page.write_datetime_with_format(number, column, &serial, format)
                        }
                        // Excel's calendar begins in 1900.
                        Err(_) => page.write_string(number, column, when.to_string()),
                    }
                }
                Cell::Text(text) | Cell::Error(text) => {
                    page.write_string(number, column, shortened(text))
                }
            };
            written.map_err(fault)?;
        }
        self.next[sheet].0 += 1;
        Ok(())
    }

    /// Ends the workbook.
    ///
    /// # Errors
    /// The reason of the output.
    pub fn finish(mut self, out: &mut (dyn Write + Send)) -> Result<(), ExchangeError> {
        let bytes = self.workbook.save_to_buffer().map_err(fault)?;
        out.write_all(&bytes)
            .map_err(|error| failed("XLSX")(error.to_string()))
    }

    /// Excel wants names that differ in more than case.
    fn free_name(&self, wanted: &str) -> String {
        let taken = |name: &str| {
            let same = |known: &String| known.to_lowercase() == name.to_lowercase();
            self.names.iter().any(same)
        };
        let mut name = wanted.to_owned();
        for number in 2.. {
            if !taken(&name) {
                break;
            }
            let end = format!(" {number}");
            let kept = wanted.chars().take(LONGEST_NAME - end.len());
            name = kept.chain(end.chars()).collect();
        }
        name
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn fault(error: XlsxError) -> ExchangeError {
    failed("XLSX")(error.to_string())
}

fn column(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}

fn excel_time(when: jiff::civil::DateTime) -> Result<ExcelDateTime, XlsxError> {
    let unsigned = |number: i8| u8::try_from(number).unwrap_or_default();
    ExcelDateTime::from_ymd(
        u16::try_from(when.year()).unwrap_or_default(),
        unsigned(when.month()),
        unsigned(when.day()),
    )?
    .and_hms(
        u16::from(unsigned(when.hour())),
        unsigned(when.minute()),
        f64::from(when.second()),
    )
}

/// Excel counts UTF-16 units: a sign beyond the first plane is two.
fn shortened(text: &str) -> &str {
    let mut units = 0;
    for (at, sign) in text.char_indices() {
        units += sign.len_utf16();
        if units > LONGEST_TEXT {
            return &text[..at];
        }
    }
    text
}

/// A name that Excel takes: 31 characters, none of `[]:*?/\`.
fn sheet_name(title: &str) -> String {
    let name: String = title
        .chars()
        .map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c })
        .take(LONGEST_NAME)
        .collect();
    if name.trim().is_empty() {
        "Data".to_owned()
    } else {
        name
    }
}
