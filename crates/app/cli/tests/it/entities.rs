//! What submissions do to entities, over HTTP against the real binary: the table of ODK Entities 2022.1 to 2025.1.

use serde_json::{Value, json};

use crate::{
    client::{Answer, Client},
    collect::{device, send},
    node::Node,
};

pub const PROJECT: &str = "/v1/projects/1";
pub const LIST: &str = "/v1/projects/1/datasets/trees";
pub const ONE: &str = "c5b0e0a4-6f0e-4f5c-8a3f-0d6f6b1f2a31";
pub const TWO: &str = "c5b0e0a4-6f0e-4f5c-8a3f-0d6f6b1f2a32";
const BRANCH: &str = "b5b0e0a4-6f0e-4f5c-8a3f-0d6f6b1f2a3b";

/// A form that makes and changes trees, and shows them.
pub fn form(id: &str, actions: &str) -> String {
    format!(
        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" \
         xmlns:entities=\"http://www.opendatakit.org/xforms/entities\"><h:head><h:title>Trees</h:title>\
         <model entities:entities-version=\"2024.1.0\"><instance><data id=\"{id}\" version=\"1\"><height/><girth/><area/>\
         <meta><instanceID/><entity dataset=\"trees\" id=\"\" {actions} baseVersion=\"\" trunkVersion=\"\" branchId=\"\">\
         <label/></entity></meta></data></instance><instance id=\"trees\" src=\"jr://file-csv/trees.csv\"/>\
         <bind nodeset=\"/data/height\" type=\"string\" entities:saveto=\"height\"/>\
         <bind nodeset=\"/data/girth\" type=\"string\" entities:saveto=\"girth\"/>\
         <bind nodeset=\"/data/area\" type=\"string\" entities:saveto=\"area\"/></model></h:head>\
         <h:body><input ref=\"/data/height\"><label>Height</label></input></h:body></h:html>"
    )
}

pub fn publish(manager: &Client, xform: &str) -> Answer {
    manager.with("content-type", "application/xml").send(
        "POST",
        &format!("{PROJECT}/forms?publish=true"),
        Some(xform.as_bytes()),
    )
}

/// A submission: instance, attributes of the entity, its label, answers.
pub fn tree(
    instance: &str,
    attributes: &str,
    label: Option<&str>,
    answers: &[(&str, &str)],
) -> String {
    let answers: String = answers
        .iter()
        .map(|(name, value)| format!("<{name}>{value}</{name}>"))
        .collect();
    let label = label.map_or(String::new(), |label| format!("<label>{label}</label>"));
    format!(
        "<data id=\"trees\" version=\"1\">{answers}<meta><instanceID>uuid:{instance}</instanceID>\
         <entity dataset=\"trees\" {attributes}>{label}</entity></meta></data>"
    )
}

/// A node with the form published, a manager, and a phone that sends.
pub struct Orchard {
    pub node: Node,
    pub manager: Client,
    pub base: String,
}

impl Orchard {
    pub fn new() -> Self {
        let node = Node::start();
        let manager = node.user("manager");
        publish(&manager, &form("trees", "create=\"1\" update=\"1\"")).expect(200);
        let (base, _) = device(&manager);
        Self {
            node,
            manager,
            base,
        }
    }

    /// Sends from the phone; whatever is in it, it is taken.
    #[track_caller]
    pub fn send(&self, xml: &str) {
        send(&self.node.visitor(), &self.base, xml, &[]).expect(201);
    }

    #[track_caller]
    pub fn create(&self, instance: &str, id: &str) {
        let attributes = format!("id=\"uuid:{id}\" create=\"1\" update=\"\" baseVersion=\"\"");
        self.send(&tree(
            instance,
            &attributes,
            Some("Oak"),
            &[("height", "1"), ("girth", "1")],
        ));
    }

    #[track_caller]
    pub fn update(&self, instance: &str, attributes: &str, answers: &[(&str, &str)]) {
        let attributes = format!("id=\"{ONE}\" create=\"\" update=\"1\" {attributes}");
        self.send(&tree(instance, &attributes, None, answers));
    }

    /// A change made without a connection.
    #[track_caller]
    pub fn offline(&self, instance: &str, base: u64, trunk: &str, answers: &[(&str, &str)]) {
        let more = format!("baseVersion=\"{base}\" trunkVersion=\"{trunk}\" branchId=\"{BRANCH}\"");
        self.update(instance, &more, answers);
    }

