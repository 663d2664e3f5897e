//! Who calls: a device by the token in its address, a person by HTTP Basic, a session or a bearer token.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use access::{Actor, Credentials};
use axum::http::{HeaderMap, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use house::{House, SESSION_COOKIES, cookie_value};
use sha2::{Digest, Sha256};

use crate::CollectionError;

/// People remembered at once; beyond this everybody's password is checked again.
const MOST_REMEMBERED: usize = 1_000;

/// Sessions of those who send their password with every request, so that it is not hashed with every request. Kept in
/// memory by a hash of what they sent; a session that has ended is begun anew.
#[derive(Clone, Default)]
pub struct BasicSessions(Arc<Mutex<HashMap<[u8; 32], String>>>);

impl BasicSessions {
    fn get(&self, key: &[u8; 32]) -> Option<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(key)
            .cloned()
    }

    fn keep(&self, key: [u8; 32], token: String) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_REMEMBERED {
            known.clear();
        }
        known.insert(key, token);
    }
}

/// The actor behind a request.
///
/// # Errors
/// [`CollectionError::NotSignedIn`] when nobody is.
pub async fn actor(
    house: &House,
    basic: &BasicSessions,
    headers: &HeaderMap,
    token: Option<&str>,
) -> Result<Actor, CollectionError> {
    if let Some(token) = token {
        return house
            .access
            .token(token)
            .await?
            .ok_or(CollectionError::NotSignedIn);
    }
    let said = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let found = if let Some(bearer) = said.strip_prefix("Bearer ") {
        match house.access.token(bearer).await? {
            Some(actor) => Some(actor),
            None => house.access.session(bearer).await?,
        }
    } else if let Some(encoded) = said.strip_prefix("Basic ") {
        basic_actor(house, basic, encoded).await?
    } else if let Some(session) = cookie_value(headers, &SESSION_COOKIES) {
        house.access.session(session).await?
    } else {
        None
    };
    found.ok_or(CollectionError::NotSignedIn)
}

async fn basic_actor(
    house: &House,
    basic: &BasicSessions,
    encoded: &str,
) -> Result<Option<Actor>, CollectionError> {
    let key: [u8; 32] = Sha256::digest(encoded.as_bytes()).into();
    if let Some(token) = basic.get(&key)
        && let Some(actor) = house.access.session(&token).await?
    {
        return Ok(Some(actor));
    }
    let Some((user, password)) = STANDARD
        .decode(encoded.trim())
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| {
            text.split_once(':')
                .map(|(user, password)| (user.to_owned(), password.to_owned()))
        })
    else {
        return Ok(None);
    };
    let token = sign_in(house, user, password).await?;
    let actor = house.access.session(&token).await?;
    basic.keep(key, token);
    Ok(actor)
}

/// Begins a session and gives its token.
///
/// # Errors
/// [`CollectionError::NotSignedIn`] for every kind of wrong.
pub async fn sign_in(
    house: &House,
    user: String,
    password: String,
) -> Result<String, CollectionError> {
    let given = Credentials {
        user,
        password,
        totp: None,
        address: "collection".to_owned(),
        about: "data collection".to_owned(),
    };
    Ok(house.access.login(given).await?)
}
