//! Screening as officers meet it: names of many scripts, lists, an index, updates.

mod pairs;
mod properties;
mod searching;
