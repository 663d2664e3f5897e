//! Names of countries in eight languages: those of Unicode CLDR, with United Nations usage where it differs,
//! and the variants that people write.

use std::collections::HashMap;
use std::sync::OnceLock;

use icu_locale::names::RegionDisplayName;
use icu_locale::{Locale, subtags::Region};

use crate::country::{self, Country};
use crate::fold;

/// Languages in which countries are named.
pub const LANGUAGES: [&str; 8] = ["en", "fr", "es", "ar", "pt", "ru", "zh", "uk"];

/// Names that differ from CLDR's, and variants.
const ADDED: &str = include_str!("../data/country_names.tsv");
/// In [`ADDED`], a name that is understood but not shown.
const ONLY_UNDERSTOOD: &str = "*";

/// Names in the order of [`LANGUAGES`], by alpha3.
type Shown = HashMap<&'static str, [String; LANGUAGES.len()]>;

fn added() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    ADDED
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.next()?, cells.next()?))
        })
}

fn cldr_name(alpha2: &str, lang: &str) -> Option<String> {
    let locale: Locale = lang.parse().ok()?;
    let region: Region = alpha2.parse().ok()?;
    let name = RegionDisplayName::try_new_light(locale.into(), region).ok()?;
    Some(name.to_string())
}

fn shown() -> &'static Shown {
    static SHOWN: OnceLock<Shown> = OnceLock::new();
    SHOWN.get_or_init(|| {
        let mut names: Shown = country::all()
            .iter()
            .map(|country| {
                let in_language = |lang| {
                    cldr_name(country.alpha2, lang).unwrap_or_else(|| country.alpha3.to_owned())
                };
                (country.alpha3, LANGUAGES.map(in_language))
            })
            .collect();
        for (alpha3, lang, name) in added().filter(|(_, lang, _)| *lang != ONLY_UNDERSTOOD) {
            let place = LANGUAGES.iter().position(|known| *known == lang);
            if let (Some(of_country), Some(place)) = (names.get_mut(alpha3), place) {
                name.clone_into(&mut of_country[place]);
            }
        }
        names
    })
}

fn index() -> &'static HashMap<String, &'static Country> {
    static INDEX: OnceLock<HashMap<String, &'static Country>> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index = HashMap::new();
        for country in country::all() {
            for lang in LANGUAGES {
                index.entry(fold(country.name(lang))).or_insert(country);
            }
        }
        for (alpha3, _, name) in added() {
            if let Some(country) = country::by_alpha3(alpha3) {
                index.entry(fold(name)).or_insert(country);
            }
        }
        // CLDR's own names last, so that what we show wins over what we replaced.
        for country in country::all() {
            for lang in LANGUAGES {
                if let Some(name) = cldr_name(country.alpha2, lang) {
                    index.entry(fold(&name)).or_insert(country);
                }
            }
        }
        index
    })
}

pub(crate) fn find(text: &str) -> Option<&'static Country> {
    index().get(&fold(text)).copied()
}

pub(crate) fn name(country: &Country, lang: &str) -> &'static str {
    let base = lang.split(['-', '_']).next().unwrap_or(lang);
    let place = LANGUAGES
        .iter()
        .position(|known| *known == base)
        .unwrap_or(0);
    shown()
        .get(country.alpha3)
        .map_or(country.alpha3, |names| names[place].as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_name_in_every_language() {
        for country in country::all() {
            for lang in LANGUAGES {
                assert_ne!(country.name(lang), country.alpha3, "{lang}");
            }
        }
    }

    #[test]
    fn every_name_that_is_shown_finds_its_own_country() {
        for country in country::all() {
            for lang in LANGUAGES {
                let name = country.name(lang);
                assert_eq!(
                    find(name).map(|found| found.alpha3),
                    Some(country.alpha3),
                    "{lang} {name}"
                );
            }
        }
    }

    #[test]
    fn every_added_name_belongs_to_a_country_and_finds_it() {
        for (alpha3, lang, name) in added() {
            assert!(
                lang == ONLY_UNDERSTOOD || LANGUAGES.contains(&lang),
                "{name}"
            );
            assert_eq!(find(name).map(|found| found.alpha3), Some(alpha3), "{name}");
        }
    }

    #[test]
    fn names_are_found_in_any_language_case_and_accent() {
        for (text, alpha3) in [
            ("SOUDAN", "SDN"),
            ("السودان", "SDN"),
            ("cote d'ivoire", "CIV"),
            ("Судан", "SDN"),
            ("Dem. Rep. of the Congo", "COD"),
            ("Congo - Kinshasa", "COD"),
            ("Congo", "COG"),
            ("Iran (Islamic Republic of)", "IRN"),
            ("turkiye", "TUR"),
            ("叙利亚", "SYR"),
            ("République centrafricaine", "CAF"),
            ("Україна", "UKR"),
        ] {
            assert_eq!(find(text).map(|found| found.alpha3), Some(alpha3), "{text}");
        }
        assert_eq!(find("Atlantis"), None);
    }
}
