//! The words that every room of the house shares: ids and hybrid time, access classes, text in several
//! languages, partial dates, countries, places and their shapes, sex and age, money, HXL tags.
//!
//! Nothing here does I/O, reads a clock or makes a random number.

mod access_class;
mod age;
mod clock;
pub mod country;
mod country_names;
mod error;
mod folding;
mod geojson;
mod geometry;
mod hlc;
mod hxl;
mod ids;
mod lang_text;
mod money;
mod partial_date;
mod pcode;
mod place;
mod place_tree;
mod sex;

pub use access_class::AccessClass;
pub use age::{AgeBand, AgeBands};
pub use clock::{Clock, TestClock};
pub use country::Country;
pub use error::VocabError;
pub use folding::{fold, similarity};
pub use geometry::{BoundingBox, Geometry, Point, Polygon, distance_km};
pub use hlc::{Hlc, HybridClock};
pub use hxl::{HxlPattern, HxlTag};
pub use ids::{ActorId, NodeId, RecordId, RegisterName, TenantId};
pub use lang_text::LangText;
pub use money::{Currency, Money};
pub use partial_date::PartialDate;
pub use pcode::PCode;
pub use place::Place;
pub use place_tree::PlaceTree;
pub use sex::Sex;
