//! Border management: a traveller at the desk, one verdict with its reasons, a second line that decides, crossings and what they
//! count to. Rules are pure; `inspect` and `decide` bring them together over the registers.

mod answer;
mod asked;
mod books;
pub mod crossing;
pub mod crowd;
mod decide;
pub mod demo;
pub mod edifact;
mod error;
mod guard;
mod history;
mod http;
mod inspect;
mod kept;
mod live;
mod manifest;
mod module;
pub mod pairing;
pub mod passenger_list;
pub mod percentile;
mod read_document;
mod report;
mod shift;
pub mod signals;
pub mod statistics;
pub mod stay;
pub mod verdict;
mod views;
pub mod words;

pub use error::BorderError;
pub use module::{
    ALERTS, BAD_DOCUMENTS, CALLS, COUNTS, CROSSINGS, EXPECTED, HITS, HOUSEHOLDS, INSPECTIONS,
    PERMISSIONS, POSTS, REFUSALS, REPORTS, SECONDARY, SHIFTS, SIGNERS, module,
};
