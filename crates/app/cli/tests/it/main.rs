//! The program as others meet it: over HTTP and on the command line.

mod client;
mod collect;
mod crash;
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
