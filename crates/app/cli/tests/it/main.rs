//! The program as others meet it: over HTTP and on the command line.

mod client;
mod collect;
mod collect_audit;
mod collect_crash;
mod collect_figures;
mod collect_review;
mod collect_sealed;
mod collect_tables;
mod crash;
mod entities;
mod entity_doors;
mod entity_intake;
mod entity_registers;
mod entity_scripts;
mod fatalities;
mod files;
mod hidden;
mod logs;
mod node;
mod openapi;
mod public;
mod python;
mod reviewed;
mod roles;
mod session;
mod tidy;
