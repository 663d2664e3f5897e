//! A register as a file.

use access::Verb;
use axum::{
    extract::{Path, Query, State},
    http::header,
    response::IntoResponse,
};
use house::{House, Problem, Signed};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::export::{ExportRequest, write_export};

/// How.
#[derive(Debug, Deserialize, IntoParams)]
pub struct How {
    /// csv, hxl-csv, xlsx, geojson or parquet.
    format: Option<String>,
    /// Only this partition (round).
    partition: Option<String>,
    /// The rows of this repeat, a line each, instead of the records.
    rows: Option<String>,
}

/// Writes the records that the actor may see and take out.
#[utoipa::path(get, path = "/api/v1/registers/{register}/export", operation_id = "export_records", tag = "records", params(("register" = String, Path), How), responses((status = 200), (status = 401), (status = 403)))]
pub async fn export(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(register): Path<String>,
    Query(how): Query<How>,
) -> Result<impl IntoResponse, Problem> {
    let word = how.format.as_deref().unwrap_or("csv");
    let format = exchange::Format::parse(word)
        .ok_or_else(|| Problem::bad_request("format is csv, hxl-csv, xlsx, geojson or parquet"))?;
    house.registers.may_be_read(&actor, &register)?;
    let decision = house.permit(&actor, &register, &Verb::Export, None)?;
    let request = ExportRequest {
        register: register.clone(),
        partition: how.partition.filter(|name| !name.is_empty()),
        rows: how.rows.filter(|name| !name.is_empty()),
        format,
        decision,
        lang: actor.lang.clone(),
        actor,
    };
    let bytes = write_export(&house, request).await?;
    let name = format!("attachment; filename=\"{register}.{}\"", format.extension());
    Ok((
        [
            (header::CONTENT_TYPE, format.media_type().to_owned()),
            (header::CONTENT_DISPOSITION, name),
        ],
        bytes,
    ))
}
