//! Long tables (one row an area x category) joined to the areas of a counts table.

use super::error::ImportError;
use super::meaning::{Meaning, Of, Unit};
use super::reading::Reading;
use super::rowview::{area_key, is_total};
use super::source::Source;
use super::understanding::{Role, SheetUnderstanding, Understanding};
use super::words::plain;
use std::collections::HashMap;

/// One line of a breakdown.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Dimension.
    pub dimension: String,
    /// Category as the file writes it.
    pub category: String,
    /// Code of the category, where known.
    pub code: Option<String>,
    /// What the value counts.
    pub unit: Unit,
    /// The figure.
    pub value: i64,
}

/// Lines by area key.
#[derive(Debug, Default)]
pub struct Joined {
    lines: HashMap<String, Vec<Line>>,
}

impl Joined {
    /// Reads every sheet that is a breakdown.
    ///
    /// # Errors
    /// When the file can no longer be read.
    pub fn read(source: &Source, understanding: &Understanding) -> Result<Self, ImportError> {
        let mut joined = Self::default();
        for (at, sheet) in understanding.sheets.iter().enumerate() {
            if sheet.role != Role::Breakdown {
                continue;
            }
            for row in source.rows(at)? {
                let (_, cells) = row.map_err(ImportError::Unreadable)?;
                if !is_total(sheet, &cells) {
                    joined.add(sheet, &cells);
                }
            }
        }
        Ok(joined)
    }

    fn add(&mut self, sheet: &SheetUnderstanding, cells: &[Reading]) {
        let Some(column) = sheet
            .columns
            .iter()
            .find(|c| matches!(c.meaning, Meaning::Category(_)))
        else {
            return;
        };
        let Some(dimension) = column.meaning.dimension() else {
            return;
        };
        let Some(category) = cells.get(column.index).and_then(Reading::text) else {
            return;
        };
        for count in &sheet.columns {
            let Meaning::Count(_, unit, Of::All) = &count.meaning else {
                continue;
            };
            let Some(value) = cells
                .get(count.index)
                .and_then(Reading::number)
                .and_then(super::figure::whole)
            else {
                continue;
            };
            if value == 0 {
                continue;
            }
            let (code, _) = super::categories::category_code(dimension, &category, None);
            let lines = self.lines.entry(key(&area_key(sheet, cells))).or_default();
            // one category twice for an area is one line: the sum
            match lines.iter_mut().find(|line| {
                line.dimension == dimension && line.category == category && line.unit == *unit
            }) {
                Some(line) => line.value += value,
                None => lines.push(Line {
                    dimension: dimension.to_owned(),
                    category: category.clone(),
                    code,
                    unit: *unit,
                    value,
                }),
            }
        }
    }

    /// The lines of an area.
    #[must_use]
    pub fn of(&self, area: &str) -> &[Line] {
        self.lines.get(&key(area)).map_or(&[], Vec::as_slice)
    }
}

fn key(area: &str) -> String {
    plain(area)
}
