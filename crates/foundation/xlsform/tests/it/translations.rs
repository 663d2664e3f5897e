//! Texts in several languages.

use crate::Xform;

const FORM: &str = "
| survey   |         |      |                     |                    |                    |       |                      |
|          | type    | name | label::English (en) | label::French (fr) | hint::English (en) | image | constraint_message::French (fr) |
|          | integer | age  | Age of ${name}      | Âge                | In years           | a.png | Trop grand           |
|          | text    | name | Name                |                    |                    |       |                      |
| settings |                  |
|          | default_language |
|          | English (en)     |
";

#[test]
fn every_language_has_every_text_and_a_dash_where_one_is_missing() {
    let form = Xform::of(FORM);
    let text = |language: &str, id: &str, kind: &str| form.itext(language, id, kind).unwrap();
    assert_eq!(text("French (fr)", "/data/age:label", ""), "Âge");
    assert_eq!(text("French (fr)", "/data/name:label", ""), "-");
    assert_eq!(text("French (fr)", "/data/age:hint", ""), "-");
    assert_eq!(
        text("English (en)", "/data/age:label", "image"),
        "jr://images/a.png"
    );
    assert_eq!(
        text("French (fr)", "/data/age:jr:constraintMsg", ""),
        "Trop grand"
    );
    // A file that a language lacks is no file called '-'.
    assert_eq!(form.itext("French (fr)", "/data/age:label", "image"), None);
    assert_eq!(
        form.bind("/data/age", "constraintMsg").unwrap(),
        "jr:itext('/data/age:jr:constraintMsg')"
    );
    assert!(
        form.0
            .contains("<translation lang=\"English (en)\" default=\"true()\">")
    );
}

#[test]
fn a_column_without_language_keeps_its_text_on_either_side_of_its_translations() {
    for header in ["label | label::fr", "label::fr | label"] {
        let cells = if header.starts_with("label |") {
            "Name | Nom"
        } else {
            "Nom | Name"
        };
        let form = Xform::of(&format!(
            "| survey | | | | |\n| | type | name | {header} |\n| | text | q | {cells} |\n"
        ));
        assert_eq!(form.itext("default", "/data/q:label", "").unwrap(), "Name");
        assert_eq!(form.itext("fr", "/data/q:label", "").unwrap(), "Nom");
    }
}

#[test]
fn the_old_single_colon_and_spaces_around_the_delimiter_are_understood() {
    for header in ["label:fr", "Label :: fr", "label::fr"] {
        let form = Xform::of(&format!(
            "| survey | | | |\n| | type | name | {header} |\n| | text | q | Nom |\n"
        ));
        assert_eq!(
            form.itext("fr", "/data/q:label", "").unwrap(),
            "Nom",
            "{header}"
        );
    }
}

#[test]
fn guidance_always_stands_in_the_table() {
    let form = Xform::of(
        "| survey | | | | | |\n| | type | name | label | hint | guidance_hint |\n| | text | q | Q | H | Ask twice |\n",
    );
    assert_eq!(form.itext("default", "/data/q:hint", "").unwrap(), "H");
    assert_eq!(
        form.itext("default", "/data/q:hint", "guidance").unwrap(),
        "Ask twice"
    );
    assert!(form.0.contains("<hint ref=\"jr:itext('/data/q:hint')\"/>"));
}

#[test]
fn translated_choices_are_numbered_within_their_list() {
    let form = Xform::of(
        "
| survey  |              |      |       |
|         | type         | name | label |
|         | select_one c | q    | Q     |
| choices |           |      |           |           |
|         | list_name | name | label::en | label::ar |
|         | c         | a    | Camp      | مخيم       |
|         | c         | b    | Town      | بلدة       |
",
    );
    assert_eq!(form.itext("ar", "c-1", "").unwrap(), "بلدة");
    assert!(form.0.contains("<itextId>c-1</itextId>"));
    assert!(form.0.contains("<label ref=\"jr:itext(itextId)\"/>"));
}
