//! Missing migrants over HTTP and on the command line: the public page, the inbox, and those who may not.

use serde_json::{Value, json};

use crate::{
    client::Client,
    node::{Node, PASSWORD, folder, ok, waymark},
};

const INBOX: &str = "/api/v1/fatalities/inbox";
const RECORDS: &str = "/api/v1/registers/fatality_incidents/records";

fn as_user(node: &Node, user: &str) -> Client {
    node.visitor().signed_in(user, PASSWORD)
}

/// The report of that id in the inbox.
fn report(client: &Client, id: &str) -> Value {
    let inbox = client.get(INBOX).expect(200).json();
    let records = inbox["records"].as_array().expect("records").clone();
    records
        .into_iter()
        .find(|record| record["data"]["report_id"] == id)
        .expect("the report waits")
}

fn path(record: &Value, kind: &str, act: &str) -> String {
    let id = record["id"].as_str().expect("an id");
    format!("/api/v1/fatalities/{kind}/{id}/{act}")
}

/// The large number of the public page as of now.
fn people(node: &Node) -> String {
    let page = node
        .visitor()
        .get("/en/missing-migrants")
        .expect(200)
        .text();
    let after = page.split("class=\"big\"><bdi>").nth(1).expect("a number");
    after.split('<').next().unwrap_or_default().replace(',', "")
}

#[test]
fn the_public_page_stands_in_four_languages_without_script() {
    let node = Node::start();
    let visitor = node.visitor();
    let sent = visitor
        .with("accept-language", "ar")
        .get("/missing-migrants")
        .also(303, 307);
    assert_eq!(sent.header("location"), Some("/ar/missing-migrants"));
    for (lang, minimum, dir) in [
        ("en", "minimum estimates", "ltr"),
        ("fr", "estimations minimales", "ltr"),
        ("es", "estimaciones mínimas", "ltr"),
        ("ar", "تقديرات دنيا", "rtl"),
    ] {
        let page = visitor
            .get(&format!("/{lang}/missing-migrants"))
            .expect(200)
            .text();
        assert!(page.contains(minimum), "{lang}");
        assert!(page.contains(&format!("lang=\"{lang}\" dir=\"{dir}\"")));
        assert!(!page.contains("<script") && !page.contains(" style="));
        assert_eq!(page.matches("<svg class=\"map incidents\"").count(), 1);
        // Vague places are not drawn as points.
        assert!(page.contains("class=\"mark sea-area\"") && page.contains("stroke-dasharray"));
        assert!(page.len() < 400_000, "{lang}: {} bytes", page.len());
    }
    let page = visitor.get("/en/missing-migrants").expect(200).text();
    assert!(page.contains("a body was found and named by the family"));
    assert!(page.contains("Withdrawn"));
    let unsd = visitor
        .get("/en/missing-migrants?system=unsd")
        .expect(200)
        .text();
    assert!(unsd.contains("Uncategorized") && !page.contains("Uncategorized"));
    assert!(
        visitor
            .get("/en")
            .expect(200)
            .text()
            .contains("/en/missing-migrants")
    );
    visitor.get("/en/missing-migrants?system=moon").expect(400);
    visitor.get("/en/missing-migrants?as_of=soon").expect(400);
    visitor.get("/xx/missing-migrants").expect(404);
}

#[test]
fn what_is_not_published_is_in_no_public_answer() {
    let node = Node::start();
    let visitor = node.visitor();
    let csv = visitor.get("/en/missing-migrants.csv").expect(200).text();
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].contains("incident id,main id"), "{}", lines[0]);
    assert!(lines[1].starts_with("#event+id,#event+id+main"));
    // 150 made, three wait, one is withdrawn.
    assert_eq!(lines.len() - 2, 146);
    let map = visitor
        .get("/en/missing-migrants.geojson")
        .expect(200)
        .json();
    assert_eq!(map["features"].as_array().map(Vec::len), Some(146));
    let book = visitor.get("/en/missing-migrants.xlsx").expect(200);
    assert_eq!(book.body.get(..2), Some(&b"PK"[..]));
    // Reports, and what witnesses told, are for those who decide.
    visitor.get(INBOX).expect(401);
    as_user(&node, "enumerator").get(INBOX).expect(403);
    as_user(&node, "analyst").get(INBOX).expect(403);
    assert!(!csv.contains("Told by two drivers"));
}

