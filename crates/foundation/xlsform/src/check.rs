//! Checks of the whole workbook: misspelt sheets, missing translations, language codes, references to questions.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    Fault,
    header::Table,
    sheets::{KNOWN_SHEETS, Sheet},
    token::{may_refer, references},
};

/// Sheets whose names are nearly that of the one looked for.
pub(crate) fn similar_sheets(wanted: &str, names: &[String]) -> Option<String> {
    let candidates: Vec<String> = names
        .iter()
        .filter(|name| {
            !name.starts_with('_')
                && !KNOWN_SHEETS.contains(&name.as_str())
                && near(&name.to_lowercase(), wanted)
        })
        .map(|name| format!("'{name}'"))
        .collect();
    (!candidates.is_empty()).then(|| {
        format!(
            "When looking for a sheet named '{wanted}', the following sheets with similar names were found: {}",
            candidates.join(", ")
        )
    })
}

/// Whether two changes of a letter at the most lead from one to the other (Levenshtein).
fn near(a: &str, b: &str) -> bool {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > 2 {
        return false;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()] <= 2
}

/// How a warning about a sheet's name ends.
pub(crate) const UNDERSCORE: &str =
    "If the sheet is not part of the form, put an underscore before its name.";

/// The languages that a sheet's columns are written in.
#[derive(Debug, Default)]
pub(crate) struct Translations {
    /// Language and the columns that it has.
    seen: BTreeMap<String, HashSet<String>>,
    columns: Vec<String>,
}

impl Translations {
    pub fn of(table: &Table, translatable: &[(&str, &str)]) -> Self {
        let mut found = Self::default();
        for parts in table.headers() {
            let parts = match parts {
                [first, rest @ ..]
                    if !rest.is_empty() && matches!(first.as_str(), "media" | "bind") =>
                {
                    rest
                }
                parts => parts,
            };
            let Some((_, name)) = translatable.iter().find(|(key, _)| *key == parts[0]) else {
                continue;
            };
            let language = match parts {
                [_] => Some("default"),
                [_, language] => Some(language.as_str()),
                _ => None,
            };
            if let Some(language) = language {
                found
                    .seen
                    .entry(language.to_owned())
                    .or_default()
                    .insert((*name).to_owned());
            }
            if !found.columns.contains(&(*name).to_owned()) {
                found.columns.push((*name).to_owned());
            }
        }
        found
    }

    /// Whether the sheet is written in one unnamed language.
    pub fn default_only(&self) -> bool {
        self.seen.is_empty() || (self.seen.len() == 1 && self.seen.contains_key("default"))
    }

    fn missing(&self, sheet: &str, lines: &mut Vec<String>) {
        if self.default_only() {
            return;
        }
        for (language, has) in &self.seen {
            let mut missing: Vec<&str> = self
                .columns
                .iter()
                .map(String::as_str)
                .filter(|column| !has.contains(*column))
                .collect();
            missing.sort_unstable();
            match missing.as_slice() {
                [] => {}
                [one] => lines.push(format!(
                    "Language '{language}' is missing the {sheet} {one} column."
                )),
                many => lines.push(format!(
                    "Language '{language}' is missing the {sheet} columns {}.",
                    many.join(", ")
                )),
            }
        }
    }
}

pub(crate) const SURVEY_TRANSLATABLE: &[(&str, &str)] = &[
    ("label", "label"),
    ("hint", "hint"),
    ("guidance_hint", "guidance_hint"),
    ("image", "image"),
    ("big-image", "big-image"),
    ("audio", "audio"),
    ("video", "video"),
    ("jr:constraintMsg", "constraint_message"),
    ("jr:requiredMsg", "required_message"),
];
pub(crate) const CHOICES_TRANSLATABLE: &[(&str, &str)] = &[
    ("label", "label"),
    ("image", "image"),
    ("big-image", "big-image"),
    ("audio", "audio"),
    ("video", "video"),
];

/// One warning for every translated column that some language lacks.
pub(crate) fn missing_translations(survey: &Translations, choices: &Translations) -> Option<Fault> {
    let mut lines = Vec::new();
    survey.missing("survey", &mut lines);
    choices.missing("choices", &mut lines);
    (!lines.is_empty()).then(|| Fault::form(lines.join(" ")))
}

/// Languages without a code of the IANA register in parentheses at their end.
pub(crate) fn languages_without_code<'a>(
    languages: impl Iterator<Item = &'a str>,
) -> Option<Fault> {
    let bad: Vec<&str> = languages
        .filter(|language| *language != "default" && language.chars().count() >= 3)
        .filter(|language| !has_code(language))
        .collect();
    (!bad.is_empty()).then(|| {
        Fault::form(format!(
            "The following language declarations do not contain valid machine-readable codes: {}",
            bad.join(", ")
        ))
        .mend("Write the code in parentheses, for example 'French (fr)'.")
    })
}

fn has_code(language: &str) -> bool {
    let Some((_, rest)) = language.split_once('(') else {
        return false;
    };
    let Some(code) = rest.strip_suffix(')') else {
        return false;
    };
    let plain = (2..=8).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
    plain && language_tags::LanguageTag::parse(code).is_ok_and(|tag| tag.validate().is_ok())
}

/// Checks every `${reference}` of a sheet's cells against the names of the survey.
pub(crate) fn sheet_references(
    name: &str,
    sheet: &Sheet,
    wanted: impl Fn(usize) -> bool,
    names: &HashMap<String, usize>,
    faults: &mut Vec<Fault>,
) {
    for row in &sheet.rows {
        for (column, text) in &row.cells {
            if !may_refer(text) || !wanted(*column) {
                continue;
            }
            let header = sheet.header.get(*column).map_or("", String::as_str);
            let Ok(found) = references(text) else {
                faults.push(malformed(name, row.number, header));
                continue;
            };
            for reference in found {
                match names.get(&reference.name) {
                    Some(1) => {}
                    None => faults.push(unknown(name, row.number, header, &reference.name)),
                    Some(_) => faults.push(
                        Fault::row(
                            name,
                            row.number,
                            header,
                            format!(
                                "Reference variables names must be unique anywhere in the 'survey'. The name '{}' appears more than once",
                                reference.name
                            ),
                        ),
                    ),
                }
            }
        }
    }
}

/// A reference whose braces or name are wrong.
pub(crate) fn malformed(sheet: &str, row: u32, column: &str) -> Fault {
    Fault::row(
        sheet,
        row,
        column,
        "Reference variables must start with '${', then a question name, and end with '}'",
    )
}

/// A reference to nothing.
pub(crate) fn unknown(sheet: &str, row: u32, column: &str, name: &str) -> Fault {
    Fault::row(
        sheet,
        row,
        column,
        format!(
            "Reference variables must contain a name from the 'survey' sheet. Could not find the name '{name}'"
        ),
    )
}
