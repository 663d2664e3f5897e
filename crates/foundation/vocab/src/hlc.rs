//! Hybrid logical time (Kulkarni et al., 2014): follows the wall clock, never goes back.

use serde::{Deserialize, Serialize};

use crate::VocabError;

/// A peer may be this far ahead before its word is refused.
const REFUSED_AHEAD_MS: i64 = 24 * 60 * 60 * 1000;
/// A peer's word never moves our clock further than this.
const FOLLOWED_AHEAD_MS: i64 = 5 * 60 * 1000;

/// 48 bits of milliseconds since 1970 and a 16-bit counter, ordered as one number.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Hlc(i64);

impl Hlc {
    /// From milliseconds since 1970 and a counter. Times before 1970 count as 1970.
    pub fn new(ms: i64, counter: u16) -> Self {
        Self((ms.clamp(0, (1 << 47) - 1) << 16) | i64::from(counter))
    }

    /// Wall-clock part, milliseconds since 1970.
    pub fn ms(self) -> i64 {
        self.0 >> 16
    }

    /// Counter within the millisecond.
    pub fn counter(self) -> u16 {
        u16::try_from(self.0 & 0xffff).expect("16 bits fit")
    }

    /// The number that the store keeps.
    pub fn as_i64(self) -> i64 {
        self.0
    }

    /// From the number that the store keeps.
    pub fn from_i64(number: i64) -> Self {
        Self(number)
    }
}

/// Gives each event of one node a later time than all before it.
#[derive(Debug, Clone, Default)]
pub struct HybridClock {
    last: Hlc,
}

impl HybridClock {
    /// A clock that goes on after `last`, the greatest time the node has given so far.
    pub fn after(last: Hlc) -> Self {
        Self { last }
    }

    /// The time of a new event; `now_ms` may have stepped back.
    pub fn tick(&mut self, now_ms: i64) -> Hlc {
        let physical = Hlc::new(now_ms, 0);
        self.last = if physical > self.last {
            physical
        } else {
            Hlc(self.last.0 + 1)
        };
        self.last
    }

    /// Takes note of a peer's time, so that later events here are later than it.
    ///
    /// # Errors
    /// [`VocabError::ClockAhead`] when the peer is more than 24 hours ahead. Up to five minutes ahead the
    /// clock follows; in between it is accepted but not followed.
    pub fn observe(&mut self, remote: Hlc, now_ms: i64) -> Result<(), VocabError> {
        let ahead = remote.ms() - now_ms;
        if ahead > REFUSED_AHEAD_MS {
            return Err(VocabError::ClockAhead {
                hours: ahead / 3_600_000,
            });
        }
        if ahead <= FOLLOWED_AHEAD_MS && remote > self.last {
            self.last = remote;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn time_never_goes_back(nows in proptest::collection::vec(0_i64..1_000_000, 1..200)) {
            let mut clock = HybridClock::default();
            let times: Vec<_> = nows.iter().map(|now| clock.tick(*now)).collect();
            prop_assert!(times.windows(2).all(|pair| pair[0] < pair[1]));
        }

        #[test]
        fn the_number_keeps_both_parts(ms in 0_i64..(1 << 47), counter: u16) {
            let time = Hlc::new(ms, counter);
            prop_assert_eq!((time.ms(), time.counter()), (ms, counter));
            prop_assert_eq!(Hlc::from_i64(time.as_i64()), time);
        }
    }

    #[test]
    fn a_peer_a_day_ahead_is_refused_and_one_an_hour_ahead_not_followed() {
        let mut clock = HybridClock::default();
        assert!(clock.observe(Hlc::new(REFUSED_AHEAD_MS + 2, 0), 1).is_err());
        assert_eq!(clock.observe(Hlc::new(3_600_000, 0), 0), Ok(()));
        assert!(clock.tick(0).ms() < 3_600_000);
        assert_eq!(clock.observe(Hlc::new(60_000, 9), 0), Ok(()));
        assert!(clock.tick(0) > Hlc::new(60_000, 9));
    }
}
