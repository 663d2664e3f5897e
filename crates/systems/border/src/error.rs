//! Why the desk did not do what it was asked.

use axum::http::StatusCode;
use house::Problem;
use registers::{CommitError, ReadError};
use vocab::VocabError;

/// Why the desk did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum BorderError {
    /// Reading failed.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Writing was refused.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// The journal could not be read.
    #[error(transparent)]
    Journal(#[from] journal::JournalError),
    /// A name of a register is malformed.
    #[error(transparent)]
    Word(#[from] VocabError),
    /// The policy refuses.
    #[error("{0}")]
    NotAllowed(String),
    /// There is no such thing, or it is not theirs to see.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// Something of the request cannot be read.
    #[error("{0}")]
    Asked(String),
    /// An inspection that was decided otherwise already.
    #[error("the inspection is {0} already; nothing was changed")]
    Decided(String),
}

impl From<BorderError> for Problem {
    fn from(error: BorderError) -> Self {
        let told = error.to_string();
        match error {
            BorderError::Read(error) => error.into(),
            BorderError::Commit(error) => error.into(),
            BorderError::Journal(error) => Self::internal(&error),
            BorderError::Word(error) => Self::internal(&error),
            BorderError::NotAllowed(why) => Self::not_allowed(why),
            BorderError::NotFound(what) => Self::not_found(what),
            BorderError::Asked(why) => Self::bad_request(why),
            BorderError::Decided(_) => {
                Self::new(StatusCode::CONFLICT, "decided", "the inspection is decided")
                    .with_detail(told)
            }
        }
    }
}
