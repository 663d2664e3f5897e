//! Files in and out: what is written is read again by our own readers and by other programs, and hostile files
//! give an error or the right rows.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may stop at the first surprise, and says by name what it skips"
)]

mod boundaries;
mod clients;
mod desk;
mod fuzz;
mod hostile_csv;
mod hostile_workbooks;
mod hxl;
mod real_files;
mod round_trips;
