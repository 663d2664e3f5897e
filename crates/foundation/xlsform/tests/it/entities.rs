//! Entities: declarations, properties, and where their block goes.

use crate::{Xform, form, refused_at};

#[test]
fn a_list_of_the_survey_creates_and_says_2024() {
    let xform = Xform::of(
        "
| survey   |      |      |       |         |
|          | type | name | label | save_to |
|          | text | name_of_site | Name | site_name |
| entities |           |                |
|          | list_name | label          |
|          | sites     | ${name_of_site} |
",
    );
    assert!(xform.0.contains("entities:entities-version=\"2024.1.0\""));
    assert!(
        xform
            .0
            .contains("<entity dataset=\"sites\" create=\"1\" id=\"\">")
    );
    assert_eq!(
        xform.actions("/data/meta/entity/@id"),
        [("odk-instance-first-load".to_owned(), "uuid()".to_owned())]
    );
    assert_eq!(
        xform.bind("/data/name_of_site", "saveto").unwrap(),
        "site_name"
    );
    assert_eq!(
        xform.bind("/data/meta/entity/label", "calculate").unwrap(),
        " /data/name_of_site "
    );
}

#[test]
fn an_update_looks_its_base_up() {
    let xform = Xform::of(
        "
| survey   |                                |      |       |
|          | type                           | name | label |
|          | select_one_from_file sites.csv | site | Site  |
| entities |           |           |              |
|          | list_name | entity_id | update_if    |
|          | sites     | ${site}   | ${site} != '' |
",
    );
    assert_eq!(
        xform
            .bind("/data/meta/entity/@baseVersion", "calculate")
            .unwrap(),
        "instance('sites')/root/item[name= /data/site ]/__version"
    );
    assert_eq!(
        xform
            .bind("/data/meta/entity/@update", "calculate")
            .unwrap(),
        " /data/site  != ''"
    );
    assert!(xform.actions("/data/meta/entity/@id").is_empty());
}

#[test]
fn a_list_in_a_repeat_has_a_block_in_each_and_says_2025() {
    let converted = form(
        "
| survey   |              |        |       |               |
|          | type         | name   | label | save_to       |
|          | text         | camp   | C     | sites#camp    |
|          | begin repeat | person | P     |               |
|          | text         | given  | G     | people#given  |
|          | end repeat   |        |       |               |
| entities |           |          |
|          | list_name | label    |
|          | sites     | ${camp}  |
|          | people    | ${given} |
",
    );
    let xform = Xform(converted.xform);
    assert!(xform.0.contains("entities:entities-version=\"2025.1.0\""));
    assert_eq!(
        xform
            .bind("/data/person/meta/entity/label", "calculate")
            .unwrap(),
        " ../../../given "
    );
    let events: Vec<String> = xform
        .actions("/data/person/meta/entity/@id")
        .into_iter()
        .map(|(event, _)| event)
        .collect();
    assert_eq!(events, ["odk-instance-first-load", "odk-new-repeat"]);
    assert_eq!(converted.entities.len(), 2);
    assert_eq!(converted.entities[1].properties, ["given"]);
}

#[test]
fn declarations_that_cannot_work_are_refused_in_their_row() {
    for (header, row, about) in [
        ("list_name", "sites", "needs a 'label'"),
        (
            "list_name | label | update_if",
            "sites | a | true()",
            "needs an 'entity_id'",
        ),
        (
            "list_name | label | entity_id | create_if",
            "sites | a | ${q} | true()",
            "needs an 'update_if'",
        ),
        ("list_name | label", "__sites | a", "two underscores"),
        ("list_name | label", "a.b | a", "period"),
        ("list_name | label", "1a | a", "letter or underscore"),
    ] {
        let md = format!(
            "| survey | | | |\n| | type | name | label |\n| | text | q | Q |\n| entities | |\n| | {header} |\n| | {row} |\n"
        );
        let found = crate::faults(&md);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!(
            (found[0].sheet.as_str(), found[0].row),
            ("entities", Some(2)),
            "{found:#?}"
        );
        assert!(found[0].reason.contains(about), "{}", found[0]);
    }
}

#[test]
fn properties_that_cannot_be_saved_are_refused_in_their_row() {
    for (save_to, about) in [
        ("name", "must not be 'name' or 'label'"),
        ("LABEL", "must not be 'name' or 'label'"),
        ("__x", "two underscores"),
        ("a b", "letter or underscore"),
        ("other#x", "'other' was not found"),
        ("sites#a#b", "at most one '#'"),
    ] {
        let md = format!(
            "| survey | | | | |\n| | type | name | label | save_to |\n| | text | q | Q | {save_to} |\n| entities | | |\n| | list_name | label |\n| | sites | a |\n"
        );
        refused_at(&md, 2, "save_to", about);
    }
}

#[test]
fn two_lists_for_one_container_are_refused() {
    let md = "
| survey   |              |        |       |          |
|          | type         | name   | label | save_to  |
|          | text         | a      | A     | one#a    |
|          | text         | b      | B     | two#b    |
| entities |           |       |
|          | list_name | label |
|          | one       | ${a}  |
|          | two       | ${b}  |
";
    let found = crate::faults(md);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        (found[0].sheet.as_str(), found[0].row),
        ("entities", Some(3))
    );
}
