//! Submissions held against their form.

use std::collections::BTreeMap;

use proptest::prelude::*;
use xform::{DataType, Rule, Severity, Submission, XForm, fits, validate};

use crate::household::{FORM, GOOD, Phone, breaches, findings_of, form, sent};

fn changed(from: &str, to: &str) -> Vec<(String, Vec<usize>, Rule)> {
    assert!(GOOD.contains(from), "{from}");
    breaches(&GOOD.replace(from, to))
}

fn one(path: &str, repeats: &[usize], rule: Rule) -> Vec<(String, Vec<usize>, Rule)> {
    vec![(path.to_owned(), repeats.to_vec(), rule)]
}

#[test]
fn a_good_submission_has_no_finding() {
    assert_eq!(breaches(GOOD), []);
}

#[test]
fn types_and_constraints() {
    assert_eq!(
        changed("<size>2<", "<size>two<"),
        one("/data/size", &[], Rule::Type)
    );
    assert_eq!(
        changed("1.5 2.5 300 4.5", "95 2.5 0 0"),
        one("/data/place", &[], Rule::Type)
    );
    assert_eq!(
        changed("a.jpg", "../a.jpg"),
        one("/data/photo", &[], Rule::Type)
    );
    assert_eq!(
        changed("<size>2<", "<size>0<"),
        one("/data/size", &[], Rule::Constraint)
    );
    assert_eq!(
        changed("<phone/>", "<phone>12345678x</phone>"),
        one("/data/phone", &[], Rule::Constraint)
    );
    assert_eq!(changed("<phone/>", "<phone>123456789</phone>"), []);
    let found = findings_of(&sent(&GOOD.replace("<age>8<", "<age>-1<")));
    assert_eq!(
        (
            found[0].rule,
            found[0].severity,
            found[0].repeats.as_slice()
        ),
        (Rule::Constraint, Severity::Error, [2].as_slice())
    );
    assert_eq!(found[0].messages["Arabic (ar)"], "العمر");
    assert_eq!(found[0].value.as_deref(), Some("-1"));
}

#[test]
fn required_counts_where_it_is_relevant() {
    assert_eq!(
        changed("<head>Amina</head>", "<head> </head>"),
        one("/data/head", &[], Rule::Required)
    );
    assert_eq!(
        changed("<head>Amina</head>", ""),
        one("/data/head", &[], Rule::Required)
    );
    // the reason is asked for only without consent, and then size is not
    assert_eq!(
        changed(
            "<consent>yes</consent><size>2</size>",
            "<consent>no</consent>"
        ),
        one("/data/why/reason", &[], Rule::Required)
    );
    assert_eq!(
        changed(
            "<consent>yes</consent><size>2</size>",
            "<consent>no</consent><why><reason>busy</reason></why>"
        ),
        []
    );
    // per repeat instance: only the child of eight is asked about school
    assert_eq!(
        changed("<school>yes</school>", ""),
        one("/data/person/school", &[2], Rule::Required)
    );
}

#[test]
fn answers_where_nothing_was_asked() {
    assert_eq!(
        changed("<age>31</age>", "<age>31</age><school>yes</school>"),
        one("/data/person/school", &[1], Rule::Relevance)
    );
    // relevance is inherited from the group
    assert_eq!(
        changed("<photo>", "<why><reason>x</reason></why><photo>"),
        one("/data/why/reason", &[], Rule::Relevance)
    );
}

#[test]
fn choices_follow_their_filter() {
    assert_eq!(
        changed("<consent>yes", "<consent>maybe"),
        [
            ("/data/consent".to_owned(), vec![], Rule::Choice),
            ("/data/size".to_owned(), vec![], Rule::Relevance),
        ]
    );
    assert_eq!(
        changed("<water>well river<", "<water>well sea<"),
        one("/data/water", &[], Rule::Choice)
    );
    assert_eq!(
        changed("<camp>k1<", "<camp>k2<"),
        one("/data/camp", &[], Rule::Choice)
    );
    assert_eq!(
        changed("<adm1>n</adm1><camp>k1<", "<adm1>s</adm1><camp>k2<"),
        breaches(GOOD)
    );
}

