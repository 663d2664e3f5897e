//! Headers that every answer carries, and the refusal of writes that another site sent.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use house::{Problem, SESSION_COOKIES, cookie_value};
use http_body_util::Limited;

/// Largest body of a request, in bytes.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// No inline script or style, nothing from elsewhere. A frame may only hold a page of our own.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
     frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// For the page that fills a form, and no other: the form runner compiles its expression parser from
/// WebAssembly, writes its styles into the page, and shows pictures and sound that were just taken.
/// Scripts still come from here only, and so does all else: there is no outside map.
const FILLING_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; \
     font-src 'self' data:; connect-src 'self' data: blob:; manifest-src 'self'; worker-src 'self' blob:; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

/// Whether this is the page that fills a form (`assets` serves one document for all below it).
fn is_filling(path: &str) -> bool {
    path.strip_prefix("/app/fill")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Refuses bodies that are too large. Submissions of devices have a limit of their own, for a phone understands a
/// refusal only in its own envelope.
pub async fn bounded(request: Request, next: Next) -> Response {
    if request.uri().path().ends_with("/submission") {
        return next.run(request).await;
    }
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|said| said.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|announced| announced > LARGEST_BODY) {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, LARGEST_BODY))))
        .await
}

/// Adds the security headers; pages of signed-in people are never stored by a cache.
pub async fn headers(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let private = path.starts_with("/api/");
    let (policy, frames) = if is_filling(path) {
        (FILLING_POLICY, "SAMEORIGIN")
    } else {
        (CONTENT_SECURITY_POLICY, "DENY")
    };
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, frames),
        (header::REFERRER_POLICY, "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(
        "permissions-policy",
        HeaderValue::from_static("geolocation=(self), camera=(self), microphone=(), usb=()"),
    );
    headers.insert(
        "cross-origin-opener-policy",
        HeaderValue::from_static("same-origin"),
    );
    if private && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Refuses a write that carries a session cookie but was not sent from our own pages.
pub async fn same_site(request: Request, next: Next) -> Response {
    let writes = !matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let by_cookie = cookie_value(request.headers(), &SESSION_COOKIES).is_some();
    let signing_in = request.uri().path() == "/api/v1/session";
    if writes && (by_cookie || signing_in) {
        let text = |name: &str| {
            request
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
        };
        if !access::csrf::is_same_site(text("sec-fetch-site"), text("origin"), text("host")) {
            return Problem::not_allowed("the request was sent from another site").into_response();
        }
    }
    next.run(request).await
}
