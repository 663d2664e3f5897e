//! What a finding says, in the language of who reads it.

use serde_json::{Map, Value as Json};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Languages of the table, in the order of its columns.
pub const LANGUAGES: [&str; 4] = ["en", "fr", "es", "ar"];

const TABLE: &str = include_str!("messages.csv");

static MESSAGES: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut messages = HashMap::new();
    for line in TABLE.lines().skip(1) {
        let mut cells = cells(line).into_iter();
        if let Some(key) = cells.next() {
            messages.insert(key, cells.collect());
        }
    }
    messages
});

/// One line of the table: quotes may hold commas; there are no quotes inside texts.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cells.last_mut().expect("starts with one cell").push(other),
        }
    }
    cells
}

/// The keys there are.
pub fn keys() -> impl Iterator<Item = &'static str> {
    MESSAGES.keys().map(String::as_str)
}

/// The sentence of a key with its figures; English where the language is not known.
#[must_use]
pub fn message(key: &str, args: &Map<String, Json>, language: &str) -> String {
    let at = LANGUAGES
        .iter()
        .position(|known| *known == language)
        .unwrap_or(0);
    let Some(texts) = MESSAGES.get(key) else {
        return key.to_owned();
    };
    let mut text = texts
        .get(at)
        .or_else(|| texts.first())
        .cloned()
        .unwrap_or_default();
    for (name, value) in args {
        let shown = match value {
            Json::String(text) => text.clone(),
            Json::Number(number) => number.as_i64().map_or_else(|| number.to_string(), grouped),
            other => other.to_string(),
        };
        text = text.replace(&format!("{{{name}}}"), &shown);
    }
    text
}

/// A whole number with narrow blanks between thousands, the same in all languages.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}
