//! Reading a published release of incidents: three families of headers, one meaning.

mod columns;
mod coordinates;
mod dates;
mod fault;
mod joined;
mod numbers;
mod origin;
mod read;
mod row;

pub use columns::{Column, Family, Header};
pub use coordinates::coordinates;
pub use dates::{DateFault, date};
pub use fault::{Fault, Severity};
pub use joined::split_known;
pub use numbers::{NumberFault, quality, whole};
pub use origin::{Origin, origin_region};
pub use read::{Release, ReleaseError, read};
