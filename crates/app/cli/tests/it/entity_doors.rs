//! Entity lists as phones get them and as scripts keep them.

use std::process::Command;

use serde_json::{Value, json};

use crate::{
    client::Client,
    collect::{device, element},
    entities::{ONE, Orchard, PROJECT, TWO, form, publish},
    node::{Node, PASSWORD},
    python,
};

const LIST: &str = "/v1/projects/1/datasets/trees";

#[track_caller]
fn plant(manager: &Client, uuid: &str, label: &str, data: &Value) -> Value {
    let body = json!({"uuid": uuid, "label": label, "data": data});
    manager
        .post(&format!("{LIST}/entities"), &body)
        .expect(200)
        .json()
}

/// The part of an address that is a path.
fn path(address: &str) -> String {
    address[address.find("/v1/").expect("a path")..].to_owned()
}

#[test]
fn a_phone_gets_a_list_by_its_form_and_again_only_when_it_has_changed() {
    let here = Orchard::new();
    let phone = here.node.visitor();
    let list = phone
        .get(&format!("{}/formList", here.base))
        .expect(200)
        .text();
    assert!(
        list.contains("/forms/trees/manifest</manifestUrl>"),
        "{list}"
    );
    let manifest = || {
        phone
            .get(&format!("{}/forms/trees/manifest", here.base))
            .expect(200)
            .text()
    };
    let first = manifest();
    assert!(
        first.contains("<mediaFile type=\"entityList\"><filename>trees.csv</filename>"),
        "{first}"
    );
    let address = path(&element(&first, "downloadUrl"));
    let empty = phone.get(&address).expect(200);
    assert_eq!(empty.text(), "name,label,__version,height,girth,area\n");

    plant(
        &here.manager,
        ONE,
        "Oak, old",
        &json!({"height": "3", "area": "north"}),
    );
    let second = manifest();
    assert_ne!(element(&first, "hash"), element(&second, "hash"));
    let csv = phone.get(&address).expect(200);
    assert_eq!(
        csv.text(),
        format!("name,label,__version,height,girth,area\n{ONE},\"Oak, old\",1,3,,north\n")
    );
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    let tag = csv.header("etag").expect("a tag").to_owned();
    assert_eq!(
        element(&second, "hash"),
        format!("md5:{}", tag.trim_matches('"'))
    );
    let again = phone.with("if-none-match", &tag).get(&address).expect(304);
    assert!(again.body.is_empty());
    assert_eq!(element(&manifest(), "hash"), element(&second, "hash"));

    let change = format!("{LIST}/entities/{ONE}?baseVersion=1");
    here.manager
        .patch(&change, &json!({"data": {"height": "4"}}))
        .expect(200);
    assert_ne!(element(&manifest(), "hash"), element(&second, "hash"));
    let csv = phone.with("if-none-match", &tag).get(&address).expect(200);
    assert!(
        csv.text()
            .contains(&format!("{ONE},\"Oak, old\",2,4,,north")),
        "{}",
        csv.text()
    );

    let asks = path(&element(&second, "integrityUrl"));
    plant(&here.manager, TWO, "Elm", &json!({}));
    here.manager
        .delete(&format!("{LIST}/entities/{TWO}"))
        .expect(200);
    let unknown = TWO.replace("a32", "a39");
    let states = phone
        .get(&format!("{asks}?id={ONE},{TWO},{unknown}"))
        .expect(200);
    assert_eq!(states.header("x-openrosa-version"), Some("1.0"));
    let states = states.text();
    assert!(
        states.contains(&format!(
            "<entity id=\"{ONE}\"><deleted>false</deleted></entity>"
        )),
        "{states}"
    );
    assert!(
        states.contains(&format!(
            "<entity id=\"{TWO}\"><deleted>true</deleted></entity>"
        )),
        "{states}"
    );
    assert!(
        !states.contains(&unknown),
        "what was made on the phone is not called deleted"
    );
    assert!(!phone.get(&address).expect(200).text().contains(TWO));

    here.manager
        .patch(LIST, &json!({"approvalRequired": true}))
        .expect(200);
    assert!(manifest().contains("type=\"approvalEntityList\""));
}

