//! The return index: how severe conditions are where people have returned, from what key informants say of sixteen
//! things in two scales.
//!
//! The method follows the Return Index of IOM Iraq (DTM and Social Inquiry, "Reasons to remain", 2018): each indicator is
//! no, some or a severe problem (0, 1, 2), each scale is the weighted mean of its indicators, the score the weighted mean of
//! the scales, and limits make it low, medium or high. Weights and limits are text with a version and a source; a score
//! says which version made it and how each indicator moved it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value as Json};

/// The text that ships: equal weights.
pub const SHIPPED: &str = include_str!("return_index.toml");

/// The worst answer: a severe problem.
const WORST: f64 = 2.0;

/// Weights and limits of one version.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Named by every score that it makes.
    pub version: String,
    /// Where the weights come from.
    pub source: String,
    /// Where low ends and high begins.
    pub limits: Limits,
    /// The scales by code.
    pub scales: BTreeMap<String, Scale>,
}

/// Where low ends and high begins, on a score from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// From this score on, medium.
    pub medium_from: f64,
    /// From this score on, high.
    pub high_from: f64,
    /// Share of the weight that must have an answer, 0 to 1; below it there is no score.
    pub least_answered: f64,
}

/// One scale: its own weight and those of its indicators.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// How much the scale counts beside the others.
    pub weight: f64,
    /// How much each indicator counts within it, by its meaning: `mines` is the field tagged `#severity+mines`.
    pub indicators: BTreeMap<String, f64>,
}

/// Why a text of weights is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// Not TOML of this shape; the message names the line.
    #[error("the weights are not valid TOML: {0}")]
    Text(String),
    /// A weight or limit that no score can be made with.
    #[error("the weights make no score: {0}")]
    Value(String),
}

impl Weights {
    /// Reads and checks a text of weights.
    ///
    /// # Errors
    /// When it is no TOML of this shape, or a weight or limit is out of range.
    pub fn parse(text: &str) -> Result<Self, WeightsError> {
        let read: Self =
            toml::from_str(text).map_err(|error| WeightsError::Text(error.to_string()))?;
        read.check().map_err(WeightsError::Value)?;
        Ok(read)
    }

    /// The weights that ship.
    #[must_use]
    pub fn shipped() -> Self {
        Self::parse(SHIPPED).expect("the shipped text is read by a test")
    }

    fn check(&self) -> Result<(), String> {
        let limits = self.limits;
        let within = |number: f64, top: f64| number.is_finite() && (0.0..=top).contains(&number);
        if !within(limits.medium_from, 100.0)
            || !within(limits.high_from, 100.0)
            || limits.medium_from > limits.high_from
        {
            return Err("limits lie between 0 and 100, medium_from before high_from".to_owned());
        }
        if !within(limits.least_answered, 1.0) {
            return Err("least_answered is a share from 0 to 1".to_owned());
        }
        for (code, scale) in &self.scales {
            let sum: f64 = scale.indicators.values().sum();
            let all = scale
                .indicators
                .values()
                .chain(std::iter::once(&scale.weight));
            if all.copied().any(|weight| !within(weight, f64::MAX)) {
                return Err(format!("a weight of scale `{code}` is below 0"));
            }
            if !(sum.is_finite() && sum > 0.0) {
                return Err(format!("the indicators of scale `{code}` weigh nothing"));
            }
        }
        let whole: f64 = self.scales.values().map(|scale| scale.weight).sum();
        if whole.is_finite() && whole > 0.0 {
            Ok(())
        } else {
            Err("the scales weigh nothing".to_owned())
        }
    }

    /// The codes of all indicators.
    pub fn indicators(&self) -> impl Iterator<Item = &str> {
        self.scales
            .values()
            .flat_map(|scale| scale.indicators.keys())
            .map(String::as_str)
    }
}

