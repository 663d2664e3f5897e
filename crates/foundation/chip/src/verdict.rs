//! The verdict about a document's electronic parts: one line for each step, so that a court could read it.

use serde::Serialize;

use crate::certificate::Moment;

/// Names of the steps, as verdicts and labels of test data use them.
pub mod step {
    #![expect(missing_docs, reason = "their texts say it")]
    pub const READING: &str = "security object read";
    pub const SIGNER: &str = "signer found";
    pub const MESSAGE_DIGEST: &str = "message digest attribute";
    pub const SIGNATURE: &str = "signature of the security object";
    pub const USAGE: &str = "key usage of the signer";
    pub const CHAIN: &str = "signer to country signer";
    pub const VALIDITY: &str = "validity at signing";
    pub const REVOCATION: &str = "revocation";
    pub const CONTENTS: &str = "list of data groups";
    pub const STATE: &str = "issuing state of DG1 against signer country";
    pub const PROFILE: &str = "features of the seal";
    pub const DATES: &str = "dates of the seal";
    pub const PRINTED: &str = "printed zone against the seal";
}

/// How a step came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It holds.
    Ok,
    /// It holds, by a habit of issuers that the standard does not foresee.
    Deviation,
    /// It holds, by a function or key that is no longer held to be safe.
    Weak,
    /// It could not be done in full.
    Partial,
    /// Not known: no reproach.
    Unknown,
    /// It does not hold.
    Fail,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Which.
    pub name: String,
    /// How it came out.
    pub outcome: Outcome,
    /// Evidence in words.
    pub detail: String,
}

/// The verdict about a chip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// `ok`, `ok-weak`, `ok-partial`, `ok-deviation`, `ok-undated`, `unknown` or `fail`.
    pub verdict: &'static str,
    /// The first step that fails, or why it is unknown.
    pub because: Option<String>,
    /// All steps in order.
    pub steps: Vec<Step>,
}

pub(crate) fn step_of(name: &str, outcome: Outcome, detail: impl Into<String>) -> Step {
    Step {
        name: name.to_owned(),
        outcome,
        detail: detail.into(),
    }
}

/// Noon of a day, YYYYMMDD: for what is dated without an hour.
pub(crate) fn noon(day: i64) -> Moment {
    day * 1_000_000 + 120_000
}

/// The day of a moment, as verdicts write it.
pub(crate) fn day(moment: Moment) -> String {
    let date = moment / 1_000_000;
    format!(
        "{:04}-{:02}-{:02}",
        date / 10_000,
        date / 100 % 100,
        date % 100
    )
}

/// What the steps come to: the first that fails decides.
pub(crate) fn judged(steps: Vec<Step>) -> Verdict {
    let first = |outcome: Outcome| steps.iter().find(|step| step.outcome == outcome);
    let undated = steps
        .iter()
        .any(|step| step.name == step::VALIDITY && step.detail.starts_with("undated"));
    let (verdict, because) = if let Some(step) = first(Outcome::Fail) {
        ("fail", Some(step.name.clone()))
    } else if let Some(step) = first(Outcome::Unknown) {
        ("unknown", Some(step.detail.clone()))
    } else if let Some(step) = first(Outcome::Deviation) {
        ("ok-deviation", Some(step.detail.clone()))
    } else if let Some(step) = first(Outcome::Partial) {
        ("ok-partial", Some(step.detail.clone()))
    } else if let Some(step) = first(Outcome::Weak) {
        ("ok-weak", Some(step.detail.clone()))
    } else if undated {
        ("ok-undated", None)
    } else {
        ("ok", None)
    };
    Verdict {
        verdict,
        because,
        steps,
    }
}
