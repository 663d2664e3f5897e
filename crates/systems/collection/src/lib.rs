//! Field collection: forms for devices, and what devices send, by the protocols that ODK Collect, KoboCollect and
//! scripts for ODK Central speak.

mod caller;
mod central;
pub mod demo;
mod device_http;
mod devices;
mod error;
mod incoming;
mod module;
mod openrosa;
mod receive;
mod shelf;
mod submission;
mod xform;

pub use error::CollectionError;
pub use module::module;
pub use shelf::{Drawn, keep_draft, publish};
pub use submission::Submission;
pub use xform::XForm;
