//! A bound on what a form grows to: a small file can name long paths often, or multiply loops by languages.

use std::cell::Cell;

/// Bytes, roughly, of everything that is written more often than it was read; the largest public XForms have 5 MB.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// What is left of the bound.
#[derive(Debug)]
pub(crate) struct Budget {
    left: Cell<usize>,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            left: Cell::new(MOST_BYTES),
        }
    }
}

impl Budget {
    /// Takes some bytes; `false` when there are not enough left, and from then on for ever.
    pub fn spend(&self, bytes: usize) -> bool {
        let left = self.left.get().checked_sub(bytes);
        self.left.set(left.unwrap_or_default());
        left.is_some_and(|left| left > 0)
    }

    pub fn is_spent(&self) -> bool {
        self.left.get() == 0
    }
}
