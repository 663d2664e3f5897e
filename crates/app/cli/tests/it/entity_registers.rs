//! Registers as entity lists, over HTTP against the real binary: what phones are given of a register, and what they
//! change in it.

use serde_json::{Value, json};

use crate::{
    client::Client,
    collect::{device, send},
    entities::{PROJECT, publish},
    node::Node,
};

const LIST: &str = "/v1/projects/1/datasets/sites";
const SITES: &str = "/api/v1/registers/sites/records";
const NEW: &str = "c5b0e0a4-6f0e-4f5c-8a3f-0d6f6b1f2a41";
const BRANCH: &str = "b5b0e0a4-6f0e-4f5c-8a3f-0d6f6b1f2a3b";

/// A form that follows up what stands in a list: its questions save to properties of the same name.
pub fn form(list: &str, questions: &[&str]) -> String {
    let nodes: String = questions.iter().map(|name| format!("<{name}/>")).collect();
    let binds: String = questions
        .iter()
        .map(|name| {
            format!("<bind nodeset=\"/data/{name}\" type=\"string\" entities:saveto=\"{name}\"/>")
        })
        .collect();
    let first = questions[0];
    format!(
        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" \
         xmlns:entities=\"http://www.opendatakit.org/xforms/entities\"><h:head><h:title>Follow-up</h:title>\
         <model entities:entities-version=\"2024.1.0\"><instance><data id=\"follow_{list}\" version=\"1\">{nodes}\
         <meta><instanceID/><entity dataset=\"{list}\" id=\"\" create=\"1\" update=\"1\" baseVersion=\"\" trunkVersion=\"\" \
         branchId=\"\"><label/></entity></meta></data></instance><instance id=\"{list}\" src=\"jr://file-csv/{list}.csv\"/>\
         {binds}</model></h:head><h:body><input ref=\"/data/{first}\"><label>First</label></input></h:body></h:html>"
    )
}

/// A submission of it.
fn filled(
    list: &str,
    instance: &str,
    attributes: &str,
    label: &str,
    answers: &[(&str, &str)],
) -> String {
    let answers: String = answers
        .iter()
        .map(|(name, value)| format!("<{name}>{value}</{name}>"))
        .collect();
    format!(
        "<data id=\"follow_{list}\" version=\"1\">{answers}<meta><instanceID>uuid:{instance}</instanceID>\
         <entity dataset=\"{list}\" {attributes}><label>{label}</label></entity></meta></data>"
    )
}

/// A node whose sites are given to a phone.
struct Field {
    node: Node,
    manager: Client,
    base: String,
}

impl Field {
    fn new() -> Self {
        let node = Node::start();
        let manager = node.user("manager");
        manager
            .post(
                &format!("{PROJECT}/datasets"),
                &json!({"name": "sites", "register": "sites"}),
            )
            .expect(200);
        let questions = [
            "site_id",
            "managed_by",
            "site_status",
            "latitude",
            "place_type",
        ];
        publish(&manager, &form("sites", &questions)).expect(200);
        let (base, _) = device(&manager);
        Self {
            node,
            manager,
            base,
        }
    }

    #[track_caller]
    fn send(&self, instance: &str, attributes: &str, label: &str, answers: &[(&str, &str)]) {
        let xml = filled("sites", instance, attributes, label, answers);
        send(&self.node.visitor(), &self.base, &xml, &[]).expect(201);
    }

    /// What the phone gets.
    #[track_caller]
    fn csv(&self) -> Vec<Vec<String>> {
        csv(&self.node, &self.base, "follow_sites", "sites")
    }

    #[track_caller]
    fn site(&self, key: &str) -> Value {
        let path = format!("{SITES}?filter=site_id:eq:{key}");
        let found = self.manager.get(&path).expect(200).json();
        assert_eq!(
            found["records"].as_array().map(Vec::len),
            Some(1),
            "{found}"
        );
        found["records"][0].clone()
    }

    /// A site as somebody at a desk makes it.
    #[track_caller]
    fn made(&self, key: &str, name: &str) -> String {
        let data =
            json!({"site_id": key, "name": name, "site_status": "open", "managed_by": "Red Cross"});
        let made = self
            .manager
            .post(SITES, &json!({"data": data}))
            .expect(201)
            .json();
        made["id"].as_str().expect("an id").to_owned()
    }

