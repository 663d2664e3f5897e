//! A printed chart of totals by region of origin and year, held against what is published here.
//!
//! Old programme documents show charts whose numbers were typed by hand. Each cell comes with what is printed and, where the
//! printing is known to be wrong, with no value that may be used. Such a cell is told and never compared; sums are
//! compared with printed totals only, never made of printed cells.

use std::{collections::BTreeMap, fmt::Write as _, path::Path};

use exchange::{Cell, ExchangeError};
use serde::Serialize;
use vocab::{PartialDate, fold};

use crate::{
    incident::Incident,
    release,
    totals::{self, OriginCategory},
};

/// The name of a year's total in the chart.
const TOTAL: &str = "Total";

/// Why a table is no chart of totals.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// It cannot be read.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// A column is not there.
    #[error("the table has no column `{0}`; it needs year, region_of_origin, printed and value")]
    Column(&'static str),
    /// A cell is wrong.
    #[error("row {row} column {column}: {reason} (found {value:?})")]
    Cell {
        /// Row as a spreadsheet numbers it.
        row: usize,
        /// Column.
        column: &'static str,
        /// What is wrong.
        reason: String,
        /// What was found.
        value: String,
    },
}

/// One cell of a printed chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartCell {
    /// Year.
    pub year: i16,
    /// Region of origin; none for the year's total.
    pub origin: Option<OriginCategory>,
    /// The digits as they are printed.
    pub printed: String,
    /// The value that may be used; none where the printing is known to be wrong.
    pub value: Option<i64>,
    /// How sure the value is.
    pub status: String,
    /// What was found out about it.
    pub note: String,
}

/// A printed cell beside what is published here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// Year.
    pub year: i16,
    /// Region of origin, or `Total`.
    pub origin: &'static str,
    /// The digits as they are printed.
    pub printed: String,
    /// The value that may be used.
    pub value: Option<i64>,
    /// Dead and missing published here.
    pub here: i64,
    /// What is here less what is printed; none where no value may be used.
    pub difference: Option<i64>,
    /// How sure the printed value is.
    pub status: String,
    /// What was found out about it.
    pub note: String,
}

/// Reads the table of a chart: columns `year`, `region_of_origin`, `printed`, `value`, and where there are some `status`
/// and `note`.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn read(path: &Path) -> Result<Vec<ChartCell>, ChartError> {
    let workbook = exchange::open(path)?;
    let mut cells = Vec::new();
    let Some(sheet) = workbook.sheets().first() else {
        return Ok(cells);
    };
    let mut rows = workbook.rows(&sheet.name)?;
    let Some(header) = rows.next().transpose()? else {
        return Ok(cells);
    };
    let names: Vec<String> = header
        .cells
        .iter()
        .map(|cell| fold(&cell.shown()))
        .collect();
    let find = |name: &str| names.iter().position(|found| *found == fold(name));
    let needed = |name: &'static str| find(name).ok_or(ChartError::Column(name));
    let (year, region) = (needed("year")?, needed("region_of_origin")?);
    let (printed, value) = (needed("printed")?, needed("value")?);
    let (status, note) = (find("status"), find("note"));
    for row in rows {
        let row = row?;
        let text = |at: usize| row.cells.get(at).map(Cell::shown).unwrap_or_default();
        let wrong = |column, reason: String, value| ChartError::Cell {
            row: row.number,
            column,
            reason,
            value,
        };
        let number = |at, column| {
            release::whole(&text(at)).map_err(|fault| wrong(column, fault.to_string(), text(at)))
        };
        let named = text(region);
        let origin = OriginCategory::ALL
            .into_iter()
            .find(|category| category.name() == named);
        if origin.is_none() && named != TOTAL {
            let reason = "this is no region of origin of the chart and not Total".to_owned();
            return Err(wrong("region_of_origin", reason, named));
        }
        let of = number(year, "year")?.and_then(|year| i16::try_from(year).ok());
        let Some(of) = of else {
            return Err(wrong("year", "a year is needed".to_owned(), text(year)));
        };
        cells.push(ChartCell {
            year: of,
            origin,
            printed: text(printed),
            value: number(value, "value")?,
            status: status.map(text).unwrap_or_default(),
            note: note.map(text).unwrap_or_default(),
        });
    }
    Ok(cells)
}

/// Holds a chart against incidents: those that occurred by a day, where one is given (a chart of a running year ends
/// somewhere in it).
pub fn compare(
    chart: &[ChartCell],
    incidents: &[Incident],
    until: Option<PartialDate>,
) -> Vec<Compared> {
    let counted = || {
        incidents.iter().filter(|incident| {
            until.is_none_or(|until| incident.occurred.first_day() <= until.last_day())
        })
    };
    let whole = totals::by_year(counted());
    let by_origin: BTreeMap<(i16, OriginCategory), totals::Tally> =
        totals::by(counted(), |incident| {
            (
                incident.occurred.year(),
                OriginCategory::of(&incident.origin_region),
            )
        });
    chart
        .iter()
        .map(|cell| {
            let tally = match cell.origin {
                Some(origin) => by_origin.get(&(cell.year, origin)),
                None => whole.get(&cell.year),
            };
            let here = tally.map_or(0, totals::Tally::dead_or_missing);
            Compared {
                year: cell.year,
                origin: cell.origin.map_or(TOTAL, OriginCategory::name),
                printed: cell.printed.clone(),
                value: cell.value,
                here,
                difference: cell.value.map(|value| here - value),
                status: cell.status.clone(),
                note: cell.note.clone(),
            }
        })
        .collect()
}

/// The comparison for a terminal. Only lines that differ, or that have no value to compare, are told.
pub fn to_text(lines: &[Compared]) -> String {
    let mut text = format!(
        "{:4} {:14} {:>8} {:>8} {:>8} {:>8}  status",
        "year", "origin", "printed", "value", "here", "differs"
    );
    let mut same = 0;
    for line in lines {
        if line.difference == Some(0) {
            same += 1;
            continue;
        }
        let number = |number: Option<i64>| number.map_or("-".to_owned(), |n| n.to_string());
        let _ = write!(
            text,
            "\n{:4} {:14} {:>8} {:>8} {:>8} {:>8}  {}",
            line.year,
            line.origin,
            line.printed,
            number(line.value),
            line.here,
            number(line.difference),
            line.status
        );
        if !line.note.is_empty() {
            let _ = write!(text, " ({})", line.note);
        }
    }
    let _ = write!(
        text,
        "\n{same} of {} cells agree; cells without a value are printed wrongly and are not compared",
        lines.len()
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(year: i16, origin: Option<OriginCategory>, value: Option<i64>) -> ChartCell {
        ChartCell {
            year,
            origin,
            printed: "23.849".into(),
            value,
            status: "fault".into(),
            note: String::new(),
        }
    }

    #[test]
    fn a_wrong_printing_is_told_and_not_compared() {
        let mut incident = Incident::new("1", "1", PartialDate::parse("2017-05-01").unwrap());
        incident.people.dead = Some(4);
        incident.origin_region = "Southern Asia".into();
        let chart = [
            cell(2017, Some(OriginCategory::Asia), Some(3)),
            cell(2017, Some(OriginCategory::Mixed), None),
            cell(2017, None, Some(4)),
        ];
        let lines = compare(&chart, &[incident], None);
        let differences: Vec<Option<i64>> = lines.iter().map(|line| line.difference).collect();
        assert_eq!(differences, [Some(1), None, Some(0)]);
        let told = to_text(&lines);
        assert!(
            told.contains("23.849") && told.contains("1 of 3 cells agree"),
            "{told}"
        );
    }
}