#[test]
fn a_report_goes_through_two_people_and_changes_the_public_figure() {
    let node = Node::start();
    let (monitor, verifier) = (as_user(&node, "monitor"), as_user(&node, "verifier"));
    let before: i64 = people(&node).parse().expect("a number");
    let told = report(&monitor, "XMR-report-2");
    let near = monitor
        .get(&path(&told, "reports", "candidates"))
        .expect(200)
        .json();
    let why = json!({"no_duplicate": "none of them is at the well"});
    let taken = if near["candidates"].as_array().is_some_and(Vec::is_empty) {
        monitor.post(&path(&told, "reports", "take"), &json!({}))
    } else {
        monitor.post(&path(&told, "reports", "take"), &why)
    };
    let incident = taken.expect(200).json();
    assert_eq!(incident["state"], "candidate");
    let step = path(&incident, "incidents", "transition");
    let verify = json!({"name": "verify"});
    monitor.post(&step, &verify).expect(403);
    as_user(&node, "enumerator")
        .post(&step, &verify)
        .expect(403);
    verifier
        .post(&step, &json!({"name": "publish"}))
        .expect(422);
    verifier.post(&step, &verify).expect(200);
    assert_eq!(people(&node).parse::<i64>(), Ok(before));
    verifier
        .post(&step, &json!({"name": "publish"}))
        .expect(200);
    assert_eq!(people(&node).parse::<i64>(), Ok(before + 2));
    let revised = path(&incident, "incidents", "revise");
    let set = json!({"set": {"dead": 3}, "reason": " "});
    let refused = verifier.post(&revised, &set).expect(422).json();
    assert_eq!(refused["faults"][0]["code"], "reason_required");
    let set = json!({"set": {"dead": 3}, "reason": "a third person was found"});
    verifier.post(&revised, &set).expect(200);
    let page = node
        .visitor()
        .get("/en/missing-migrants")
        .expect(200)
        .text();
    assert!(page.contains("a third person was found"));
    as_user(&node, "partner").post(&revised, &set).expect(403);
}

#[test]
fn nobody_verifies_what_they_entered_through_the_common_door_either() {
    let node = Node::start();
    let coordinator = as_user(&node, "coordinator");
    let new = json!({"owner": "/marula", "data": {
        "incident_id": "own", "incident_type": "incident", "occurred": "2026-10-01", "dead": 1,
        "source": "me", "source_quality": ["5"],
    }});
    let made = coordinator.post(RECORDS, &new).expect(201).json();
    let id = made["id"].as_str().expect("an id");
    let step = |name: &str| json!({"version": made["version"], "name": name});
    let door = format!("{RECORDS}/{id}/transition");
    let refused = coordinator.post(&door, &step("verify")).expect(422).json();
    assert_eq!(refused["faults"][0]["code"], "second_person");
    // A release is adopted by the import alone.
    let adopt = json!({"version": made["version"], "name": "adopt", "reason": "I say so"});
    coordinator.post(&door, &adopt).expect(403);
}

#[test]
fn a_report_about_a_known_boat_is_explained_and_linked() {
    let node = Node::start();
    let monitor = as_user(&node, "monitor");
    let told = report(&monitor, "XMR-report-1");
    let near = monitor
        .get(&path(&told, "reports", "candidates"))
        .expect(200)
        .json();
    let first = &near["candidates"][0];
    let codes: Vec<&str> = first["reasons"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|reason| reason["code"].as_str())
        .collect();
    assert!(
        codes.contains(&"same_day") && codes.contains(&"same_route"),
        "{codes:?}"
    );
    assert_eq!(first["reasons"][0]["words"]["fr"], "le même jour");
    let refused = monitor
        .post(&path(&told, "reports", "take"), &json!({}))
        .expect(409)
        .json();
    assert_eq!(refused["code"], "may_be_known");
    assert!(
        refused["faults"][0]["reason"]
            .as_str()
            .is_some_and(|words| words.contains("the same day"))
    );
    let link = json!({"incident": first["incident_id"], "reason": "the same boat"});
    as_user(&node, "analyst")
        .post(&path(&told, "reports", "link"), &link)
        .expect(403);
    let incident = monitor
        .post(&path(&told, "reports", "link"), &link)
        .expect(200)
        .json();
    assert!(
        incident["data"]["source"]
            .as_str()
            .is_some_and(|names| names.contains("Coast radio"))
    );
    let inbox = monitor.get(INBOX).expect(200).json();
    assert_eq!(inbox["count"], 2);
}

