//! Forms, submissions and lists read.

use proptest::prelude::*;
use xform::{
    ControlKind, DataType, Label, MAX_DEPTH, Submission, XForm, csv_instance, document,
    geojson_instance,
};

use crate::household::{FORM, GOOD, form, sent};

#[test]
fn a_form_is_read_with_its_texts_tags_and_lists() {
    let form = form();
    assert_eq!(
        (form.id.as_str(), form.version.as_str(), form.title.as_str()),
        ("hh", "3", "Household & people")
    );
    assert_eq!(form.languages, ["English (en)", "Arabic (ar)"]);
    assert_eq!(form.default_language.as_deref(), Some("English (en)"));
    let size = form.field("/data/size").expect("there");
    assert_eq!(size.hxl.as_deref(), Some("#population+hh"));
    assert_eq!(size.bind.data_type, DataType::Int);
    let label = size
        .control
        .as_ref()
        .and_then(|control| control.label.clone())
        .expect("labelled");
    assert_eq!(form.texts(&label)["English (en)"], "How many live with …?");
    assert_eq!(form.texts(&label)["Arabic (ar)"], "كم");
    assert_eq!(
        form.field("/data/consent")
            .and_then(|f| f.control.as_ref())
            .map(|c| c.kind),
        Some(ControlKind::Select1)
    );
    assert!(
        form.field("/data/person")
            .is_some_and(|field| field.repeat && field.children.len() == 4)
    );
    assert_eq!(
        form.field("/data/person")
            .and_then(|f| f.group_label.clone()),
        Some(Label::Text("Person".to_owned()))
    );
    assert_eq!(
        form.choice_label("/data/adm1", "s").as_deref(),
        Some("South")
    );
    assert_eq!(
        form.choice_label("/data/water", "well").as_deref(),
        Some("Well")
    );
    assert_eq!(form.externals[0].src, "jr://file-csv/camps.csv");
    let people = &form.entities[0];
    assert_eq!(
        (people.dataset.as_str(), people.creates, people.updates),
        ("people", true, false)
    );
    assert_eq!(
        people.properties,
        [
            ("/data/person/name".into(), "full_name".into()),
            ("/data/person/age".into(), "age".into())
        ]
    );
}

#[test]
fn a_submission_names_its_files_and_entities() {
    let submission = sent(GOOD);
    assert_eq!(submission.meta.instance_id.as_deref(), Some("uuid:1"));
    assert_eq!(submission.attachments(&form()), ["a.jpg"]);
    let blocks = submission.entities(&form());
    assert_eq!(blocks.len(), 2);
    assert_eq!(blocks[1].id.as_deref(), Some("uuid:3"));
    assert_eq!(blocks[1].create.as_deref(), Some("1"));
    assert_eq!(
        blocks[1].properties,
        [
            ("full_name".into(), "Bakari".into()),
            ("age".into(), "8".into())
        ]
    );
}

#[test]
fn an_encrypted_submission_shows_its_manifest_only() {
    let manifest = Submission::read(br#"<data id="hh" version="3" encrypted="yes" xmlns="http://opendatakit.org/submissions">
      <base64EncryptedKey>a2V5</base64EncryptedKey><meta><instanceID>uuid:9</instanceID></meta>
      <media><file>a.jpg.enc</file></media><encryptedXmlFile>submission.xml.enc</encryptedXmlFile></data>"#).expect("reads");
    assert_eq!(
        manifest.attachments(&form()),
        ["a.jpg.enc", "submission.xml.enc"]
    );
    assert_eq!(
        manifest.encrypted.as_ref().map(|found| found.key.as_str()),
        Some("a2V5")
    );
    let found = crate::household::findings_of(&manifest);
    assert_eq!(found.len(), 1);
    assert!(
        found[0]
            .detail
            .as_ref()
            .is_some_and(|detail| detail.contains("encrypted"))
    );
}

#[test]
fn lists_become_instances() {
    let tree = csv_instance("\u{feff}name, label\na,\"One, two\"\n".as_bytes()).expect("reads");
    let item = tree
        .elements(tree.top().expect("root"))
        .next()
        .expect("item");
    assert_eq!(
        tree.child(item, "label")
            .map(|cell| tree.text(cell).into_owned())
            .as_deref(),
        Some("One, two")
    );
    let tree = geojson_instance(br#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"s1",
        "geometry":{"type":"Point","coordinates":[36.5,-1.25]},"properties":{"name":"Site","beds":4}}]}"#).expect("reads");
    let item = tree
        .elements(tree.top().expect("root"))
        .next()
        .expect("item");
    let cell = |name: &str| {
        tree.child(item, name)
            .map(|cell| tree.text(cell).into_owned())
    };
    assert_eq!(cell("geometry").as_deref(), Some("-1.25 36.5 0 0"));
    assert_eq!(cell("beds").as_deref(), Some("4"));
    assert!(geojson_instance(b"{}").is_err());
}

fn refused(xml: &str) -> String {
    document(xml.as_bytes())
        .expect_err("must be refused")
        .to_string()
}

#[test]
fn dangerous_xml_is_refused() {
    assert!(refused("<!DOCTYPE d [<!ENTITY a 'b'>]><d>&a;</d>").contains("document type"));
    assert!(refused("<d>&a;</d>").contains("entity"));
    assert!(refused("<a/><b/>").contains("two elements"));
    assert!(refused("<a>").contains("complete element"));
    assert!(refused("<a></b>").contains("byte"));
    assert!(refused("text").contains("outside"));
    let deep = |levels: usize| format!("{}{}", "<a>".repeat(levels), "</a>".repeat(levels));
    assert!(document(deep(MAX_DEPTH).as_bytes()).is_ok());
    assert!(refused(&deep(MAX_DEPTH + 1)).contains("deeper"));
    assert!(
        document(b"<a>\xff</a>")
            .expect_err("refused")
            .to_string()
            .contains("UTF-8")
    );
    assert!(
        XForm::read(b"<html/>")
            .expect_err("refused")
            .to_string()
            .contains("head")
    );
    assert!(
        Submission::read(b"<data/>")
            .expect_err("refused")
            .to_string()
            .contains("attribute id")
    );
    let tree = document(b"<a>&lt;&#65;<![CDATA[&]]></a>").expect("reads");
    assert_eq!(tree.text(tree.top().expect("a")), "<A&");
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0_usize..6000, put in "[<>&;'\"/a-z= ]{0,4}") {
        prop_assert!(document(&bytes).is_err() || bytes.starts_with(b"<") || bytes.contains(&b'<'));
        let mut broken = FORM.to_owned();
        let at = (0..=at.min(broken.len())).rev().find(|at| broken.is_char_boundary(*at)).unwrap_or(0);
        broken.insert_str(at, &put);
        if let Ok(form) = XForm::read(broken.as_bytes()) {
            prop_assert_eq!(form.fields.is_empty(), false);
            xform::validate(&form, &sent(GOOD), &crate::household::Phone, &std::collections::BTreeMap::new());
        }
    }
}
