//! Routes of the ledger, and of what is published: the latter ask for no sign-in.

use std::collections::BTreeSet;

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use house::{FaultView, House, Problem, Signed};
use registers::ListQuery;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use vocab::RecordId;

use crate::{
    ledger::{self, Asked, ReleaseError, spending},
    module::{BUDGETS, RELEASES},
    published::published,
    views::{
        BudgetView, PublicRelease, PublicReleases, PublicTable, ReleaseAsked, ReleaseLedger,
        ReleaseMade, ReleaseRefusal, ReleaseStep, ReleaseView,
    },
};

/// The routes with their documentation.
pub fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(make))
        .routes(routes!(one))
        .routes(routes!(take_step))
        .routes(routes!(all_published))
        .routes(routes!(table))
}

impl From<ReleaseError> for Problem {
    fn from(error: ReleaseError) -> Self {
        match error {
            ReleaseError::Read(error) => error.into(),
            ReleaseError::Commit(error) => error.into(),
            ReleaseError::NotAllowed(why) => Self::not_allowed(why),
            ReleaseError::Recipe(faults) => {
                let views = faults.iter().map(|fault| FaultView {
                    change: None,
                    field: Some(fault.place.clone()).filter(|place| !place.is_empty()),
                    code: "recipe".to_owned(),
                    reason: fault.to_string(),
                    value: None,
                });
                Self::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "recipe",
                    "the recipe cannot be used",
                )
                .with_faults(views.collect())
            }
            ReleaseError::NoPurpose => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "purpose_required",
                error.to_string(),
            ),
            ReleaseError::Method(synthesis::Fault::Parameter(why)) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "parameter", why)
            }
            other => Self::internal(&other),
        }
    }
}

/// The ledger: every release with its state, and what each register has spent of its budget.
#[utoipa::path(get, path = "/api/v1/releases", operation_id = "list_releases", tag = "releases", responses((status = 200, body = ReleaseLedger), (status = 401), (status = 403)))]
async fn list(
    State(house): State<House>,
    Signed(actor): Signed,
) -> Result<Json<ReleaseLedger>, Problem> {
    let mut query = ListQuery::of(RELEASES);
    query.limit = 200;
    let mut releases: Vec<ReleaseView> = Vec::new();
    loop {
        let page = house.registers.list(&actor, &query).await?;
        releases.extend(page.records.into_iter().map(Into::into));
        match page.next {
            Some(next) => query.cursor = Some(next),
            None => break,
        }
    }
    let mut names: BTreeSet<String> = releases
        .iter()
        .filter_map(|release| Some(release.data.get("register")?.as_str()?.to_owned()))
        .collect();
    let mut scan = house.registers.scan(BUDGETS, None)?;
    while let Some(record) = scan.next().await {
        let record = record?;
        names.extend(
            record
                .data
                .get("register")
                .and_then(|name| name.as_str())
                .map(str::to_owned),
        );
    }
    let mut budgets = Vec::new();
    for name in names {
        let (spent, budget) = spending(&house.registers, &name).await?;
        budgets.push(BudgetView::of(&name, spent, budget));
    }
    Ok(Json(ReleaseLedger { releases, budgets }))
}

/// Makes a release of a register by a recipe. What the tests, the agreements or the budget refuse stands in the ledger with
/// the reasons and is never published.
#[utoipa::path(post, path = "/api/v1/releases", operation_id = "make_release", tag = "releases", request_body = ReleaseAsked, responses((status = 200, body = ReleaseMade), (status = 401), (status = 403), (status = 422, description = "the recipe cannot be used; every fault is named")))]
async fn make(
    State(house): State<House>,
    Signed(actor): Signed,
    Json(asked): Json<ReleaseAsked>,
) -> Result<Json<ReleaseMade>, Problem> {
    let owner = actor
        .grants
        .first()
        .map_or_else(|| "/".to_owned(), |grant| grant.unit.clone());
    let asked = Asked {
        purpose: asked.purpose,
        recipe: asked.recipe,
        owner,
    };
    let today = today(&house);
    let made = ledger::release(&house.registers, &house.policy, &actor, today, &asked).await?;
    Ok(Json(ReleaseMade {
        id: made.record,
        release_id: made.release_id,
        state: if made.refusals.is_empty() {
            "checked"
        } else {
            "refused"
        },
        refusals: made
            .refusals
            .into_iter()
            .map(|refusal| ReleaseRefusal {
                code: refusal.code,
                reason: refusal.reason,
            })
            .collect(),
    }))
}

