//! The key of one record, what it seals, and how a master key wraps it.

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD as BASE64};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use serde_json::{Map, Value as Json};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{
    MasterKey, SealError,
    derive::{joined, keyed_hash},
};

/// The one key of the object that a sealed value is.
const SEALED: &str = "$sealed";
/// Version of both layouts: version, nonce, ciphertext with its tag.
const VERSION: u8 = 1;
const NONCE: usize = 24;
/// Values are filled up with blanks to a multiple of this, so that their length tells little.
const BLOCK: usize = 32;

/// Whose key or value it is: a ciphertext opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct Whose<'a> {
    /// The tenant.
    pub tenant: &'a str,
    /// The register.
    pub register: &'a str,
    /// The record.
    pub record: &'a str,
}

impl Whose<'_> {
    fn bound_to(&self, purpose: &str, last: &str) -> Vec<u8> {
        joined(&[purpose, self.tenant, self.register, self.record, last])
    }
}

/// 256 random bits of one record.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecordKey {
    secret: [u8; 32],
    content: [u8; 32],
    nonces: [u8; 32],
}

impl std::fmt::Debug for RecordKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecordKey")
    }
}

/// Whether a value is sealed.
pub fn is_sealed(value: &Json) -> bool {
    text_of(value).is_some()
}

fn text_of(value: &Json) -> Option<&str> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    object.get(SEALED)?.as_str()
}

impl RecordKey {
    /// A new key.
    ///
    /// # Errors
    /// [`SealError::NoRandomness`].
    pub fn random() -> Result<Self, SealError> {
        let mut secret = [0_u8; 32];
        getrandom::fill(&mut secret).map_err(|_| SealError::NoRandomness)?;
        Ok(Self::from_secret(secret))
    }

    fn from_secret(secret: [u8; 32]) -> Self {
        Self {
            content: keyed_hash(&secret, &[b"waymark content 1"]),
            nonces: keyed_hash(&secret, &[b"waymark nonce 1"]),
            secret,
        }
    }

    /// Seals the canonical JSON text of a value of a field.
    ///
    /// # Errors
    /// [`SealError::Altered`] for a text longer than the cipher takes (256 GB).
    pub fn seal(&self, whose: &Whose<'_>, field: &str, canonical: &str) -> Result<Json, SealError> {
        let bound = whose.bound_to("value", field);
        let mut plain = canonical.as_bytes().to_vec();
        plain.resize(plain.len().div_ceil(BLOCK) * BLOCK, b' ');
        let hash = keyed_hash(&self.nonces, &[&bound, &plain]);
        let sealed = encrypt(&self.content, &hash[..NONCE], &plain, &bound);
        plain.zeroize();
        let text = BASE64.encode(sealed?);
        Ok(Json::Object(Map::from_iter([(
            SEALED.to_owned(),
            Json::String(text),
        )])))
    }

    /// Opens a sealed value.
    ///
    /// # Errors
    /// [`SealError::Altered`] for anything that this key did not seal for this field of this record.
    pub fn open(&self, whose: &Whose<'_>, field: &str, sealed: &Json) -> Result<Json, SealError> {
        let text = text_of(sealed).ok_or(SealError::Altered)?;
        let bytes = BASE64.decode(text).map_err(|_| SealError::Altered)?;
        let bound = whose.bound_to("value", field);
        let mut plain = decrypt(&self.content, &bytes, &bound)?;
        let value = serde_json::from_slice(&plain).map_err(|_| SealError::Altered);
        plain.zeroize();
        value
    }

    /// The key as the store keeps it.
    ///
    /// # Errors
    /// [`SealError::NoRandomness`].
    pub fn wrap(&self, master: &MasterKey, whose: &Whose<'_>) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0_u8; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| SealError::NoRandomness)?;
        let bound = whose.bound_to("key", master.id());
        encrypt(master.wrapping(), &nonce, &self.secret, &bound)
    }

    /// The key out of what the store keeps.
    ///
    /// # Errors
    /// [`SealError::Altered`] for anything that this master key did not wrap for this record.
    pub fn unwrap(
        wrapped: &[u8],
        master: &MasterKey,
        whose: &Whose<'_>,
    ) -> Result<Self, SealError> {
        let bound = whose.bound_to("key", master.id());
        let mut plain = decrypt(master.wrapping(), wrapped, &bound)?;
        let secret = <[u8; 32]>::try_from(plain.as_slice()).map_err(|_| SealError::Altered);
        plain.zeroize();
        Ok(Self::from_secret(secret?))
    }
}

fn encrypt(key: &[u8; 32], nonce: &[u8], plain: &[u8], bound: &[u8]) -> Result<Vec<u8>, SealError> {
    let cipher = XChaCha20Poly1305::new(key.into());
    let payload = Payload {
        msg: plain,
        aad: bound,
    };
    let number = XNonce::try_from(nonce).map_err(|_| SealError::Altered)?;
    let sealed = cipher
        .encrypt(&number, payload)
        .map_err(|_| SealError::Altered)?;
    let mut whole = Vec::with_capacity(1 + NONCE + sealed.len());
    whole.push(VERSION);
    whole.extend(nonce);
    whole.extend(sealed);
    Ok(whole)
}

fn decrypt(key: &[u8; 32], whole: &[u8], bound: &[u8]) -> Result<Vec<u8>, SealError> {
    let (version, rest) = whole.split_first().ok_or(SealError::Altered)?;
    let (nonce, sealed) = rest.split_at_checked(NONCE).ok_or(SealError::Altered)?;
    if *version != VERSION {
        return Err(SealError::Altered);
    }
    let payload = Payload {
        msg: sealed,
        aad: bound,
    };
    let number = XNonce::try_from(nonce).map_err(|_| SealError::Altered)?;
    XChaCha20Poly1305::new(key.into())
        .decrypt(&number, payload)
        .map_err(|_| SealError::Altered)
}
