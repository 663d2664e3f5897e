//! Column headers: their aliases, languages and groups.
//!
//! `label::French (fr)` is the part `label` and the part `French (fr)`; `relevance`, `bind::relevant` and `bind:relevant` are one column.

use crate::{
    Fault,
    sheets::{RawRow, Sheet},
    token::straight_quotes,
    value::Map,
};

/// Parts of one header at the most; `bind::jr:constraintMsg::French` has three.
const MOST_PARTS: usize = 8;

/// What a sheet's columns are called.
pub(crate) struct Vocabulary {
    pub sheet: &'static str,
    /// Columns with a meaning, by their own names.
    pub columns: &'static [&'static str],
    /// Other spellings, in snake case, with the parts that they stand for.
    pub aliases: &'static [(&'static str, &'static [&'static str])],
    /// Columns without which the sheet says nothing.
    pub required: &'static [&'static str],
}

pub(crate) const SURVEY: Vocabulary = Vocabulary {
    sheet: "survey",
    columns: &[
        "name",
        "label",
        "parent",
        "default",
        "guidance_hint",
        "instance",
        "query",
        "sms_field",
        "trigger",
        "bind",
        "choice_filter",
        "control",
        "hint",
        "media",
        "parameters",
        "type",
        "choices",
        "itemset",
        "list_name",
    ],
    aliases: &[
        ("sms_field", &["sms_field"]),
        ("sms_option", &["sms_option"]),
        ("sms_separator", &["sms_separator"]),
        ("sms_allow_media", &["sms_allow_media"]),
        ("sms_date_format", &["sms_date_format"]),
        ("sms_datetime_format", &["sms_datetime_format"]),
        ("sms_response", &["sms_response"]),
        ("compact_tag", &["instance", "odk:tag"]),
        ("read_only", &["bind", "readonly"]),
        ("readonly", &["bind", "readonly"]),
        ("relevant", &["bind", "relevant"]),
        ("relevance", &["bind", "relevant"]),
        ("caption", &["label"]),
        ("appearance", &["control", "appearance"]),
        ("required", &["bind", "required"]),
        ("constraint", &["bind", "constraint"]),
        ("constraining_message", &["bind", "jr:constraintMsg"]),
        ("constraint_message", &["bind", "jr:constraintMsg"]),
        ("calculation", &["bind", "calculate"]),
        ("calculate", &["bind", "calculate"]),
        ("command", &["type"]),
        ("tag", &["name"]),
        ("value", &["name"]),
        ("image", &["media", "image"]),
        ("big-image", &["media", "big-image"]),
        ("audio", &["media", "audio"]),
        ("video", &["media", "video"]),
        ("count", &["control", "jr:count"]),
        ("repeat_count", &["control", "jr:count"]),
        ("jr:count", &["control", "jr:count"]),
        ("autoplay", &["control", "autoplay"]),
        ("rows", &["control", "rows"]),
        ("noapperrorstring", &["bind", "jr:noAppErrorString"]),
        ("no_app_error_string", &["bind", "jr:noAppErrorString"]),
        ("requiredmsg", &["bind", "jr:requiredMsg"]),
        ("required_message", &["bind", "jr:requiredMsg"]),
        ("body", &["control"]),
        ("save_to", &["bind", "entities:saveto"]),
    ],
    required: &["type"],
};

const LIST_ALIASES: &[(&str, &[&str])] = &[
    ("caption", &["label"]),
    ("list_name", &["list name"]),
    ("value", &["name"]),
    ("image", &["media", "image"]),
    ("big-image", &["media", "big-image"]),
    ("audio", &["media", "audio"]),
    ("video", &["media", "video"]),
];
const LIST_COLUMNS: &[&str] = &[
    "name",
    "label",
    "parent",
    "extra_data",
    "media",
    "sms_option",
];

pub(crate) const CHOICES: Vocabulary = Vocabulary {
    sheet: "choices",
    columns: LIST_COLUMNS,
    aliases: LIST_ALIASES,
    required: &["name"],
};

pub(crate) const EXTERNAL_CHOICES: Vocabulary = Vocabulary {
    sheet: "external_choices",
    columns: LIST_COLUMNS,
    aliases: LIST_ALIASES,
    required: &[],
};

pub(crate) const OSM: Vocabulary = Vocabulary {
    sheet: "osm",
    columns: LIST_COLUMNS,
    aliases: LIST_ALIASES,
    required: &[],
};

pub(crate) const ENTITIES: Vocabulary = Vocabulary {
    sheet: "entities",
    columns: &[
        "dataset",
        "entity_id",
        "create_if",
        "update_if",
        "repeat",
        "label",
    ],
    aliases: &[("list_name", &["dataset"])],
    required: &[],
};

pub(crate) const SETTINGS: Vocabulary = Vocabulary {
    sheet: "settings",
    columns: &[
        "name",
        "label",
        "bind",
        "control",
        "hint",
        "media",
        "type",
        "instance",
        "flat",
        "sms_field",
        "add_none_option",
        "clean_text_values",
        "attribute",
        "auto_delete",
        "auto_send",
        "default_language",
        "id_string",
        "instance_name",
        "instance_xmlns",
        "namespaces",
        "omit_instanceID",
        "public_key",
        "sms_allow_media",
        "sms_date_format",
        "sms_datetime_format",
        "sms_keyword",
        "sms_response",
        "sms_separator",
        "style",
        "submission_url",
        "title",
        "version",
        "allow_choice_duplicates",
        "client_editable",
        "delimiter",
        "prefix",
    ],
    aliases: &[
        ("form_title", &["title"]),
        ("set_form_title", &["title"]),
        ("form_id", &["id_string"]),
        ("set_form_id", &["id_string"]),
        ("prefix", &["prefix"]),
    ],
    required: &[],
};

