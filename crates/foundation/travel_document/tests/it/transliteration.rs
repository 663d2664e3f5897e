//! The tables of Doc 9303-3, section 6.

use travel_document::transliteration::{Tradition, arabic_from_zone, spellings, to_zone};

fn zone(name: &str) -> String {
    to_zone(name, Tradition::General).text
}

#[test]
fn latin_letters_by_the_table() {
    assert_eq!(zone("Müller-Großmann"), "MUELLER GROSSMANN");
    assert_eq!(zone("O’Connor"), "OCONNOR");
    assert_eq!(zone("Þórður Ðæ"), "THORDUR DAE");
    assert_eq!(zone("Łukasz Żółć"), "LUKASZ ZOLC");
    assert_eq!(zone("Nguyễn Văn Đức"), "NGUYEN VAN DUC");
}

#[test]
fn cyrillic_by_language() {
    assert_eq!(zone("Щербаков"), "SHCHERBAKOV");
    assert_eq!(to_zone("Щербаков", Tradition::Bulgarian).text, "SHTERBAKOV");
    assert_eq!(
        to_zone("Гнатюк Юрій", Tradition::Ukrainian).text,
        "HNATIUK YURII"
    );
    assert_eq!(to_zone("Хаџић", Tradition::Serbian).text, "HADZIC");
}

#[test]
fn arabic_there_and_back() {
    assert_eq!(zone("محمود"), "MXHMWD");
    assert_eq!(zone("عبدالرحيم"), "EBDALRXHYM");
    for name in ["محمود", "عبدالرحيم", "خديجة", "شيخ طه"] {
        assert_eq!(arabic_from_zone(&zone(name)).as_deref(), Some(name));
    }
    assert_eq!(zone("محمّد"), "MXHMMD");
    assert_eq!(arabic_from_zone("ERIKSSON<P"), None);
}

#[test]
fn what_no_table_has_is_named_and_left_out() {
    let written = to_zone("王 Wang", Tradition::General);
    assert_eq!(written.text, "WANG");
    assert_eq!(written.unknown, ['王']);
}

#[test]
fn every_allowed_spelling_is_offered_within_the_limit() {
    assert_eq!(spellings("Müller", 8), ["MUELLER", "MULLER", "MUXXLLER"]);
    assert!(spellings("üüüüüüüüüüüüüüü", 16).len() <= 16);
}
