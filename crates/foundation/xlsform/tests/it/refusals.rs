//! What is refused, every fault at once and in its place.

use crate::{faults, refused_at};

#[test]
fn all_faults_are_reported_at_once() {
    let found = faults(
        "
| survey  |                |      |       |
|         | type           | name | label |
|         | text           | a    | A     |
|         | text           | a    | A     |
|         | colour         | b    | B     |
|         | select_one ny  | c    | C     |
|         | text           | 1d   | D     |
|         | calculate      | e    |       |
| choices |           |      |       |
|         | list_name | name | label |
|         | yn        | yes  | Yes   |
|         | yn        | yes  | Yes   |
",
    );
    let places: Vec<(&str, Option<u32>, &str)> = found
        .iter()
        .map(|fault| (fault.sheet.as_str(), fault.row, fault.column.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            ("choices", Some(3), "name"),
            ("survey", Some(3), "name"),
            ("survey", Some(4), "type"),
            ("survey", Some(5), "type"),
            ("survey", Some(6), "name"),
            ("survey", Some(7), "calculation"),
        ]
    );
}

#[test]
fn rows_that_say_too_little_are_refused() {
    refused_at(
        "| survey | | | |\n| | type | name | label |\n| | text | | Q |\n",
        2,
        "name",
        "no name",
    );
    refused_at(
        "| survey | | | |\n| | type | name | label |\n| | | q | Q |\n",
        2,
        "type",
        "no type",
    );
    refused_at(
        "| survey | | |\n| | type | name |\n| | text | q |\n",
        2,
        "label",
        "no label or hint",
    );
}

#[test]
fn names_of_repeats_are_unique_in_the_form_and_not_the_root() {
    refused_at(
        "
| survey |              |      |       |
|        | type         | name | label |
|        | begin repeat | data | D     |
|        | text         | a    | A     |
|        | end repeat   |      |       |
",
        2,
        "name",
        "survey root",
    );
    refused_at(
        "
| survey |              |      |       |
|        | type         | name | label |
|        | begin group  | g    | G     |
|        | begin repeat | r    | R     |
|        | text         | a    | A     |
|        | end repeat   |      |       |
|        | end group    |      |       |
|        | begin repeat | r    | R     |
|        | text         | a    | A     |
|        | end repeat   |      |       |
",
        7,
        "name",
        "unique anywhere",
    );
}

#[test]
fn a_name_that_the_compiler_needs_is_refused() {
    refused_at(
        "
| survey |              |         |       |              |
|        | type         | name    | label | repeat_count |
|        | integer      | r_count | N     |              |
|        | begin repeat | r       | R     | 2 + 1        |
|        | text         | a       | A     |              |
|        | end repeat   |         |       |              |
",
        3,
        "name",
        "'r_count'",
    );
    refused_at(
        "| survey | | | |\n| | type | name | label |\n| | text | meta | M |\n",
        2,
        "name",
        "reserved",
    );
}

#[test]
fn sheets_and_columns_that_are_not_there_are_named() {
    let found = faults(
        "| surevy | | |\n| | type | name |\n| | text | q |\n| choices | | |\n| | list_name | name |\n| | a | b |\n",
    );
    assert!(found[0].reason.contains("'survey'") && found[0].reason.contains("'surevy'"));
    refused_at(
        "| survey | | |\n| | kind | name |\n| | text | q |\n",
        1,
        "",
        "'type' was not found",
    );
    refused_at(
        "| survey | | | | |\n| | type | name | tag | label |\n| | text | q | r | Q |\n",
        1,
        "tag",
        "different names for the same column",
    );
}

#[test]
fn instances_of_one_name_from_two_sources_are_refused() {
    refused_at(
        "
| survey |                               |       |       |                                  |
|        | type                          | name  | label | calculation                      |
|        | xml-external                  | sites |       |                                  |
|        | calculate                     | c     |       | pulldata('sites', 'a', 'b', 'c') |
|        | text                          | q     | Q     |                                  |
",
        3,
        "",
        "different external instance source URIs",
    );
}

#[test]
fn a_name_with_a_prefix_that_nothing_declares_is_refused() {
    refused_at(
        "| survey | | | |\n| | type | name | label |\n| | text | my:q | Q |\n",
        2,
        "name",
        "prefix",
    );
}

#[test]
fn a_fault_is_one_line_with_its_row_first() {
    let found = faults("| survey | | | |\n| | type | name | label |\n| | text | 1q | Q |\n");
    let line = found[0].to_string();
    assert!(line.starts_with("[row : 2] On the 'survey' sheet, the 'name' value is invalid. "));
    assert!(!line.contains('\n'));
}
