//! The API's document: reviewed as a file, served as it is, and true of the routes.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::{
    client::{Answer, Client},
    node::{Node, folder, ok, waymark},
    reviewed,
};

fn printed() -> String {
    let folder = folder();
    let output = waymark(folder.path(), &["openapi"]);
    String::from_utf8(ok(&output).stdout.clone()).expect("text")
}

fn document() -> Value {
    serde_json::from_str(&printed()).expect("JSON")
}

/// Path, method and description of every operation.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let none = Map::new();
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap_or(&none) {
        for (method, operation) in methods.as_object().unwrap_or(&none) {
            all.push((path.clone(), method.to_uppercase(), operation.clone()));
        }
    }
    all
}

#[test]
fn the_document_changes_only_on_purpose() {
    reviewed::holds("../server/openapi.json", &printed());
}

#[test]
fn the_document_is_openapi_3_1_and_whole() {
    let document = document();
    let version = document["openapi"].as_str().unwrap_or_default();
    assert!(version.starts_with("3.1."), "{version}");
    let all = operations(&document);
    assert!(all.len() > 25, "{} operations", all.len());
    let mut names = BTreeSet::new();
    for (path, method, operation) in &all {
        let name = operation["operationId"].as_str().unwrap_or_default();
        let what = format!("{method} {path}");
        assert!(!name.is_empty(), "{what} has no operationId");
        assert!(
            names.insert(name.to_owned()),
            "{what}: {name} is there twice"
        );
        assert!(operation["summary"].is_string(), "{what} has no summary");
        let declared: BTreeSet<&str> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|parameter| parameter["in"] == "path")
            .filter_map(|parameter| parameter["name"].as_str())
            .collect();
        let in_path: BTreeSet<&str> = path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            .collect();
        assert_eq!(declared, in_path, "{what}");
    }
    // Every reference leads somewhere.
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().unwrap_or_default();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
    }
}

#[test]
fn the_node_serves_the_same_document_to_everybody() {
    let node = Node::start();
    let served = node.visitor().get("/openapi.json").expect(200).json();
    assert_eq!(served, document());
}

/// What plausible callers put into a path, and what they send.
struct Plausible {
    operation: String,
    version: Value,
    finding: String,
    refused: String,
    incident: String,
    report: String,
    release: String,
    shift: String,
}

impl Plausible {
    fn look_up(node: &Node) -> Self {
        let first = |who: &Client, register: &str| {
            let path = format!("/api/v1/registers/{register}/records?limit=1");
            who.get(&path).expect(200).json()["records"][0].clone()
        };
        let operation = first(&node.user("admin"), "operations");
        let finding = first(&node.user("analyst"), "quality_findings");
        let id = |record: &Value| record["id"].as_str().unwrap_or_default().to_owned();
        Self {
            operation: id(&operation),
            version: operation["version"].clone(),
            finding: id(&finding),
            refused: Self::contradict(node),
            incident: id(&first(&node.user("admin"), "fatality_incidents")),
            report: id(&first(&node.user("admin"), "fatality_reports")),
            release: id(&first(&node.user("admin"), "releases")),
            shift: {
                let begun = json!({"post": "MIA", "confirmed_date": "2026-11-25"});
                let supervisor = node.user("supervisor");
                let shift = supervisor.post("/api/v1/border/shifts", &begun).expect(201);
                id(&shift.json())
            },
        }
    }

    /// A submission that came twice with other answers: the id of the second.
    fn contradict(node: &Node) -> String {
        let coordinator = node.user("coordinator");
        for (name, status) in [("A", 201), ("B", 409)] {
            let sent = format!(
                "<data id=\"site_check\" version=\"2026112501\"><site>{name}</site>\
                 <meta><instanceID>uuid:tried</instanceID></meta></data>"
            );
            crate::collect::send(&coordinator, crate::collect::PROJECT, &sent, &[]).expect(status);
        }
        // Its form has a draft to be tried out.
        let draft = format!("{}/forms/site_check/draft", crate::collect::PROJECT);
        coordinator.send("POST", &draft, None).expect(200);
        let list = coordinator.get("/api/v1/collect/refused").expect(200);
        let id = list.json()["refused"][0]["id"].clone();
        id.as_str().unwrap_or_default().to_owned()
    }

