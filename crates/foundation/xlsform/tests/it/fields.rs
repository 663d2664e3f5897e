//! The typed tree beside the XForm.

use xlsform::{ChoiceSource, FieldKind};

use crate::form;

#[test]
fn questions_come_with_path_type_labels_tags_and_choices() {
    let converted = form(
        "
| survey   |              |        |           |           |            |               |               |
|          | type         | name   | label::en | label::fr | hxl        | instance::hxl | waymark::pii  |
|          | select_one c | adm1   | Region    | Région    | #adm1+name |               |               |
|          | begin repeat | person | Person    | Personne  |            |               |               |
|          | text         | name   | Name      | Nom       |            | #contact+name | direct        |
|          | image        | photo  | Photo     | Photo     |            |               | sensitive     |
|          | end repeat   |        |           |           |            |               |               |
|          | calculate    | code   |           |           |            |               |               |
| choices  |           |      |           |           |       |
|          | list_name | name | label::en | label::fr | pcode |
|          | c         | n    | North     | Nord      | N01   |
"
        .replace("| calculate    | code   |           |           |            |               |               |", "")
        .as_str(),
    );
    assert_eq!(converted.languages, ["en", "fr"]);
    let [adm1, person] = converted.fields.as_slice() else {
        panic!("two fields at the top: {:#?}", converted.fields)
    };
    assert_eq!(
        (adm1.path.as_str(), adm1.data_type.as_str()),
        ("/data/adm1", "string")
    );
    assert_eq!(adm1.hxl.as_deref(), Some("#adm1+name"));
    assert_eq!(
        adm1.labels,
        [
            ("en".to_owned(), "Region".to_owned()),
            ("fr".to_owned(), "Région".to_owned())
        ]
    );
    assert_eq!(
        adm1.choices,
        Some(ChoiceSource::List {
            name: "c".to_owned()
        })
    );
    assert_eq!(
        converted.lists[0].choices[0].attributes,
        [("pcode".to_owned(), "N01".to_owned())]
    );
    assert_eq!(person.kind, FieldKind::Repeat);
    let name = &person.children[0];
    assert_eq!(name.path, "/data/person/name");
    assert_eq!(name.hxl.as_deref(), Some("#contact+name"));
    assert_eq!(name.pii.as_deref(), Some("direct"));
    assert_eq!(person.children[1].data_type, "binary");
    // Notes of ours stay out of the XForm.
    assert!(!converted.xform.contains("sensitive"));
}

#[test]
fn files_that_the_form_expects_are_listed_once() {
    let converted = form(
        "
| survey  |                                |      |       |         |                             |
|         | type                           | name | label | image   | calculation                 |
|         | select_one_from_file sites.csv | site | S     | map.png |                             |
|         | calculate                      | p    |       |         | pulldata('sites','a','b',1) |
|         | text                           | q    | Q     | map.png |                             |
",
    );
    let names: Vec<(&str, &str)> = converted
        .attachments
        .iter()
        .map(|file| (file.name.as_str(), file.kind.as_str()))
        .collect();
    assert_eq!(names, [("sites.csv", "file"), ("map.png", "image")]);
}
