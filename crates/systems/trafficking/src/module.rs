//! What the system brings into the house.

use house::Module;
use registers::{EmbeddedRegister, register_folder};

use crate::{guard, http};

/// Register of cases.
pub const CASES: &str = "trafficking_cases";
/// Register of partners.
pub const PARTNERS: &str = "trafficking_partners";
/// The recipe that ships: what leaves the register for everybody.
pub const RECIPE: &str = include_str!("../recipes/public.toml");

fn registers() -> Vec<EmbeddedRegister> {
    vec![
        register_folder!("trafficking_cases"),
        register_folder!("trafficking_partners"),
    ]
}

/// The system as the house sees it.
pub fn module() -> Module {
    Module {
        name: "trafficking",
        registers: registers(),
        indicators: "",
        hooks: guard::hooks,
        routes: http::routes,
    }
}
