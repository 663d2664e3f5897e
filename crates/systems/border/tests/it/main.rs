//! Rules of the border as the field knows them, and what the registers' definitions enforce.

mod definitions;
mod pairs;
mod passenger_lists;
mod patterns;
