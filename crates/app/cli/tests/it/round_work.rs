//! Work on a round over HTTP: its plan and coverage, the lock of an approved round, its report on paper.

use serde_json::{Value, json};

use crate::{
    client::Client,
    node::{Node, ok, waymark},
    python,
};

fn first_assessment(caller: &Client, round: &str) -> Value {
    let path =
        format!("/api/v1/registers/area_assessments/records?limit=1&filter=round:eq:{round}");
    caller.get(&path).expect(200).json()["records"][0].clone()
}

#[test]
fn a_plan_by_area_says_what_is_still_to_come_and_who_may_see_it() {
    let node = Node::start();
    let coordinator = node.user("coordinator");
    let planned = json!({"data": {
        "round": "xmr-marula-r3", "area_code": "XM01", "area_name": "North", "team": "Team 1",
        "starts": "2026-09-03", "ends": "2026-09-20", "expected_places": 400,
    }});
    coordinator
        .post("/api/v1/registers/round_areas/records", &planned)
        .expect(201);
    let path = "/api/v1/displacement/rounds/xmr-marula-r3/coverage";
    let told = coordinator.get(path).expect(200).json();
    let areas = told["areas"].as_array().expect("areas");
    let north = areas
        .iter()
        .find(|area| area["code"] == "XM01")
        .expect("the area planned");
    assert_eq!(
        (&north["planned"], &north["team"]),
        (&json!(true), &json!("Team 1"))
    );
    assert_eq!(north["expected"], 400, "as planned, not as known");
    assert_eq!(north["covered"], 6 * 42);
    assert_eq!(north["waiting"], 0);
    let total = &told["total"];
    let reported: i64 = [
        "covered",
        "nobody_there",
        "not_reached",
        "closed",
        "without_word",
    ]
    .iter()
    .filter_map(|word| total[word].as_i64())
    .sum();
    assert_eq!(reported, 48 * 42);
    assert_eq!(
        total["closed"], 1,
        "one place is closed: no place without people"
    );
    assert_eq!(told["remote"], false);
    let relied = told["reliability"].as_array().expect("scores");
    assert!(
        relied
            .iter()
            .any(|one| one["reliability"] == "low" && one["places"] == 1),
        "{relied:?}"
    );
    node.visitor().get(path).expect(401);
    node.user("elsewhere").get(path).also(403, 404);
}

#[test]
fn an_approved_round_is_closed_until_it_is_opened_again_with_a_reason() {
    let node = Node::start();
    let coordinator = node.user("coordinator");
    let record = first_assessment(&coordinator, "xmr-marula-r2");
    let id = record["id"].as_str().expect("an id");
    let path = format!("/api/v1/registers/area_assessments/records/{id}");
    let change = json!({"set": {"comment": "counted again"}, "version": record["version"]});
    let refusal = coordinator.patch(&path, &change).expect(422).json();
    assert_eq!(refusal["faults"][0]["code"], "locked", "{refusal}");
    let late = json!({"data": {
        "assessment_key": "late", "operation": "xmr-marula", "round": "xmr-marula-r2", "assessment_type": "BA",
        "population": "idps", "level": "place", "area_code": "XM0101", "individuals": 5,
    }});
    let refusal = coordinator
        .post("/api/v1/registers/area_assessments/records", &late)
        .expect(422)
        .json();
    assert_eq!(refusal["faults"][0]["code"], "locked", "{refusal}");
    let step = "/api/v1/displacement/rounds/xmr-marula-r2/transition";
    coordinator
        .post(step, &json!({"name": "reopen"}))
        .expect(422);
    coordinator
        .post(
            step,
            &json!({"name": "reopen", "reason": "a district was counted twice"}),
        )
        .expect(200);
    coordinator.patch(&path, &change).expect(200);
    assert_eq!(
        node.visitor()
            .get("/en/displacement/report?round=xmr-marula-r2")
            .status,
        404,
        "what is open again is not published"
    );
}