/// How severe conditions are.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, utoipa::ToSchema,
)]
#[schema(as = ReturnSeverity)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Below the first limit.
    Low,
    /// Between the limits.
    Medium,
    /// From the second limit on.
    High,
}

/// A score with how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// 0 (no problem) to 100 (every problem at its worst); none when too little was answered.
    pub score: Option<f64>,
    /// What the score means by the limits.
    pub severity: Option<Severity>,
    /// Each scale's own score, 0 to 100, where anything of it was answered.
    pub scales: BTreeMap<String, f64>,
    /// Points of the score that each answered indicator brings; they add up to the score.
    pub parts: BTreeMap<String, f64>,
    /// Share of the weight that was answered, 0 to 1.
    pub answered: f64,
    /// Version of the weights.
    pub version: String,
}

/// The answers of a record by the meaning of its fields: `names` gives the field of each indicator. What is not known or
/// not answered is left out.
#[must_use]
pub fn answers(data: &Map<String, Json>, names: &BTreeMap<String, String>) -> BTreeMap<String, u8> {
    names
        .iter()
        .filter_map(|(indicator, field)| {
            let said = data.get(field)?;
            let level = match said {
                Json::String(text) => text.parse().ok()?,
                Json::Number(number) => u8::try_from(number.as_u64()?).ok()?,
                _ => return None,
            };
            (f64::from(level) <= WORST).then(|| (indicator.clone(), level))
        })
        .collect()
}

