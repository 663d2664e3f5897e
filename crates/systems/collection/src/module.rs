//! What the system brings into the house.

use axum::Extension;
use house::{House, Module};
use registers::{EmbeddedRegister, register_folder};
use utoipa_axum::router::OpenApiRouter;

use crate::{
    assignments, bound_http, caller::BasicSessions, central, device_http, download_http, entities,
    odata_http, pictures, review_http, trial,
};

/// The registers that ship with the system.
fn registers() -> Vec<EmbeddedRegister> {
    vec![
        register_folder!("collect_projects"),
        register_folder!("collect_forms"),
        register_folder!("form_versions"),
        register_folder!("form_files"),
        register_folder!("submissions"),
        register_folder!("submission_files"),
        register_folder!("refused_submissions"),
        register_folder!("collect_devices"),
        register_folder!("draft_trials"),
        register_folder!("draft_submissions"),
        register_folder!("draft_submission_files"),
        register_folder!("entity_lists"),
        register_folder!("entities"),
        register_folder!("entity_versions"),
        register_folder!("entity_backlog"),
        register_folder!("entity_links"),
    ]
}

/// The routes: those of other houses' protocols are documented by them, those of the workspace here.
fn routes() -> OpenApiRouter<House> {
    let protocols = central::routes()
        .merge(device_http::routes())
        .merge(assignments::routes())
        .merge(bound_http::routes())
        .merge(odata_http::routes())
        .merge(download_http::routes())
        .merge(entities::routes())
        .merge(pictures::routes())
        .merge(trial::routes())
        .layer(Extension(entities::ListHashes::default()))
        .layer(Extension(BasicSessions::default()));
    OpenApiRouter::from(protocols)
        .merge(review_http::routes())
        .merge(trial::code_routes())
}

/// The system as the house sees it.
pub fn module() -> Module {
    Module {
        name: "collection",
        registers: registers(),
        indicators: "",
        hooks: |registers| registers,
        routes,
    }
}
