//! Entries and exits of one person, by the same document, by another, and not at all.

use std::collections::HashMap;

use border::{
    crossing::{Crossing, Direction},
    pairing::{self, Basis},
};
use jiff::civil::{Date, date};
use vocab::PartialDate;

fn crossing(id: &str, direction: Direction, day: Date, number: &str) -> Crossing {
    let at = day.to_zoned_datetime(jiff::tz::TimeZone::UTC).unwrap();
    Crossing {
        id: id.to_owned(),
        post: "ZND".to_owned(),
        direction,
        at: at.timestamp().as_millisecond(),
        day,
        number: number.to_owned(),
        issuer: "UTO".to_owned(),
        name: "ERIKSSON ANNA MARIA".to_owned(),
        birth: PartialDate::parse("1974-08-12").ok(),
        sex: Some('F'),
        citizenship: "UTO".to_owned(),
        residence: String::new(),
        purpose: "visit".to_owned(),
        mode: "road".to_owned(),
        stay_until: None,
        seconds: None,
    }
}

#[test]
fn the_latest_open_entry_before_the_exit_is_its_pair() {
    let all = [
        crossing("a", Direction::Entry, date(2026, 1, 1), "L1"),
        crossing("b", Direction::Exit, date(2026, 1, 5), "L1"),
        crossing("c", Direction::Entry, date(2026, 2, 1), "L1"),
        crossing("d", Direction::Entry, date(2026, 2, 3), "L1"),
        crossing("e", Direction::Exit, date(2026, 2, 9), "L1"),
        crossing("f", Direction::EntryRefused, date(2026, 2, 10), "L1"),
    ];
    let found = pairing::pair(&all);
    let pairs: Vec<(usize, usize)> = found.pairs.iter().map(|it| (it.entry, it.exit)).collect();
    assert_eq!(pairs, [(0, 1), (3, 4)]);
    assert!(
        found
            .pairs
            .iter()
            .all(|it| it.confidence > 0.999 && it.basis == Basis::SameDocument)
    );
    assert_eq!(found.doubled_entries, [3]);
    assert_eq!(found.open, [2]);
    assert_eq!(found.unpaired_exits, Vec::<usize>::new());
}

#[test]
fn the_order_is_that_of_the_hybrid_clock_and_not_of_the_day_or_the_list() {
    let mut exit = crossing("b", Direction::Exit, date(2026, 1, 5), "L1");
    let entry = crossing("a", Direction::Entry, date(2026, 1, 5), "L1");
    exit.at += 60_000;
    let found = pairing::pair(&[exit, entry]);
    assert_eq!(found.pairs.len(), 1);
    // A device of which the clock was three years behind: its day says nothing about the order.
    let mut late = crossing("b", Direction::Exit, date(2023, 1, 5), "L1");
    let entry = crossing("a", Direction::Entry, date(2026, 1, 5), "L1");
    late.at = entry.at + 1;
    assert_eq!(pairing::pair(&[late, entry]).pairs.len(), 1);
}

#[test]
fn a_renewed_passport_pairs_with_stated_confidence_and_a_namesake_does_not() {
    let entry = crossing("a", Direction::Entry, date(2026, 1, 1), "L1");
    let renewed = crossing("b", Direction::Exit, date(2026, 3, 1), "M9");
    let found = pairing::pair(&[entry.clone(), renewed.clone()]);
    assert_eq!(found.pairs[0].basis, Basis::OtherDocument);
    assert!((pairing::LIKELY..=1.0).contains(&found.pairs[0].confidence));
    let mut namesake = renewed.clone();
    namesake.birth = PartialDate::parse("1974-08-13").ok();
    assert_eq!(
        pairing::pair(&[entry.clone(), namesake]).unpaired_exits,
        [1]
    );
    let mut man = renewed.clone();
    man.sex = Some('M');
    let found = pairing::pair(&[entry.clone(), man]);
    assert!(found.pairs.is_empty() && found.open == [0]);
    // Another citizenship may be the second of the same person: possible, and not said to be sure.
    let mut dual = renewed;
    dual.citizenship = "FRA".to_owned();
    let found = pairing::pair(&[entry, dual]);
    assert!(found.pairs.is_empty());
    assert_eq!(found.possible.len(), 1);
    assert!(found.possible[0].2 >= pairing::POSSIBLE);
}

#[test]
fn an_overstay_is_certain_only_when_every_post_was_heard_from() {
    let mut entry = crossing("a", Direction::Entry, date(2026, 1, 1), "L1");
    entry.stay_until = Some(date(2026, 1, 31));
    let all = [entry.clone()];
    let pairing = pairing::pair(&all);
    let heard = |day| {
        HashMap::from([
            ("ZND".to_owned(), day),
            ("MIA".to_owned(), date(2026, 3, 1)),
        ])
    };
    let over = |today, day| pairing::overstays(&all, &pairing, (today, 2), &heard(day));
    assert_eq!(
        over(date(2026, 2, 2), date(2026, 2, 1)),
        pairing::Overstays::default()
    );
    assert_eq!(over(date(2026, 2, 3), date(2026, 2, 3)).certain, [0]);
    assert_eq!(over(date(2026, 2, 3), date(2026, 2, 2)).unknown, [0]);
    let mut dual = crossing("b", Direction::Exit, date(2026, 1, 20), "M9");
    dual.citizenship = "FRA".to_owned();
    let all = [entry, dual];
    let pairing = pairing::pair(&all);
    let over = pairing::overstays(
        &all,
        &pairing,
        (date(2026, 3, 1), 2),
        &heard(date(2026, 3, 1)),
    );
    assert_eq!((over.certain.len(), over.likely_left), (0, vec![0]));
}
