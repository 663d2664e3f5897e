//! The verdict at the desk: reasons from every check, each with its weight, and what they come to. A reason is a question to a
//! person; no sum is made of them.

use chip::Verdict as ChipVerdict;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use travel_document::{Report, forgery::Indication, forgery::Weight};

use crate::signals::Signal;

/// How much a reason says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// For information; changes nothing.
    Note,
    /// Look again.
    Look,
    /// A person of the second line decides.
    Refer,
}

/// What all reasons come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Nothing was noticed.
    Clear,
    /// Look again; the first line may admit.
    Look,
    /// Second line.
    Refer,
}

impl Verdict {
    /// The word of the register.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Look => "look",
            Self::Refer => "refer",
        }
    }
}

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Stable code with words in four languages.
    pub code: String,
    /// How much it says.
    pub says: Says,
    /// What was seen, as the check words it (English); absent where the code says all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
}

impl Reason {
    /// A reason whose code says all.
    pub fn of(code: &str, says: Says) -> Self {
        Self {
            code: code.to_owned(),
            says,
            evidence: None,
        }
    }

    /// A reason with what was seen.
    pub fn seen(code: &str, says: Says, evidence: impl Into<String>) -> Self {
        Self {
            evidence: Some(evidence.into()),
            ..Self::of(code, says)
        }
    }
}

/// What the reasons come to: the gravest decides.
pub fn verdict(reasons: &[Reason]) -> Verdict {
    match reasons.iter().map(|reason| reason.says).max() {
        Some(Says::Refer) => Verdict::Refer,
        Some(Says::Look) => Verdict::Look,
        Some(Says::Note) | None => Verdict::Clear,
    }
}

/// Reasons of the zone alone. A misreading that the zone itself proves is read again; it accuses nobody.
pub fn of_zone(report: &Report, on: Date) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if report.format.is_none() {
        let evidence = report.errors.first().cloned().unwrap_or_default();
        return vec![Reason::seen("zone_unreadable", Says::Look, evidence)];
    }
    let mended = report
        .corrected
        .as_ref()
        .is_some_and(|corrected| corrected.valid);
    if !report.valid && mended {
        let changes: Vec<String> = report
            .corrections
            .iter()
            .map(|correction| format!("{} → {}", correction.from, correction.to))
            .collect();
        reasons.push(Reason::seen("zone_misread", Says::Look, changes.join(", ")));
    } else if !report.valid {
        for error in report
            .errors
            .iter()
            .filter(|error| !error.starts_with("check digit"))
        {
            reasons.push(Reason::seen("zone_not_valid", Says::Refer, error.clone()));
        }
    }
    let expired = report
        .fields
        .as_ref()
        .and_then(|fields| fields.expiry.as_ref())
        .map(|expiry| expiry.date.last_day())
        .filter(|last| *last < on);
    if let Some(last) = expired {
        reasons.push(Reason::seen(
            "document_expired",
            Says::Refer,
            last.to_string(),
        ));
    }
    let remarks = report
        .warnings
        .iter()
        .filter(|warning| !warning.starts_with("expired on"));
    reasons.extend(remarks.map(|it| Reason::seen("zone_warning", Says::Note, it.clone())));
    reasons
}

/// Reasons of the rules of forgery. `misread`: the zone proves its own misreading, so a wrong digit is no indication.
pub fn of_indications(indications: &[Indication], misread: bool) -> Vec<Reason> {
    indications
        .iter()
        .filter(|indication| !(misread && indication.rule == "check digit"))
        .map(|indication| {
            let says = match indication.weight {
                Weight::Slip => Says::Look,
                Weight::Unusual | Weight::Grave => Says::Refer,
            };
            let code = indication.rule.replace([' ', '-'], "_");
            Reason::seen(&code, says, indication.reason.clone())
        })
        .collect()
}

/// Reasons of the chip. An unknown country signer is no reproach.
pub fn of_chip(chip: &ChipVerdict) -> Option<Reason> {
    let because = chip.because.clone().unwrap_or_default();
    match chip.verdict {
        "ok" => None,
        "fail" => Some(Reason::seen("chip_fail", Says::Refer, because)),
        "unknown" => Some(Reason::seen("chip_unknown", Says::Note, because)),
        other => {
            let evidence = format!("{other} {because}");
            Some(Reason::seen("chip_remark", Says::Note, evidence.trim()))
        }
    }
}

/// Reasons of patterns: each calls a person of protection.
pub fn of_signals(signals: &[Signal]) -> Vec<Reason> {
    signals
        .iter()
        .map(|signal| {
            let mut reason = Reason::of(signal.rule.code(), Says::Refer);
            if signal.people > 1 {
                reason.evidence = Some(signal.people.to_string());
            }
            reason
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2011, 3, 1);
    const GOOD: &str =
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<|L898902C36UTO7408122F1204159ZE184226B<<<<<10";

    #[test]
    fn a_good_zone_has_no_reason_and_an_expired_one_has_one() {
        let report = Report::of(GOOD, TODAY);
        assert!(report.valid, "{:?}", report.errors);
        assert_eq!(verdict(&of_zone(&report, TODAY)), Verdict::Clear);
        let later = date(2013, 1, 1);
        let reasons = of_zone(&Report::of(GOOD, later), later);
        assert_eq!(reasons[0].code, "document_expired");
        assert_eq!(verdict(&reasons), Verdict::Refer);
    }

    #[test]
    fn a_misreading_is_read_again_and_a_text_that_is_no_zone_too() {
        let misread = GOOD.replace("7408122F", "74O8122F");
        let reasons = of_zone(&Report::of(&misread, TODAY), TODAY);
        assert_eq!(reasons[0].code, "zone_misread");
        assert_eq!(verdict(&reasons), Verdict::Look);
        let reasons = of_zone(&Report::of("hello", TODAY), TODAY);
        assert_eq!(reasons[0].code, "zone_unreadable");
    }

    #[test]
    fn an_unknown_signer_is_no_reproach() {
        let chip = |verdict| ChipVerdict {
            verdict,
            because: None,
            steps: Vec::new(),
        };
        assert_eq!(of_chip(&chip("ok")), None);
        assert_eq!(of_chip(&chip("unknown")).unwrap().says, Says::Note);
        assert_eq!(of_chip(&chip("ok-weak")).unwrap().says, Says::Note);
        assert_eq!(of_chip(&chip("fail")).unwrap().says, Says::Refer);
    }
}
