//! Bringing a file in over HTTP: tried first, kept then.

use std::{path::Path, sync::Arc};

use access::Verb;
use axum::{
    Json,
    extract::{Multipart, State, multipart::Field},
    http::StatusCode,
};
use house::{FaultView, House, Problem, Signed};
use serde::Deserialize;
use serde_json::Value;
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use utoipa::ToSchema;

use crate::import::{self, Fault, ImportError, ImportReport, Options, Severity};
use crate::views::ImportAnswer;

/// The register that an import mainly fills: who may import into it may import.
const MAIN_REGISTER: &str = "area_assessments";
/// Faults told in a refusal; all of them are in the file's own report.
const TOLD: usize = 500;

/// What the sender says beside the file.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Sent {
    /// Check everything, write nothing.
    dry_run: bool,
    /// Import the rows without faults although others have some.
    accept_valid_rows: bool,
    /// Name or id of the operation, where the file does not say.
    operation: Option<String>,
    /// Round number, where the file does not say.
    #[schema(value_type = Option<i64>)]
    round: Option<Value>,
    /// Reporting date, ISO 8601, where the file does not say.
    date: Option<String>,
    /// ISO 3166 alpha-3, where the file does not say.
    country: Option<String>,
    /// A mapping as `waymark import --save-mapping` writes it.
    mapping: Option<String>,
}

/// The parts of the form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "for the API's document")]
pub struct Upload {
    /// The options as JSON.
    options: Option<Sent>,
    /// The file: .xlsx, .xls, .ods, .csv, .tsv or a .json answer of the DTM API.
    #[schema(value_type = String, format = Binary)]
    file: String,
}

/// Brings a spreadsheet, CSV file or API answer in. What was understood of it comes back with what was done.
#[utoipa::path(post, path = "/api/v1/displacement/import", tag = "displacement", request_body(content = Upload, content_type = "multipart/form-data"), responses((status = 200, description = "imported, or tried", body = ImportAnswer), (status = 400), (status = 401), (status = 403), (status = 422, description = "rows are refused; nothing was written")))]
pub async fn import(
    State(house): State<House>,
    Signed(actor): Signed,
    mut form: Multipart,
) -> Result<Json<ImportAnswer>, Problem> {
    house.permit(&actor, MAIN_REGISTER, &Verb::Import, None)?;
    let folder = tempfile::tempdir().map_err(|error| Problem::internal(&error))?;
    let mut sent = Sent::default();
    let mut path = None;
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        match part.name() {
            Some("options") => {
                let text = part.text().await.map_err(unreadable)?;
                sent = serde_json::from_str(&text)
                    .map_err(|error| Problem::bad_request(format!("options: {error}")))?;
            }
            Some("file") => path = Some(kept(part, &folder).await?),
            _ => {}
        }
    }
    let path = path.ok_or_else(|| Problem::bad_request("the form has no part `file`"))?;
    let options = Arc::new(options(sent)?);
    let tree = house.places.tree().await?;
    let (look_at, look_with, look_in) = (path.clone(), Arc::clone(&options), Arc::clone(&tree));
    let understanding =
        tokio::task::spawn_blocking(move || import::understand(&look_at, &look_with, &look_in))
            .await
            .map_err(|error| Problem::internal(&error))??;
    let understanding = Arc::new(understanding);
    let report = import::run(
        &house.registers,
        &actor,
        path,
        Arc::clone(&understanding),
        Arc::clone(&options),
        tree,
        |_| {},
    )
    .await?;
    if !options.dry_run && !report.committed {
        return Err(refused(&report));
    }
    let understanding = Arc::unwrap_or_clone(understanding);
    Ok(Json(ImportAnswer {
        understanding,
        report,
    }))
}

/// Writes the file into the folder, piece by piece, under its own name: its ending and words say something.
async fn kept(mut part: Field<'_>, folder: &TempDir) -> Result<std::path::PathBuf, Problem> {
    let name = part.file_name().unwrap_or("file.csv").replace('\\', "/");
    let name = Path::new(&name)
        .file_name()
        .filter(|name| name.len() <= 200)
        .map_or_else(|| "file.csv".into(), std::ffi::OsStr::to_owned);
    let path = folder.path().join(name);
    let internal = |error: std::io::Error| Problem::internal(&error);
    let mut file = tokio::fs::File::create(&path).await.map_err(internal)?;
    while let Some(piece) = part.chunk().await.map_err(unreadable)? {
        file.write_all(&piece).await.map_err(internal)?;
    }
    file.flush().await.map_err(internal)?;
    Ok(path)
}

fn options(sent: Sent) -> Result<Options, Problem> {
    let round = match &sent.round {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) if text.trim().is_empty() => None,
        Some(value) => Some(
            value
                .as_i64()
                .or_else(|| value.as_str()?.trim().parse().ok())
                .ok_or_else(|| Problem::bad_request("round is a number"))?,
        ),
    };
    let mapping = sent
        .mapping
        .map(|text| import::Mapping::parse(&text))
        .transpose()?;
    Ok(Options {
        country: sent.country,
        operation: sent.operation,
        round,
        date: sent.date,
        mapping,
        dry_run: sent.dry_run,
        accept_valid_rows: sent.accept_valid_rows,
        ..Options::default()
    })
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it is handed over by map_err"
)]
fn unreadable(error: axum::extract::multipart::MultipartError) -> Problem {
    Problem::new(error.status(), "bad_request", "the request cannot be read")
        .with_detail(error.body_text())
}

fn refused(report: &ImportReport) -> Problem {
    let faults: Vec<FaultView> = report
        .faults
        .iter()
        .filter(|fault| fault.severity == Severity::Refusal)
        .take(TOLD)
        .map(fault_view)
        .collect();
    let why = if faults.is_empty() {
        report.notes.join("; ")
    } else {
        format!(
            "{} rows are refused; mend the file, or send it again with accept_valid_rows",
            report.refused_rows
        )
    };
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "refused",
        "the file was not imported; nothing of it was kept",
    )
    .with_detail(why)
    .with_faults(faults)
}

fn fault_view(fault: &Fault) -> FaultView {
    let place = [
        Some(fault.sheet.trim().to_owned()),
        fault.row.map(|row| format!("row {row}")),
        fault
            .column
            .as_ref()
            .map(|column| format!("column {column}")),
    ];
    FaultView {
        change: None,
        field: Some(place.into_iter().flatten().collect::<Vec<_>>().join(" ")),
        code: fault.code.to_owned(),
        reason: fault.reason.clone(),
        value: fault.value.clone().map(Value::from),
    }
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Commit(error) => error.into(),
            ImportError::Register(error) => error.into(),
            other => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "unreadable_file",
                "the file was not imported; nothing of it was kept",
            )
            .with_detail(other.to_string()),
        }
    }
}
