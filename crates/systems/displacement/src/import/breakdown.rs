//! The blocks of a row as breakdown lines, and whether they add up.

use super::area::Area;
use super::figure;
use super::joined::Line;
use super::meaning::{Meaning, Unit};
use super::plan::Sheet;
use super::reading::Reading;
use super::row_faults::RowFaults;
use serde_json::{Map, Value as Json, json};

/// The breakdown lines of one population of a row. Zeros are left out: a block that adds up needs none.
pub fn lines(
    planner: &Sheet<'_>,
    cells: &[Reading],
    area: &Area,
    population: &str,
    totals: (Option<i64>, Option<i64>),
    faults: &mut RowFaults<'_>,
) -> Vec<Json> {
    let mut found: Vec<Line> = Vec::new();
    // (dimension, unit, sum, whether any cell of the block is filled)
    let mut blocks: Vec<(String, Unit, i64, bool)> = Vec::new();
    for column in &planner.sheet.columns {
        let Meaning::Block(dimension) = &column.meaning else {
            continue;
        };
        if column
            .population
            .as_deref()
            .unwrap_or(&planner.sheet.population)
            != population
        {
            continue;
        }
        let unit = column.unit.unwrap_or(Unit::Individuals);
        let at = match blocks
            .iter()
            .position(|(known, known_unit, ..)| known == dimension && *known_unit == unit)
        {
            Some(at) => at,
            None => {
                blocks.push((dimension.clone(), unit, 0, false));
                blocks.len() - 1
            }
        };
        let cell = cells.get(column.index).unwrap_or(&Reading::Blank);
        let value = match cell {
            Reading::Blank | Reading::Missing => continue,
            Reading::Number(number) if *number < 0.0 => {
                faults.refuse(column, "negative", "a count cannot be negative", cell);
                continue;
            }
            Reading::Number(number) => figure::whole(*number),
            Reading::Date(_) | Reading::Text(_) => None,
        };
        let Some(value) = value else {
            faults.refuse(
                column,
                "not_a_number",
                "a whole number is expected here",
                cell,
            );
            continue;
        };
        blocks[at].2 += value;
        blocks[at].3 = true;
        if value != 0 {
            let category = column
                .category
                .clone()
                .unwrap_or_else(|| column.header.clone());
            found.push(Line {
                dimension: dimension.clone(),
                category,
                code: column.category_code.clone(),
                unit,
                value,
            });
        }
    }
    let joined = planner.joined.of(&area.join_key);
    for line in joined {
        match blocks
            .iter_mut()
            .find(|(known, unit, ..)| *known == line.dimension && *unit == line.unit)
        {
            Some(block) => {
                block.2 += line.value;
                block.3 = true;
            }
            None => blocks.push((line.dimension.clone(), line.unit, line.value, true)),
        }
    }
    found.extend(joined.iter().cloned());
    if let Some(line) = category_of_long_row(planner, cells, totals) {
        found.push(line);
    }
    for (dimension, unit, sum, filled) in blocks {
        let total = if unit == Unit::Individuals {
            totals.0
        } else {
            totals.1
        };
        if let Some(total) = total.filter(|total| filled && *total != sum) {
            faults.warn_row(
                "block_sum",
                format!(
                    "block {dimension} adds up to {sum}, the row has {total} {}",
                    unit.as_str()
                ),
            );
        }
    }
    found.into_iter().map(|line| to_json(&line)).collect()
}

/// A long table alone: its row is one category of its area.
fn category_of_long_row(
    planner: &Sheet<'_>,
    cells: &[Reading],
    totals: (Option<i64>, Option<i64>),
) -> Option<Line> {
    let column = planner
        .sheet
        .columns
        .iter()
        .find(|c| matches!(c.meaning, Meaning::Category(_)))?;
    let dimension = column.meaning.dimension()?.to_owned();
    let category = cells.get(column.index)?.text()?;
    let (unit, value) = match totals {
        (Some(people), _) => (Unit::Individuals, people),
        (None, Some(households)) => (Unit::Households, households),
        (None, None) => return None,
    };
    let (code, _) = super::categories::category_code(&dimension, &category, None);
    Some(Line {
        dimension,
        category,
        code,
        unit,
        value,
    })
}

fn to_json(line: &Line) -> Json {
    let mut object = Map::new();
    object.insert("dimension".to_owned(), json!(line.dimension));
    object.insert("category".to_owned(), json!(line.category));
    if let Some(code) = &line.code {
        object.insert("category_code".to_owned(), json!(code));
    }
    object.insert("unit".to_owned(), json!(line.unit.as_str()));
    object.insert("value".to_owned(), json!(line.value));
    Json::Object(object)
}
