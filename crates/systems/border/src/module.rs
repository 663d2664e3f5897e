//! What the system brings into the house.

use house::Module;
use registers::{EmbeddedRegister, Registers, register_folder};

use crate::{guard, http};

/// Border posts.
pub const POSTS: &str = "border_posts";
/// Shifts of officers.
pub const SHIFTS: &str = "border_shifts";
/// Inspections: what was read, searched and answered; the journal of searches.
pub const INSPECTIONS: &str = "border_inspections";
/// Crossings.
pub const CROSSINGS: &str = "border_crossings";
/// The alert list.
pub const ALERTS: &str = "border_alerts";
/// Possible hits.
pub const HITS: &str = "border_hits";
/// Inspections of the second line.
pub const SECONDARY: &str = "border_secondary";
/// Refusals.
pub const REFUSALS: &str = "border_refusals";
/// Numbers of documents that must not be in use.
pub const BAD_DOCUMENTS: &str = "border_bad_documents";
/// Visas and permits.
pub const PERMISSIONS: &str = "border_permissions";
/// Travellers whom carriers announced.
pub const EXPECTED: &str = "border_expected";
/// Calls to protection.
pub const CALLS: &str = "border_calls";
/// Counts of crossings.
pub const COUNTS: &str = "border_counts";
/// Daily reports.
pub const REPORTS: &str = "border_reports";
/// Households of a mass arrival.
pub const HOUSEHOLDS: &str = "border_households";
/// Country signers and their revocation lists.
pub const SIGNERS: &str = "border_country_signers";

/// The registers that ship with the system.
fn registers() -> Vec<EmbeddedRegister> {
    vec![
        register_folder!("border_posts"),
        register_folder!("border_shifts"),
        register_folder!("border_inspections"),
        register_folder!("border_crossings"),
        register_folder!("border_alerts"),
        register_folder!("border_hits"),
        register_folder!("border_secondary"),
        register_folder!("border_refusals"),
        register_folder!("border_bad_documents"),
        register_folder!("border_permissions"),
        register_folder!("border_expected"),
        register_folder!("border_calls"),
        register_folder!("border_counts"),
        register_folder!("border_reports"),
        register_folder!("border_households"),
        register_folder!("border_country_signers"),
        register_folder!("border_conferences"),
        register_folder!("travel_id_assessments"),
        register_folder!("travel_id_actions"),
        register_folder!("smuggling_reports"),
        register_folder!("smuggling_requests"),
    ]
}

/// Indicators that ship with the system.
const INDICATORS: &str = include_str!("../indicators.toml");

/// The system as the house sees it.
pub fn module() -> Module {
    Module {
        name: "border",
        registers: registers(),
        indicators: INDICATORS,
        hooks,
        routes: http::routes,
    }
}

fn hooks(registers: Registers) -> Registers {
    guard::hooks(registers)
}