    fn path(&self, path: &str) -> String {
        let id = match path {
            path if path.contains("/users/") => "partner",
            path if path.contains("/findings/") => &self.finding,
            path if path.contains("/incidents/") => &self.incident,
            path if path.contains("/reports/") => &self.report,
            path if path.contains("/releases/") => &self.release,
            path if path.contains("/shifts/") => &self.shift,
            _ => &self.operation,
        };
        let register = if is_public(path) {
            "trafficking_cases"
        } else {
            "operations"
        };
        let path = path
            .replace("{register}", register)
            .replace("{release}", "trafficking_cases-001")
            .replace("{indicator}", "idps_present")
            .replace("{round}", "xmr-marula-r3")
            .replace("{project}", "1")
            .replace("{form}", "site_check")
            .replace("{point}", "N1")
            .replace("{code}", "MIA")
            .replace("{instance}", "uuid:tried")
            .replace("{refused}", &self.refused)
            .replace("{id}", id);
        if path.ends_with("/compare") {
            format!("{path}?with=xmr-marula-r2")
        } else if path.ends_with("/contributions") {
            format!("{path}?partner=lantern")
        } else if is_public(&path) && path.ends_with("/table") {
            format!("{path}?by=gender")
        } else if path.starts_with("/dtm/") && !path.to_lowercase().ends_with("list") {
            format!("{path}?Admin0Pcode=XMR")
        } else {
            path
        }
    }

    fn body(&self, method: &str, path: &str) -> Option<Value> {
        let last = path.rsplit('/').next().unwrap_or_default();
        let version = &self.version;
        let body = match (method, last) {
            ("GET" | "DELETE", _) => return None,
            ("PATCH", _) => json!({"version": version, "set": {"description": "tried"}}),
            (_, "records") => json!({"data": {"operation_id": "tried", "name": "Tried"}}),
            (_, "users") => json!({
                "id": "tried", "name": "Tried", "lang": "en", "password": "a long sentence to try",
                "grants": [{"role": "analyst", "unit": "/marula"}],
            }),
            (_, "session") => json!({"user": "admin", "password": crate::node::PASSWORD}),
            (_, "settle") => {
                json!({"version": version, "field": "name", "value": "Tried", "reason": "tried"})
            }
            (_, "decision") => {
                json!({"decision": "keep", "reason": "tried", "seen": "uuid:tried"})
            }
            (_, "approve") => json!({"from": "2026-01-01", "to": "2026-01-02"}),
            (_, "devices") => json!({"name": "tried"}),
            (_, "releases") => json!({"purpose": "tried", "recipe": "register = \"operations\""}),
            (_, "transition") => json!({"name": "close", "reason": "tried"}),
            (_, "shifts") => json!({"post": "MIA", "confirmed_date": "2026-11-25"}),
            (_, "hand-over") => json!({"handover": "tried"}),
            (_, "report") => json!({"remarks": "tried"}),
            _ => json!({"reason": "tried"}),
        };
        Some(body)
    }
}

/// What is published of confidential registers is for everybody.
fn is_public(path: &str) -> bool {
    path.starts_with("/api/v1/published/")
}

fn call(who: &Client, method: &str, path: &str, body: Option<&Value>) -> Answer {
    let body = body.map(Value::to_string);
    who.send(method, path, body.as_deref().map(str::as_bytes))
}

#[test]
fn every_documented_route_answers_as_documented() {
    let node = Node::start();
    let admin = node.user("admin");
    let plausible = Plausible::look_up(&node);
    let mut good = 0;
    let all = operations(&document());
    for (path, method, operation) in &all {
        // Signing out ends the session that the others need.
        let who = match method.as_str() {
            "DELETE" => node.user("admin"),
            // Answers of people are not the administrator's to see.
            _ if path.starts_with("/api/v1/collect/") => node.user("coordinator"),
            _ if path.starts_with("/api/v1/border/") => node.user("supervisor"),
            _ if path.starts_with("/dtm/") => {
                let key = node.token();
                node.visitor().with("ocp-apim-subscription-key", key)
            }
            _ => admin.clone(),
        };
        let body = plausible.body(method, path);
        let answer = call(&who, method, &plausible.path(path), body.as_ref());
        let what = format!("{method} {path}: {} {}", answer.status, answer.text());
        assert!(!matches!(answer.status, 404 | 405 | 500..), "{what}");
        let documented = operation["responses"].get(answer.status.to_string());
        assert!(documented.is_some(), "not documented: {what}");
        good += usize::from(answer.status < 300);
    }
    assert!(
        good * 3 > all.len() * 2,
        "only {good} of {} succeeded",
        all.len()
    );
}

#[test]
fn no_documented_route_answers_a_visitor() {
    let node = Node::start();
    let plausible = Plausible::look_up(&node);
    for (path, method, operation) in operations(&document()) {
        if path == "/api/v1/session" && method != "GET" {
            continue;
        }
        let body = plausible.body(&method, &path);
        let answer = call(
            &node.visitor(),
            &method,
            &plausible.path(&path),
            body.as_ref(),
        );
        if is_public(&path) {
            assert_eq!(answer.status, 200, "{method} {path}: {}", answer.text());
            continue;
        }
        assert_eq!(answer.status, 401, "{method} {path}: {}", answer.text());
        let documented = operation["responses"].get("401");
        assert!(
            documented.is_some(),
            "not documented: 401 of {method} {path}"
        );
    }
}
