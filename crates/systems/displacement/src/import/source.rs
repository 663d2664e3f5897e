//! A file as tables: where each begins, and its rows as readings.

use super::api::{self, ApiTable};
use super::error::ImportError;
use super::reading::Reading;
use super::shape::{RawColumn, TableShape};
use exchange::Workbook;
use exchange::table::{self, Line, Table};
use std::path::Path;

/// Rows of a sheet without a table that are read for what they say in prose.
const PROSE_ROWS: usize = 40;

/// An open file.
pub struct Source {
    stem: String,
    file_name: String,
    content: Content,
}

enum Content {
    Api(Box<ApiTable>),
    Workbook {
        workbook: Workbook,
        tables: Vec<(String, Option<Table>)>,
    },
}

/// The beginning of one table.
pub struct Start {
    /// Its outline.
    pub shape: TableShape,
    /// Its first rows.
    pub rows: Vec<Vec<Reading>>,
    /// Whether these are all.
    pub complete: bool,
    /// Text above the table, or the whole text of a sheet without one.
    pub prose: String,
}

/// Rows of a table with their numbers; a row that cannot be read comes with its reason.
pub type SourceRows<'a> = Box<dyn Iterator<Item = Result<(usize, Vec<Reading>), String>> + 'a>;

impl Source {
    /// Opens a file of any kind that is read.
    ///
    /// # Errors
    /// When it cannot be read at all.
    pub fn open(path: &Path) -> Result<Self, ImportError> {
        let part = |part: Option<&std::ffi::OsStr>| {
            part.map(|text| text.to_string_lossy().into_owned())
                .unwrap_or_default()
        };
        let is_json = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        let content = if is_json {
            let text = std::fs::read_to_string(path)
                .map_err(|error| ImportError::Unreadable(error.to_string()))?;
            Content::Api(Box::new(api::read(&text)?))
        } else {
            let workbook = exchange::open(path).map_err(unreadable)?;
            let mut tables = Vec::new();
            for sheet in workbook.sheets() {
                tables.push((
                    sheet.name.clone(),
                    table::find(&workbook, &sheet.name).map_err(unreadable)?,
                ));
            }
            Content::Workbook { workbook, tables }
        };
        Ok(Self {
            stem: part(path.file_stem()),
            file_name: part(path.file_name()),
            content,
        })
    }

    /// Name of the file without its ending.
    #[must_use]
    pub fn stem(&self) -> &str {
        &self.stem
    }

    /// Name of the file.
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// The beginnings of all tables, at most `limit` rows of each.
    ///
    /// # Errors
    /// When the file can no longer be read.
    pub fn starts(&self, limit: usize) -> Result<Vec<Start>, ImportError> {
        match &self.content {
            Content::Api(table) => Ok(vec![Start {
                shape: table.shape.clone(),
                rows: table.rows.iter().take(limit).cloned().collect(),
                complete: table.rows.len() <= limit,
                prose: String::new(),
            }]),
            Content::Workbook { workbook, tables } => tables
                .iter()
                .enumerate()
                .map(|(at, (sheet, table))| match table {
                    Some(table) => {
                        let mut rows = Vec::new();
                        let mut complete = true;
                        for row in self.rows(at)? {
                            if rows.len() == limit {
                                complete = false;
                                break;
                            }
                            rows.push(row.map_err(ImportError::Unreadable)?.1);
                        }
                        Ok(Start {
                            shape: shape_of(table),
                            rows,
                            complete,
                            prose: table.title.clone(),
                        })
                    }
                    None => Ok(Start {
                        shape: TableShape {
                            sheet: sheet.clone(),
                            ..TableShape::default()
                        },
                        rows: Vec::new(),
                        complete: true,
                        prose: prose(workbook, sheet)?,
                    }),
                })
                .collect(),
        }
    }

    /// The rows of the table at a position, notes below it left out.
    ///
    /// # Errors
    /// When the file can no longer be read.
    pub fn rows(&self, at: usize) -> Result<SourceRows<'_>, ImportError> {
        match &self.content {
            Content::Api(table) => {
                let first = table.shape.first_data_row;
                Ok(Box::new(table.rows.iter().enumerate().map(
                    move |(position, row)| Ok((first + position, row.clone())),
                )))
            }
            Content::Workbook { workbook, tables } => {
                let Some((_, Some(table))) = tables.get(at) else {
                    return Ok(Box::new(std::iter::empty()));
                };
                let lines = table.lines(workbook).map_err(unreadable)?;
                Ok(Box::new(lines.filter_map(|line| match line {
                    Ok(Line::Data(row) | Line::Total(row)) => Some(Ok((
                        row.number,
                        row.cells.iter().map(Reading::of).collect(),
                    ))),
                    Ok(Line::Note(_)) => None,
                    Err(error) => Some(Err(error.to_string())),
                })))
            }
        }
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it is handed over by map_err"
)]
fn unreadable(error: exchange::ExchangeError) -> ImportError {
    ImportError::Unreadable(error.to_string())
}

fn prose(workbook: &Workbook, sheet: &str) -> Result<String, ImportError> {
    let mut text = String::new();
    for row in workbook.rows(sheet).map_err(unreadable)?.take(PROSE_ROWS) {
        for cell in row
            .map_err(unreadable)?
            .cells
            .iter()
            .filter(|cell| !cell.is_empty())
        {
            text.push_str(&cell.shown());
            text.push('\n');
        }
    }
    Ok(text)
}

fn shape_of(table: &Table) -> TableShape {
    TableShape {
        sheet: table.sheet.clone(),
        title: table.title.clone(),
        header_row: table.header_row,
        tag_row: table.tag_row,
        group_row: table.group_row,
        first_data_row: table.first_data_row,
        columns: table
            .columns
            .iter()
            .map(|column| RawColumn {
                index: column.index,
                letter: column.letter.clone(),
                header: column.header.clone(),
                group: column.group.clone(),
                tag: column.tag.clone(),
            })
            .collect(),
    }
}
