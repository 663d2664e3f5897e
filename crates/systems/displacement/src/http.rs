//! Routes of displacement tracking: rounds, findings, comparison.

use access::{Actor, Verb};
use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, Query, State},
};
use house::{House, Problem, Signed};
use registers::{Act, Change, ListQuery, Op, Order, RecordView, Sort, Strictness};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use vocab::{RecordId, RegisterName};

use crate::{
    checks::Settings,
    rounds::{self, RoundError},
    views::{ComparisonAnswer, FindingAnswer, FindingPage, RoundAnswer, RoundList},
};

/// The routes with their documentation.
pub fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(one))
        .routes(routes!(check))
        .routes(routes!(step))
        .routes(routes!(findings))
        .routes(routes!(accept))
        .routes(routes!(reopen))
        .routes(routes!(comparison))
        .routes(routes!(crate::coverage_http::coverage))
        .merge(crate::flows_http::routes())
        .merge(
            OpenApiRouter::new()
                .routes(routes!(crate::import_http::import))
                // The service's own limit of a request holds; a file is larger than other bodies may be.
                .layer(DefaultBodyLimit::disable()),
        )
}

impl From<RoundError> for Problem {
    fn from(error: RoundError) -> Self {
        match error {
            RoundError::Read(error) => error.into(),
            RoundError::Commit(error) => error.into(),
            RoundError::Word(_) | RoundError::NoRound(_) | RoundError::SeveralRounds { .. } => {
                Self::not_found("round")
            }
        }
    }
}

async fn view(house: &House, record: &RecordView) -> Result<RoundAnswer, Problem> {
    let code = record.data.get("round_id").and_then(|code| code.as_str());
    let summary = crate::summary(&house.registers, code.unwrap_or_default()).await?;
    Ok(RoundAnswer::of(record, summary))
}

/// All rounds, newest first.
#[utoipa::path(get, path = "/api/v1/displacement/rounds", operation_id = "list_rounds", tag = "displacement", responses((status = 200, description = "rounds with their findings", body = RoundList), (status = 401)))]
async fn list(
    State(house): State<House>,
    Signed(actor): Signed,
) -> Result<Json<RoundList>, Problem> {
    let mut query = ListQuery::of("rounds");
    query.limit = 200;
    let page = house.registers.list(&actor, &query).await?;
    let mut found = Vec::new();
    for record in &page.records {
        found.push(view(&house, record).await?);
    }
    found.sort_by(|a, b| (&b.reported_on, b.number).cmp(&(&a.reported_on, a.number)));
    Ok(Json(RoundList { rounds: found }))
}

/// One round.
#[utoipa::path(get, path = "/api/v1/displacement/rounds/{round}", operation_id = "read_round", tag = "displacement", params(("round" = String, Path)), responses((status = 200, body = RoundAnswer), (status = 401), (status = 404)))]
async fn one(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(round): Path<String>,
) -> Result<Json<RoundAnswer>, Problem> {
    let record = rounds::round(&house.registers, &actor, &round).await?;
    Ok(Json(view(&house, &record).await?))
}

/// Runs the checks of a round.
#[utoipa::path(post, path = "/api/v1/displacement/rounds/{round}/check", operation_id = "check_round", tag = "displacement", params(("round" = String, Path)), responses((status = 200, body = RoundAnswer), (status = 401), (status = 403)))]
async fn check(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(round): Path<String>,
) -> Result<Json<RoundAnswer>, Problem> {
    let record = rounds::round(&house.registers, &actor, &round).await?;
    // The findings are written by a job that may everything: who starts it must be one who may change them.
    house.permit(
        &actor,
        "quality_findings",
        &Verb::Patch,
        Some(&record.owner),
    )?;
    let places = house.places.tree().await?;
    rounds::check(
        &house.registers,
        &actor,
        &round,
        &places,
        &Settings::shipped(),
    )
    .await?;
    let record = rounds::round(&house.registers, &actor, &round).await?;
    Ok(Json(view(&house, &record).await?))
}

/// A step of the lifecycle.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RoundStep {
    /// Name of the transition, e.g. `approve`.
    name: String,
    /// Why, where it is asked for.
    reason: Option<String>,
}

/// Takes a step of a round's lifecycle.
#[utoipa::path(post, path = "/api/v1/displacement/rounds/{round}/transition", operation_id = "step_round", tag = "displacement", params(("round" = String, Path)), request_body = RoundStep, responses((status = 200, body = RoundAnswer), (status = 401), (status = 403), (status = 404), (status = 422, description = "findings are open, or the step does not start here")))]
async fn step(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(round): Path<String>,
    Json(step): Json<RoundStep>,
) -> Result<Json<RoundAnswer>, Problem> {
    rounds::transition(&house.registers, &actor, &round, &step.name, step.reason).await?;
    let record = rounds::round(&house.registers, &actor, &round).await?;
    Ok(Json(view(&house, &record).await?))
}

