//! Time and fresh ids come in from outside; nothing below the application reads the machine's clock.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use crate::RecordId;

/// What tells the time and makes ids. The application brings the machine's; tests bring [`TestClock`].
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now_ms(&self) -> i64;
    /// A fresh id, a `UUIDv7`: later ids sort after earlier ones.
    fn new_id(&self) -> RecordId;
}

/// A clock that stands still until it is moved, and whose ids repeat from run to run.
#[derive(Debug)]
pub struct TestClock {
    now: AtomicI64,
    made: AtomicU64,
}

impl TestClock {
    /// A clock that shows `ms` milliseconds since 1970.
    pub fn starting(ms: i64) -> Self {
        Self {
            now: AtomicI64::new(ms),
            made: AtomicU64::new(0),
        }
    }

    /// Moves the clock; a negative number moves it back, as machines' clocks sometimes do.
    pub fn advance(&self, ms: i64) {
        self.now.fetch_add(ms, Ordering::SeqCst);
    }

    /// Sets the clock.
    pub fn set(&self, ms: i64) {
        self.now.store(ms, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now_ms(&self) -> i64 {
        self.now.load(Ordering::SeqCst)
    }

    fn new_id(&self) -> RecordId {
        let made = self.made.fetch_add(1, Ordering::SeqCst);
        let mut tail = [0u8; 10];
        tail[2..].copy_from_slice(&made.to_be_bytes());
        let ms = u64::try_from(self.now_ms()).unwrap_or(0);
        let id = uuid::Builder::from_unix_timestamp_millis(ms, &tail).into_uuid();
        RecordId::parse(&id.to_string()).expect("a UUID has 36 plain characters")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_a_test_clock_are_ordered_different_and_the_same_in_each_run() {
        let clock = TestClock::starting(1_700_000_000_000);
        let (first, second) = (clock.new_id(), clock.new_id());
        assert!(first < second);
        assert_eq!(first, TestClock::starting(1_700_000_000_000).new_id());
        clock.advance(1);
        assert!(second < clock.new_id());
    }
}
