//! Entity lists as scripts keep them, by the interface of ODK Central; pyodk among them.

use std::process::Command;

use serde_json::{Value, json};

use crate::{
    entities::{ONE, Orchard, PROJECT, TWO},
    entity_doors::{LIST, plant},
    node::{Node, PASSWORD},
    python,
};

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
        .get(&format!("{table}?$filter=colour%20eq%201"))
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
