//! From evidence to a probability, as a sum of log-odds whose every term is said in words.
//!
//! The weights of names were fitted by logistic regression on open pairs of names (five-fold cross-validation in
//! `benches/screening/README.md`); those of birth, nationality and sex are set by hand from how often lists err in them.

use serde::Serialize;

use crate::{
    compare::{self, Evidence, Reason},
    name::Name,
    subject::{Birth, Query, Subject},
};

/// From this probability on two names alone are taken for the same person's: precision and recall are measured at it.
pub const NAMES_ALIKE: f32 = 0.5;

/// One term of a judgement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contribution {
    /// In words.
    pub what: String,
    /// Log-odds, positive for the same person.
    pub weight: f32,
}

/// A judgement with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// Probability that both are one person, 0 to 1.
    pub score: f32,
    /// Log-odds, which keep an order where the score is near 1.
    pub log_odds: f32,
    /// What it is made of.
    pub contributions: Vec<Contribution>,
}

/// The measures of two names' likeness that the weights stand for.
pub const FEATURES: usize = 7;

/// Weights of [`features`].
const WEIGHTS: [f32; FEATURES] = [-4.4, -0.2, -0.5, -2.7, -1.7, -1.0, -1.7];

/// Log-odds of two names without any difference.
const EQUAL_NAMES: f32 = 2.6;

/// Most log-odds that a rare name adds.
const RAREST: f32 = 1.5;

/// Most log-odds that a name can bring: differences only take away.
pub const MOST_OF_NAMES: f32 = EQUAL_NAMES + RAREST;

/// Measures of difference, each on a scale of about one: other names at one place, names on one side only, spelling,
/// names of descent changed over, a single name that stands for a longer one, letters that differ, many names missing.
pub fn features(evidence: &Evidence) -> [f32; FEATURES] {
    let flag = |set: bool| if set { 1.0 } else { 0.0 };
    #[expect(clippy::cast_precision_loss, reason = "a few letters")]
    let edits = (evidence.edits as f32).min(4.0);
    [
        evidence.contradicted.min(2.0),
        evidence.missing.min(4.0),
        evidence.blurred.min(2.0),
        flag(evidence.crossed),
        flag(evidence.agreed <= 1.01 && evidence.missing >= 0.9),
        edits,
        (evidence.missing - 2.0).clamp(0.0, 2.0),
    ]
}

/// Log-odds of two names being one person's.
pub fn name_log_odds(evidence: &Evidence) -> f32 {
    let products = features(evidence)
        .into_iter()
        .zip(WEIGHTS)
        .map(|(value, weight)| value * weight);
    products.sum::<f32>() + EQUAL_NAMES
}

/// Probability that two names alone are one person's.
pub fn names_score(a: &str, b: &str) -> f32 {
    probability(name_log_odds(&compare::names(
        &Name::read(a),
        &Name::read(b),
    )))
}

/// Log-odds as a probability.
pub fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Log-odds of everything but the name: what is cheap to compare, for many candidates.
pub fn other_log_odds(query: &Query, subject: &Subject) -> f32 {
    birth_term(query, subject).map_or(0.0, |term| term.1)
        + nationality_term(query, subject).map_or(0.0, |term| term.1)
        + sex_term(query, subject).map_or(0.0, |term| term.1)
}

/// What a name's frequency on a list adds: `expected` is the logarithm of how many of the list would share the parts
/// that agree by chance. A name that hundreds bear says little, however equal it is.
pub fn rarity(expected: f32) -> f32 {
    (-0.6 * (expected + 5.0)).clamp(-4.0, RAREST)
}

/// The same in words, for those who decide.
pub fn judge(
    query: &Query,
    name: &Name,
    subject: &Subject,
    evidence: &Evidence,
    rarity: f32,
) -> Judgement {
    let mut contributions = vec![Contribution {
        what: in_words(&query.name, name, evidence),
        weight: name_log_odds(evidence),
    }];
    let what = if rarity < 0.0 {
        "the parts that agree are common on this list"
    } else {
        "the parts that agree are rare on this list"
    };
    let terms = [
        Some((what, rarity)),
        birth_term(query, subject),
        nationality_term(query, subject),
        sex_term(query, subject),
    ];
    for (what, weight) in terms.into_iter().flatten() {
        contributions.push(Contribution {
            what: what.to_owned(),
            weight,
        });
    }
    let log_odds = contributions.iter().map(|term| term.weight).sum();
    Judgement {
        score: probability(log_odds),
        log_odds,
        contributions,
    }
}

