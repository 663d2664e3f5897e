//! Field collection: forms for devices, and what devices send, by the protocols that ODK Collect, KoboCollect and
//! scripts for ODK Central speak.

mod assignments;
mod audit;
mod body;
mod bound;
mod bound_http;
mod caller;
mod central;
mod checked;
pub mod demo;
mod device_http;
mod device_setup;
mod device_words;
mod devices;
mod download;
mod download_http;
pub mod entities;
mod error;
mod feed;
mod feeding;
mod files;
mod form_figures;
mod incoming;
mod labels;
mod merge;
mod merge_http;
mod module;
mod odata;
mod odata_filter;
mod odata_http;
mod openrosa;
mod pictures;
mod problems;
mod published;
mod receive;
mod renamed;
mod review;
mod review_http;
mod review_views;
mod sealed;
mod shelf;
mod tables;
mod trial;

pub use error::CollectionError;
pub use module::module;
pub use shelf::{Drawn, keep_draft, publish};
