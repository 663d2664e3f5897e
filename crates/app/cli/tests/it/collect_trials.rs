//! A draft that makes entities or feeds a register does nothing outside its trial, and its tests are read as tables.

use serde_json::{Value, json};

use crate::{
    client::Client,
    collect::{self, PROJECT, device, form_with_photo, publish_draft, send, xml},
    entities::{self, LIST, ONE, Orchard, TWO, tree},
    node::Node,
};

/// Keeps an XForm as the draft of a form.
fn draft(manager: &Client, form: &str, xform: &str) -> String {
    collect::draft(manager, form, ("application/xml", xform))
}

fn tests(manager: &Client, form: &str) -> usize {
    let list = manager
        .get(&format!("{PROJECT}/forms/{form}/draft/submissions"))
        .expect(200)
        .json();
    list.as_array().map_or(0, Vec::len)
}

/// Submissions that the form's own page counts.
fn counted(manager: &Client, form: &str) -> Value {
    let form = manager
        .with("x-extended-metadata", "true")
        .get(&format!("{PROJECT}/forms/{form}"))
        .expect(200)
        .json();
    form["submissions"].clone()
}

#[test]
fn a_draft_that_makes_and_changes_entities_touches_none() {
    let here = Orchard::new();
    here.create("real", ONE);
    let before = (here.versions(), counted(&here.manager, "trees"));
    let xform = entities::form("trees", "create=\"1\" update=\"1\"");
    let xform = xform.replace("version=\"1\"", "version=\"2\"");
    let base = draft(&here.manager, "trees", &xform);
    let phone = here.node.visitor();
    let second = |xml: String| xml.replace("version=\"1\"", "version=\"2\"");
    let made = format!("id=\"{TWO}\" create=\"1\" update=\"\" baseVersion=\"\"");
    let made = second(tree("t1", &made, Some("Elm"), &[("height", "9")]));
    send(&phone, &base, &made, &[]).expect(201);
    let changed = format!("id=\"{ONE}\" create=\"\" update=\"1\" baseVersion=\"1\"");
    let changed = second(tree("t2", &changed, None, &[("height", "9")]));
    send(&phone, &base, &changed, &[]).expect(201);
    // One whose base has not arrived would wait in the backlog, were it real.
    let early = format!(
        "id=\"{ONE}\" create=\"\" update=\"1\" baseVersion=\"7\" trunkVersion=\"1\" \
         branchId=\"b5b0e0a4-6f0e-4f5c-8a3f-0d6f6b1f2a3b\""
    );
    let early = second(tree("t3", &early, None, &[("height", "9")]));
    send(&phone, &base, &early, &[]).expect(201);
    assert_eq!(tests(&here.manager, "trees"), 3);

    let untouched = || {
        assert_eq!(
            (here.versions(), counted(&here.manager, "trees")),
            before.clone()
        );
        here.manager
            .get(&format!("{LIST}/entities/{TWO}"))
            .expect(404);
        for register in ["entity_backlog", "entities", "entity_versions"] {
            let held = here
                .manager
                .get(&format!("/api/v1/registers/{register}/records"));
            assert!(!held.text().contains(TWO), "{register}: {}", held.text());
            assert!(
                !held.text().contains("uuid:t"),
                "{register}: {}",
                held.text()
            );
        }
    };
    untouched();
    // Publishing ends the trial; what it was given is not made up for.
    publish_draft(&here.manager, "trees").expect(200);
    untouched();
}

#[test]
fn a_list_that_only_a_draft_declares_is_made_when_the_draft_is_published() {
    let here = Orchard::new();
    let lists = || {
        let lists = here.manager.get(&format!("{PROJECT}/datasets")).expect(200);
        lists.text().contains("\"saplings\"")
    };
    let xform = entities::form("trees", "create=\"1\"")
        .replace("version=\"1\"", "version=\"2\"")
        .replace("dataset=\"trees\"", "dataset=\"saplings\"");
    let base = draft(&here.manager, "trees", &xform);
    let attributes = format!("id=\"{TWO}\" create=\"1\"");
    let sent = tree("t1", &attributes, Some("Elm"), &[])
        .replace("version=\"1\"", "version=\"2\"")
        .replace("dataset=\"trees\"", "dataset=\"saplings\"");
    send(&here.node.visitor(), &base, &sent, &[]).expect(201);
    assert!(!lists(), "no list before there is a published form for it");
    publish_draft(&here.manager, "trees").expect(200);
    assert!(lists());
    let made = here
        .manager
        .get(&format!("{PROJECT}/datasets/saplings/entities"))
        .expect(200)
        .json();
    assert_eq!(made, json!([]));
}

