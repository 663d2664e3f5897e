//! The system's refusals as the problems that the workspace's routes answer (RFC 9457).

use axum::http::StatusCode;
use house::Problem;

use crate::CollectionError;

impl From<CollectionError> for Problem {
    fn from(error: CollectionError) -> Self {
        let said = error.to_string();
        match error {
            CollectionError::NotSignedIn => Self::not_signed_in(),
            CollectionError::NotAllowed(why) => Self::not_allowed(why),
            CollectionError::NotFound(what) => Self::not_found(what),
            CollectionError::Conflict(_)
            | CollectionError::Device(_)
            | CollectionError::VersionConflict { .. } => Self::new(
                StatusCode::CONFLICT,
                "conflict",
                "this contradicts what is here",
            )
            .with_detail(said),
            CollectionError::TooLarge(_) => Self::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "this is too large",
            )
            .with_detail(said),
            CollectionError::Inside(cause) => Self::internal(cause.as_ref()),
            CollectionError::NoXForm(_)
            | CollectionError::FormId
            | CollectionError::FormFaults { .. }
            | CollectionError::FormWarnings { .. }
            | CollectionError::NoSubmission(_)
            | CollectionError::Pending(_)
            | CollectionError::CutOff
            | CollectionError::Sealed(_)
            | CollectionError::NoPicture(_)
            | CollectionError::BadRequest(_) => Self::bad_request(said),
        }
    }
}
