//! Missing migrants from outside: published releases in, figures out, incidents through their life.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod desk;
mod faults;
mod releases;
mod seed_chart;
mod workflow;