    #[track_caller]
    fn faults(&self, instance: &str) -> Vec<String> {
        let path = format!("{PROJECT}/forms/follow_sites/submissions/uuid:{instance}");
        let told = self.manager.get(&path).expect(200).json();
        let findings = told["findings"].as_array().cloned().unwrap_or_default();
        findings
            .iter()
            .filter(|finding| finding["rule"] == "entity")
            .map(|finding| finding["detail"].as_str().unwrap_or_default().to_owned())
            .collect()
    }
}

#[track_caller]
pub fn csv(node: &Node, base: &str, form: &str, list: &str) -> Vec<Vec<String>> {
    let path = format!("{base}/forms/{form}/attachments/{list}.csv");
    let text = node.visitor().get(&path).expect(200).text();
    text.lines()
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect()
}

/// The cell of a row in a column.
#[track_caller]
pub fn cell<'a>(table: &'a [Vec<String>], uuid: &str, column: &str) -> Option<&'a str> {
    let at = table[0].iter().position(|name| name == column)?;
    let row = table.iter().find(|row| row[0] == uuid)?;
    Some(row[at].as_str())
}

#[test]
fn a_register_goes_to_phones_and_their_changes_are_changes_of_its_records() {
    let field = Field::new();
    let id = field.made("s-1", "Al Karama");
    let phone = field.node.visitor();
    let manifest = phone
        .get(&format!("{}/forms/follow_sites/manifest", field.base))
        .expect(200)
        .text();
    assert!(
        manifest.contains("type=\"entityList\"") && manifest.contains("datasets/sites/integrity"),
        "{manifest}"
    );
    let before = field.csv();
    assert_eq!(before[0][..3], ["name", "label", "__version"]);
    assert_eq!(cell(&before, &id, "label"), Some("Al Karama"));
    assert_eq!(cell(&before, &id, "__version"), Some("1"));
    assert_eq!(cell(&before, &id, "managed_by"), Some("Red Cross"));

    let update = format!("id=\"{id}\" create=\"\" update=\"1\" baseVersion=\"1\"");
    field.send(
        "u1",
        &update,
        "",
        &[("managed_by", "Community"), ("latitude", "4.5")],
    );
    assert_eq!(field.faults("u1"), Vec::<String>::new());
    let site = field.site("s-1");
    assert_eq!(site["data"]["managed_by"], "Community");
    // Typed by the register's form, not kept as the text of the phone.
    assert_eq!(site["data"]["latitude"], 4.5);
    assert_eq!(site["data"]["name"], "Al Karama");
    let history = field
        .manager
        .get(&format!("{SITES}/{id}/history"))
        .expect(200)
        .text();
    assert!(history.contains("submission uuid:u1"), "{history}");
    let after = field.csv();
    assert_eq!(cell(&after, &id, "__version"), Some("2"));
    let versions = field
        .manager
        .get(&format!("{LIST}/entities/{id}/versions"))
        .expect(200)
        .json();
    assert_eq!(versions.as_array().map(Vec::len), Some(2));
    assert_eq!(versions[1]["dataReceived"]["managed_by"], "Community");
    assert_eq!(versions[1]["source"]["submission"]["instanceId"], "uuid:u1");
    // A script reads and changes the same records.
    let one = format!("{LIST}/entities/{id}");
    assert_eq!(
        field.manager.get(&one).expect(200).json()["currentVersion"]["version"],
        2
    );
    let change = json!({"data": {"place_type": "camp"}});
    field
        .manager
        .patch(&format!("{one}?baseVersion=1"), &change)
        .expect(409);
    field
        .manager
        .patch(&format!("{one}?baseVersion=2"), &change)
        .expect(200);
    assert_eq!(field.site("s-1")["data"]["place_type"], "camp");
    field.manager.delete(&one).expect(409);
    // A record that took its last step is no longer given, and the phone is told so.
    let step = json!({"name": "retire", "reason": "closed"});
    field
        .manager
        .post(&format!("{SITES}/{id}/transition"), &step)
        .expect(200);
    assert_eq!(cell(&field.csv(), &id, "label"), None);
    let gone = phone
        .get(&format!("{}/datasets/sites/integrity?id={id}", field.base))
        .expect(200)
        .text();
    assert!(gone.contains("<deleted>true</deleted>"), "{gone}");
}