#[test]
fn calculations_differ_for_information_and_clocks_do_not_count() {
    assert_eq!(
        changed("<total>2<", "<total>3<"),
        one("/data/total", &[], Rule::Calculate)
    );
    assert_eq!(
        changed("<total>2<", "<total>2.0<"),
        one("/data/total", &[], Rule::Type)
    );
    assert_eq!(changed("<made_on>2024-03-05<", "<made_on>2020-01-01<"), []);
}

#[test]
fn unknown_nodes_and_versions() {
    assert_eq!(
        changed("<phone/>", "<fax><number>1</number></fax>"),
        one("/data/fax", &[], Rule::UnknownNode)
    );
    let other = Submission::read(format!("<data id='hh' version='2'>{GOOD}</data>").as_bytes())
        .expect("reads");
    assert_eq!(findings_of(&other)[0].rule, Rule::Version);
}

#[test]
fn what_cannot_be_checked_is_said_once() {
    let found = validate(&form(), &sent(GOOD), &Phone, &BTreeMap::new());
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].rule, found[0].path.as_str()),
        (Rule::Unchecked, "/data/camp")
    );
    assert!(
        found[0]
            .detail
            .as_ref()
            .is_some_and(|detail| detail.contains("camps"))
    );
    let form = XForm::read(
        FORM.replace("regex(., '[0-9]{9}')", "frobnicate(.) and (")
            .as_bytes(),
    )
    .expect("reads");
    let found = validate(
        &form,
        &sent(&GOOD.replace("<phone/>", "<phone>1</phone>")),
        &Phone,
        &BTreeMap::new(),
    );
    assert!(
        found
            .iter()
            .any(|finding| finding.path == "/data/phone" && finding.rule == Rule::Unchecked)
    );
}

#[test]
fn findings_are_bounded() {
    let many = GOOD.to_owned() + &"<person><name/><age>200</age></person>".repeat(2000);
    let found = findings_of(&sent(&many));
    assert!(found.len() <= xform::MAX_FINDINGS + 3);
    assert!(
        found
            .iter()
            .any(|finding| finding.detail.as_deref()
                == Some("there are more findings than are kept"))
    );
}

#[test]
fn texts_of_types() {
    for (data_type, good, bad) in [
        (DataType::Int, "-12", "1.0"),
        (DataType::Decimal, "1.0E7", "1,5"),
        (DataType::Boolean, "true", "yes"),
        (DataType::Date, "2024-02-29", "2023-02-29"),
        (DataType::Time, "23:59:00.000+03:00", "24:00:00"),
        (
            DataType::DateTime,
            "2024-02-29T10:00:00.000-07",
            "2024-02-29 10:00:00",
        ),
        (DataType::Geotrace, "1 2 0 0; 1 3 0 0", "1 2 0 0"),
        (
            DataType::Geoshape,
            "1 2; 1 3; 2 3; 1 2",
            "1 2; 1 3; 2 3; 2 2",
        ),
    ] {
        assert!(fits(data_type, good), "{data_type:?} {good}");
        assert!(!fits(data_type, bad), "{data_type:?} {bad}");
    }
}

proptest! {
    #[test]
    fn any_answers_are_checked_without_panic(age in "\\PC{0,12}", size in "[0-9eE.+-]{0,20}", date in "[0-9T:Z+-]{0,30}") {
        let clean: String = age.chars().filter(|letter| !matches!(letter, '<' | '&' | '\u{fffe}' | '\u{ffff}') && *letter >= ' ').collect();
        let inner = GOOD.replace("<age>8<", &format!("<age>{clean}<")).replace("<size>2<", &format!("<size>{size}<"))
            .replace("2024-03-05T12:58:01.123+03:00", &date);
        let submission = sent(&inner);
        prop_assert_eq!(findings_of(&submission), findings_of(&submission), "checking again finds the same");
        xform::flatten(&form(), &submission);
    }
}
