//! Hybrid logical time: the wall clock where it can be trusted, a counter where it cannot.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::VocabError;

const COUNTER_BITS: u32 = 16;
/// 47 bits of milliseconds keep the number positive: until the year 6429.
const LAST_MS: i64 = (1 << 47) - 1;
/// A peer may move this node's clock by five minutes, not more.
const PEER_MAY_MOVE_MS: i64 = 5 * 60 * 1000;
/// A peer more than a day ahead has a wrong clock, or we have.
const PEER_MAY_BE_AHEAD_MS: i64 = 24 * 60 * 60 * 1000;

/// One moment: 48 bits of milliseconds since 1970 and a counter of 16 bits, in one number that sorts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Hlc(i64);

impl Hlc {
    /// A moment of its parts; milliseconds outside 1970 to 6429 are brought to the nearer end.
    pub fn new(ms: i64, counter: u16) -> Self {
        Self((ms.clamp(0, LAST_MS) << COUNTER_BITS) | i64::from(counter))
    }

    /// Milliseconds since 1970.
    pub fn ms(self) -> i64 {
        self.0 >> COUNTER_BITS
    }

    /// What tells apart the moments of one millisecond.
    pub fn counter(self) -> u16 {
        u16::try_from(self.0 & 0xffff).expect("16 bits fit a u16")
    }

    /// The number that is stored.
    pub fn as_i64(self) -> i64 {
        self.0
    }

    /// Reads a stored number.
    pub fn from_i64(number: i64) -> Self {
        Self(number)
    }

    /// The next moment; an exhausted counter runs into the next millisecond.
    fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Hlc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl std::str::FromStr for Hlc {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// The one hybrid clock of a node: never gives a moment twice, never steps back.
#[derive(Debug, Clone, Copy, Default)]
pub struct HybridClock {
    last: Hlc,
}

impl HybridClock {
    /// Goes on after `last`, the latest moment known from the journal.
    pub fn after(last: Hlc) -> Self {
        Self { last }
    }

    /// The latest moment given or seen.
    pub fn last(&self) -> Hlc {
        self.last
    }

    /// A moment later than all before, whatever the machine's clock says now.
    pub fn tick(&mut self, now_ms: i64) -> Hlc {
        self.last = Hlc::new(now_ms, 0).max(self.last.next());
        self.last
    }

    /// Takes note of a peer's moment, so that what is written here next sorts after it; moves by at most
    /// five minutes beyond the machine's clock. A peer more than a day ahead is an error and moves nothing.
    pub fn observe(&mut self, remote: Hlc, now_ms: i64) -> Result<(), VocabError> {
        let ahead_ms = remote.ms() - now_ms;
        if ahead_ms > PEER_MAY_BE_AHEAD_MS {
            return Err(VocabError::PeerFromFuture { ahead_ms });
        }
        let furthest = Hlc::new(now_ms.saturating_add(PEER_MAY_MOVE_MS), 0);
        self.last = self.last.max(remote.min(furthest));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_back() {
        let moment = Hlc::new(1_717_171_717_171, 42);
        assert_eq!((moment.ms(), moment.counter()), (1_717_171_717_171, 42));
        assert_eq!(Hlc::from_i64(moment.as_i64()), moment);
    }

    #[test]
    fn a_clock_that_steps_back_only_moves_the_counter() {
        let mut clock = HybridClock::default();
        let first = clock.tick(1_000_000);
        let second = clock.tick(10);
        assert_eq!((second.ms(), second.counter()), (1_000_000, 1));
        assert!(second > first);
    }

    #[test]
    fn a_full_counter_runs_into_the_next_millisecond() {
        let mut clock = HybridClock::after(Hlc::new(5, u16::MAX));
        assert_eq!(clock.tick(0), Hlc::new(6, 0));
    }

    #[test]
    fn a_peer_moves_the_clock_by_five_minutes_at_most() {
        let mut clock = HybridClock::default();
        clock.observe(Hlc::new(1_000, 7), 900).unwrap();
        assert_eq!(clock.last(), Hlc::new(1_000, 7));
        clock.observe(Hlc::new(60 * 60 * 1000, 0), 0).unwrap();
        assert_eq!(clock.last().ms(), PEER_MAY_MOVE_MS);
        let before = clock.last();
        assert!(
            clock
                .observe(Hlc::new(2 * PEER_MAY_BE_AHEAD_MS, 0), 0)
                .is_err()
        );
        assert_eq!(clock.last(), before);
    }
}
