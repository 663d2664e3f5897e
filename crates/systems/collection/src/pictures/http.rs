//! Small pictures over HTTP, as many at once as the machine has hands for.

use std::sync::Arc;

use axum::{
    Extension, Router,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::IntoResponse as _,
    routing::get,
};
use house::House;
use serde_json::Value as Json;
use tokio::sync::Semaphore;

use super::small::{NoPicture, small};
use crate::{
    CollectionError,
    central::{Answer, Asked},
    receive::content,
    shelf::{one, text},
};

/// Pictures opened at once: each may take a few hundred megabytes.
const AT_ONCE: usize = 2;
/// Largest file that is opened, in bytes.
const LARGEST: i64 = 64 * 1024 * 1024;
/// Longer edge in a list, and where one picture is looked at.
const EDGES: [u32; 2] = [320, 1600];

/// The routes.
pub(crate) fn routes() -> Router<House> {
    Router::new()
        .route(
            "/v1/projects/{project}/forms/{form}/submissions/{instance}/attachments/{name}/picture",
            get(picture),
        )
        .layer(Extension(Hands(Arc::new(Semaphore::new(AT_ONCE)))))
}

#[derive(Clone)]
struct Hands(Arc<Semaphore>);

async fn picture(Extension(hands): Extension<Hands>, asked: Asked, headers: HeaderMap) -> Answer {
    let edge = match asked.query.get("edge").map(String::as_str) {
        None => EDGES[0],
        Some(written) => written
            .parse()
            .ok()
            .filter(|edge| EDGES.contains(edge))
            .ok_or_else(|| CollectionError::BadRequest("edge is 320 or 1600".to_owned()))?,
    };
    let submission = asked.submission().await?;
    let key = [submission.id.as_str(), asked.name("name")];
    let file = one(&asked.house, &asked.actor, "submission_files", &key, "file").await?;
    let hash = text(&file.data, "file").to_owned();
    let tag = format!("\"{edge}-{hash}\"");
    let kept = [
        (header::ETAG, tag.clone()),
        (header::CACHE_CONTROL, "private, max-age=86400".to_owned()),
    ];
    if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes())
    {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    let size = file.data.get("size").and_then(Json::as_i64);
    if size.is_none_or(|size| size > LARGEST) {
        return Err(CollectionError::NoPicture(NoPicture::TooLarge));
    }
    let hand = hands.0.acquire_owned().await;
    let hand = hand.map_err(CollectionError::inside)?;
    let bytes = content(&asked.house, &hash).await?;
    let shown = tokio::task::spawn_blocking(move || {
        let shown = small(&bytes, edge);
        drop(hand);
        shown
    })
    .await
    .map_err(CollectionError::inside)?
    .map_err(CollectionError::NoPicture)?;
    let mut response = (kept, shown).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    Ok(response)
}
