//! The OpenAPI 3.1 document, made from the handlers themselves.

use axum::Router;
use house::{House, Problem};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Content, InfoBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, path::PathItem,
        schema::Components,
    },
};
use utoipa_axum::router::OpenApiRouter;

use crate::{api, open::modules};

/// All documented routes, with the document of them.
pub(crate) fn documented() -> (Router<House>, OpenApi) {
    let info = InfoBuilder::new()
        .title("Waymark")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("One open platform for migration data. Refusals are RFC 9457 problems with a stable code and every fault at once."))
        .build();
    let base = OpenApiRouter::with_openapi(OpenApiBuilder::new().info(info).build());
    let (routes, document) = modules()
        .into_iter()
        .fold(base.merge(api::routes()), |router, module| {
            router.merge((module.routes)())
        })
        .split_for_parts();
    (routes, complete(document))
}

/// The document.
pub fn document() -> OpenApi {
    documented().1
}

/// Adds what holds for every route.
fn complete(mut document: OpenApi) -> OpenApi {
    let schemas = &mut document
        .components
        .get_or_insert_with(Components::new)
        .schemas;
    let mut needed = vec![(Problem::name().into_owned(), Problem::schema())];
    Problem::schemas(&mut needed);
    schemas.extend(needed);
    for item in document.paths.paths.values_mut() {
        tell_refusals(item);
    }
    document
}

/// Every refusal is a problem (RFC 9457): said once here, not beside each route.
fn tell_refusals(item: &mut PathItem) {
    let operations = [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.patch,
        &mut item.delete,
    ];
    for operation in operations.into_iter().flatten() {
        for (status, response) in &mut operation.responses.responses {
            let RefOr::T(response) = response else {
                continue;
            };
            if status.starts_with(['4', '5']) && response.content.is_empty() {
                let problem = Ref::from_schema_name(Problem::name());
                response.content.insert(
                    "application/problem+json".to_owned(),
                    Content::new(Some(problem)).into(),
                );
            }
        }
    }
}
