//! The key of a node that wraps the keys of records.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{
    KeyringError,
    derive::{hex, keyed_hash},
};

/// Bytes of the hash that is a key's id, and of the hash of a value that is looked up.
const ID_BYTES: usize = 8;
const LOOKUP_BYTES: usize = 16;

/// 256 random bits. What it does is done by keys derived from it, one for each purpose.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct MasterKey {
    secret: [u8; 32],
    wrapping: [u8; 32],
    lookup: [u8; 32],
    #[zeroize(skip)]
    id: String,
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MasterKey({})", self.id)
    }
}

impl MasterKey {
    /// A new key.
    ///
    /// # Errors
    /// [`KeyringError::NoRandomness`].
    pub fn random() -> Result<Self, KeyringError> {
        let mut secret = [0_u8; 32];
        getrandom::fill(&mut secret).map_err(|_| KeyringError::NoRandomness)?;
        Ok(Self::from_secret(secret))
    }

    /// The key of these bits.
    pub fn from_secret(secret: [u8; 32]) -> Self {
        Self {
            wrapping: keyed_hash(&secret, &[b"waymark wrapping 1"]),
            lookup: keyed_hash(&secret, &[b"waymark lookup 1"]),
            id: hex(&keyed_hash(&secret, &[b"waymark master key id 1"])[..ID_BYTES]),
            secret,
        }
    }

    /// Reads 64 hexadecimal digits.
    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        let mut secret = [0_u8; 32];
        for (byte, pair) in secret.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).ok()?;
            *byte = u8::from_str_radix(pair, 16).ok()?;
        }
        Some(Self::from_secret(secret))
    }

    /// The key as it is written into its file.
    pub(crate) fn to_hex(&self) -> String {
        hex(&self.secret)
    }

    /// The name of the key: a hash that tells nothing of it.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn wrapping(&self) -> &[u8; 32] {
        &self.wrapping
    }

    /// The keyed hash by which a value of a sealed field is found again: equal for equal texts of one field, and
    /// nothing to who has not the key.
    pub fn lookup(&self, tenant: &str, register: &str, field: &str, text: &str) -> String {
        let parts = [tenant, register, field, text].map(str::as_bytes);
        hex(&keyed_hash(&self.lookup, &parts)[..LOOKUP_BYTES])
    }
}