#[test]
fn two_who_changed_the_same_field_leave_a_conflict_that_the_register_shows() {
    let field = Field::new();
    let id = field.made("s-2", "Bel Air");
    let patch = |set: Value| {
        let path = format!("{SITES}/{id}");
        field.manager.patch(&path, &json!({"set": set})).expect(200);
    };
    let update = format!("id=\"{id}\" create=\"\" update=\"1\" baseVersion=\"1\"");
    // Other fields: nothing is lost and nobody is asked.
    patch(json!({"place_type": "camp"}));
    field.send("c1", &update, "", &[("latitude", "4.5")]);
    let site = field.site("s-2");
    assert_eq!(
        (&site["data"]["place_type"], &site["data"]["latitude"]),
        (&json!("camp"), &json!(4.5))
    );
    assert_eq!(site["conflicts"], json!([]));
    // The same field: both opinions stand until a person decides.
    patch(json!({"managed_by": "Caritas"}));
    field.send("c2", &update, "", &[("managed_by", "Community")]);
    let site = field.site("s-2");
    assert_eq!(site["conflicts"][0]["field"], "managed_by", "{site}");
    let told = field
        .manager
        .get(&format!("{LIST}/entities/{id}"))
        .expect(200)
        .json();
    assert_eq!(told["conflict"], "hard");
    assert_eq!(
        told["currentVersion"]["conflictingProperties"],
        json!(["managed_by"])
    );
    field
        .manager
        .post(
            &format!("{SITES}/{id}/settle"),
            &json!({"field": "managed_by", "value": "Caritas", "reason": "asked them"}),
        )
        .expect(200);
    let told = field
        .manager
        .get(&format!("{LIST}/entities/{id}"))
        .expect(200)
        .json();
    assert_eq!(told["conflict"], Value::Null);
    assert_eq!(told["currentVersion"]["data"]["managed_by"], "Caritas");
}

#[test]
fn what_a_phone_makes_has_the_registers_key_and_keeps_the_phones_id() {
    let field = Field::new();
    let create = format!("id=\"uuid:{NEW}\" create=\"1\" update=\"\"");
    field.send(
        "n1",
        &create,
        "Nouvelle",
        &[("site_id", "s-9"), ("managed_by", "Nobody")],
    );
    assert_eq!(field.faults("n1"), Vec::<String>::new());
    let site = field.site("s-9");
    assert_eq!(site["data"]["name"], "Nouvelle");
    assert_eq!(cell(&field.csv(), NEW, "label"), Some("Nouvelle"));
    // Its id comes of its key, so an import of the same site finds it.
    assert_ne!(site["id"], NEW);
    // Changes made without a connection, the later one first.
    let offline = |base: u64| {
        format!(
            "id=\"{NEW}\" create=\"\" update=\"1\" baseVersion=\"{base}\" trunkVersion=\"\" branchId=\"{BRANCH}\""
        )
    };
    field.send("n3", &offline(2), "", &[("managed_by", "Third")]);
    assert_eq!(field.site("s-9")["data"]["managed_by"], "Nobody");
    field.send(
        "n2",
        &offline(1),
        "",
        &[("managed_by", "Second"), ("latitude", "1")],
    );
    let site = field.site("s-9");
    assert_eq!(
        (&site["data"]["managed_by"], &site["data"]["latitude"]),
        (&json!("Third"), &json!(1))
    );
    assert_eq!(cell(&field.csv(), NEW, "__version"), Some("3"));
    assert_eq!(site["conflicts"], json!([]));
    // The same key again is the same site: said beside the submission, and nothing is overwritten.
    let other = "c5b0e0a4-6f0e-4f5c-8a3f-0d6f6b1f2a42";
    let create = format!("id=\"{other}\" create=\"1\" update=\"\"");
    field.send("n4", &create, "Again", &[("site_id", "s-9")]);
    assert_eq!(field.site("s-9")["data"]["name"], "Nouvelle");
    assert_eq!(field.faults("n4").len(), 1, "{:?}", field.faults("n4"));
    // What the register cannot take is said too.
    let third = "c5b0e0a4-6f0e-4f5c-8a3f-0d6f6b1f2a43";
    let create = format!("id=\"{third}\" create=\"1\" update=\"\"");
    field.send("n5", &create, "No key", &[("managed_by", "x")]);
    let faults = field.faults("n5");
    assert!(
        faults.len() == 1 && faults[0].contains("site_id"),
        "{faults:?}"
    );
    assert_eq!(cell(&field.csv(), third, "label"), None);
}

