//! The words of displacement data in several languages, as data: `vocabulary.csv`.
//!
//! A row of the table says: this term, wherever it stands in a header, speaks of this facet (an admin
//! level, a unit, a population, a sex, an origin …). A header is understood by the facets found in it,
//! not by whole phrases, so that spellings nobody has listed still combine.

use super::words::words;
use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("vocabulary.csv");

/// One term found in a header: which facet, with which value, over which words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Facet name as in the first column of the table.
    pub facet: &'static str,
    /// Value as in the second column.
    pub value: &'static str,
    start: usize,
    length: usize,
}

/// What a header (or a group, sheet or title text) speaks of.
#[derive(Debug, Clone, Default)]
pub struct Facets {
    words: Vec<String>,
    hits: Vec<Hit>,
}

type Terms = HashMap<Vec<String>, Vec<(&'static str, &'static str)>>;

static TERMS: LazyLock<(Terms, usize)> = LazyLock::new(|| {
    let mut terms: Terms = HashMap::new();
    let mut longest = 1;
    for line in TABLE.lines().skip(1) {
        let mut cells = line.splitn(3, ',');
        let (Some(facet), Some(value), Some(term)) = (cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let key: Vec<String> = words(term).iter().map(|word| stem(word)).collect();
        longest = longest.max(key.len());
        let known = terms.entry(key).or_default();
        if !known.contains(&(facet, value)) {
            known.push((facet, value));
        }
    }
    (terms, longest)
});

/// Words that say nothing by themselves in any of the languages.
const FILLERS: &[&str] = &[
    "in",
    "of",
    "the",
    "by",
    "per",
    "a",
    "an",
    "and",
    "or",
    "to",
    "at",
    "on",
    "for",
    "de",
    "des",
    "du",
    "la",
    "le",
    "les",
    "l",
    "d",
    "en",
    "et",
    "par",
    "el",
    "los",
    "las",
    "y",
    "del",
    "por",
    "em",
    "i",
    "з",
    "та",
    "в",
    "у",
    "من",
    "في",
    "و",
    "is",
    "are",
    "area",
    "since",
    "all",
    "current",
    "currently",
    "living",
    "new",
    "num",
    "sum",
    "value",
    "reported",
    "reporting",
];

impl Facets {
    /// Finds every term of the table in a text; a longer term hides the shorter ones inside it of the same facet.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let words = words(text);
        let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
        let mut hits: Vec<Hit> = Vec::new();
        let (terms, longest) = &*TERMS;
        for length in (1..=(*longest).min(stems.len())).rev() {
            for start in 0..=stems.len() - length {
                let Some(found) = terms.get(&stems[start..start + length]) else {
                    continue;
                };
                for (facet, value) in found {
                    let hidden = hits.iter().any(|hit| {
                        hit.length > length
                            && hit.start <= start
                            && hit.start + hit.length >= start + length
                            && hides(hit, facet)
                    });
                    if !hidden {
                        hits.push(Hit {
                            facet,
                            value,
                            start,
                            length,
                        });
                    }
                }
            }
        }
        hits.sort_by_key(|hit| (hit.start, usize::MAX - hit.length));
        Self { words, hits }
    }

    /// The plain words.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The value of a facet: that of the longest term, the first of equals.
    #[must_use]
    pub fn value(&self, facet: &str) -> Option<&'static str> {
        let mut best: Option<&Hit> = None;
        for hit in self.hits.iter().filter(|hit| hit.facet == facet) {
            if best.is_none_or(|known| hit.length > known.length) {
                best = Some(hit);
            }
        }
        best.map(|hit| hit.value)
    }

    /// Whether the text speaks of a facet at all.
    #[must_use]
    pub fn has(&self, facet: &str) -> bool {
        self.hits.iter().any(|hit| hit.facet == facet)
    }

    /// Whether the text speaks of this value of a facet.
    #[must_use]
    pub fn is(&self, facet: &str, value: &str) -> bool {
        self.hits
            .iter()
            .any(|hit| hit.facet == facet && hit.value == value)
    }

    /// Share of the words that the given facets and fillers account for, 0 to 1.
    #[must_use]
    pub fn covered_by(&self, facets: &[&str]) -> f64 {
        if self.words.is_empty() {
            return 0.0;
        }
        let covered = |index: usize| {
            FILLERS.contains(&self.words[index].as_str())
                || self.hits.iter().any(|hit| {
                    facets.contains(&hit.facet)
                        && (hit.start..hit.start + hit.length).contains(&index)
                })
        };
        let count = (0..self.words.len())
            .filter(|index| covered(*index))
            .count();
        ratio(count, self.words.len())
    }
}

/// A longer term hides a shorter one of its own facet ("sub district" is no "district"), and a whole
/// field name hides the words it is made of ("site type" is no site, "country of origin" no country).
fn hides(longer: &Hit, facet: &str) -> bool {
    longer.facet == facet
        || matches!(longer.facet, "field" | "sample")
        || (longer.facet == "level" && facet == "place")
}

/// The Arabic article is no part of a word here: "المحافظة" is "محافظة".
fn stem(word: &str) -> String {
    for article in ["ال", "لل"] {
        if let Some(rest) = word.strip_prefix(article)
            && rest.chars().count() >= 3
        {
            return rest.to_owned();
        }
    }
    word.to_owned()
}

/// A share of small counts as a float.
#[must_use]
pub fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    let exact = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    exact(part) / exact(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facets_combine_into_meanings_nobody_listed() {
        let facets = Facets::of("Nombre de ménages déplacés");
        assert_eq!(facets.value("unit"), Some("households"));
        assert_eq!(facets.value("population"), Some("idps"));
        assert!(facets.covered_by(&["unit", "population", "total"]) > 0.99);
    }

    #[test]
    fn a_longer_term_hides_the_shorter_one_inside() {
        assert_eq!(Facets::of("Sub-district").value("level"), Some("3"));
        assert_eq!(
            Facets::of("Location name in Arabic").value("language"),
            Some("ar")
        );
        assert!(!Facets::of("Site type").has("place"));
    }

    #[test]
    fn the_arabic_article_does_not_matter() {
        assert_eq!(Facets::of("اسم المحافظة").value("level"), Some("1"));
        assert_eq!(
            Facets::of("عدد الأسر النازحة").value("unit"),
            Some("households")
        );
        assert_eq!(Facets::of("رمز المديرية").value("code"), Some("code"));
    }

    #[test]
    fn ukrainian_words_are_known() {
        assert_eq!(Facets::of("Область").value("level"), Some("1"));
        assert_eq!(Facets::of("Код громади").value("code"), Some("code"));
    }
}