/// Which findings.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Which {
    /// info, warning or error.
    severity: Option<String>,
    /// open, accepted or fixed.
    state: Option<String>,
    /// Code of a check.
    check: Option<String>,
    /// Where the last page ended.
    cursor: Option<String>,
}

/// Findings of a round.
#[utoipa::path(get, path = "/api/v1/displacement/rounds/{round}/findings", operation_id = "list_findings", tag = "displacement", params(("round" = String, Path), Which), responses((status = 200, body = FindingPage), (status = 401)))]
async fn findings(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(round): Path<String>,
    Query(which): Query<Which>,
) -> Result<Json<FindingPage>, Problem> {
    let mut query = ListQuery::of("quality_findings").with("@partition", Op::Eq, round.as_str());
    for (field, value) in [
        ("severity", which.severity),
        ("@state", which.state),
        ("check", which.check),
    ] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            query = query.with(field, Op::Eq, value);
        }
    }
    // What holds the approval back comes first.
    query.sort = Sort {
        by: Some("rank".to_owned()),
        order: Order::Ascending,
    };
    query.cursor = which.cursor;
    query.limit = 200;
    let page = house.registers.list(&actor, &query).await?;
    let count = page.count.at_least();
    Ok(Json(FindingPage {
        findings: page.records.iter().map(FindingAnswer::of).collect(),
        next: page.next,
        count,
    }))
}

/// Why a finding is decided as it is.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Decided {
    /// For the history.
    reason: Option<String>,
}

/// Accepts a finding with a reason.
#[utoipa::path(post, path = "/api/v1/displacement/findings/{id}/accept", operation_id = "accept_finding", tag = "displacement", params(("id" = String, Path)), request_body = Decided, responses((status = 200, body = FindingAnswer), (status = 401), (status = 403), (status = 422)))]
async fn accept(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
    Json(decided): Json<Decided>,
) -> Result<Json<FindingAnswer>, Problem> {
    decide(&house, &actor, &id, "accept", decided.reason).await
}

/// Opens a finding again.
#[utoipa::path(post, path = "/api/v1/displacement/findings/{id}/reopen", operation_id = "reopen_finding", tag = "displacement", params(("id" = String, Path)), request_body = Decided, responses((status = 200, body = FindingAnswer), (status = 401), (status = 403)))]
async fn reopen(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
    Json(decided): Json<Decided>,
) -> Result<Json<FindingAnswer>, Problem> {
    decide(&house, &actor, &id, "reopen", decided.reason).await
}

async fn decide(
    house: &House,
    actor: &Actor,
    id: &str,
    name: &str,
    reason: Option<String>,
) -> Result<Json<FindingAnswer>, Problem> {
    let (Ok(id), Ok(register)) = (RecordId::parse(id), RegisterName::parse("quality_findings"))
    else {
        return Err(Problem::not_found("finding"));
    };
    let act = Act::Transition {
        name: name.to_owned(),
        reason,
    };
    let change = Change {
        register,
        id: id.clone(),
        base: None,
        act,
        note: None,
    };
    house
        .registers
        .commit(actor, vec![change], Strictness::Strict)
        .await?;
    let record = house
        .registers
        .get(actor, "quality_findings", &id, None)
        .await?;
    Ok(Json(FindingAnswer::of(&record)))
}

/// With which round.
#[derive(Debug, Deserialize, IntoParams)]
pub struct With {
    /// The earlier round.
    with: String,
}

/// Compares a round with an earlier one over the places that both cover.
#[utoipa::path(get, path = "/api/v1/displacement/rounds/{round}/compare", operation_id = "compare_rounds", tag = "displacement", params(("round" = String, Path), With), responses((status = 200, body = ComparisonAnswer), (status = 401)))]
async fn comparison(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(round): Path<String>,
    Query(With { with }): Query<With>,
) -> Result<Json<ComparisonAnswer>, Problem> {
    // Figures of single places are shown: those of other units are not for everybody who may see the rounds.
    for code in [&round, &with] {
        let record = rounds::round(&house.registers, &actor, code).await?;
        house.permit(&actor, "area_assessments", &Verb::List, Some(&record.owner))?;
    }
    let compared = rounds::comparison(&house.registers, &with, &round).await?;
    let Some(first) = compared.first() else {
        return Err(Problem::not_found("comparison"));
    };
    Ok(Json(ComparisonAnswer::of(first)))
}
