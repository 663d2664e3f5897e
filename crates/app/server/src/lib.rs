//! Composes the modules into one HTTP service.

mod api;
mod assets;
mod clock;
mod errors;
mod export;
mod master_key;
mod metrics;
mod open;
mod openapi;
mod problems;
mod public;
mod router;
mod security;
mod serve;
mod settings;

pub use clock::SystemClock;
pub use errors::ServerError;
pub use export::{ExportFormat, ExportRequest, write_export};
pub use master_key::find_keyring;
pub use open::{Opening, catalogue, modules, open};
pub use openapi::document;
pub use router::router;
pub use serve::{bind, serve};
pub use settings::Settings;
