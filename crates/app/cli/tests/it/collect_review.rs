//! What a data manager does with submissions: looks at what was found, decides about those that contradict each other,
//! and sets up phones.

use serde_json::{Value, json};

use crate::{
    client::Client,
    collect::{PROJECT, device, form_with_photo, send, xml},
    node::Node,
};

const FORM: &str = "/api/v1/collect/projects/1/forms/photos/submissions";

fn got(who: &Client, path: &str) -> Value {
    who.get(path).expect(200).json()
}

/// The instances of a list, in its order.
fn instances(page: &Value) -> Vec<&str> {
    page["submissions"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| one["instance"].as_str())
        .collect()
}

/// The value at a place.
fn at<'a>(list: &'a Value, place: &str) -> &'a Value {
    list.as_array()
        .into_iter()
        .flatten()
        .find(|one| one["at"] == place)
        .unwrap_or(&Value::Null)
}

#[test]
fn submissions_are_found_by_page_by_review_and_by_what_is_wrong_with_them() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    for (instance, families) in [("uuid:a", "1"), ("uuid:b", "many"), ("uuid:c", "3")] {
        send(&manager, PROJECT, &xml(instance, families, ""), &[]).expect(201);
    }
    let first = got(&manager, &format!("{FORM}?limit=2"));
    assert_eq!(instances(&first), ["uuid:c", "uuid:b"], "the newest first");
    assert_eq!(first["count"], 3);
    let cursor = first["next"].as_str().expect("a second page");
    let second = got(&manager, &format!("{FORM}?limit=2&cursor={cursor}"));
    assert_eq!(instances(&second), ["uuid:a"]);
    assert!(second["next"].is_null() && second["previous"].is_string());

    assert_eq!(
        instances(&got(&manager, &format!("{FORM}?findings=errors"))),
        ["uuid:b"]
    );
    assert_eq!(
        instances(&got(&manager, &format!("{FORM}?findings=none"))),
        ["uuid:c", "uuid:a"]
    );
    manager
        .patch(
            &format!("{PROJECT}/forms/photos/submissions/uuid:b"),
            &json!({"reviewState": "rejected"}),
        )
        .expect(200);
    assert_eq!(
        instances(&got(
            &manager,
            &format!("{FORM}?state=rejected&findings=any")
        )),
        ["uuid:b"]
    );
    assert!(instances(&got(&manager, &format!("{FORM}?state=approved"))).is_empty());
    manager.get(&format!("{FORM}?findings=many")).expect(400);

    for stranger in ["enumerator", "partner"] {
        let stranger = node.user(stranger);
        stranger.get(FORM).expect(403);
        stranger.get(&format!("{FORM}/uuid:a")).expect(403);
    }
    assert!(instances(&got(&node.user("elsewhere"), FORM)).is_empty());
}

