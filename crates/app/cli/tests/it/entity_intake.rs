//! How submissions become entities: several in one form, writers at once, a stop of the server, a spreadsheet's form.

use serde_json::{Value, json};

use crate::{
    collect::{device, send},
    entities::{LIST, ONE, Orchard, PROJECT, TWO, publish, tree},
    node::Node,
};

#[test]
fn several_lists_and_repeats_in_one_form() {
    let here = Orchard::new();
    let entity = |list: &str| {
        format!("<meta><entity dataset=\"{list}\" id=\"\" create=\"1\"><label/></entity></meta>")
    };
    let body = format!(
        "<name/>{}<person><age/>{}</person>",
        entity("homes"),
        entity("people")
    );
    let xform = |version: &str| {
        format!(
            "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" \
             xmlns:entities=\"http://www.opendatakit.org/xforms/entities\"><h:head><h:title>Homes</h:title>\
             <model entities:entities-version=\"{version}\"><instance><data id=\"homes\" version=\"1\">{body}</data></instance>\
             <bind nodeset=\"/data/name\" entities:saveto=\"head\"/><bind nodeset=\"/data/person/age\" entities:saveto=\"age\"/>\
             </model></h:head><h:body><repeat nodeset=\"/data/person\"><input ref=\"/data/person/age\"/></repeat></h:body></h:html>"
        )
    };
    publish(&here.manager, &xform("2024.1.0")).expect(400);
    publish(&here.manager, &xform("2026.1.0")).expect(400);
    publish(&here.manager, &xform("2025.1.0")).expect(200);
    let person = |id: &str, age: &str, label: &str| {
        format!(
            "<person><age>{age}</age><meta><entity dataset=\"people\" id=\"{id}\" create=\"1\"><label>{label}</label></entity></meta></person>"
        )
    };
    let sent = |instance: &str, second: &str| {
        format!(
            "<data id=\"homes\" version=\"1\"><name>A</name>{}{}<meta><instanceID>uuid:{instance}</instanceID>\
             <entity dataset=\"homes\" id=\"{ONE}\" create=\"1\"><label>Home</label></entity></meta></data>",
            person(ONE, "3", "Ann"),
            person(TWO, "40", second)
        )
    };
    let people = || {
        here.manager
            .get(&format!("{PROJECT}/datasets/people/entities"))
            .expect(200)
            .json()
    };
    // One is wrong: none is made.
    here.send(&sent("half", ""));
    assert_eq!(people(), json!([]));
    here.send(&sent("whole", "Bo"));
    let made = people();
    assert_eq!(made.as_array().map(Vec::len), Some(2), "{made}");
    let home = here
        .manager
        .get(&format!("{PROJECT}/datasets/homes/entities/{ONE}"))
        .expect(200)
        .json();
    assert_eq!(home["currentVersion"]["data"], json!({"head": "A"}));
    let person = here
        .manager
        .get(&format!("{PROJECT}/datasets/people/entities/{TWO}"))
        .expect(200)
        .json();
    assert_eq!(person["currentVersion"]["data"], json!({"age": "40"}));
}

