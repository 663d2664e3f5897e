//! A country's register with sealed names, from its definition to an erasure that reaches old backups.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::node::{Node, folder, ok, waymark};

const RECORDS: &str = "/api/v1/registers/persons/records";

/// A register of persons whose names are sealed.
fn persons(data: &Path) {
    let folder = data.join("registers").join("persons");
    fs::create_dir_all(&folder).expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("a file");
    write(
        "register.toml",
        "title = { en = \"Persons\" }\nclass = \"internal\"\n[fields.name]\nclass = \"confidential\"\nidentity = true\nsealed = true\n\
         [fields.document]\nclass = \"confidential\"\nidentity = true\nsealed = true\nindex = true\n",
    );
    write(
        "survey.csv",
        "type,name,label\ntext,name,Name\ntext,document,Document\ntext,area,Area\n",
    );
    write("choices.csv", "list_name,name,label\n");
    write(
        "settings.csv",
        "form_title,form_id,version\nPerson,persons,1\n",
    );
    let rules = "\n[[rule]]\nrole = \"analyst\"\nregisters = [\"persons\"]\nverbs = [\"list\", \"read\", \"export\"]\nclass = \"internal\"\n\
         [[rule]]\nrole = \"coordinator\"\nregisters = [\"persons\"]\nverbs = [\"*\"]\nclass = \"confidential\"\nidentity = true\n";
    let shipped = include_str!("../../../../foundation/access/policy.toml");
    fs::write(data.join("policy.toml"), format!("{shipped}{rules}")).expect("the policy");
}

