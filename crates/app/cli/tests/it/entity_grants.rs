//! Personal data of a register on phones: by grant of a form, by unit and by rule.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{
    client::Client,
    collect::device,
    entities::{PROJECT, publish},
    entity_registers::{cell, csv, form},
    node::{Node, add_user},
};

/// A register of a country with personal data, and roles that may see it or not.
fn households(data: &Path) {
    let folder = data.join("registers").join("households");
    fs::create_dir_all(&folder).expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("a file");
    write(
        "register.toml",
        "title = { en = \"Households\" }\nclass = \"internal\"\n[entities]\nlabel = \"code\"\n[fields.code]\nindex = true\n\
         [fields.phone]\nclass = \"confidential\"\n[fields.head]\nclass = \"confidential\"\nidentity = true\n",
    );
    write(
        "survey.csv",
        "type,name,label,required\ntext,code,Code,yes\ntext,area,Area,\ninteger,size,Size,\ntext,phone,Phone,\n\
         text,head,Head of household,\n",
    );
    write("choices.csv", "list_name,name,label\n");
    write(
        "settings.csv",
        "form_title,form_id,version\nHousehold,households,1\n",
    );
    let rules = "\n[[rule]]\nrole = \"data_manager\"\nregisters = [\"households\"]\n\
         verbs = [\"list\", \"read\", \"create\", \"patch\"]\nclass = \"internal\"\n\
         [[rule]]\nrole = \"coordinator\"\nregisters = [\"households\"]\nverbs = [\"*\"]\nclass = \"confidential\"\nidentity = true\n";
    let shipped = include_str!("../../../../foundation/access/policy.toml");
    fs::write(data.join("policy.toml"), format!("{shipped}{rules}")).expect("the policy");
    add_user(data, "north", "coordinator", "/marula/north");
}

#[test]
fn personal_data_goes_only_to_the_form_that_was_granted_it_and_rows_only_where_they_belong() {
    let node = Node::prepared(&[], "", households);
    let (manager, coordinator) = (node.user("manager"), node.user("coordinator"));
    let records = "/api/v1/registers/households/records";
    let made = |code: &str, owner: &str, area: &str| {
        let data =
            json!({"code": code, "area": area, "size": 4, "phone": "555-1", "head": "Amina"});
        let made = coordinator
            .post(records, &json!({"data": data, "owner": owner}))
            .expect(201);
        made.json()["id"].as_str().expect("an id").to_owned()
    };
    let (here, there) = (
        made("h-1", "/marula", "north"),
        made("h-2", "/marula", "south"),
    );
    manager
        .post(
            &format!("{PROJECT}/datasets"),
            &json!({"name": "households", "register": "households"}),
        )
        .expect(200);
    publish(&manager, &form("households", &["area", "size", "phone"])).expect(200);
    let (base, phone) = device(&manager);
    let get = || csv(&node, &base, "follow_households", "households");
    let table = get();
    assert_eq!(
        table[0],
        ["name", "label", "__version", "code", "area", "size"]
    );
    assert_eq!(
        (cell(&table, &here, "label"), cell(&table, &there, "size")),
        (Some("h-1"), Some("4"))
    );
    // Whoever may not see a phone number cannot give it away.
    let grants = "/api/v1/collect/projects/1/forms/follow_households/entity-grants";
    let told = manager.get(grants).expect(200).json();
    let names: Vec<_> = told[0]["properties"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| one["name"].clone())
        .collect();
    assert_eq!(names, ["phone", "head"]);
    let put =
        |who: &Client, body: Value| who.send("PUT", grants, Some(body.to_string().as_bytes()));
    put(&manager, json!({"households": ["phone"]})).expect(403);
    put(&coordinator, json!({"households": ["size"]})).expect(400);
    put(&coordinator, json!({"households": ["phone"]})).expect(200);
    let table = get();
    assert_eq!(
        table[0],
        [
            "name",
            "label",
            "__version",
            "code",
            "area",
            "size",
            "phone"
        ]
    );
    assert_eq!(cell(&table, &here, "phone"), Some("555-1"));
    assert!(!table.concat().contains(&"Amina".to_owned()));
    // Another form of the same list is not given it.
    let other = form("households", &["size"]).replace("follow_households", "other");
    publish(&manager, &other).expect(200);
    let table = csv(&node, &base, "other", "households");
    assert_eq!(
        table[0],
        ["name", "label", "__version", "code", "area", "size"]
    );
    // A rule of the list: each phone its own area.
    let list = "/v1/projects/1/datasets/households";
    let rules = json!({"accessRules": [{"datasetProperty": "area", "actorProperty": "area"}]});
    manager.patch(list, &rules).expect(200);
    assert_eq!(get().len(), 1);
    let number = &phone["id"];
    manager
        .patch(
            &format!("{PROJECT}/app-users/{number}"),
            &json!({"properties": {"area": "south"}}),
        )
        .expect(200);
    let table = get();
    assert_eq!(
        (table.len(), cell(&table, &there, "label")),
        (2, Some("h-2"))
    );
    manager.patch(list, &json!({"accessRules": []})).expect(200);
    // A script of somebody who may not see it does not get it either.
    let path = format!("{list}/entities/{here}");
    let seen = manager.get(&path).expect(200).text();
    assert!(
        seen.contains("h-1") && !seen.contains("555-1") && !seen.contains("Amina"),
        "{seen}"
    );
    let seen = coordinator.get(&path).expect(200).text();
    assert!(seen.contains("555-1") && seen.contains("Amina"), "{seen}");
    // Records of another unit are nobody else's, whatever the rules say.
    let far = {
        let data = json!({"code": "h-3", "area": "south", "size": 1});
        let made = node
            .user("north")
            .post(records, &json!({"data": data}))
            .expect(201);
        made.json()["id"].as_str().expect("an id").to_owned()
    };
    assert_eq!(
        cell(&get(), &far, "label"),
        Some("h-3"),
        "below the unit of the project"
    );
}
