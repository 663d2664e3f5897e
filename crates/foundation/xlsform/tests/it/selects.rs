//! Questions with choices, from every source.

use crate::{Xform, refused_at};

const YES_NO: &str = "
| choices |           |      |       |
|         | list_name | name | label |
|         | yn        | yes  | Yes   |
|         | yn        | no   | No    |
";

fn with(survey: &str) -> Xform {
    Xform::of(&format!("{survey}{YES_NO}"))
}

#[test]
fn every_spelling_of_a_select_gives_its_control() {
    for (written, control) in [
        ("select_one yn", "select1"),
        ("select one from yn", "select1"),
        ("select1 yn", "select1"),
        ("add select multiple prompt using yn", "select"),
        ("select_multiple yn", "select"),
        ("select all that apply from yn", "select"),
        ("rank yn", "rank"),
    ] {
        let form = with(&format!(
            "| survey | | | |\n| | type | name | label |\n| | {written} | q | Q |\n"
        ));
        assert_eq!(form.control_name("/data/q").unwrap(), control, "{written}");
        assert_eq!(form.nodeset("/data/q"), "instance('yn')/root/item");
    }
}

#[test]
fn or_other_adds_a_choice_and_a_question() {
    let form =
        with("| survey | | | |\n| | type | name | label |\n| | select_one yn or_other | q | Q |\n");
    assert_eq!(
        form.bind("/data/q_other", "relevant").unwrap(),
        "selected(../q, 'other')"
    );
    assert!(form.0.contains("<name>other</name>"));
}

#[test]
fn files_become_instances() {
    let form = Xform::of(
        "
| survey |                                |      |       |                          |
|        | type                           | name | label | parameters               |
|        | select_one_from_file sites.csv | a    | A     | value=code label=SiteName |
|        | select_multiple_from_file p.geojson | b | B   |                          |
|        | csv-external                   | rate |       |                          |
",
    );
    assert_eq!(
        form.instances(),
        [
            ("sites".to_owned(), "jr://file-csv/sites.csv".to_owned()),
            ("p".to_owned(), "jr://file/p.geojson".to_owned()),
            ("rate".to_owned(), "jr://file-csv/rate.csv".to_owned()),
        ]
    );
    assert!(
        form.0.contains("<value ref=\"code\"/>") && form.0.contains("<label ref=\"SiteName\"/>")
    );
    assert!(form.0.contains("<value ref=\"id\"/>") && form.0.contains("<label ref=\"title\"/>"));
}

#[test]
fn answers_of_a_repeat_are_choices() {
    let form = Xform::of(
        "
| survey |                 |      |       |
|        | type            | name | label |
|        | begin repeat    | r    | R     |
|        | text            | who  | W     |
|        | end repeat      |      |       |
|        | select_one ${who} | head | H   |
",
    );
    assert_eq!(form.nodeset("/data/head"), "/data/r[./who != '']");
}

#[test]
fn choices_are_shuffled_with_a_seed() {
    let form = with(
        "| survey | | | | |\n| | type | name | label | parameters |\n| | integer | s | S | |\n| | select_one yn | q | Q | randomize=true seed=${s} |\n",
    );
    assert_eq!(
        form.nodeset("/data/q"),
        "randomize(instance('yn')/root/item, /data/s)"
    );
}

#[test]
fn a_search_keeps_its_choices_in_the_question() {
    let form = with(
        "| survey | | | | |\n| | type | name | label | appearance |\n| | select_one yn | q | Q | search('hospitals') |\n",
    );
    assert!(form.instances().is_empty());
    assert!(form.0.contains("<value>yes</value>"));
}

#[test]
fn external_choices_are_a_query() {
    let form = crate::form(
        "
| survey           |                          |      |       |               |
|                  | type                     | name | label | choice_filter |
|                  | text                     | adm  | A     |               |
|                  | select_one_external town | town | T     | adm=${adm}    |
| external_choices |           |      |       |     |
|                  | list_name | name | label | adm |
|                  | town      | x    | X     | n   |
",
    );
    let xform = Xform(form.xform);
    assert_eq!(
        xform.control("/data/town", "query").unwrap(),
        "instance('town')/root/item[adm= /data/adm ]"
    );
    assert_eq!(
        form.itemsets.unwrap(),
        "\"list_name\",\"name\",\"label\",\"adm\"\r\n\"town\",\"x\",\"X\",\"n\"\r\n"
    );
}

#[test]
fn further_columns_stay_with_the_choice_in_their_order() {
    let form = Xform::of(
        "
| survey  |              |      |       |
|         | type         | name | label |
|         | select_one c | q    | Q     |
| choices |           |      |       |     |          |
|         | list_name | name | label | pop | geometry |
|         | c         | a    | A     | 12  | 1 2 0 0  |
",
    );
    let compact: String = form.0.split_whitespace().collect();
    assert!(compact.contains(
        "<item><name>a</name><label>A</label><pop>12</pop><geometry>1200</geometry></item>"
    ));
}

#[test]
fn a_table_list_shows_its_labels_once() {
    let form = with(
        "
| survey |               |      |       |            |
|        | type          | name | label | appearance |
|        | begin group   | g    | G     | table-list |
|        | select_one yn | a    | A     |            |
|        | select_one yn | b    | B     |            |
|        | end group     |      |       |            |
",
    );
    assert_eq!(form.control("/data/g", "appearance").unwrap(), "field-list");
    assert_eq!(
        form.control(
            "/data/g/reserved_name_for_field_list_labels_3",
            "appearance"
        )
        .unwrap(),
        "label"
    );
    assert_eq!(
        form.control("/data/g/b", "appearance").unwrap(),
        "list-nolabel"
    );
}

#[test]
fn a_list_that_is_not_there_and_names_with_spaces_are_refused() {
    refused_at(
        &format!(
            "| survey | | | |\n| | type | name | label |\n| | select_one ny | q | Q |\n{YES_NO}"
        ),
        2,
        "type",
        "not in choices sheet: ny",
    );
    refused_at(
        "
| survey  |                   |      |       |
|         | type              | name | label |
|         | select_multiple c | q    | Q     |
| choices |           |      |       |
|         | list_name | name | label |
|         | c         | a b  | A     |
",
        2,
        "type",
        "[a b] in [c]",
    );
}
