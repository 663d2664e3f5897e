//! Chips of travel documents, verified: ICAO Doc 9303 parts 10 to 12.
//!
//! The reader speaks with the chip and hands over the octets of its files; here they are judged. [`Verifier::verify`] does
//! passive authentication and explains each step; [`active::verify`] checks the answer of a chip that proves it is no copy.
//! Nothing reads a clock and nothing is secret.

pub mod active;
pub mod ber;
pub mod certificate;
pub mod curves;
pub mod data_group;
pub mod digest;
pub mod elliptic;
mod error;
pub mod key;
pub mod master_list;
pub mod montgomery;
pub mod passive;
pub mod rsa;
pub mod seal;
pub mod signed_data;
mod signer;
pub mod trust;
pub mod verdict;

pub use certificate::Certificate;
pub use error::ChipError;
pub use passive::Verifier;
pub use seal::{Seal, SealVerdict};
pub use trust::TrustStore;
pub use verdict::{Outcome, Step, Verdict};
