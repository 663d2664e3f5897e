//! Field collection as a phone meets it: the whole protocol of OpenRosa against the real binary.

use serde_json::{Value, json};

use crate::{
    client::{Answer, Client},
    node::Node,
};

pub const PROJECT: &str = "/v1/projects/1";

pub fn xml(instance: &str, families: &str, photo: &str) -> String {
    format!(
        "<?xml version='1.0' ?><data id=\"photos\" version=\"1\"><families>{families}</families><photo>{photo}</photo>\
         <meta><instanceID>{instance}</instanceID></meta></data>"
    )
}

/// Sends a submission as ODK Collect does.
#[track_caller]
pub fn send(who: &Client, base: &str, xml: &str, files: &[(&str, &[u8])]) -> Answer {
    try_send(who, base, xml, files).expect("an answer")
}

/// The same over a connection that may break.
pub fn try_send(
    who: &Client,
    base: &str,
    xml: &str,
    files: &[(&str, &[u8])],
) -> std::io::Result<Answer> {
    let mut body = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"xml_submission_file\"; filename=\"a.xml\"\r\n\
         content-type: text/xml\r\n\r\n{xml}\r\n"
    )
    .into_bytes();
    for (name, content) in files {
        body.extend(
            format!(
                "--edge\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{name}\"\r\n\
                 content-type: image/jpeg\r\n\r\n"
            )
            .bytes(),
        );
        body.extend_from_slice(content);
        body.extend(b"\r\n");
    }
    body.extend(b"--edge--\r\n");
    who.with("content-type", "multipart/form-data; boundary=edge")
        .with("x-openrosa-version", "1.0")
        .try_send(
            "POST",
            &format!("{base}/submission?deviceID=phone-7"),
            Some(&body),
        )
}

/// The text of the first element of this name.
pub fn element(document: &str, name: &str) -> String {
    let start = document.find(&format!("<{name}>")).expect("the element") + name.len() + 2;
    document[start..]
        .split('<')
        .next()
        .unwrap_or_default()
        .to_owned()
}

const PHOTOS: &str = "| survey |\n| | type | name | label |\n| | integer | families | Families |\n| | image | photo | Photo |\n\
    | settings |\n| | form_id | version |\n| | photos | 1 |\n";

pub fn form_with_photo(node: &Node) -> Client {
    let manager = node.user("manager");
    manager
        .with("content-type", "text/markdown")
        .send(
            "POST",
            &format!("{PROJECT}/forms?publish=true&ignoreWarnings=true"),
            Some(PHOTOS.as_bytes()),
        )
        .expect(200);
    manager
}

/// Keeps a draft of a form, of this type and text; the address under which it is tried out.
pub fn draft(manager: &Client, form: &str, (kind, text): (&str, &str)) -> String {
    let path = format!("{PROJECT}/forms/{form}/draft");
    manager
        .with("content-type", kind)
        .send(
            "POST",
            &format!("{path}?ignoreWarnings=true"),
            Some(text.as_bytes()),
        )
        .expect(200);
    let draft = manager.get(&path).expect(200).json();
    let token = draft["draftToken"].as_str().expect("a token");
    format!("/v1/test/{token}/projects/1/forms/{form}/draft")
}

pub fn publish_draft(manager: &Client, form: &str) -> Answer {
    manager.send(
        "POST",
        &format!("{PROJECT}/forms/{form}/draft/publish"),
        None,
    )
}

pub fn device(manager: &Client) -> (String, Value) {
    let made = manager
        .post(
            &format!("{PROJECT}/app-users"),
            &json!({"displayName": "Phone 7"}),
        )
        .expect(200)
        .json();
    (
        format!(
            "/v1/key/{}/projects/1",
            made["token"].as_str().expect("a token")
        ),
        made,
    )
}

