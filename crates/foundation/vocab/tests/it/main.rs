//! What must hold for every word of the vocabulary.

mod geometry;
mod places;
mod round_trips;
mod time;
