//! The words every room uses: ids, hybrid time, partial dates, countries, places and their shapes,
//! sex and age bands, money, text by language, access classes, HXL tags. No I/O, no clock, no randomness.

mod class;
mod clock;
mod date;
mod error;
mod hlc;
mod id;
mod text;

pub use class::AccessClass;
pub use clock::{Clock, TestClock};
pub use date::PartialDate;
pub use error::VocabError;
pub use hlc::{Hlc, HybridClock};
pub use id::{ActorId, NodeId, PCode, RecordId, RegisterName, TenantId};
pub use text::LangText;
