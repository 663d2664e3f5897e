//! Who asks: the signed-in person or the program with a token.

use access::Actor;
use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};

use crate::{House, Problem, SESSION_COOKIES, cookie_value};

/// The actor behind a request, from a session cookie or a bearer token. A handler that takes it
/// answers 401 to everybody else.
pub struct Signed(pub Actor);

impl FromRequestParts<House> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Problem> {
        let bearer = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "));
        let found = if let Some(token) = bearer {
            house.access.token(token).await?
        } else if let Some(token) = cookie_value(&parts.headers, &SESSION_COOKIES) {
            house.access.session(token).await?
        } else {
            None
        };
        found.map(Self).ok_or_else(Problem::not_signed_in)
    }
}
