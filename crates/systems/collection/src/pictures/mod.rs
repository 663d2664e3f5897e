//! Photographs that phones send, shown small.

mod http;
mod small;

pub(crate) use http::routes;
pub(crate) use small::NoPicture;
