//! CSV: all sheets in one file with the sheet's name in the first column, or one text per sheet.

use super::{SheetBuilder, clean, refused};
use crate::{
    Fault, Refused,
    sheets::{Sheet, Sheets},
};

/// At least the four commas that the smallest form needs, near the beginning.
pub(super) fn looks_like(text: &str) -> bool {
    text.chars().take(5_000).filter(|c| *c == ',').count() >= 4
}

fn reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

fn damaged(error: &csv::Error) -> Refused {
    refused(
        format!("The CSV file cannot be read: {error}"),
        "Save it again as CSV UTF-8.",
    )
}

/// One file: a row whose first cell is filled starts a sheet; the next row is its header.
pub(super) fn read(text: &str) -> Result<Sheets, Refused> {
    let mut grids: Vec<(String, Vec<Vec<String>>)> = Vec::new();
    let mut cells = 0;
    for record in reader(text).records() {
        let record = record.map_err(|error| damaged(&error))?;
        let first = clean(record.get(0).unwrap_or(""));
        if !first.is_empty() {
            grids.push((first, Vec::new()));
        }
        let row: Vec<String> = record.iter().skip(1).map(clean).collect();
        if row.iter().all(String::is_empty) {
            continue;
        }
        cells += row.len();
        if cells > super::MOST_CELLS {
            return Err(refused(
                "The CSV file has too many cells for a form",
                "Keep long lists in a file of their own.",
            ));
        }
        let Some((_, grid)) = grids.last_mut() else {
            return Err(refused(
                "The first line of a CSV form must name a sheet in its first cell",
                "Write 'survey' there.",
            ));
        };
        grid.push(row);
    }
    assemble(grids, false)
}

/// Turns named grids, header first, into sheets. Row numbers count the lines of the sheet.
pub(super) fn assemble(
    grids: Vec<(String, Vec<Vec<String>>)>,
    strict: bool,
) -> Result<Sheets, Refused> {
    let mut sheets = Sheets::default();
    let mut cells = 0;
    let only = grids.len() == 1;
    for (name, grid) in grids {
        let mut rows = grid.into_iter();
        let mut builder = SheetBuilder::new(&name, &mut cells);
        let Some(header) = rows.next() else {
            sheets.names.push(name);
            continue;
        };
        builder.header(header.into_iter())?;
        let width = builder.sheet.header.len();
        for (number, row) in (2_u32..).zip(rows) {
            let filled: Vec<(usize, String)> = row
                .into_iter()
                .enumerate()
                .filter(|(_, cell)| !cell.is_empty())
                .collect();
            let homeless = filled
                .iter()
                .find(|(column, _)| *column >= width || builder.sheet.header[*column].is_empty());
            if let (true, Some((column, _))) = (strict, homeless) {
                return Err(Refused {
                    faults: vec![
                        Fault::row(
                            &name,
                            number,
                            "",
                            format!(
                                "Invalid headers provided for sheet: '{name}'. Cell {} has no column header above it",
                                column + 1
                            ),
                        )
                        .mend("Add the missing header row, or the missing header."),
                    ],
                    warnings: Vec::new(),
                });
            }
            let kept = filled
                .into_iter()
                .filter(|(column, _)| *column < width && !builder.sheet.header[*column].is_empty())
                .collect();
            builder.row(number, kept)?;
        }
        let sheet = builder.finish();
        sheets.put(&name, only, sheet);
        sheets.names.push(name);
    }
    Ok(sheets)
}

/// One CSV text per sheet.
pub(super) fn read_sheets(texts: &[(&str, &str)]) -> Result<Sheets, Refused> {
    let mut sheets = Sheets::default();
    let mut cells = 0;
    for (name, text) in texts {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim().is_empty() {
            continue;
        }
        let sheet = read_sheet(name, text, &mut cells)?;
        sheets.put(name, false, sheet);
        sheets.names.push((*name).to_owned());
    }
    Ok(sheets)
}

fn read_sheet(name: &str, text: &str, cells: &mut usize) -> Result<Sheet, Refused> {
    let mut builder = SheetBuilder::new(name, cells);
    for (number, record) in (1_u32..).zip(reader(text).records()) {
        let record = record.map_err(|error| damaged(&error))?;
        if number == 1 {
            builder.header(record.iter().map(str::to_owned))?;
            continue;
        }
        let kept = record
            .iter()
            .map(clean)
            .enumerate()
            .filter(|(column, cell)| {
                !cell.is_empty()
                    && builder
                        .sheet
                        .header
                        .get(*column)
                        .is_some_and(|header| !header.is_empty())
            })
            .collect();
        builder.row(number, kept)?;
    }
    Ok(builder.finish())
}
