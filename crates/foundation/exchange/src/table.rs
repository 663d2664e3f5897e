//! Where the table stands in a sheet: below titles and merged group names, with or without a row of HXL tags.

use serde::Serialize;
use vocab::{HxlTag, VocabError};

use crate::{Cell, ExchangeError, Place, Rows, SheetRow, Workbook, column_letter};

/// Rows looked at for the beginning of a table.
const LOOKED_AT: usize = 60;
/// HXL tags are looked for in this many rows, as the standard's own reader does.
const TAGS_WITHIN: usize = 25;
/// A row is no row of tags when more than this share of its filled cells is malformed.
const MALFORMED_SHARE: f64 = 0.75;
/// Blank rows after which a table has ended.
const GAP: usize = 2;
/// Words that begin a row of totals, folded.
const TOTALS: [&str; 14] = [
    "total",
    "totals",
    "grand total",
    "sub total",
    "subtotal",
    "total general",
    "total général",
    "suma",
    "somme",
    "all",
    "الإجمالي",
    "المجموع",
    "الاجمالي",
    "всього",
];

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Column {
    /// Position, 0 is A.
    pub index: usize,
    /// Letter as the spreadsheet shows it.
    pub letter: String,
    /// Header on one line; empty when there is none.
    pub header: String,
    /// Name of the group of columns above it.
    pub group: Option<String>,
    /// Its HXL tag as written, when it has a well-formed one.
    pub tag: Option<String>,
}

/// A table within a sheet. Row numbers are those a person sees.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Table {
    /// The sheet.
    pub sheet: String,
    /// Texts above the table, one a line.
    pub title: String,
    /// Row of the headers.
    pub header_row: usize,
    /// Row of the HXL tags.
    pub tag_row: Option<usize>,
    /// Row of the group names.
    pub group_row: Option<usize>,
    /// First row after headers and tags.
    pub first_data_row: usize,
    /// Columns that have a header, a tag or values.
    pub columns: Vec<Column>,
    /// What was left out or looked odd, for a person.
    pub remarks: Vec<Remark>,
}

/// Something that a person should know of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// Where.
    pub place: Place,
    /// What.
    pub text: String,
}

/// Finds the table of a sheet.
///
/// # Errors
/// The file's own faults. `Ok(None)` when the sheet has no table: nothing that looks like a header over rows.
pub fn find(workbook: &Workbook, sheet: &str) -> Result<Option<Table>, ExchangeError> {
    let head: Vec<SheetRow> = workbook
        .rows(sheet)?
        .take(LOOKED_AT)
        .collect::<Result<_, _>>()?;
    Ok(find_in(sheet, &head))
}

/// Finds the table in the first rows of a sheet.
pub fn find_in(sheet: &str, head: &[SheetRow]) -> Option<Table> {
    let mut remarks = Vec::new();
    let tags = tag_row(sheet, head, &mut remarks);
    let header = match tags {
        Some(0) | None => header_row(head)?,
        Some(tags) => tags - 1,
    };
    // A row of tags without any header above it names the columns itself.
    let header = if tags == Some(0) { 0 } else { header };
    let data_from = tags.map_or(header, |tags| tags.max(header)) + 1;
    let data = head.get(data_from..).unwrap_or_default();
    let group = (header > 0)
        .then(|| header - 1)
        .filter(|row| is_group_row(&head[*row], &head[header]));
    let title = head[..group.unwrap_or(header)]
        .iter()
        .flat_map(|row| row.cells.iter().filter(|cell| !cell.is_empty()))
        .map(|cell| one_line(&cell.shown()))
        .collect::<Vec<_>>()
        .join("\n");
    let width = head[header..]
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(0);
    let mut columns = Vec::new();
    let mut group_name: Option<String> = None;
    for index in 0..width {
        let cell = |row: usize| head[row].cells.get(index).unwrap_or(&Cell::Empty);
        if let Some(row) = group
            && !cell(row).is_empty()
        {
            group_name = Some(one_line(&cell(row).shown()));
        }
        let header_text = if tags == Some(header) {
            String::new()
        } else {
            one_line(&cell(header).shown())
        };
        let tag = tags
            .map(|row| cell(row).shown().trim().to_owned())
            .filter(|text| HxlTag::parse(text).is_ok());
        let filled = data
            .iter()
            .any(|row| row.cells.get(index).is_some_and(|cell| !cell.is_empty()));
        if !filled && tag.is_none() {
            if header_text.contains("://") {
                remarks.push(Remark {
                    place: Place {
                        sheet: sheet.to_owned(),
                        row: Some(head[header].number),
                        column: Some(column_letter(index)),
                    },
                    text: "a link stands alone in the header row; the column is left out"
                        .to_owned(),
                });
                continue;
            }
            if header_text.is_empty() {
                continue;
            }
        }
        columns.push(Column {
            index,
            letter: column_letter(index),
            header: header_text,
            group: group_name.clone(),
            tag,
        });
    }
    (!columns.is_empty() && !data.is_empty()).then(|| Table {
        sheet: sheet.to_owned(),
        title,
        header_row: head[header].number,
        tag_row: tags.map(|row| head[row].number),
        group_row: group.map(|row| head[row].number),
        first_data_row: data.first().map_or(0, |row| row.number),
        columns,
        remarks,
    })
}