/// Spaces to underscores, all lower case.
pub(crate) fn snake_case(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join("_")
        .to_lowercase()
}

/// A sheet with its headers understood.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Parts of each column's header; empty for a column without one.
    pub columns: Vec<Vec<String>>,
    pub rows: Vec<TableRow>,
}

#[derive(Debug)]
pub(crate) struct TableRow {
    pub number: u32,
    pub cells: Map,
}

impl Table {
    /// Distinct headers in the order of the columns.
    pub fn headers(&self) -> impl Iterator<Item = &[String]> {
        self.columns
            .iter()
            .map(Vec::as_slice)
            .filter(|parts| !parts.is_empty())
    }
}

/// Understands the headers and groups each row's cells by them.
pub(crate) fn table(
    sheet: &Sheet,
    vocabulary: &Vocabulary,
    default_language: &str,
    collapse_spaces: bool,
    faults: &mut Vec<Fault>,
) -> Table {
    let columns = columns(sheet, vocabulary, faults);
    for required in vocabulary.required {
        let found = columns
            .iter()
            .any(|parts| parts.first().is_some_and(|part| part == required));
        if !found && (!sheet.is_empty() || vocabulary.sheet == "survey") {
            faults.push(
                Fault::row(
                    vocabulary.sheet,
                    1,
                    "",
                    format!(
                        "Invalid headers provided for sheet: '{}'. The required column '{required}' was not found",
                        vocabulary.sheet
                    ),
                )
                .mend(format!("Add a column with the header '{required}', or the missing header row.")),
            );
        }
    }
    let rows = sheet
        .rows
        .iter()
        .map(|row| TableRow {
            number: row.number,
            cells: grouped(row, &columns, default_language, collapse_spaces),
        })
        .collect();
    Table { columns, rows }
}

fn grouped(row: &RawRow, columns: &[Vec<String>], default: &str, collapse: bool) -> Map {
    let mut map = Map::default();
    for (column, text) in &row.cells {
        if let Some(parts) = columns.get(*column) {
            let mut text = straight_quotes(text);
            if collapse {
                text = collapsed(&text);
            }
            map.merge(parts, text, default);
        }
    }
    map
}

/// Runs of spaces made one.
fn collapsed(text: &str) -> String {
    if !text.contains("  ") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !(c == ' ' && out.ends_with(' ')) {
            out.push(c);
        }
    }
    out
}

fn columns(sheet: &Sheet, vocabulary: &Vocabulary, faults: &mut Vec<Fault>) -> Vec<Vec<String>> {
    let doubled = sheet.header.iter().any(|header| header.contains("::"));
    let mut seen: std::collections::HashMap<Vec<String>, &str> = std::collections::HashMap::new();
    let mut out = Vec::with_capacity(sheet.header.len());
    for header in &sheet.header {
        if header.is_empty() {
            out.push(Vec::new());
            continue;
        }
        let (known_as, parts) = parts(header, doubled, vocabulary);
        if parts.len() > MOST_PARTS {
            faults.push(
                Fault::row(
                    vocabulary.sheet,
                    1,
                    header,
                    "The header has too many parts divided by ::",
                )
                .mend("A header has at most a column, an attribute and a language."),
            );
            out.push(Vec::new());
            continue;
        }
        if let Some(other) = seen.get(&parts)
            && known_as.as_deref() != Some(header.as_str())
        {
            faults.push(
                Fault::row(
                    vocabulary.sheet,
                    1,
                    header,
                    format!(
                        "Invalid headers provided for sheet: '{}'. The headers '{other}' and '{header}' are different names for the same column",
                        vocabulary.sheet
                    ),
                )
                .mend("Rename or remove one of these columns."),
            );
        }
        seen.insert(parts.clone(), header);
        out.push(parts);
    }
    out
}

/// The name that the header is known by, if it is one name, and the header's parts.
fn parts(header: &str, doubled: bool, vocabulary: &Vocabulary) -> (Option<String>, Vec<String>) {
    let alias = |name: &str| {
        vocabulary
            .aliases
            .iter()
            .find(|(alias, _)| *alias == name)
            .map(|(_, parts)| *parts)
    };
    let known = |name: &str| vocabulary.columns.contains(&name);
    if known(header) && alias(header).is_none() {
        return (Some(header.to_owned()), vec![header.to_owned()]);
    }
    let snake = snake_case(header);
    if known(&snake) && alias(&snake).is_none() {
        return (Some(snake.clone()), vec![snake]);
    }
    // A single colon is the older delimiter; it clashes with names such as jr:count.
    let mut split: Vec<String> = if doubled {
        header
            .split("::")
            .map(|part| part.trim().to_owned())
            .collect()
    } else {
        header
            .split(':')
            .map(|part| part.trim().to_owned())
            .collect()
    };
    if !doubled
        && let Some(place) = split.iter().position(|part| part == "jr")
        && place + 1 < split.len()
    {
        let name = split.remove(place + 1);
        split[place] = format!("jr:{name}");
    }
    let first = snake_case(&split[0]);
    if let Some(stands_for) = alias(&first) {
        let known_as = (stands_for.len() == 1).then(|| stands_for[0].to_owned());
        let mut all: Vec<String> = stands_for.iter().map(|part| (*part).to_owned()).collect();
        all.extend(split.drain(1..));
        return (known_as, all);
    }
    if known(&first) {
        let known_as = Some(first.clone());
        split[0] = first;
        return (known_as, split);
    }
    // An unknown column keeps its spelling: a choice filter may name it.
    (Some(header.to_owned()), split)
}
