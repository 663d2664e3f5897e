//! What the system brings into the house.

use house::Module;
use registers::{EmbeddedRegister, register_folder};

use crate::{dtm, guard, http};

/// The registers that ship with the system.
fn registers() -> Vec<EmbeddedRegister> {
    vec![
        register_folder!("operations"),
        register_folder!("rounds"),
        register_folder!("round_areas"),
        register_folder!("sites"),
        register_folder!("area_assessments"),
        register_folder!("quality_findings"),
        register_folder!("places"),
        register_folder!("pcode_formats"),
    ]
}

/// Indicators that ship with the system.
const INDICATORS: &str = include_str!("../indicators.toml");

/// The system as the house sees it.
pub fn module() -> Module {
    Module {
        name: "displacement",
        registers: registers(),
        indicators: INDICATORS,
        hooks: guard::hooks,
        routes: || http::routes().merge(dtm::routes()),
    }
}
