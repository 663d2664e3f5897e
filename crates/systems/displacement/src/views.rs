//! What the routes of displacement tracking answer: the shapes that clients are typed from.

use std::collections::BTreeMap;

use journal::Version;
use registers::RecordView;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use vocab::RecordId;

use crate::{
    Summary,
    compare::{AreaChange, Comparison, Fate, PlaceChange},
    import::{ImportReport, Understanding},
    reliability::Reliability,
    rounds,
    summary::States,
};

/// Places told in a comparison, those that changed most first.
const CHANGES_TOLD: usize = 200;

/// All rounds.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundList {
    /// The newest first.
    pub rounds: Vec<RoundAnswer>,
}

/// A round with its figures and findings.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundAnswer {
    /// Code of the round, as in addresses.
    pub id: String,
    /// Id of its record in the register `rounds`.
    #[schema(value_type = String)]
    pub record: RecordId,
    /// Version to send back with a change.
    #[schema(value_type = String)]
    pub version: Version,
    /// Number within its operation.
    pub number: Option<i64>,
    /// Title, where it has one.
    pub title: Option<String>,
    /// Code of the operation.
    pub operation: Option<String>,
    /// State of the lifecycle.
    pub state: String,
    /// First day of collection.
    pub starts: Option<String>,
    /// Last day of collection.
    pub ends: Option<String>,
    /// Day or month the figures speak of.
    pub reported_on: Option<String>,
    /// Code of the round before.
    pub previous: Option<String>,
    /// Assessments of the deepest level.
    pub assessments: usize,
    /// People in them.
    pub individuals: i64,
    /// Households in them.
    pub households: i64,
    /// Findings by severity.
    pub findings: BTreeMap<String, States>,
}

impl RoundAnswer {
    pub(crate) fn of(record: &RecordView, summary: Summary) -> Self {
        let text = |field: &str| {
            let value = record.data.get(field).and_then(Value::as_str);
            value.map(str::to_owned)
        };
        Self {
            id: text("round_id").unwrap_or_default(),
            record: record.id.clone(),
            version: record.version.clone(),
            number: record.data.get("number").and_then(Value::as_i64),
            title: text("title"),
            operation: text("operation"),
            state: record.state.clone(),
            starts: text("collection_start"),
            ends: text("collection_end"),
            reported_on: text("reported_on"),
            previous: text("previous_round"),
            assessments: summary.assessments,
            individuals: summary.individuals,
            households: summary.households,
            findings: summary.findings,
        }
    }
}

/// A page of findings.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingPage {
    /// The most urgent first.
    pub findings: Vec<FindingAnswer>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many there are, up to 10,000.
    pub count: u64,
}

/// A finding as a person reads it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingAnswer {
    /// Id.
    #[schema(value_type = String)]
    pub id: RecordId,
    /// Version to send back with a change.
    #[schema(value_type = String)]
    pub version: Version,
    /// open, accepted or fixed.
    pub state: String,
    /// Code of the check.
    pub check: Option<String>,
    /// error, warning or info.
    pub severity: Option<String>,
    /// The sentence, by language.
    pub message: BTreeMap<String, String>,
    /// Register of the record it is about.
    pub register: &'static str,
    /// The record it is about; none for the round as a whole.
    pub record: Option<String>,
    /// The field it is about.
    pub field: Option<String>,
    /// What was found.
    pub value: Option<String>,
    /// P-code of the area.
    pub place: Option<String>,
    /// Name of the area or place.
    pub place_name: Option<String>,
}

impl FindingAnswer {
    pub(crate) fn of(record: &RecordView) -> Self {
        let text = |field: &str| {
            let value = record.data.get(field).and_then(Value::as_str);
            value.map(str::to_owned)
        };
        Self {
            id: record.id.clone(),
            version: record.version.clone(),
            state: record.state.clone(),
            check: text("check"),
            severity: text("severity"),
            message: rounds::messages(&record.data),
            register: "area_assessments",
            record: text("record"),
            field: text("field"),
            value: text("value"),
            place: text("area_code"),
            place_name: text("area_name"),
        }
    }
}

