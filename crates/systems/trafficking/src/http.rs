//! Routes of the collaborative: contributing, people whom several partners know, the recipe.

use access::{Actor, Scope, Verb};
use axum::{
    Json,
    body::Bytes,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
};
use house::{House, Problem, Signed};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    contribution::Severity,
    duplicates::{self, SharedPeople},
    feedback::Feedback,
    import::{self, ImportError, ImportReport, Options},
    mapping::Mapping,
    module::{CASES, RECIPE},
};

/// The routes with their documentation.
pub fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(contribute))
        .routes(routes!(shared))
        .routes(routes!(recipe))
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        let refused = |code: &str, error: &ImportError| {
            Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, error.to_string())
        };
        match error {
            ImportError::Read(error) => error.into(),
            ImportError::Commit(error) => error.into(),
            ImportError::Contribution(_) => refused("no_contribution", &error),
            ImportError::NoPartner(_) => refused("no_partner", &error),
            ImportError::NoAgreement(_) => refused("no_agreement", &error),
            other => Self::internal(&other),
        }
    }
}

/// Whose records, and whether they are only looked at.
#[derive(Debug, Deserialize, IntoParams)]
pub struct WhoseRecords {
    /// Code of the partner.
    partner: String,
    /// Look at everything, write nothing.
    #[serde(default)]
    dry_run: bool,
}

/// What became of a contribution.
#[derive(Debug, Serialize, ToSchema)]
pub struct TraffickingContribution {
    /// Whether anything was written.
    pub committed: bool,
    /// Records that are new.
    pub created: usize,
    /// Records that changed.
    pub changed: usize,
    /// Records that were so already.
    pub unchanged: usize,
    /// Records that were accepted for statistics now.
    pub accepted: usize,
    /// Records that were taken back because consent was.
    pub withdrawn: usize,
    /// Faults that keep the file out, in all.
    pub refusals: usize,
    /// Remarks, in all.
    pub warnings: usize,
    /// The first faults: row, column, reason.
    pub faults: Vec<TraffickingFault>,
    /// Columns of which nothing was read.
    pub columns_left_out: Vec<String>,
    /// Quality of the records.
    pub feedback: Feedback,
}

/// One fault.
#[derive(Debug, Serialize, ToSchema)]
pub struct TraffickingFault {
    /// Row of the file, from 1.
    pub row: usize,
    /// The partner's header.
    pub column: String,
    /// Stable code.
    pub code: &'static str,
    /// `refusal` or `warning`.
    pub severity: &'static str,
    /// What is wrong and how to mend it.
    pub reason: String,
}

impl From<ImportReport> for TraffickingContribution {
    fn from(report: ImportReport) -> Self {
        Self {
            committed: report.committed,
            created: report.created,
            changed: report.changed,
            unchanged: report.unchanged,
            accepted: report.accepted,
            withdrawn: report.withdrawn,
            refusals: report.refusals,
            warnings: report.warnings,
            faults: report
                .faults
                .into_iter()
                .map(|fault| TraffickingFault {
                    row: fault.row,
                    column: fault.column,
                    code: fault.code,
                    severity: match fault.severity {
                        Severity::Refusal => "refusal",
                        Severity::Warning => "warning",
                    },
                    reason: fault.reason,
                })
                .collect(),
            columns_left_out: report.columns_left_out,
            feedback: report.feedback,
        }
    }
}

/// Brings a partner's file in: CSV, or a workbook by its media type, with the columns of the Human Trafficking Case Data
/// Standard 2.0. A file with one refused row is not begun; what names a person is refused; the same file again changes nothing.
#[utoipa::path(post, path = "/api/v1/trafficking/contributions", operation_id = "contribute_trafficking_cases", tag = "trafficking", params(WhoseRecords), request_body(content = String, content_type = "text/csv"), responses((status = 200, description = "what was done; every fault with row and column", body = TraffickingContribution), (status = 401), (status = 403), (status = 422, description = "no partner, no agreement, or no header")))]
async fn contribute(
    State(house): State<House>,
    Signed(actor): Signed,
    Query(whose): Query<WhoseRecords>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<TraffickingContribution>, Problem> {
    let decision = house.permit(&actor, CASES, &Verb::Import, None)?;
    if decision.units != Scope::All {
        // Whoever may send for one unit sends for the partner of that unit, and for no other.
        let unit = import::partner_unit(&house.registers, &whose.partner).await?;
        if !unit.is_some_and(|unit| decision.units.holds(&unit)) {
            return Err(Problem::not_allowed("the partner is not of your unit"));
        }
    }
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let ending = if kind.contains("spreadsheetml") {
        "xlsx"
    } else {
        "csv"
    };
    let (path, _folder) = kept(&body, ending).await?;
    let options = Options {
        partner: whose.partner,
        mapping: Mapping::default(),
        dry_run: whose.dry_run,
        owner: unit(&actor),
        today: today(&house),
    };
    let report = import::import(&house.registers, &actor, &path, &options).await?;
    Ok(Json(report.into()))
}

/// The body as a file of this request's own, gone with it.
async fn kept(
    body: &Bytes,
    ending: &str,
) -> Result<(std::path::PathBuf, tempfile::TempDir), Problem> {
    let folder = tempfile::tempdir().map_err(|error| Problem::internal(&error))?;
    let path = folder.path().join(format!("contribution.{ending}"));
    tokio::fs::write(&path, body)
        .await
        .map_err(|error| Problem::internal(&error))?;
    Ok((path, folder))
}

fn unit(actor: &Actor) -> String {
    actor
        .grants
        .first()
        .map_or_else(|| "/".to_owned(), |grant| grant.unit.clone())
}

fn today(house: &House) -> jiff::civil::Date {
    let now = jiff::Timestamp::from_millisecond(house.clock.now_ms()).unwrap_or_default();
    jiff::tz::Offset::UTC.to_datetime(now).date()
}

/// People whom several partners know, by the partners.
#[derive(Debug, Serialize, ToSchema)]
pub struct TraffickingShared {
    /// One line for each set of partners.
    pub shared: Vec<SharedPeople>,
}

/// How many people several partners have helped, as far as match tokens tell. Who they are is told to nobody.
#[utoipa::path(get, path = "/api/v1/trafficking/duplicates", operation_id = "trafficking_duplicates", tag = "trafficking", responses((status = 200, body = TraffickingShared), (status = 401), (status = 403)))]
async fn shared(
    State(house): State<House>,
    Signed(actor): Signed,
) -> Result<Json<TraffickingShared>, Problem> {
    let decision = house.permit(&actor, CASES, &Verb::List, None)?;
    if decision.units != Scope::All {
        let why = "this looks at the records of all partners";
        return Err(Problem::not_allowed(why));
    }
    let shared = duplicates::duplicates(&house.registers).await?;
    Ok(Json(TraffickingShared { shared }))
}

/// The recipe that ships.
#[derive(Debug, Serialize, ToSchema)]
pub struct TraffickingRecipe {
    /// TOML; change it and post it with a release.
    pub recipe: &'static str,
}

/// The recipe that ships, to begin from.
#[utoipa::path(get, path = "/api/v1/trafficking/recipe", operation_id = "trafficking_recipe", tag = "trafficking", responses((status = 200, body = TraffickingRecipe), (status = 401)))]
async fn recipe(_signed: Signed) -> Json<TraffickingRecipe> {
    Json(TraffickingRecipe { recipe: RECIPE })
}
