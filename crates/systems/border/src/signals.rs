//! Patterns seen in trafficking: rules that call a person of protection. Each names what was seen; none gives a score, and
//! nothing is kept about a person but the call itself.

use std::collections::BTreeSet;

use jiff::civil::Date;
use vocab::PartialDate;

use crate::statistics::age_on;

/// A traveller as the rules see them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// The inspection.
    pub inspection: String,
    /// When, milliseconds.
    pub at: i64,
    /// Surname, for relations.
    pub surname: String,
    /// Date of birth.
    pub birth: Option<PartialDate>,
    /// `F`, `M` or `X`.
    pub sex: Option<char>,
    /// Number of the document.
    pub number: String,
    /// Its issuer.
    pub issuer: String,
    /// Its day of issue.
    pub issued: Option<Date>,
    /// Phone, digits only.
    pub phone: String,
    /// Sponsor or employer, as it is compared.
    pub sponsor: String,
    /// Number of the document of the adult with whom they travel.
    pub with_adult: String,
    /// Whether they are that adult's kin, as the officer found.
    pub related: bool,
    /// Whether the guardian's consent was seen.
    pub consent: bool,
    /// Whether the purpose is work.
    pub for_work: bool,
    /// Whether earlier crossings are known.
    pub travelled_before: bool,
    /// Somebody else held the document.
    pub documents_held: bool,
    /// A companion answered.
    pub speaks_for_all: bool,
}

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// One phone for unrelated people.
    SamePhone,
    /// One sponsor for unrelated people who come for work.
    SameSponsor,
    /// New documents with numbers in a row.
    ConsecutiveDocuments,
    /// Young women on a first journey to one employer.
    YoungWomenSameSponsor,
    /// One adult, several unrelated minors.
    AdultWithMinors,
    /// A minor without an adult, or without consent.
    MinorAlone,
    /// Somebody else held the document.
    DocumentsHeld,
    /// A companion answers.
    SpeaksForAll,
}

impl Rule {
    /// The word of the register.
    pub fn code(self) -> &'static str {
        match self {
            Self::SamePhone => "same_phone",
            Self::SameSponsor => "same_sponsor",
            Self::ConsecutiveDocuments => "consecutive_documents",
            Self::YoungWomenSameSponsor => "young_women_same_sponsor",
            Self::AdultWithMinors => "adult_with_minors",
            Self::MinorAlone => "minor_alone",
            Self::DocumentsHeld => "documents_held",
            Self::SpeaksForAll => "speaks_for_all",
        }
    }
}

/// Call a protection officer: why, and which inspections show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// The rule.
    pub rule: Rule,
    /// How many people.
    pub people: usize,
    /// The inspections, this one last.
    pub inspections: Vec<String>,
}

/// Fewest people of a phone.
pub const PHONE_PEOPLE: usize = 3;
/// Fewest people of a sponsor.
pub const SPONSOR_PEOPLE: usize = 4;
/// Fewest documents in a row.
pub const ROW_DOCUMENTS: usize = 3;
/// Fewest young women of one employer.
pub const YOUNG_WOMEN: usize = 3;
/// Fewest unrelated minors of one adult.
pub const MINORS: usize = 2;
/// A document is new for so many days.
const NEW_DAYS: i32 = 90;

/// Everything that the traveller at the desk and those before them show. `before` is what the post saw in the last hours.
pub fn signals(now: &Seen, before: &[Seen], on: Date) -> Vec<Signal> {
    let mut found = Vec::new();
    let mut note = |rule: Rule, others: Vec<&Seen>| {
        let mut inspections: Vec<String> =
            others.iter().map(|seen| seen.inspection.clone()).collect();
        inspections.push(now.inspection.clone());
        found.push(Signal {
            rule,
            people: inspections.len(),
            inspections,
        });
    };
    let others: Vec<&Seen> = one_each(now, before);
    if !now.phone.is_empty() {
        let same: Vec<&Seen> = others
            .iter()
            .copied()
            .filter(|it| it.phone == now.phone)
            .collect();
        if same.len() + 1 >= PHONE_PEOPLE && unrelated(now, &same) {
            note(Rule::SamePhone, same);
        }
    }
    if !now.sponsor.is_empty() {
        let same: Vec<&Seen> = others
            .iter()
            .copied()
            .filter(|it| it.sponsor == now.sponsor)
            .collect();
        let young = |seen: &Seen| is_young_woman(seen, on) && !seen.travelled_before;
        let women: Vec<&Seen> = same.iter().copied().filter(|it| young(it)).collect();
        if young(now) && women.len() + 1 >= YOUNG_WOMEN && unrelated(now, &women) {
            note(Rule::YoungWomenSameSponsor, women);
        } else if now.for_work && same.len() + 1 >= SPONSOR_PEOPLE && unrelated(now, &same) {
            note(Rule::SameSponsor, same);
        }
    }
    let row = in_a_row(now, &others, on);
    if row.len() + 1 >= ROW_DOCUMENTS && unrelated(now, &row) {
        note(Rule::ConsecutiveDocuments, row);
    }
    if is_minor(now, on) {
        if now.with_adult.is_empty() || !(now.related || now.consent) {
            note(Rule::MinorAlone, Vec::new());
        }
        let wards: Vec<&Seen> = others
            .iter()
            .copied()
            .filter(|it| {
                !it.with_adult.is_empty()
                    && it.with_adult == now.with_adult
                    && !it.related
                    && is_minor(it, on)
            })
            .collect();
        if !now.related && wards.len() + 1 >= MINORS {
            note(Rule::AdultWithMinors, wards);
        }
    }
    if now.documents_held {
        note(Rule::DocumentsHeld, Vec::new());
    }
    if now.speaks_for_all {
        note(Rule::SpeaksForAll, Vec::new());
    }
    found
}

