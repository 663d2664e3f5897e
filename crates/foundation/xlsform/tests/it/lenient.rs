//! What leniency converts with a warning.

use xlsform::{Options, convert};

use crate::{Xform, faults};

fn lenient(md: &str) -> (Xform, Vec<String>) {
    faults(md); // the strict way refuses it
    let options = Options {
        lenient: true,
        ..Options::default()
    };
    let converted = convert(md.as_bytes(), &options).unwrap();
    let warnings = converted.warnings.iter().map(ToString::to_string).collect();
    (Xform(converted.xform), warnings)
}

#[test]
fn duplicate_choices_are_kept() {
    let (form, warnings) = lenient(
        "
| survey  |              |      |       |
|         | type         | name | label |
|         | select_one c | q    | Q     |
| choices |           |      |       |
|         | list_name | name | label |
|         | c         | a    | A     |
|         | c         | a    | B     |
",
    );
    assert_eq!(form.0.matches("<name>a</name>").count(), 2);
    assert_eq!(warnings.len(), 1);
    assert!(warnings[0].starts_with("[row : 3]"), "{warnings:?}");
}

#[test]
fn a_group_called_meta_takes_the_metadata_in() {
    let (form, warnings) = lenient(
        "
| survey |             |      |       |
|        | type        | name | label |
|        | begin group | meta | M     |
|        | text        | a    | A     |
|        | end group   |      |       |
",
    );
    assert_eq!(
        form.instance_paths(),
        ["", "meta", "meta/a", "meta/instanceID"]
    );
    assert_eq!(warnings.len(), 1);
}

#[test]
fn questions_that_the_compiler_made_may_be_referred_to() {
    let (form, warnings) = lenient(
        "
| survey  |                       |      |       |                  |
|         | type                  | name | label | relevant         |
|         | select_one c or_other | q    | Q     |                  |
|         | text                  | why  | W     | ${q_other} != '' |
| choices |           |      |       |
|         | list_name | name | label |
|         | c         | a    | A     |
",
    );
    assert_eq!(
        form.bind("/data/why", "relevant").unwrap(),
        " /data/q_other  != ''"
    );
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn a_question_without_label_is_shown_without_one() {
    let (form, warnings) = lenient("| survey | | |\n| | type | name |\n| | text | q |\n");
    assert_eq!(form.control_name("/data/q").unwrap(), "input");
    assert_eq!(warnings.len(), 1);
}
