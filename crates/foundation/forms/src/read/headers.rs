//! Names of columns: aliases and languages.

use super::sheet::Header;

/// Columns whose cells are words in a language.
const TRANSLATED: [&str; 5] = [
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
];

/// Old and other spellings of XLSForm's columns.
const ALIASES: [(&str, &str); 31] = [
    ("command", "type"),
    ("caption", "label"),
    ("relevance", "relevant"),
    ("bind::relevant", "relevant"),
    ("calculate", "calculation"),
    ("bind::calculate", "calculation"),
    ("constraining_message", "constraint_message"),
    ("constraintmsg", "constraint_message"),
    ("bind::jr:constraintmsg", "constraint_message"),
    ("bind::constraint", "constraint"),
    ("requiredmsg", "required_message"),
    ("bind::jr:requiredmsg", "required_message"),
    ("bind::required", "required"),
    ("readonly", "read_only"),
    ("bind::readonly", "read_only"),
    ("control::appearance", "appearance"),
    ("body::appearance", "appearance"),
    ("repeat_count", "repeat_count"),
    ("count", "repeat_count"),
    ("jr:count", "repeat_count"),
    ("control::jr:count", "repeat_count"),
    ("body::jr:count", "repeat_count"),
    ("instance::hxl", "hxl"),
    ("hxl_tag", "hxl"),
    ("bind::saveto", "save_to"),
    ("list name", "list_name"),
    ("title", "form_title"),
    ("set_form_title", "form_title"),
    ("set_form_id", "form_id"),
    ("id_string", "form_id"),
    ("default_lang", "default_language"),
];

/// The canonical header of a column.
pub(super) fn canonical(sheet: &str, written: &str) -> Header {
    let written = written.replace('\u{a0}', " ");
    let written = written.trim();
    let lower = written.to_lowercase().replace(' ', "_");
    let lower = lower
        .replace("_::_", "::")
        .replace("_::", "::")
        .replace("::_", "::");
    if let Some(name) = alias(sheet, &lower) {
        return plain(name);
    }
    // `label::French (fr)`; the old single colon, `label:French`, is read too.
    let split = written.split_once("::").or_else(|| written.split_once(':'));
    if let Some((base, language)) = split {
        let base = base.trim().to_lowercase().replace(' ', "_");
        let base = alias(sheet, &base).map_or(base, str::to_owned);
        if TRANSLATED.contains(&base.as_str()) || (sheet == "settings" && base == "form_title") {
            return Header {
                name: base,
                language: Some(language_code(language)),
            };
        }
    }
    plain(&lower)
}

fn alias(sheet: &str, lower: &str) -> Option<&'static str> {
    if sheet == "choices" && lower == "value" {
        return Some("name");
    }
    ALIASES
        .iter()
        .find(|(other, _)| *other == lower || other.replace(' ', "_") == lower)
        .map(|(_, name)| *name)
}

fn plain(name: &str) -> Header {
    Header {
        name: name.to_owned(),
        language: None,
    }
}

/// `English (en)` → `en`; `fr` → `fr`; a name without code stays, lower case.
pub(super) fn language_code(written: &str) -> String {
    let written = written.trim();
    let code = written
        .rsplit_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map_or(written, |(code, _)| code);
    code.trim().to_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_as_people_write_them() {
        let check = |sheet: &str, written: &str, name: &str, language: Option<&str>| {
            let header = canonical(sheet, written);
            assert_eq!(
                (header.name.as_str(), header.language.as_deref()),
                (name, language),
                "{written}"
            );
        };
        check("survey", "label::English (en)", "label", Some("en"));
        check("survey", "Label :: العربية (ar)", "label", Some("ar"));
        check("survey", "hint:fr", "hint", Some("fr"));
        check("survey", "label", "label", None);
        check("survey", "Relevance", "relevant", None);
        check(
            "survey",
            "required message::Español (es)",
            "required_message",
            Some("es"),
        );
        check(
            "survey",
            "bind::jr:constraintMsg",
            "constraint_message",
            None,
        );
        check("survey", "instance::hxl", "hxl", None);
        check("survey", "media::image", "media::image", None);
        check("choices", "list name", "list_name", None);
        check("choices", "value", "name", None);
    }
}