#[test]
fn a_round_is_told_on_paper_in_four_languages_and_a_remote_one_says_so() {
    let node = Node::start();
    let coordinator = node.user("coordinator");
    for (lang, mark) in [
        ("en", "Remote round"),
        ("fr", "Tour à distance"),
        ("es", "Ronda a distancia"),
        ("ar", "جولة عن بُعد"),
    ] {
        let path = format!("/{lang}/displacement/report?round=xmr-marula-r2");
        let page = node.visitor().get(&path).expect(200).text();
        for part in [
            "<svg",
            "<table",
            "id=\"coverage\"",
            "id=\"limits\"",
            "id=\"others\"",
        ] {
            assert!(page.contains(part), "{lang}: {part}");
        }
        assert!(
            !page.contains("<script") && !page.contains(" style=\""),
            "{lang}"
        );
        assert!(!page.contains(mark), "{lang}: it was no remote round");
    }
    assert_eq!(
        node.visitor()
            .get("/en/displacement/report?round=xmr-marula-r3")
            .status,
        404,
        "not approved"
    );
    let record = coordinator
        .get("/api/v1/displacement/rounds/xmr-marula-r2")
        .expect(200)
        .json();
    let id = record["record"].as_str().expect("an id");
    let path = format!("/api/v1/registers/rounds/records/{id}");
    coordinator
        .patch(
            &path,
            &json!({"set": {"remote": "yes"}, "version": record["version"]}),
        )
        .expect(200);
    let page = node
        .visitor()
        .get("/en/displacement/report?round=xmr-marula-r2")
        .expect(200)
        .text();
    assert!(page.contains("Remote round"));
    let style = node.visitor().get("/assets/portal.css").expect(200).text();
    assert!(
        style.contains("@page"),
        "sheets of paper are told how large they are"
    );
}

#[test]
fn what_a_file_is_stands_beside_it() {
    let node = Node::start();
    let page = node
        .visitor()
        .get("/en/displacement/idps_present?round=xmr-marula-r2")
        .expect(200)
        .text();
    assert!(
        page.contains("/en/displacement/idps_present.json"),
        "the page leads there"
    );
    let answer = node
        .visitor()
        .get("/en/displacement/idps_present.json?round=xmr-marula-r2")
        .expect(200);
    assert_eq!(answer.header("content-type"), Some("application/ld+json"));
    let told = answer.json();
    assert_eq!(told["@type"], "Dataset");
    assert_eq!(told["temporalCoverage"], "2026-06-03/2026-06-20");
    assert_eq!(told["spatialCoverage"]["identifier"], "XMR");
    assert_eq!(told["minimumPublished"], 10);
    let files = told["distribution"].as_array().expect("files");
    assert_eq!(files.len(), 4);
    for file in files {
        let path = file["contentUrl"].as_str().expect("an address");
        let found = node.visitor().get(path).expect(200);
        assert_eq!(
            found.header("content-type"),
            file["encodingFormat"].as_str(),
            "{path}"
        );
    }
    node.visitor()
        .get("/en/displacement/idps_present.json?round=xmr-marula-r3")
        .expect(404);
}

/// Rules of a displacement round as a HXL schema, and what libhxl finds against them.
const HXL: &str = r##"
import hxl, sys
schema = hxl.schema(hxl.data([
    ["#valid_tag", "#valid_required", "#valid_datatype", "#valid_value+min", "#valid_value+max", "#valid_value+regex", "#valid_severity"],
    ["#affected+ind-f-m-children-min-max", "true", "number", "0", "", "", "error"],
    ["#affected+f+ind", "", "number", "0", "", "", "error"],
    ["#beneficiary+type", "true", "", "", "", "^(idps|returnees|migrants|refugees|host_community)$", "error"],
    ["#country+code", "true", "", "", "", "^[A-Z]{3}$", "error"],
    ["#adm1+code-origin", "true", "", "", "", "", "error"],
    ["#date+reported", "", "date", "", "", "", "error"],
    ["#geo+lat", "", "number", "-90", "90", "", "error"],
    ["#geo+lon", "", "number", "-180", "180", "", "error"],
]))
data = lambda: hxl.data(sys.argv[1], hxl.InputOptions(allow_local=True))
found = []
valid = data().validate(schema=schema, callback=lambda error: found.append(error.message))
# The schema that libhxl ships: what it calls an error; outliers are notes.
data().validate(callback=lambda error: found.append(error.message) if error.rule.severity == "error" else None)
print(valid, len(found), sum(int(row.get("#affected+ind-f-m-children-min-max") or 0) for row in data()))
"##;

#[test]
fn libhxl_validates_an_exported_round_and_adds_it_up_as_we_do() {
    if !python::has("hxl", "libhxl validates an exported round") {
        return;
    }
    let mut node = Node::start();
    let round = node
        .user("coordinator")
        .get("/api/v1/displacement/rounds/xmr-marula-r2")
        .expect(200)
        .json();
    node.kill();
    let file = node.data().join("round.csv");
    let path = file.display().to_string();
    ok(&waymark(
        node.data(),
        &[
            "export",
            "displacement",
            "--round",
            "xmr-marula-r2",
            "--format",
            "hxl-csv",
            "-o",
            &path,
        ],
    ));
    let told = python::told(HXL, &file);
    assert_eq!(told.trim(), format!("True 0 {}", round["individuals"]));
    // The rules are not for show: a code that is none is found.
    let spoilt = std::fs::read_to_string(&file)
        .expect("text")
        .replacen(",XMR,", ",Marula,", 1);
    std::fs::write(&file, spoilt).expect("written");
    let told = python::told(HXL, &file);
    assert!(told.starts_with("False 1 "), "{told}");
}