#[test]
fn a_phone_gets_its_forms_and_sends_what_was_filled_in_once_however_often() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let (base, _) = device(&manager);
    let phone = node.visitor();

    let list = phone
        .get(&format!("{base}/formList?formID=photos"))
        .expect(200);
    assert_eq!(list.header("x-openrosa-version"), Some("1.0"));
    assert!(
        list.header("date").is_some()
            && list.header("content-type") == Some("text/xml; charset=utf-8")
    );
    let text = list.text();
    assert!(
        !text.contains("site_check"),
        "only the form asked for: {text}"
    );
    let address = element(&text, "downloadUrl");
    let path = &address[address.find("/v1/").expect("a path")..];
    let form = phone.get(path).expect(200);
    assert!(
        form.text()
            .contains("<bind nodeset=\"/data/families\" type=\"int\""),
        "{}",
        form.text()
    );

    let room = phone
        .send("HEAD", &format!("{base}/submission"), None)
        .expect(204);
    let most: u64 = room
        .header("x-openrosa-accept-content-length")
        .and_then(|said| said.parse().ok())
        .expect("bytes");
    assert!(most > 10_000_000);

    let first = xml("uuid:1", "12", "a.jpg");
    send(&phone, &base, &first, &[]).expect(201);
    let files = |who: &Client| {
        who.get(&format!(
            "{PROJECT}/forms/photos/submissions/uuid:1/attachments"
        ))
        .expect(200)
        .json()
    };
    assert_eq!(
        files(&manager),
        json!([{"name": "a.jpg", "exists": false}]),
        "the photo is still on the phone"
    );
    send(&phone, &base, &first, &[("a.jpg", b"photo")]).expect(202);
    send(&phone, &base, &first, &[("a.jpg", b"photo")]).expect(202);
    assert_eq!(files(&manager), json!([{"name": "a.jpg", "exists": true}]));
    send(&phone, &base, &first, &[("a.jpg", b"another")]).expect(409);
    let photo = manager
        .get(&format!(
            "{PROJECT}/forms/photos/submissions/uuid:1/attachments/a.jpg"
        ))
        .expect(200);
    assert_eq!(
        (photo.body.as_slice(), photo.header("content-type")),
        (b"photo".as_slice(), Some("image/jpeg"))
    );

    let kept = manager
        .get(&format!("{PROJECT}/forms/photos/submissions/uuid:1.xml"))
        .expect(200);
    assert_eq!(kept.text(), first, "byte for byte");
    let all = manager
        .get(&format!("{PROJECT}/forms/photos/submissions"))
        .expect(200)
        .json();
    assert_eq!(all.as_array().map(Vec::len), Some(1));
    assert_eq!(all[0]["deviceId"], "phone-7");
    let record = manager
        .get("/api/v1/registers/submissions/records")
        .expect(200)
        .json();
    assert_eq!(
        record["records"][0]["data"]["data"]["families"], 12,
        "answers are typed"
    );
}

#[test]
fn the_same_instance_with_other_answers_is_set_aside_and_told() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let (base, _) = device(&manager);
    let phone = node.visitor();
    send(&phone, &base, &xml("uuid:2", "1", ""), &[]).expect(201);
    for _ in 0..2 {
        let told = send(&phone, &base, &xml("uuid:2", "2", ""), &[])
            .expect(409)
            .text();
        assert!(
            told.contains("nature=\"error\"") && told.contains("kept"),
            "{told}"
        );
    }
    let aside = manager
        .get("/api/v1/registers/refused_submissions/records")
        .expect(200)
        .json();
    assert_eq!(
        aside["records"].as_array().map(Vec::len),
        Some(1),
        "{aside}"
    );
    assert_eq!(aside["records"][0]["data"]["instance_id"], "uuid:2");
}

#[test]
fn an_edit_replaces_what_stands_and_one_that_comes_late_is_refused() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    send(&manager, PROJECT, &xml("uuid:3", "5", ""), &[]).expect(201);
    let edit = |new: &str, old: &str, families: &str| {
        let ids = format!("<deprecatedID>{old}</deprecatedID><instanceID>{new}</instanceID>");
        xml("x", families, "").replace("<instanceID>x</instanceID>", &ids)
    };
    send(&manager, PROJECT, &edit("uuid:3b", "uuid:3", "6"), &[]).expect(201);
    send(&manager, PROJECT, &edit("uuid:3b", "uuid:3", "6"), &[]).expect(202);
    send(&manager, PROJECT, &edit("uuid:3c", "uuid:3", "7"), &[]).expect(409);
    let one = manager
        .get(&format!("{PROJECT}/forms/photos/submissions/uuid:3"))
        .expect(200)
        .json();
    assert_eq!(
        (&one["currentVersion"]["instanceId"], &one["reviewState"]),
        (&json!("uuid:3b"), &json!("edited"))
    );
    let approved = manager
        .patch(
            &format!("{PROJECT}/forms/photos/submissions/uuid:3"),
            &json!({"reviewState": "approved"}),
        )
        .expect(200)
        .json();
    assert_eq!(approved["reviewState"], "approved");
}

