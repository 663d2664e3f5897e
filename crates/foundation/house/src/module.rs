//! One system of the field, as the house sees it.

use registers::{EmbeddedRegister, Registers};
use utoipa_axum::router::OpenApiRouter;

use crate::House;

/// A system: its registers and indicators as text, its routes with their documentation.
pub struct Module {
    /// Name of the system, lower case, e.g. `displacement`.
    pub name: &'static str,
    /// Register folders that ship with it; a country may replace each.
    pub registers: Vec<EmbeddedRegister>,
    /// Indicators as TOML; empty when the system measures nothing.
    pub indicators: &'static str,
    /// Adds the system's derivations, checks and guards to the registers.
    pub hooks: fn(Registers) -> Registers,
    /// Routes below the root of the service, each with its OpenAPI.
    pub routes: fn() -> OpenApiRouter<House>,
}
