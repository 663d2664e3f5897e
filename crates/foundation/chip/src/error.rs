//! Why octets of a chip or of a trust list cannot be read.

/// A fault of encoding or content; says what is missing, never what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChipError {
    /// Not BER.
    #[error("not readable as ASN.1: {0}; read the chip again")]
    Encoding(&'static str),
    /// An element that the standard demands is not there.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// An algorithm that is not accepted.
    #[error("{0}")]
    Algorithm(&'static str),
    /// Octets that are no visible digital seal.
    #[error("not readable as a visible digital seal: {0}; read the barcode again")]
    Seal(&'static str),
    /// A signature of a list that does not hold.
    #[error("{0}")]
    Refused(&'static str),
}