#[test]
fn writers_at_the_same_time_lose_nothing() {
    let here = Orchard::new();
    here.create("1", ONE);
    let writers: Vec<_> = (0..6)
        .map(|writer| {
            let (phone, base) = (here.node.visitor(), here.base.clone());
            std::thread::spawn(move || {
                let attributes = format!("id=\"{ONE}\" update=\"1\" baseVersion=\"1\"");
                let xml = tree(
                    &format!("w{writer}"),
                    &attributes,
                    None,
                    &[("height", &writer.to_string())],
                );
                send(&phone, &base, &xml, &[]).status
            })
        })
        .collect();
    for writer in writers {
        assert_eq!(writer.join().expect("an answer"), 201);
    }
    let versions = here.versions();
    let numbers: Vec<Option<u64>> = versions
        .iter()
        .map(|version| version["version"].as_u64())
        .collect();
    assert_eq!(numbers, (1..=7).map(Some).collect::<Vec<_>>());
    let mut heights: Vec<&str> = versions[1..]
        .iter()
        .filter_map(|version| version["dataReceived"]["height"].as_str())
        .collect();
    heights.sort_unstable();
    assert_eq!(heights, ["0", "1", "2", "3", "4", "5"]);

    // Two phones that make the same entity, and reviewers who approve one submission at once.
    here.manager
        .patch(LIST, &json!({"approvalRequired": true}))
        .expect(200);
    here.create("a", TWO);
    here.create("b", TWO);
    let reviewers: Vec<_> = ["a", "b", "a", "b"]
        .into_iter()
        .map(|instance| {
            let manager = here.manager.clone();
            std::thread::spawn(move || {
                let path = format!("{PROJECT}/forms/trees/submissions/uuid:{instance}");
                manager
                    .patch(&path, &json!({"reviewState": "approved"}))
                    .status
            })
        })
        .collect();
    for reviewer in reviewers {
        // Who comes second to an approval may be told that it is approved already.
        assert!([200, 409].contains(&reviewer.join().expect("an answer")));
    }
    let told = here
        .manager
        .get(&format!("{LIST}/entities/{TWO}/versions"))
        .expect(200)
        .json();
    assert_eq!(told.as_array().map(Vec::len), Some(1), "{told}");
    let faults = [here.faults("a"), here.faults("b")].concat();
    assert!(
        faults.len() == 1 && faults[0].contains("exists"),
        "{faults:?}"
    );
}

#[test]
fn what_waits_outlives_a_stop_of_the_server() {
    let mut here = Orchard::new();
    here.create("1", ONE);
    here.offline("3", 2, "1", &[("height", "3")]);
    here.node.kill();
    here.node.restart();
    here.manager = here.node.user("manager");
    assert_eq!(here.entity()["currentVersion"]["version"], 1);
    here.offline("2", 1, "1", &[("height", "2")]);
    let last = here.entity();
    assert_eq!(
        (
            &last["currentVersion"]["version"],
            &last["currentVersion"]["data"]["height"]
        ),
        (&json!(3), &json!("3"))
    );
    let waits = "/api/v1/registers/entity_backlog/records";
    let told = here.manager.get(waits).expect(200).json();
    let states: Vec<&Value> = told["records"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| &one["state"])
        .collect();
    assert_eq!(states, ["released"]);
}

#[test]
fn a_spreadsheet_with_a_sheet_of_entities_works_from_end_to_end() {
    let node = Node::start();
    let manager = node.user("manager");
    let sheet = "| survey |\n| | type | name | label | save_to |\n| | text | name | Name | |\n| | text | kind | Kind | kind |\n\
        | entities |\n| | list_name | label |\n| | wells | ${name} |\n\
        | settings |\n| | form_id | version |\n| | well | 1 |\n";
    manager
        .with("content-type", "text/markdown")
        .send(
            "POST",
            &format!("{PROJECT}/forms?publish=true&ignoreWarnings=true"),
            Some(sheet.as_bytes()),
        )
        .expect(200);
    let (base, _) = device(&manager);
    let xml = format!(
        "<data id=\"well\" version=\"1\"><name>North</name><kind>dug</kind><meta><instanceID>uuid:w</instanceID>\
         <entity dataset=\"wells\" id=\"{ONE}\" create=\"1\"><label>North</label></entity></meta></data>"
    );
    send(&node.visitor(), &base, &xml, &[]).expect(201);
    send(&node.visitor(), &base, &xml, &[]).expect(202);
    let told = manager
        .get(&format!("{PROJECT}/datasets/wells/entities"))
        .expect(200)
        .json();
    assert_eq!(told.as_array().map(Vec::len), Some(1));
    let one = manager
        .get(&format!("{PROJECT}/datasets/wells/entities/{ONE}"))
        .expect(200)
        .json();
    assert_eq!(one["currentVersion"]["data"], json!({"kind": "dug"}));
}