#[test]
fn a_draft_of_a_form_that_feeds_a_register_feeds_nothing() {
    let node = Node::start();
    let coordinator = node.user("coordinator");
    let of = "/api/v1/collect/projects/1";
    coordinator
        .post(&format!("{of}/registers/sites"), &json!({}))
        .expect(200);
    let xform = coordinator
        .get(&format!("{PROJECT}/forms/sites.xml"))
        .expect(200)
        .text();
    let version = xform::XForm::read(xform.as_bytes())
        .expect("an XForm")
        .version;
    let xform = xform.replace(&format!("version=\"{version}\""), "version=\"tried-out\"");
    let base = draft(&coordinator, "sites", &xform);
    let bound = coordinator
        .get(&format!("{of}/forms/sites/register"))
        .expect(200)
        .json();
    assert_eq!(
        bound["register"], "sites",
        "the form is bound all the while"
    );
    let sites = || {
        let list = "/api/v1/registers/sites/records?limit=1";
        coordinator.get(list).expect(200).json()["count"].clone()
    };
    let before = (sites(), counted(&coordinator, "sites"));
    let filled = |instance: &str, version: &str| {
        format!(
            "<data id=\"sites\" version=\"{version}\"><site_id>from-a-trial</site_id><name>Al Karama</name>\
             <site_status>open</site_status><latitude>4.5</latitude><longitude>20.25</longitude>\
             <meta><instanceID>{instance}</instanceID></meta></data>"
        )
    };
    let phone = node.visitor();
    send(&phone, &base, &filled("uuid:t1", "tried-out"), &[]).expect(201);
    assert_eq!(tests(&coordinator, "sites"), 1);
    let found = "/api/v1/registers/sites/records?filter=site_id:eq:from-a-trial";
    let nothing = || {
        assert_eq!((sites(), counted(&coordinator, "sites")), before.clone());
        let found = coordinator.get(found).expect(200).json();
        assert_eq!(found["records"], json!([]));
    };
    nothing();
    publish_draft(&coordinator, "sites").expect(200);
    nothing();
    // The same answers in earnest do.
    let (key, _) = device(&coordinator);
    send(&phone, &key, &filled("uuid:r1", "tried-out"), &[]).expect(201);
    let made = coordinator.get(found).expect(200).json();
    assert_eq!(made["records"].as_array().map(Vec::len), Some(1));
}

/// Families with members, as version 2 of the form of the wells.
const FAMILIES: &str = "| survey |\n| | type | name | label |\n| | integer | families | Families |\n\
    | | begin_repeat | member | Member |\n| | text | name | Name |\n| | end_repeat | | |\n\
    | settings |\n| | form_id | version | form_title |\n| | photos | 2 | Photos of wells |\n";

