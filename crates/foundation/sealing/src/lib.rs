//! Values encrypted with a key per record, keys wrapped by a master key, and the master keys of a node.

mod derive;
mod error;
mod keyring;
mod master_key;
mod record_key;

pub use error::{KeyringError, SealError};
pub use keyring::{Keyring, Keys};
pub use master_key::MasterKey;
pub use record_key::{RecordKey, Whose, is_sealed};
