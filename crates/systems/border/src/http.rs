//! Routes of the border: the desk, shifts, the post as it stands, its day, passenger lists.

use std::sync::Arc;

use access::Verb;
use axum::{
    Extension, Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use house::{House, Problem, Signed};
use registers::ListQuery;
use serde::Deserialize;
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    answer,
    asked::{DecisionAsked, InspectionAsked},
    books::Books,
    decide,
    error::BorderError,
    inspect::{self, text},
    live,
    manifest::{self, ManifestAsked},
    module::{INSPECTIONS, POSTS},
    report,
    shift::{self, HandoverAsked, ShiftAsked},
    views::{
        BorderDecision, BorderInspection, BorderLive, BorderManifest, BorderPairing, BorderPost,
        BorderPosts, BorderReport, BorderShift, BorderShifts,
    },
};

/// The routes with their documentation. The books live as long as the node serves.
pub fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(posts))
        .routes(routes!(inspect))
        .routes(routes!(decide))
        .routes(routes!(begin_shift))
        .routes(routes!(hand_over))
        .routes(routes!(take_over))
        .routes(routes!(shifts))
        .routes(routes!(post_live))
        .routes(routes!(day_report))
        .routes(routes!(file_report))
        .routes(routes!(passenger_list))
        .routes(routes!(pairing))
        .layer(Extension(Arc::new(Books::default())))
}

/// Posts of this person's units.
#[utoipa::path(get, path = "/api/v1/border/posts", operation_id = "list_border_posts", tag = "border", responses((status = 200, body = BorderPosts), (status = 401), (status = 403)))]
async fn posts(
    State(house): State<House>,
    Signed(actor): Signed,
) -> Result<Json<BorderPosts>, Problem> {
    // Who works at no desk has no posts, whatever else they may read.
    house.permit(&actor, INSPECTIONS, &Verb::List, None)?;
    let mut query = ListQuery::of(POSTS);
    query.limit = 1_000;
    let page = house.registers.list(&actor, &query).await?;
    let mut posts: Vec<BorderPost> = page
        .records
        .iter()
        .map(|record| BorderPost {
            code: text(&record.data, "code").to_owned(),
            name: text(&record.data, "name").to_owned(),
            kind: text(&record.data, "kind").to_owned(),
            lanes: record
                .data
                .get("lanes")
                .and_then(Value::as_u64)
                .unwrap_or(1),
        })
        .collect();
    posts.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(Json(BorderPosts { posts }))
}

