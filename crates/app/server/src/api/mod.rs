//! The API that the staff workspace and everybody else uses.

mod definitions;
mod export;
mod indicators;
mod record_view;
mod records;
mod session;
mod users;

use house::House;
pub use session::Https;
use utoipa_axum::{router::OpenApiRouter, routes};

/// All routes below /api/v1 that belong to no system.
pub fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(session::sign_in, session::who, session::sign_out))
        .routes(routes!(definitions::list))
        .routes(routes!(definitions::one))
        .routes(routes!(records::list, records::create))
        .routes(routes!(records::one, records::patch))
        .routes(routes!(records::step))
        .routes(routes!(records::settle))
        .routes(routes!(records::erase))
        .routes(routes!(records::history))
        .routes(routes!(export::export))
        .routes(routes!(indicators::list))
        .routes(routes!(indicators::observations))
        .routes(routes!(users::list, users::create))
        .routes(routes!(users::disable))
        .routes(routes!(users::units))
}
