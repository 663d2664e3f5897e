//! Whether a caller needs a subscription key, and whether the one that came is known.

use axum::{
    Extension,
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};
use house::House;

use super::answer::Refusal;

/// The header in which clients send the key.
const HEADER: &str = "ocp-apim-subscription-key";

/// Whether the installation asks callers of the DTM API for a key: an API token of any of its users. The figures are
/// the public ones either way; the key tells who asks how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DtmKey {
    /// Refuse who has none.
    pub required: bool,
}

impl Default for DtmKey {
    fn default() -> Self {
        Self { required: true }
    }
}

/// A caller with a known key, or anybody where none is required.
#[derive(Debug)]
pub(super) struct Subscriber;

impl FromRequestParts<House> for Subscriber {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Refusal> {
        let asked = Extension::<DtmKey>::from_request_parts(parts, house).await;
        let required = asked
            .map_or(DtmKey::default(), |Extension(key)| key)
            .required;
        match key(&parts.headers) {
            _ if !required => Ok(Self),
            None => Err(Refusal::unknown_key(
                "access denied: send an API token of this installation in the header Ocp-Apim-Subscription-Key",
            )),
            Some(key) => match house.access.token(key).await? {
                Some(_) => Ok(Self),
                None => Err(Refusal::unknown_key(
                    "access denied: the subscription key is unknown, expired or revoked; ask for a new API token",
                )),
            },
        }
    }
}

fn key(headers: &HeaderMap) -> Option<&str> {
    let key = headers.get(HEADER)?.to_str().ok()?.trim();
    (!key.is_empty()).then_some(key)
}
