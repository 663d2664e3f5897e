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
        register_folder!("sub_area_assessments"),
        register_folder!("location_assessments"),
        register_folder!("displacement_events"),
        register_folder!("flow_points"),
        register_folder!("flow_counts"),
        register_folder!("flow_alert_rules"),
        register_folder!("flow_surveys"),
        register_folder!("return_assessments"),
        register_folder!("return_index_weights"),
        register_folder!("intention_surveys"),
        register_folder!("site_households"),
        register_folder!("site_headcounts"),
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
