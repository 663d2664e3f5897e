//! What suppression promises, on random tables.

mod random_tables;
mod rounding;
mod two_releases;
