//! Missing migrants (fatalities): people who died or went missing on the way to another country; reports, duplicates,
//! verification by a second person, publication, and totals whose every revision stays visible.

mod cause;
pub mod chart;
mod concordance;
pub mod dataset;
pub mod demo;
pub mod duplicates;
mod explained;
mod guard;
mod http;
mod import;
mod incident;
mod module;
mod published;
pub mod release;
mod revisions;
pub mod totals;
mod views;
mod workflow;

pub use cause::Cause;
pub use concordance::{Concordance, NameOfRegion, System, UNKNOWN, title};
pub use explained::LANGUAGES;
pub use import::{ImportError, ImportReport, Options, import};
pub use incident::{Incident, IncidentKind, People, Precision};
pub use module::{INCIDENTS, REGIONS, REPORTS, SOURCES, module};
pub use published::{PUBLISHED, Published, concordance, published};
pub use revisions::{Revised, Revision, revisions};
pub use workflow::{
    Known, Taking, WorkflowError, incident_of, known_like, link, revise, step, take,
};
