//! What the system brings into the house.

use std::sync::Arc;

use house::Module;
use registers::{EmbeddedRegister, Registers, register_folder};
use serde_json::{Map, Value as Json};

use crate::{guard, http, incident::Incident};

/// Register of incidents.
pub const INCIDENTS: &str = "fatality_incidents";
/// Register of reports: the inbox of the regional monitors.
pub const REPORTS: &str = "fatality_reports";
/// Register of linked sources.
pub const SOURCES: &str = "fatality_sources";
/// Register of names of regions.
pub const REGIONS: &str = "fatality_regions";

/// The registers that ship with the system.
fn registers() -> Vec<EmbeddedRegister> {
    vec![
        register_folder!("fatality_incidents"),
        register_folder!("fatality_reports"),
        register_folder!("fatality_sources"),
        register_folder!("fatality_regions"),
    ]
}

/// Indicators that ship with the system.
const INDICATORS: &str = include_str!("../indicators.toml");

/// The system as the house sees it.
pub fn module() -> Module {
    Module {
        name: "fatalities",
        registers: registers(),
        indicators: INDICATORS,
        hooks,
        routes: http::routes,
    }
}

fn hooks(registers: Registers) -> Registers {
    guard::hooks(registers.with_derive(INCIDENTS, Arc::new(derived)))
}

/// What follows from the rest of an incident: its year, its event, the sum of dead and missing, the best quality.
fn derived(data: &mut Map<String, Json>) {
    let Some(incident) = Incident::read(data) else {
        return;
    };
    let mut set = |field: &str, value: Option<Json>| match value {
        Some(value) => {
            data.insert(field.to_owned(), value);
        }
        None => {
            data.remove(field);
        }
    };
    set("year", Some(Json::from(incident.occurred.year())));
    set("main_id", Some(Json::from(incident.main_id.as_str())));
    set(
        "dead_or_missing",
        incident.people.dead_or_missing().map(Json::from),
    );
    set("best_quality", incident.best_quality().map(Json::from));
}
