//! The DTM API, version 3 and 2, as its official clients ask for it: published rounds at admin 0, 1 and 2.
//!
//! Addresses, parameters, envelope and fields are those that the client `dtmapi` 0.2.1 uses and that recorded answers of
//! the service show; below `/dtm`, so that a client needs only another base address. The figures are the public ones:
//! approved rounds, with small numbers hidden in all levels, reasons, origins and sexes together.

mod answer;
mod areas;
mod asked;
mod http;
mod key;
mod published;
mod rows;

pub use http::routes;
pub use key::DtmKey;
