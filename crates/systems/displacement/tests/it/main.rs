//! Displacement tracking from outside: real files in, figures out, rounds through their life.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod desk;
mod faults;
mod field_forms;
mod flow_history;
mod mapping;
mod patterns;
mod real_files;
mod rounds;
