//! How far a figure of key informants can be relied on, by the simple score of practice.
//!
//! Three or more informants of two or more kinds who agree within a tenth, and somebody who looked: high. One
//! informant and nobody who looked: low. What was asked from afar is never high. A disagreement is told with its range and
//! never averaged away. Source: displacement reference, section 1.3 (practice; the limits are the framework's own).

use serde::Serialize;
use utoipa::ToSchema;

use crate::assessment::Assessment;

/// How far a figure can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reliability {
    /// Several informants of several kinds agree, and it was seen.
    High,
    /// Something of that is missing.
    Medium,
    /// One informant, nothing seen.
    Low,
    /// Nobody wrote down who was asked.
    Unknown,
}

/// Why a figure does not reach the highest score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weakness {
    /// Fewer than three informants.
    FewInformants,
    /// All of one kind, or no kind written down.
    OneKind,
    /// They differ by more than a tenth, or nobody wrote down whether.
    NoAgreement,
    /// Nobody looked.
    NotSeen,
    /// Asked from afar.
    Remote,
}

/// The score of one figure, with what keeps it down and the range that informants gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Score {
    /// How far it can be relied on.
    pub reliability: Reliability,
    /// What is missing for the highest score.
    pub weaknesses: Vec<Weakness>,
    /// Lowest and highest figure given, where informants differed.
    pub range: Option<(i64, i64)>,
}

/// Informants for the highest score.
const ENOUGH: i64 = 3;
/// Kinds of informants for the highest score.
const KINDS: usize = 2;

/// Scores one assessment; `remote_round` marks a round that was done from afar as a whole.
#[must_use]
pub fn score(row: &Assessment, remote_round: bool) -> Score {
    let range = row
        .individuals_low
        .zip(row.individuals_high)
        .filter(|(low, high)| low < high);
    let informants = row.ki_count.filter(|count| *count > 0);
    let remote = remote_round || row.remote == Some(true);
    let seen = row.observed == Some(true);
    let Some(informants) = informants else {
        let reliability = match (seen, row.method.as_deref()) {
            // A count needs no informant.
            (_, Some("counted" | "register")) => Reliability::High,
            (true, _) => Reliability::Medium,
            (false, _) => Reliability::Unknown,
        };
        return Score {
            reliability,
            weaknesses: Vec::new(),
            range,
        };
    };
    let mut weaknesses = Vec::new();
    for (weakness, holds) in [
        (Weakness::FewInformants, informants < ENOUGH),
        (Weakness::OneKind, row.ki_kinds.len() < KINDS),
        (
            Weakness::NoAgreement,
            row.ki_agreement.as_deref() != Some("agree"),
        ),
        (Weakness::NotSeen, !seen),
        (Weakness::Remote, remote),
    ] {
        if holds {
            weaknesses.push(weakness);
        }
    }
    let reliability = if weaknesses.is_empty() {
        Reliability::High
    } else if informants == 1 && !seen {
        Reliability::Low
    } else {
        Reliability::Medium
    };
    Score {
        reliability,
        weaknesses,
        range,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Assessment {
        Assessment {
            ki_count: Some(3),
            ki_kinds: vec!["authority".to_owned(), "displaced_person".to_owned()],
            ki_agreement: Some("agree".to_owned()),
            observed: Some(true),
            ..Assessment::default()
        }
    }

    fn reliability(row: &Assessment) -> Reliability {
        score(row, false).reliability
    }

    #[test]
    fn three_who_agree_and_somebody_who_looked_are_high() {
        assert_eq!(score(&row(), false).reliability, Reliability::High);
        assert_eq!(score(&row(), false).weaknesses, []);
    }

    #[test]
    fn each_thing_that_is_missing_is_told() {
        let two = Assessment {
            ki_count: Some(2),
            ..row()
        };
        assert_eq!(score(&two, false).weaknesses, [Weakness::FewInformants]);
        let one_kind = Assessment {
            ki_kinds: vec!["authority".to_owned()],
            ..row()
        };
        assert_eq!(score(&one_kind, false).weaknesses, [Weakness::OneKind]);
        let unseen = Assessment {
            observed: None,
            ..row()
        };
        assert_eq!(score(&unseen, false).weaknesses, [Weakness::NotSeen]);
        for row in [two, one_kind, unseen] {
            assert_eq!(reliability(&row), Reliability::Medium);
        }
    }

    #[test]
    fn one_informant_and_nothing_seen_is_low() {
        let one = Assessment {
            ki_count: Some(1),
            observed: Some(false),
            ..row()
        };
        assert_eq!(reliability(&one), Reliability::Low);
        let seen = Assessment {
            observed: Some(true),
            ..one
        };
        assert_eq!(reliability(&seen), Reliability::Medium);
    }

    #[test]
    fn what_is_asked_from_afar_is_never_high() {
        assert_eq!(score(&row(), true).reliability, Reliability::Medium);
        assert_eq!(score(&row(), true).weaknesses, [Weakness::Remote]);
        let own = Assessment {
            remote: Some(true),
            ..row()
        };
        assert_eq!(reliability(&own), Reliability::Medium);
    }

    #[test]
    fn a_disagreement_keeps_its_range() {
        let differ = Assessment {
            ki_agreement: Some("differ".to_owned()),
            individuals: Some(500),
            individuals_low: Some(300),
            individuals_high: Some(800),
            ..row()
        };
        let score = score(&differ, false);
        assert_eq!(score.range, Some((300, 800)));
        assert_eq!(score.weaknesses, [Weakness::NoAgreement]);
    }

    #[test]
    fn who_was_asked_must_be_written_down_unless_people_were_counted() {
        let nothing = Assessment::default();
        assert_eq!(reliability(&nothing), Reliability::Unknown);
        let counted = Assessment {
            method: Some("counted".to_owned()),
            ..nothing
        };
        assert_eq!(reliability(&counted), Reliability::High);
    }
}
