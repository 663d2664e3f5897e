//! Each answer into the type of its field.

use jiff::{Timestamp, civil};
use serde_json::{Map, Number, Value as Json, json};
use unicode_normalization::UnicodeNormalization;
use vocab::PartialDate;

use super::path;
use crate::{ChoiceList, Fault, Field, Form, Kind};

/// Largest whole number that every reader of JSON keeps exactly (2^53).
const LARGEST_INTEGER: i64 = 9_007_199_254_740_992;
/// Deepest nesting of free JSON, as deep as the JSON reader itself goes.
const DEEPEST_JSON: usize = 128;
/// Choices named in a fault before "…".
const CHOICES_NAMED: usize = 12;

/// Why a value does not fit: a stable code and what to write instead.
type Misfit = (&'static str, String);

/// Types one level of answers. What does not fit stays as it came, with its fault.
pub(super) fn rows(
    form: &Form,
    fields: &[Field],
    data: &Map<String, Json>,
    prefix: &str,
    faults: &mut Vec<Fault>,
) -> Map<String, Json> {
    let mut typed = Map::new();
    for (name, value) in data {
        if blank(value) {
            continue;
        }
        let path = path(prefix, name);
        let field = fields.iter().find(|field| field.name == *name);
        let result = match field.map(|field| (field, &field.kind)) {
            None => Err((
                "unknown_field",
                "is no field of this form; remove it or mend its name".to_owned(),
            )),
            Some((_, Kind::Note)) => Err((
                "unknown_field",
                "is only read, never answered; remove it".to_owned(),
            )),
            Some((_, Kind::Calculate)) => continue,
            Some((_, Kind::Repeat(inner))) => repeat(form, inner, value, &path, faults),
            Some((field, _)) => one(form, field, value),
        };
        let kept = result.unwrap_or_else(|(code, reason)| {
            faults.push(Fault {
                field: path,
                code,
                reason,
                value: Some(value.clone()),
            });
            value.clone()
        });
        if !blank(&kept) {
            typed.insert(name.clone(), kept);
        }
    }
    typed
}

/// Null, text of nothing but blanks, nothing selected, no rows.
fn blank(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::Bool(_) | Json::Number(_) | Json::Object(_) => false,
    }
}

fn repeat(
    form: &Form,
    inner: &[Field],
    value: &Json,
    path: &str,
    faults: &mut Vec<Fault>,
) -> Result<Json, Misfit> {
    let misfit = || ("type", "holds rows; send a list of objects".to_owned());
    let items = value.as_array().ok_or_else(misfit)?;
    if !items.iter().all(Json::is_object) {
        return Err(misfit());
    }
    let typed = items
        .iter()
        .filter_map(Json::as_object)
        .enumerate()
        .map(|(number, row)| {
            Json::Object(rows(form, inner, row, &format!("{path}[{number}]"), faults))
        })
        .collect();
    Ok(Json::Array(typed))
}

fn one(form: &Form, field: &Field, value: &Json) -> Result<Json, Misfit> {
    match &field.kind {
        Kind::Text | Kind::Hidden | Kind::File => text(value).map(Json::String),
        Kind::Integer => integer(value).map(Json::from),
        Kind::Decimal => decimal(value).map(Json::Number),
        Kind::Boolean => truth(value).map(Json::Bool),
        Kind::Date => parsed(value, "a day; write it as 2024-05-01", |text| {
            plain_date(text).then(|| text.to_owned())
        }),
        Kind::PartialDate => parsed(
            value,
            "a date; write it as 2024, 2024-05 or 2024-05-01",
            |text| PartialDate::parse(text).ok().map(|date| date.to_string()),
        ),
        Kind::Time => parsed(value, "a time of day; write it as 14:30:00", |text| {
            let clock = text.split(['Z', '+']).next().unwrap_or(text);
            clock.parse::<civil::Time>().ok().map(|_| text.to_owned())
        }),
        Kind::DateTime => parsed(
            value,
            "an instant; write it as 2024-05-01T14:30:00Z or with +03:00",
            |text| text.parse::<Timestamp>().ok().map(|_| text.to_owned()),
        ),
        Kind::SelectOne(_) => select_one(form.choices_of(field), value),
        Kind::SelectMultiple(_) => select_multiple(form.choices_of(field), value),
        Kind::Rank(_) => ranked(form.choices_of(field), value),
        Kind::GeoPoint => point(value),
        Kind::Json => free(value, DEEPEST_JSON),
        // Handled by the caller; kept as they came.
        Kind::Calculate | Kind::Note | Kind::Repeat(_) => Ok(value.clone()),
    }
}