    #[track_caller]
    pub fn entity(&self) -> Value {
        self.manager
            .get(&format!("{LIST}/entities/{ONE}"))
            .expect(200)
            .json()
    }

    #[track_caller]
    pub fn versions(&self) -> Vec<Value> {
        let told = self
            .manager
            .get(&format!("{LIST}/entities/{ONE}/versions"))
            .expect(200)
            .json();
        told.as_array().cloned().expect("versions")
    }

    /// What was found wrong with the entities of a submission.
    #[track_caller]
    pub fn faults(&self, instance: &str) -> Vec<String> {
        let told = self
            .manager
            .get(&format!(
                "{PROJECT}/forms/trees/submissions/uuid:{instance}"
            ))
            .expect(200)
            .json();
        let findings = told["findings"].as_array().cloned().unwrap_or_default();
        findings
            .iter()
            .filter(|finding| finding["rule"] == "entity")
            .map(|finding| finding["detail"].as_str().unwrap_or_default().to_owned())
            .collect()
    }
}

#[test]
fn a_submission_makes_an_entity_and_another_changes_it() {
    let here = Orchard::new();
    here.create("1", ONE);
    let made = here.entity();
    assert_eq!(
        (
            &made["uuid"],
            &made["currentVersion"]["version"],
            &made["currentVersion"]["label"]
        ),
        (&json!(ONE), &json!(1), &json!("Oak"))
    );
    assert_eq!(
        made["currentVersion"]["data"],
        json!({"height": "1", "girth": "1"})
    );
    assert!(made["updatedAt"].is_null() && made["conflict"].is_null());

    // A blank answer overwrites, an absent one does not; the label stays.
    here.update("2", "baseVersion=\"1\"", &[("height", "")]);
    let versions = here.versions();
    assert_eq!(versions.len(), 2);
    let last = &versions[1];
    assert_eq!(last["data"], json!({"height": "", "girth": "1"}));
    assert_eq!(
        (&last["dataReceived"], &last["baseVersion"]),
        (&json!({"height": ""}), &json!(1))
    );
    assert_eq!(
        (&last["label"], &last["current"]),
        (&json!("Oak"), &json!(true))
    );
    assert_eq!(last["source"]["submission"]["instanceId"], "uuid:2");
    assert!(here.faults("1").is_empty() && here.faults("2").is_empty());
    assert!(here.entity()["conflict"].is_null());
}

#[test]
fn conflicts_are_soft_where_others_changed_something_else_and_hard_where_they_changed_the_same() {
    let here = Orchard::new();
    here.create("1", ONE);
    here.update("2", "baseVersion=\"1\"", &[("height", "2")]);
    here.update("3", "baseVersion=\"1\"", &[("girth", "2")]);
    assert_eq!(here.entity()["conflict"], "soft");
    here.update("4", "baseVersion=\"1\"", &[("height", "5")]);
    let hard = here.entity();
    assert_eq!(hard["conflict"], "hard");
    assert_eq!(
        hard["currentVersion"]["conflictingProperties"],
        json!(["height"])
    );
    assert_eq!(
        hard["currentVersion"]["data"],
        json!({"height": "5", "girth": "2"})
    );
    // What follows does not lower it; a person does.
    here.update("5", "baseVersion=\"4\"", &[("girth", "7")]);
    assert_eq!(here.entity()["conflict"], "hard");
    let path = format!("{LIST}/entities/{ONE}?resolve=true&baseVersion=5");
    let resolved = here.manager.patch(&path, &json!({})).expect(200).json();
    assert!(resolved["conflict"].is_null());
    assert_eq!(resolved["currentVersion"]["version"], 5);
    here.manager.patch(&path, &json!({})).expect(400);
    here.update("6", "baseVersion=\"5\"", &[("girth", "8")]);
    assert!(here.entity()["conflict"].is_null());
    let kept: Vec<Value> = here
        .versions()
        .iter()
        .map(|version| version["data"]["height"].clone())
        .collect();
    assert_eq!(kept, ["1", "2", "2", "5", "5", "5"], "nothing is lost");
}

