//! What holds for every document and for any text.

use jiff::civil::date;
use proptest::prelude::*;
use travel_document::{Document, Format, Report, Zone, check_digit};

fn documents() -> impl Strategy<Value = Document> {
    let formats = prop::sample::select(vec![
        Format::Td1,
        Format::Td2,
        Format::Td3,
        Format::MrvA,
        Format::MrvB,
    ]);
    let people = (
        "[A-Z]{1,12}( [A-Z]{1,12}){0,2}",
        "([A-Z]{1,12}( [A-Z]{1,12}){0,2})?",
        prop::sample::select(vec!['F', 'M', 'X', '<']),
    );
    let dates = (0..100u8, 1..=12u8, 1..=28u8, 0..100u8, 1..=12u8, 1..=28u8);
    (
        formats,
        people,
        dates,
        "[A-Z0-9]{1,9}",
        "[A-Z0-9]{0,3}",
        "[A-Z0-9]{0,4}",
    )
        .prop_map(
            |(format, (surname, given, sex), (by, bm, bd, ey, em, ed), number, rest, optional)| {
                let cards = matches!(format, Format::Td1 | Format::Td2);
                let code = match format {
                    Format::Td3 => "P",
                    Format::MrvA | Format::MrvB => "V",
                    _ => "I",
                };
                let long = cards && number.len() == 9 && format == Format::Td1;
                Document {
                    format,
                    document_code: code.into(),
                    issuing_state: "UTO".into(),
                    surname,
                    given_names: given,
                    document_number: if long {
                        format!("{number}{rest}")
                    } else {
                        number
                    },
                    nationality: "D".into(),
                    birth_date: format!("{by:02}{bm:02}{bd:02}"),
                    sex,
                    expiry_date: format!("{ey:02}{em:02}{ed:02}"),
                    optional_data: optional,
                    optional_data_2: String::new(),
                }
            },
        )
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(document in documents()) {
        let text = document.zone().expect("everything fits");
        let zone = Zone::read(&text).expect("a zone");
        prop_assert!(zone.verdict().is_valid(), "{}", text);
        prop_assert_eq!(zone.format(), document.format);
        prop_assert_eq!(zone.document_number(), document.document_number.as_str());
        prop_assert_eq!(zone.nationality().unwrap_or_default(), "D");
        prop_assert_eq!(zone.birth_date(), document.birth_date.as_bytes());
        prop_assert_eq!(zone.optional_data(), document.optional_data.as_str());
        let name = zone.name();
        if name.primary.len() + name.secondary.len() < 25 {
            prop_assert_eq!(name.primary, document.surname);
            prop_assert_eq!(name.secondary, document.given_names);
        }
    }

    #[test]
    fn one_wrong_character_under_a_digit_is_noticed(
        document in documents(),
        at in any::<prop::sample::Index>(),
        other in prop::sample::select(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".to_vec()),
    ) {
        let text = document.zone().expect("everything fits");
        let (start, width) = match document.format {
            Format::Td1 => (5, 9),
            Format::Td2 | Format::MrvB => (37, 9),
            _ => (45, 9),
        };
        let place = start + at.index(width);
        let mut forged = text.into_bytes();
        let before = forged[place];
        forged[place] = other;
        let same_value = check_digit::of(&[before]) == check_digit::of(&[other]);
        let forged = String::from_utf8(forged).expect("ASCII");
        let valid = Zone::read(&forged).expect("same shape").verdict().is_valid();
        // ten values under a modulus of ten: only the same value hides, as 7, 3 and 1 have no factor in common with ten
        prop_assert_eq!(valid, same_value, "{}", forged);
    }

    #[test]
    fn no_text_makes_it_panic(text in ".{0,120}") {
        let report = Report::of(&text, date(2026, 11, 25));
        prop_assert_eq!(report.valid && report.format.is_none(), false);
    }

    #[test]
    fn no_zone_shaped_text_makes_it_panic(text in "[A-Z0-9<|éV]{88}|[A-Z0-9<]{30}\\|[A-Z0-9<]{30}\\|[A-Z0-9<é]{30}|[A-Z0-9< ]{36}\\|[A-Z0-9<]{36}") {
        let report = Report::of(&text, date(2026, 11, 25));
        if report.valid {
            prop_assert!(report.errors.is_empty());
        }
    }
}
