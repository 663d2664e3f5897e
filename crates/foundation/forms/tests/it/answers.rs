//! Answers into typed values, and every fault at once.

use forms::{Fault, Form};
use serde_json::{Map, Value as Json, json};

const SURVEY: &str = "type,name,label,required,constraint,constraint_message::en,relevant,calculation,choice_filter\n\
    text,place,P,yes,,,,,\n\
    integer,individuals,I,yes,. >= 0,people cannot be negative,,,\n\
    integer,households,H,,. <= ${individuals},,,,\n\
    decimal,size,S,,,,,,\n\
    calculate,per_household,,,,,,${individuals} div ${households},\n\
    calculate,origins,,,,,,sum(${value}),\n\
    date,reported,R,,. <= '2030-01-01',,,,\n\
    dateTime,seen,S,,,,,,\n\
    partial_date,since,S,,,,,,\n\
    select_one yes_no,damaged,D,,,,,,\n\
    text,damage,W,yes,,,${damaged} = 'yes',,\n\
    select_multiple needs,needs,N,,count-selected(.) <= 2,,,,\n\
    select_one region,region,Re,,,,,,\n\
    select_one town,town,To,,,,,,region = ${region}\n\
    geopoint,point,Po,,,,,,\n\
    acknowledge,agreed,A,,,,,,\n\
    json,raw,J,,,,,,\n\
    note,hello,Hello,,,,,,\n\
    begin group,g,G,,,,${individuals} > 10,,\n\
    text,leader,L,yes,,,,,\n\
    end group,,,,,,,,\n\
    begin repeat,breakdown,B,,,,,,\n\
    select_one yes_no,kind,K,yes,,,,,\n\
    integer,value,V,,. <= ${individuals},,,,\n\
    calculate,double,,,,,,${value} * 2,\n\
    end repeat,,,,,,,,\n";
const CHOICES: &str = "list_name,name,label,region\nyes_no,yes,Yes,\nyes_no,no,No,\nneeds,water,W,\nneeds,food,F,\n\
    needs,health,H,\nregion,n,N,\nregion,s,S,\ntown,a,A,n\ntown,b,B,s\n";

fn check(answers: &Json) -> (Map<String, Json>, Vec<Fault>) {
    let form = Form::from_csv_sheets(SURVEY, CHOICES, "").expect("a sound form");
    form.check(answers.as_object().expect("an object"))
}

fn told(answers: &Json) -> Vec<String> {
    check(answers)
        .1
        .iter()
        .map(|fault| format!("{} {}", fault.field, fault.code))
        .collect()
}

#[test]
fn answers_are_typed_and_normalised() {
    let (typed, faults) = check(&json!({
        "place": "Be\u{301}ja", "individuals": 9.0, "households": "3", "size": "2.50", "reported": " 2024-05-01 ",
        "seen": "2024-05-01T10:00:00+03:00", "since": "2024-05", "damaged": "no", "needs": "food water food",
        "region": "n", "town": "a", "point": "33.3 44.4 12 5", "agreed": "OK", "raw": {"b": [1, "e\u{301}"]},
        "breakdown": [{"kind": "yes", "value": "4"}, {"kind": "no", "value": 5}], "leader": "", "hello": null
    }));
    assert_eq!(faults, []);
    assert_eq!(
        Json::Object(typed),
        json!({
            "place": "Béja", "individuals": 9, "households": 3, "size": 2.5, "per_household": 3, "origins": 9,
            "reported": "2024-05-01", "seen": "2024-05-01T10:00:00+03:00", "since": "2024-05", "damaged": "no",
            "needs": ["water", "food"], "region": "n", "town": "a",
            "point": {"lat": 33.3, "lon": 44.4, "alt": 12.0, "accuracy": 5.0}, "agreed": true, "raw": {"b": [1, "é"]},
            "breakdown": [{"kind": "yes", "value": 4, "double": 8}, {"kind": "no", "value": 5, "double": 10}]
        })
    );
}

#[test]
fn every_fault_is_told_at_once_by_path() {
    let found = told(&json!({
        "individuals": -5, "households": 2.5, "size": "many", "reported": "2024-13-01", "seen": "2024-05-01 10:00",
        "since": "May 2024", "damaged": "perhaps", "damage": "roof", "needs": ["water", "food", "health"],
        "region": "n", "town": "b", "point": {"lat": 95, "lon": 3}, "agreed": 3, "ghost": 1, "hello": "x",
        "breakdown": [{"kind": "yes", "value": -7}, {"value": "x"}, {"kind": "no", "other": 1}], "raw": "a\u{0}b"
    }));
    assert_eq!(
        found,
        [
            "agreed type",
            "breakdown[1].kind required",
            "breakdown[1].value type",
            "breakdown[2].other unknown_field",
            "damage not_relevant",
            "damaged choice",
            "ghost unknown_field",
            "hello unknown_field",
            "households type",
            "individuals constraint",
            "needs constraint",
            "place required",
            "point type",
            "raw text",
            "reported type",
            "seen type",
            "since type",
            "size type",
            "town choice"
        ]
    );
}

#[test]
fn a_group_asks_its_fields_only_where_it_applies() {
    assert_eq!(
        told(&json!({"place": "x", "individuals": 11})),
        ["leader required"]
    );
    assert_eq!(
        told(&json!({"place": "x", "individuals": 9, "leader": "y"})),
        ["leader not_relevant"]
    );
}

#[test]
fn what_does_not_fit_is_kept_as_it_came_and_never_repeated_in_words() {
    let (typed, faults) = check(&json!({"place": "x", "individuals": "Amina", "ghost": "Yusuf"}));
    assert_eq!(typed["individuals"], json!("Amina"));
    assert_eq!(typed["ghost"], json!("Yusuf"));
    assert!(
        faults
            .iter()
            .all(|fault| !fault.reason.contains("Amina") && !fault.reason.contains("Yusuf"))
    );
}

#[test]
fn the_forms_own_message_is_used() {
    let (_, faults) = check(&json!({"place": "x", "individuals": -1}));
    assert_eq!(faults[0].reason, "people cannot be negative");
}

#[test]
fn a_repeats_field_of_the_wrong_shape_is_one_fault() {
    assert_eq!(
        told(&json!({"place": "x", "individuals": 1, "breakdown": {"a": 1}})),
        ["breakdown type"]
    );
    assert_eq!(
        told(&json!({"place": "x", "individuals": 1, "breakdown": [1]})),
        ["breakdown type"]
    );
}