/// Two rounds over the places that both cover.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComparisonAnswer {
    /// Assessment type of the rows compared.
    pub assessment_type: String,
    /// Population of the rows compared.
    pub population: String,
    /// People before, in the places covered by both.
    pub total_before: i64,
    /// People after, in the places covered by both.
    pub total_after: i64,
    /// Places covered by both.
    pub covered_both: usize,
    /// Places that the earlier round covers.
    pub covered_before: usize,
    /// Places that the later round covers.
    pub covered_after: usize,
    /// How many places became what; fates of no place are left out.
    pub fates: Vec<FateCount>,
    /// The change by province, with what each round covers there.
    pub areas: Vec<AreaChange>,
    /// The places that changed most, at most 200.
    pub changed: Vec<PlaceChangeAnswer>,
}

/// Places of one fate.
#[derive(Debug, Serialize, ToSchema)]
pub struct FateCount {
    /// What became of them.
    pub fate: Fate,
    /// How many they are.
    pub places: usize,
    /// People there before, where known.
    pub before: i64,
    /// People there after, where known.
    pub after: i64,
}

/// What became of one place.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceChangeAnswer {
    /// What names the place over rounds.
    pub place: String,
    /// Its name.
    pub name: String,
    /// Admin 1 by name or code.
    pub admin1: Option<String>,
    /// What became of it.
    pub fate: Fate,
    /// People before.
    pub before: Option<i64>,
    /// People after.
    pub after: Option<i64>,
    /// Difference, where both are known.
    pub change: Option<i64>,
    /// Difference as a share of before.
    pub share: Option<f64>,
    /// How far the figure before can be relied on.
    pub reliability_before: Option<Reliability>,
    /// How far the figure after can be relied on.
    pub reliability_after: Option<Reliability>,
    /// Comment of the later round.
    pub explanation: Option<String>,
}

impl ComparisonAnswer {
    pub(crate) fn of(compared: &Comparison) -> Self {
        let mut fates: BTreeMap<Fate, FateCount> = BTreeMap::new();
        for one in &compared.places {
            let count = fates.entry(one.fate).or_insert_with(|| FateCount {
                fate: one.fate,
                places: 0,
                before: 0,
                after: 0,
            });
            count.places += 1;
            count.before += one.before.unwrap_or(0);
            count.after += one.now.unwrap_or(0);
        }
        let mut changed: Vec<PlaceChangeAnswer> =
            compared.places.iter().map(PlaceChangeAnswer::of).collect();
        changed.retain(|one| one.before != one.after);
        changed.sort_by_key(|one| {
            let size = one.change.or(one.after).or(one.before).unwrap_or(0);
            std::cmp::Reverse(size.abs())
        });
        changed.truncate(CHANGES_TOLD);
        Self {
            assessment_type: compared.assessment_type.clone(),
            population: compared.population.clone(),
            total_before: compared.before_in_both,
            total_after: compared.now_in_both,
            covered_both: compared.covered_in_both,
            covered_before: compared.covered_before,
            covered_after: compared.covered_now,
            fates: fates.into_values().collect(),
            areas: compared.by_admin1(),
            changed,
        }
    }
}

impl PlaceChangeAnswer {
    fn of(one: &PlaceChange) -> Self {
        Self {
            place: one.key.clone(),
            name: one.name.clone(),
            admin1: one.admin1.clone(),
            fate: one.fate,
            before: one.before,
            after: one.now,
            change: one.now.zip(one.before).map(|(now, before)| now - before),
            share: one.share,
            reliability_before: one.reliability_before,
            reliability_after: one.reliability_now,
            explanation: one.comment.clone(),
        }
    }
}

/// What was understood of a file and what was done with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportAnswer {
    /// Sheets, columns and their meanings, as `waymark import --dry-run --json` prints them.
    #[schema(value_type = Object)]
    pub understanding: Understanding,
    /// What was done, or would be.
    pub report: ImportReport,
}
