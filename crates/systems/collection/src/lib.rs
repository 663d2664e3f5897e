//! Field collection: forms for devices, and what devices send, by the protocols that ODK Collect, KoboCollect and
//! scripts for ODK Central speak.

mod caller;
mod central;
mod checked;
pub mod demo;
mod device_http;
mod devices;
pub mod entities;
mod error;
mod files;
mod incoming;
mod module;
mod openrosa;
mod receive;
mod shelf;

pub use error::CollectionError;
pub use module::module;
pub use shelf::{Drawn, keep_draft, publish};
