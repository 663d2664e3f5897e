//! The whole service: public pages, API, workspace, health.

use axum::{
    Extension, Json, Router,
    extract::State,
    http::{StatusCode, header},
    middleware,
    response::IntoResponse,
    routing::get,
};
use house::{House, Problem};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::{Settings, api::Https, assets, metrics, openapi, problems, public, security};

/// Composes everything over the opened rooms.
pub fn router(house: House, settings: &Settings) -> Router {
    let counted = metrics::Metrics::default();
    let shown = counted.clone();
    let (documented, document) = openapi::documented();
    documented
        .merge(public::routes(settings))
        .route("/health", get(health))
        .route(
            "/metrics",
            get(move || async move {
                (
                    [(header::CONTENT_TYPE, "text/plain; version=0.0.4")],
                    shown.text(),
                )
            }),
        )
        .route("/openapi.json", get(move || async move { Json(document) }))
        .route("/app", get(assets::to_workspace))
        .route("/app/", get(|headers| assets::workspace(None, headers)))
        .route("/app/{*path}", get(assets::workspace))
        .with_state(house)
        .layer(Extension(Https(settings.https)))
        .layer(Extension(displacement::DtmKey {
            required: settings.dtm_key_required,
        }))
        .layer(middleware::from_fn(security::same_site))
        .layer(middleware::from_fn(security::bounded))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(problems::as_problems))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(security::headers))
        .layer(middleware::from_fn_with_state(counted, metrics::observe))
}

/// Whether the store answers.
async fn health(State(house): State<House>) -> Result<impl IntoResponse, Problem> {
    house.store.read("select 1", Vec::new()).await?;
    Ok((StatusCode::OK, "ok\n"))
}
