//! How the rooms' own errors become problems.

use access::{AccessError, LoginError};
use axum::http::StatusCode;
use journal::JournalError;
use measures::MeasureError;
use registers::{CommitError, ReadError};

use crate::{FaultView, Problem};

impl From<JournalError> for Problem {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::Nul => Self::bad_request(error.to_string()),
            other => Self::internal(&other),
        }
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::UnknownRegister(_) => Self::not_found("register"),
            ReadError::NotFound(_) => Self::not_found("record"),
            ReadError::NotAllowed(why) => Self::not_allowed(why),
            ReadError::BadQuery(why) => Self::bad_request(why),
            ReadError::BadCursor => Self::bad_request(error.to_string()),
            ReadError::Journal(error) => error.into(),
        }
    }
}

impl From<CommitError> for Problem {
    fn from(error: CommitError) -> Self {
        let forbidden = error.is_forbidden();
        match error {
            CommitError::Refused { faults, more } => {
                let views: Vec<FaultView> = faults
                    .into_iter()
                    .map(|fault| FaultView {
                        change: Some(fault.change),
                        field: fault.field,
                        code: fault.code.to_owned(),
                        reason: fault.reason,
                        value: fault.value,
                    })
                    .collect();
                if forbidden {
                    let why = views
                        .iter()
                        .find(|view| view.code == "not_allowed")
                        .map(|view| view.reason.clone());
                    return Self::not_allowed(why.unwrap_or_default()).with_faults(views);
                }
                if views.iter().all(|view| view.code == "no_such_record") {
                    return Self::not_found("record");
                }
                let listed = views.len();
                let problem = Self::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "refused",
                    "the change has faults; nothing of it was kept",
                )
                .with_faults(views);
                if more > 0 {
                    problem
                        .with_detail(format!("{listed} faults are listed, there are {more} more"))
                } else {
                    problem
                }
            }
            CommitError::Journal(error) => error.into(),
        }
    }
}

impl From<MeasureError> for Problem {
    fn from(error: MeasureError) -> Self {
        match &error {
            MeasureError::UnknownIndicator(_) | MeasureError::NotPublished(_) => {
                Self::not_found("indicator")
            }
            MeasureError::UnknownDimension { .. } => Self::bad_request(error.to_string()),
            MeasureError::WouldAddTwice { .. } => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "would_add_twice",
                "these figures must not be added",
            )
            .with_detail(error.to_string()),
            MeasureError::NoMeaning { .. } => Self::new(
                StatusCode::CONFLICT,
                "no_meaning",
                "the register's form does not say what this indicator needs",
            )
            .with_detail(error.to_string()),
            _ => Self::internal(&error),
        }
    }
}

impl From<AccessError> for Problem {
    fn from(error: AccessError) -> Self {
        match &error {
            AccessError::Journal(_) | AccessError::Secret => Self::internal(&error),
            AccessError::NotFound(what) => Self::not_found(what),
            AccessError::Taken | AccessError::LastAdministrator => {
                Self::new(StatusCode::CONFLICT, "conflict", error.to_string())
            }
            _ => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "refused",
                error.to_string(),
            ),
        }
    }
}

impl From<LoginError> for Problem {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::Wrong => Self::new(
                StatusCode::UNAUTHORIZED,
                "wrong_credentials",
                error.to_string(),
            ),
            LoginError::TotpRequired => {
                Self::new(StatusCode::UNAUTHORIZED, "totp_required", error.to_string())
            }
            LoginError::Locked { .. } => {
                Self::new(StatusCode::TOO_MANY_REQUESTS, "locked", error.to_string())
            }
            LoginError::Access(error) => error.into(),
            other => Self::internal(&other),
        }
    }
}
