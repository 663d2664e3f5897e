use super::*;

const FORM: &str = "| survey |\n| | type | name | label::English (en) | label::French (fr) | instance::hxl |\n\
    | | text | settlement | Settlement | Localité | #loc+name |\n\
    | | geopoint | place | Place | Lieu | #geo |\n\
    | | select_multiple need | needs | Needs | Besoins | #sector |\n\
    | | begin_group | count | Count | Compte | |\n\
    | | integer | families | Families | Familles | #affected+hh |\n\
    | | end_group | | | | |\n\
    | | begin_repeat | household | Household | Ménage | |\n\
    | | text | head | Head | Chef | |\n\
    | | begin_repeat | member | Member | Membre | |\n\
    | | integer | age | Age | Âge | |\n\
    | | end_repeat | | | | |\n\
    | | end_repeat | | | | |\n\
    | choices |\n| | list_name | name | label::English (en) | label::French (fr) |\n\
    | | need | water | Water | Eau |\n| | need | 2nd_shelter | Shelter | Abri |\n\
    | settings |\n| | form_id | version | default_language |\n| | sites | 2 | English (en) |\n";

fn form(text: &str) -> XForm {
    let options = xlsform::Options {
        file_stem: None,
        lenient: true,
    };
    let made = xlsform::convert(text.as_bytes(), &options).expect("a good form");
    XForm::read(made.xform.as_bytes()).expect("an XForm")
}

fn answers() -> Json {
    serde_json::json!({
        "settlement": "Al Karama",
        "place": {"type": "Point", "coordinates": [36.25, 33.5, 700.0], "properties": {"accuracy": 4.5}},
        "needs": ["water"], "count": {"families": 12},
        "household": [
            {"head": "A", "member": [{"age": 3}, {"age": 41}]},
            {"head": "B"},
        ],
    })
}

fn about() -> About {
    About {
        key: "uuid:1".to_owned(),
        received: "2026-11-01T10:00:00Z".to_owned(),
        files: (1, 2),
        edits: 3,
        version: "2".to_owned(),
        ..About::default()
    }
}

fn headers(tables: &Tables, table: usize) -> Vec<String> {
    tables
        .columns(table)
        .into_iter()
        .map(|column| column.name)
        .collect()
}

fn shown(rows: &[(usize, Vec<Cell>)], table: usize) -> Vec<Vec<String>> {
    let of = rows.iter().filter(|(of, _)| *of == table);
    of.map(|(_, cells)| cells.iter().map(Cell::shown).collect())
        .collect()
}

#[test]
fn a_form_is_one_table_and_each_repeat_another_with_keys_to_the_row_above() {
    let tables = Tables::of(&[form(FORM)], &Shape::default());
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["", "household", "member"]);
    assert_eq!(
        headers(&tables, 0)[..9],
        [
            "SubmissionDate",
            "settlement",
            "place-Latitude",
            "place-Longitude",
            "place-Altitude",
            "place-Accuracy",
            "needs",
            "count-families",
            "meta-instanceID"
        ]
    );
    assert_eq!(headers(&tables, 2), ["age", "PARENT_KEY", "KEY"]);
    let rows = tables.rows(&about(), &answers());
    let first = &shown(&rows, 0)[0];
    assert_eq!(
        first[..8],
        [
            "2026-11-01T10:00:00Z",
            "Al Karama",
            "33.5",
            "36.25",
            "700",
            "4.5",
            "water",
            "12"
        ]
    );
    assert_eq!(
        shown(&rows, 1),
        [
            ["A", "uuid:1", "uuid:1/household[1]"],
            ["B", "uuid:1", "uuid:1/household[2]"]
        ]
    );
    assert_eq!(
        shown(&rows, 2),
        [
            ["3", "uuid:1/household[1]", "uuid:1/household[1]/member[1]"],
            ["41", "uuid:1/household[1]", "uuid:1/household[1]/member[2]"]
        ]
    );
    for (table, cells) in &rows {
        assert_eq!(
            cells.len(),
            headers(&tables, *table).len(),
            "every row is as wide as its header"
        );
    }
}

#[test]
fn labels_stand_for_names_in_the_language_asked_for_and_choices_have_columns() {
    let shape = Shape {
        split: true,
        labels: Some("fr".to_owned()),
        ..Shape::default()
    };
    let tables = Tables::of(&[form(FORM)], &shape);
    let names = headers(&tables, 0);
    assert_eq!(names[1], "Localité");
    assert_eq!(names[6..9], ["Besoins", "Besoins/Eau", "Besoins/Abri"]);
    let rows = tables.rows(&about(), &answers());
    assert_eq!(shown(&rows, 0)[0][6..9], ["Eau", "1", "0"]);
    let tags: Vec<Option<String>> = tables
        .columns(0)
        .iter()
        .map(|column| column.tag.as_ref().map(ToString::to_string))
        .collect();
    let told: Vec<&str> = tags.iter().flatten().map(String::as_str).collect();
    assert_eq!(
        told[..8],
        [
            "#date+submitted",
            "#loc+name",
            "#geo+lat",
            "#geo+lon",
            "#geo+elevation",
            "#geo+precision",
            "#sector",
            "#sector+water"
        ]
    );
}

#[test]
fn what_only_an_older_version_asked_keeps_its_column() {
    let older = FORM
        .replace("families", "persons")
        .replace("| sites | 2 |", "| sites | 1 |");
    let tables = Tables::of(&[form(FORM), form(&older)], &Shape::default());
    let names = headers(&tables, 0);
    let place = |name: &str| names.iter().position(|known| known == name);
    assert!(place("count-families") < place("count-persons") && place("count-persons").is_some());
    let rows = tables.rows(&about(), &serde_json::json!({"count": {"persons": 9}}));
    assert_eq!(shown(&rows, 0)[0][place("count-persons").unwrap_or(0)], "9");
}

#[test]
fn a_question_left_blank_is_blank_in_every_choice_and_a_value_of_no_type_stays_text() {
    let shape = Shape {
        split: true,
        ..Shape::default()
    };
    let tables = Tables::of(&[form(FORM)], &shape);
    let rows = tables.rows(
        &about(),
        &serde_json::json!({"needs": null, "place": "by the well", "count": {"families": "many"}}),
    );
    let first = &shown(&rows, 0)[0];
    assert_eq!(first[2..6], ["by the well", "", "", ""]);
    assert_eq!(first[6..10], ["", "", "", "many"]);
}

#[test]
fn two_repeats_of_one_name_are_numbered() {
    let twice = "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><h:title>T</h:title><model>\
        <instance><data id=\"twice\"><a><item><x/></item></a><b><item><x/></item></b></data></instance></model></h:head><h:body>\
        <group ref=\"/data/a\"><repeat nodeset=\"/data/a/item\"><input ref=\"/data/a/item/x\"/></repeat></group>\
        <group ref=\"/data/b\"><repeat nodeset=\"/data/b/item\"><input ref=\"/data/b/item/x\"/></repeat></group></h:body></h:html>";
    let form = XForm::read(twice.as_bytes()).expect("an XForm");
    let tables = Tables::of(&[form], &Shape::default());
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["", "item~1", "item~2"]);
}
