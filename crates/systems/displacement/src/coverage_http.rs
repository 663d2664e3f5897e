//! The route that tells how far a round has come.

use access::Verb;
use axum::{
    Json,
    extract::{Path, State},
};
use house::{House, Problem, Signed};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{coverage::Coverage, plan, rounds};

/// How far a round has come, and whether it was done from afar.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CoverageAnswer {
    /// Code of the round.
    round: String,
    /// Nobody was on the spot: every product says so.
    remote: bool,
    /// Places by area and by what is known of them.
    #[serde(flatten)]
    coverage: Coverage,
}

/// Tells area by area what of a round's plan has come in.
#[utoipa::path(get, path = "/api/v1/displacement/rounds/{round}/coverage", operation_id = "cover_round", tag = "displacement", params(("round" = String, Path)), responses((status = 200, body = CoverageAnswer), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn coverage(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(round): Path<String>,
) -> Result<Json<CoverageAnswer>, Problem> {
    let record = rounds::round(&house.registers, &actor, &round).await?;
    // Names of places are told, and where teams are on which day.
    house.permit(&actor, "area_assessments", &Verb::List, Some(&record.owner))?;
    house.permit(&actor, "round_areas", &Verb::List, Some(&record.owner))?;
    let tree = house.places.tree().await?;
    let coverage = plan::coverage_of(&house.registers, &record.data, &tree).await?;
    let remote = record.data.get("remote").and_then(|said| said.as_str()) == Some("yes");
    Ok(Json(CoverageAnswer {
        round,
        remote,
        coverage,
    }))
}
