//! What a dashboard shows of a round: its figures and the state of its findings.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{LazyLock, Mutex, PoisonError},
};

use registers::{ReadError, Registers};
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;
use vocab::Hlc;

use crate::rounds::assessments;

/// Summaries kept at the most.
const KEPT: usize = 4_096;

/// Node and round.
type Key = (String, String);
/// When assessments and findings of a round last changed, and how many there are.
type Stamps = ((Hlc, u64), (Hlc, u64));

/// A round of 100,000 assessments is read once, not with every list of rounds.
static KNOWN: LazyLock<Mutex<HashMap<Key, (Stamps, Summary)>>> = LazyLock::new(Mutex::default);

/// Findings by state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct States {
    /// Nobody has looked.
    pub open: usize,
    /// Accepted with a reason.
    pub accepted: usize,
    /// No longer there.
    pub fixed: usize,
}

/// What a dashboard shows of a round.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Summary {
    /// Assessments.
    pub assessments: usize,
    /// People in the deepest level's rows.
    pub individuals: i64,
    /// Households in the deepest level's rows.
    pub households: i64,
    /// Findings by severity.
    pub findings: BTreeMap<String, States>,
}

/// What a dashboard shows of a round.
///
/// # Errors
/// When reading fails.
pub async fn summary(registers: &Registers, code: &str) -> Result<Summary, ReadError> {
    let stamps = (
        registers.stamp("area_assessments", Some(code)).await?,
        registers.stamp("quality_findings", Some(code)).await?,
    );
    let key = (registers.store().node().to_string(), code.to_owned());
    {
        let known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, summary)) = known.get(&key)
            && *at == stamps
        {
            return Ok(summary.clone());
        }
    }
    let summary = computed(registers, code).await?;
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= KEPT {
        known.clear();
    }
    known.insert(key, (stamps, summary.clone()));
    Ok(summary)
}

async fn computed(registers: &Registers, code: &str) -> Result<Summary, ReadError> {
    let rows = assessments(registers, code).await?;
    let deepest = ["place", "5", "4", "3", "2", "1", "0"]
        .into_iter()
        .find(|level| rows.iter().any(|row| row.level == *level))
        .unwrap_or_default();
    let mut summary = Summary::default();
    for row in rows.iter().filter(|row| row.level == deepest) {
        summary.assessments += 1;
        summary.individuals += row.individuals.unwrap_or(0);
        summary.households += row.households.unwrap_or(0);
    }
    let mut scan = registers.scan("quality_findings", Some(code))?;
    while let Some(finding) = scan.next().await {
        let finding = finding?;
        let severity = finding
            .data
            .get("severity")
            .and_then(Json::as_str)
            .unwrap_or("info")
            .to_owned();
        let states = summary.findings.entry(severity).or_default();
        match finding.state.as_str() {
            "accepted" => states.accepted += 1,
            "fixed" => states.fixed += 1,
            _ => states.open += 1,
        }
    }
    Ok(summary)
}
