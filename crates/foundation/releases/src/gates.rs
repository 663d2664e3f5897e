//! What keeps a release back, by its own figures.

use serde::{Deserialize, Serialize};
use synthesis::{attack::Attacks, report::Lost, utility::Kept};

use crate::recipe::Method;

/// A guess of membership that is right as often as this (area under the curve) keeps a release back; 0.5 tells nothing.
pub const MEMBERSHIP: f64 = 0.55;
/// Members found while one outsider in a hundred is accused wrongly: from here on a release is kept back.
const FOUND: f64 = 0.05;
/// With fewer people who stand alone the share found is one or two people.
const ENOUGH: usize = 100;

/// Why a release is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Stable code.
    pub code: String,
    /// What is wrong and what to do.
    pub reason: String,
}

impl Refusal {
    pub(crate) fn new(code: &str, reason: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            reason: reason.into(),
        }
    }
}

/// Guessing who was in the data, tried on releases of one random half with the other half as outsiders, then the other
/// way round. Nothing of the trial is published.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Trial {
    /// People who stand alone in their half, both halves together.
    pub people: usize,
    /// Area under the curve of the better attack, mean of both; none where nobody stands alone.
    pub auc: Option<f64>,
    /// Standard error of it if nothing were told.
    pub standard_error: Option<f64>,
    /// Members found at one wrong accusation in a hundred, mean of both.
    pub found_at_one_percent: Option<f64>,
}

/// The figures of a release, all from the confidential records: for whoever approves.
#[derive(Debug, Clone, Serialize)]
pub struct Quality {
    /// Records read and records made.
    pub original: usize,
    /// See `original`.
    pub release: usize,
    /// By number of columns, from 1 on.
    pub utility: Vec<Kept>,
    /// Values of at least 200 people that are gone.
    pub values_lost: Vec<Lost>,
    /// Records that the recipe calls impossible.
    pub impossible: usize,
    /// Size of the smallest group of equal records.
    pub smallest_group: usize,
    /// Uniqueness and linkage.
    pub attacks: Attacks,
    /// Membership.
    pub trial: Trial,
}

/// What keeps the release back; nothing when it passed.
pub fn gates(quality: &Quality, method: Method, k: usize) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let trial = &quality.trial;
    if let Some(auc) = trial.auc
        && auc >= MEMBERSHIP
    {
        refusals.push(Refusal::new(
            "membership",
            format!(
                "whether a person was in the data can be guessed too well: AUC {auc:.3}, allowed is under {MEMBERSHIP}; take a smaller epsilon, fewer columns or wider values"
            ),
        ));
    }
    if let Some(found) = trial.found_at_one_percent
        && trial.people >= ENOUGH
        && found >= FOUND
    {
        refusals.push(Refusal::new(
            "membership_few",
            format!(
                "{:.1} % of people are found while one stranger in a hundred is accused wrongly; allowed is under {:.0} %; take a smaller epsilon, fewer columns or wider values",
                100.0 * found,
                100.0 * FOUND
            ),
        ));
    }
    if quality.impossible > 0 {
        refusals.push(Refusal::new(
            "impossible",
            format!(
                "{} records hold combinations that the recipe calls impossible",
                quality.impossible
            ),
        ));
    }
    if method == Method::KAnonymity && quality.smallest_group < k {
        refusals.push(Refusal::new(
            "not_anonymous",
            format!(
                "the smallest group has {} records, fewer than {k}",
                quality.smallest_group
            ),
        ));
    }
    refusals
}
