//! Why a file is no form, no submission or no list.

/// A file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XFormError {
    /// Not well-formed, or more than is taken.
    #[error("the XML cannot be read at byte {at}: {reason}")]
    Xml {
        /// Byte of the file.
        at: u64,
        /// What is wrong.
        reason: String,
    },
    /// Well-formed, but an obligatory part is missing.
    #[error("{0}")]
    Form(&'static str),
    /// A CSV or GeoJSON list that cannot be read.
    #[error("the list cannot be read: {0}")]
    List(String),
}
