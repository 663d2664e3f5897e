//! The pages, as a reader, a screen reader and a slow line get them.

mod demo_country;
mod pages;
mod stylesheet;
