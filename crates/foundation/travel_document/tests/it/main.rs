//! The machine readable zone as documents of the field have it.

mod forgery;
mod generation;
mod properties;
mod rules;
mod specimens;
mod transliteration;
