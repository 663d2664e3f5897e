//! Keyed hashes: HMAC-SHA-256 (RFC 2104) over parts whose borders cannot be moved.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The hash of several parts; each is preceded by its length, so that no two lists of parts read alike.
pub(crate) fn keyed_hash(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of every length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// The parts in one row, each preceded by its length.
pub(crate) fn joined(parts: &[&str]) -> Vec<u8> {
    let mut row = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
    for part in parts {
        row.extend((part.len() as u64).to_be_bytes());
        row.extend(part.as_bytes());
    }
    row
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
