//! Routes of the workspace: submissions with what was found in them, and devices with the code that sets them up.

use access::Actor;
use axum::{
    Json,
    extract::{Path, Query, State},
    http::HeaderMap,
};
use house::{House, Problem, Signed};
use registers::{Counted, ListQuery, Op};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    audit, device_http, device_setup, devices, merge_http,
    review::{self, People},
    review_views::{DeviceAnswer, DeviceAsked, SubmissionAnswer, SubmissionPage},
    shelf::{self, one, text},
};

/// Largest page.
const LARGEST_PAGE: usize = 200;

/// The routes with their documentation.
pub fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(whole))
        .routes(routes!(new_device))
        .merge(merge_http::routes())
        .merge(audit::submission_routes())
        .merge(audit::form_routes())
}

/// What findings a submission must have to be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Findings {
    /// Some that say: this cannot be.
    Errors,
    /// Any that is more than a remark.
    Any,
    /// None of these.
    None,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Asked {
    /// State of the review.
    state: Option<String>,
    /// Only with, or only without, findings.
    #[param(inline)]
    findings: Option<Findings>,
    /// Where the last page ended.
    cursor: Option<String>,
    /// Submissions on a page, 1 to 200.
    limit: Option<usize>,
}

/// Refuses a device outside its project.
pub(crate) async fn within(house: &House, actor: &Actor, project: i64) -> Result<(), Problem> {
    Ok(device_http::of_project(house, actor, project).await?)
}

/// A count and whether there are more than that.
pub(crate) fn counted(count: Counted) -> (u64, bool) {
    (count.at_least(), count.is_more())
}

/// Newest first, a page at a time.
pub(crate) fn newest(register: &str, limit: Option<usize>, cursor: Option<String>) -> ListQuery {
    let mut query = shelf::newest(register);
    query.limit = limit.unwrap_or(50).clamp(1, LARGEST_PAGE);
    query.cursor = cursor.filter(|cursor| !cursor.is_empty());
    query
}

/// The submissions of a form, newest first.
#[utoipa::path(get, path = "/api/v1/collect/projects/{project}/forms/{form}/submissions", operation_id = "list_submissions", tag = "collection", params(("project" = i64, Path), ("form" = String, Path), Asked), responses((status = 200, body = SubmissionPage), (status = 400), (status = 401), (status = 403)))]
async fn list(
    State(house): State<House>,
    Signed(actor): Signed,
    Path((project, form)): Path<(i64, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<SubmissionPage>, Problem> {
    within(&house, &actor, project).await?;
    let mut query = newest("submissions", asked.limit, asked.cursor)
        .with("project", Op::Eq, project)
        .with("form_id", Op::Eq, form);
    if let Some(state) = asked.state.filter(|state| !state.is_empty()) {
        query = query.with("@state", Op::Eq, state);
    }
    query = match asked.findings {
        Some(Findings::Errors) => query.with("errors", Op::Gt, 0),
        Some(Findings::Any) => query.with("found", Op::Gt, 0),
        Some(Findings::None) => query.with("found", Op::Eq, 0),
        None => query,
    };
    let page = house.registers.list(&actor, &query).await?;
    let people = People::of(&house).await?;
    let (count, more) = counted(page.count);
    Ok(Json(SubmissionPage {
        submissions: page
            .records
            .iter()
            .map(|record| review::line(&people, record))
            .collect(),
        next: page.next,
        previous: page.previous,
        count,
        more,
    }))
}

/// A submission, value by value, with findings, files and history.
#[utoipa::path(get, path = "/api/v1/collect/projects/{project}/forms/{form}/submissions/{instance}", operation_id = "read_submission", tag = "collection", params(("project" = i64, Path), ("form" = String, Path), ("instance" = String, Path)), responses((status = 200, body = SubmissionAnswer), (status = 401), (status = 403), (status = 404)))]
async fn whole(
    State(house): State<House>,
    Signed(actor): Signed,
    Path((project, form, instance)): Path<(i64, String, String)>,
) -> Result<Json<SubmissionAnswer>, Problem> {
    within(&house, &actor, project).await?;
    let key = [project.to_string(), form, instance];
    let key: Vec<&str> = key.iter().map(String::as_str).collect();
    let record = one(&house, &actor, "submissions", &key, "submission").await?;
    Ok(Json(review::whole(&house, &actor, project, record).await?))
}

/// Adds a device and gives the code that sets it up. The code holds the device's token and is shown this once.
#[utoipa::path(post, path = "/api/v1/collect/projects/{project}/devices", operation_id = "add_device", tag = "collection", params(("project" = i64, Path)), request_body = DeviceAsked, responses((status = 200, body = DeviceAnswer), (status = 400, description = "the name is blank, or too long for a code"), (status = 401), (status = 403), (status = 404)))]
async fn new_device(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(project): Path<i64>,
    headers: HeaderMap,
    Json(asked): Json<DeviceAsked>,
) -> Result<Json<DeviceAnswer>, Problem> {
    let name = asked.name.trim();
    if name.is_empty() {
        return Err(Problem::bad_request(
            "a device needs a name: of the phone, or of who carries it",
        ));
    }
    let of = one(
        &house,
        &actor,
        "collect_projects",
        &[&project.to_string()],
        "project",
    )
    .await?;
    let project_name = text(&of.data, "name");
    let site = device_http::host(&headers);
    // A code that cannot be drawn is found out before there is a device that nobody can set up.
    let blank = format!("{site}/v1/key/{}/projects/{project}", "x".repeat(80));
    device_setup::drawing(&device_setup::payload(&device_setup::settings(
        &blank,
        project_name,
    ))?)?;
    let made = devices::make(&house, &actor, project, name, None).await?;
    let token = made["token"].as_str().unwrap_or_default();
    let address = format!("{site}/v1/key/{token}/projects/{project}");
    let settings = device_setup::settings(&address, project_name);
    let code = device_setup::drawing(&device_setup::payload(&settings)?)?;
    Ok(Json(DeviceAnswer {
        id: made["id"].clone(),
        name: name.to_owned(),
        address,
        settings,
        code,
    }))
}