#[test]
fn an_offline_branch_in_order_and_out_of_order_comes_to_the_same() {
    let here = Orchard::new();
    here.create("1", ONE);
    here.offline("2", 1, "1", &[("height", "2")]);
    // The fourth version arrives before the third.
    here.offline("4", 3, "1", &[("height", "4")]);
    assert_eq!(here.entity()["currentVersion"]["version"], 2, "it waits");
    assert!(here.faults("4").is_empty(), "to wait is no fault");
    here.offline("3", 2, "1", &[("girth", "3")]);
    let last = here.entity();
    assert_eq!(last["currentVersion"]["version"], 4);
    assert_eq!(
        last["currentVersion"]["data"],
        json!({"height": "4", "girth": "3"})
    );
    assert!(last["conflict"].is_null());
    let versions = here.versions();
    let bases: Vec<&Value> = versions
        .iter()
        .map(|version| &version["baseVersion"])
        .collect();
    assert_eq!(bases, [&json!(null), &json!(1), &json!(2), &json!(3)]);
    let local: Vec<&Value> = versions
        .iter()
        .map(|version| &version["branchBaseVersion"])
        .collect();
    assert_eq!(local, [&json!(null), &json!(1), &json!(2), &json!(3)]);
    assert_eq!(
        (&versions[3]["trunkVersion"], &versions[3]["branchId"]),
        (&json!(1), &json!(BRANCH))
    );
}

#[test]
fn an_entity_made_without_a_connection_may_arrive_after_its_changes() {
    let here = Orchard::new();
    here.offline("2", 1, "", &[("height", "2")]);
    here.offline("3", 2, "", &[("height", "3")]);
    here.manager
        .get(&format!("{LIST}/entities/{ONE}"))
        .expect(404);
    let create = format!("id=\"{ONE}\" create=\"1\" update=\"\" branchId=\"{BRANCH}\"");
    here.send(&tree(
        "1",
        &create,
        Some("Oak"),
        &[("height", "1"), ("girth", "1")],
    ));
    let last = here.entity();
    assert_eq!(last["currentVersion"]["version"], 3);
    assert_eq!(
        last["currentVersion"]["data"],
        json!({"height": "3", "girth": "1"})
    );
    assert!(last["conflict"].is_null());
}

#[test]
fn a_branch_that_somebody_interrupts_is_a_soft_conflict() {
    let here = Orchard::new();
    here.create("1", ONE);
    here.offline("2", 1, "1", &[("height", "2")]);
    let path = format!("{LIST}/entities/{ONE}?baseVersion=2");
    here.manager
        .patch(&path, &json!({"data": {"girth": "5"}}))
        .expect(200);
    here.offline("3", 2, "1", &[("height", "3")]);
    let last = here.entity();
    assert_eq!(
        (&last["conflict"], &last["currentVersion"]["version"]),
        (&json!("soft"), &json!(4))
    );
    assert_eq!(
        last["currentVersion"]["data"],
        json!({"height": "3", "girth": "5"})
    );
}

#[test]
fn what_waits_too_long_is_forced_and_a_late_create_is_applied_as_an_update() {
    let here = Orchard::new();
    here.offline("3", 2, "", &[("height", "3")]);
    here.manager
        .get(&format!("{LIST}/entities/{ONE}"))
        .expect(404);
    // Five days are the rule; this list waits for none.
    let told = here.manager.get(LIST).expect(200).json();
    assert_eq!(told["holdDays"], 5);
    here.manager
        .patch(LIST, &json!({"holdDays": 0}))
        .expect(200);
    let forced = here.entity();
    assert_eq!(forced["currentVersion"]["label"], "auto generated");
    assert_eq!(forced["currentVersion"]["data"], json!({"height": "3"}));
    here.offline("5", 4, "", &[("girth", "5")]);
    assert_eq!(
        here.entity()["currentVersion"]["version"],
        2,
        "on the latest version"
    );
    let create = format!("id=\"{ONE}\" create=\"1\" branchId=\"{BRANCH}\"");
    here.send(&tree(
        "1",
        &create,
        Some("Oak"),
        &[("height", "3"), ("girth", "1")],
    ));
    let late = here.entity();
    assert_eq!(
        (
            &late["currentVersion"]["label"],
            &late["currentVersion"]["version"]
        ),
        (&json!("Oak"), &json!(3))
    );
    assert_eq!(late["conflict"], "hard", "the girth differs");
    assert!(here.faults("1").is_empty());
}

#[test]
fn create_and_update_together_update_what_is_there_and_make_what_is_not() {
    let here = Orchard::new();
    let both =
        |base: &str| format!("id=\"{ONE}\" create=\"1\" update=\"1\" baseVersion=\"{base}\"");
    here.send(&tree("1", &both(""), Some("Oak"), &[("height", "1")]));
    assert_eq!(here.entity()["currentVersion"]["version"], 1);
    here.send(&tree("2", &both("1"), Some("Oak tree"), &[("height", "2")]));
    let last = here.entity();
    assert_eq!(
        (
            &last["currentVersion"]["version"],
            &last["currentVersion"]["label"]
        ),
        (&json!(2), &json!("Oak tree"))
    );
    here.send(&tree("3", &both(""), Some("Elm"), &[]));
    assert!(
        here.faults("3")[0].contains("exists"),
        "{:?}",
        here.faults("3")
    );
    assert_eq!(here.entity()["currentVersion"]["version"], 2);
}

