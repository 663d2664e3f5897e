//! Text by language.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The same text in several languages, by BCP 47 code (`en`, `ar`, …).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LangText(BTreeMap<String, String>);

impl LangText {
    /// A text known in one language.
    pub fn of(lang: &str, text: &str) -> Self {
        Self(BTreeMap::from([(lang.to_owned(), text.to_owned())]))
    }

    /// Sets the text of a language.
    pub fn set(&mut self, lang: &str, text: impl Into<String>) {
        self.0.insert(lang.to_owned(), text.into());
    }

    /// The text in `lang`, else in its base language (`fr` for `fr-CA`), else English, else any; empty when there is none.
    pub fn get(&self, lang: &str) -> &str {
        let base = lang.split('-').next().unwrap_or(lang);
        [lang, base, "en"]
            .iter()
            .find_map(|wanted| self.0.get(*wanted))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// The text in exactly this language.
    pub fn exact(&self, lang: &str) -> Option<&str> {
        self.0.get(lang).map(String::as_str)
    }

    /// All languages with their texts, by code.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(lang, text)| (lang.as_str(), text.as_str()))
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, String)> for LangText {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(texts: I) -> Self {
        Self(texts.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_to_english_then_to_any() {
        let mut text = LangText::of("en", "Round");
        text.set("fr", "Cycle");
        assert_eq!(text.get("fr-CA"), "Cycle");
        assert_eq!(text.get("ar"), "Round");
        assert_eq!(LangText::of("es", "Ronda").get("ar"), "Ronda");
        assert_eq!(LangText::default().get("en"), "");
    }
}
