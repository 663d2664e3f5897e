//! Areas in a tree, kept fresh from the register of places.

use std::sync::Arc;

use vocab::PlaceTree;

use crate::{ReadError, Registers};

/// A cached tree of the register `places`, read again when that register has changed. Cloning it is cheap.
#[derive(Clone)]
pub struct PlaceBook {
    registers: Registers,
}

impl PlaceBook {
    /// A book that reads nothing until first asked.
    pub fn new(registers: Registers) -> Self {
        Self { registers }
    }

    /// The tree as it stands; one small read when nothing has changed. An installation without a register
    /// `places` has an empty tree.
    pub async fn tree(&self) -> Result<Arc<PlaceTree>, ReadError> {
        todo!()
    }
}
