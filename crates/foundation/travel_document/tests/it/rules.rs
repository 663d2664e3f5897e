//! Single rules of Doc 9303, each on an invented document.

use jiff::civil::date;
use travel_document::{Format, Report, Unreadable, Zone, check_digit, codes};

const PASSPORT: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<|L898902C36UTO7408122F1204159ZE184226B<<<<<10";

fn report(text: &str) -> Report {
    Report::of(text, date(2026, 11, 25))
}

#[test]
fn the_check_digit_is_that_of_the_standard() {
    assert_eq!(check_digit::of(b"520727"), b'3');
    assert_eq!(check_digit::of(b"D23145890734"), b'9');
    assert_eq!(check_digit::of(b"<<<<<<<<<<<<<<"), b'0');
}

#[test]
fn a_zone_is_found_with_bars_with_line_ends_and_without_any() {
    let joined = PASSPORT.replace('|', "");
    for text in [PASSPORT, &PASSPORT.replace('|', "\r\n"), &joined] {
        let zone = Zone::read(text).expect("a passport");
        assert_eq!(zone.format(), Format::Td3);
        assert!(zone.verdict().is_valid());
    }
}

#[test]
fn what_has_no_layout_is_refused_with_the_place() {
    assert_eq!(Zone::read("  ").map(|_| ()), Err(Unreadable::Empty));
    let short = &PASSPORT[..PASSPORT.len() - 1];
    let Err(error) = Zone::read(short) else {
        panic!("a line of 43 characters has no layout")
    };
    assert_eq!(
        error,
        Unreadable::Width {
            line: 2,
            found: 43,
            expected: 44
        }
    );
    assert!(matches!(
        Zone::read("A|B|C|D"),
        Err(Unreadable::Shape { lines: 4, .. })
    ));
    assert!(!report("hello").valid);
    assert_eq!(report("hello").format, None);
}

#[test]
fn an_empty_optional_field_may_have_a_filler_as_digit_and_a_full_one_may_not() {
    let empty =
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<|L898902C36UTO7408122F1204159<<<<<<<<<<<<<<<8";
    let zone = report(empty);
    let composite = zone.checks.last().map(|check| check.expected);
    let empty = format!("{}{}", &empty[..empty.len() - 1], composite.unwrap());
    assert!(report(&empty).valid);
    let full =
        "P<NLDMEULENDIJK<<LOES<ALBERTINE<<<<<<<<<<<<<|XX00000000NLD7110195F1108280123456782<<<<<<2";
    let full = report(full);
    assert!(!full.valid);
    assert!(
        full.warnings
            .iter()
            .any(|it| it.contains("known issuer habit"))
    );
}

#[test]
fn lower_case_and_foreign_characters_are_a_fault_and_no_panic() {
    let odd = PASSPORT.replace("ERIKSSON", "ERÎKSSO");
    let zone = report(&odd);
    assert!(!zone.valid);
    assert!(zone.errors[0].contains("not A to Z"));
    assert!(!report(&PASSPORT.to_lowercase()).valid);
}

#[test]
fn the_century_is_an_assumption_and_said() {
    let zone = Zone::read(PASSPORT).unwrap();
    let birth = zone.birth(date(2026, 11, 25)).unwrap();
    assert_eq!(birth.date.year(), 1974);
    assert!(birth.assumption.contains("not after the day"));
    assert_eq!(zone.birth(date(2074, 8, 11)).unwrap().date.year(), 1974);
    assert_eq!(zone.birth(date(2074, 8, 12)).unwrap().date.year(), 2074);
    assert_eq!(zone.expiry(date(2026, 11, 25)).unwrap().date.year(), 2012);
    assert_eq!(zone.expiry(date(2043, 1, 1)).unwrap().date.year(), 2112);
    assert!(
        report(PASSPORT)
            .warnings
            .contains(&"expired on 2012-04-15".to_owned())
    );
}

#[test]
fn unknown_parts_of_a_birth_date_stay_unknown() {
    use travel_document::dates;
    let on = date(2026, 11, 25);
    let year_only = dates::birth(b"74<<<<", on).unwrap().date;
    assert_eq!((year_only.year(), year_only.month()), (1974, None));
    assert!(dates::is_possible_birth(b"<<<<<<"));
    assert!(dates::birth(b"<<<<<<", on).is_none());
    assert!(!dates::is_possible_birth(b"7<0101"));
    assert!(!dates::is_possible_birth(b"740230"));
    assert!(dates::is_possible_birth(b"760229"));
    assert!(!dates::is_possible_birth(b"770229"));
    assert!(!dates::is_possible_expiry(b"12<<<<"));
}

#[test]
fn codes_of_states_are_those_of_the_standard() {
    for listed in ["SDN", "D<<", "UTO", "XXA", "RKS", "GBD", "EUE"] {
        assert!(codes::is_listed(listed.as_bytes()), "{listed}");
    }
    for not in ["RSL", "ROM", "ZAR", "D", "DE<", "<<<", "   "] {
        assert!(!codes::is_listed(not.as_bytes()), "{not}");
    }
    assert_eq!(codes::state_of("GBD"), "GBR");
    assert_eq!(codes::state_of("D"), "DEU");
}

#[test]
fn russian_names_with_digits_are_left_as_they_are() {
    let text =
        "PNRUSZDRIL7K<<SERGEQ<ANATOL9EVI8<<<<<<<<<<<<|3919353498RUS7207233M<<<<<<<4151218910003<50";
    assert_eq!(report(text).corrections, []);
}
