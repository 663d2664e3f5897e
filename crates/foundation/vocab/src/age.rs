//! Age bands: declared by each operation, never fixed in code.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::VocabError;

/// Ages in completed years, both ends included; without an end it is open: `60+`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgeBand {
    /// The youngest age.
    pub from: u8,
    /// The oldest age; none means and older.
    pub to: Option<u8>,
}

impl AgeBand {
    /// Reads `0-4`, `0–4`, `60+` or `<1`.
    pub fn parse(text: &str) -> Result<Self, VocabError> {
        let text = text.trim();
        let age = |part: &str| part.trim().parse::<u8>().map_err(|_| VocabError::AgeBand);
        if let Some(from) = text.strip_suffix('+') {
            return Ok(Self {
                from: age(from)?,
                to: None,
            });
        }
        if let Some(under) = text.strip_prefix('<') {
            let to = age(under)?.checked_sub(1).ok_or(VocabError::AgeBand)?;
            return Ok(Self {
                from: 0,
                to: Some(to),
            });
        }
        let (from, to) = text.split_once(['-', '–']).ok_or(VocabError::AgeBand)?;
        let (from, to) = (age(from)?, age(to)?);
        if to < from {
            return Err(VocabError::AgeBand);
        }
        Ok(Self { from, to: Some(to) })
    }

    /// Reads an attribute of a hashtag as humanitarian tables write ages: `age0_4`, `age_5_11`, `age60`, `age_60plus`; none
    /// for another attribute (HXL 1.1 has no list of bands; these are the spellings in use).
    pub fn of_attribute(attribute: &str) -> Option<Self> {
        let ages = attribute.strip_prefix("age")?.trim_start_matches('_');
        match ages.split_once('_') {
            Some((from, to)) if to != "plus" => Self::parse(&format!("{from}-{to}")).ok(),
            _ => {
                let from = ages.trim_end_matches("plus").trim_end_matches('_');
                Self::parse(&format!("{from}+")).ok()
            }
        }
    }

    /// Whether a person of this age belongs to it.
    pub fn contains(&self, age: u8) -> bool {
        age >= self.from && self.to.is_none_or(|to| age <= to)
    }
}

impl fmt::Display for AgeBand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            None => write!(f, "{}+", self.from),
            Some(to) => write!(f, "{}-{to}", self.from),
        }
    }
}

impl TryFrom<String> for AgeBand {
    type Error = VocabError;
    fn try_from(text: String) -> Result<Self, VocabError> {
        Self::parse(&text)
    }
}

impl From<AgeBand> for String {
    fn from(band: AgeBand) -> String {
        band.to_string()
    }
}

/// Bands that follow each other without gap or overlap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<AgeBand>", into = "Vec<AgeBand>")]
pub struct AgeBands(Vec<AgeBand>);

impl AgeBands {
    /// Checks and sorts the bands; the first fault names the band where it is.
    pub fn new(mut bands: Vec<AgeBand>) -> Result<Self, VocabError> {
        bands.sort();
        if bands.is_empty() {
            return Err(VocabError::AgeBands("an empty list".to_owned()));
        }
        for pair in bands.windows(2) {
            let follows = pair[0]
                .to
                .and_then(|to| to.checked_add(1))
                .is_some_and(|next| next == pair[1].from);
            if !follows {
                return Err(VocabError::AgeBands(format!("{} and {}", pair[0], pair[1])));
            }
        }
        Ok(Self(bands))
    }

    /// The band of an age, if one covers it.
    pub fn band_of(&self, age: u8) -> Option<AgeBand> {
        self.0.iter().copied().find(|band| band.contains(age))
    }

    /// The bands, youngest first.
    pub fn as_slice(&self) -> &[AgeBand] {
        &self.0
    }
}

impl TryFrom<Vec<AgeBand>> for AgeBands {
    type Error = VocabError;
    fn try_from(bands: Vec<AgeBand>) -> Result<Self, VocabError> {
        Self::new(bands)
    }
}

impl From<AgeBands> for Vec<AgeBand> {
    fn from(bands: AgeBands) -> Vec<AgeBand> {
        bands.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands(texts: &[&str]) -> Result<AgeBands, VocabError> {
        AgeBands::new(
            texts
                .iter()
                .map(|text| AgeBand::parse(text).unwrap())
                .collect(),
        )
    }

    #[test]
    fn the_bands_in_use_are_accepted_in_any_order() {
        let declared = bands(&["60+", "<1", "1-5", "6-17", "18-59"]).unwrap();
        assert_eq!(declared.band_of(0).unwrap().to_string(), "0-0");
        assert_eq!(declared.band_of(17).unwrap().to_string(), "6-17");
        assert_eq!(declared.band_of(110).unwrap().to_string(), "60+");
    }

    #[test]
    fn ages_in_attributes_of_hashtags_are_read() {
        let read = |text| AgeBand::of_attribute(text).map(|band| band.to_string());
        for (text, band) in [
            ("age0_4", "0-4"),
            ("age_5_11", "5-11"),
            ("age60", "60+"),
            ("age_60_plus", "60+"),
            ("age60plus", "60+"),
        ] {
            assert_eq!(read(text).as_deref(), Some(band), "{text}");
        }
        for other in ["adults", "age", "age_", "agent_1", "ageplus", "age17_5"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn gaps_and_overlaps_are_refused() {
        assert!(bands(&["0-4", "6-17"]).is_err());
        assert!(bands(&["0-5", "5-17"]).is_err());
        assert!(bands(&["0+", "5-17"]).is_err());
        assert!(bands(&[]).is_err());
        assert!(AgeBand::parse("17-5").is_err());
        assert!(AgeBand::parse("<0").is_err());
    }
}
