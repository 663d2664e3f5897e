//! The checks that a data team runs before a round is released. Each is a pure function that returns findings.

mod arrivals;
mod change;
mod codes;
mod completeness;
mod duplicates;
mod enumerators;
mod finding;
mod levels;
pub(crate) mod messages;
mod outliers;
mod plausible;
mod points;
mod settings;
mod sums;
mod words;

pub use finding::{Finding, Severity};
pub use messages::{LANGUAGES, keys as message_keys, message};
pub(crate) use plausible::exact;
pub use settings::{SHIPPED, Settings, SettingsError};

use crate::assessment::Assessment;
use std::collections::HashMap;
use vocab::PlaceTree;

/// What the checks of one round look at.
pub struct RoundData<'a> {
    /// Record id of the round.
    pub round: &'a str,
    /// First and last day of collection, ISO, where known.
    pub collected: (Option<&'a str>, Option<&'a str>),
    /// When the crisis began, ISO, where known.
    pub crisis_began: Option<&'a str>,
    /// The round's assessments.
    pub assessments: &'a [Assessment],
    /// The assessments of the round before, where there is one.
    pub previous: Option<&'a [Assessment]>,
    /// Areas.
    pub places: &'a PlaceTree,
    /// Known population by P-code.
    pub populations: &'a HashMap<String, i64>,
    /// Lengths of P-codes by country: total characters at each level.
    pub code_lengths: &'a HashMap<String, Vec<usize>>,
    /// Codes of places known to be closed.
    pub closed_places: &'a std::collections::HashSet<String>,
    /// People who arrived less those who left since the round before, by code of admin 1, as emergency tracking told;
    /// only of provinces of which something was told.
    pub arrivals: &'a HashMap<String, i64>,
    /// Names and labels of the register's list of reasons, folded; empty where it has none.
    pub reasons: &'a std::collections::HashSet<String>,
    /// Severities and thresholds in force.
    pub settings: &'a Settings,
}

/// A check: pure, from a round's data to findings.
pub type Check = fn(&RoundData<'_>) -> Vec<Finding>;

/// All checks, with the number they have in the practice of data teams.
pub const CHECKS: &[(&str, Check)] = &[
    ("1 required", completeness::required),
    ("2 codes", codes::codes),
    ("3 names", codes::names),
    ("4 points", points::points),
    ("5 duplicate places", duplicates::duplicate_places),
    ("5 near duplicates", duplicates::near_duplicates),
    ("6 duplicate submissions", duplicates::duplicate_submissions),
    ("7 blocks", sums::blocks),
    ("7 sexes", sums::sexes),
    ("8 household size", plausible::household_size),
    ("9 change", change::change),
    ("10 arrivals", arrivals::arrivals),
    ("11 impossible", plausible::impossible),
    ("11 dates", plausible::dates),
    ("12 outliers", outliers::outliers),
    ("13 digit heaping", outliers::digit_heaping),
    ("14 one informant", completeness::one_informant),
    ("14 many interviews", enumerators::many_interviews),
    ("14 alike answers", enumerators::alike_answers),
    ("14 short interviews", enumerators::short_interviews),
    ("14 far from place", enumerators::far_from_place),
    ("15 unit slip", plausible::unit_slip),
    ("15 uncoded reasons", words::uncoded_reasons),
    ("16 levels", levels::levels),
];

/// Runs all checks. The order of findings is the same for the same data.
#[must_use]
pub fn run(data: &RoundData<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = CHECKS.iter().flat_map(|(_, check)| check(data)).collect();
    findings.sort_by(|a, b| {
        b.severity
            .cmp(&a.severity)
            .then_with(|| a.key(data.round).cmp(&b.key(data.round)))
    });
    findings
}
