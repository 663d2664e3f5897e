//! One sheet as rows of named cells.

use std::collections::BTreeMap;

use vocab::LangText;

use super::{faults::Faults, headers};

/// Where a column's cells go: a plain column, or one language of a translated one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Header {
    /// Canonical name (`relevant`), or the header as written when the form's author made it up.
    pub(super) name: String,
    /// Language code of a translated column.
    pub(super) language: Option<String>,
}

/// One row that has at least one filled cell.
pub(super) struct Row {
    /// As a spreadsheet numbers it.
    pub(super) number: u32,
    cells: BTreeMap<Header, String>,
}

impl Row {
    /// The cell of a column without language; blank when there is none.
    pub(super) fn cell(&self, name: &str) -> &str {
        let header = Header {
            name: name.to_owned(),
            language: None,
        };
        self.cells.get(&header).map_or("", String::as_str)
    }

    /// The cells of a translated column by language; without a language under `default`.
    pub(super) fn words(&self, name: &str) -> LangText {
        let mut words = LangText::default();
        for (header, cell) in &self.cells {
            if header.name == name {
                words.set(
                    header.language.as_deref().unwrap_or("default"),
                    cell.clone(),
                );
            }
        }
        words
    }

    /// Filled cells of columns that are not among `known`.
    pub(super) fn others(&self, known: &[&str]) -> BTreeMap<String, String> {
        self.cells
            .iter()
            .filter(|(header, _)| !known.contains(&header.name.as_str()))
            .map(|(header, cell)| {
                let name = match &header.language {
                    Some(language) => format!("{}::{language}", header.name),
                    None => header.name.clone(),
                };
                (name, cell.clone())
            })
            .collect()
    }
}

/// The rows of a sheet and its columns' names.
pub(super) struct Sheet {
    pub(super) columns: Vec<Header>,
    pub(super) rows: Vec<Row>,
}

/// Reads a sheet from CSV.
pub(super) fn read(sheet: &str, text: &str, faults: &mut Faults) -> Sheet {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut columns = Vec::new();
    let mut rows = Vec::new();
    // Line breaks within cells make the line number run ahead of the row number.
    let mut breaks = 0;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                let line = u32::try_from(line).unwrap_or(u32::MAX);
                faults.add(
                    sheet,
                    line,
                    "",
                    "the sheet is not readable as CSV in UTF-8",
                    "save it again as CSV UTF-8",
                );
                break;
            }
        };
        let (start, line) = record
            .position()
            .map_or((0, 1), |place| (place.byte(), place.line()));
        let line = line + empty_lines(text, start);
        let number = u32::try_from(line.saturating_sub(breaks)).unwrap_or(u32::MAX);
        breaks += record
            .iter()
            .map(|cell| cell.matches('\n').count() as u64)
            .sum::<u64>();
        if columns.is_empty() {
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            columns = header_row(sheet, number, &record, faults);
        } else if let Some(row) = body_row(number, &columns, &record) {
            rows.push(row);
        }
    }
    Sheet { columns, rows }
}

/// Lines without anything before a row: the CSV reader passes over them, a spreadsheet counts them.
fn empty_lines(text: &str, start: u64) -> u64 {
    let start = usize::try_from(start).unwrap_or(usize::MAX);
    let ahead = text.as_bytes().get(start..).unwrap_or_default();
    ahead
        .iter()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .filter(|byte| **byte == b'\n')
        .count() as u64
}

fn header_row(
    sheet: &str,
    number: u32,
    record: &csv::StringRecord,
    faults: &mut Faults,
) -> Vec<Header> {
    let mut columns: Vec<Header> = Vec::new();
    for cell in record {
        let header = headers::canonical(sheet, cell);
        if !header.name.is_empty() && columns.contains(&header) {
            faults.add(
                sheet,
                number,
                cell,
                "this column stands here twice",
                "keep one of them, or give each its language",
            );
        }
        columns.push(header);
    }
    columns
}

fn body_row(number: u32, columns: &[Header], record: &csv::StringRecord) -> Option<Row> {
    let cells: BTreeMap<Header, String> = columns
        .iter()
        .zip(record)
        .filter(|(header, cell)| !header.name.is_empty() && !cell.trim().is_empty())
        .map(|(header, cell)| (header.clone(), clean(cell)))
        .collect();
    (!cells.is_empty()).then_some(Row { number, cells })
}

/// What word processors put into cells: non-breaking spaces and blanks at the ends.
fn clean(cell: &str) -> String {
    cell.replace('\u{a0}', " ").trim().to_owned()
}

/// Straight quotes for the curly ones that word processors put into expressions.
pub(super) fn straight(cell: &str) -> String {
    cell.replace(['\u{2018}', '\u{2019}'], "'")
        .replace(['\u{201c}', '\u{201d}'], "\"")
}