/// Scores one place. An indicator without an answer takes no part: the others of its scale carry its weight, and
/// [`Score::answered`] says how much was missing.
#[must_use]
pub fn score(answers: &BTreeMap<String, u8>, weights: &Weights) -> Score {
    let whole: f64 = weights.scales.values().map(|scale| scale.weight).sum();
    let mut scales = BTreeMap::new();
    let mut shares: Vec<(f64, BTreeMap<String, f64>)> = Vec::new();
    let (mut answered, mut weight_answered) = (0.0, 0.0);
    for (code, scale) in &weights.scales {
        let sum: f64 = scale.indicators.values().sum();
        let known: Vec<(&String, f64, f64)> = scale
            .indicators
            .iter()
            .filter_map(|(name, weight)| {
                let level = f64::from(*answers.get(name)?) / WORST;
                Some((name, *weight, level))
            })
            .collect();
        let known_sum: f64 = known.iter().map(|(_, weight, _)| weight).sum();
        answered += scale.weight / whole * known_sum / sum;
        if known_sum <= 0.0 {
            continue;
        }
        let parts: BTreeMap<String, f64> = known
            .iter()
            .map(|(name, weight, level)| ((*name).clone(), 100.0 * weight * level / known_sum))
            .collect();
        scales.insert(code.clone(), parts.values().sum());
        weight_answered += scale.weight;
        shares.push((scale.weight, parts));
    }
    let parts: BTreeMap<String, f64> = shares
        .into_iter()
        .filter(|_| weight_answered > 0.0)
        .flat_map(|(weight, parts)| {
            parts
                .into_iter()
                .map(move |(name, points)| (name, points * weight / weight_answered))
        })
        .collect();
    let enough = weight_answered > 0.0 && answered + 1e-9 >= weights.limits.least_answered;
    let score = enough.then(|| parts.values().sum::<f64>());
    let severity = score.map(|score| {
        // Sums of thirds must not fall below a limit by their last bit.
        let score = score + 1e-9;
        if score >= weights.limits.high_from {
            Severity::High
        } else if score >= weights.limits.medium_from {
            Severity::Medium
        } else {
            Severity::Low
        }
    });
    Score {
        score,
        severity,
        scales,
        parts,
        answered,
        version: weights.version.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(level: u8) -> BTreeMap<String, u8> {
        let weights = Weights::shipped();
        weights
            .indicators()
            .map(|name| (name.to_owned(), level))
            .collect()
    }

    fn near(one: Option<f64>, other: f64) -> bool {
        one.is_some_and(|one| (one - other).abs() < 1e-9)
    }

    #[test]
    fn sixteen_indicators_from_no_problem_to_every_problem() {
        let weights = Weights::shipped();
        assert_eq!(weights.indicators().count(), 16);
        for (level, expected, severity) in [
            (0, 0.0, Severity::Low),
            (1, 50.0, Severity::Medium),
            (2, 100.0, Severity::High),
        ] {
            let found = score(&all(level), &weights);
            assert!(near(found.score, expected), "{found:?}");
            assert_eq!(found.severity, Some(severity));
            assert_eq!(found.version, "equal-2026");
        }
    }

    #[test]
    fn a_problem_brings_its_share_and_the_parts_add_up() {
        let mut said = all(0);
        said.insert("mines".to_owned(), 2);
        let found = score(&said, &Weights::shipped());
        // One of eight indicators of one of two scales.
        assert!(near(found.score, 6.25));
        assert!(near(found.parts.get("mines").copied(), 6.25));
        assert!(near(found.scales.get("safety").copied(), 12.5));
    }

    #[test]
    fn unknown_is_not_no_problem() {
        let mut said = all(2);
        said.remove("water");
        let found = score(&said, &Weights::shipped());
        assert!(near(found.score, 100.0), "the others carry its weight");
        assert!((found.answered - 15.0 / 16.0).abs() < 1e-9);
        said.retain(|name, _| ["mines", "housing"].contains(&name.as_str()));
        let few = score(&said, &Weights::shipped());
        assert_eq!((few.score, few.severity), (None, None));
    }

    #[test]
    fn a_countrys_weights_move_the_score_and_name_their_version() {
        let text = SHIPPED
            .replace("mines = 1.0", "mines = 8.0")
            .replace("equal-2026", "country-1");
        let mut said = all(0);
        said.insert("mines".to_owned(), 2);
        let found = score(&said, &Weights::parse(&text).unwrap());
        assert!(near(found.score, 100.0 * 0.5 * 8.0 / 15.0));
        assert_eq!(
            (found.severity, found.version.as_str()),
            (Some(Severity::Low), "country-1")
        );
    }

    #[test]
    fn weights_that_make_no_score_are_refused_with_the_reason() {
        for (from, to, said) in [
            ("high_from = 66.7", "high_from = 10", "limits lie"),
            ("mines = 1.0", "mines = -1.0", "below 0"),
            ("least_answered = 0.75", "least_answered = 7", "share"),
            ("version =", "versions =", "unknown field"),
        ] {
            let error = Weights::parse(&SHIPPED.replace(from, to)).unwrap_err();
            assert!(error.to_string().contains(said), "{error}");
        }
        let nothing = "version='a'\nsource='b'\n[limits]\nmedium_from=1\nhigh_from=2\nleast_answered=0\n[scales]\n";
        assert!(
            Weights::parse(nothing)
                .unwrap_err()
                .to_string()
                .contains("scales weigh nothing")
        );
    }

    proptest! {
        #[test]
        fn a_worse_answer_never_lowers_the_score(levels in prop::collection::vec(0_u8..=2, 16), at in 0_usize..16) {
            let weights = Weights::shipped();
            let names: Vec<String> = weights.indicators().map(str::to_owned).collect();
            let mut said: BTreeMap<String, u8> = names.iter().cloned().zip(levels).collect();
            let before = score(&said, &weights).score.unwrap();
            said.insert(names[at].clone(), 2);
            let after = score(&said, &weights).score.unwrap();
            prop_assert!((0.0..=100.0 + 1e-9).contains(&after) && after + 1e-9 >= before);
        }

        #[test]
        fn no_text_makes_it_panic(text in "([a-z_]{1,8} = -?[0-9.e]{1,6}\n|\\[limits\\]\n|\\[scales.a\\]\n){0,12}") {
            let _ = Weights::parse(&text);
        }
    }
}
