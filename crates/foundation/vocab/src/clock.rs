//! Time and new ids as a parameter: rules and stores never read the machine.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use crate::RecordId;

/// Where time and new ids come from.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970-01-01 UTC. May step back: hybrid time copes.
    fn now_ms(&self) -> i64;
    /// A new, never used id (UUIDv7).
    fn new_id(&self) -> RecordId;
}

/// A clock for tests: moves one millisecond at each look, ids count upwards.
#[derive(Debug)]
pub struct TestClock {
    now: AtomicI64,
    ids: AtomicU64,
}

impl TestClock {
    /// A clock that starts at `ms`.
    pub fn starting(ms: i64) -> Self {
        Self {
            now: AtomicI64::new(ms),
            ids: AtomicU64::new(0),
        }
    }

    /// Sets the time, forwards or back.
    pub fn set(&self, ms: i64) {
        self.now.store(ms, Ordering::SeqCst);
    }

    /// Lets `ms` milliseconds pass.
    pub fn advance(&self, ms: i64) {
        self.now.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now_ms(&self) -> i64 {
        self.now.fetch_add(1, Ordering::SeqCst)
    }

    fn new_id(&self) -> RecordId {
        let number = self.ids.fetch_add(1, Ordering::SeqCst);
        RecordId::parse(&format!("00000000-0000-7000-8000-{number:012x}"))
            .expect("hex digits and dashes are id characters")
    }
}
