//! Repeats: a template and a copy, counts, and loops.

use crate::{Xform, refused_at};

#[test]
fn each_repeat_has_a_template_and_a_copy_and_inner_ones_follow_their_outer_one() {
    let form = Xform::of(
        "
| survey |              |      |       |
|        | type         | name | label |
|        | begin repeat | a    | A     |
|        | text         | x    | X     |
|        | begin repeat | b    | B     |
|        | text         | y    | Y     |
|        | end repeat   |      |       |
|        | end repeat   |      |       |
",
    );
    assert_eq!(
        form.instance_paths(),
        [
            "",
            "a*",
            "a/x",
            "a/b*",
            "a/b/y",
            "a",
            "a/x",
            "a/b",
            "a/b/y",
            "meta",
            "meta/instanceID"
        ]
    );
}

#[test]
fn a_count_that_is_an_expression_is_computed_by_a_hidden_question() {
    let form = Xform::of(
        "
| survey |              |      |       |              |
|        | type         | name | label | repeat_count |
|        | integer      | n    | N     |              |
|        | begin repeat | a    | A     | ${n} + 1     |
|        | text         | x    | X     |              |
|        | end repeat   |      |       |              |
|        | begin repeat | b    | B     | ${n}         |
|        | text         | y    | Y     |              |
|        | end repeat   |      |       |              |
",
    );
    assert_eq!(
        form.bind("/data/a_count", "calculate").unwrap(),
        " /data/n  + 1"
    );
    assert!(
        form.0
            .contains("<repeat nodeset=\"/data/a\" jr:count=\" /data/a_count \">")
    );
    assert!(
        form.0
            .contains("<repeat nodeset=\"/data/b\" jr:count=\" /data/n \">")
    );
}

#[test]
fn a_loop_is_a_group_for_every_choice() {
    let form = Xform::of(
        "
| survey  |                      |       |                   |
|         | type                 | name  | label             |
|         | begin loop over kind | count | Count             |
|         | integer              | n     | How many %(label)s? |
|         | end loop             |       |                   |
| choices |           |      |         |
|         | list_name | name | label   |
|         | kind      | cow  | Cows    |
|         | kind      | none | Nothing |
|         | kind      | goat | Goats   |
",
    );
    assert_eq!(form.bind("/data/count/cow/n", "type").unwrap(), "int");
    assert!(form.0.contains("<label>How many Goats?</label>"));
    assert!(!form.0.contains("/data/count/none"));
}

#[test]
fn groups_that_do_not_close_are_named_by_their_first_row() {
    refused_at(
        "
| survey |             |      |       |
|        | type        | name | label |
|        | text        | a    | A     |
|        | begin group | g    | G     |
|        | text        | b    | B     |
",
        3,
        "type",
        "Unmatched 'begin_group'",
    );
    refused_at(
        "
| survey |              |      |       |
|        | type         | name | label |
|        | begin group  | g    | G     |
|        | text         | b    | B     |
|        | end group    |      |       |
|        | end repeat   | r    |       |
",
        5,
        "type",
        "Unmatched 'end_repeat'",
    );
}

#[test]
fn groups_nested_without_end_are_refused_not_followed() {
    let mut md = String::from("| survey | | |\n| | type | name |\n");
    for depth in 0..5_000 {
        md.push_str(&format!("| | begin group | g{depth} |\n"));
    }
    let faults = crate::faults(&md);
    assert!(
        faults
            .iter()
            .any(|fault| fault.reason.contains("nested deeper"))
    );
}
