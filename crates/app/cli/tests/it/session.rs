//! Signing in and out: the cookie, the lockout, other sites, and how a refusal is told.

use serde_json::{Value, json};

use crate::{
    client::Answer,
    node::{Node, PASSWORD},
};

const SESSION: &str = "/api/v1/session";
const SITES: &str = "/api/v1/registers/sites/records";

/// The attributes of the cookie that an answer sets, its name first.
fn cookie(answer: &Answer) -> Vec<String> {
    let line = answer.header("set-cookie").expect("a cookie");
    let mut parts = line.split("; ").map(str::to_owned);
    let pair = parts.next().unwrap_or_default();
    let name = pair.split('=').next().unwrap_or_default().to_owned();
    std::iter::once(name).chain(parts).collect()
}

#[track_caller]
fn is_problem(answer: &Answer) -> Value {
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json"),
        "{}",
        answer.text()
    );
    let problem = answer.json();
    assert_eq!(problem["status"], json!(answer.status));
    for word in ["type", "title", "code"] {
        assert!(problem[word].is_string(), "{word} is missing: {problem}");
    }
    problem
}

#[test]
fn no_script_reads_the_cookie_and_https_binds_it_to_the_host() {
    let node = Node::start();
    let plain = node.visitor().sign_in("analyst", PASSWORD).expect(200);
    assert_eq!(
        cookie(&plain),
        ["waymark", "Path=/", "HttpOnly", "SameSite=Lax"]
    );
    let bound = [
        "__Host-waymark",
        "Path=/",
        "HttpOnly",
        "SameSite=Lax",
        "Secure",
    ];
    let proxied = node.visitor().with("x-forwarded-proto", "https");
    assert_eq!(
        cookie(&proxied.sign_in("analyst", PASSWORD).expect(200)),
        bound
    );
    assert!(!plain.text().contains(&plain.session().expect("a token")));
}

#[test]
fn the_setting_for_https_binds_the_cookie_too_and_signing_out_clears_that_very_one() {
    let node = Node::start_with_settings("https = true");
    let entered = node.visitor().sign_in("analyst", PASSWORD).expect(200);
    let name = "__Host-waymark";
    let bound = [name, "Path=/", "HttpOnly", "SameSite=Lax", "Secure"];
    assert_eq!(cookie(&entered), bound);
    let token = entered.session().expect("a token");
    let there = node.visitor().with("cookie", &format!("{name}={token}"));
    there.get(SESSION).expect(200);
    let left = there.delete(SESSION).expect(204);
    assert_eq!(cookie(&left)[0], name);
    assert_eq!(left.session().as_deref(), Some(""));
    there.get(SESSION).expect(401);
}

#[test]
fn repeated_failures_lock_and_say_so_without_telling_whether_the_user_exists() {
    let node = Node::start();
    let try_with = |user: &str, password: &str| node.visitor().sign_in(user, password);
    let wrong = is_problem(&try_with("analyst", "not the password").expect(401));
    let nobody = is_problem(&try_with("nobody-at-all", "not the password").expect(401));
    assert_eq!(wrong, nobody);
    let mut last = try_with("analyst", "not the password");
    for _ in 0..8 {
        if last.status == 429 {
            break;
        }
        last = try_with("analyst", "not the password").also(401, 429);
    }
    let told = is_problem(&last.expect(429));
    assert_eq!(told["code"], "locked");
    assert!(
        told["title"].as_str().is_some_and(|text| text.len() > 20),
        "{told}"
    );
    // Locked is locked: the right password does not open either.
    try_with("analyst", PASSWORD).expect(429);
}

#[test]
fn a_disabled_user_is_out_with_the_next_request() {
    let node = Node::start();
    let (admin, manager) = (node.user("admin"), node.user("manager"));
    manager.get(SESSION).expect(200);
    node.program().get(SITES).expect(200);
    manager
        .post("/api/v1/users/enumerator/disable", &json!({}))
        .expect(403);
    for user in ["manager", "enumerator"] {
        let path = format!("/api/v1/users/{user}/disable");
        admin.post(&path, &json!({})).expect(204);
    }
    manager.get(SESSION).expect(401);
    let new = json!({"data": {"site_id": "late", "name": "Late"}});
    manager.post(SITES, &new).expect(401);
    node.program().get(SITES).expect(401);
    node.visitor().sign_in("manager", PASSWORD).expect(401);
    // Somebody must be left to open accounts again.
    let last = admin.post("/api/v1/users/admin/disable", &json!({}));
    is_problem(&last.expect(409));
    admin.get(SESSION).expect(200);
}

