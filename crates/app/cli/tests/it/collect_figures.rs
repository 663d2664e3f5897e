//! Field collection for those who look at it: figures of forms, pages of submissions, small pictures, and what phones
//! are told in their language.

use serde_json::{Value, json};

use crate::{
    client::Client,
    collect::{PROJECT, device, form_with_photo, send, xml},
    node::Node,
};

/// A JPEG of one grey block, 8 by 8 pixels.
fn jpeg() -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(640, 480, image::Rgb([200, 30, 30]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .expect("a JPEG");
    bytes.into_inner()
}

fn got(who: &Client, path: &str) -> Value {
    who.with("x-extended-metadata", "true")
        .get(path)
        .expect(200)
        .json()
}

#[test]
fn forms_are_listed_with_their_figures_and_submissions_by_pages() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let form = format!("{PROJECT}/forms/photos");
    let none = got(&manager, &form);
    assert_eq!(
        (&none["submissions"], &none["lastSubmission"]),
        (&json!(0), &Value::Null)
    );
    for number in 0..5 {
        send(
            &manager,
            PROJECT,
            &xml(&format!("uuid:{number}"), "1", ""),
            &[],
        )
        .expect(201);
    }
    let review = json!({"reviewState": "hasIssues"});
    manager
        .patch(&format!("{form}/submissions/uuid:1"), &review)
        .expect(200);
    let told = got(&manager, &form);
    assert_eq!(told["submissions"], 5);
    assert!(told["lastSubmission"].is_string());
    assert_eq!(
        told["reviewStates"],
        json!({"received": 4, "hasIssues": 1, "edited": 0})
    );
    let all = got(&manager, &format!("{PROJECT}/forms"));
    let mine = all
        .as_array()
        .into_iter()
        .flatten()
        .find(|one| one["xmlFormId"] == "photos");
    assert_eq!(mine.map(|one| &one["submissions"]), Some(&json!(5)));
    // Whoever may not see submissions is not told how many there are.
    assert!(got(&node.user("enumerator"), &form)["submissions"].is_null());
    let page = |query: &str| -> Vec<String> {
        let list = got(&manager, &format!("{form}/submissions{query}"));
        let list = list.as_array().cloned().unwrap_or_default();
        list.iter()
            .map(|one| one["instanceId"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(page("").len(), 5);
    assert_eq!(page("?limit=2"), ["uuid:4", "uuid:3"]);
    assert_eq!(page("?limit=2&offset=3"), ["uuid:1", "uuid:0"]);
    assert!(page("?offset=9").is_empty());
    manager
        .get(&format!("{form}/submissions?limit=x"))
        .expect(400);
}

#[test]
fn a_photograph_is_shown_small_and_what_is_none_is_told() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let photo = jpeg();
    send(
        &manager,
        PROJECT,
        &xml("uuid:p", "1", "p.jpg"),
        &[("p.jpg", &photo)],
    )
    .expect(201);
    send(
        &manager,
        PROJECT,
        &xml("uuid:q", "1", "q.jpg"),
        &[("q.jpg", b"no picture")],
    )
    .expect(201);
    let at = |instance: &str, name: &str, query: &str| {
        format!(
            "{PROJECT}/forms/photos/submissions/uuid:{instance}/attachments/{name}/picture{query}"
        )
    };
    let small = manager.get(&at("p", "p.jpg", "")).expect(200);
    assert_eq!(small.header("content-type"), Some("image/jpeg"));
    let tag = small.header("etag").expect("a tag").to_owned();
    let shown = image::load_from_memory(&small.body).expect("a picture");
    assert_eq!((shown.width(), shown.height()), (320, 240));
    manager
        .with("if-none-match", &tag)
        .get(&at("p", "p.jpg", ""))
        .expect(304);
    let large = manager.get(&at("p", "p.jpg", "?edge=1600")).expect(200);
    assert_eq!(
        image::load_from_memory(&large.body)
            .expect("a picture")
            .width(),
        640
    );
    manager.get(&at("p", "p.jpg", "?edge=9000")).expect(400);
    manager.get(&at("q", "q.jpg", "")).expect(415);
    manager.get(&at("q", "other.jpg", "")).expect(404);
    node.user("enumerator")
        .get(&at("p", "p.jpg", ""))
        .expect(403);
}

#[test]
fn phones_are_answered_in_the_language_that_they_ask_for() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let (base, _) = device(&manager);
    let phone = node.visitor();
    let french = phone.with("accept-language", "fr-TD, en;q=0.5");
    let taken = send(&french, &base, &xml("uuid:l", "1", ""), &[]).expect(201);
    assert_eq!(taken.header("content-language"), Some("fr"));
    assert!(taken.text().contains("Reçu"), "{}", taken.text());
    let twice = send(&french, &base, &xml("uuid:l", "2", ""), &[]).expect(409);
    assert!(
        twice.text().contains("d’autres réponses"),
        "{}",
        twice.text()
    );
    let arabic = phone.with("accept-language", "ar");
    let unknown = xml("uuid:m", "1", "").replace("id=\"photos\"", "id=\"nothing\"");
    let unknown = send(&arabic, &base, &unknown, &[]).expect(404);
    assert_eq!(unknown.header("content-language"), Some("ar"));
    assert!(unknown.text().contains("النموذج"), "{}", unknown.text());
    let swahili = send(
        &phone.with("accept-language", "sw"),
        &base,
        &xml("uuid:l", "3", ""),
        &[],
    )
    .expect(409);
    assert_eq!(swahili.header("content-language"), Some("en"));
}

#[test]
fn what_is_larger_than_announced_is_refused_in_words_and_nothing_is_kept() {
    let node = Node::start();
    let manager = form_with_photo(&node);
    let (base, _) = device(&manager);
    let phone = node.visitor();
    let room = phone
        .send("HEAD", &format!("{base}/submission"), None)
        .expect(204);
    let most: usize = room
        .header("x-openrosa-accept-content-length")
        .and_then(|said| said.parse().ok())
        .expect("a length");
    assert_eq!(most, 60 * 1024 * 1024);
    let large = vec![0_u8; most + 2 * 1024 * 1024];
    let body = xml("uuid:large", "1", "p.jpg");
    // The server may close the connection before all of it is sent: then there is no answer to read.
    if let Ok(answer) = crate::collect::try_send(&phone, &base, &body, &[("p.jpg", &large)]) {
        let answer = answer.expect(413);
        assert!(
            answer.text().contains("OpenRosaResponse") && answer.text().contains("60 MB"),
            "{}",
            answer.text()
        );
    }
    let list = manager
        .get(&format!("{PROJECT}/forms/photos/submissions"))
        .expect(200)
        .json();
    assert_eq!(list, json!([]));
    // In two parts it goes through.
    let half = vec![7_u8; 1024 * 1024];
    send(&phone, &base, &body, &[]).expect(201);
    send(&phone, &base, &body, &[("p.jpg", &half)]).expect(202);
}
