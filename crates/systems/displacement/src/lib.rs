//! Displacement tracking (DTM): rounds, sites and area assessments; import of what countries have, the checks a data
//! team runs, and the comparison of rounds.

mod assessment;
mod background;
pub mod checks;
pub mod compare;
pub mod demo;
pub mod demo_flows;
pub mod estimates;
pub mod events;
pub mod flow_book;
mod flow_columns;
pub mod flow_public;
mod flow_views;
pub mod flows;
mod flows_http;
mod guard;
mod http;
pub mod import;
mod import_http;
mod module;
pub mod return_index;
pub mod returns;
pub mod round_estimates;
pub mod rounds;
mod summary;
mod views;

pub use assessment::{Assessment, BreakdownLine};
pub use flow_columns::{FlowPoint, MissingMeaning};
pub use module::module;
pub use summary::{States, Summary, summary};
