//! Routes of missing migrants: the inbox, duplicates, the way to publication, totals.

use access::{Actor, Verb};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use house::{House, Problem, Signed, instant_text, parse_instant};
use registers::{ListQuery, Op};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use vocab::RecordId;

use crate::{
    Incident,
    concordance::System,
    module::{INCIDENTS, REPORTS},
    published::published,
    totals,
    views::{
        FatalityCandidates, FatalityFigures, FatalityPage, FatalityRecord, FatalityTotal,
        FatalityTotals,
    },
    workflow::{self, Taking, WorkflowError},
};

/// The routes with their documentation.
pub fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(inbox))
        .routes(routes!(report_candidates))
        .routes(routes!(take))
        .routes(routes!(link))
        .routes(routes!(reject))
        .routes(routes!(incident_candidates))
        .routes(routes!(step))
        .routes(routes!(revise))
        .routes(routes!(figures))
}

impl From<WorkflowError> for Problem {
    fn from(error: WorkflowError) -> Self {
        match error {
            WorkflowError::Read(error) => error.into(),
            WorkflowError::Commit(error) => error.into(),
            WorkflowError::Word(error) => Self::internal(&error),
            WorkflowError::NoIncident(_) => Self::not_found("incident"),
            WorkflowError::Incomplete => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "incomplete",
                error.to_string(),
            ),
            WorkflowError::MayBeKnown(ref known) => {
                let faults = known.iter().map(|known| house::FaultView {
                    change: None,
                    field: None,
                    code: "may_be_known".to_owned(),
                    reason: format!(
                        "{}: {}",
                        known.candidate.incident_id,
                        known
                            .candidate
                            .reasons
                            .iter()
                            .map(|reason| reason.words("en"))
                            .collect::<Vec<_>>()
                            .join("; ")
                    ),
                    value: None,
                });
                Self::new(
                    StatusCode::CONFLICT,
                    "may_be_known",
                    "the report may be about a known incident",
                )
                .with_detail(error.to_string())
                .with_faults(faults.collect())
            }
        }
    }
}

fn record_id(id: &str, what: &str) -> Result<RecordId, Problem> {
    RecordId::parse(id).map_err(|_| Problem::not_found(what))
}

/// Refuses whoever may not list incidents of all units: duplicates and totals look at all.
fn may_see_all(house: &House, actor: &Actor) -> Result<(), Problem> {
    house.permit(actor, INCIDENTS, &Verb::List, None)?;
    Ok(())
}

/// Which part of the inbox.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Inbox {
    /// State of the reports; `received` when left out.
    state: Option<String>,
    /// Where the last page ended.
    cursor: Option<String>,
}

/// Reports that wait for a decision.
#[utoipa::path(get, path = "/api/v1/fatalities/inbox", operation_id = "list_fatality_inbox", tag = "fatalities", params(Inbox), responses((status = 200, body = FatalityPage), (status = 401), (status = 403)))]
async fn inbox(
    State(house): State<House>,
    Signed(actor): Signed,
    Query(inbox): Query<Inbox>,
) -> Result<Json<FatalityPage>, Problem> {
    let state = inbox.state.unwrap_or_else(|| "received".to_owned());
    let mut query = ListQuery::of(REPORTS).with("@state", Op::Eq, state);
    query.cursor = inbox.cursor;
    query.limit = 100;
    let page = house.registers.list(&actor, &query).await?;
    let count = page.count.at_least();
    Ok(Json(FatalityPage {
        records: page.records.into_iter().map(Into::into).collect(),
        next: page.next,
        count,
    }))
}

/// Known incidents that may be the event of a report, each with its reasons in words.
#[utoipa::path(get, path = "/api/v1/fatalities/reports/{id}/candidates", operation_id = "fatality_report_candidates", tag = "fatalities", params(("id" = String, Path)), responses((status = 200, body = FatalityCandidates), (status = 401), (status = 403), (status = 404), (status = 422, description = "the report has no date")))]
async fn report_candidates(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
) -> Result<Json<FatalityCandidates>, Problem> {
    may_see_all(&house, &actor)?;
    let id = record_id(&id, "report")?;
    let report = house.registers.get(&actor, REPORTS, &id, None).await?;
    let incident = workflow::incident_of(&report.data).ok_or(WorkflowError::Incomplete)?;
    let known = workflow::known_like(&house.registers, &incident).await?;
    Ok(Json(FatalityCandidates::of(known)))
}