#[test]
fn a_phone_reaches_the_lists_of_its_forms_and_nothing_else_of_entities() {
    let here = Orchard::new();
    plant(&here.manager, ONE, "Oak", &json!({}));
    here.manager
        .post(&format!("{PROJECT}/datasets"), &json!({"name": "secrets"}))
        .expect(200);
    let phone = here.node.visitor();
    let (base, made) = device(&here.manager);
    let bearer = phone.with(
        "authorization",
        &format!("Bearer {}", made["token"].as_str().expect("a token")),
    );
    for address in [
        format!("{PROJECT}/datasets"),
        LIST.to_owned(),
        format!("{LIST}/entities"),
        format!("{LIST}/entities.csv"),
        format!("{LIST}/entities/{ONE}"),
        format!("{LIST}/entities/{ONE}/versions"),
        format!("{LIST}.svc/Entities"),
        format!("{PROJECT}/datasets/secrets/integrity"),
        "/api/v1/registers/entities/records".to_owned(),
        "/api/v1/registers/entity_versions/records".to_owned(),
    ] {
        bearer.get(&address).expect(403);
    }
    bearer
        .post(&format!("{LIST}/entities"), &json!({"label": "x"}))
        .expect(403);
    bearer
        .patch(
            &format!("{LIST}/entities/{ONE}?force=true"),
            &json!({"label": "x"}),
        )
        .expect(403);
    bearer.delete(&format!("{LIST}/entities/{ONE}")).expect(403);
    bearer.get(&format!("{LIST}/integrity")).expect(200);
    phone
        .get(&format!("{base}/datasets/secrets/integrity"))
        .expect(403);
    phone
        .get(&format!("{base}/forms/trees/attachments/secrets.csv"))
        .expect(404);
    phone
        .get(&format!("{base}/forms/trees/attachments/trees.csv"))
        .expect(200);
    phone.get(&format!("{LIST}/integrity")).expect(401);

    let other = here
        .manager
        .post("/v1/projects", &json!({"name": "Another"}))
        .expect(200)
        .json();
    let elsewhere = format!("/v1/projects/{}/datasets/trees/integrity", other["id"]);
    bearer.get(&elsewhere).expect(403);

    // Those who collect get the list of their forms and write none; those who check read.
    let enumerator = here.node.user("enumerator");
    enumerator
        .get(&format!("{PROJECT}/forms/trees/attachments/trees.csv"))
        .expect(200);
    enumerator.get(&format!("{LIST}/entities")).expect(403);
    enumerator
        .post(&format!("{LIST}/entities"), &json!({"label": "x"}))
        .expect(403);
    let analyst = here.node.user("analyst");
    analyst.get(&format!("{LIST}/entities")).expect(200);
    analyst
        .post(&format!("{LIST}/entities"), &json!({"label": "x"}))
        .expect(403);
    analyst
        .delete(&format!("{LIST}/entities/{ONE}"))
        .expect(403);
    analyst
        .patch(LIST, &json!({"approvalRequired": true}))
        .expect(403);
}