#[test]
fn an_answer_as_of_a_moment_stays_the_same() {
    let node = Node::start();
    let verifier = as_user(&node, "verifier");
    let totals = "/api/v1/fatalities/totals";
    let now = verifier.get(totals).expect(200).json();
    let at = now["as_of"].as_str().expect("a moment").to_owned();
    let page = |at: &str| {
        node.visitor()
            .get(&format!("/en/missing-migrants.csv?as_of={at}"))
            .expect(200)
            .body
    };
    let before = page(&at);
    let csv = String::from_utf8_lossy(&before).into_owned();
    let id = csv
        .lines()
        .nth(2)
        .and_then(|line| line.split(',').next())
        .expect("an incident");
    let list = format!("{RECORDS}?filter=incident_id:eq:{id}");
    let found = verifier.get(&list).expect(200).json();
    let record = found["records"][0]["id"].as_str().map(str::to_owned);
    let record = record.expect("its record");
    let withdraw = json!({"name": "withdraw", "reason": "it was told twice"});
    let step = format!("/api/v1/fatalities/incidents/{record}/transition");
    verifier.post(&step, &withdraw).expect(200);
    assert_ne!(page("2100-01-01"), before);
    assert_eq!(page(&at), before);
    let then = verifier
        .get(&format!("{totals}?as_of={at}"))
        .expect(200)
        .json();
    assert_eq!(then["whole"], now["whole"]);
    assert_eq!(then["rows"], now["rows"]);
    let today = verifier.get(totals).expect(200).json();
    assert_ne!(today["whole"], now["whole"]);
    node.visitor().get(totals).expect(401);
    as_user(&node, "partner").get(totals).expect(403);
}

#[test]
fn a_release_comes_in_by_the_command_line_once() {
    let folder = folder();
    let data = folder.path().join("node");
    let file = folder.path().join("release.csv");
    let header = "Main ID,Incident ID,Region,Incident Date,Number Dead,Minimum Estimated Number of Missing,Coordinates,Source Quality";
    let rows = "1,1,Mediterranean,\"Thu, 01/01/2026 - 12:00\",3,,\"35.1, 14.2\",45\n2,2,Europe,\"Fri, 01/02/2026 - 12:00\",,1,\"45.1, 14.2\",3\n";
    std::fs::write(&file, format!("{header}\n{rows}")).expect("a file");
    let import = |more: &[&str]| {
        let mut arguments = vec!["import", "fatalities", file.to_str().expect("a path")];
        arguments.extend(more);
        waymark(&data, &arguments)
    };
    let said = |output: &std::process::Output| String::from_utf8_lossy(&output.stdout).into_owned();
    let tried = import(&["--dry-run"]);
    assert!(said(ok(&tried)).contains("nothing was written"));
    let first = import(&["--json"]);
    let report: Value = serde_json::from_str(&said(ok(&first))).expect("JSON");
    assert_eq!(
        (&report["created"], &report["family"]),
        (&json!(2), &json!("portal"))
    );
    let again = import(&[]);
    assert!(said(ok(&again)).contains("0 records created, 0 changed, 2 unchanged"));
    std::fs::write(&file, format!("{header}\n{rows}3,3,Europe,soon,1,1,,9\n")).expect("a file");
    let refused = import(&[]);
    assert_eq!(refused.status.code(), Some(1));
    let told = said(&refused);
    assert!(
        told.contains("row 4 column \"Incident Date\"") && told.contains("(found \"soon\")"),
        "{told}"
    );
    assert!(told.contains("row 4 column \"Source Quality\""), "{told}");
    let measured = waymark(
        &data,
        &["measure", "migrants_dead_or_missing", "--round", "2026"],
    );
    assert!(
        said(ok(&measured)).trim_end().ends_with('4'),
        "{}",
        said(&measured)
    );
}
