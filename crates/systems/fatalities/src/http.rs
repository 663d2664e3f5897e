//! Routes of missing migrants.

use house::House;
use utoipa_axum::router::OpenApiRouter;

/// The routes with their documentation.
pub fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::new()
}