/// The row of HXL tags, by position; malformed tags in it are remarked.
fn tag_row(sheet: &str, head: &[SheetRow], remarks: &mut Vec<Remark>) -> Option<usize> {
    head.iter().take(TAGS_WITHIN).position(|row| {
        let filled: Vec<(usize, String)> = row
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(index, cell)| (index, cell.shown().trim().to_owned()))
            .collect();
        let parsed: Vec<(usize, Result<HxlTag, VocabError>)> = filled
            .iter()
            .map(|(index, text)| (*index, HxlTag::parse(text)))
            .collect();
        let good = parsed.iter().filter(|(_, tag)| tag.is_ok()).count();
        let looks = filled
            .iter()
            .filter(|(_, text)| text.starts_with('#'))
            .count();
        #[expect(clippy::cast_precision_loss, reason = "a row has few cells")]
        let malformed = (filled.len() - good) as f64 / filled.len().max(1) as f64;
        let found = good > 0 && looks * 2 > filled.len() && malformed <= MALFORMED_SHARE;
        if found {
            for (index, tag) in &parsed {
                if let Err(error) = tag {
                    remarks.push(Remark {
                        place: Place {
                            sheet: sheet.to_owned(),
                            row: Some(row.number),
                            column: Some(column_letter(*index)),
                        },
                        text: format!("the HXL tag is malformed: {error}"),
                    });
                }
            }
        }
        found
    })
}

/// The header: the first row that is nearly as wide as what follows and consists of different texts.
fn header_row(head: &[SheetRow]) -> Option<usize> {
    let filled = |row: &SheetRow| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    (0..head.len().saturating_sub(1)).find(|position| {
        let row = &head[*position];
        let count = filled(row);
        let following = head[position + 1..]
            .iter()
            .take(20)
            .map(filled)
            .max()
            .unwrap_or(0);
        let mut texts: Vec<String> = row
            .cells
            .iter()
            .filter(|cell| matches!(cell, Cell::Text(_) | Cell::DateTime(_)))
            .map(|cell| one_line(&cell.shown()))
            .filter(|text| text.parse::<f64>().is_err())
            .collect();
        let named = texts.len();
        texts.sort();
        texts.dedup();
        // A few headers may repeat or be missing; more, and it is a row of group names or of data.
        count >= 2
            && following >= 2
            && count * 10 >= following * 6
            && named * 10 >= count * 7
            && texts.len() * 10 >= named * 7
    })
}

/// Group names: at least two, fewer than the headers below them.
fn is_group_row(row: &SheetRow, header: &SheetRow) -> bool {
    let filled = |row: &SheetRow| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    filled(row) >= 2 && filled(row) < filled(header)
}

/// Text on one line, runs of blanks as one.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a row below the headers is.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// A row of data.
    Data(SheetRow),
    /// A printed total of the rows above: never to be counted.
    Total(SheetRow),
    /// A note under or beside the table.
    Note(SheetRow),
}

