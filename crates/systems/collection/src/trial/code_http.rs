//! The code by which a phone is set up to try a draft out.

use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
};
use house::{House, Problem, Signed};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{device_http::address, kept};
use crate::{
    CollectionError,
    central::may_manage_forms,
    device_http, device_setup,
    device_words::Language,
    shelf::{one, text},
};

/// The route with its documentation.
pub(crate) fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::new().routes(routes!(code))
}

/// How a phone is set up to try a draft out.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrialAnswer {
    /// Where Collect connects, with the token of the draft.
    pub address: String,
    /// The settings that the code carries, as JSON.
    pub settings: String,
    /// The QR code that Collect scans, as SVG.
    pub code: String,
    /// Test submissions that the draft has so far.
    pub submissions: u64,
}

/// The address and the code by which phones try the draft of a form out. They hold until the draft is published.
#[utoipa::path(get, path = "/api/v1/collect/projects/{project}/forms/{form}/draft/test", operation_id = "try_draft", tag = "collection", params(("project" = i64, Path), ("form" = String, Path)), responses((status = 200, body = TrialAnswer), (status = 400, description = "the title is too long for a code"), (status = 401), (status = 403), (status = 404, description = "no such form, or it has no draft")))]
async fn code(
    State(house): State<House>,
    Signed(actor): Signed,
    Path((project, form)): Path<(i64, String)>,
    headers: HeaderMap,
) -> Result<Json<TrialAnswer>, Problem> {
    may_manage_forms(&house, &actor)?;
    device_http::of_project(&house, &actor, project).await?;
    let key = [project.to_string(), form];
    let key = key.each_ref().map(String::as_str);
    one(&house, &actor, "collect_forms", &key, "form").await?;
    let trial = kept::running(&house, project, key[1])
        .await?
        .filter(|trial| !trial.token.is_empty())
        .ok_or(CollectionError::NotFound("draft"))?;
    let title = text(&trial.draft.data, "title");
    let title = if title.is_empty() { key[1] } else { title };
    let name = Language::of(&headers).say("device-trial", &[("form", title)]);
    let address = address(
        &device_http::host(&headers),
        &trial.token,
        (project, key[1]),
    );
    let settings = device_setup::settings(&address, &name);
    let code = device_setup::drawing(&device_setup::payload(&settings)?)?;
    let submissions = kept::count(&house, &trial).await?;
    Ok(Json(TrialAnswer {
        address,
        settings,
        code,
        submissions,
    }))
}
