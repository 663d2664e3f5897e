//! XLSX in constant memory: labels, HXL tags in the second row, frozen panes.

use std::io::Write;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

use super::failed;
use crate::{Cell, Dataset, ExchangeError};

/// Rows of a sheet at the most, by the format itself.
const MOST_ROWS: u64 = 1_048_570;
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
    let failed = failed("XLSX");
    let fault = |error: XlsxError| failed(error.to_string());
    let mut workbook = Workbook::new();
    let sheet = workbook
        .add_worksheet_with_constant_memory()
        .map_err(fault)?;
    sheet.set_name(sheet_name(&dataset.title)).map_err(fault)?;
    sheet.set_freeze_panes(2, 0).map_err(fault)?;
    let (bold, grey) = (
        Format::new().set_bold(),
        Format::new().set_font_color("#666666").set_italic(),
    );
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let time = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let column = |position: usize| u16::try_from(position).unwrap_or(u16::MAX);
    for (position, described) in dataset.columns.iter().enumerate() {
        let width = described.label.chars().count().clamp(10, 40);
        sheet
            .set_column_width(
                column(position),
                f64::from(u32::try_from(width).unwrap_or(10)),
            )
            .map_err(fault)?;
    }
    for (position, described) in dataset.columns.iter().enumerate() {
        sheet
            .write_string_with_format(0, column(position), &described.label, &bold)
            .map_err(fault)?;
    }
    for (position, described) in dataset.columns.iter().enumerate() {
        if let Some(tag) = &described.tag {
            sheet
                .write_string_with_format(1, column(position), tag.to_string(), &grey)
                .map_err(fault)?;
        }
    }
    let mut count = 0_u64;
    for row in dataset.rows {
        let row = row.map_err(&failed)?;
        if count == MOST_ROWS {
            return Err(ExchangeError::TooLarge {
                what: "the number of rows for one sheet (write CSV or Parquet instead)",
                limit: MOST_ROWS,
            });
        }
        let number = u32::try_from(count + 2).unwrap_or(u32::MAX);
        for (position, cell) in row.cells.iter().enumerate() {
            let column = column(position);
            let written = match cell {
                Cell::Empty => continue,
                Cell::Number(value) => sheet.write_number(number, column, *value),
                Cell::Bool(truth) => sheet.write_boolean(number, column, *truth),
                Cell::DateTime(when) => {
                    let format = if when.time() == jiff::civil::Time::midnight() {
                        &date
                    } else {
                        &time
                    };
                    match excel_time(*when) {
                        Ok(serial) => {
                            sheet.write_datetime_with_format(number, column, &serial, format)
                        }
                        // Excel's calendar begins in 1900.
                        Err(_) => sheet.write_string(number, column, when.to_string()),
                    }
                }
                Cell::Text(text) | Cell::Error(text) => {
                    sheet.write_string(number, column, shortened(text))
                }
            };
            written.map_err(fault)?;
        }
        count += 1;
    }
    let bytes = workbook.save_to_buffer().map_err(fault)?;
    out.write_all(&bytes)
        .map_err(|error| failed(error.to_string()))?;
    Ok(count)
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
        .take(31)
        .collect();
    if name.trim().is_empty() {
        "Data".to_owned()
    } else {
        name
    }
}
