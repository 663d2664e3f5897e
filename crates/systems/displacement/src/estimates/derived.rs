//! How a figure was derived, in the language of who reads it.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::checks::messages::LANGUAGES;

const TABLE: &str = include_str!("derived.csv");

static TEXTS: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    TABLE
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('|');
            Some((cells.next()?, cells.collect()))
        })
        .collect()
});

/// The rule by which a figure came about, and the numbers that went into it.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// Stable code of the rule.
    pub rule: &'static str,
    /// The numbers that its sentence names.
    pub values: BTreeMap<&'static str, String>,
}

impl Derived {
    /// By a rule of the table.
    #[must_use]
    pub fn new(rule: &'static str) -> Self {
        Self {
            rule,
            values: BTreeMap::new(),
        }
    }

    /// With one of its numbers.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &impl ToString) -> Self {
        self.values.insert(name, value.to_string());
        self
    }

    /// The sentence; English where the language is not known.
    #[must_use]
    pub fn words(&self, language: &str) -> String {
        let at = LANGUAGES
            .iter()
            .position(|known| *known == language)
            .unwrap_or(0);
        let text = TEXTS.get(self.rule).and_then(|texts| texts.get(at));
        let mut text = text.map_or_else(|| self.rule.to_owned(), |text| (*text).to_owned());
        for (name, value) in &self.values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }
}

/// The rules there are.
pub fn keys() -> impl Iterator<Item = &'static str> {
    TEXTS.keys().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_sentence_with_the_same_numbers_in_four_languages() {
        let named = |text: &str| {
            let mut names: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
                .collect();
            names.sort();
            names
        };
        assert!(keys().count() >= 12);
        for (rule, texts) in TEXTS.iter() {
            assert_eq!(texts.len(), LANGUAGES.len(), "{rule}");
            for text in texts {
                assert!(!text.is_empty(), "{rule}");
                assert_eq!(named(text), named(texts[0]), "{rule}: {text}");
            }
        }
    }
}