/// Known incidents that may be the same event as another.
#[utoipa::path(get, path = "/api/v1/fatalities/incidents/{id}/candidates", operation_id = "fatality_incident_candidates", tag = "fatalities", params(("id" = String, Path)), responses((status = 200, body = FatalityCandidates), (status = 401), (status = 403), (status = 404)))]
async fn incident_candidates(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
) -> Result<Json<FatalityCandidates>, Problem> {
    may_see_all(&house, &actor)?;
    let id = record_id(&id, "incident")?;
    let record = house.registers.get(&actor, INCIDENTS, &id, None).await?;
    let incident = Incident::read(&record.data).ok_or(WorkflowError::Incomplete)?;
    let known = workflow::known_like(&house.registers, &incident).await?;
    Ok(Json(FatalityCandidates::of(known)))
}

/// How a report becomes a candidate.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = FatalityTaking)]
pub struct TakingBody {
    /// Why it is none of the known incidents that are near; needed when there are some.
    no_duplicate: Option<String>,
    /// Event of which it is a part, when it is a split of a known one.
    part_of: Option<String>,
}

/// Takes a report as a candidate.
#[utoipa::path(post, path = "/api/v1/fatalities/reports/{id}/take", operation_id = "take_fatality_report", tag = "fatalities", params(("id" = String, Path)), request_body = TakingBody, responses((status = 200, description = "the new incident", body = FatalityRecord), (status = 401), (status = 403), (status = 404), (status = 409, description = "known incidents are near; each is told with its reasons"), (status = 422)))]
async fn take(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
    Json(body): Json<TakingBody>,
) -> Result<Json<FatalityRecord>, Problem> {
    let taking = Taking {
        no_duplicate: body.no_duplicate,
        part_of: body.part_of,
    };
    let report = record_id(&id, "report")?;
    let made = workflow::take(&house.registers, &actor, &report, &taking).await?;
    answer(&house, &actor, INCIDENTS, &made).await
}

/// To which incident a report belongs.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = FatalityLink)]
pub struct LinkBody {
    /// Id of the incident, as in `incident_id`.
    incident: String,
    /// Figures that the report knows better, by field of the incident.
    #[serde(default)]
    #[schema(value_type = Object)]
    set: Map<String, Value>,
    /// Why it is the same event; kept with the change.
    reason: String,
}

/// Links a report to a known incident as one more source.
#[utoipa::path(post, path = "/api/v1/fatalities/reports/{id}/link", operation_id = "link_fatality_report", tag = "fatalities", params(("id" = String, Path)), request_body = LinkBody, responses((status = 200, description = "the incident", body = FatalityRecord), (status = 401), (status = 403), (status = 404), (status = 422)))]
async fn link(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
    Json(body): Json<LinkBody>,
) -> Result<Json<FatalityRecord>, Problem> {
    let report = record_id(&id, "report")?;
    let LinkBody {
        incident,
        set,
        reason,
    } = body;
    let found = workflow::link(&house.registers, &actor, &report, &incident, set, &reason).await?;
    answer(&house, &actor, INCIDENTS, &found).await
}

/// Why something is done.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = FatalityReasonGiven)]
pub struct WhyBody {
    /// For the history.
    reason: Option<String>,
}

/// Rejects a report.
#[utoipa::path(post, path = "/api/v1/fatalities/reports/{id}/reject", operation_id = "reject_fatality_report", tag = "fatalities", params(("id" = String, Path)), request_body = WhyBody, responses((status = 200, body = FatalityRecord), (status = 401), (status = 403), (status = 404), (status = 422)))]
async fn reject(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
    Json(why): Json<WhyBody>,
) -> Result<Json<FatalityRecord>, Problem> {
    let id = record_id(&id, "report")?;
    workflow::step(
        &house.registers,
        &actor,
        (REPORTS, &id),
        "reject",
        why.reason,
    )
    .await?;
    answer(&house, &actor, REPORTS, &id).await
}

