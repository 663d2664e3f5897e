//! Numbers of documents: series that issuers have made known, and numbers that must not be in use.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{Indication, Weight};
use crate::Zone;

/// How an issuer numbers one kind of document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Issuing state as the zone codes it.
    pub issuer: String,
    /// First letters of the document code, `P` for every passport.
    pub document_code: String,
    /// The number: `?` a letter, `#` a digit, anything else itself.
    pub pattern: String,
    /// First day on which numbers of it were issued.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Who says so.
    pub source: String,
}

impl Series {
    fn is_of(&self, zone: &Zone<'_>) -> bool {
        self.issuer == zone.issuing_state() && zone.document_code().starts_with(&self.document_code)
    }

    fn fits(&self, number: &str) -> bool {
        self.pattern.chars().count() == number.chars().count()
            && self
                .pattern
                .chars()
                .zip(number.chars())
                .all(|(wanted, found)| match wanted {
                    '?' => found.is_ascii_uppercase(),
                    '#' => found.is_ascii_digit(),
                    other => other == found,
                })
    }

    fn was_issued_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Nothing is said of issuers whose series are not known.
pub(super) fn series(
    zone: &Zone<'_>,
    issued: Option<Date>,
    known: &[Series],
) -> Option<Indication> {
    const RULE: &str = "issuing series";
    let number = zone.document_number();
    let of_issuer: Vec<&Series> = known.iter().filter(|series| series.is_of(zone)).collect();
    let fitting: Vec<&&Series> = of_issuer
        .iter()
        .filter(|series| series.fits(&number))
        .collect();
    let first = of_issuer.first()?;
    if fitting.is_empty() {
        let reason = format!(
            "{number} is in no known series of {} ({})",
            first.issuer, first.source
        );
        return Some(Indication {
            rule: RULE,
            reason,
            weight: Weight::Unusual,
        });
    }
    let day = issued?;
    if fitting.iter().any(|series| series.was_issued_on(day)) {
        return None;
    }
    let reason = format!(
        "{number} is of a series that was not issued on {day} ({})",
        fitting[0].source
    );
    Some(Indication {
        rule: RULE,
        reason,
        weight: Weight::Grave,
    })
}

/// One number that must not be in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadNumber {
    /// Issuing state as the zone codes it.
    pub issuer: String,
    /// The number.
    pub number: String,
    /// Why: stolen blank, lost, revoked, seen in forgeries.
    pub reason: String,
}

/// Numbers that must not be in use, as lists of lost and stolen documents give them.
#[derive(Debug, Clone, Default)]
pub struct BadNumbers {
    exact: HashMap<(String, String), String>,
    alike: HashMap<(String, String), String>,
}

impl BadNumbers {
    /// Takes a list; the last of several entries for one number counts.
    pub fn new(list: impl IntoIterator<Item = BadNumber>) -> Self {
        let mut numbers = Self::default();
        for bad in list {
            let number = plain(&bad.number);
            numbers
                .alike
                .insert((bad.issuer.clone(), alike(&number)), number.clone());
            numbers.exact.insert((bad.issuer, number), bad.reason);
        }
        numbers
    }

    pub(super) fn indication(&self, zone: &Zone<'_>) -> Option<Indication> {
        const RULE: &str = "known-bad number";
        let issuer = zone.issuing_state().into_owned();
        let number = plain(&zone.document_number());
        if let Some(why) = self.exact.get(&(issuer.clone(), number.clone())) {
            let reason = format!("{number} of {issuer}: {why}");
            return Some(Indication {
                rule: RULE,
                reason,
                weight: Weight::Grave,
            });
        }
        let listed = self.alike.get(&(issuer.clone(), alike(&number)))?;
        let reason = format!(
            "{number} may be a misreading of {listed} of {issuer}, which is listed: read the number again"
        );
        Some(Indication {
            rule: RULE,
            reason,
            weight: Weight::Slip,
        })
    }
}

/// A number without gaps and marks, upper case.
pub(super) fn plain(number: &str) -> String {
    let letters = number.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_uppercase()).collect()
}

/// A number with the letters that readers take for digits made digits.
fn alike(number: &str) -> String {
    let digit = |letter| match letter {
        'O' | 'D' | 'Q' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'S' => '5',
        'G' => '6',
        'B' => '8',
        other => other,
    };
    number.chars().map(digit).collect()
}
