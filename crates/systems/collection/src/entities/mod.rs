//! ODK Entities: lists of things that forms make, change and ask about again (specification 2022.1 to 2025.1).

mod backed;
mod backlog;
mod block;
mod call;
mod csv;
mod export;
mod grants;
mod http;
mod intake;
mod integrity;
mod lists;
mod lists_http;
mod naming;
mod odata;
mod records;
mod rows;
pub mod rules;
mod sent;
mod shapes;
mod store;
mod trial;
mod who;

pub(crate) use csv::{ListHashes, in_manifest, media_file};
pub(crate) use intake::{due, process_approved, process_received};
pub(crate) use lists::{declared, expects, is_of, names_of, owned};
pub(crate) use naming::check_form;
pub(crate) use store::read_all;
pub(crate) use trial::columns;

/// The routes of scripts, and the ones by which phones ask what is still there.
pub(crate) fn routes() -> axum::Router<house::House> {
    http::routes()
        .merge(lists_http::routes())
        .merge(grants::routes())
}
