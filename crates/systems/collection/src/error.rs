//! Why a form, a submission or a request was not taken.

use access::{AccessError, LoginError};
use axum::http::StatusCode;
use journal::JournalError;
use registers::{CommitError, ReadError};

use crate::{device_words::Told, pictures::NoPicture, sealed::SealError};

/// What happened, in words that an enumerator or a data manager can act on.
#[derive(Debug, thiserror::Error)]
pub enum CollectionError {
    /// A form cannot be read as an XForm.
    #[error("the form cannot be read: {0}")]
    NoXForm(#[source] xform::XFormError),
    /// The id of a form cannot stand in an address.
    #[error(
        "the form's id is empty, too long, or has a character that no address can hold; give it another"
    )]
    FormId,
    /// A workbook has faults.
    #[error("the form has {} fault(s): {}", faults.len(), faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    FormFaults {
        /// All of them, with sheet and row.
        faults: Vec<xlsform::Fault>,
    },
    /// A workbook has warnings and the sender did not say to ignore them.
    #[error("the form has {} warning(s); send it again with ignoreWarnings=true if they are meant", warnings.len())]
    FormWarnings {
        /// All of them.
        warnings: Vec<xlsform::Fault>,
    },
    /// A submission cannot be read.
    #[error("the submission cannot be read: {0}")]
    NoSubmission(#[source] xform::XFormError),
    /// A request lacks something or has something twice.
    #[error("{0}")]
    BadRequest(String),
    /// Nobody is signed in.
    #[error(
        "sign in first: the device's address is no longer valid, or user name and password are wrong"
    )]
    NotSignedIn,
    /// Signed in, but not theirs to do.
    #[error("you may not do this: {0}")]
    NotAllowed(String),
    /// There is no such thing, or it is not theirs to see.
    #[error("there is no such {0}; get the list of forms again")]
    NotFound(&'static str),
    /// What is sent contradicts what is here.
    #[error("{0}")]
    Conflict(String),
    /// A change of an entity was made without knowing what stands.
    #[error(
        "the entity is at version {current} and you sent {given}; get it again, or send force=true"
    )]
    VersionConflict {
        /// The version that stands.
        current: u64,
        /// What was sent as `baseVersion`.
        given: String,
    },
    /// Approval is to be demanded no longer while submissions wait for it.
    #[error(
        "{0} submission(s) wait for approval; say with convert=true or convert=false whether they make their entities now"
    )]
    Pending(usize),
    /// The body is larger than announced.
    #[error("the submission is larger than {0} bytes; send its files in several parts")]
    TooLarge(u64),
    /// What a phone sent is not taken as it is, and its bearer can do something about it.
    #[error("{0}")]
    Device(#[source] Told),
    /// The body ended too early, or is no multipart.
    #[error("the request is no multipart/form-data, or it was cut off; send it again")]
    CutOff,
    /// An encrypted submission does not open.
    #[error("{0}")]
    Sealed(#[source] SealError),
    /// A file cannot be shown as a picture.
    #[error("{0}")]
    NoPicture(#[source] NoPicture),
    /// The store or the machine failed.
    #[error("something failed on our side; nothing was lost, try again")]
    Inside(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl CollectionError {
    /// A failure of ours.
    pub fn inside(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Inside(Box::new(error))
    }

    /// The HTTP status that clients of OpenRosa and of ODK Central expect.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NoXForm(_)
            | Self::FormId
            | Self::FormFaults { .. }
            | Self::FormWarnings { .. }
            | Self::NoSubmission(_)
            | Self::Pending(_)
            | Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Sealed(_) | Self::CutOff => StatusCode::BAD_REQUEST,
            Self::NoPicture(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NotSignedIn => StatusCode::UNAUTHORIZED,
            Self::NotAllowed(_) => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Conflict(_) | Self::VersionConflict { .. } | Self::Device(_) => {
                StatusCode::CONFLICT
            }
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Inside(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The code that ODK Central gives in its JSON (its documentation, "Error Details").
    pub fn central_code(&self) -> f64 {
        match self {
            Self::NoXForm(_) | Self::FormId | Self::NoSubmission(_) => 400.1,
            Self::FormFaults { .. } => 400.15,
            Self::FormWarnings { .. } => 400.16,
            Self::BadRequest(_) => 400.3,
            Self::Sealed(_) => 400.12,
            Self::NoPicture(_) => 415.1,
            Self::NotSignedIn => 401.2,
            Self::NotAllowed(_) => 403.1,
            Self::NotFound(_) => 404.1,
            Self::Conflict(_) | Self::Device(_) => 409.3,
            Self::CutOff => 400.3,
            Self::VersionConflict { .. } => 409.15,
            Self::Pending(_) => 400.29,
            Self::TooLarge(_) => 413.0,
            Self::Inside(_) => 500.1,
        }
    }
}

impl From<JournalError> for CollectionError {
    fn from(error: JournalError) -> Self {
        Self::inside(error)
    }
}

impl From<AccessError> for CollectionError {
    fn from(error: AccessError) -> Self {
        Self::inside(error)
    }
}

impl From<LoginError> for CollectionError {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::Access(error) => error.into(),
            _ => Self::NotSignedIn,
        }
    }
}

impl From<ReadError> for CollectionError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::NotFound(_) | ReadError::UnknownRegister(_) => Self::NotFound("record"),
            ReadError::NotAllowed(why) => Self::NotAllowed(why),
            ReadError::BadQuery(why) => Self::BadRequest(why),
            ReadError::BadCursor => Self::BadRequest(error.to_string()),
            ReadError::Journal(error) => error.into(),
        }
    }
}

impl From<CommitError> for CollectionError {
    fn from(error: CommitError) -> Self {
        if error.is_forbidden() {
            return Self::NotAllowed("your role does not cover it".to_owned());
        }
        match error {
            CommitError::Refused { faults, .. } => {
                let told: Vec<String> = faults
                    .iter()
                    .map(|fault| {
                        format!(
                            "{}: {}",
                            fault.field.as_deref().unwrap_or("record"),
                            fault.reason
                        )
                    })
                    .collect();
                Self::Conflict(told.join("; "))
            }
            CommitError::Journal(error) => error.into(),
        }
    }
}
