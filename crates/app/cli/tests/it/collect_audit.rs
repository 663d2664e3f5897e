//! How forms were filled in, over HTTP: the log of ODK Collect, read for one submission and for a form.

use serde_json::{Value, json};

use crate::{
    client::Client,
    collect::{PROJECT, device, send},
    node::Node,
};

const FORM: &str = "| survey |\n| | type | name | label |\n| | integer | q1 | First |\n| | integer | q2 | Second |\n\
    | | integer | q3 | Third |\n| | integer | q4 | Fourth |\n| | integer | q5 | Fifth |\n| | audit | audit | |\n\
    | settings |\n| | form_id | version |\n| | timed | 1 |\n";
const BASE: &str = "/api/v1/collect/projects/1/forms/timed";

fn published(node: &Node) -> Client {
    let manager = node.user("manager");
    let path = format!("{PROJECT}/forms?publish=true&ignoreWarnings=true");
    manager
        .with("content-type", "text/markdown")
        .send("POST", &path, Some(FORM.as_bytes()))
        .expect(200);
    manager
}

fn filled(instance: &str) -> String {
    format!(
        "<data id=\"timed\" version=\"1\"><q1>1</q1><q2>2</q2><q3>3</q3><q4>4</q4><q5>5</q5>\
         <meta><instanceID>uuid:{instance}</instanceID><audit>audit.csv</audit></meta></data>"
    )
}

/// A log with the same time at each question.
fn log(ms: i64) -> String {
    let lines: String = (1..=5_i64)
        .map(|number| {
            let start = 1_700_000_000_000 + number * 100_000;
            format!("question,/data/q{number},{start},{}\n", start + ms)
        })
        .collect();
    format!("event,node,start,end\nform start,,1700000000000,\n{lines}")
}

fn got(who: &Client, path: &str) -> Value {
    who.get(path).expect(200).json()
}

#[test]
fn a_log_tells_the_time_at_each_question_what_was_changed_and_what_is_odd() {
    let node = Node::start();
    let manager = published(&node);
    let (base, _) = device(&manager);
    let phone = node.visitor();
    let of = |instance: &str| format!("{BASE}/submissions/uuid:{instance}/audit");
    // Named in the answers and not here yet.
    send(&phone, &base, &filled("a"), &[]).expect(201);
    assert_eq!(got(&manager, &of("a"))["log"], "awaited");
    let text = "event,node,start,end,latitude,longitude,accuracy,old-value,new-value,user,change-reason\n\
        form start,,1700000000000,,,,,,,amina,\n\
        question,/data/q1,1700000000000,1700000004000,12.1,15.05,8,,1,amina,\n\
        question,/data/q2,1700000004000,1700000006500,12.2,15.05,8,7,2,badr,\n\
        question,/data/q2,x,1700000006500,12.2,15.05,8,7,2,badr,\n\
        change reason,,1700000009000,,,,,,,badr,wrong number\n";
    send(
        &phone,
        &base,
        &filled("a"),
        &[("audit.csv", text.as_bytes())],
    )
    .expect(202);
    let told = got(&manager, &of("a"));
    assert_eq!(
        (&told["log"], &told["active_seconds"]),
        (&json!("here"), &json!(6.5))
    );
    assert_eq!(told["questions"][0]["seconds"], 4.0);
    assert_eq!(
        told["questions"][0]["label"]
            .as_object()
            .map(|label| label.values().any(|text| text == "First")),
        Some(true)
    );
    assert_eq!(
        (&told["changed"][0]["before"], &told["changed"][0]["after"]),
        (&json!("7"), &json!("2"))
    );
    assert_eq!(told["reasons"][0]["reason"], "wrong number");
    assert_eq!(told["people"], json!(["amina", "badr"]));
    assert_eq!(
        told["odd"],
        json!(["several_people", "changed_afterwards", "unread"])
    );
    assert_eq!(
        (&told["unread"][0]["line"], &told["unread_count"]),
        (&json!(5), &json!(1))
    );
    // Where the phone was is shown to those who may see what is confidential.
    assert_eq!(told["trail"].as_array().map(Vec::len), Some(2));
    assert_eq!(told["trail_withheld"], false);
    node.user("enumerator").get(&of("a")).expect(403);
    node.user("partner").get(&of("a")).expect(403);
    // It never leaves with the answers.
    let csv = manager
        .get(&format!("{PROJECT}/forms/timed/submissions.csv"))
        .expect(200)
        .text();
    assert!(!csv.contains("15.05"), "{csv}");
    // What is no log is told and not fatal.
    send(&phone, &base, &filled("b"), &[("audit.csv", b"\x89PNG")]).expect(201);
    assert_eq!(got(&manager, &of("b"))["log"], "unreadable");
}

#[test]
fn who_works_twice_as_fast_as_usual_is_told() {
    let node = Node::start();
    let manager = published(&node);
    let (slow, _) = device(&manager);
    let (fast, _) = device(&manager);
    let phone = node.visitor();
    let audit = format!("{BASE}/audit");
    for number in 0..9 {
        let text = log(8_000);
        send(
            &phone,
            &slow,
            &filled(&format!("s{number}")),
            &[("audit.csv", text.as_bytes())],
        )
        .expect(201);
    }
    // Nine logs are too few to say what is usual.
    assert_eq!(got(&manager, &audit)["fast"], json!([]));
    send(
        &phone,
        &fast,
        &filled("f1"),
        &[("audit.csv", log(2_000).as_bytes())],
    )
    .expect(201);
    send(&phone, &fast, &filled("f2"), &[]).expect(201);
    let told = got(&manager, &audit);
    assert_eq!(
        (&told["submissions"], &told["logs"], &told["whole"]),
        (&json!(11), &json!(10), &json!(true))
    );
    assert_eq!(told["fast"][0]["instance"], "uuid:f1");
    assert_eq!(told["fast"].as_array().map(Vec::len), Some(1));
    assert_eq!(told["fast"][0]["index"], 3.0);
    assert_eq!(told["questions"][0]["seconds"], 8.0);
    let people = told["enumerators"].as_array().expect("people");
    let sum = |name: &str| {
        people
            .iter()
            .filter_map(|one| one[name].as_u64())
            .sum::<u64>()
    };
    assert_eq!((sum("logs"), sum("without"), sum("fast")), (10, 1, 1));
    node.user("enumerator").get(&audit).expect(403);
}
