//! The staff workspace, embedded at build time (`build.rs` sees that its folder exists).

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../../web/dist"]
struct Workspace;

/// What is shown when the binary was built without the workspace.
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><title>Waymark</title>\
    <p>The staff workspace is not part of this build. Build it with <code>make web</code> and build the binary again. \
    The public pages and the API work without it.</p></html>";

/// `/app/` and everything below: a file of the workspace, or its first page (the browser routes from there).
/// Below `/app/fill` the first page is another one, which carries the form runner under a policy of its own.
pub async fn workspace(path: Option<Path<String>>, headers: HeaderMap) -> Response {
    let wanted = path.map(|Path(path)| path).unwrap_or_default();
    if !wanted.is_empty()
        && let Some(found) = file(&wanted, &headers)
    {
        return found;
    }
    if wanted.starts_with("assets/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let page = if wanted == "fill" || wanted.starts_with("fill/") {
        "fill.html"
    } else {
        "index.html"
    };
    file(page, &headers).unwrap_or_else(|| Html(NOT_BUILT).into_response())
}

/// `/app` without the slash.
pub async fn to_workspace() -> Redirect {
    Redirect::permanent("/app/")
}

/// A built file as it is.
pub fn built(name: &str) -> Option<Vec<u8>> {
    Workspace::get(name).map(|file| file.data.into_owned())
}

/// A built file; its brotli twin where there is one and the browser takes it.
fn file(name: &str, headers: &HeaderMap) -> Option<Response> {
    let takes_brotli = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("br"));
    let plain = Workspace::get(name)?;
    let small = takes_brotli
        .then(|| Workspace::get(&format!("{name}.br")))
        .flatten();
    let named_by_content = name.starts_with("assets/");
    let mut response = match small {
        Some(small) => {
            ([(header::CONTENT_ENCODING, "br")], small.data.into_owned()).into_response()
        }
        None => plain.data.into_owned().into_response(),
    };
    let answer = response.headers_mut();
    if let Ok(kind) = plain.metadata.mimetype().parse() {
        answer.insert(header::CONTENT_TYPE, kind);
    }
    let keep = if named_by_content {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    answer.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static(keep),
    );
    answer.insert(
        header::VARY,
        header::HeaderValue::from_static("accept-encoding"),
    );
    Some(response)
}
