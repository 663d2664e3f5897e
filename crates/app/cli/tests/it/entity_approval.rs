//! Lists that ask for approval: an entity is made when somebody approves its submission, by whichever door, and once.

use serde_json::{Value, json};

use crate::entities::{LIST, ONE, Orchard, PROJECT, TWO};

#[test]
fn with_approval_an_entity_is_made_at_approval_and_only_once() {
    let here = Orchard::new();
    here.manager
        .patch(LIST, &json!({"approvalRequired": true}))
        .expect(200);
    here.create("1", ONE);
    here.manager
        .get(&format!("{LIST}/entities/{ONE}"))
        .expect(404);
    let review = |instance: &str, state: Value| {
        let path = format!("{PROJECT}/forms/trees/submissions/uuid:{instance}");
        here.manager
            .patch(&path, &json!({"reviewState": state}))
            .expect(200);
    };
    review("1", json!("hasIssues"));
    here.manager
        .get(&format!("{LIST}/entities/{ONE}"))
        .expect(404);
    review("1", json!("approved"));
    assert_eq!(here.entity()["currentVersion"]["version"], 1);
    review("1", Value::Null);
    review("1", json!("approved"));
    assert_eq!(here.entity()["currentVersion"]["version"], 1);
    assert!(here.faults("1").is_empty());
    // Changes of what is there wait for nobody.
    here.update("2", "baseVersion=\"1\"", &[("height", "2")]);
    assert_eq!(here.entity()["currentVersion"]["version"], 2);

    // To demand it no longer asks what becomes of those who wait.
    here.create("3", TWO);
    let told = here
        .manager
        .patch(LIST, &json!({"approvalRequired": false}))
        .expect(400)
        .json();
    assert_eq!(told["code"], 400.29);
    here.manager
        .get(&format!("{LIST}/entities/{TWO}"))
        .expect(404);
    here.manager
        .patch(
            &format!("{LIST}?convert=true"),
            &json!({"approvalRequired": false}),
        )
        .expect(200);
    here.manager
        .get(&format!("{LIST}/entities/{TWO}"))
        .expect(200);
}

#[test]
fn an_approval_by_another_door_is_caught_up_with_at_the_next_reading() {
    let here = Orchard::new();
    here.manager
        .patch(LIST, &json!({"approvalRequired": true}))
        .expect(200);
    here.create("1", ONE);
    let records = "/api/v1/registers/submissions/records";
    let found = here.manager.get(records).expect(200).json();
    let record = found["records"].as_array().into_iter().flatten();
    let record = record
        .clone()
        .find(|one| one["data"]["instance_id"] == "uuid:1")
        .expect("the submission");
    assert_eq!(record["data"]["entity_state"], "waiting");
    let path = format!(
        "{records}/{}/transition",
        record["id"].as_str().expect("an id")
    );
    here.manager
        .post(&path, &json!({"name": "approve"}))
        .also(200, 204);
    assert_eq!(here.entity()["currentVersion"]["version"], 1);
}