#[test]
fn another_site_cannot_write_with_the_visitors_cookie() {
    let node = Node::start();
    let coordinator = node.user("coordinator");
    let new = json!({"data": {"site_id": "forged", "name": "Forged"}});
    let own = format!("http://{}", node.address());
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let forged = coordinator.with(name, value);
        is_problem(&forged.post(SITES, &new).expect(403));
        is_problem(&forged.delete(SESSION).expect(403));
        // Nor sign the visitor in as somebody else.
        let visitor = node.visitor().with(name, value);
        is_problem(&visitor.sign_in("analyst", PASSWORD).expect(403));
    }
    let found = coordinator.get(&format!("{SITES}?filter=site_id:eq:forged"));
    assert_eq!(found.expect(200).json()["records"], json!([]));
    coordinator
        .with("origin", &own)
        .post(SITES, &new)
        .expect(201);
}

#[test]
fn signing_out_ends_the_session_and_no_other() {
    let node = Node::start();
    let (one, other) = (node.user("analyst"), node.user("analyst"));
    let left = one.delete(SESSION).expect(204);
    assert_eq!(left.session().as_deref(), Some(""));
    assert!(cookie(&left).contains(&"Max-Age=0".to_owned()));
    one.get(SESSION).expect(401);
    other.get(SESSION).expect(200);
    node.visitor()
        .with("cookie", "waymark=")
        .get(SESSION)
        .expect(401);
}

#[test]
fn what_cannot_be_read_is_told_as_a_problem() {
    let node = Node::start();
    let analyst = node.user("analyst");
    let raw =
        |method: &str, path: &str, body: &str| analyst.send(method, path, Some(body.as_bytes()));
    is_problem(&raw("POST", SITES, "{\"data\": ").expect(400));
    let told = is_problem(&raw("POST", SITES, "{\"dta\": {}}").expect(422));
    assert!(
        told["detail"]
            .as_str()
            .is_some_and(|text| text.contains("data")),
        "{told}"
    );
    is_problem(&raw("POST", SITES, "[1, 2").also(400, 422));
    let form = analyst.with("content-type", "application/x-www-form-urlencoded");
    is_problem(&form.send("POST", SITES, Some(b"data=1")).expect(415));
    is_problem(&raw("PUT", SITES, "{}").expect(405));
    is_problem(&analyst.get("/api/v1/nowhere").expect(404));
    is_problem(&analyst.get("/api/v1/registers/nowhere/records").expect(404));
    is_problem(&analyst.get(&format!("{SITES}?limit=many")).expect(400));
    is_problem(&analyst.get(&format!("{SITES}?filter=name")).expect(400));
    is_problem(&analyst.get(&format!("{SITES}?cursor=forged")).expect(400));
}

#[test]
fn every_fault_of_a_record_is_told_at_once_and_nothing_is_kept() {
    let node = Node::start();
    let analyst = node.user("analyst");
    let assessments = "/api/v1/registers/area_assessments/records";
    let before = analyst.get(assessments).expect(200).json()["count"].clone();
    let new = json!({"data": {
        "assessment_key": "faulty", "operation": "x", "round": "x", "assessment_type": "no such type",
        "population": "idps", "individuals": -4, "households": "many", "latitude": "north", "nonsense": 1,
    }});
    let problem = is_problem(&analyst.post(assessments, &new).expect(422));
    let mut fields: Vec<&str> = problem["faults"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|fault| fault["field"].as_str())
        .collect();
    fields.sort_unstable();
    let wrong = [
        "assessment_type",
        "households",
        "individuals",
        "latitude",
        "level",
        "nonsense",
    ];
    assert_eq!(fields, wrong, "{problem}");
    for fault in problem["faults"].as_array().into_iter().flatten() {
        assert!(
            fault["reason"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
        assert!(
            fault["code"]
                .as_str()
                .is_some_and(|text| !text.contains(' '))
        );
    }
    assert_eq!(analyst.get(assessments).expect(200).json()["count"], before);
}