/// Text in NFC without U+0000, which PostgreSQL cannot keep.
fn normal(text: &str) -> Result<String, Misfit> {
    if text.contains('\0') {
        return Err(("text", "has a character U+0000; remove it".to_owned()));
    }
    if text.is_ascii() {
        return Ok(text.to_owned());
    }
    Ok(text.nfc().collect())
}

fn text(value: &Json) -> Result<String, Misfit> {
    match value {
        Json::String(text) => normal(text),
        // Spreadsheets make numbers of codes; the digits are what was meant.
        Json::Number(number) => Ok(number.to_string()),
        _ => Err(("type", "holds a text; send a text".to_owned())),
    }
}

fn integer(value: &Json) -> Result<i64, Misfit> {
    let misfit = |reason: &str| ("type", reason.to_owned());
    let whole = match value {
        Json::Number(number) => number
            .as_i64()
            .or_else(|| number.as_f64().and_then(whole_part)),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let whole = whole.ok_or_else(|| {
        misfit("holds a whole number; write digits only, without fraction or separators")
    })?;
    if whole.unsigned_abs() > LARGEST_INTEGER.unsigned_abs() {
        return Err(misfit(
            "is too large; whole numbers go up to 9007199254740992",
        ));
    }
    Ok(whole)
}

#[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
fn whole_part(number: f64) -> Option<i64> {
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    let whole = number.fract().abs() <= 0.0 && number.abs() <= LARGEST;
    whole.then_some(number as i64)
}

fn decimal(value: &Json) -> Result<Number, Misfit> {
    let number = match value {
        Json::Number(number) => Some(number.clone()),
        Json::String(text) => text.trim().parse::<f64>().ok().and_then(|number| {
            whole_part(number)
                .map(Number::from)
                .or_else(|| Number::from_f64(number))
        }),
        _ => None,
    };
    // 12.0 and 12 are the same answer and must be stored alike.
    let canonical = |number: Number| match number.as_f64().and_then(whole_part) {
        Some(whole) => Number::from(whole),
        None => number,
    };
    number
        .map(canonical)
        .ok_or_else(|| ("type", "holds a number; write it as 12.5".to_owned()))
}

fn truth(value: &Json) -> Result<bool, Misfit> {
    match value {
        Json::Bool(truth) => Ok(*truth),
        // ODK stores `OK` for an acknowledgement.
        Json::String(text) if matches!(text.as_str(), "true" | "OK" | "yes") => Ok(true),
        Json::String(text) if matches!(text.as_str(), "false" | "no") => Ok(false),
        _ => Err(("type", "holds true or false; send one of them".to_owned())),
    }
}

fn parsed(value: &Json, kind: &str, read: impl Fn(&str) -> Option<String>) -> Result<Json, Misfit> {
    value
        .as_str()
        .map(str::trim)
        .and_then(read)
        .map(Json::String)
        .ok_or_else(|| ("type", format!("holds {kind}")))
}

fn plain_date(text: &str) -> bool {
    text.len() == "2024-05-01".len() && text.parse::<civil::Date>().is_ok()
}

fn names(list: Option<&ChoiceList>) -> String {
    let choices = list.map(|list| list.choices.as_slice()).unwrap_or_default();
    let mut named: Vec<&str> = choices
        .iter()
        .take(CHOICES_NAMED)
        .map(|choice| choice.name.as_str())
        .collect();
    if choices.len() > CHOICES_NAMED {
        named.push("…");
    }
    named.join(", ")
}

fn choice(list: Option<&ChoiceList>, name: &str) -> Result<String, Misfit> {
    let known = list.is_none_or(|list| list.or_other || list.get(name).is_some());
    if !known {
        return Err((
            "choice",
            format!("is not one of the choices; use one of {}", names(list)),
        ));
    }
    normal(name)
}

fn select_one(list: Option<&ChoiceList>, value: &Json) -> Result<Json, Misfit> {
    let name = text(value)?;
    choice(list, name.trim()).map(Json::String)
}

/// Names from an array, or from ODK's text of names with blanks between them.
fn several(value: &Json) -> Result<Vec<String>, Misfit> {
    match value {
        Json::String(text) => Ok(text.split_whitespace().map(str::to_owned).collect()),
        Json::Array(items) => items.iter().map(text).collect(),
        _ => Err((
            "type",
            "holds several choices; send a list of their names".to_owned(),
        )),
    }
}

fn ranked(list: Option<&ChoiceList>, value: &Json) -> Result<Json, Misfit> {
    let mut found: Vec<String> = Vec::new();
    for name in several(value)? {
        let name = choice(list, &name)?;
        if !found.contains(&name) {
            found.push(name);
        }
    }
    Ok(Json::from(found))
}

fn select_multiple(list: Option<&ChoiceList>, value: &Json) -> Result<Json, Misfit> {
    let Json::Array(mut found) = ranked(list, value)? else {
        return Ok(Json::Null);
    };
    // The list's order, other texts last: the same selection is stored alike however it was ticked.
    let place = |name: &Json| {
        let name = name.as_str().unwrap_or_default();
        list.and_then(|list| list.choices.iter().position(|choice| choice.name == name))
            .unwrap_or(usize::MAX)
    };
    found.sort_by_key(place);
    Ok(Json::Array(found))
}

/// A point from an object, ODK's `lat lon altitude accuracy`, or GeoJSON.
fn point(value: &Json) -> Result<Json, Misfit> {
    let parts: Vec<Option<f64>> = match value {
        Json::String(text) => text
            .split_whitespace()
            .map(|part| part.parse().ok())
            .collect(),
        Json::Object(object) if object.contains_key("coordinates") => {
            let at = |index: usize| object["coordinates"].get(index).and_then(Json::as_f64);
            vec![at(1), at(0), at(2)]
        }
        Json::Object(object) => ["lat", "lon", "alt", "accuracy"]
            .iter()
            .map(|name| object.get(*name).and_then(Json::as_f64))
            .collect(),
        _ => Vec::new(),
    };
    let part = |index: usize| {
        parts
            .get(index)
            .copied()
            .flatten()
            .filter(|number| number.is_finite())
    };
    let (Some(lat), Some(lon)) = (part(0), part(1)) else {
        return Err((
            "type",
            "holds a point; send lat and lon in degrees".to_owned(),
        ));
    };
    if lat.abs() > 90.0 || lon.abs() > 180.0 {
        let reason =
            "is no place on earth; latitude goes from -90 to 90, longitude from -180 to 180";
        return Err(("type", reason.to_owned()));
    }
    let mut point = json!({ "lat": lat, "lon": lon });
    for (index, name) in [(2, "alt"), (3, "accuracy")] {
        if let Some(number) = part(index) {
            point[name] = json!(number);
        }
    }
    Ok(point)
}

fn free(value: &Json, depth: usize) -> Result<Json, Misfit> {
    if depth == 0 {
        return Err(("too_deep", "is nested too deeply; flatten it".to_owned()));
    }
    Ok(match value {
        Json::String(text) => Json::String(normal(text)?),
        Json::Array(items) => Json::Array(
            items
                .iter()
                .map(|item| free(item, depth - 1))
                .collect::<Result<_, _>>()?,
        ),
        Json::Object(object) => {
            let mut normalised = Map::new();
            for (name, item) in object {
                normalised.insert(normal(name)?, free(item, depth - 1)?);
            }
            Json::Object(normalised)
        }
        plain => plain.clone(),
    })
}
