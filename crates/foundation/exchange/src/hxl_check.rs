//! Checking HXL-tagged rows: syntax of tags, and whether values are of the kind that their tag promises.

use serde::Serialize;
use vocab::{HxlTag, PartialDate};

use crate::{Cell, Place, SheetRow, column_letter, table::Table};

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HxlFinding {
    /// Where.
    pub place: Place,
    /// The tag of the column.
    pub tag: String,
    /// What is wrong.
    pub reason: &'static str,
}

/// Tags whose values are counts.
const COUNTS: [&str; 6] = [
    "affected",
    "population",
    "inneed",
    "reached",
    "targeted",
    "capacity",
];

/// Checks one row against the tags of its table.
pub fn check_row(table: &Table, row: &SheetRow) -> Vec<HxlFinding> {
    table
        .columns
        .iter()
        .filter_map(|column| {
            let text = column.tag.as_deref()?;
            let tag = HxlTag::parse(text).ok()?;
            let cell = row.cells.get(column.index)?;
            let reason = fault(&tag, cell)?;
            Some(HxlFinding {
                place: Place {
                    sheet: table.sheet.clone(),
                    row: Some(row.number),
                    column: Some(column_letter(column.index)),
                },
                tag: text.to_owned(),
                reason,
            })
        })
        .collect()
}

fn fault(tag: &HxlTag, cell: &Cell) -> Option<&'static str> {
    if cell.is_empty() {
        return None;
    }
    let name = tag.tag().trim_start_matches('#');
    if COUNTS.contains(&name) {
        let number = match cell {
            Cell::Number(number) => Some(*number),
            Cell::Text(text) => text.trim().replace([',', '\u{a0}'], "").parse().ok(),
            _ => None,
        };
        return match number {
            None => Some("a count is a number"),
            Some(number) if number < 0.0 => Some("a count is not negative"),
            Some(_) => None,
        };
    }
    // A year or a month is a part of a date, not a date: other checkers report thousands of false faults here.
    if name == "date" && !tag.has("year") && !tag.has("month") && !tag.has("week") {
        let good = match cell {
            Cell::DateTime(_) => true,
            // A time may follow the day.
            Cell::Text(text) => text
                .trim()
                .split(['T', ' '])
                .next()
                .is_some_and(|day| PartialDate::parse(day).is_ok()),
            _ => false,
        };
        return (!good).then_some("a date is written 2024-05-01");
    }
    if name == "geo" && (tag.has("lat") || tag.has("lon")) {
        let bound = if tag.has("lat") { 90.0 } else { 180.0 };
        let number = match cell {
            Cell::Number(number) => Some(*number),
            Cell::Text(text) => text.trim().parse::<f64>().ok(),
            _ => None,
        };
        return match number {
            Some(degrees) if degrees.abs() <= bound => None,
            _ => Some("a coordinate is in decimal degrees"),
        };
    }
    None
}
