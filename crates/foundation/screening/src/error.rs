//! Why a list cannot be read.

/// A fault of an alert list; the place, never a person's data.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The file is not what its kind promises.
    #[error("row {row}: {reason}")]
    Row {
        /// From 1, the header not counted.
        row: usize,
        /// What is wrong and how to mend it.
        reason: String,
    },
    /// The header lacks a column that is needed.
    #[error("no column {0}; the header must name at least `name`")]
    Column(&'static str),
    /// Reading failed.
    #[error("the list could not be read: {0}")]
    Read(#[from] std::io::Error),
}
