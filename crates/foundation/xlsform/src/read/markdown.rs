//! Pipe tables, the form in which examples are written down:
//!
//! ```text
//! | survey |         |      |       |
//! |        | type    | name | label |
//! |        | integer | age  | Age?  |
//! ```

use super::{clean, csv::assemble, refused};
use crate::{Refused, sheets::Sheets};

/// At least the five pipes that a table needs, near the beginning.
pub(super) fn looks_like(text: &str) -> bool {
    text.chars().take(5_000).filter(|c| *c == '|').count() >= 5
}

pub(super) fn read(text: &str) -> Result<Sheets, Refused> {
    let mut grids: Vec<(String, Vec<Vec<String>>)> = Vec::new();
    let mut cells = 0;
    for line in text.split('\n') {
        let Some(row) = row_of(line) else { continue };
        let mut row = row.into_iter();
        let first = row.next().unwrap_or_default();
        if !first.is_empty() {
            // A sheet named twice starts again: the last one counts.
            grids.retain(|(name, _)| *name != first);
            grids.push((first, Vec::new()));
        }
        let row: Vec<String> = row.collect();
        if row.iter().all(String::is_empty) {
            continue;
        }
        cells += row.len();
        if cells > super::MOST_CELLS {
            return Err(refused(
                "The table has too many cells for a form",
                "Keep long lists in a file of their own.",
            ));
        }
        if let Some((_, grid)) = grids.last_mut() {
            grid.push(row);
        }
    }
    assemble(grids, true)
}

/// Cells of a line, or nothing when the line is a comment, a rule or no table row.
fn row_of(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    if line.starts_with('#') {
        return None;
    }
    // A comment may stand behind the last pipe.
    let end = line.rfind('|')?;
    let inner = line.get(1..end)?;
    if !line.starts_with('|') || inner.chars().all(|c| matches!(c, '|' | '-')) && !inner.is_empty()
    {
        return None;
    }
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut escaped = false;
    for c in inner.chars() {
        match c {
            '|' if escaped => {
                cell.pop();
                cell.push('|');
            }
            '|' => cells.push(clean(&std::mem::take(&mut cell))),
            c => cell.push(c),
        }
        escaped = c == '\\';
    }
    cells.push(clean(&cell));
    Some(cells)
}
