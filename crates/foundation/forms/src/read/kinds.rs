//! The `type` column: what each type of XLSForm holds here, old spellings included.

use crate::Kind;

/// What a row of the survey is.
#[derive(Debug, PartialEq)]
pub(super) enum RowType {
    BeginGroup,
    EndGroup,
    BeginRepeat,
    EndRepeat,
    Field { kind: Kind, or_other: bool },
}

/// Reads a type; `None` when it means nothing.
pub(super) fn row_type(written: &str, appearance: &str) -> Option<RowType> {
    let words: Vec<&str> = written.split_whitespace().collect();
    let lower = words.join(" ").to_lowercase().replace('_', " ");
    let boundary = match lower.as_str() {
        "begin group" | "begin lgroup" => Some(RowType::BeginGroup),
        "end group" | "end lgroup" => Some(RowType::EndGroup),
        "begin repeat" | "begin looped group" => Some(RowType::BeginRepeat),
        "end repeat" | "end looped group" => Some(RowType::EndRepeat),
        _ => None,
    };
    if boundary.is_some() {
        return boundary;
    }
    if let Some(select) = select(&words) {
        return Some(select);
    }
    let kind = simple(&lower, appearance)?;
    Some(RowType::Field {
        kind,
        or_other: false,
    })
}

fn simple(lower: &str, appearance: &str) -> Option<Kind> {
    Some(match lower {
        "text" | "string" | "add text prompt" | "barcode" | "geotrace" | "geoshape"
        | "range text" => Kind::Text,
        "integer" | "int" | "add integer prompt" => Kind::Integer,
        "decimal" | "range" | "add decimal prompt" => Kind::Decimal,
        "date" | "add date prompt" if coarse(appearance) => Kind::PartialDate,
        "partial date" => Kind::PartialDate,
        "date" | "add date prompt" | "today" => Kind::Date,
        "time" | "add time prompt" => Kind::Time,
        "datetime"
        | "date time"
        | "add date time prompt"
        | "start"
        | "end"
        | "start time"
        | "end time" => Kind::DateTime,
        "geopoint"
        | "gps"
        | "location"
        | "add location prompt"
        | "start-geopoint"
        | "background-geopoint" => Kind::GeoPoint,
        "acknowledge" | "add acknowledge prompt" | "trigger" | "boolean" => Kind::Boolean,
        "calculate" | "calculation" => Kind::Calculate,
        "hidden" | "deviceid" | "device id" | "username" | "email" | "phonenumber"
        | "phone number" | "simserial" | "subscriberid" | "audit" => Kind::Hidden,
        "note" | "add note prompt" | "csv-external" | "xml-external" | "osm" => Kind::Note,
        "image" | "photo" | "audio" | "video" | "file" | "background-audio"
        | "add image prompt" => Kind::File,
        "json" => Kind::Json,
        _ => return None,
    })
}

/// Whether a date is asked for by month or year only (ODK's appearances `month-year` and `year`).
fn coarse(appearance: &str) -> bool {
    appearance
        .split_whitespace()
        .any(|word| matches!(word, "year" | "month-year"))
}

const SELECT_ONE: [&[&str]; 5] = [
    &["select_one"],
    &["select1"],
    &["select", "one", "from"],
    &["select", "one"],
    &["add", "select", "one", "prompt", "using"],
];
const SELECT_MULTIPLE: [&[&str]; 5] = [
    &["select_multiple"],
    &["select", "multiple", "from"],
    &["select", "multiple"],
    &["select", "all", "that", "apply", "from"],
    &["add", "select", "multiple", "prompt", "using"],
];

fn select(words: &[&str]) -> Option<RowType> {
    let or_other = matches!(words, [.., "or_other"])
        || matches!(words, [.., "or", "other"] | [.., "or", "specify", "other"]);
    let rest = |prefix: &[&str]| -> Option<String> {
        let same = words.len() > prefix.len()
            && prefix
                .iter()
                .zip(words)
                .all(|(a, b)| b.eq_ignore_ascii_case(a));
        same.then(|| words[prefix.len()].to_owned())
    };
    let find = |prefixes: &[&[&str]]| prefixes.iter().find_map(|prefix| rest(prefix));
    if let Some(list) = find(&SELECT_ONE) {
        return Some(RowType::Field {
            kind: Kind::SelectOne(list),
            or_other,
        });
    }
    if let Some(list) = find(&SELECT_MULTIPLE) {
        return Some(RowType::Field {
            kind: Kind::SelectMultiple(list),
            or_other,
        });
    }
    if let Some(list) = rest(&["rank"]) {
        return Some(RowType::Field {
            kind: Kind::Rank(list),
            or_other,
        });
    }
    // Choices in a file or another table: what is stored is one of their names, which this form cannot check.
    find(&[
        &["select_one_from_file"],
        &["select_one_external"],
        &["select_multiple_from_file"],
    ])
    .map(|_| RowType::Field {
        kind: Kind::Text,
        or_other: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_and_new_spellings_mean_the_same() {
        let check = |written: &str, expected: Kind, other: bool| {
            let expected = RowType::Field {
                kind: expected,
                or_other: other,
            };
            assert_eq!(row_type(written, ""), Some(expected), "{written}");
        };
        check("select_one cause", Kind::SelectOne("cause".into()), false);
        check(
            "select one from cause",
            Kind::SelectOne("cause".into()),
            false,
        );
        check(
            "select_multiple needs or_other",
            Kind::SelectMultiple("needs".into()),
            true,
        );
        check(
            "select all that apply from needs or specify other",
            Kind::SelectMultiple("needs".into()),
            true,
        );
        check("gps", Kind::GeoPoint, false);
        check("dateTime", Kind::DateTime, false);
        check("int", Kind::Integer, false);
        assert_eq!(row_type("begin_group", ""), Some(RowType::BeginGroup));
        assert_eq!(row_type("End  Repeat", ""), Some(RowType::EndRepeat));
        assert_eq!(
            row_type("date", "month-year"),
            Some(RowType::Field {
                kind: Kind::PartialDate,
                or_other: false
            })
        );
        assert_eq!(row_type("txet", ""), None);
        assert_eq!(row_type("select_one", ""), None);
    }
}