#[test]
fn tests_of_a_draft_are_read_as_tables_and_never_beside_what_is_real() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let service = format!("{PROJECT}/forms/photos/draft.svc");
    manager.get(&service).expect(404);
    let (key, _) = device(&manager);
    let phone = node.visitor();
    send(&phone, &key, &xml("uuid:r1", "1", ""), &[]).expect(201);
    let base = collect::draft(&manager, "photos", ("text/markdown", FAMILIES));
    let filled = |instance: &str, families: u32| {
        format!(
            "<data id=\"photos\" version=\"2\"><families>{families}</families><member><name>Ann</name></member>\
             <member><name>Bo</name></member><meta><instanceID>{instance}</instanceID></meta></data>"
        )
    };
    for (number, instance) in [(1, "uuid:t1"), (2, "uuid:t2"), (3, "uuid:t3")] {
        send(&phone, &base, &filled(instance, number), &[]).expect(201);
    }

    let get = |rest: &str| manager.get(&format!("{service}{rest}")).expect(200).json();
    let document = get("");
    let names: Vec<&Value> = document["value"]
        .as_array()
        .expect("tables")
        .iter()
        .map(|table| &table["name"])
        .collect();
    assert_eq!(names, ["Submissions", "Submissions.member"]);
    let context = document["@odata.context"].as_str().expect("a context");
    assert!(
        context.ends_with("/forms/photos/draft.svc/$metadata"),
        "{context}"
    );
    let schema = manager
        .get(&format!("{service}/$metadata"))
        .expect(200)
        .text();
    assert!(schema.contains("Name=\"families\""), "{schema}");

    let ids = |answer: &Value| -> Vec<String> {
        let rows = answer["value"].as_array().cloned().unwrap_or_default();
        rows.iter()
            .map(|row| row["__id"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let page = get("/Submissions?$top=2&$count=true");
    assert_eq!(
        (ids(&page), &page["@odata.count"]),
        (vec!["uuid:t3".to_owned(), "uuid:t2".to_owned()], &json!(3))
    );
    assert_eq!(
        page["value"][0]["__system"]["submitterId"],
        Value::Null,
        "nobody signed in"
    );
    let next = page["@odata.nextLink"].as_str().expect("a next page");
    assert!(next.contains("/draft.svc/Submissions?"), "{next}");
    let rest = manager
        .get(&next[next.find("/v1/").expect("a path")..])
        .expect(200)
        .json();
    assert_eq!(ids(&rest), ["uuid:t1"]);
    let members = get("/Submissions.member?$count=true&$top=0");
    assert_eq!(members["@odata.count"], 6);
    let one = get("/Submissions('uuid:t2')?$expand=*");
    assert_eq!(
        (&one["families"], &one["member"][1]["name"]),
        (&json!(2), &json!("Bo"))
    );
    manager
        .get(&format!("{service}/Submissions('uuid:r1')"))
        .expect(404);

    // What is real stays what it was, and who draws no forms reads no tests.
    let real = manager
        .get(&format!("{PROJECT}/forms/photos.svc/Submissions"))
        .expect(200)
        .json();
    assert_eq!(ids(&real), ["uuid:r1"]);
    node.user("enumerator")
        .get(&format!("{service}/Submissions"))
        .expect(403);
    publish_draft(&manager, "photos").expect(200);
    manager.get(&format!("{service}/Submissions")).expect(404);
}

#[test]
fn files_of_a_trial_are_closed_with_it_and_shared_content_stays_with_what_is_real() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let (key, _) = device(&manager);
    let phone = node.visitor();
    let photo: (&str, &[u8]) = ("a.jpg", b"the same photo");
    send(&phone, &key, &xml("uuid:r1", "1", "a.jpg"), &[photo]).expect(201);
    let form = manager
        .get(&format!("{PROJECT}/forms/photos.xml"))
        .expect(200)
        .text();
    let second = form.replace("version=\"1\"", "version=\"2\"");
    let base = draft(&manager, "photos", &second);
    let test = |instance: &str, name: &str| {
        xml(instance, "1", name).replace("version=\"1\"", "version=\"2\"")
    };
    send(&phone, &base, &test("uuid:t1", "a.jpg"), &[photo]).expect(201);
    let own: (&str, &[u8]) = ("b.jpg", b"a photo of a test");
    send(&phone, &base, &test("uuid:t2", "b.jpg"), &[own]).expect(201);
    let tests = format!("{PROJECT}/forms/photos/draft/submissions");
    let file = |instance: &str, name: &str| format!("{tests}/{instance}/attachments/{name}");
    assert_eq!(
        manager.get(&file("uuid:t2", "b.jpg")).expect(200).body,
        own.1
    );

    // Another draft takes its place: the files of the first trial are opened by nobody.
    draft(
        &manager,
        "photos",
        &form.replace("version=\"1\"", "version=\"3\""),
    );
    for (instance, name) in [("uuid:t1", "a.jpg"), ("uuid:t2", "b.jpg")] {
        manager.get(&file(instance, name)).expect(404);
        let real = format!("{PROJECT}/forms/photos/submissions/{instance}/attachments/{name}");
        manager.get(&real).expect(404);
    }
    let held = manager
        .get("/api/v1/registers/draft_submission_files/records")
        .expect(200)
        .text();
    assert!(!held.contains("b.jpg"), "{held}");
    // The real submission keeps the photo that it shares with a test.
    let real = manager
        .get(&format!(
            "{PROJECT}/forms/photos/submissions/uuid:r1/attachments/a.jpg"
        ))
        .expect(200);
    assert_eq!(real.body, photo.1);
}
