//! What the system brings into the house.

use axum::Extension;
use house::{House, Module};
use registers::EmbeddedRegister;
use utoipa_axum::router::OpenApiRouter;

use crate::{
    assignments, bound_http, caller::BasicSessions, central, device_http, download_http, entities,
    odata_http, review_http,
};

/// The registers that ship with the system.
fn registers() -> Vec<EmbeddedRegister> {
    macro_rules! folder {
        ($name:literal) => {
            EmbeddedRegister {
                name: $name,
                register_toml: include_str!(concat!("../registers/", $name, "/register.toml")),
                survey: include_str!(concat!("../registers/", $name, "/survey.csv")),
                choices: include_str!(concat!("../registers/", $name, "/choices.csv")),
                settings: include_str!(concat!("../registers/", $name, "/settings.csv")),
            }
        };
    }
    vec![
        folder!("collect_projects"),
        folder!("collect_forms"),
        folder!("form_versions"),
        folder!("form_files"),
        folder!("submissions"),
        folder!("submission_files"),
        folder!("refused_submissions"),
        folder!("collect_devices"),
        folder!("entity_lists"),
        folder!("entities"),
        folder!("entity_versions"),
        folder!("entity_backlog"),
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
        .layer(Extension(entities::ListHashes::default()))
        .layer(Extension(BasicSessions::default()));
    OpenApiRouter::from(protocols).merge(review_http::routes())
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
