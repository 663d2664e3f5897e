//! The envelope and the records of answers, field by field in the order of the service's own.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use house::Problem;
use serde::Serialize;
use utoipa::ToSchema;

/// A country with published rounds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DtmCountry {
    /// Name of the country.
    pub admin0_name: String,
    /// ISO 3166 alpha-3.
    pub admin0_pcode: String,
}

/// An operation with published rounds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DtmOperation {
    /// Name of the operation.
    pub operation: String,
    /// `Active` or `Inactive`.
    pub operation_status: &'static str,
    /// Name of the country.
    pub admin0_name: String,
    /// ISO 3166 alpha-3.
    pub admin0_pcode: String,
}

/// People present in one area in one round; in version 3 for one reason and one area of origin. A round is the sum of
/// its rows of one assessment type at one level.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DtmRow {
    /// Number of the row, the same with every answer; not at admin 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<u64>,
    /// Name of the operation.
    pub operation: String,
    /// Name of the country.
    pub admin0_name: String,
    /// ISO 3166 alpha-3.
    pub admin0_pcode: String,
    /// Name of the area at admin 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin1_name: Option<String>,
    /// Its P-code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin1_pcode: Option<String>,
    /// Name of the area at admin 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin2_name: Option<String>,
    /// Its P-code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin2_pcode: Option<String>,
    /// People; null where the figure is too small, or too telling, to be published.
    pub num_present_idp_ind: Option<i64>,
    /// The round's reporting date as `2017-09-30T00:00:00`.
    pub reporting_date: String,
    /// Year of the reporting date.
    pub year_reporting_date: i16,
    /// Month of the reporting date.
    pub month_reporting_date: i8,
    /// Number of the round; null where it has none.
    pub round_number: Option<i64>,
    /// What only version 3 has.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub detail: Option<DtmDetail>,
    /// `BA` baseline area assessment, `SA` site assessment.
    pub assessment_type: String,
}

/// What only version 3 tells.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DtmDetail {
    /// Reasons, several joined by `; `.
    pub displacement_reason: String,
    /// Men and boys; null where not known or not published.
    pub number_males: Option<i64>,
    /// Women and girls; null where not known or not published.
    pub number_females: Option<i64>,
    /// Name of the area of origin, or `Not available`.
    pub idp_origin_admin1_name: String,
    /// Its P-code, or `Not available`.
    pub idp_origin_admin1_pcode: String,
}

/// The envelope of every answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Envelope<T> {
    /// The records.
    pub result: Vec<T>,
    /// The HTTP status again.
    pub status_code: u16,
    /// Whether the question was answered.
    pub is_success: bool,
    /// Every fault of the question at once.
    pub error_messages: Vec<String>,
    /// How many records.
    pub total_records_count: usize,
}

impl<T> Envelope<T> {
    /// An answer.
    pub fn of(result: Vec<T>) -> Self {
        Self {
            status_code: StatusCode::OK.as_u16(),
            is_success: true,
            error_messages: Vec::new(),
            total_records_count: result.len(),
            result,
        }
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    messages: Vec<String>,
}

impl Refusal {
    /// The key is missing or not known; clients make their authentication error of the status.
    pub fn unknown_key(message: &str) -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            messages: vec![message.to_owned()],
        }
    }

    /// The question has these faults.
    pub fn bad_question(messages: Vec<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            messages,
        }
    }
}

impl<E: Into<Problem>> From<E> for Refusal {
    fn from(error: E) -> Self {
        let problem: Problem = error.into();
        let status = StatusCode::from_u16(problem.status);
        Self {
            status: status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            messages: vec![problem.detail.unwrap_or(problem.title)],
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let envelope = Envelope::<DtmRow> {
            result: Vec::new(),
            status_code: self.status.as_u16(),
            is_success: false,
            error_messages: self.messages,
            total_records_count: 0,
        };
        (self.status, Json(envelope)).into_response()
    }
}
