//! What of a record can be searched, filtered and sorted by.

use jiff::Timestamp;
use journal::{
    RecordState,
    search_index::{IndexRow, Searchable},
};
use serde_json::{Map, Value as Json};

use crate::{Index, Register};

/// Longest indexed text in characters: keeps a row of a B-tree below PostgreSQL's limit (2,704 bytes).
pub(crate) const INDEXED_CHARS: usize = 300;
/// The index row of the natural key, as the id that the key would give.
pub(crate) const KEY_FIELD: &str = "@key";

/// The index field under which a field's folded text is searched.
pub(crate) fn search_field(path: &str) -> String {
    format!("~{path}")
}

/// A text as it is indexed.
pub(crate) fn indexed(text: &str) -> String {
    text.chars()
        .filter(|c| *c != '\0')
        .take(INDEXED_CHARS)
        .collect()
}

/// All index rows of a record; none for one that was erased.
pub(crate) fn rows(register: &Register, record: &RecordState) -> Vec<IndexRow> {
    let mut rows = Vec::new();
    if record.erased {
        return rows;
    }
    if let Some(key) = register.id_for_data(&record.data) {
        rows.push(text_row(KEY_FIELD.to_owned(), key.as_str()));
    }
    for (path, rule) in &register.fields {
        if rule.index == Index::None && !rule.search || rule.sealed {
            continue;
        }
        let instant = register.is_instant(path);
        for value in values(&record.data, path) {
            match rule.index {
                Index::Number => rows.extend(number_row(path, value)),
                Index::Text => {
                    rows.extend(text_of(value, instant).map(|text| text_row(path.clone(), &text)));
                }
                Index::None => {}
            }
            if rule.search
                && let Some(text) = text_of(value, false)
            {
                rows.push(text_row(search_field(path), &vocab::fold(&text)));
            }
        }
    }
    rows.dedup();
    rows
}

fn text_row(field: String, text: &str) -> IndexRow {
    IndexRow {
        field,
        value: Searchable::Text(indexed(text)),
    }
}

fn number_row(path: &str, value: &Json) -> Option<IndexRow> {
    Some(IndexRow {
        field: path.to_owned(),
        value: Searchable::Number(value.as_f64()?),
    })
}

fn text_of(value: &Json, instant: bool) -> Option<String> {
    let text = crate::register::plain_text(value)?;
    if !instant {
        return Some(text);
    }
    Some(sortable_instant(text))
}

/// An instant as it is indexed and asked for: in UTC and with all nine decimals, since otherwise neither other offsets
/// nor `.43` and `.430` of a second sort and compare as instants do. A day stays as it is: it sorts before its instants.
pub(crate) fn sortable_instant(text: String) -> String {
    text.parse::<Timestamp>()
        .map_or(text, |instant| format!("{instant:.9}"))
}

/// The values at a path: of a field, of each choice of several, of each row of a repeat.
pub(crate) fn values<'a>(data: &'a Map<String, Json>, path: &str) -> Vec<&'a Json> {
    let mut level = vec![data];
    let mut found: Vec<&Json> = Vec::new();
    for name in path.split('.') {
        found = level
            .iter()
            .filter_map(|object| object.get(name))
            .flat_map(|value| match value {
                Json::Array(items) => items.iter().collect::<Vec<_>>(),
                single => vec![single],
            })
            .collect();
        level = found.iter().filter_map(|value| value.as_object()).collect();
    }
    found
}
