//! Whole files of confidential records made into releases: differentially private synthesis, k-anonymous records,
//! and a report of what a release keeps and what it gives away. Pure functions over columns of codes.

pub mod adaptive;
pub mod anonymise;
pub mod attack;
pub mod budget;
pub mod domain;
pub mod estimate;
mod fault;
mod folding;
pub mod junction;
pub mod ladder;
pub mod marginal;
pub mod reader;
mod release;
pub mod report;
pub mod sampling;
pub mod support;
mod table;
pub mod utility;

pub use fault::{Fault, Flaw, Flaws};
pub use release::{Recipe, Release, Request, Stage, again, synthesise};
pub use table::Table;
