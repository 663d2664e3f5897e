//! The settings sheet.

use std::collections::BTreeMap;

use vocab::LangText;

use super::{faults::Faults, headers::language_code, sheet};

const KNOWN: [&str; 4] = ["form_id", "form_title", "version", "default_language"];

#[derive(Default)]
pub(super) struct Settings {
    pub(super) id: String,
    pub(super) title: LangText,
    pub(super) version: String,
    pub(super) default_language: String,
    pub(super) others: BTreeMap<String, String>,
}

impl Settings {
    /// Whether the form's author allows the same choice twice in a list.
    pub(super) fn allows_duplicate_choices(&self) -> bool {
        self.others
            .get("allow_choice_duplicates")
            .is_some_and(|cell| matches!(cell.to_lowercase().as_str(), "yes" | "true" | "true()"))
    }
}

pub(super) fn read(text: &str, faults: &mut Faults) -> Settings {
    let sheet = sheet::read("settings", text, faults);
    if let Some(second) = sheet.rows.get(1) {
        faults.add(
            "settings",
            second.number,
            "",
            "settings have one row",
            "remove this row",
        );
    }
    let Some(row) = sheet.rows.first() else {
        return Settings {
            default_language: "default".to_owned(),
            ..Settings::default()
        };
    };
    let language = row.cell("default_language");
    Settings {
        id: row.cell("form_id").to_owned(),
        title: row.words("form_title"),
        version: row.cell("version").to_owned(),
        default_language: if language.is_empty() {
            "default".to_owned()
        } else {
            language_code(language)
        },
        others: row.others(&KNOWN),
    }
}
