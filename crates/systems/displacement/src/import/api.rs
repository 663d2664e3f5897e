//! An answer of the DTM API (v2 and v3): an envelope around a list of flat records.

use super::error::ImportError;
use super::reading::Reading;
use super::shape::{RawColumn, TableShape, letter};
use serde_json::Value as Json;

/// Field names in the order of their first appearance, and the records as rows.
#[derive(Debug, Clone)]
pub struct ApiTable {
    /// The outline: one column a field.
    pub shape: TableShape,
    /// The records.
    pub rows: Vec<Vec<Reading>>,
}

/// Reads the envelope; the nested one of the needs API too.
///
/// # Errors
/// When the JSON has another shape, or says itself that it is an error.
pub fn read(text: &str) -> Result<ApiTable, ImportError> {
    let json: Json = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|_| ImportError::NotAnApiAnswer)?;
    if json.get("isSuccess").and_then(Json::as_bool) == Some(false) {
        let message = json
            .get("errorMessages")
            .and_then(|list| list.get(0))
            .and_then(Json::as_str)
            .unwrap_or("no message")
            .to_owned();
        return Err(ImportError::ApiError(message.chars().take(200).collect()));
    }
    let records = match (&json, json.get("result")) {
        (Json::Array(list), _) => list,
        (_, Some(Json::Array(list))) => list,
        (_, Some(inner)) => inner
            .pointer("/result/data")
            .or_else(|| inner.get("data"))
            .and_then(Json::as_array)
            .ok_or(ImportError::NotAnApiAnswer)?,
        _ => return Err(ImportError::NotAnApiAnswer),
    };
    let mut names: Vec<String> = Vec::new();
    for record in records {
        for name in record
            .as_object()
            .ok_or(ImportError::NotAnApiAnswer)?
            .keys()
        {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    let rows = records
        .iter()
        .map(|record| names.iter().map(|name| reading(record.get(name))).collect())
        .collect();
    let columns = names
        .into_iter()
        .enumerate()
        .map(|(index, header)| RawColumn {
            index,
            letter: letter(index),
            header,
            group: None,
            tag: None,
        })
        .collect();
    let shape = TableShape {
        sheet: "result".to_owned(),
        title: String::new(),
        header_row: 1,
        tag_row: None,
        group_row: None,
        first_data_row: 1,
        columns,
    };
    Ok(ApiTable { shape, rows })
}

fn reading(value: Option<&Json>) -> Reading {
    match value {
        None | Some(Json::Null) => Reading::Blank,
        Some(Json::Number(number)) => number.as_f64().map_or(Reading::Blank, Reading::Number),
        Some(Json::String(text)) => Reading::of_text(text),
        Some(Json::Bool(yes)) => Reading::Text(if *yes { "yes" } else { "no" }.to_owned()),
        Some(other) => Reading::Text(other.to_string()),
    }
}
