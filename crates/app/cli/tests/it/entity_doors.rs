//! Entity lists as phones get them: manifests, lists, what is gone, and who sees what.

use serde_json::{Value, json};

use crate::{
    client::Client,
    collect::{device, element},
    entities::{ONE, Orchard, PROJECT, TWO, form, publish},
};

pub const LIST: &str = "/v1/projects/1/datasets/trees";

#[track_caller]
pub fn plant(manager: &Client, uuid: &str, label: &str, data: &Value) -> Value {
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
