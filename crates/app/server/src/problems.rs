//! Refusals that the machinery made before a handler was asked, in the one form that programs read.

use axum::{
    body::to_bytes,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use house::Problem;

/// Longest sentence that is carried over.
const LONGEST: usize = 4 * 1024;

/// Turns a bare refusal below `/api/` (no such address, unreadable JSON, a body that is too large) into a problem.
pub async fn as_problems(request: Request, next: Next) -> Response {
    let ours = request.uri().path().starts_with("/api/");
    let response = next.run(request).await;
    let status = response.status();
    let told = response.headers().get(header::CONTENT_TYPE)
        == Some(&HeaderValue::from_static("application/problem+json"));
    if !ours || told || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let sentence = to_bytes(body, LONGEST).await.unwrap_or_default();
    let mut problem = Problem::new(status, code(status), title(status));
    if !sentence.is_empty() {
        problem = problem.with_detail(String::from_utf8_lossy(&sentence));
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_TYPE);
    // What else the refusal says, such as the methods that are allowed, stays.
    (parts.headers, problem).into_response()
}

fn code(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        _ if status.is_server_error() => "internal",
        _ => "bad_request",
    }
}

fn title(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "there is no such address",
        StatusCode::METHOD_NOT_ALLOWED => "this address does not know this method",
        StatusCode::PAYLOAD_TOO_LARGE => "the request is too large",
        _ if status.is_server_error() => "something failed on our side",
        _ => "the request cannot be read",
    }
}
