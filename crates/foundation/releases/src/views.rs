//! What the routes of the ledger answer.

use journal::Version;
use registers::RecordView;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;
use vocab::RecordId;

use crate::{
    published::{Line, Published, ReleaseColumn},
    spending::{Budget, Ledger},
};

/// The ledger as this person may see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReleaseLedger {
    /// The newest first.
    pub releases: Vec<ReleaseView>,
    /// What registers may spend and have spent.
    pub budgets: Vec<BudgetView>,
}

/// One release.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReleaseView {
    /// Id of its record.
    #[schema(value_type = String)]
    pub id: RecordId,
    /// Version to send back with a change.
    #[schema(value_type = String)]
    pub version: Version,
    /// State of the lifecycle.
    pub state: String,
    /// Values by field of the register: purpose, recipe, guarantee, reports.
    #[schema(value_type = Object)]
    pub data: Map<String, Json>,
    /// Fields that have a value which this person may not see.
    pub masked: Vec<String>,
}

impl From<RecordView> for ReleaseView {
    fn from(record: RecordView) -> Self {
        Self {
            id: record.id,
            version: record.version,
            state: record.state,
            data: record.data,
            masked: record.masked,
        }
    }
}

/// What a register may spend and has spent.
#[derive(Debug, Serialize, ToSchema)]
pub struct BudgetView {
    /// The register.
    pub register: String,
    /// Epsilon in all, at `delta`; none without a budget in force.
    pub epsilon: Option<f64>,
    /// Delta.
    pub delta: Option<f64>,
    /// Epsilon of all approved and published releases together.
    pub spent: Option<f64>,
    /// Synthetic releases that count.
    pub synthetic: u64,
    /// k-anonymous files that count, and that are allowed.
    pub anonymous: u64,
    /// See `anonymous`.
    pub anonymous_allowed: u64,
}

impl BudgetView {
    pub(crate) fn of(register: &str, spent: Ledger, budget: Option<Budget>) -> Self {
        Self {
            register: register.to_owned(),
            epsilon: budget.map(|budget| budget.epsilon),
            delta: budget.map(|budget| budget.delta),
            spent: budget.and_then(|budget| spent.epsilon(budget.delta).ok()),
            synthetic: spent.synthetic,
            anonymous: spent.anonymous,
            anonymous_allowed: budget.map_or(0, |budget| budget.anonymous_files),
        }
    }
}

/// What is asked for.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReleaseAsked {
    /// What the release is for.
    pub purpose: String,
    /// The recipe, TOML.
    pub recipe: String,
}

/// What became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReleaseMade {
    /// Id of its record.
    #[schema(value_type = String)]
    pub id: RecordId,
    /// Its id for people.
    pub release_id: String,
    /// `checked` or `refused`.
    pub state: &'static str,
    /// Why it was refused.
    pub refusals: Vec<ReleaseRefusal>,
}

/// One reason.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReleaseRefusal {
    /// Stable code.
    pub code: String,
    /// In words.
    pub reason: String,
}

/// A step of a release.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReleaseStep {
    /// `approve`, `publish`, `refuse` or `withdraw`.
    pub name: String,
    /// Needed to refuse and to withdraw.
    pub reason: Option<String>,
}

/// A published release, for everybody.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicRelease {
    /// Its id.
    pub release_id: String,
    /// Register that it is made of.
    pub register: String,
    /// What it is for.
    pub purpose: String,
    /// `synthesis` or `k_anonymity`.
    pub method: &'static str,
    /// Privacy loss, of a synthetic release.
    pub epsilon: Option<f64>,
    /// Chance with which it may not hold.
    pub delta: Option<f64>,
    /// People who share each record at least, of a k-anonymous release.
    pub k: Option<usize>,
    /// The guarantee in plain words.
    pub guarantee: String,
    /// Records of the file.
    pub records: usize,
    /// When it was published, RFC 3339.
    pub published: String,
    /// SHA-256 of the seed with a prefix: shows later that the seed was not changed. The seed is not published.
    pub seed_commitment: String,
    /// Columns and their values.
    pub columns: Vec<PublicColumn>,
}

/// A column.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicColumn {
    /// Name for questions.
    pub name: String,
    /// Title in English.
    pub title: String,
    /// Values; the empty one is "not reported", never "no".
    pub values: Vec<String>,
    /// Columns by which its table may be narrowed.
    pub narrowed_by: Vec<String>,
}

impl PublicRelease {
    pub(crate) fn of(release: &Published) -> Self {
        let synthetic = release.method == crate::recipe::Method::Synthesis;
        Self {
            release_id: release.release_id.clone(),
            register: release.register.clone(),
            purpose: release.purpose.clone(),
            method: release.method.code(),
            epsilon: synthetic.then_some(release.epsilon),
            delta: synthetic.then_some(release.delta),
            k: (!synthetic).then_some(release.k),
            guarantee: release.guarantee.clone(),
            records: release.table.rows(),
            published: house::instant_text(release.since),
            seed_commitment: release.commitment.clone(),
            columns: release
                .columns
                .iter()
                .enumerate()
                .map(|(at, column)| PublicColumn {
                    name: column.name.clone(),
                    title: column.title.get("en").to_owned(),
                    values: column.values.iter().map(|(code, _)| code.clone()).collect(),
                    narrowed_by: release
                        .narrowing(at)
                        .into_iter()
                        .map(|other| release.columns[other].name.clone())
                        .collect(),
                })
                .collect(),
        }
    }
}

/// Published releases of a register.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicReleases {
    /// The newest first.
    pub releases: Vec<PublicRelease>,
}

/// A table of a published release.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicTable {
    /// Column.
    pub by: String,
    /// One line for each value.
    pub lines: Vec<PublicLine>,
}

/// One value.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicLine {
    /// The value; empty for "not reported".
    pub value: String,
    /// Noisy count; absent where it can't be told from nobody.
    pub aggregate: Option<f64>,
    /// The true count lies between these 95 times in 100, as far as the noise goes.
    pub low: Option<f64>,
    /// See `low`.
    pub high: Option<f64>,
    /// Where there is no count: it is under this.
    pub under: Option<f64>,
    /// Records of the published file.
    pub records: u64,
}

impl PublicTable {
    pub(crate) fn of(column: &ReleaseColumn, lines: &[Line]) -> Self {
        Self {
            by: column.name.clone(),
            lines: lines
                .iter()
                .map(|line| PublicLine {
                    value: column.values[line.value].0.clone(),
                    aggregate: line.aggregate.map(|count| count.count),
                    low: line.aggregate.map(|count| count.low),
                    high: line.aggregate.map(|count| count.high),
                    under: line.aggregate.is_none().then_some(line.under),
                    records: line.records,
                })
                .collect(),
        }
    }
}