fn holds(path: &Path, text: &str) -> bool {
    let bytes = fs::read(path).unwrap_or_default();
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

fn verified(data: &Path) -> Value {
    let told = waymark(data, &["verify", "--json"]);
    serde_json::from_slice(&ok(&told).stdout).expect("JSON")
}

#[test]
fn sealed_names_are_seen_found_exported_erased_and_gone_from_older_backups() {
    let mut node = Node::prepared(&[], "", persons);
    let (coordinator, analyst) = (node.user("coordinator"), node.user("analyst"));
    let make = |name: &str, document: &str| {
        let data = json!({"name": name, "document": document, "area": "north"});
        let made = coordinator
            .post(RECORDS, &json!({"data": data, "owner": "/marula"}))
            .expect(201);
        format!("{RECORDS}/{}", made.json()["id"].as_str().expect("an id"))
    };
    let (gone, stays) = (
        make("Zubaida Qasemzada", "TZK-77"),
        make("Farid Noori", "TZK-78"),
    );
    assert_eq!(
        coordinator.get(&gone).expect(200).json()["data"]["name"],
        "Zubaida Qasemzada"
    );
    let masked = analyst.get(&gone).expect(200).json();
    assert_eq!(masked["data"], json!({"area": "north"}));
    assert_eq!(masked["masked"], json!(["document", "name"]));
    let found = coordinator.get(&format!("{RECORDS}?filter=document:eq:TZK-77"));
    assert_eq!(
        found.expect(200).json()["records"].as_array().map(Vec::len),
        Some(1)
    );
    coordinator
        .get(&format!("{RECORDS}?filter=name:contains:Zub"))
        .expect(400);
    let export = "/api/v1/registers/persons/export";
    assert!(
        coordinator
            .get(export)
            .expect(200)
            .text()
            .contains("Zubaida")
    );
    assert!(!analyst.get(export).expect(200).text().contains("Zubaida"));

    let files = folder();
    let [backup, keys] = ["backup", "keys"].map(|name| files.path().join(name));
    let path = |path: &Path| path.display().to_string();
    let data = node.data().to_owned();
    ok(&waymark(
        &data,
        &["backup", &path(&backup), "--keys", &path(&keys)],
    ));
    let reason = json!({"reason": "asked for"});
    analyst.post(&format!("{gone}/erase"), &reason).expect(403);
    coordinator
        .post(&format!("{gone}/erase"), &json!({"reason": ""}))
        .expect(422);
    let erased = coordinator
        .post(&format!("{gone}/erase"), &reason)
        .expect(200)
        .json();
    assert_eq!(
        (&erased["erased"], &erased["data"]),
        (&json!(true), &json!({}))
    );
    node.kill();
    // The keys of today take the place of those of before.
    fs::remove_file(&backup).expect("the backup");
    ok(&waymark(
        &data,
        &["backup", &path(&backup), "--keys", &path(&keys)],
    ));
    for file in ["waymark.db", "waymark.db-wal", "log"].map(|name| data.join(name)) {
        assert!(
            !holds(&file, "Zubaida") && !holds(&file, "TZK-77"),
            "{}",
            file.display()
        );
    }
    let report = verified(&data);
    assert_eq!(report["altered"], json!([]));
    assert_eq!(report["sealed"]["records"], 1);

    ok(&waymark(&data, &["keys", "rotate"]));
    node.restart();
    let coordinator = node.user("coordinator");
    assert_eq!(
        coordinator.get(&stays).expect(200).json()["data"]["document"],
        "TZK-78"
    );
    let found = coordinator.get(&format!("{RECORDS}?filter=document:eq:TZK-78"));
    assert_eq!(
        found.expect(200).json()["records"].as_array().map(Vec::len),
        Some(1)
    );
    assert!(!node.log().contains("Farid"));
}

#[test]
fn an_older_backup_beside_todays_keys_opens_all_but_the_erased_and_a_lost_master_key_is_told() {
    let mut node = Node::prepared(&[], "", persons);
    let coordinator = node.user("coordinator");
    let make = |name: &str| {
        let body = json!({"data": {"name": name}, "owner": "/marula"});
        let made = coordinator.post(RECORDS, &body).expect(201);
        format!("{RECORDS}/{}", made.json()["id"].as_str().expect("an id"))
    };
    let gone = make("Zubaida Qasemzada");
    make("Farid Noori");
    let files = folder();
    let path = |name: &str| files.path().join(name).display().to_string();
    let data = node.data().to_owned();
    ok(&waymark(
        &data,
        &["backup", &path("older"), "--keys", &path("keys")],
    ));
    let reason = json!({"reason": "asked for"});
    coordinator
        .post(&format!("{gone}/erase"), &reason)
        .expect(200);
    ok(&waymark(
        &data,
        &["backup", &path("today"), "--keys", &path("keys")],
    ));
    node.kill();

    let restored = folder();
    persons(restored.path());
    ok(&waymark(
        restored.path(),
        &["restore", &path("older"), "--keys", &path("keys")],
    ));
    // The master key is in neither: without it the node says so and does not open.
    let missing = waymark(restored.path(), &["verify"]);
    let told = String::from_utf8_lossy(&missing.stderr).into_owned();
    assert!(
        !missing.status.success() && told.contains("master.key"),
        "{told}"
    );
    assert!(told.contains("1 records are sealed"), "{told}");
    fs::copy(data.join("master.key"), restored.path().join("master.key")).expect("the key");
    let report = verified(restored.path());
    assert_eq!(report["altered"], json!([]));
    assert_eq!(report["sealed"]["opened"], 1);
    assert_eq!(report["sealed"]["closed"], json!({"key_gone": 1}));
    let exported = waymark(restored.path(), &["export", "persons", "--format", "csv"]);
    let table = String::from_utf8_lossy(&ok(&exported).stdout).into_owned();
    assert!(!table.contains("Zubaida"), "{table}");

    // Lost for good, the node goes on with a new one, and says what that costs.
    fs::remove_file(restored.path().join("master.key")).expect("the key");
    let told = waymark(restored.path(), &["keys", "start-anew"]);
    let told = String::from_utf8_lossy(&ok(&told).stdout).into_owned();
    assert!(told.contains("1 records stay closed"), "{told}");
    let report = verified(restored.path());
    assert_eq!(
        report["sealed"]["closed"],
        json!({"key_gone": 1, "other_master_key": 1})
    );
}