fn today(house: &House) -> jiff::civil::Date {
    let now = jiff::Timestamp::from_millisecond(house.clock.now_ms()).unwrap_or_default();
    jiff::tz::Offset::UTC.to_datetime(now).date()
}

fn record_id(id: &str) -> Result<RecordId, Problem> {
    RecordId::parse(id).map_err(|_| Problem::not_found("release"))
}

/// One release with its reports.
#[utoipa::path(get, path = "/api/v1/releases/{id}", operation_id = "release", tag = "releases", params(("id" = String, Path)), responses((status = 200, body = ReleaseView), (status = 401), (status = 403), (status = 404)))]
async fn one(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
) -> Result<Json<ReleaseView>, Problem> {
    let id = record_id(&id)?;
    let record = house.registers.get(&actor, RELEASES, &id, None).await?;
    Ok(Json(record.into()))
}

/// Approves, publishes, refuses or withdraws a release. Who made it does neither of the first two.
#[utoipa::path(post, path = "/api/v1/releases/{id}/transition", operation_id = "step_release", tag = "releases", params(("id" = String, Path)), request_body = ReleaseStep, responses((status = 200, body = ReleaseView), (status = 401), (status = 403), (status = 404), (status = 422, description = "a rule holds the step back: second person, budget, agreements")))]
async fn take_step(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
    Json(step): Json<ReleaseStep>,
) -> Result<Json<ReleaseView>, Problem> {
    let id = record_id(&id)?;
    ledger::step(&house.registers, &actor, &id, &step.name, step.reason).await?;
    let record = house.registers.get(&actor, RELEASES, &id, None).await?;
    Ok(Json(record.into()))
}

/// Published releases of a register, with their columns and guarantees.
#[utoipa::path(get, path = "/api/v1/published/{register}", operation_id = "published_releases", tag = "releases", params(("register" = String, Path)), responses((status = 200, body = PublicReleases), (status = 404)))]
async fn all_published(
    State(house): State<House>,
    Path(register): Path<String>,
) -> Result<Json<PublicReleases>, Problem> {
    let found = published(&house.registers, &register).await?;
    Ok(Json(PublicReleases {
        releases: found
            .iter()
            .map(|release| PublicRelease::of(release))
            .collect(),
    }))
}

/// Which table.
#[derive(Debug, Deserialize, IntoParams)]
pub struct WhichTable {
    /// Column.
    by: String,
    /// Column by which it is narrowed.
    only: Option<String>,
    /// Its value; empty for "not reported".
    is: Option<String>,
}

/// A column of a published release: noisy counts with their intervals, and records of the published file. What the release did
/// not measure is not answered.
#[utoipa::path(get, path = "/api/v1/published/{register}/{release}/table", operation_id = "published_table", tag = "releases", params(("register" = String, Path), ("release" = String, Path), WhichTable), responses((status = 200, body = PublicTable), (status = 404), (status = 422, description = "the release's guarantee does not cover this table")))]
async fn table(
    State(house): State<House>,
    Path((register, release)): Path<(String, String)>,
    Query(which): Query<WhichTable>,
) -> Result<Json<PublicTable>, Problem> {
    let found = published(&house.registers, &register).await?;
    let release = found
        .into_iter()
        .find(|one| one.release_id == release)
        .ok_or_else(|| Problem::not_found("release"))?;
    let by = release
        .column(&which.by)
        .ok_or_else(|| Problem::not_found("column"))?;
    let within = match which.only.as_deref().filter(|name| !name.is_empty()) {
        None => None,
        Some(name) => {
            let column = release
                .column(name)
                .ok_or_else(|| Problem::not_found("column"))?;
            let wanted = which.is.unwrap_or_default();
            let value = release.columns[column]
                .values
                .iter()
                .position(|(code, _)| *code == wanted)
                .ok_or_else(|| Problem::not_found("value"))?;
            Some((column, value))
        }
    };
    let lines = release.lines(by, within).ok_or_else(|| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "not_covered",
            "the release did not measure these columns together; ask for one of `narrowed_by`",
        )
    })?;
    Ok(Json(PublicTable::of(&release.columns[by], &lines)))
}