#[test]
fn one_submission_tells_values_findings_files_and_what_became_of_it() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let (base, _) = device(&manager);
    let phone = node.visitor();
    let first = xml("uuid:1", "a dozen", "a.jpg");
    send(&phone, &base, &first, &[]).expect(201);
    let path = format!("{FORM}/uuid:1");
    let told = got(&manager, &path);
    assert_eq!(told["about"]["sender"], "Phone 7", "{told}");
    assert_eq!(
        (&told["about"]["errors"], &told["about"]["files"]),
        (&json!(1), &json!(1))
    );
    let families = at(&told["values"], "/data/families");
    assert_eq!(
        families["label"]
            .as_object()
            .and_then(|label| label.values().next()),
        Some(&json!("Families"))
    );
    assert_eq!(
        (&families["value"], &families["findings"][0]["rule"]),
        (&json!("a dozen"), &json!("type"))
    );
    assert_eq!(at(&told["values"], "/data/photo")["file_exists"], false);
    assert_eq!(
        told["files"][0],
        json!({"name": "a.jpg", "expected": true, "exists": false, "size": null, "media_type": null})
    );

    send(&phone, &base, &first, &[("a.jpg", b"photo")]).expect(202);
    let edit = xml("x", "12", "a.jpg").replace(
        "<instanceID>x</instanceID>",
        "<deprecatedID>uuid:1</deprecatedID><instanceID>uuid:1b</instanceID>",
    );
    send(&manager, PROJECT, &edit, &[]).expect(201);
    let one = format!("{PROJECT}/forms/photos/submissions/uuid:1");
    manager
        .post(
            &format!("{one}/comments"),
            &json!({"body": "called the site"}),
        )
        .expect(200);
    manager
        .patch(&one, &json!({"reviewState": "approved"}))
        .expect(200);

    let told = got(&manager, &path);
    assert_eq!(
        (
            &told["current"],
            &told["about"]["errors"],
            &told["about"]["state"]
        ),
        (&json!("uuid:1b"), &json!(0), &json!("approved"))
    );
    assert_eq!(at(&told["values"], "/data/photo")["file_exists"], true);
    let events = told["events"].as_array().expect("a history");
    let what: Vec<&str> = events
        .iter()
        .filter_map(|event| event["what"].as_str())
        .collect();
    assert_eq!(what, ["received", "edited", "commented", "reviewed"]);
    let change = &events[1]["changes"][0];
    assert_eq!(
        (&change["before"], &change["after"]),
        (&json!("a dozen"), &json!("12"))
    );
    assert_eq!(events[1]["changes"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&events[2]["words"], &events[3]["step"]),
        (&json!("called the site"), &json!("approve"))
    );
    manager.get(&format!("{FORM}/uuid:gone")).expect(404);
}

/// A submission and another body of it, refused; where to look at both, and what is known about them.
fn refused(node: &Node, manager: &Client, instance: &str) -> (String, Value) {
    let (base, _) = device(manager);
    let phone = node.visitor();
    send(
        &phone,
        &base,
        &xml(instance, "12", "a.jpg"),
        &[("a.jpg", b"stored")],
    )
    .expect(201);
    let other = xml(instance, "21", "a.jpg");
    // The second request has the file that did not fit into the first.
    send(&phone, &base, &other, &[]).expect(409);
    send(&phone, &base, &other, &[("a.jpg", b"refused")]).expect(409);
    let list = got(
        manager,
        "/api/v1/collect/refused?project=1&form=photos&state=waiting",
    );
    let id = list["refused"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|one| one["instance"] == instance)
        .and_then(|one| one["id"].as_str())
        .expect("it is listed");
    let path = format!("/api/v1/collect/refused/{id}");
    let both = got(manager, &path);
    (path, both)
}

fn decision(kind: &str, seen: &Value) -> Value {
    json!({"decision": kind, "reason": "the enumerator was asked", "seen": seen, "values": {}})
}

#[test]
fn a_refused_submission_is_laid_beside_the_stored_one_and_can_be_left() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let (path, both) = refused(&node, &manager, "uuid:keep");
    let families = at(&both["pairs"], "/data/families");
    assert_eq!(
        (
            &families["stored"],
            &families["refused"],
            &families["differs"]
        ),
        (&json!("12"), &json!("21"), &json!(true)),
        "{both}"
    );
    assert_eq!(at(&both["pairs"], "/data/photo")["differs"], false);
    assert_eq!(
        both["refused"]["files"][0]["exists"], true,
        "its file was kept too"
    );
    assert_eq!(both["refused"]["sender"], "Phone 7");

    let decide = format!("{path}/decision");
    let keep = decision("keep", &both["current"]);
    for stranger in ["enumerator", "partner", "analyst", "elsewhere"] {
        let stranger = node.user(stranger);
        let status = stranger.post(&decide, &keep).status;
        assert!(matches!(status, 403 | 404), "{status}");
        let status = stranger.get(&path).status;
        assert!(matches!(status, 403 | 404), "{status}");
    }
    node.user("enumerator")
        .get("/api/v1/collect/refused")
        .expect(403);
    let mut silent = keep.clone();
    silent["reason"] = json!("  ");
    manager.post(&decide, &silent).expect(422);
    manager
        .post(&decide, &decision("keep", &json!("uuid:other")))
        .expect(409);

    let done = manager.post(&decide, &keep).expect(200).json();
    assert_eq!(
        (
            &done["about"]["state"],
            &done["about"]["decided"]["decision"]
        ),
        (&json!("discarded"), &json!("keep"))
    );
    manager.post(&decide, &keep).expect(409);
    let told = got(&manager, &format!("{FORM}/uuid:keep"));
    assert_eq!(at(&told["values"], "/data/families")["value"], "12");
    let decided = told["events"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|event| event["what"] == "decided");
    assert_eq!(
        decided.map(|event| &event["words"]),
        Some(&json!("the enumerator was asked"))
    );
}

