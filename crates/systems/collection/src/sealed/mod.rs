//! Encrypted submissions, opened while they are downloaded with the private key of whoever downloads. The key is never
//! stored and nothing that was opened is kept (ODK XForms, "Encryption").

mod opened;
mod seal;

pub(crate) use opened::open;
pub(crate) use seal::{LARGEST_KEY, PrivateKey, SealError};
