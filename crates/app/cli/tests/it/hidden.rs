//! What somebody may not see is in no answer: fields of a higher class, records of other units, other people's work.

use std::{fmt::Write as _, fs};

use serde_json::{Value, json};

use crate::{
    client::Client,
    node::{Node, add_user, ok, waymark},
    reviewed,
};

const NAME: &str = "Zebulon Quackenbush";
const ASSESSMENTS: &str = "/api/v1/registers/area_assessments";

/// Everybody of the whole installation: a role of each, in the unit above all.
const EVERYWHERE: [(&str, &str); 6] = [
    ("keeper", "administrator"),
    ("chief", "coordinator"),
    ("seer", "analyst"),
    ("carrier", "data_manager"),
    ("asker", "enumerator"),
    ("guest", "partner_viewer"),
];

/// Brings assessments in that name the colleague who made them.
fn import_with_a_name(node: &Node) {
    let file = node.data().join("named.csv");
    let rows = format!(
        "Country,Admin1 Pcode,Admin2 Pcode,Location,Individuals,Enumerator,Date,Round\n\
         #country+code,#adm1+code,#adm2+code,#loc+name,#affected+idps+ind,#contact+enumerator,#date+reported,#round+code\n\
         XMR,XM01,XM0101,Sunny Place,123,{NAME},2026-09-20,4\n\
         XMR,XM01,XM0102,Rainy Place,456,{NAME},2026-09-20,4\n"
    );
    fs::write(&file, rows).expect("the file");
    let name = file.to_str().expect("a path");
    let import = ["import", "displacement", name, "--operation", "Quiet"];
    ok(&waymark(node.data(), &import));
    let kept = waymark(node.data(), &["export", "area_assessments"]);
    let text = String::from_utf8_lossy(&ok(&kept).stdout).into_owned();
    assert!(
        text.contains(NAME),
        "the name is not in the register: nothing is tried"
    );
}

#[test]
fn a_name_of_a_colleague_is_in_no_answer_to_anybody() {
    let node = Node::start();
    import_with_a_name(&node);
    for (id, role) in EVERYWHERE {
        add_user(node.data(), id, role, "/");
    }
    for (id, role) in EVERYWHERE {
        let who = node.user(id);
        let list = who
            .get(&format!("{ASSESSMENTS}/records?q=Sunny"))
            .expect(200)
            .json();
        let record = &list["records"][0];
        assert_eq!(
            record["data"]["area_name"], "Sunny Place",
            "{role} sees too little"
        );
        assert_eq!(record["masked"], json!(["enumerator"]), "{role}");
        let path = format!(
            "{ASSESSMENTS}/records/{}",
            record["id"].as_str().unwrap_or_default()
        );
        let round = record["data"]["round"].as_str().unwrap_or_default();
        let mut asked = vec![
            format!("{ASSESSMENTS}/records?q=Sunny"),
            format!("{ASSESSMENTS}/records?q=Zebulon"),
            path.clone(),
            format!("{path}?as_of=2100-01-01"),
            format!("{path}/history"),
            format!("/api/v1/displacement/rounds/{round}"),
            format!("/api/v1/displacement/rounds/{round}/findings"),
            format!("/api/v1/indicators/idps_present/observations?partition={round}&level=2"),
        ];
        for format in ["csv", "hxl-csv", "geojson", "parquet"] {
            asked.push(format!("{ASSESSMENTS}/export?format={format}"));
        }
        for path in asked {
            let text = who.get(&path).text();
            for part in NAME.split(' ') {
                assert!(!text.contains(part), "{role}: {path} tells {part}");
            }
        }
        // Nor can it be felt for.
        let found = who
            .get(&format!("{ASSESSMENTS}/records?q=Zebulon"))
            .expect(200);
        assert_eq!(found.json()["records"], json!([]), "{role}");
        for feeler in [
            "filter=enumerator:eq:x",
            "filter=enumerator:is_null:false",
            "filter=enumerator:contains:Zeb",
            "sort=enumerator",
            "sort=-enumerator",
        ] {
            who.get(&format!("{ASSESSMENTS}/records?{feeler}"))
                .expect(400);
        }
        // Nor written over, nor cleared.
        for value in [json!("Somebody else"), Value::Null, json!(NAME)] {
            let answer = who.patch(&path, &json!({"set": {"enumerator": value}}));
            let same = answer.status == 200 && answer.json()["version"] == record["version"];
            assert!(answer.status == 403 || same, "{role}: {}", answer.text());
            assert!(!same || value != json!("Somebody else"), "{role} wrote it");
        }
        let now = who.get(&path).expect(200).json();
        assert_eq!(now["version"], record["version"], "{role} left something");
    }
    let kept = waymark(node.data(), &["export", "area_assessments"]);
    let text = String::from_utf8_lossy(&ok(&kept).stdout).into_owned();
    assert_eq!(text.matches(NAME).count(), 2, "the name did not stay");
    ok(&waymark(node.data(), &["verify"]));
}

