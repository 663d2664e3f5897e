//! A draft is tried out on a phone before it is published, and nothing of that meets what is real.

use serde_json::{Value, json};

use crate::{
    client::Client,
    collect::{self, PROJECT, device, element, form_with_photo, send, xml},
    node::Node,
};

const DRAFT: &str = "/v1/projects/1/forms/photos/draft";

/// The second version: a list beside it, and the entity list `wells`.
fn second(version: &str) -> String {
    format!(
        "| survey |\n| | type | name | label | constraint |\n| | integer | families | Families | . < 100 |\n\
         | | image | photo | Photo | |\n| | select_one_from_file towns.csv | town | Town | |\n\
         | | select_one_from_file wells.csv | well | Well | |\n\
         | settings |\n| | form_id | version | form_title |\n| | photos | {version} | Photos of wells |\n"
    )
}

fn new_draft(manager: &Client, version: &str) {
    collect::draft(manager, "photos", ("text/markdown", &second(version)));
}

fn token(manager: &Client) -> String {
    let draft = manager.get(DRAFT).expect(200).json();
    draft["draftToken"].as_str().expect("a token").to_owned()
}

fn address(token: &str) -> String {
    format!("/v1/test/{token}/projects/1/forms/photos/draft")
}

fn tests(who: &Client) -> Vec<Value> {
    let list = who.get(&format!("{DRAFT}/submissions")).expect(200).json();
    list.as_array().expect("a list").clone()
}

fn version_2(instance: &str, families: &str) -> String {
    xml(instance, families, "a.jpg").replace("version=\"1\"", "version=\"2\"")
}

fn path(document: &str) -> String {
    let address = element(document, "downloadUrl");
    address[address.find("/v1/").expect("a path")..].to_owned()
}

#[test]
fn a_phone_tries_a_draft_out_and_nothing_of_it_meets_what_is_real() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    manager
        .post(&format!("{PROJECT}/datasets"), &json!({"name": "wells"}))
        .expect(200);
    manager
        .post(
            &format!("{PROJECT}/datasets/wells/entities"),
            &json!({"label": "Well of the Oumar family"}),
        )
        .expect(200);
    new_draft(&manager, "2");
    manager
        .with("content-type", "text/csv")
        .send(
            "POST",
            &format!("{DRAFT}/attachments/towns.csv"),
            Some(b"name,label\nbol,Bol\n"),
        )
        .expect(200);
    let phone = node.visitor();
    let base = address(&token(&manager));

    let list = phone.get(&format!("{base}/formList")).expect(200).text();
    assert!(
        list.contains("<version>2</version>") && list.contains("Photos of wells"),
        "{list}"
    );
    assert_eq!(
        list.matches("<xform>").count(),
        1,
        "this form alone: {list}"
    );
    let form = phone.get(&path(&list)).expect(200).text();
    assert!(form.contains("version=\"2\""), "{form}");
    let manifest = phone.get(&format!("{base}/manifest")).expect(200).text();
    assert!(
        manifest.contains("towns.csv") && manifest.contains("wells.csv"),
        "{manifest}"
    );
    let towns = phone
        .get(&format!("{base}/attachments/towns.csv"))
        .expect(200);
    assert_eq!(towns.text(), "name,label\nbol,Bol\n");
    let wells = phone
        .get(&format!("{base}/attachments/wells.csv"))
        .expect(200);
    assert_eq!(
        wells.text().trim_end(),
        "name,label,__version",
        "the columns of an entity list, and no entity"
    );
    phone
        .get(&format!("{base}/attachments/other.csv"))
        .expect(404);

    phone
        .send("HEAD", &format!("{base}/submission"), None)
        .expect(204);
    let test = version_2("uuid:t1", "500");
    send(&phone, &base, &test, &[]).expect(201);
    send(&phone, &base, &test, &[("a.jpg", b"photo")]).expect(202);
    send(&phone, &base, &version_2("uuid:t1", "7"), &[]).expect(409);
    send(&phone, &base, &xml("uuid:t2", "1", ""), &[]).expect(409);
    let other = version_2("uuid:t3", "1").replace("id=\"photos\"", "id=\"site_check\"");
    send(&phone, &base, &other, &[]).expect(400);

    let kept = tests(&manager);
    assert_eq!(kept.len(), 1);
    assert_eq!(
        (
            &kept[0]["instanceId"],
            &kept[0]["deviceId"],
            &kept[0]["submitterId"]
        ),
        (&json!("uuid:t1"), &json!("phone-7"), &Value::Null)
    );
    assert!(
        kept[0]["errors"].as_u64() > Some(0),
        "checked against the draft: {}",
        kept[0]
    );
    let one = format!("{DRAFT}/submissions/uuid:t1");
    assert_eq!(manager.get(&format!("{one}.xml")).expect(200).text(), test);
    assert_eq!(
        manager
            .get(&format!("{one}/attachments"))
            .expect(200)
            .json(),
        json!([{"name": "a.jpg", "exists": true}])
    );
    assert_eq!(
        manager
            .get(&format!("{one}/attachments/a.jpg"))
            .expect(200)
            .body,
        b"photo"
    );

    // Nothing of it is among what is real.
    let real = manager
        .get(&format!("{PROJECT}/forms/photos/submissions"))
        .expect(200)
        .json();
    assert_eq!(real, json!([]));
    for register in ["submissions", "submission_files", "refused_submissions"] {
        let held = manager
            .get(&format!("/api/v1/registers/{register}/records"))
            .expect(200)
            .text();
        assert!(
            !held.contains("uuid:t1") && !held.contains("a.jpg"),
            "{register}: {held}"
        );
    }
    let table = manager
        .get(&format!("{PROJECT}/forms/photos.svc/Submissions"))
        .expect(200)
        .json();
    assert_eq!(table["value"], json!([]));
    let counted = manager
        .with("x-extended-metadata", "true")
        .get(&format!("{PROJECT}/forms/photos"))
        .expect(200)
        .json();
    assert_eq!(counted["submissions"], 0);
}

