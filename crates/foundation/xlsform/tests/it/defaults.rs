//! Defaults, triggers and what happens at an event.

use crate::{Xform, refused_at};

fn events(form: &Xform, path: &str) -> Vec<String> {
    form.actions(path)
        .into_iter()
        .map(|(event, _)| event)
        .collect()
}

#[test]
fn constants_stay_in_the_instance_and_expressions_become_actions() {
    for (kind, default, constant) in [
        ("text", "foo-bar", true),
        ("text", "https://example.org/a", true),
        ("integer", "-3", true),
        ("date", "2026-01-31", true),
        ("geopoint", "10.1 -3.2 0 0", true),
        ("text", "now()", false),
        ("integer", "1 + 2", false),
        ("text", "${b}", false),
    ] {
        let form = Xform::of(&format!(
            "| survey | | | | |\n| | type | name | label | default |\n| | {kind} | a | A | {default} |\n| | text | b | B | |\n"
        ));
        assert_eq!(
            form.0.contains(&format!("<a>{default}</a>")),
            constant,
            "{default}"
        );
        assert_eq!(form.actions("/data/a").is_empty(), constant, "{default}");
    }
}

#[test]
fn within_a_repeat_a_default_is_computed_for_every_new_one() {
    let form = Xform::of(
        "
| survey |              |      |       |         |
|        | type         | name | label | default |
|        | begin repeat | r    | R     |         |
|        | text         | a    | A     | now()   |
|        | end repeat   |      |       |         |
",
    );
    assert_eq!(
        events(&form, "/data/r/a"),
        ["odk-instance-first-load", "odk-new-repeat"]
    );
}

#[test]
fn a_trigger_puts_the_action_into_the_question_that_changes() {
    let form = Xform::of(
        "
| survey |                     |      |       |             |         |
|        | type                | name | label | calculation | trigger |
|        | text                | a    | A     |             |         |
|        | dateTime            | when |       | now()       | ${a}    |
|        | background-geopoint | here |       |             | ${a}    |
",
    );
    assert_eq!(
        form.actions("/data/when"),
        [("xforms-value-changed".to_owned(), "now()".to_owned())]
    );
    assert_eq!(form.bind("/data/when", "calculate"), None);
    assert!(
        form.0
            .contains("<odk:setgeopoint ref=\"/data/here\" event=\"xforms-value-changed\"/>")
    );
}

#[test]
fn what_nobody_sees_triggers_nothing() {
    refused_at(
        "
| survey |           |      |       |             |         |
|        | type      | name | label | calculation | trigger |
|        | calculate | a    |       | 1 + 1       |         |
|        | dateTime  | when |       | now()       | ${a}    |
",
        2,
        "",
        "not user-visible",
    );
}

#[test]
fn the_device_records_place_and_sound_by_itself() {
    let form = Xform::of(
        "
| survey |                  |       |              |
|        | type             | name  | parameters   |
|        | start-geopoint   | place |              |
|        | background-audio | sound | quality=low  |
",
    );
    assert_eq!(events(&form, "/data/place"), ["odk-instance-first-load"]);
    assert!(form.0.contains(
        "<odk:recordaudio ref=\"/data/sound\" event=\"odk-instance-load\" odk:quality=\"low\"/>"
    ));
}
