//! Why a file could not be understood or imported.

/// What can go wrong around an import, apart from faults of single rows.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file could not be read as a spreadsheet, CSV or JSON.
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
    /// The JSON is not an answer of the DTM API.
    #[error(
        "the JSON is no answer of the DTM API: an object with `result` and `isSuccess` is expected"
    )]
    NotAnApiAnswer,
    /// The API answered with its own error.
    #[error("the API answered with an error: {0}")]
    ApiError(String),
    /// The mapping file is not valid.
    #[error("the mapping file is not valid: {0}")]
    Mapping(String),
    /// A register of this module is missing from the catalogue.
    #[error(transparent)]
    Register(#[from] registers::ReadError),
    /// The store or the policy refused a batch.
    #[error(transparent)]
    Commit(#[from] registers::CommitError),
    /// An id built from the file's own values is not one.
    #[error(transparent)]
    Vocab(#[from] vocab::VocabError),
}