#[test]
fn a_test_address_opens_its_draft_and_nothing_else_and_dies_with_it() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let phone = node.visitor();
    // A form without a draft has no token, and no text opens it.
    phone
        .get(&format!("{}/formList", address(&"0".repeat(64))))
        .expect(404);
    new_draft(&manager, "2");
    let first = token(&manager);
    let base = address(&first);
    send(&phone, &base, &version_2("uuid:t1", "1"), &[]).expect(201);

    let wrong = address(&format!("{}0", &first[..first.len() - 1]));
    let wrong = if first.ends_with('0') {
        address(&"1".repeat(64))
    } else {
        wrong
    };
    for refused in [
        wrong.as_str(),
        &address(""),
        &base.replace("/forms/photos/", "/forms/site_check/"),
        &base.replace("/projects/1/", "/projects/2/"),
    ] {
        phone.get(&format!("{refused}/formList")).expect(404);
        phone
            .send("HEAD", &format!("{refused}/submission"), None)
            .expect(404);
        send(&phone, refused, &version_2("uuid:t9", "1"), &[]).expect(404);
    }
    // It is no token of a device, and no bearer's either.
    for elsewhere in ["formList", "forms/photos/manifest", "forms/photos.xml"] {
        phone
            .get(&format!("/v1/key/{first}/projects/1/{elsewhere}"))
            .expect(401);
    }
    let bearer = phone.with("authorization", &format!("Bearer {first}"));
    bearer.get(&format!("{PROJECT}/forms")).expect(401);
    bearer.get(&format!("{DRAFT}/submissions")).expect(401);
    send(&bearer, PROJECT, &xml("uuid:r1", "1", ""), &[]).expect(401);
    for reading in [
        "submissions",
        "submissions/uuid:t1",
        "submissions/uuid:t1.xml",
    ] {
        phone.get(&format!("{base}/{reading}")).expect(404);
    }
    // Who cannot draw forms is told no token and reads no tests.
    let enumerator = node.user("enumerator");
    let draft = enumerator.get(DRAFT).expect(200).json();
    assert_eq!(draft["draftToken"], Value::Null);
    enumerator.get(&format!("{DRAFT}/submissions")).expect(403);
    enumerator
        .get("/api/v1/collect/projects/1/forms/photos/draft/test")
        .expect(403);
    let (key, _) = device(&manager);
    let device = key.split('/').nth(3).expect("a token");
    let device = phone.with("authorization", &format!("Bearer {device}"));
    assert_eq!(
        device.get(DRAFT).expect(200).json()["draftToken"],
        Value::Null
    );
    device.get(&format!("{DRAFT}/submissions")).expect(403);
    for who in [&manager, &node.user("admin"), &device] {
        let read = who.get("/api/v1/registers/draft_trials/records");
        assert!(!read.text().contains(&first), "a token in a register");
    }

    // Replaced: phones go on with the new draft, and the tests of the old one are gone.
    new_draft(&manager, "3");
    assert_eq!(token(&manager), first);
    assert!(tests(&manager).is_empty());
    manager
        .get(&format!("{DRAFT}/submissions/uuid:t1"))
        .expect(404);
    let stale = send(&phone, &base, &version_2("uuid:t1", "1"), &[]).expect(409);
    assert!(stale.text().contains("replaced"), "{}", stale.text());
    let third = xml("uuid:t1", "2", "").replace("version=\"1\"", "version=\"3\"");
    send(&phone, &base, &third, &[]).expect(201);
    assert_eq!(tests(&manager).len(), 1);

    // Published: address and tests end; the published version begins empty.
    manager
        .send("POST", &format!("{DRAFT}/publish"), None)
        .expect(200);
    for gone in ["formList", "manifest"] {
        phone.get(&format!("{base}/{gone}")).expect(404);
    }
    phone.get(&format!("{base}.xml")).expect(404);
    send(&phone, &base, &third, &[]).expect(404);
    manager.get(&format!("{DRAFT}/submissions")).expect(404);
    let left = manager
        .get("/api/v1/registers/draft_submissions/records")
        .expect(200)
        .text();
    assert!(!left.contains("uuid:t1"), "{left}");
    let real = manager
        .get(&format!("{PROJECT}/forms/photos/submissions"))
        .expect(200);
    assert_eq!(real.json(), json!([]));

    // The next draft has another address.
    new_draft(&manager, "4");
    assert_ne!(token(&manager), first);
    phone.get(&format!("{base}/formList")).expect(404);
}

#[test]
fn the_code_of_a_draft_tells_collect_where_to_connect() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let code = "/api/v1/collect/projects/1/forms/photos/draft/test";
    manager.get(code).expect(404);
    new_draft(&manager, "2");
    let told = manager
        .with("accept-language", "fr")
        .get(code)
        .expect(200)
        .json();
    let address = told["address"].as_str().expect("an address");
    let settings: Value =
        serde_json::from_str(told["settings"].as_str().expect("settings")).expect("JSON");
    assert_eq!(settings["general"]["server_url"], address);
    assert_eq!(settings["project"]["name"], "Essai : Photos of wells");
    assert!(
        told["code"]
            .as_str()
            .expect("a drawing")
            .starts_with("<svg")
    );
    assert_eq!(told["submissions"], 0);
    let base = &address[address.find("/v1/").expect("a path")..];
    send(&node.visitor(), base, &version_2("uuid:t1", "1"), &[]).expect(201);
    assert_eq!(manager.get(code).expect(200).json()["submissions"], 1);
}