#[test]
fn rules_say_which_entities_a_phone_gets() {
    let here = Orchard::new();
    for (number, area) in ["north", "north", "south"].iter().enumerate() {
        let uuid = ONE.replace("a31", &format!("b4{number}"));
        plant(
            &here.manager,
            &uuid,
            &format!("{area} {number}"),
            &json!({"area": area}),
        );
    }
    let phone = |attributes: Value| {
        let body = json!({"displayName": "Phone", "properties": attributes});
        let made = here
            .manager
            .post(&format!("{PROJECT}/app-users"), &body)
            .expect(200)
            .json();
        (
            format!(
                "/v1/key/{}/projects/1",
                made["token"].as_str().expect("a token")
            ),
            made["id"].clone(),
        )
    };
    let visitor = here.node.visitor();
    let labels = |base: &str| {
        let csv = visitor
            .get(&format!("{base}/forms/trees/attachments/trees.csv"))
            .expect(200)
            .text();
        let labels = csv
            .lines()
            .skip(1)
            .filter_map(|line| line.split(',').nth(1).map(str::to_owned));
        labels.collect::<Vec<_>>()
    };
    let hash = |base: &str| {
        element(
            &visitor
                .get(&format!("{base}/forms/trees/manifest"))
                .expect(200)
                .text(),
            "hash",
        )
    };
    let (north, north_id) = phone(json!({"region": "north"}));
    let (both, _) = phone(json!({"region": ["north", "south"]}));
    let (nobody, _) = phone(Value::Null);
    assert_eq!(
        labels(&nobody).len(),
        3,
        "without rules a list is seen whole"
    );

    here.manager
        .send(
            "PUT",
            &format!("{LIST}/access-filter"),
            Some(br#"{"datasetProperty":"shade","actorProperty":"region"}"#),
        )
        .expect(400);
    let rule = json!({"datasetProperty": "area", "actorProperty": "region", "roles": ["device"]});
    let told = here
        .manager
        .send(
            "PUT",
            &format!("{LIST}/access-filter"),
            Some(rule.to_string().as_bytes()),
        )
        .expect(200)
        .json();
    assert_eq!(told, rule);
    assert_eq!(labels(&north), ["north 0", "north 1"]);
    assert_eq!(labels(&both).len(), 3);
    assert!(labels(&nobody).is_empty());
    // An account that no rule names sees nothing; those who keep entities see all.
    let csv = |who: &Client| {
        who.get(&format!("{PROJECT}/forms/trees/attachments/trees.csv"))
            .expect(200)
            .text()
            .lines()
            .count()
    };
    assert_eq!(
        (csv(&here.node.user("enumerator")), csv(&here.manager)),
        (1, 4)
    );

    // What is out of reach counts as gone, and what changes there changes nothing here.
    let south = ONE.replace("a31", "b42");
    let states = visitor
        .get(&format!("{north}/datasets/trees/integrity?id={south}"))
        .expect(200)
        .text();
    assert!(states.contains("<deleted>true</deleted>"), "{states}");
    let before = (hash(&north), hash(&both));
    here.manager
        .patch(
            &format!("{LIST}/entities/{south}?force=true"),
            &json!({"data": {"height": "9"}}),
        )
        .expect(200);
    assert_eq!(hash(&north), before.0);
    assert_ne!(hash(&both), before.1);

    // A phone that moves to another area gets other entities.
    let moved = json!({"properties": {"region": "south"}});
    here.manager
        .patch(&format!("{PROJECT}/app-users/{north_id}"), &moved)
        .expect(200);
    assert_eq!(labels(&north), ["south 2"]);
    here.node
        .user("enumerator")
        .patch(&format!("{PROJECT}/app-users/{north_id}"), &moved)
        .expect(403);

    let rules = json!({"accessRules": [{"datasetProperty": "area", "actorProperty": "@account"}]});
    here.manager.patch(LIST, &rules).expect(200);
    let mine = ONE.replace("a31", "b49");
    plant(&here.manager, &mine, "mine", &json!({"area": "enumerator"}));
    assert_eq!(csv(&here.node.user("enumerator")), 2);
    here.manager
        .delete(&format!("{LIST}/access-filter"))
        .expect(200);
    assert_eq!(labels(&nobody).len(), 4);
}

#[test]
fn a_rule_of_areas_reaches_down_the_tree_of_places() {
    let here = Orchard::new();
    let places = here
        .manager
        .get("/api/v1/registers/places/records?limit=200")
        .expect(200)
        .json();
    let places: Vec<&Value> = places["records"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| &one["data"])
        .collect();
    let level = |wanted: u64| places.iter().filter(move |place| place["level"] == wanted);
    let district = level(2).next().expect("a place of level 2");
    let above = district["parent"].as_str().expect("its parent");
    let other = level(1)
        .filter_map(|place| place["code"].as_str())
        .find(|code| *code != above)
        .expect("another");
    plant(
        &here.manager,
        ONE,
        "within",
        &json!({"area": district["code"]}),
    );
    plant(&here.manager, TWO, "beside", &json!({"area": other}));
    let rule = json!({"accessRules": [{"datasetProperty": "area", "actorProperty": "admin1", "within": true}]});
    here.manager.patch(LIST, &rule).expect(200);
    let body = json!({"displayName": "Phone", "properties": {"admin1": above}});
    let made = here
        .manager
        .post(&format!("{PROJECT}/app-users"), &body)
        .expect(200)
        .json();
    let base = format!(
        "/v1/key/{}/projects/1",
        made["token"].as_str().expect("a token")
    );
    let csv = here
        .node
        .visitor()
        .get(&format!("{base}/forms/trees/attachments/trees.csv"))
        .expect(200)
        .text();
    assert!(csv.contains("within") && !csv.contains("beside"), "{csv}");
}

#[test]
fn a_published_form_makes_and_extends_a_list_with_one_spelling() {
    let here = Orchard::new();
    let told = here.manager.get(LIST).expect(200).json();
    let names = |told: &Value| {
        let properties = told["properties"].as_array().cloned().unwrap_or_default();
        properties
            .iter()
            .map(|one| one["name"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&told), ["height", "girth", "area"]);
    assert_eq!(
        told["sourceForms"],
        json!([{"xmlFormId": "trees", "name": "Trees"}])
    );
    assert_eq!(told["linkedForms"], told["sourceForms"]);
    assert_eq!(told["properties"][0]["forms"], told["sourceForms"]);
    let other = form("other", "create=\"1\"");
    let more = other.replace("saveto=\"area\"", "saveto=\"species\"");
    publish(&here.manager, &more).expect(200);
    let told = here.manager.get(LIST).expect(200).json();
    assert_eq!(names(&told), ["height", "girth", "area", "species"]);
    assert_eq!(told["sourceForms"].as_array().map(Vec::len), Some(2));
    for (from, to) in [
        ("saveto=\"height\"", "saveto=\"Height\""),
        ("dataset=\"trees\"", "dataset=\"Trees\""),
    ] {
        let clash = other
            .replace(
                "id=\"other\"",
                &format!("id=\"clash{}\"", u8::from(to.contains("Trees"))),
            )
            .replace(from, to);
        let told = publish(&here.manager, &clash).expect(409).json();
        assert!(
            told["message"]
                .as_str()
                .unwrap_or_default()
                .contains("spel"),
            "{told}"
        );
    }
    for (from, to) in [
        ("saveto=\"height\"", "saveto=\"name\""),
        ("dataset=\"trees\"", "dataset=\"a.b\""),
        ("saveto=\"height\"", "saveto=\"__x\""),
    ] {
        let wrong = other
            .replace("id=\"other\"", "id=\"wrong\"")
            .replace(from, to);
        publish(&here.manager, &wrong).expect(400);
    }
    here.manager
        .post(&format!("{LIST}/properties"), &json!({"name": "HEIGHT"}))
        .expect(409);
    here.manager
        .post(&format!("{LIST}/properties"), &json!({"name": "label"}))
        .expect(400);
    here.manager
        .post(&format!("{LIST}/properties"), &json!({"name": "bark"}))
        .expect(200);
    // The draft's files say that the list stands behind one of them.
    let files = here
        .manager
        .get(&format!("{PROJECT}/forms/trees/attachments"))
        .expect(200)
        .json();
    assert_eq!(
        (&files[0]["name"], &files[0]["datasetExists"]),
        (&json!("trees.csv"), &json!(true))
    );
}

#[test]
fn scripts_keep_entities_by_the_interface_of_central() {
    let node = Node::start();
    let manager = node.user("manager");
    let made = manager
        .post(&format!("{PROJECT}/datasets"), &json!({"name": "trees"}))
        .expect(200)
        .json();
    assert_eq!(
        (
            &made["name"],
            &made["approvalRequired"],
            &made["properties"]
        ),
        (&json!("trees"), &json!(false), &json!([]))
    );
    manager
        .post(&format!("{PROJECT}/datasets"), &json!({"name": "Trees"}))
        .expect(409);
    manager
        .post(&format!("{PROJECT}/datasets"), &json!({"name": "tr.ees"}))
        .expect(400);
    for name in ["height", "a.b"] {
        manager
            .post(&format!("{LIST}/properties"), &json!({"name": name}))
            .expect(200);
    }
    let entities = format!("{LIST}/entities");
    let one = plant(&manager, ONE, "Oak", &json!({"height": "1"}));
    assert_eq!(one["currentVersion"]["data"], json!({"height": "1"}));
    for (body, status) in [
        (json!({"uuid": ONE, "label": "again"}), 409),
        (json!({"uuid": "no", "label": "x"}), 400),
        (json!({"label": " "}), 400),
        (json!({"data": {"height": "1"}}), 400),
        (json!({"label": "x", "data": {"depth": "1"}}), 400),
        (json!({"label": "x", "data": {"height": ["1"]}}), 400),
        (json!({"label": "x", "colour": "red"}), 400),
        (json!({"entities": [{"label": "a"}]}), 400),
        (
            json!({"entities": [{"label": "a"}, {"label": ""}], "source": {"name": "a.csv"}}),
            400,
        ),
        (
            json!({"entities": [{"label": "a", "uuid": TWO}, {"label": "b", "uuid": TWO}], "source": {"name": "a.csv"}}),
            409,
        ),
    ] {
        manager.post(&entities, &body).expect(status);
    }
    let many: Vec<Value> = (0..300)
        .map(|at| json!({"label": format!("Elm {at}"), "data": {"height": at.to_string()}}))
        .collect();
    let told = manager
        .post(
            &entities,
            &json!({"entities": many, "source": {"name": "a.csv", "size": 300}}),
        )
        .expect(200)
        .json();
    assert_eq!(told, json!({"success": true}));
    assert_eq!(
        manager
            .get(&entities)
            .expect(200)
            .json()
            .as_array()
            .map(Vec::len),
        Some(301)
    );

    let path = format!("{entities}/{ONE}");
    let told = manager
        .patch(&format!("{path}?baseVersion=7"), &json!({"label": "x"}))
        .expect(409)
        .json();
    assert_eq!(told["code"], 409.15);
    manager.patch(&path, &json!({"label": "x"})).expect(409);
    manager
        .patch(&format!("{path}?baseVersion=1"), &json!({}))
        .expect(400);
    let two = manager
        .patch(
            &format!("{path}?baseVersion=1"),
            &json!({"data": {"a.b": "2"}}),
        )
        .expect(200)
        .json();
    assert_eq!(
        (
            &two["currentVersion"]["version"],
            &two["currentVersion"]["data"]
        ),
        (&json!(2), &json!({"height": "1", "a.b": "2"}))
    );
    let three = manager
        .patch(&format!("{path}?force=True"), &json!({"label": "Old oak"}))
        .expect(200)
        .json();
    assert_eq!(three["currentVersion"]["label"], "Old oak");
    let versions = manager.get(&format!("{path}/versions")).expect(200).json();
    assert_eq!(versions.as_array().map(Vec::len), Some(3));

    let table = format!("{LIST}.svc/Entities");
    let page = manager
        .get(&format!("{table}?$top=2&$skip=299&$count=true"))
        .expect(200)
        .json();
    assert_eq!(
        (
            &page["@odata.count"],
            page["value"].as_array().map(Vec::len)
        ),
        (&json!(301), Some(2))
    );
    let whole = manager.get(&table).expect(200).json();
    let rows = whole["value"].as_array().cloned().expect("rows");
    assert_eq!(rows.len(), 301);
    let mut ids: Vec<&str> = rows.iter().filter_map(|row| row["__id"].as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 301, "no row twice");
    let row = rows.iter().find(|row| row["__id"] == ONE).expect("the oak");
    assert_eq!(
        (
            &row["a_b"],
            &row["__system"]["version"],
            &row["__system"]["updates"]
        ),
        (&json!("2"), &json!(3), &json!(2))
    );
    let none = manager
        .get(&format!("{table}?$top=0&$count=true"))
        .expect(200)
        .json();
    assert_eq!(
        (&none["value"], &none["@odata.count"]),
        (&json!([]), &json!(301))
    );
    let first = manager.get(&format!("{table}?$top=1")).expect(200).json();
    assert!(
        first["@odata.nextLink"].is_string() && first["value"].as_array().map(Vec::len) == Some(1),
        "{first}"
    );
    manager
        .get(&format!("{table}?$filter=label%20eq%201"))
        .expect(400);
    manager.get(&format!("{table}?$select=nothing")).expect(400);

    let csv = manager.get(&format!("{LIST}/entities.csv")).expect(200);
    assert_eq!(csv.text().lines().count(), 302);
    assert!(
        csv.text().starts_with("__id,label,height,a.b,__createdAt,"),
        "{}",
        &csv.text()[..80]
    );
    let tag = csv.header("etag").expect("a tag").to_owned();
    manager
        .with("if-none-match", &tag)
        .get(&format!("{LIST}/entities.csv"))
        .expect(304);

    manager.delete(&path).expect(200);
    manager.get(&path).expect(404);
    manager
        .patch(&format!("{path}?force=true"), &json!({"label": "x"}))
        .expect(404);
    let gone = manager
        .get(&format!("{entities}?deleted=true"))
        .expect(200)
        .json();
    assert_eq!(
        (gone[0]["uuid"].as_str(), gone[0]["deletedAt"].is_string()),
        (Some(ONE), true)
    );
    manager
        .post(&entities, &json!({"uuid": ONE, "label": "again"}))
        .expect(409);
    manager
        .post(&format!("{path}/restore"), &json!({}))
        .expect(200);
    assert_eq!(
        manager.get(&path).expect(200).json()["currentVersion"]["version"],
        3
    );
    manager
        .post(&format!("{LIST}/bulk-delete"), &json!({"ids": [ONE, TWO]}))
        .expect(404);
    manager
        .post(&format!("{LIST}/bulk-delete"), &json!({"ids": ids}))
        .expect(200);
    assert_eq!(manager.get(&entities).expect(200).json(), json!([]));
    let figures = manager
        .with("x-extended-metadata", "true")
        .get(&format!("{PROJECT}/datasets"))
        .expect(200)
        .json();
    assert_eq!(
        (&figures[0]["entities"], &figures[0]["conflicts"]),
        (&json!(0), &json!(0))
    );
    manager
        .get(&format!("{PROJECT}/datasets/nothing"))
        .expect(404);
    node.user("elsewhere").get(&entities).also(403, 404);
}

/// What pyodk 1.3.0 does with entity lists and entities, against this server.
const PYODK: &str = r#"
import sys, tempfile, os
from pyodk.client import Client
url, password = sys.argv[1].split("|")
config = os.path.join(tempfile.mkdtemp(), "pyodk.toml")
with open(config, "w") as file:
    file.write(f'[central]\nbase_url = "{url}"\nusername = "manager"\npassword = "{password}"\ndefault_project_id = 1\n')
with Client(config_path=config, cache_path=config + ".cache") as client:
    made = client.entity_lists.create(entity_list_name="wells", approval_required=False)
    assert made.name == "wells" and made.approvalRequired is False, made
    client.entity_lists.default_entity_list_name = "wells"
    client.entities.default_entity_list_name = "wells"
    assert client.entity_lists.add_property(name="depth", entity_list_name="wells")
    # A list that a form fills, with its forms.
    assert [p.forms for p in client.entity_lists.get("trees").properties][0] == ["trees"]
    assert {one.name for one in client.entity_lists.list()} == {"trees", "wells"}
    one = client.entities.create(label="North", data={"depth": "12"})
    assert one.currentVersion.version == 1 and one.currentVersion.data == {"depth": "12"}, one
    two = client.entities.update(one.uuid, label="North well", data={"depth": "13"}, base_version=1)
    assert two.currentVersion.version == 2 and two.conflict is None, two
    three = client.entities.update(one.uuid, data={"depth": "14"}, force=True)
    assert three.currentVersion.baseVersion == 2, three
    assert client.entities.create_many([{"label": "South", "depth": "3"}, {"label": "East", "depth": "4"}])
    assert {one.currentVersion.label for one in client.entities.list()} == {"North well", "South", "East"}
    table = client.entities.get_table(top=2, count=True)
    assert table["@odata.count"] == 3 and len(table["value"]) == 2, table
    done = client.entities.merge(
        [{"label": "South", "depth": "5"}, {"label": "West", "depth": "6", "owner": "Ann"}],
        entity_list_name="wells", add_new_properties=True, delete_not_matched=True)
    assert len(done.to_insert) == 1 and len(done.to_update) == 1 and len(done.to_delete) == 2, done
    rows = {row["label"]: row for row in client.entities.get_table()["value"]}
    assert set(rows) == {"South", "West"}, rows
    assert rows["South"]["depth"] == "5" and rows["West"]["owner"] == "Ann", rows
    assert client.entities.delete(rows["West"]["__id"])
    try:
        client.entities.update(rows["South"]["__id"], data={"depth": "9"}, base_version=1)
        raise AssertionError("a stale change was taken")
    except Exception as error:
        assert "409.15" in str(error), error
print("done")
"#;

#[test]
fn pyodk_keeps_entity_lists_and_entities() {
    if !python::has("pyodk", "pyodk_keeps_entity_lists_and_entities") {
        return;
    }
    let here = Orchard::new();
    let done = Command::new("python3")
        .args([
            "-c",
            PYODK,
            &format!("http://{}|{PASSWORD}", here.node.address()),
        ])
        .output()
        .expect("python3 runs");
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{told}");
}
