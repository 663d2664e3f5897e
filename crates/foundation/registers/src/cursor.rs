//! Cursors of pages: where a page ended, signed so that nobody can make one up.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{ListQuery, ReadError};

/// The key that signs cursors.
#[derive(Clone, Copy)]
pub(crate) struct CursorKey([u8; 32]);

impl From<[u8; 32]> for CursorKey {
    fn from(key: [u8; 32]) -> Self {
        Self(key)
    }
}

/// Bytes of the signature kept: 128 bits, RFC 2104 § 5 allows half.
const SIGNATURE: usize = 16;

/// Which way a page goes from its cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Way {
    /// On.
    Next,
    /// Back.
    Previous,
}

/// The place of a record in the order of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Position {
    pub(crate) way: Way,
    pub(crate) mark: Mark,
    pub(crate) id: String,
}

/// What a list is sorted by, of one record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Mark {
    /// Hybrid time of the last change.
    Time(i64),
    /// An indexed text; `None` for a blank.
    Text(Option<String>),
    /// The bits of an indexed number, for JSON does not keep each; `None` for a blank.
    Number(Option<u64>),
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    query: String,
    position: Position,
}

impl CursorKey {
    /// A key of this process.
    ///
    /// # Panics
    /// When the system has no randomness: then nothing that this program signs would be safe.
    pub(crate) fn random() -> Self {
        let mut key = [0; 32];
        getrandom::fill(&mut key).expect("the system gives random bytes");
        Self(key)
    }

    pub(crate) fn seal(&self, query: &ListQuery, position: Position) -> String {
        let sealed = Sealed {
            query: fingerprint(query),
            position,
        };
        let payload = serde_json::to_vec(&sealed).expect("texts and numbers are JSON");
        let signature = self.mac(&payload).finalize().into_bytes();
        format!("{}{}", hex(&signature[..SIGNATURE]), hex(&payload))
    }

    /// # Errors
    /// [`ReadError::BadCursor`] when it was not sealed here, or for another query.
    pub(crate) fn open(&self, query: &ListQuery, cursor: &str) -> Result<Position, ReadError> {
        let bytes = unhex(cursor)
            .filter(|bytes| bytes.len() > SIGNATURE)
            .ok_or(ReadError::BadCursor)?;
        let (signature, payload) = bytes.split_at(SIGNATURE);
        self.mac(payload)
            .verify_truncated_left(signature)
            .map_err(|_| ReadError::BadCursor)?;
        let sealed: Sealed = serde_json::from_slice(payload).map_err(|_| ReadError::BadCursor)?;
        if sealed.query != fingerprint(query) {
            return Err(ReadError::BadCursor);
        }
        Ok(sealed.position)
    }

    fn mac(&self, payload: &[u8]) -> Hmac<Sha256> {
        Hmac::<Sha256>::new_from_slice(&self.0)
            .expect("HMAC takes a key of any length")
            .chain_update(payload)
    }
}

/// What must be the same from page to page: everything but the cursor and the page's size.
fn fingerprint(query: &ListQuery) -> String {
    let same = serde_json::json!([query.register, query.filters, query.text, query.sort]);
    let hash = Sha256::digest(same.to_string().as_bytes());
    hex(&hash[..8])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_holds_for_its_query_and_its_key_only() {
        let key = CursorKey::from([7; 32]);
        let query = ListQuery::of("sites");
        let position = Position {
            way: Way::Next,
            mark: Mark::Text(Some("é".to_owned())),
            id: "x".to_owned(),
        };
        let cursor = key.seal(&query, position.clone());
        assert_eq!(key.open(&query, &cursor).expect("its own"), position);
        assert!(key.open(&ListQuery::of("rounds"), &cursor).is_err());
        assert!(CursorKey::from([8; 32]).open(&query, &cursor).is_err());
        let mut altered = cursor.into_bytes();
        let last = altered.len() - 3;
        altered[last] = if altered[last] == b'0' { b'1' } else { b'0' };
        assert!(
            key.open(&query, &String::from_utf8_lossy(&altered))
                .is_err()
        );
        for nonsense in ["", "zz", "é", "00", &"0".repeat(64)] {
            assert!(key.open(&query, nonsense).is_err());
        }
    }
}