#[test]
fn what_a_phone_may_not_is_refused_in_its_own_envelope() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let (base, made) = device(&manager);
    let phone = node.visitor();

    let nobody = phone.get(&format!("{PROJECT}/formList"));
    assert_eq!(
        (
            nobody.status,
            nobody
                .header("www-authenticate")
                .map(|said| said.starts_with("Basic"))
        ),
        (401, Some(true))
    );
    let basic = phone.with(
        "authorization",
        "Basic ZW51bWVyYXRvcjp3YXltYXJrLWRlbW8tMjAxOQ==",
    );
    basic.get(&format!("{PROJECT}/formList")).expect(200);
    phone
        .with("authorization", "Basic ZW51bWVyYXRvcjp3cm9uZw==")
        .get(&format!("{PROJECT}/formList"))
        .expect(401);
    phone
        .get("/v1/key/wmk_0000/projects/1/formList")
        .expect(401);

    for (sent, status) in [
        ("no xml".to_owned(), 400),
        (
            "<!DOCTYPE d [<!ENTITY a \"b\">]><d id=\"photos\">&a;</d>".to_owned(),
            400,
        ),
        (
            xml("uuid:9", "1", "").replace("id=\"photos\"", "id=\"gone\""),
            404,
        ),
        (
            xml("uuid:9", "1", "").replace("version=\"1\"", "version=\"2\""),
            404,
        ),
    ] {
        let told = send(&phone, &base, &sent, &[]).expect(status).text();
        assert!(
            told.contains("OpenRosaResponse") && told.contains("nature=\"error\""),
            "{told}"
        );
    }
    send(
        &phone,
        &base,
        &xml("uuid:9", "1", "x"),
        &[("../../x", b"1")],
    )
    .expect(400);

    // A token of a phone opens nothing but its forms and its own sending.
    let token = made["token"].as_str().expect("a token");
    let bearer = phone.with("authorization", &format!("Bearer {token}"));
    for path in [
        "/v1/projects/1/forms/photos/submissions",
        "/api/v1/registers/submissions/records",
        "/api/v1/users",
        "/v1/projects/1/app-users",
    ] {
        bearer.get(path).expect(403);
    }
    bearer
        .post("/v1/projects", &json!({"name": "mine"}))
        .expect(403);
    let other = manager
        .post("/v1/projects", &json!({"name": "Another"}))
        .expect(200)
        .json();
    bearer.get("/v1/projects/1/forms").expect(200);
    bearer
        .get(&format!("/v1/projects/{}/forms", other["id"]))
        .expect(403);
    let enumerator = node.user("enumerator");
    enumerator
        .with("content-type", "text/markdown")
        .send("POST", &format!("{PROJECT}/forms"), Some(PHOTOS.as_bytes()))
        .expect(403);
    enumerator
        .get(&format!("{PROJECT}/forms/photos/submissions"))
        .expect(403);

    manager
        .patch(
            &format!("{PROJECT}/forms/photos"),
            &json!({"state": "closed"}),
        )
        .expect(200);
    send(&phone, &base, &xml("uuid:10", "1", ""), &[]).expect(409);
    manager
        .delete(&format!("{PROJECT}/app-users/{}", made["id"]))
        .expect(200);
    phone.get(&format!("{base}/formList")).expect(401);
}

#[test]
fn a_form_with_faults_tells_them_all_and_a_published_version_never_changes() {
    let node = Node::start();
    let manager = node.user("manager").with("content-type", "text/markdown");
    let wrong =
        "| survey |\n| | type | name | label |\n| | integr | a | A |\n| | text | b b | B |\n";
    let told = manager
        .send(
            "POST",
            &format!("{PROJECT}/forms?ignoreWarnings=true"),
            Some(wrong.as_bytes()),
        )
        .expect(400)
        .json();
    assert_eq!(told["code"], 400.15);
    let rows: Vec<&Value> = told["details"]["faults"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|fault| &fault["row"])
        .collect();
    assert_eq!(rows, [2, 3], "{told}");

    form_with_photo(&node);
    let other = PHOTOS.replace("Families", "Households");
    manager
        .send(
            "POST",
            &format!("{PROJECT}/forms/photos/draft?ignoreWarnings=true"),
            Some(other.as_bytes()),
        )
        .expect(200);
    let told = publish_draft(&manager, "photos").expect(409).json();
    assert!(
        told["message"]
            .as_str()
            .unwrap_or_default()
            .contains("another version"),
        "{told}"
    );
    let newer = other.replace("| photos | 1 |", "| photos | 2 |");
    manager
        .send(
            "POST",
            &format!("{PROJECT}/forms/photos/draft?ignoreWarnings=true"),
            Some(newer.as_bytes()),
        )
        .expect(200);
    publish_draft(&manager, "photos").expect(200);
    // What phones still hold of the old version is taken.
    send(
        &node.user("enumerator"),
        PROJECT,
        &xml("uuid:old", "1", ""),
        &[],
    )
    .expect(201);
    let versions = manager
        .get(&format!("{PROJECT}/forms/photos/versions"))
        .expect(200)
        .json();
    assert_eq!(versions.as_array().map(Vec::len), Some(2));
}
