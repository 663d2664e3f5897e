//! Indications of forgery on one genuine document and on what is done to it.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use travel_document::{
    Zone,
    forgery::{
        BadNumber, BadNumbers, ChipData, Indication, Known, Parts, Series, Visual, Weight,
        indications,
    },
};
use vocab::PartialDate;

const GENUINE: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
const ON: Date = date(2010, 6, 1);

fn visual() -> Visual {
    Visual {
        surname: Some("Eriksson".to_owned()),
        given_names: Some("Anna Maria".to_owned()),
        document_number: Some("L898902C3".to_owned()),
        nationality: Some("UTO".to_owned()),
        birth: PartialDate::parse("1974-08-12").ok(),
        sex: Some('F'),
        expiry: Some(date(2012, 4, 15)),
        issued: Some(date(2007, 4, 16)),
    }
}

fn chip() -> ChipData<'static> {
    ChipData {
        zone: Some(GENUINE),
        birth: Some(date(1974, 8, 12)),
        issued: Some(date(2007, 4, 16)),
    }
}

fn found(text: &str, visual: Visual, chip: ChipData<'_>, known: &Known) -> Vec<Indication> {
    let zone = Zone::read(text).expect("a zone");
    indications(
        &Parts {
            zone: &zone,
            visual,
            chip,
        },
        known,
        ON,
    )
}

fn rules(found: &[Indication]) -> Vec<(&'static str, Weight)> {
    found.iter().map(|it| (it.rule, it.weight)).collect()
}

#[test]
fn a_genuine_document_has_none() {
    assert_eq!(found(GENUINE, visual(), chip(), &Known::default()), []);
    assert_eq!(
        found(
            GENUINE,
            Visual::default(),
            ChipData::default(),
            &Known::default()
        ),
        []
    );
}

#[test]
fn an_altered_zone_differs_from_chip_and_visual_zone() {
    // another name, which no check digit covers
    let altered = GENUINE.replace("ERIKSSON<<ANNA", "ERIKSEN<<<ANNA");
    let found_ = found(&altered, visual(), chip(), &Known::default());
    let named = rules(&found_);
    assert!(
        named.contains(&("chip against printed zone", Weight::Grave)),
        "{found_:?}"
    );
    assert!(
        named.contains(&("visual zone against printed zone", Weight::Unusual)),
        "{found_:?}"
    );
    // another number without its digit
    let altered = GENUINE.replace("L898902C3", "L898902C4");
    let named = found(&altered, visual(), chip(), &Known::default());
    assert!(
        rules(&named).contains(&("check digit", Weight::Unusual)),
        "{named:?}"
    );
    assert_eq!(named[0].weight, Weight::Grave, "the gravest come first");
}

#[test]
fn each_visual_field_is_held_against_the_zone() {
    let changed: [(&str, fn(&mut Visual)); 7] = [
        ("surname", |it| it.surname = Some("Erikson".to_owned())),
        ("given names", |it| {
            it.given_names = Some("Hanna Maria".to_owned());
        }),
        ("number", |it| {
            it.document_number = Some("L898902C8".to_owned());
        }),
        ("nationality", |it| it.nationality = Some("XXB".to_owned())),
        ("date of birth", |it| {
            it.birth = PartialDate::parse("1984-08-12").ok();
        }),
        ("sex", |it| it.sex = Some('M')),
        ("date of expiry", |it| it.expiry = Some(date(2013, 4, 15))),
    ];
    for (what, change) in changed {
        let mut visual = visual();
        change(&mut visual);
        let found = found(GENUINE, visual, chip(), &Known::default());
        assert_eq!(found.len(), 1, "{what}: {found:?}");
        assert!(found[0].reason.contains(what), "{what}: {found:?}");
    }
}

#[test]
fn spellings_of_the_tables_are_no_difference() {
    let zone = "P<D<<MUELLER<<JOERG<<<<<<<<<<<<<<<<<<<<<<<<<\nC01X0006H1D<<6408125M1710319<<<<<<<<<<<<<<<0";
    for (surname, given) in [("Müller", "Jörg"), ("MUELLER", "Joerg")] {
        let visual = Visual {
            surname: Some(surname.to_owned()),
            given_names: Some(given.to_owned()),
            ..Visual::default()
        };
        let found = found(zone, visual, ChipData::default(), &Known::default());
        assert!(found.iter().all(|it| it.rule == "check digit"), "{found:?}");
    }
}

