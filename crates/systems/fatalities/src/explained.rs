//! Why a known incident may be the event of a report, in the language of who reads it.

use std::{collections::HashMap, sync::LazyLock};

use crate::duplicates::Reason;

/// Languages of the table, in the order of its columns.
pub const LANGUAGES: [&str; 4] = ["en", "fr", "es", "ar"];

const TABLE: &str = include_str!("words.csv");

static WORDS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    // Every text of the table is quoted, and none holds a quotation mark.
    let lines = TABLE.lines().skip(1).filter_map(|line| {
        let (key, texts) = line.split_once(',')?;
        let texts = texts.trim_matches('"').split("\",\"").collect();
        Some((key, texts))
    });
    lines.collect()
});

impl Reason {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::SameDay => "same_day",
            Self::DaysApart(_) => "days_apart",
            Self::WithinPeriod => "within_period",
            Self::KilometresApart(_) => "kilometres_apart",
            Self::SamePlaceName => "same_place_name",
            Self::NoPoint => "no_point",
            Self::SameNumber(_) => "same_number",
            Self::OtherNumber(..) => "other_number",
            Self::NumberUnknown => "number_unknown",
            Self::SameRoute => "same_route",
            Self::OtherRoute => "other_route",
            Self::SameCountry => "same_country",
            Self::SameLink => "same_link",
            Self::Cumulative => "cumulative",
        }
    }

    /// The reason in words; English where the language is not known.
    pub fn words(&self, language: &str) -> String {
        let at = LANGUAGES
            .iter()
            .position(|known| *known == language)
            .unwrap_or(0);
        let text = WORDS
            .get(self.code())
            .and_then(|texts| texts.get(at))
            .copied()
            .unwrap_or_default();
        match self {
            Self::DaysApart(days) => text.replace("{days}", &days.to_string()),
            Self::KilometresApart(km) => text.replace("{km}", &format!("{km:.0}")),
            Self::SameNumber(number) => text.replace("{number}", &number.to_string()),
            Self::OtherNumber(one, two) => text
                .replace("{number}", &one.to_string())
                .replace("{other}", &two.to_string()),
            _ => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_words_in_every_language_and_leaves_no_gap() {
        let all = [
            Reason::SameDay,
            Reason::DaysApart(2),
            Reason::WithinPeriod,
            Reason::KilometresApart(12.4),
            Reason::SamePlaceName,
            Reason::NoPoint,
            Reason::SameNumber(5),
            Reason::OtherNumber(5, 7),
            Reason::NumberUnknown,
            Reason::SameRoute,
            Reason::OtherRoute,
            Reason::SameCountry,
            Reason::SameLink,
            Reason::Cumulative,
        ];
        assert_eq!(WORDS.len(), all.len());
        for reason in all {
            for language in LANGUAGES {
                let words = reason.words(language);
                assert!(!words.is_empty() && !words.contains(['{', '"']), "{words}");
                assert!(language == "en" || words != reason.words("en"), "{words}");
            }
        }
        assert_eq!(
            Reason::OtherNumber(5, 7).words("en"),
            "5 dead and missing here, 7 there"
        );
    }
}