#[test]
fn what_is_wrong_with_an_entity_is_told_and_the_submission_stands() {
    let here = Orchard::new();
    here.create("1", ONE);
    let fresh = |more: &str| format!("id=\"{TWO}\" {more}");
    let cases = [
        (fresh("create=\"1\""), None, "label"),
        (fresh("create=\"1\""), Some("  "), "label"),
        ("id=\"no-uuid\" create=\"1\"".to_owned(), Some("x"), "UUID"),
        ("create=\"1\"".to_owned(), Some("x"), "UUID"),
        (format!("id=\"{ONE}\" create=\"true\""), Some("x"), "exists"),
        (fresh("update=\"1\" baseVersion=\"1\""), None, "no entity"),
        (format!("id=\"{ONE}\" update=\"1\""), None, "baseVersion"),
        (
            format!("id=\"{ONE}\" update=\"1\" baseVersion=\"one\""),
            None,
            "baseVersion",
        ),
        (
            format!("id=\"{ONE}\" update=\"1\" baseVersion=\"9\""),
            None,
            "base version",
        ),
        (
            format!("id=\"{ONE}\" update=\"1\" baseVersion=\"1\" trunkVersion=\"1\""),
            None,
            "branchId",
        ),
        (
            format!(
                "id=\"{ONE}\" update=\"1\" baseVersion=\"4\" trunkVersion=\"4\" branchId=\"{BRANCH}\""
            ),
            None,
            "newer",
        ),
        (
            format!("id=\"{ONE}\" update=\"1\" baseVersion=\"1\" branchId=\"b\""),
            None,
            "branchId",
        ),
    ];
    for (at, (attributes, label, told)) in cases.iter().enumerate() {
        let instance = format!("wrong-{at}");
        here.send(&tree(&instance, attributes, *label, &[("height", "9")]));
        let faults = here.faults(&instance);
        assert!(
            faults.len() == 1 && faults[0].contains(told),
            "{attributes}: {faults:?}"
        );
    }
    // Neither asked for is neither done nor wrong.
    here.send(&tree(
        "none",
        &fresh("create=\"0\" update=\"\""),
        Some("x"),
        &[],
    ));
    assert!(here.faults("none").is_empty());
    assert_eq!(here.entity()["currentVersion"]["version"], 1);
    here.manager
        .get(&format!("{LIST}/entities/{TWO}"))
        .expect(404);

    // A form that only makes entities changes none.
    let makes = form("makes", "create=\"1\"");
    publish(&here.manager, &makes).expect(200);
    let sneaky = tree(
        "sneaky",
        &format!("id=\"{ONE}\" update=\"1\" baseVersion=\"1\""),
        None,
        &[("height", "9")],
    );
    here.send(&sneaky.replace("id=\"trees\" version", "id=\"makes\" version"));
    assert_eq!(here.entity()["currentVersion"]["version"], 1);

    // An edit that mends it makes the entity; a further one makes no second.
    let edit = |new: &str, old: &str, id: &str| {
        tree(new, &format!("id=\"{id}\" create=\"1\""), Some("Elm"), &[]).replace(
            "<meta>",
            &format!("<meta><deprecatedID>uuid:{old}</deprecatedID>"),
        )
    };
    send(&here.manager, PROJECT, &edit("mended", "wrong-0", TWO), &[]).expect(201);
    assert!(here.faults("wrong-0").is_empty());
    here.manager
        .get(&format!("{LIST}/entities/{TWO}"))
        .expect(200);
    let third = TWO.replace("a32", "a33");
    send(
        &here.manager,
        PROJECT,
        &edit("again", "mended", &third),
        &[],
    )
    .expect(201);
    here.manager
        .get(&format!("{LIST}/entities/{third}"))
        .expect(404);

    here.manager
        .delete(&format!("{LIST}/entities/{ONE}"))
        .expect(200);
    here.update("late", "baseVersion=\"1\"", &[("height", "2")]);
    assert!(
        here.faults("late")[0].contains("deleted"),
        "{:?}",
        here.faults("late")
    );
}
