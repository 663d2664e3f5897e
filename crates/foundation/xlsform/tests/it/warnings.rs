//! What an author should look at, without being refused.

use crate::form;

fn warnings(md: &str) -> Vec<String> {
    form(md).warnings.iter().map(ToString::to_string).collect()
}

#[test]
fn a_clean_form_has_none() {
    let md = "
| survey |      |      |                     |                    |
|        | type | name | label::English (en) | label::French (fr) |
|        | text | q    | Q                   | Q                  |
";
    assert_eq!(warnings(md), Vec::<String>::new());
}

#[test]
fn missing_translations_are_named_by_language_and_column() {
    let md = "
| survey  |              |      |           |           |          |
|         | type         | name | label::en | label::fr | hint::en |
|         | select_one c | q    | Q         | Q         | H        |
| choices |           |      |           |
|         | list_name | name | label::en |
|         | c         | a    | A         |
";
    let found = warnings(md);
    assert_eq!(found[0], "Language 'fr' is missing the survey hint column.");
}

#[test]
fn languages_need_a_code_of_the_register() {
    let found = warnings(
        "| survey | | | | |\n| | type | name | label::English (en) | label::Klingon |\n| | text | q | Q | Q |\n",
    );
    assert_eq!(found.len(), 1);
    assert!(
        found[0].contains("Klingon") && !found[0].contains("English"),
        "{found:?}"
    );
    let found = warnings(
        "| survey | | | | |\n| | type | name | label::Acoli (ach) | label::Other (zzzz) |\n| | text | q | Q | Q |\n",
    );
    assert!(
        found[0].contains("zzzz") && !found[0].contains("Acoli"),
        "{found:?}"
    );
}

#[test]
fn misspelt_sheets_are_suggested_unless_they_begin_with_an_underscore() {
    let survey = "| survey | | | |\n| | type | name | label |\n| | text | q | Q |\n";
    let found = warnings(&format!("{survey}| setting | |\n| | form_id |\n| | x |\n"));
    assert!(found[0].contains("'setting'"), "{found:?}");
    let found = warnings(&format!("{survey}| _setting | |\n| | form_id |\n| | x |\n"));
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn habits_that_cost_something_are_pointed_at() {
    for (row, about) in [
        ("| | image | q | Q |", "max-pixels"),
        ("| | simserial | q | |", "no longer supported"),
        (
            "| | begin repeat | r | |\n| | text | a | A |\n| | end repeat | | |",
            "no label",
        ),
        ("| | text | q | Q |\n| | text | Q | Q |", "case-insensitive"),
    ] {
        let found = warnings(&format!(
            "| survey | | | |\n| | type | name | label |\n{row}\n"
        ));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with("[row : ") && found[0].contains(about),
            "{found:?}"
        );
    }
}

#[test]
fn a_tag_of_hxl_is_checked_by_its_grammar() {
    let survey = |tag: &str| {
        format!("| survey | | | | |\n| | type | name | label | hxl |\n| | text | q | Q | {tag} |\n")
    };
    assert_eq!(
        warnings(&survey("#affected+f+children")),
        Vec::<String>::new()
    );
    let found = warnings(&survey("#Affected F"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("[row : 2]") && found[0].contains("hxl"),
        "{found:?}"
    );
}
