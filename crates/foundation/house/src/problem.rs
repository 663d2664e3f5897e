//! Refusals as RFC 9457 problem JSON.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

/// One fault of a request: where, why, and (only where it is not confidential) the value.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FaultView {
    /// Position of the change in a batch, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<usize>,
    /// Path of the field, e.g. `breakdown[3].value`; absent for a fault of the whole record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Stable code of the fault.
    pub code: String,
    /// What is wrong and how to mend it.
    pub reason: String,
    /// The offending value, when it may be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<serde_json::Value>,
}

/// Why a request was refused (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// A stable name of the kind of problem, as a relative reference.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short sentence for people.
    pub title: String,
    /// The HTTP status, repeated as the standard advises.
    pub status: u16,
    /// Stable code for programs, e.g. `stale_version`.
    pub code: String,
    /// What happened here and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Every fault at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<FaultView>,
}

impl Problem {
    /// A problem with a status, a stable code and a sentence.
    pub fn new(status: StatusCode, code: &str, title: impl Into<String>) -> Self {
        Self {
            kind: format!("/problems/{code}"),
            title: title.into(),
            status: status.as_u16(),
            code: code.to_owned(),
            detail: None,
            faults: Vec::new(),
        }
    }

    /// Adds what happened here and what to do.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Adds the faults.
    #[must_use]
    pub fn with_faults(mut self, faults: Vec<FaultView>) -> Self {
        self.faults = faults;
        self
    }

    /// 401: nobody is signed in, or the session has ended.
    pub fn not_signed_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "not_signed_in", "sign in first")
    }

    /// 403: signed in, but this is not theirs to do.
    pub fn not_allowed(why: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "not_allowed", "you may not do this").with_detail(why)
    }

    /// 404: there is no such thing, or it is not theirs to see: the two look the same on purpose.
    pub fn not_found(what: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            format!("there is no such {what}"),
        )
    }

    /// 400: the request itself cannot be read.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "bad_request",
            "the request cannot be read",
        )
        .with_detail(detail)
    }

    /// 500: a fault of ours. The answer carries an id only; the log has the rest.
    pub fn internal(cause: &dyn std::error::Error) -> Self {
        let id = fault_id(&cause.to_string());
        let mut chain = cause.to_string();
        let mut deeper = cause.source();
        while let Some(next) = deeper {
            chain.push_str(": ");
            chain.push_str(&next.to_string());
            deeper = next.source();
        }
        tracing::error!(fault = %id, error = %chain, "internal fault");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "something failed on our side",
        )
        .with_detail(format!("tell your administrator the fault id {id}"))
    }
}

/// A short id that the same fault gets each time, so that reports of it can be counted.
fn fault_id(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (
            status,
            [(header::CONTENT_TYPE, "application/problem+json")],
            Json(self),
        )
            .into_response()
    }
}
