//! What the ledger brings into the house: registers, guards and routes that every system shares.

use house::Module;
use registers::{EmbeddedRegister, register_folder};

use crate::{guard, http};

/// Register of releases: the ledger.
pub const RELEASES: &str = "releases";
/// Register of budgets, one a register of records.
pub const BUDGETS: &str = "disclosure_budgets";
/// Register of agreements about sharing.
pub const AGREEMENTS: &str = "sharing_agreements";

fn registers() -> Vec<EmbeddedRegister> {
    vec![
        register_folder!("releases"),
        register_folder!("disclosure_budgets"),
        register_folder!("sharing_agreements"),
    ]
}

/// The ledger as the house sees it.
pub fn module() -> Module {
    Module {
        name: "releases",
        registers: registers(),
        indicators: "",
        hooks: guard::hooks,
        routes: http::routes,
    }
}
