//! Trying a draft out before it is published, as in ODK Central (its API documentation, "Draft Forms" and "Draft
//! submissions"): a draft has an address of its own for phones, and what they send there never meets what is real.

mod central_http;
mod code_http;
mod device_http;
mod kept;
mod odata_http;

use axum::Router;
use house::House;

pub(crate) use code_http::routes as code_routes;
pub(crate) use kept::{begin, end, token};

/// The doors of phones, and what scripts read.
pub(crate) fn routes() -> Router<House> {
    device_http::routes()
        .merge(central_http::routes())
        .merge(odata_http::routes())
}
