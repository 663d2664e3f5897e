//! A text in several languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The language that stands in when the asked one is missing.
const FALLBACK: &str = "en";

/// One text by language tag (`en`, `fr`, `ar`, `pt-BR`).
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LangText(BTreeMap<String, String>);

impl LangText {
    /// A text known in one language only.
    pub fn single(lang: &str, text: impl Into<String>) -> Self {
        Self(BTreeMap::from([(lang.to_owned(), text.into())]))
    }

    /// Adds or replaces one language.
    pub fn set(&mut self, lang: &str, text: impl Into<String>) {
        self.0.insert(lang.to_owned(), text.into());
    }

    /// The text in this very language, if it is there.
    pub fn exact(&self, lang: &str) -> Option<&str> {
        self.0.get(lang).map(String::as_str)
    }

    /// The text in `lang`, else in its base language (`pt` for `pt-BR`), else in English, else in the first
    /// language there is; empty when there is none at all.
    pub fn get(&self, lang: &str) -> &str {
        let base = lang.split(['-', '_']).next().unwrap_or(lang);
        self.exact(lang)
            .or_else(|| self.exact(base))
            .or_else(|| self.exact(FALLBACK))
            .or_else(|| self.0.values().next().map(String::as_str))
            .unwrap_or_default()
    }

    /// Language and text, sorted by language.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(lang, text)| (lang.as_str(), text.as_str()))
    }

    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<L: Into<String>, T: Into<String>> FromIterator<(L, T)> for LangText {
    fn from_iter<I: IntoIterator<Item = (L, T)>>(pairs: I) -> Self {
        Self(
            pairs
                .into_iter()
                .map(|(lang, text)| (lang.into(), text.into()))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_to_its_base_then_english_then_any() {
        let text: LangText = [("fr", "pays"), ("en", "country"), ("pt", "país")]
            .into_iter()
            .collect();
        assert_eq!(text.get("pt-BR"), "país");
        assert_eq!(text.get("ar"), "country");
        assert_eq!(LangText::single("ku", "welat").get("en"), "welat");
        assert_eq!(LangText::default().get("en"), "");
    }
}
