//! Functions of XPath 1.0 section 4 and of the ODK XForms specification.

use crate::answers::{text, text_at, value_at};

#[test]
fn texts() {
    assert_eq!(text("substring('12345', 2, 3)"), "234");
    assert_eq!(text("substring('12345', 1.5, 2.6)"), "234");
    assert_eq!(text("substring('12345', 0, 3)"), "12");
    assert_eq!(text("substring('12345', 0 div 0, 3)"), "");
    assert_eq!(text("substring('12345', -1 div 0, 1 div 0)"), "");
    assert_eq!(text("translate('bar', 'abc', 'AB')"), "BAr");
    assert_eq!(text("translate('--aaa--', 'abc-', 'ABC')"), "AAA");
    assert_eq!(text("normalize-space('  a   b ')"), "a b");
    assert_eq!(text("substring-after('1999/04/01', '/')"), "04/01");
    assert_eq!(text("substring-before('1999/04/01', '/')"), "1999");
    assert_eq!(text("string-length('été')"), "3");
    assert_eq!(text("substr('abcdef', 1, 3)"), "bc");
    assert_eq!(text("substr('abcdef', -2)"), "ef");
    assert_eq!(text("substr('abcdef', 4, 2)"), "");
    assert_eq!(text("concat('a', person/name, 1)"), "aAminaBakariChidi1");
    assert_eq!(text("join(', ', person/name)"), "Amina, Bakari, Chidi");
    assert_eq!(text("join('-')"), "");
    assert_eq!(text("ends-with('abc', 'bc')"), "true");
    assert_eq!(text("regex('AB12', '[A-Z]{2}[0-9]+')"), "true");
    assert_eq!(text("regex('xAB12', '[A-Z]{2}[0-9]+')"), "false");
    assert_eq!(text("regex('ab', 'a|b')"), "false");
    assert!(
        value_at("/data", "regex('a', '(?=a)')")
            .unwrap_err()
            .contains("pattern")
    );
    assert!(
        value_at("/data", "regex('a', '((a{500}){500}){500}')")
            .unwrap_err()
            .contains("pattern")
    );
}

#[test]
fn numbers() {
    assert_eq!(text("1 div 0"), "Infinity");
    assert_eq!(text("-1 div 0"), "-Infinity");
    assert_eq!(text("'' + 1"), "NaN");
    assert_eq!(text("blank + 1"), "NaN");
    assert_eq!(text("missing < 1 or missing > 1"), "false");
    // section 3.4
    assert_eq!(text("missing <= true()"), "true");
    assert_eq!(text("missing != 1"), "false");
    assert_eq!(text("person/age > 30"), "true");
    assert_eq!(text("person/age < 9"), "true");
    assert_eq!(
        text("number(person/age) > 30 and number(person/age) < 9"),
        "false"
    );
    assert_eq!(text("person/age != 8"), "true");
    assert_eq!(text("person/age = 8"), "true");
    assert_eq!(text("5 mod -2"), "1");
    assert_eq!(text("-5 mod 2"), "-1");
    assert_eq!(text("round(-2.5)"), "-2");
    assert_eq!(text("round(2.5)"), "3");
    assert_eq!(text("round(1.234, 2)"), "1.23");
    assert_eq!(text("round(-1.5, 0)"), "-2");
    assert_eq!(text("round(12345, -2)"), "12300");
    assert_eq!(text("int(-3.9)"), "-3");
    assert_eq!(text("number('1.0E3')"), "1000");
    assert_eq!(text("number('inf')"), "NaN");
    assert_eq!(text("pow(2, 10)"), "1024");
    assert_eq!(text("sum(person[age != '']/age)"), "39");
    assert_eq!(text("sum(person/age)"), "NaN");
    assert_eq!(text("min(person[age != '']/age, 4)"), "4");
    assert_eq!(text("max(3, size)"), "7");
    assert_eq!(text("max(nothing)"), "NaN");
    assert_eq!(text("0.1 + 0.2"), "0.30000000000000004");
    assert_eq!(text("1000000000000000000000"), "1000000000000000000000");
    assert_eq!(text("-0"), "0");
    assert_eq!(text("round(atan2(1, 1) * 4, 5) = round(pi(), 5)"), "true");
    assert_eq!(text("exp10(log10(1000))"), "1000");
}