/// Inspects one traveller: reads the zone, verifies the chip, looks for signs of forgery, asks the alert list, looks at earlier
/// crossings and patterns. Everything is kept before it is answered. The same id sent twice gives the same inspection.
#[utoipa::path(post, path = "/api/v1/border/inspections", operation_id = "inspect_traveller", tag = "border", request_body = InspectionAsked, responses((status = 201, body = BorderInspection), (status = 400), (status = 401), (status = 403), (status = 404, description = "no such post in the person's units"), (status = 422)))]
async fn inspect(
    State(house): State<House>,
    Signed(actor): Signed,
    Extension(books): Extension<Arc<Books>>,
    Json(asked): Json<InspectionAsked>,
) -> Result<(StatusCode, Json<BorderInspection>), Problem> {
    let inspected = inspect::inspect(&house, &books, &actor, &asked).await?;
    let answer = answer::answer(&house, &actor, inspected, asked.lang.as_deref());
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Decides about an inspection and makes the crossing. The second line decides where a check failed or a hit is possible, and never
/// the officer who raised it.
#[utoipa::path(post, path = "/api/v1/border/inspections/{id}/decision", operation_id = "decide_inspection", tag = "border", params(("id" = String, Path)), request_body = DecisionAsked, responses((status = 200, body = BorderDecision), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409, description = "it was decided otherwise already"), (status = 422, description = "a rule holds the decision back")))]
async fn decide(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
    Json(asked): Json<DecisionAsked>,
) -> Result<Json<BorderDecision>, Problem> {
    Ok(Json(decide::decide(&house, &actor, &id, &asked).await?))
}

/// Begins a shift; the officer confirms the date once.
#[utoipa::path(post, path = "/api/v1/border/shifts", operation_id = "begin_border_shift", tag = "border", request_body = ShiftAsked, responses((status = 201, body = BorderShift), (status = 400), (status = 401), (status = 403), (status = 404), (status = 422)))]
async fn begin_shift(
    State(house): State<House>,
    Signed(actor): Signed,
    Json(asked): Json<ShiftAsked>,
) -> Result<(StatusCode, Json<BorderShift>), Problem> {
    let begun = shift::begin(&house, &actor, &asked).await?;
    Ok((StatusCode::CREATED, Json(begun)))
}

/// Hands a shift over with a note.
#[utoipa::path(post, path = "/api/v1/border/shifts/{id}/hand-over", operation_id = "hand_over_border_shift", tag = "border", params(("id" = String, Path)), request_body = HandoverAsked, responses((status = 200, body = BorderShift), (status = 401), (status = 403), (status = 404), (status = 422)))]
async fn hand_over(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
    Json(asked): Json<HandoverAsked>,
) -> Result<Json<BorderShift>, Problem> {
    Ok(Json(shift::hand_over(&house, &actor, &id, &asked).await?))
}

/// Takes over a shift that another handed over.
#[utoipa::path(post, path = "/api/v1/border/shifts/{id}/take-over", operation_id = "take_over_border_shift", tag = "border", params(("id" = String, Path)), responses((status = 200, body = BorderShift), (status = 401), (status = 403), (status = 404), (status = 422)))]
async fn take_over(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
) -> Result<Json<BorderShift>, Problem> {
    Ok(Json(shift::take_over(&house, &actor, &id).await?))
}

/// Shifts of a post that are open or wait to be taken over.
#[utoipa::path(get, path = "/api/v1/border/posts/{code}/shifts", operation_id = "list_border_shifts", tag = "border", params(("code" = String, Path)), responses((status = 200, body = BorderShifts), (status = 401), (status = 403), (status = 404)))]
async fn shifts(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(code): Path<String>,
) -> Result<Json<BorderShifts>, Problem> {
    Ok(Json(shift::list(&house, &actor, &code).await?))
}

/// The post now: numbers for its supervisor.
#[utoipa::path(get, path = "/api/v1/border/posts/{code}/live", operation_id = "border_post_live", tag = "border", params(("code" = String, Path)), responses((status = 200, body = BorderLive), (status = 401), (status = 403), (status = 404)))]
async fn post_live(
    State(house): State<House>,
    Signed(actor): Signed,
    Extension(books): Extension<Arc<Books>>,
    Path(code): Path<String>,
) -> Result<Json<BorderLive>, Problem> {
    Ok(Json(live::live(&house, &books, &actor, &code).await?))
}

/// Which day.
#[derive(Debug, Deserialize, IntoParams)]
pub struct WhichDay {
    /// `YYYY-MM-DD`; today when left out.
    day: Option<String>,
}

/// The day of a post, counted from its crossings.
#[utoipa::path(get, path = "/api/v1/border/posts/{code}/report", operation_id = "border_day_report", tag = "border", params(("code" = String, Path), WhichDay), responses((status = 200, body = BorderReport), (status = 400), (status = 401), (status = 403), (status = 404)))]
async fn day_report(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(code): Path<String>,
    Query(which): Query<WhichDay>,
) -> Result<Json<BorderReport>, Problem> {
    Ok(Json(
        report::report(&house, &actor, &code, which.day.as_deref()).await?,
    ))
}

/// Files a day.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = BorderReportAsked)]
#[serde(deny_unknown_fields)]
pub struct FileAsked {
    /// `YYYY-MM-DD`; today when left out.
    day: Option<String>,
    /// Remarks.
    remarks: Option<String>,
}

/// Files the day of a post: its totals and counts become records that another person approves and the public sees then.
#[utoipa::path(post, path = "/api/v1/border/posts/{code}/report", operation_id = "file_border_report", tag = "border", params(("code" = String, Path)), request_body = FileAsked, responses((status = 200, body = BorderReport), (status = 400), (status = 401), (status = 403), (status = 404), (status = 422, description = "the report is approved already")))]
async fn file_report(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(code): Path<String>,
    Json(asked): Json<FileAsked>,
) -> Result<Json<BorderReport>, Problem> {
    let parts = (asked.day.as_deref(), asked.remarks.as_deref());
    Ok(Json(report::file(&house, &actor, &code, parts).await?))
}

/// Takes in a passenger list (PAXLST) and asks the alert list about everybody before they arrive.
#[utoipa::path(post, path = "/api/v1/border/passenger-lists", operation_id = "take_passenger_list", tag = "border", request_body = ManifestAsked, responses((status = 200, body = BorderManifest), (status = 400), (status = 401), (status = 403), (status = 404), (status = 422)))]
async fn passenger_list(
    State(house): State<House>,
    Signed(actor): Signed,
    Extension(books): Extension<Arc<Books>>,
    Json(asked): Json<ManifestAsked>,
) -> Result<Json<BorderManifest>, Problem> {
    let taken = manifest::take(&house, &books, &actor, &asked).await;
    Ok(Json(
        taken.map_err(|error: BorderError| Problem::from(error))?,
    ))
}

/// As of when.
#[derive(Debug, Deserialize, IntoParams)]
pub struct AsOfDay {
    /// A date; today when left out.
    as_of: Option<String>,
}

/// Entries paired with exits, overstays in three figures, stays by the recommendations on migration statistics: numbers only.
#[utoipa::path(get, path = "/api/v1/border/pairing", operation_id = "border_pairing", tag = "border", params(AsOfDay), responses((status = 200, body = BorderPairing), (status = 400), (status = 401), (status = 403)))]
async fn pairing(
    State(house): State<House>,
    Signed(actor): Signed,
    Query(which): Query<AsOfDay>,
) -> Result<Json<BorderPairing>, Problem> {
    Ok(Json(
        report::pairs(&house, &actor, which.as_of.as_deref()).await?,
    ))
}
