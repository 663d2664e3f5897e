//! Countries and areas: ISO 3166-1 and the regions of UN M49.

use std::sync::OnceLock;

pub use crate::country_names::LANGUAGES;

/// A country or area of ISO 3166-1 with its regions (UN M49 numbers; 0 where M49 has none).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country {
    /// Two letters, `SD`.
    pub alpha2: &'static str,
    /// Three letters, `SDN`.
    pub alpha3: &'static str,
    /// The number of ISO and M49, 729; written with three digits.
    pub numeric: u16,
    /// Region, e.g. 2 Africa.
    pub m49_region: u16,
    /// Sub-region, e.g. 15 Northern Africa.
    pub m49_subregion: u16,
    /// Intermediate region, e.g. 14 Eastern Africa; none for most.
    pub m49_intermediate: Option<u16>,
}

const TABLE: &str = include_str!("../data/countries.tsv");

/// All countries and areas, by their three letters.
pub fn all() -> &'static [Country] {
    static ALL: OnceLock<Vec<Country>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut countries: Vec<Country> = TABLE
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .map(|line| read_line(line).expect("data/countries.tsv is checked by a test"))
            .collect();
        countries.sort_by_key(|country| country.alpha3);
        countries
    })
}

/// A line is alpha2, alpha3, numeric, region, sub-region, intermediate region (or nothing).
fn read_line(line: &'static str) -> Option<Country> {
    let mut cells = line.split('\t');
    Some(Country {
        alpha2: cells.next()?,
        alpha3: cells.next()?,
        numeric: cells.next()?.parse().ok()?,
        m49_region: cells.next()?.parse().ok()?,
        m49_subregion: cells.next()?.parse().ok()?,
        m49_intermediate: cells.next().and_then(|cell| cell.parse().ok()),
    })
}

/// The country of three letters, in any case.
pub fn by_alpha3(code: &str) -> Option<&'static Country> {
    all()
        .iter()
        .find(|country| country.alpha3.eq_ignore_ascii_case(code))
}

/// The country of two letters, in any case.
pub fn by_alpha2(code: &str) -> Option<&'static Country> {
    all()
        .iter()
        .find(|country| country.alpha2.eq_ignore_ascii_case(code))
}

/// The country of an ISO or M49 number.
pub fn by_numeric(code: u16) -> Option<&'static Country> {
    all().iter().find(|country| country.numeric == code)
}

/// The country of a name in any of [`LANGUAGES`], or of a common variant; case, accents and punctuation do
/// not matter. Codes are not names: ask [`by_alpha3`] for those.
pub fn by_name(text: &str) -> Option<&'static Country> {
    crate::country_names::find(text)
}

impl Country {
    /// Its name in one of [`LANGUAGES`], else in English.
    pub fn name(&self, lang: &str) -> &'static str {
        crate::country_names::name(self, lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_249_different_countries_in_the_regions_of_m49() {
        assert_eq!(all().len(), 249);
        let mut codes: Vec<_> = all().iter().flat_map(|c| [c.alpha2, c.alpha3]).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 2 * 249);
        let in_region = |region| all().iter().filter(|c| c.m49_region == region).count();
        // M49 counts with Taiwan in Asia: 60 + 57 + 51 + 51 + 29, and Antarctica in none.
        assert_eq!(
            [2, 19, 142, 150, 9, 0].map(in_region),
            [60, 57, 51, 51, 29, 1]
        );
    }

    #[test]
    fn a_country_is_found_by_each_code() {
        let sudan = by_alpha3("sdn").unwrap();
        assert_eq!(
            (sudan.alpha2, sudan.numeric, sudan.m49_subregion),
            ("SD", 729, 15)
        );
        assert_eq!(by_numeric(729), Some(sudan));
        assert_eq!(by_alpha2("SD"), Some(sudan));
        assert_eq!(by_alpha3("KEN").unwrap().m49_intermediate, Some(14));
    }
}
