//! Field collection: forms for devices, and what devices send, by the protocols that ODK Collect, KoboCollect and
//! scripts for ODK Central speak.

mod body;
mod caller;
mod central;
mod checked;
pub mod demo;
mod device_http;
mod device_setup;
mod devices;
pub mod entity_rules;
mod error;
mod files;
mod incoming;
mod labels;
mod merge;
mod merge_http;
mod module;
mod openrosa;
mod problems;
mod receive;
mod review;
mod review_http;
mod review_views;
mod shelf;

pub use error::CollectionError;
pub use module::module;
pub use shelf::{Drawn, keep_draft, publish};
