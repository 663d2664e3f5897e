//! Zones that are written.

use travel_document::{Document, Format, GenerationError, Zone, names};

pub fn passport() -> Document {
    Document {
        format: Format::Td3,
        document_code: "P".into(),
        issuing_state: "UTO".into(),
        surname: "ERIKSSON".into(),
        given_names: "ANNA MARIA".into(),
        document_number: "L898902C3".into(),
        nationality: "UTO".into(),
        birth_date: "740812".into(),
        sex: 'F',
        expiry_date: "120415".into(),
        optional_data: "ZE184226B".into(),
        optional_data_2: String::new(),
    }
}

#[test]
fn the_specimen_of_the_standard_is_written_character_by_character() {
    assert_eq!(
        passport().zone().unwrap(),
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<|L898902C36UTO7408122F1204159ZE184226B<<<<<10"
    );
}

#[test]
fn a_long_number_goes_on_in_the_optional_field() {
    let card = Document {
        format: Format::Td1,
        document_code: "I".into(),
        surname: "STEVENSON".into(),
        given_names: "PETER JOHN".into(),
        document_number: "D23145890734".into(),
        birth_date: "340712".into(),
        sex: 'M',
        expiry_date: "950712".into(),
        optional_data: String::new(),
        ..passport()
    };
    let text = card.zone().unwrap();
    assert_eq!(
        text,
        "I<UTOD23145890<7349<<<<<<<<<<<|3407127M9507122UTO<<<<<<<<<<<2|STEVENSON<<PETER<JOHN<<<<<<<<<"
    );
    assert_eq!(Zone::read(&text).unwrap().document_number(), "D23145890734");
}

#[test]
fn a_name_too_long_keeps_a_letter_of_the_secondary_part_and_ends_in_a_letter() {
    let long = "NILAVADHANANDA CHAYAPA DEJTHAMRONG KRASUANG ABCDE";
    for width in [30, 31, 39] {
        for secondary in ["", "A", "KASEMSUT", "X Y Z W V U"] {
            let field = names::write(long, secondary, width);
            assert_eq!(field.len(), width);
            assert!(!field.ends_with('<'), "{field}");
            let read = names::read(field.as_bytes());
            assert_eq!(read.secondary.is_empty(), secondary.is_empty(), "{field}");
        }
    }
}

#[test]
fn what_cannot_stand_in_a_zone_is_refused_with_the_field() {
    let bad = Document {
        surname: "Müller".into(),
        ..passport()
    };
    assert!(matches!(
        bad.zone(),
        Err(GenerationError::Field {
            field: "surname",
            ..
        })
    ));
    let long = Document {
        document_number: "0123456789".into(),
        ..passport()
    };
    assert_eq!(
        long.zone(),
        Err(GenerationError::TooLong {
            field: "document_number",
            found: 10,
            room: 9
        })
    );
    let unborn = Document {
        birth_date: "749912".into(),
        ..passport()
    };
    assert!(unborn.zone().is_err());
}