#[test]
fn a_refused_submission_can_replace_the_stored_one_and_no_file_is_lost() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let (path, both) = refused(&node, &manager, "uuid:edit");
    let edit = decision("edit", &both["current"]);
    let done = manager
        .post(&format!("{path}/decision"), &edit)
        .expect(200)
        .json();
    assert_eq!(done["about"]["state"], "merged");
    let told = got(&manager, &format!("{FORM}/uuid:edit"));
    assert_eq!(at(&told["values"], "/data/families")["value"], "21");
    assert_eq!(told["about"]["state"], "edited");
    assert_eq!(told["current"], done["about"]["decided"]["became"]);
    // Both files stand, each under its name, with its content.
    let name = at(&told["values"], "/data/photo")["value"]
        .as_str()
        .expect("a name")
        .to_owned();
    assert_ne!(name, "a.jpg");
    let file = |name: &str| {
        manager
            .get(&format!(
                "{PROJECT}/forms/photos/submissions/uuid:edit/attachments/{name}"
            ))
            .expect(200)
            .body
    };
    assert_eq!(file(&name), b"refused");
    assert_eq!(file("a.jpg"), b"stored");
    assert_eq!(told["events"][1]["what"], "refused");
}

#[test]
fn chosen_values_of_a_refused_submission_become_an_edit() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let (path, both) = refused(&node, &manager, "uuid:values");
    let mut asked = decision("values", &both["current"]);
    manager
        .post(&format!("{path}/decision"), &asked)
        .expect(422);
    asked["values"] = json!({"/data/photo": "refused"});
    manager
        .post(&format!("{path}/decision"), &asked)
        .expect(422);
    asked["values"] = json!({"/data/families": "refused"});
    let done = manager
        .post(&format!("{path}/decision"), &asked)
        .expect(200)
        .json();
    assert_eq!(done["about"]["decided"]["taken"], json!(["/data/families"]));
    let told = got(&manager, &format!("{FORM}/uuid:values"));
    assert_eq!(at(&told["values"], "/data/families")["value"], "21");
    assert_eq!(at(&told["values"], "/data/photo")["value"], "a.jpg");
    let kept = manager
        .get(&format!(
            "{PROJECT}/forms/photos/submissions/uuid:values.xml"
        ))
        .expect(200)
        .text();
    assert!(
        kept.contains("<deprecatedID>uuid:values</deprecatedID>"),
        "{kept}"
    );
}

