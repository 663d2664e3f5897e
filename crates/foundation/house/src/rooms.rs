//! The rooms of the foundation, opened once and shared by every request and job.

use std::{ops::Deref, sync::Arc};

use access::{Access, Policy};
use journal::Store;
use measures::Measures;
use registers::{Catalogue, PlaceBook, Registers};
use vocab::Clock;

/// Everything a system may use. One is built at start.
pub struct Rooms {
    /// The store, for what has no better door (attachments, verification, backup).
    pub store: Store,
    /// Users, sessions and tokens.
    pub access: Access,
    /// The decision table.
    pub policy: Arc<Policy>,
    /// The registers in force.
    pub catalogue: Arc<Catalogue>,
    /// The one way in and the reading of records.
    pub registers: Registers,
    /// Areas in a tree, kept fresh from the register of places.
    pub places: PlaceBook,
    /// Indicators and their observations.
    pub measures: Measures,
    /// Time and ids.
    pub clock: Arc<dyn Clock>,
}

/// A handle on the rooms; cloning it is cheap.
#[derive(Clone)]
pub struct House(Arc<Rooms>);

impl House {
    /// Shares the opened rooms.
    pub fn new(rooms: Rooms) -> Self {
        Self(Arc::new(rooms))
    }
}

impl Deref for House {
    type Target = Rooms;

    fn deref(&self) -> &Rooms {
        &self.0
    }
}
