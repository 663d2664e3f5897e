//! Answers of the DTM API v3: an envelope with a list of flat objects, read as one sheet.

use std::{collections::BTreeSet, fs::File, io::BufReader, path::Path};

use serde_json::{Map, Value as Json};

use super::MOST_COLUMNS;
use crate::{Cell, ExchangeError, SheetRow};

/// A larger answer than this was not made by the API.
const LARGEST: u64 = 512 * 1024 * 1024;
/// Cells at the most.
const MOST_CELLS: usize = 50_000_000;

pub(crate) fn api_rows(path: &Path) -> Result<Vec<SheetRow>, ExchangeError> {
    let at = |source| ExchangeError::File {
        path: path.display().to_string(),
        source,
    };
    let file = File::open(path).map_err(at)?;
    if file.metadata().map_err(at)?.len() > LARGEST {
        return Err(ExchangeError::TooLarge {
            what: "the answer in bytes",
            limit: LARGEST,
        });
    }
    let damaged = |reason: String| ExchangeError::Damaged {
        kind: "JSON",
        reason,
    };
    let answer: Json = serde_json::from_reader(BufReader::new(file))
        .map_err(|error| damaged(error.to_string()))?;
    if answer.get("isSuccess") == Some(&Json::Bool(false)) {
        let reason = answer["errorMessages"][0]
            .as_str()
            .unwrap_or("no reason given");
        return Err(ExchangeError::ApiFailure(reason.to_owned()));
    }
    let list = match &answer {
        Json::Array(list) => list,
        _ => answer
            .get("result")
            .and_then(Json::as_array)
            .ok_or_else(|| damaged("there is no list named result".to_owned()))?,
    };
    sheet(list)
}

/// The field names of the first record are the header row; names that come later are added to it.
fn sheet(list: &[Json]) -> Result<Vec<SheetRow>, ExchangeError> {
    let records: Vec<&Map<String, Json>> = list.iter().filter_map(Json::as_object).collect();
    let mut names: Vec<&String> = Vec::new();
    let mut known = BTreeSet::new();
    for record in &records {
        names.extend(record.keys().filter(|name| known.insert(*name)));
    }
    // Every record gets a cell for every name: without a bound a small file fills the memory.
    if names.len() > MOST_COLUMNS || names.len().saturating_mul(records.len()) > MOST_CELLS {
        return Err(ExchangeError::TooLarge {
            what: "the number of records times their field names",
            limit: MOST_CELLS as u64,
        });
    }
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows = vec![SheetRow {
        number: 1,
        cells: names.iter().map(|name| Cell::text(name.as_str())).collect(),
    }];
    rows.extend(records.iter().enumerate().map(|(position, record)| {
        SheetRow {
            number: position + 2,
            cells: names
                .iter()
                .map(|name| match record.get(name.as_str()) {
                    Some(Json::Number(number)) => number.as_f64().map_or(Cell::Empty, Cell::Number),
                    Some(Json::String(text)) => Cell::text(text.as_str()),
                    Some(Json::Bool(truth)) => Cell::Bool(*truth),
                    Some(Json::Null) | None => Cell::Empty,
                    Some(other) => Cell::text(other.to_string()),
                })
                .collect(),
        }
    }));
    Ok(rows)
}