#[test]
fn a_list_that_asks_for_approval_makes_no_record_before_it() {
    let field = Field::new();
    field
        .manager
        .patch(LIST, &json!({"approvalRequired": true}))
        .expect(200);
    let create = format!("id=\"{NEW}\" create=\"1\" update=\"\"");
    field.send("a1", &create, "Waits", &[("site_id", "s-8")]);
    let path = format!("{SITES}?filter=site_id:eq:s-8");
    let count = || {
        field.manager.get(&path).expect(200).json()["records"]
            .as_array()
            .map(Vec::len)
    };
    assert_eq!(count(), Some(0));
    let submission = format!("{PROJECT}/forms/follow_sites/submissions/uuid:a1");
    field
        .manager
        .patch(&submission, &json!({"reviewState": "approved"}))
        .expect(200);
    assert_eq!(count(), Some(1));
}

#[test]
fn only_registers_that_say_so_are_given_and_only_by_those_who_may_write_to_them() {
    let field = Field::new();
    let datasets = format!("{PROJECT}/datasets");
    let other = |register: &str| json!({"name": format!("x_{register}"), "register": register});
    field.manager.post(&datasets, &other("rounds")).expect(400);
    field.manager.post(&datasets, &other("nothing")).expect(400);
    field
        .node
        .user("enumerator")
        .post(&datasets, &other("sites"))
        .expect(403);
    field
        .node
        .user("admin")
        .post(&datasets, &other("sites"))
        .expect(403);
    // Its properties are the fields of the register.
    field
        .manager
        .post(&format!("{LIST}/properties"), &json!({"name": "colour"}))
        .expect(409);
    let wrong = form("sites", &["colour"]).replace("follow_sites", "wrong");
    let told = publish(&field.manager, &wrong).expect(409).text();
    assert!(told.contains("colour"), "{told}");
}

#[test]
fn a_list_over_odata_is_filtered_and_has_a_schema() {
    let field = Field::new();
    let svc = format!("{LIST}.svc");
    field.made("s-1", "Al Karama");
    field.made("s-2", "Bel Air");
    let service = field.manager.get(&svc).expect(200).json();
    assert_eq!(service["value"][0]["name"], "Entities");
    let schema = field
        .manager
        .get(&format!("{svc}/$metadata"))
        .expect(200)
        .text();
    let schema = roxmltree::Document::parse(&schema).expect("XML");
    let named = |name: &str| {
        schema
            .descendants()
            .any(|node| node.attribute("Name") == Some(name))
    };
    assert!(named("managed_by") && named("Entities") && named("__system"));
    let ask = |query: &str| field.manager.get(&format!("{svc}/Entities?{query}"));
    let found = ask("$filter=label%20eq%20'Bel%20Air'&$count=true")
        .expect(200)
        .json();
    assert_eq!(found["@odata.count"], 1);
    assert_eq!(found["value"][0]["site_id"], "s-2");
    let found = ask(
        "$filter=site_status%20eq%20'open'%20and%20__system/version%20eq%201&$top=1&$count=true",
    )
    .expect(200)
    .json();
    let count = found["@odata.count"].as_u64().expect("a count");
    assert!(
        count >= 2 && found["value"].as_array().map(Vec::len) == Some(1),
        "{found}"
    );
    let next = found["@odata.nextLink"].as_str().expect("a next page");
    let next = field
        .manager
        .get(&format!("{svc}/{next}"))
        .expect(200)
        .json();
    assert_eq!(next["@odata.count"], count);
    assert_ne!(next["value"][0]["__id"], found["value"][0]["__id"]);
    ask("$filter=nonsense%20eq%201").expect(400);
}
