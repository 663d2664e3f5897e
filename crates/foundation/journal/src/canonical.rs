//! JSON with one spelling, so that equal content has equal bytes and equal hashes.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use crate::{JournalError, value::storable};

/// The one spelling of a JSON value: keys sorted, no blanks, texts in NFC.
///
/// # Errors
/// [`JournalError::Nul`] when a text or key holds U+0000.
pub fn canonical_text(json: &Json) -> Result<String, JournalError> {
    if is_plain(json) {
        return Ok(json.to_string());
    }
    Ok(normalised(json)?.to_string())
}

/// The same of the fields of a record.
pub(crate) fn canonical_text_of(fields: &Map<String, Json>) -> Result<String, JournalError> {
    if fields
        .iter()
        .all(|(key, value)| plain(key) && is_plain(value))
    {
        return serde_json::to_string(fields)
            .map_err(|_| JournalError::Unreadable { what: "data" });
    }
    Ok(Json::Object(normalised_fields(fields)?).to_string())
}

/// Whether all texts are ASCII without U+0000: such a value is normal as it stands, and nearly all are. `serde_json`
/// keeps keys sorted (its `preserve_order` feature must stay off; a test holds that).
fn is_plain(json: &Json) -> bool {
    match json {
        Json::String(text) => plain(text),
        Json::Array(items) => items.iter().all(is_plain),
        Json::Object(fields) => fields
            .iter()
            .all(|(key, value)| plain(key) && is_plain(value)),
        Json::Null | Json::Bool(_) | Json::Number(_) => true,
    }
}

fn plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii() && byte != 0)
}

/// The value with all texts in NFC.
fn normalised(json: &Json) -> Result<Cow<'_, Json>, JournalError> {
    Ok(match json {
        Json::String(text) => match storable(text)? {
            Cow::Borrowed(_) => Cow::Borrowed(json),
            Cow::Owned(text) => Cow::Owned(Json::String(text)),
        },
        Json::Array(items) => {
            let items = items
                .iter()
                .map(|item| normalised(item).map(Cow::into_owned))
                .collect::<Result<_, _>>()?;
            Cow::Owned(Json::Array(items))
        }
        Json::Object(fields) => Cow::Owned(Json::Object(normalised_fields(fields)?)),
        _ => Cow::Borrowed(json),
    })
}

fn normalised_fields(fields: &Map<String, Json>) -> Result<Map<String, Json>, JournalError> {
    let mut sorted: Vec<_> = fields.iter().collect();
    sorted.sort_by_key(|(key, _)| key.as_str());
    let mut map = Map::new();
    for (key, value) in sorted {
        map.insert(storable(key)?.into_owned(), normalised(value)?.into_owned());
    }
    Ok(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_content_has_one_spelling() {
        let one: Json = serde_json::from_str(r#"{"b": 1, "a": "e\u0301"}"#).expect("JSON");
        let other: Json = serde_json::from_str(r#"{"a":"é","b":1}"#).expect("JSON");
        assert_eq!(canonical_text(&one).ok(), canonical_text(&other).ok());
        assert!(canonical_text(&serde_json::json!({"a": "\0"})).is_err());
    }
}