#[test]
fn records_of_another_unit_are_in_no_list_and_no_file() {
    let node = Node::start();
    let elsewhere = node.user("elsewhere");
    for register in [
        "rounds",
        "sites",
        "area_assessments",
        "quality_findings",
        "operations",
    ] {
        let base = format!("/api/v1/registers/{register}");
        let list = elsewhere.get(&format!("{base}/records")).expect(200).json();
        assert_eq!(list["records"], json!([]), "{register}");
        assert_eq!(list["count"]["value"], 0, "{register}: the count tells");
        for query in ["q=a", "sort=@changed"] {
            let answer = elsewhere.get(&format!("{base}/records?{query}"));
            assert!(!answer.text().contains("\"id\""), "{register}?{query}");
        }
        let file = elsewhere.get(&format!("{base}/export")).expect(200).text();
        assert!(file.lines().count() <= 1, "{register}: {file}");
    }
    // Nor in any figure, whole or by area, whatever was asked by others before.
    for query in ["", "?level=1", "?level=2&partition=xmr-marula-r3"] {
        let path = format!("/api/v1/indicators/idps_present/observations{query}");
        let all = node.user("coordinator").get(&path).expect(200).json();
        assert!(
            all["rows"].as_array().is_some_and(|rows| !rows.is_empty()),
            "{all}"
        );
        let found = elsewhere.get(&path).expect(200).json();
        assert_eq!(found["rows"], json!([]), "{query}");
        let told = found["notes"].to_string();
        assert!(!told.contains("xmr"), "{told}");
    }
    let rounds = "/api/v1/displacement/rounds";
    assert_eq!(
        elsewhere.get(rounds).expect(200).json()["rounds"],
        json!([])
    );
    let round = format!("{rounds}/xmr-marula-r3");
    elsewhere.get(&round).expect(404);
    elsewhere
        .get(&format!("{round}/compare?with=xmr-marula-r2"))
        .expect(404);
    elsewhere
        .post(&format!("{round}/check"), &json!({}))
        .expect(404);
    let found = elsewhere.get(&format!("{round}/findings"));
    assert_eq!(found.expect(200).json()["findings"], json!([]));
}

/// The routes that are no plain verbs of a register.
const ROUTES: [(&str, &str); 16] = [
    ("GET", "/api/v1/session"),
    ("GET", "/api/v1/registers"),
    ("GET", "/api/v1/registers/sites"),
    ("GET", "/api/v1/indicators"),
    (
        "GET",
        "/api/v1/indicators/idps_present/observations?partition=xmr-marula-r3&level=1",
    ),
    ("GET", "/api/v1/displacement/rounds"),
    ("GET", "/api/v1/displacement/rounds/xmr-marula-r3"),
    ("GET", "/api/v1/displacement/rounds/xmr-marula-r3/findings"),
    (
        "GET",
        "/api/v1/displacement/rounds/xmr-marula-r3/compare?with=xmr-marula-r2",
    ),
    ("POST", "/api/v1/displacement/rounds/xmr-marula-r3/check"),
    ("POST", "/api/v1/displacement/findings/{finding}/accept"),
    ("POST", "/api/v1/displacement/findings/{finding}/reopen"),
    ("GET", "/api/v1/users"),
    ("POST", "/api/v1/users"),
    ("POST", "/api/v1/users/nobody-there/disable"),
    ("GET", "/api/v1/units"),
];

#[test]
fn every_role_reaches_the_other_routes_as_reviewed() {
    let node = Node::start();
    let coordinator = node.user("coordinator");
    let findings = "/api/v1/registers/quality_findings/records";
    let mut table = String::new();
    let people = [
        "visitor",
        "admin",
        "coordinator",
        "analyst",
        "manager",
        "enumerator",
        "partner",
        "elsewhere",
    ];
    for name in people {
        let who = match name {
            "visitor" => node.visitor(),
            name => node.user(name),
        };
        let finding = open_finding(&coordinator, name);
        let path = format!("{findings}/{finding}");
        let before = coordinator.get(&path).expect(200).json();
        let mut writes = 0;
        for (method, route) in ROUTES {
            let body = match route {
                "/api/v1/users" => json!({
                    "id": format!("made-by-{name}"), "name": "Made", "lang": "en", "password": "a long sentence to try",
                    "grants": [{"role": "administrator", "unit": "/marula"}],
                }),
                _ => json!({"reason": "tried"}),
            };
            let body = (method == "POST").then(|| body.to_string());
            let path = route.replace("{finding}", &finding);
            let answer = who.send(method, &path, body.as_deref().map(str::as_bytes));
            assert!(
                answer.status < 500,
                "{name}: {method} {route}: {}",
                answer.text()
            );
            let plain = route.split('?').next().unwrap_or(route);
            let _ = writeln!(table, "{name} | {method} {plain} | {}", answer.status);
            writes += usize::from(method == "POST" && answer.status < 300);
        }
        let after = coordinator.get(&path).expect(200).json();
        if ["visitor", "enumerator", "partner", "elsewhere"].contains(&name) {
            assert_eq!(writes, 0, "{name} wrote");
            assert_eq!(before, after, "{name} left something");
        }
    }
    let users = node.user("admin").get("/api/v1/users").expect(200).text();
    assert!(users.contains("made-by-admin"));
    assert_eq!(users.matches("made-by-").count(), 1, "{users}");
    reviewed::holds("tests/it/routes.txt", &table);
}

/// A finding of its own for each who tries.
fn open_finding(coordinator: &Client, name: &str) -> String {
    let new = json!({"data": {
        "finding_key": format!("tried-by-{name}"), "round": "tried", "check": "tried", "severity": "info",
        "message_key": "tried",
    }});
    let made = coordinator.post("/api/v1/registers/quality_findings/records", &new);
    made.expect(201).json()["id"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}
