//! What a system of the field is handed (the rooms of the foundation) and what it hands back
//! (registers, indicators, routes), with the two types every handler speaks: who asks, and why not.

mod cookie;
mod dice;
mod faults;
mod instant;
mod module;
mod problem;
mod rooms;
mod signed;

pub use cookie::{SESSION_COOKIES, cookie_value};
pub use dice::Dice;
pub use instant::{instant_text, parse_instant, timestamp_text};
pub use module::Module;
pub use problem::{FaultView, Problem};
pub use rooms::{House, Rooms};
pub use signed::Signed;
