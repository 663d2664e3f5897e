//! The OpenAPI 3.1 document, made from the handlers themselves.

use house::House;
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder};
use utoipa_axum::router::OpenApiRouter;

use crate::{api, open::modules};

/// All documented routes.
pub(crate) fn documented() -> OpenApiRouter<House> {
    let info = InfoBuilder::new()
        .title("Waymark")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("One open platform for migration data. Refusals are RFC 9457 problems with a stable code and every fault at once."))
        .build();
    let base = OpenApiRouter::with_openapi(OpenApiBuilder::new().info(info).build());
    modules()
        .into_iter()
        .fold(base.merge(api::routes()), |router, module| {
            router.merge((module.routes)())
        })
}

/// The document.
pub fn document() -> OpenApi {
    documented().into_openapi()
}