/// Each other document once: somebody who stands at the desk a second time is no second person.
fn one_each<'a>(now: &Seen, before: &'a [Seen]) -> Vec<&'a Seen> {
    let mut known = BTreeSet::from([(now.issuer.as_str(), now.number.as_str())]);
    before
        .iter()
        .filter(|seen| {
            seen.inspection != now.inspection
                && (seen.number.is_empty() || known.insert((&seen.issuer, &seen.number)))
        })
        .collect()
}

/// Families share phones, sponsors and days of issue: at least two surnames must be there beside kin.
fn unrelated(now: &Seen, others: &[&Seen]) -> bool {
    let surnames: BTreeSet<&str> = others
        .iter()
        .map(|seen| seen.surname.as_str())
        .chain([now.surname.as_str()])
        .collect();
    surnames.len() >= 2
}

/// Whether somebody is under 18 on a day; a birth of which only the year is known is taken at its last day.
pub fn is_minor(seen: &Seen, on: Date) -> bool {
    seen.birth
        .is_some_and(|birth| age_on(birth.last_day(), on) < 18)
}

fn is_young_woman(seen: &Seen, on: Date) -> bool {
    seen.sex == Some('F')
        && seen
            .birth
            .is_some_and(|birth| age_on(birth.last_day(), on) < 25)
}

/// Documents of one issuer, new, with numbers that follow each other to this one's.
fn in_a_row<'a>(now: &Seen, others: &[&'a Seen], on: Date) -> Vec<&'a Seen> {
    let new = |seen: &Seen| {
        seen.issued
            .is_some_and(|day| (0..=NEW_DAYS).contains(&crate::stay::days_between(day, on)))
    };
    let Some((series, number)) = numbered(&now.number).filter(|_| new(now)) else {
        return Vec::new();
    };
    let mut same: Vec<(u64, &Seen)> = others
        .iter()
        .copied()
        .filter(|seen| seen.issuer == now.issuer && new(seen))
        .filter_map(|seen| {
            let (its, other) = numbered(&seen.number)?;
            (its == series).then_some((other, seen))
        })
        .collect();
    same.sort_by_key(|(other, _)| *other);
    let mut row = Vec::new();
    // One number may be missing between two: clerks spoil forms.
    let mut last = number;
    for (other, seen) in same.iter().filter(|(other, _)| *other > number) {
        if other - last > 2 {
            break;
        }
        last = *other;
        row.push(*seen);
    }
    last = number;
    for (other, seen) in same.iter().rev().filter(|(other, _)| *other < number) {
        if last - other > 2 {
            break;
        }
        last = *other;
        row.push(*seen);
    }
    row
}

/// The letters before and the digits at the end of a number.
fn numbered(number: &str) -> Option<(&str, u64)> {
    let digits = number.len()
        - number
            .trim_end_matches(|it: char| it.is_ascii_digit())
            .len();
    if !(3..=15).contains(&digits) {
        return None;
    }
    let (series, number) = number.split_at(number.len() - digits);
    Some((series, number.parse().ok()?))
}

/// A phone number as it is compared: its last nine digits.
pub fn phone(text: &str) -> String {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 6 {
        return String::new();
    }
    digits[digits.len().saturating_sub(9)..].iter().collect()
}

/// A sponsor as it is compared: letters and digits, whatever their case.
pub fn sponsor(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
