//! Reasons in the language of the officer.

use std::{collections::HashMap, sync::LazyLock};

/// Languages of the table, in the order of its columns.
pub const LANGUAGES: [&str; 4] = ["en", "fr", "es", "ar"];

static WORDS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    csv::Reader::from_reader(include_str!("words.csv").as_bytes())
        .into_records()
        .filter_map(Result::ok)
        .filter_map(|row| {
            let mut cells = row.iter().map(str::to_owned);
            Some((cells.next()?, cells.collect()))
        })
        .collect()
});

/// A code in words; English where the language is not known, the code itself where there are none.
pub fn words(code: &str, language: &str) -> String {
    let at = LANGUAGES.iter().position(|known| *known == language);
    WORDS
        .get(code)
        .and_then(|texts| texts.get(at.unwrap_or(0)))
        .cloned()
        .unwrap_or_else(|| code.to_owned())
}

/// All codes that have words.
pub fn codes() -> impl Iterator<Item = &'static str> {
    WORDS.keys().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_words_in_every_language() {
        for (code, texts) in WORDS.iter() {
            assert_eq!(texts.len(), LANGUAGES.len(), "{code}");
            assert!(texts.iter().all(|text| !text.trim().is_empty()), "{code}");
        }
        assert!(codes().count() > 40);
        assert_eq!(words("no_document", "fr"), "Pas de document");
        assert_eq!(words("no_document", "xx"), "No document");
    }
}
