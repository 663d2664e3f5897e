//! Case data of trafficked persons: contribution by partners under agreements, and releases for the public.

mod contribution;
pub mod demo;
mod duplicates;
mod feedback;
mod guard;
mod htcds;
mod http;
mod import;
mod mapping;
mod module;
mod pseudonym;

pub use contribution::{Contribution, ContributionError, Fault, Severity, read};
pub use duplicates::{SharedPeople, duplicates};
pub use feedback::{Feedback, FieldFeedback};
pub use import::{ImportError, ImportReport, Options, import};
pub use mapping::{Mapping, MappingFault};
pub use module::{CASES, PARTNERS, RECIPE, module};
pub use pseudonym::{Key, KeyFault, PseudonymError, Pseudonymised, pseudonymise, token};
