//! Settings, binds, types and what passes through.

use crate::{Xform, form, refused_at};

#[test]
fn settings_name_the_form() {
    let converted = form(
        "
| survey   |      |      |       |
|          | type | name | label |
|          | text | q    | Q     |
| settings |            |         |             |        |            |               |              |            |
|          | form_title | form_id | version     | name   | style      | instance_name | public_key   | auto_send  |
|          | Site list  | sites   | 2026.1      | report | pages      | ${q}          | MIIBIjANBg   | true       |
",
    );
    assert_eq!(
        (
            converted.form_id.as_str(),
            converted.title.as_str(),
            converted.version.as_str()
        ),
        ("sites", "Site list", "2026.1")
    );
    let xform = Xform(converted.xform);
    assert!(xform.0.contains("<report id=\"sites\" version=\"2026.1\">"));
    assert!(xform.0.contains("<h:body class=\"pages\">"));
    assert!(
        xform
            .0
            .contains("<submission base64RsaPublicKey=\"MIIBIjANBg\" orx:auto-send=\"true\"/>")
    );
    assert_eq!(
        xform
            .bind("/report/meta/instanceName", "calculate")
            .unwrap(),
        " /report/q "
    );
}

#[test]
fn without_settings_the_file_names_the_form() {
    let options = xlsform::Options {
        file_stem: Some("camps".to_owned()),
        ..xlsform::Options::default()
    };
    let md = "| survey | | | |\n| | type | name | label |\n| | text | q | Q |\n";
    let converted = xlsform::convert(md.as_bytes(), &options).unwrap();
    assert_eq!(
        (converted.form_id.as_str(), converted.root.as_str()),
        ("camps", "data")
    );
    assert!(converted.xform.contains("<h:title>camps</h:title>"));
}

#[test]
fn every_type_has_its_data_type_and_control() {
    for (name, data_type, control) in [
        ("text", "string", Some("input")),
        ("integer", "int", Some("input")),
        ("decimal", "decimal", Some("input")),
        ("date", "date", Some("input")),
        ("dateTime", "dateTime", Some("input")),
        ("note", "string", Some("input")),
        ("barcode", "barcode", Some("input")),
        ("geotrace", "geotrace", Some("input")),
        ("gps", "geopoint", Some("input")),
        ("image", "binary", Some("upload")),
        ("file", "binary", Some("upload")),
        ("acknowledge", "string", Some("trigger")),
        ("range", "int", Some("range")),
        ("hidden", "string", None),
        ("today", "date", None),
        ("deviceid", "string", None),
        ("start", "dateTime", None),
    ] {
        let form = Xform::of(&format!(
            "| survey | | | |\n| | type | name | label |\n| | {name} | q | Q |\n"
        ));
        assert_eq!(form.bind("/data/q", "type").unwrap(), data_type, "{name}");
        assert_eq!(form.control_name("/data/q").as_deref(), control, "{name}");
    }
}

#[test]
fn yes_and_no_become_truths_in_expressions_only() {
    let form = Xform::of(
        "
| survey |      |      |       |          |           |           |
|        | type | name | label | required | read_only | bind::foo |
|        | text | a    | A     | yes      | FALSE     | yes       |
",
    );
    assert_eq!(form.bind("/data/a", "required").unwrap(), "true()");
    assert_eq!(form.bind("/data/a", "readonly").unwrap(), "false()");
    assert_eq!(form.bind("/data/a", "foo").unwrap(), "yes");
}

#[test]
fn attributes_pass_through_where_they_belong() {
    let form = Xform::of(
        "
| survey   |      |      |       |               |              |                     |
|          | type | name | label | instance::hxl | body::accept | bind::odk:tag       |
|          | file | a    | A     | #adm1+code    | image/png    | x                   |
| settings |                                  |
|          | attribute::esri:client           |
|          | 3.1                              |
",
    );
    assert!(form.0.contains("<a hxl=\"#adm1+code\"/>"));
    assert_eq!(form.control("/data/a", "accept").unwrap(), "image/png");
    assert_eq!(form.bind("/data/a", "tag").unwrap(), "x");
    assert!(form.0.contains("xmlns:esri=\"http://esri.com/xforms\""));
}

#[test]
fn an_attribute_that_xml_cannot_hold_is_refused() {
    refused_at(
        "
| survey |      |      |       |               |
|        | type | name | label | bind::my attr |
|        | text | a    | A     | x             |
",
        2,
        "my attr",
        "attribute of XML",
    );
}

#[test]
fn the_way_to_pulldata_is_an_instance() {
    let form = Xform::of(
        "
| survey |           |      |       |                                    |
|        | type      | name | label | calculation                        |
|        | text      | code | C     |                                    |
|        | calculate | pop  |       | pulldata('sites', 'pop', 'code', ${code}) |
",
    );
    assert_eq!(
        form.instances(),
        [("sites".to_owned(), "jr://file-csv/sites.csv".to_owned())]
    );
}

#[test]
fn an_audit_stands_in_meta() {
    let form = Xform::of(
        "
| survey |       |      |       |                                                                     |
|        | type  | name | label | parameters                                                          |
|        | text  | a    | A     |                                                                     |
|        | audit |      |       | location-priority=balanced location-min-interval=60 location-max-age=120 track-changes=true |
",
    );
    assert_eq!(form.bind("/data/meta/audit", "type").unwrap(), "binary");
    assert_eq!(
        form.bind("/data/meta/audit", "location-max-age").unwrap(),
        "120"
    );
    assert_eq!(
        form.bind("/data/meta/audit", "track-changes").unwrap(),
        "true"
    );
}

#[test]
fn texts_with_markup_stay_texts() {
    let form = Xform::of(
        "| survey | | | |\n| | type | name | label |\n| | text | q | a < b & \"c\" > <b>d</b> |\n",
    );
    let document = form.parse();
    let label = crate::control(&document, "/data/q")
        .first_element_child()
        .unwrap();
    assert_eq!(label.text().unwrap(), "a < b & \"c\" > <b>d</b>");
}
