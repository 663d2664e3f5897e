//! Reading a form's sheets from a file, decided by content and bounded in every direction.

mod csv;
mod markdown;
mod workbook;

use std::collections::HashSet;

use crate::{
    Fault, Refused,
    sheets::{RawRow, Sheet, Sheets},
};

/// Bytes of a file; the largest public forms have about 2 MB.
const LARGEST_FILE: usize = 64 * 1024 * 1024;
/// Rows of one sheet; choice lists of 100,000 places exist.
const MOST_ROWS: usize = 500_000;
/// Columns of one sheet; 30 languages of eight translated columns are 240.
const MOST_COLUMNS: usize = 2_000;
/// Cells with text in one file.
const MOST_CELLS: usize = 8_000_000;
/// Characters of one cell, Excel's own limit.
const LONGEST_CELL: usize = 32_767;
/// After so many empty columns in the header the sheet has ended (left-overs stand far to the right).
const EMPTY_COLUMNS: usize = 20;
/// After so many empty rows the sheet has ended (formatted but empty rows).
const EMPTY_ROWS: usize = 60;

pub(crate) fn refused(reason: impl Into<String>, mend: &str) -> Refused {
    Refused {
        faults: vec![Fault::form(reason).mend(mend)],
        warnings: Vec::new(),
    }
}

/// Reads any of the four kinds of file.
pub(crate) fn read(bytes: &[u8]) -> Result<Sheets, Refused> {
    if bytes.len() > LARGEST_FILE {
        return Err(refused(
            "The file is larger than 64 MB",
            "Remove what is not part of the form, for example pictures.",
        ));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return workbook::xlsx(bytes);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return workbook::xls(bytes);
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(refused(
            "The file is no workbook (.xlsx, .xls) and no text in UTF-8 (.csv, .md)",
            "Save it as .xlsx, or as CSV UTF-8.",
        ));
    };
    let text = text.trim_start_matches('\u{feff}');
    if markdown::looks_like(text) {
        markdown::read(text)
    } else if csv::looks_like(text) {
        csv::read(text)
    } else {
        Err(refused(
            "The file is not recognised as a form: neither a workbook nor a table in CSV or Markdown",
            "Save it as .xlsx, .xls, .csv or .md.",
        ))
    }
}

/// Reads sheets which are one CSV text each.
pub(crate) fn read_csv_sheets(sheets: &[(&str, &str)]) -> Result<Sheets, Refused> {
    csv::read_sheets(sheets)
}

/// The text of a cell: trimmed, without characters that XML cannot hold, non-breaking spaces made plain.
fn clean(text: &str) -> String {
    let text = text.trim();
    if text
        .chars()
        .all(|c| c != '\u{a0}' && (c >= ' ' || matches!(c, '\t' | '\n' | '\r')) && xml_char(c))
    {
        return text.to_owned();
    }
    text.chars()
        .filter(|&c| xml_char(c))
        .map(|c| if c == '\u{a0}' { ' ' } else { c })
        .collect()
}

/// XML 1.0, production 2.
fn xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// A header: trimmed, runs of spaces made one.
fn clean_header(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        if !(c == ' ' && out.ends_with(' ')) {
            out.push(c);
        }
    }
    out
}

/// Builds one sheet row by row under the limits.
struct SheetBuilder<'a> {
    name: &'a str,
    sheet: Sheet,
    cells: &'a mut usize,
    empty_rows: usize,
    ended: bool,
}

impl<'a> SheetBuilder<'a> {
    fn new(name: &'a str, cells: &'a mut usize) -> Self {
        Self {
            name,
            sheet: Sheet::default(),
            cells,
            empty_rows: 0,
            ended: false,
        }
    }

    /// Takes the header row.
    fn header(&mut self, cells: impl Iterator<Item = String>) -> Result<(), Refused> {
        let mut header: Vec<String> = Vec::new();
        let mut seen = HashSet::new();
        let mut empty = 0;
        for cell in cells {
            let cell = clean_header(&cell);
            if cell.is_empty() {
                if empty == EMPTY_COLUMNS {
                    break;
                }
                empty += 1;
            } else {
                empty = 0;
                if !seen.insert(cell.clone()) {
                    return Err(Refused {
                        faults: vec![
                            Fault::row(
                                self.name,
                                1,
                                &cell,
                                format!("Duplicate column header: {cell}"),
                            )
                            .mend("Rename or remove one of the two columns."),
                        ],
                        warnings: Vec::new(),
                    });
                }
            }
            header.push(cell);
            if header.len() > MOST_COLUMNS {
                return Err(refused(
                    format!(
                        "The sheet '{}' has more than {MOST_COLUMNS} columns",
                        self.name
                    ),
                    "Remove the columns that are not part of the form.",
                ));
            }
        }
        while header.last().is_some_and(String::is_empty) {
            header.pop();
        }
        self.sheet.header = header;
        Ok(())
    }

    /// Takes a row of cells with text; cells without a header are left out by the caller's choice.
    fn row(&mut self, number: u32, cells: Vec<(usize, String)>) -> Result<(), Refused> {
        if self.ended {
            return Ok(());
        }
        if cells.is_empty() {
            self.empty_rows += 1;
            self.ended = self.empty_rows > EMPTY_ROWS;
            return Ok(());
        }
        self.empty_rows = 0;
        *self.cells += cells.len();
        for (column, text) in &cells {
            if text.len() > LONGEST_CELL && text.chars().count() > LONGEST_CELL {
                let header = self.sheet.header.get(*column).map_or("", String::as_str);
                return Err(Refused {
                    faults: vec![
                        Fault::row(
                            self.name,
                            number,
                            header,
                            "The cell is longer than 32,767 characters",
                        )
                        .mend("Shorten it."),
                    ],
                    warnings: Vec::new(),
                });
            }
        }
        if self.sheet.rows.len() >= MOST_ROWS || *self.cells > MOST_CELLS {
            return Err(refused(
                format!("The sheet '{}' has too many rows for a form", self.name),
                "Keep long lists in a CSV file beside the form (select_one_from_file).",
            ));
        }
        self.sheet.rows.push(RawRow { number, cells });
        Ok(())
    }

    fn finish(self) -> Sheet {
        self.sheet
    }
}