#[test]
fn an_edit_that_comes_after_another_is_kept_for_the_decision() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    send(&manager, PROJECT, &xml("uuid:first", "1", ""), &[]).expect(201);
    let edit = |new: &str, families: &str| {
        let ids = format!("<deprecatedID>uuid:first</deprecatedID><instanceID>{new}</instanceID>");
        xml("x", families, "").replace("<instanceID>x</instanceID>", &ids)
    };
    send(&manager, PROJECT, &edit("uuid:second", "2"), &[]).expect(201);
    for _ in 0..2 {
        let told = send(&manager, PROJECT, &edit("uuid:late", "3"), &[])
            .expect(409)
            .text();
        assert!(told.contains("kept"), "{told}");
    }
    let list = got(&manager, "/api/v1/collect/refused?form=photos");
    assert_eq!(list["count"], 1, "{list}");
    let path = format!(
        "/api/v1/collect/refused/{}",
        list["refused"][0]["id"].as_str().expect("an id")
    );
    let both = got(&manager, &path);
    let families = at(&both["pairs"], "/data/families");
    assert_eq!(
        (&families["stored"], &families["refused"]),
        (&json!("2"), &json!("3"))
    );
    manager
        .post(
            &format!("{path}/decision"),
            &decision("edit", &both["current"]),
        )
        .expect(200);
    let told = got(&manager, &format!("{FORM}/uuid:first"));
    assert_eq!(at(&told["values"], "/data/families")["value"], "3");
}

#[test]
fn a_refused_submission_can_stand_for_itself() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let (path, both) = refused(&node, &manager, "uuid:two");
    let asked = decision("separate", &both["current"]);
    let done = manager
        .post(&format!("{path}/decision"), &asked)
        .expect(200)
        .json();
    assert_eq!(done["about"]["state"], "separate");
    let became = done["about"]["decided"]["became"]
        .as_str()
        .expect("an instance")
        .to_owned();
    let told = got(&manager, &format!("{FORM}/{became}"));
    assert_eq!(at(&told["values"], "/data/families")["value"], "21");
    assert_eq!(
        told["about"]["sender"], "Phone 7",
        "it is still that phone's work"
    );
    assert_eq!(told["files"][0]["exists"], true);
    let first = got(&manager, &format!("{FORM}/uuid:two"));
    assert_eq!(at(&first["values"], "/data/families")["value"], "12");
    // A closed form takes nothing over, and says so to who decides.
    let (path, both) = refused(&node, &manager, "uuid:three");
    manager
        .patch(
            &format!("{PROJECT}/forms/photos"),
            &json!({"state": "closed"}),
        )
        .expect(200);
    let told = manager
        .post(
            &format!("{path}/decision"),
            &decision("edit", &both["current"]),
        )
        .expect(409)
        .text();
    assert!(told.contains("closed"), "{told}");
    manager
        .post(
            &format!("{path}/decision"),
            &decision("keep", &both["current"]),
        )
        .expect(200);
}

#[test]
fn a_phone_is_set_up_by_a_code_that_is_shown_once() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let path = "/api/v1/collect/projects/1/devices";
    let made = manager
        .post(path, &json!({"name": "Phone 8"}))
        .expect(200)
        .json();
    let settings: Value =
        serde_json::from_str(made["settings"].as_str().expect("settings")).expect("JSON");
    assert_eq!(settings["general"]["server_url"], made["address"]);
    assert_eq!(settings["project"]["name"], "Marula: site checks");
    assert!(
        made["code"]
            .as_str()
            .is_some_and(|code| code.starts_with("<svg") && code.ends_with("</svg>"))
    );
    let address = made["address"].as_str().expect("an address");
    let phone = node.visitor();
    let from = address.find("/v1/").expect("a path");
    let list = phone
        .get(&format!("{}/formList", &address[from..]))
        .expect(200)
        .text();
    assert!(list.contains("<formID>photos</formID>"), "{list}");
    let devices = got(&manager, &format!("{PROJECT}/app-users"));
    assert!(
        devices
            .as_array()
            .into_iter()
            .flatten()
            .all(|one| one["token"].is_null())
    );

    manager.post(path, &json!({"name": " "})).expect(400);
    manager
        .post("/api/v1/collect/projects/9/devices", &json!({"name": "a"}))
        .expect(404);
    node.user("enumerator")
        .post(path, &json!({"name": "a"}))
        .expect(403);
    phone.post(path, &json!({"name": "a"})).expect(401);
}