fn in_words(query: &Name, listed: &Name, evidence: &Evidence) -> String {
    let run = |name: &Name, (from, to): (usize, usize)| {
        let texts: Vec<&str> = name.parts[from..to]
            .iter()
            .map(|part| part.text.as_str())
            .collect();
        texts.join(" ")
    };
    let mut told: Vec<String> = evidence
        .pairs
        .iter()
        .map(|pair| {
            let (x, y) = (run(query, pair.a), run(listed, pair.b));
            match pair.reason {
                Reason::Equal => format!("{x} equal"),
                Reason::Sound => format!("{x} sounds like {y}"),
                Reason::Family => format!("{x} is a form of {y}"),
                Reason::Consonants => format!("{x} has the consonants of {y}"),
                Reason::Letters => format!("{x} is {:.0} % {y}", pair.likeness * 100.0),
                Reason::Initial => format!("{x} may stand for {y}"),
                Reason::Beginning => format!("{x} begins like {y}"),
                Reason::Gaps => format!("{x} is {y} with other gaps"),
            }
        })
        .collect();
    if evidence.contradicted > 0.0 {
        told.push("other parts differ".to_owned());
    }
    if evidence.missing > 0.0 {
        told.push("parts on one side only".to_owned());
    }
    if evidence.crossed {
        told.push("the names around the word of descent have changed places".to_owned());
    }
    told.join("; ")
}

fn birth_term(query: &Query, subject: &Subject) -> Option<(&'static str, f32)> {
    let asked = query.birth?;
    let terms = subject.births.iter().map(|listed| births(asked, *listed));
    terms.max_by(|x, y| x.1.total_cmp(&y.1))
}

fn births(asked: Birth, listed: Birth) -> (&'static str, f32) {
    let years = asked.date.year().abs_diff(listed.date.year());
    let about = asked.approximate || listed.approximate;
    let whole = |birth: Birth| Some((birth.date.month()?, birth.date.day()?));
    match (whole(asked), whole(listed)) {
        (Some(a), Some(b)) if years == 0 && a == b => ("born on the same day", 4.0),
        (Some((m, d)), Some((n, e))) if years == 0 && (m, d) == (e, n) => {
            ("day and month of birth changed over", 2.5)
        }
        (Some((m, d)), Some((n, e))) if years == 0 && (m == n || d == e) => {
            ("born in the same year, day or month differs", -0.3)
        }
        (Some(a), Some(b)) if years <= 2 && a == b => {
            ("same day of birth, a year or two apart", 1.8)
        }
        (Some(a), Some(b)) if years.is_multiple_of(10) && years <= 20 && a == b => {
            ("same day of birth, a decade apart", 0.8)
        }
        (Some(_), Some(_)) if years == 0 && !about => {
            ("born in the same year, on another day", -2.5)
        }
        _ if years == 0 => ("born in the same year", 1.6),
        _ if years <= 2 && about => ("born within two years of an approximate date", 0.8),
        (Some(_), Some(_)) if !about => ("born on another day of another year", -4.5),
        _ if years == 1 => ("born a year apart", -1.0),
        _ if years <= 2 => ("born two years apart", -2.0),
        _ if years <= 5 && about => ("born some years from an approximate date", -1.5),
        _ => ("born in other years", -4.5),
    }
}

fn nationality_term(query: &Query, subject: &Subject) -> Option<(&'static str, f32)> {
    let asked = query.nationality.as_ref()?;
    if subject.nationalities.is_empty() {
        return None;
    }
    Some(if subject.nationalities.contains(asked) {
        ("same nationality", 0.7)
    } else {
        ("another nationality", -0.8)
    })
}

fn sex_term(query: &Query, subject: &Subject) -> Option<(&'static str, f32)> {
    Some(if query.sex? == subject.sex? {
        ("same sex", 0.2)
    } else {
        ("another sex", -2.0)
    })
}
