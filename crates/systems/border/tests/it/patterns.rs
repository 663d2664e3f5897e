//! Patterns that call protection: each is shown by what was seen, and each ordinary likeness calls nobody.

use border::signals::{self, Rule, Seen, Signal};
use jiff::civil::{Date, date};
use vocab::PartialDate;

const TODAY: Date = date(2026, 11, 25);

fn woman(number: u32, surname: &str) -> Seen {
    Seen {
        inspection: format!("i{number}"),
        at: i64::from(number),
        surname: surname.to_owned(),
        birth: PartialDate::parse("2005-03-01").ok(),
        sex: Some('F'),
        number: format!("U{number:07}"),
        issuer: "UTO".to_owned(),
        ..Seen::default()
    }
}

fn rules(found: &[Signal]) -> Vec<Rule> {
    found.iter().map(|signal| signal.rule).collect()
}

fn at_desk(all: &[Seen]) -> Vec<Rule> {
    let (last, before) = all.split_last().unwrap();
    rules(&signals::signals(last, before, TODAY))
}

#[test]
fn young_women_on_a_first_journey_to_one_employer_call_protection_at_the_third() {
    let employed = |number: u32, surname: &str| Seen {
        sponsor: signals::sponsor("Golden Gate Ltd."),
        for_work: true,
        ..woman(number * 100, surname)
    };
    let mut all = vec![employed(1, "ACHOL"), employed(2, "AYEN")];
    assert_eq!(at_desk(&all), []);
    all.push(Seen {
        sponsor: signals::sponsor("GOLDEN GATE LTD"),
        ..employed(3, "DENG")
    });
    assert_eq!(at_desk(&all), [Rule::YoungWomenSameSponsor]);
    let (last, before) = all.split_last().unwrap();
    let found = signals::signals(last, before, TODAY);
    assert_eq!(found[0].inspections, ["i100", "i200", "i300"]);
    // Who has travelled before, is older, or is of one family is no such group.
    let mut known = all.clone();
    known[2].travelled_before = true;
    assert_eq!(at_desk(&known), []);
    let mut older = all.clone();
    older[0].birth = PartialDate::parse("1990-01-01").ok();
    assert_eq!(at_desk(&older), []);
    let mut family = all.clone();
    family
        .iter_mut()
        .for_each(|it| "DENG".clone_into(&mut it.surname));
    assert_eq!(at_desk(&family), []);
}

#[test]
fn one_phone_of_three_unrelated_people_calls_and_a_family_phone_does_not() {
    let with_phone = |number: u32, surname: &str, phone: &str| Seen {
        phone: signals::phone(phone),
        birth: PartialDate::parse("1980").ok(),
        ..woman(number * 100, surname)
    };
    let all = [
        with_phone(1, "DENG", "+254 700 123 456"),
        with_phone(2, "ABDI", "0700-123456"),
        with_phone(3, "CHEN", "254700123456"),
    ];
    assert_eq!(at_desk(&all), [Rule::SamePhone]);
    assert_eq!(at_desk(&all[1..]), []);
    let mut family = all.clone();
    family
        .iter_mut()
        .for_each(|it| "DENG".clone_into(&mut it.surname));
    assert_eq!(at_desk(&family), []);
    // The same person twice is no second person.
    let mut twice = all.to_vec();
    let number = twice[0].number.clone();
    twice[1].number = number;
    assert_eq!(at_desk(&twice), []);
    assert_eq!(signals::phone("12"), "");
}

#[test]
fn new_documents_in_a_row_call_and_old_ones_or_gaps_do_not() {
    let new = |number: u32, surname: &str| Seen {
        issued: Some(date(2026, 11, 1)),
        birth: PartialDate::parse("1985-01-01").ok(),
        ..woman(number, surname)
    };
    let all = [new(41, "A"), new(43, "B"), new(42, "C")];
    assert_eq!(at_desk(&all), [Rule::ConsecutiveDocuments]);
    let mut old = all;
    old.iter_mut()
        .for_each(|it| it.issued = Some(date(2025, 11, 1)));
    assert_eq!(at_desk(&old), []);
    assert_eq!(at_desk(&[new(41, "A"), new(44, "B"), new(47, "C")]), []);
    // One spoilt form between two.
    assert_eq!(
        at_desk(&[new(41, "A"), new(43, "B"), new(45, "C")]),
        [Rule::ConsecutiveDocuments]
    );
}

#[test]
fn a_minor_travels_with_kin_or_with_consent() {
    let child = |number: u32| Seen {
        birth: PartialDate::parse("2014-06-01").ok(),
        ..woman(number * 100, &format!("S{number}"))
    };
    assert_eq!(at_desk(&[child(1)]), [Rule::MinorAlone]);
    let with = |number: u32, related: bool, consent: bool| Seen {
        with_adult: "P1".to_owned(),
        related,
        consent,
        ..child(number)
    };
    assert_eq!(at_desk(&[with(1, true, false)]), []);
    assert_eq!(at_desk(&[with(1, false, true)]), []);
    assert_eq!(
        at_desk(&[with(1, false, true), with(2, false, true)]),
        [Rule::AdultWithMinors]
    );
    assert_eq!(at_desk(&[with(1, true, false), with(2, true, false)]), []);
    let mut grown = child(1);
    grown.birth = PartialDate::parse("2008-11-25").ok();
    assert_eq!(at_desk(&[grown]), []);
}