#[test]
fn choices_and_conditions() {
    assert_eq!(text("selected(water, 'well')"), "true");
    assert_eq!(text("selected(water, 'we')"), "false");
    assert_eq!(text("selected-at(water, 1)"), "well");
    assert_eq!(text("selected-at(water, -1)"), "");
    assert_eq!(text("count-selected(water)"), "2");
    assert_eq!(text("count-selected(blank)"), "0");
    assert_eq!(text("count-non-empty(person/age)"), "2");
    assert_eq!(text("coalesce(blank, size)"), "7");
    assert_eq!(text("if(size > 5, 'large', frobnicate())"), "large");
    assert_eq!(text("boolean-from-string('1')"), "true");
    assert_eq!(text("boolean-from-string('yes')"), "false");
    assert_eq!(text("checklist(1, 2, 'true', true(), 1)"), "false");
    assert_eq!(text("checklist(-1, 3, 'true', true(), 1)"), "true");
    assert_eq!(
        text("weighted-checklist(5, -1, true(), 3, false(), 9, true(), 2)"),
        "true"
    );
    assert_eq!(text("jr:choice-name('river', '/data/water')"), "River");
    assert_eq!(text("jr:itext('hello')"), "Good day");
    assert_eq!(text_at("/data/size", "once(random())"), "7");
    assert_eq!(text_at("/data/blank", "once(random())"), "0.25");
    assert_eq!(text("${age} + 1"), "42");
    assert!(value_at("/data", "${sex}").unwrap_err().contains("sex"));
    assert!(
        value_at("/data", "selected(water)")
            .unwrap_err()
            .contains("2 arguments")
    );
    assert!(
        value_at("/data", "count(1)")
            .unwrap_err()
            .contains("number")
    );
}

#[test]
fn digests_are_the_published_ones() {
    // FIPS 180-4 and RFC 1321 test vectors for "abc"
    assert_eq!(
        text("digest('abc', 'MD5', 'hex')"),
        "900150983cd24fb0d6963f7d28e17f72"
    );
    assert_eq!(
        text("digest('abc', 'SHA-1', 'hex')"),
        "a9993e364706816aba3e25717850c26c9cd0d89d"
    );
    assert_eq!(
        text("digest('abc', 'SHA-256')"),
        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
    );
    assert!(
        value_at("/data", "digest('abc', 'CRC')")
            .unwrap_err()
            .contains("SHA-256")
    );
    assert_eq!(text("base64-decode('aGVsbG8=')"), "hello");
}

#[test]
fn places_on_earth() {
    // a degree of the equator on the sphere used: 2 * pi * 6378100 / 360
    assert_eq!(text("round(distance('0 0 0 0; 0 1 0 0'))"), "111319");
    assert_eq!(text("round(distance('0 0', '0 1'))"), "111319");
    assert_eq!(
        text("round(area('0 0; 0 1; 1 1; 1 0; 0 0') div 1000000)"),
        "12391"
    );
    assert_eq!(text("distance('somewhere')"), "NaN");
    assert_eq!(
        text("geofence('0.5 0.5', '0 0; 0 1; 1 1; 1 0; 0 0')"),
        "true"
    );
    assert_eq!(
        text("geofence('1.5 0.5', '0 0; 0 1; 1 1; 1 0; 0 0')"),
        "false"
    );
}

#[test]
fn a_seed_always_shuffles_alike() {
    let shuffled = |seed: u32| {
        text(&format!(
            "join(' ', randomize(instance('places')/root/item/name, {seed}))"
        ))
    };
    assert_eq!(shuffled(42), shuffled(42));
    let orders: std::collections::BTreeSet<_> = (1..40).map(|seed| shuffled(seed * 7919)).collect();
    assert!(orders.len() > 3, "{orders:?}");
    for order in &orders {
        let mut names: Vec<_> = order.split(' ').collect();
        names.sort_unstable();
        assert_eq!(names, ["a1", "a2", "b1"]);
    }
}
