//! The log holds no value that somebody typed, however much is logged.

use serde_json::json;

use crate::node::{Node, PASSWORD};

const NAME: &str = "Zebulon Quackenbush";
const FIRST: &str = "Zebulon";
const PHONE: &str = "+23566001234";
const WRONG: &str = "wrong-but-nearly-right-77";

#[test]
fn nothing_that_was_typed_is_in_the_log() {
    for level in ["debug", "trace"] {
        let node = Node::start_with(&[("RUST_LOG", level)], "");
        let visitor = node.visitor();
        let entered = visitor.sign_in("analyst", PASSWORD).expect(200);
        let token = entered.session().expect("a token");
        let analyst = visitor.with("cookie", &format!("waymark={token}"));
        visitor.sign_in("analyst", WRONG).expect(401);
        // The password in the wrong field, as happens to everybody.
        visitor.sign_in(WRONG, "x").expect(401);
        visitor.sign_in("analyst\0", WRONG).expect(401);

        let sites = "/api/v1/registers/sites/records";
        let assessments = "/api/v1/registers/area_assessments/records";
        let faulty = json!({"data": {
            "name": NAME, "managed_by": PHONE, "latitude": NAME, "opened_on": PHONE, "site_status": NAME,
            (NAME): PHONE,
        }});
        analyst.post(sites, &faulty).expect(422);
        let forbidden = json!({"data": {
            "assessment_key": PHONE, "operation": "x", "round": "x", "assessment_type": "BA",
            "population": "idps", "level": "place", "enumerator": NAME,
        }});
        analyst.post(assessments, &forbidden).expect(403);
        let kept = json!({"data": {"site_id": PHONE, "name": NAME, "managed_by": PHONE}});
        let made = analyst.post(sites, &kept).expect(201).json();
        let path = format!("{sites}/{}", made["id"].as_str().unwrap_or_default());
        analyst.get(&path).expect(200);
        let set = json!({"version": made["version"], "set": {"name": format!("{NAME} II")}, "reason": NAME});
        analyst.patch(&path, &set).expect(200);
        let retire = json!({"version": made["version"], "name": NAME, "reason": PHONE});
        analyst
            .post(&format!("{path}/transition"), &retire)
            .expect(422);
        analyst.get(&format!("{path}/history")).expect(200);
        analyst.get(&format!("{sites}?q={FIRST}")).expect(200);
        analyst
            .get(&format!("{sites}?filter=name:eq:{FIRST}"))
            .expect(200);
        analyst
            .get(&format!("{sites}?filter={FIRST}:eq:1"))
            .expect(400);
        analyst.get(&format!("{sites}/{FIRST}")).expect(404);
        analyst
            .get(&format!("/api/v1/registers/{FIRST}"))
            .expect(404);
        analyst
            .get(&format!("/api/v1/indicators/{FIRST}/observations"))
            .expect(404);
        analyst.send(
            "POST",
            sites,
            Some(format!("{{\"data\": \"{NAME}\"}}").as_bytes()),
        );
        analyst.send(
            "POST",
            sites,
            Some(format!("{{\"data\": {{\"name\": \"{NAME}").as_bytes()),
        );
        visitor
            .get(&format!("/en/displacement/{FIRST}"))
            .expect(404);
        visitor
            .get(&format!("/en/displacement/idps_present?area={FIRST}"))
            .expect(200);
        visitor
            .get(&format!("/{FIRST}/nothing?q={FIRST}"))
            .expect(404);

        let admin = node.user("admin");
        let new = json!({
            "id": "zq", "name": NAME, "lang": "en", "password": WRONG, "grants": [{"role": "no such role", "unit": "/marula"}],
        });
        admin.post("/api/v1/users", &new).expect(422);
        node.program().get(sites).expect(200);
        analyst.delete("/api/v1/session").expect(204);

        let log = node.log();
        let lines = log.lines().count();
        assert!(lines >= 20, "{level}: only {lines} lines: {log}");
        assert!(
            log.contains("/api/v1/registers/{register}/records"),
            "{level}: no route in the log"
        );
        for secret in [
            NAME,
            FIRST,
            "Quackenbush",
            PHONE,
            WRONG,
            PASSWORD,
            token.as_str(),
            node.token(),
        ] {
            let told = log.lines().find(|line| line.contains(secret));
            assert_eq!(told, None, "{level}: the log tells {secret}");
        }
    }
}
