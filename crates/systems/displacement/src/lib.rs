//! Displacement tracking (DTM): rounds, sites and area assessments; import of what countries have, the checks a data
//! team runs, and the comparison of rounds.

mod assessment;
mod background;
pub mod checks;
pub mod compare;
mod coverage;
mod coverage_http;
pub mod demo;
pub mod demo_flows;
mod dtm;
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
mod plan;
mod reliability;
pub mod return_index;
pub mod returns;
pub mod round_estimates;
pub mod rounds;
mod rule_texts;
mod summary;
mod views;

pub use assessment::{Assessment, BreakdownLine};
pub use coverage::{AreaCoverage, Coverage, ExpectedPlace, PlannedArea, Reached, Relied, coverage};
pub use dtm::DtmKey;
pub use flow_columns::{FlowPoint, MissingMeaning};
pub use module::module;
pub use plan::coverage_of;
pub use reliability::{Reliability, Score, Weakness, score};
pub use rule_texts::UnusableRule;
pub use summary::{States, Summary, summary};