#[test]
fn a_shortened_name_is_one_only_where_the_field_is_full() {
    let short = GENUINE.replace("ERIKSSON<<ANNA<MARIA<<<<<<", "ERIK<<ANNA<MARIA<<<<<<<<<<");
    let named = found(&short, visual(), ChipData::default(), &Known::default());
    assert_eq!(
        rules(&named),
        [("visual zone against printed zone", Weight::Unusual)],
        "{named:?}"
    );
    let full = "P<UTOERIKSSON<<ANNA<MARIA<ALEXANDRA<KATHARIN\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    let visual = Visual {
        given_names: Some("Anna Maria Alexandra Katharina Sofia".to_owned()),
        ..visual()
    };
    let named = found(full, visual, ChipData::default(), &Known::default());
    assert_eq!(named, []);
}

#[test]
fn dates_that_cannot_be_are_named() {
    let cases = [
        (date(2011, 1, 1), "after the day of the check"),
        (date(1970, 1, 1), "before its holder was born"),
        (date(1999, 1, 1), "longer than states issue"),
    ];
    for (issued, reason) in cases {
        let visual = Visual {
            issued: Some(issued),
            ..visual()
        };
        let chip = ChipData {
            issued: Some(issued),
            ..chip()
        };
        let found = found(GENUINE, visual, chip, &Known::default());
        assert!(
            found
                .iter()
                .any(|it| it.rule == "impossible dates" && it.reason.contains(reason)),
            "{issued}: {found:?}"
        );
    }
    let swapped = Visual {
        expiry: Some(date(2005, 1, 1)),
        ..visual()
    };
    let found = found(GENUINE, swapped, chip(), &Known::default());
    assert!(
        found
            .iter()
            .any(|it| it.reason.contains("before it was issued")),
        "{found:?}"
    );
}

#[test]
fn numbers_outside_their_series_are_named() {
    let series = |pattern: &str, to: Option<Date>| Known {
        series: vec![Series {
            issuer: "UTO".to_owned(),
            document_code: "P".to_owned(),
            pattern: pattern.to_owned(),
            from: None,
            to,
            source: "circular 3".to_owned(),
        }],
        bad: BadNumbers::default(),
    };
    let named = |known: &Known| {
        rules(&found(GENUINE, visual(), chip(), known))
            .first()
            .copied()
    };
    assert_eq!(named(&series("L######?#", None)), None);
    assert_eq!(
        named(&series("########", None)),
        Some(("issuing series", Weight::Unusual))
    );
    assert_eq!(
        named(&series("L######?#", Some(date(2006, 12, 31)))),
        Some(("issuing series", Weight::Grave))
    );
    let mut other_state = series("########", None);
    other_state.series[0].issuer = "XOM".to_owned();
    assert_eq!(named(&other_state), None);
}

#[test]
fn known_bad_numbers_are_hits_and_look_alikes_are_asked_again() {
    let bad = |number: &str, issuer: &str| Known {
        series: Vec::new(),
        bad: BadNumbers::new([BadNumber {
            issuer: issuer.to_owned(),
            number: number.to_owned(),
            reason: "stolen blank".to_owned(),
        }]),
    };
    let named = |known: &Known| {
        rules(&found(GENUINE, visual(), chip(), known))
            .first()
            .copied()
    };
    assert_eq!(
        named(&bad("L 898902 C3", "UTO")),
        Some(("known-bad number", Weight::Grave))
    );
    assert_eq!(
        named(&bad("L8989O2C3", "UTO")),
        Some(("known-bad number", Weight::Slip))
    );
    assert_eq!(named(&bad("L898902C3", "XOM")), None);
    assert_eq!(named(&bad("L898903C3", "UTO")), None);
}

proptest! {
    #[test]
    fn no_visual_zone_makes_it_panic(name in ".{0,40}", number in ".{0,20}", year in 1900_i16..2100, sex in any::<char>()) {
        let visual = Visual {
            surname: Some(name.clone()),
            given_names: Some(name),
            document_number: Some(number),
            birth: PartialDate::new(year, None, None).ok(),
            sex: Some(sex),
            issued: Date::new(year, 1, 1).ok(),
            ..Visual::default()
        };
        let found = found(GENUINE, visual, chip(), &Known::default());
        prop_assert!(found.iter().all(|it| !it.reason.is_empty()));
    }
}
