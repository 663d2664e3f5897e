//! Hybrid time never repeats and never steps back.

use proptest::prelude::*;
use vocab::{Hlc, HybridClock};

#[derive(Debug, Clone)]
enum Event {
    Tick(i64),
    Peer { ms: i64, counter: u16, now: i64 },
}

fn event() -> impl Strategy<Value = Event> {
    let near = 1_700_000_000_000i64..1_700_000_200_000;
    prop_oneof![
        near.clone().prop_map(Event::Tick),
        any::<i32>().prop_map(|ms| Event::Tick(i64::from(ms))),
        (any::<i64>(), any::<u16>(), near).prop_map(|(ms, counter, now)| Event::Peer {
            ms: ms % 4_000_000_000_000,
            counter,
            now
        }),
    ]
}

proptest! {
    #[test]
    fn each_tick_is_later_whatever_clock_and_peers_do(events in proptest::collection::vec(event(), 1..60)) {
        let mut clock = HybridClock::default();
        let mut last_tick = Hlc::default();
        for event in events {
            match event {
                Event::Tick(now) => {
                    let tick = clock.tick(now);
                    prop_assert!(tick > last_tick);
                    last_tick = tick;
                }
                Event::Peer { ms, counter, now } => {
                    let before = clock.last();
                    let seen = clock.observe(Hlc::new(ms, counter), now);
                    prop_assert!(clock.last() >= before);
                    prop_assert!(clock.last().ms() <= before.ms().max(now + 300_000));
                    prop_assert_eq!(seen.is_err(), Hlc::new(ms, counter).ms() - now > 86_400_000);
                }
            }
        }
    }

    #[test]
    fn moments_sort_as_their_parts(a in 0i64..1 << 47, b in 0i64..1 << 47, i: u16, j: u16) {
        prop_assert_eq!(Hlc::new(a, i).cmp(&Hlc::new(b, j)), (a, i).cmp(&(b, j)));
        let moment = Hlc::new(a, i);
        prop_assert_eq!(moment.to_string().parse::<Hlc>().unwrap(), moment);
    }
}
