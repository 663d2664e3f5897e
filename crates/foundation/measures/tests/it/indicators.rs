//! Indicators as text.

use measures::{Dimension, Measure, parse};
use vocab::AccessClass;

use crate::desk::INDICATORS;

#[test]
fn what_is_written_is_what_is_measured() {
    let found = parse(INDICATORS).unwrap();
    assert_eq!(found.len(), 5);
    let people = &found[0];
    assert_eq!(people.measure, Measure::Sum("#affected+ind".to_owned()));
    assert_eq!(
        people.by["cause"],
        Dimension::Field("#cause+type".to_owned())
    );
    let sex = Dimension::Breakdown {
        breakdown: "sex".to_owned(),
        unit: "people".to_owned(),
    };
    assert_eq!(people.by["sex"], sex);
    assert_eq!(people.class, AccessClass::Open);
    assert_eq!(
        people.smallest_public, 10.0,
        "small numbers are hidden unless said otherwise"
    );
    assert_eq!(found[3].measure, Measure::Count);
    assert_eq!(found[3].conditions[0].one_of, ["flood"]);
    assert!(found[3].published.is_none());
}

#[test]
fn every_fault_of_every_indicator_is_told_at_once() {
    let text = r##"
[[indicator]]
id = "first"
title = { en = "First" }
register = "areas"
measure = { sum = "affected" }
unit = "people"
never_add = ["#adm+level", "#+x"]
class = "open"

[[indicator]]
id = "first"
title = {}
register = "areas"
measure = "count"
unit = "people"
class = "open"

[[indicator]]
id = "second"
title = { en = "Second" }
register = "areas"
measure = "count"
unit = "people"
class = "open"
colour = "red"

[[indicator]]
title = { en = "Third" }
register = "areas"
unit = "people"
class = "secret"

[[indicator]]
id = "../Fourth"
title = { en = "Fourth" }
register = "areas"
measure = { mean = "#affected" }
unit = "people"
class = "open"

[[indicator]]
id = "../Fifth"
title = { en = "Fifth" }
register = "areas"
measure = "count"
unit = "people"
class = "open"
"##;
    let told: Vec<String> = parse(text)
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect();
    let wanted = [
        ("first", "affected"),
        ("first", "#+x"),
        ("first", "no title"),
        ("first", "twice"),
        ("second", "colour"),
        ("number 4", ""),
        ("../Fourth", "mean"),
        ("../Fifth", "lower case"),
    ];
    assert_eq!(told.len(), wanted.len(), "{told:#?}");
    for (line, (indicator, part)) in told.iter().zip(wanted) {
        assert!(
            line.starts_with(&format!("indicator {indicator}: ")),
            "{line}"
        );
        assert!(line.contains(part), "{part} is missing in {line}");
    }
}

#[test]
fn a_file_that_is_no_toml_is_told_with_its_line() {
    let told = parse("[[indicator]]\nid = people\n").unwrap_err();
    assert_eq!(told.len(), 1);
    assert!(told[0].to_string().contains("line 2"), "{}", told[0]);
    assert!(parse("").unwrap().is_empty());
    let told = parse("[[indicators]]\nid = \"x\"\n").unwrap_err();
    assert!(
        told[0].reason.contains("indicators"),
        "a misspelt table is no empty file"
    );
}
