//! The machine's clock and randomness: the only place that reads them for the service.

use vocab::{Clock, RecordId};

/// Time from the operating system, ids as UUIDv7.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        jiff::Timestamp::now().as_millisecond()
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock the others are given"
    )]
    fn new_id(&self) -> RecordId {
        RecordId::parse(&uuid::Uuid::now_v7().to_string()).expect("a UUID is a valid record id")
    }
}