/// A step of the lifecycle.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = FatalityStep)]
pub struct StepBody {
    /// `verify`, `publish`, `send_back`, `reject`, `withdraw` or `reopen`.
    name: String,
    /// Why, where it is asked for.
    reason: Option<String>,
}

/// Takes a step of an incident's lifecycle. Who entered it does not verify it.
#[utoipa::path(post, path = "/api/v1/fatalities/incidents/{id}/transition", operation_id = "step_fatality_incident", tag = "fatalities", params(("id" = String, Path)), request_body = StepBody, responses((status = 200, body = FatalityRecord), (status = 401), (status = 403), (status = 404), (status = 422, description = "a rule holds the step back, or it does not start here")))]
async fn step(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
    Json(step): Json<StepBody>,
) -> Result<Json<FatalityRecord>, Problem> {
    let id = record_id(&id, "incident")?;
    workflow::step(
        &house.registers,
        &actor,
        (INCIDENTS, &id),
        &step.name,
        step.reason,
    )
    .await?;
    answer(&house, &actor, INCIDENTS, &id).await
}

/// What is to be changed, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = FatalityRevision)]
pub struct RevisionBody {
    /// Values by field; `null` clears one: not known any more.
    #[schema(value_type = Object)]
    set: Map<String, Value>,
    /// Shown to the public beside the change.
    reason: String,
}

/// Changes an incident. A missing person who is found dead is moved here, from missing to dead; both stay in the history.
#[utoipa::path(post, path = "/api/v1/fatalities/incidents/{id}/revise", operation_id = "revise_fatality_incident", tag = "fatalities", params(("id" = String, Path)), request_body = RevisionBody, responses((status = 200, body = FatalityRecord), (status = 401), (status = 403), (status = 404), (status = 422)))]
async fn revise(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
    Json(revision): Json<RevisionBody>,
) -> Result<Json<FatalityRecord>, Problem> {
    let id = record_id(&id, "incident")?;
    workflow::revise(
        &house.registers,
        &actor,
        &id,
        revision.set,
        &revision.reason,
    )
    .await?;
    answer(&house, &actor, INCIDENTS, &id).await
}

async fn answer(
    house: &House,
    actor: &Actor,
    register: &str,
    id: &RecordId,
) -> Result<Json<FatalityRecord>, Problem> {
    let record = house.registers.get(actor, register, id, None).await?;
    Ok(Json(record.into()))
}

/// Which totals.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Which {
    /// `project` (when left out) or `unsd`.
    system: Option<String>,
    /// What was published then: an instant or a date.
    as_of: Option<String>,
}

/// Totals of published incidents by region and year.
#[utoipa::path(get, path = "/api/v1/fatalities/totals", operation_id = "fatality_totals", tag = "fatalities", params(Which), responses((status = 200, body = FatalityTotals), (status = 400), (status = 401), (status = 403)))]
async fn figures(
    State(house): State<House>,
    Signed(actor): Signed,
    Query(which): Query<Which>,
) -> Result<Json<FatalityTotals>, Problem> {
    may_see_all(&house, &actor)?;
    let system = match which.system.as_deref() {
        None => System::Project,
        Some(code) => {
            System::parse(code).ok_or_else(|| Problem::bad_request("system is project or unsd"))?
        }
    };
    let at = match which.as_of.as_deref() {
        None => house.registers.stamp(INCIDENTS, None).await?.0,
        Some(text) => parse_instant(text)
            .ok_or_else(|| Problem::bad_request("as_of is an instant or a date"))?,
    };
    let asked = which.as_of.is_some().then_some(at);
    let found = published(&house.registers, asked).await?;
    let groups = totals::by_region_and_year(&found.incidents, system, &found.names);
    Ok(Json(FatalityTotals {
        as_of: instant_text(at),
        system: system.code(),
        whole: FatalityFigures::of(&totals::whole(&found.incidents)),
        rows: groups
            .into_iter()
            .map(|((region, year), tally)| FatalityTotal::of(region, year, &tally))
            .collect(),
    }))
}