/// The rows of a table, each told what it is.
pub struct Lines {
    rows: Rows,
    table: Table,
    last_number: usize,
    ended: bool,
}

impl Table {
    /// The rows below the headers.
    ///
    /// # Errors
    /// The file's own faults.
    pub fn lines(&self, workbook: &Workbook) -> Result<Lines, ExchangeError> {
        Ok(Lines {
            rows: workbook.rows(&self.sheet)?,
            table: self.clone(),
            last_number: 0,
            ended: false,
        })
    }
}

impl Iterator for Lines {
    type Item = Result<Line, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let row = match self.rows.next()? {
                Ok(row) => row,
                Err(error) => return Some(Err(error)),
            };
            if row.number < self.table.first_data_row {
                continue;
            }
            let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
            let gap = self.last_number > 0 && row.number > self.last_number + GAP;
            let sparse = filled <= 2 && self.table.columns.len() >= 4;
            self.ended |= gap && sparse;
            self.last_number = row.number;
            return Some(Ok(if self.ended {
                Line::Note(row)
            } else if begins_with_total(&row) {
                Line::Total(row)
            } else if sparse
                && row
                    .cells
                    .iter()
                    .all(|cell| !matches!(cell, Cell::Number(_)))
                && long_text(&row)
            {
                Line::Note(row)
            } else {
                Line::Data(row)
            }));
        }
    }
}

fn begins_with_total(row: &SheetRow) -> bool {
    let Some(Cell::Text(first)) = row.cells.iter().find(|cell| !cell.is_empty()) else {
        return false;
    };
    let word = one_line(first).to_lowercase();
    TOTALS.contains(&word.trim_end_matches([':', '.', '*']).trim())
}

fn long_text(row: &SheetRow) -> bool {
    row.cells
        .iter()
        .any(|cell| matches!(cell, Cell::Text(text) if text.chars().count() > 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[&str]) -> Vec<SheetRow> {
        lines
            .iter()
            .enumerate()
            .map(|(position, line)| SheetRow {
                number: position + 1,
                cells: line
                    .split('|')
                    .map(|text| text.parse().map_or_else(|_| Cell::text(text), Cell::Number))
                    .collect(),
            })
            .collect()
    }

    #[test]
    fn titles_and_group_names_stand_above_the_headers() {
        let head = rows(&[
            "DTM list 2024|||",
            "Location||Total|",
            "State|Code|IDPs|HHs",
            "#adm1+name|#adm1+pcode|#affected+idps+ind|",
            "Gedaref|SD1|10|2",
        ]);
        let table = find_in("s", &head).expect("a table");
        assert_eq!(
            (table.header_row, table.tag_row, table.group_row),
            (3, Some(4), Some(2))
        );
        assert_eq!(table.first_data_row, 5);
        assert_eq!(table.title, "DTM list 2024");
        assert_eq!(table.columns[3].group.as_deref(), Some("Total"));
        assert_eq!(table.columns[1].tag.as_deref(), Some("#adm1+pcode"));
        assert_eq!(table.columns[3].tag, None);
    }

    #[test]
    fn a_link_alone_in_the_header_row_is_remarked_and_left_out() {
        let head = rows(&["Name|People|||https://example.org", "A|1|||", "B|2|||"]);
        let table = find_in("s", &head).expect("a table");
        assert_eq!(table.columns.len(), 2);
        assert_eq!(table.remarks[0].place.column.as_deref(), Some("E"));
    }

    #[test]
    fn a_sheet_of_prose_has_no_table() {
        assert_eq!(
            find_in("s", &rows(&["READ ME", "This is a text", "And another"])),
            None
        );
        assert_eq!(find_in("s", &[]), None);
    }

    #[test]
    fn a_row_of_totals_is_recognised() {
        for (line, total) in [
            ("Grand Total|5", true),
            ("الإجمالي|5", true),
            ("Totalitarian|5", false),
            ("Gedaref|5", false),
        ] {
            assert_eq!(begins_with_total(&rows(&[line])[0]), total, "{line}");
        }
    }
}
