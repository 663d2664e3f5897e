//! What the system brings into the house.

use house::Module;
use registers::EmbeddedRegister;

use crate::{guard, http};

/// The registers that ship with the system.
fn registers() -> Vec<EmbeddedRegister> {
    macro_rules! folder {
        ($name:literal) => {
            EmbeddedRegister {
                name: $name,
                register_toml: include_str!(concat!("../registers/", $name, "/register.toml")),
                survey: include_str!(concat!("../registers/", $name, "/survey.csv")),
                choices: include_str!(concat!("../registers/", $name, "/choices.csv")),
                settings: include_str!(concat!("../registers/", $name, "/settings.csv")),
            }
        };
    }
    vec![
        folder!("operations"),
        folder!("rounds"),
        folder!("sites"),
        folder!("area_assessments"),
        folder!("quality_findings"),
        folder!("places"),
        folder!("pcode_formats"),
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
        routes: http::routes,
    }
}
