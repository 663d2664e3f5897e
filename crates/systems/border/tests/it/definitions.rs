//! What the definitions of the registers enforce: classes, names, retention, purposes; whatever the program above them does.

use std::sync::Arc;

use access::{Actor, Grant, Policy, Via};
use border::{
    ALERTS, CALLS, CROSSINGS, EXPECTED, HITS, INSPECTIONS, REFUSALS, SECONDARY, SHIFTS, module,
};
use journal::Store;
use registers::{
    Act, Catalogue, Change, ListQuery, ReadError, Registers, RetentionAct, Strictness,
};
use serde_json::{Map, Value as Json, json};
use vocab::{AccessClass, ActorId, RecordId, RegisterName, TenantId, TestClock};

/// 25 November 2026.
const NOW: i64 = 1_795_600_000_000;

async fn desk() -> (Registers, Arc<TestClock>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("waymark.db").display());
    let clock = Arc::new(TestClock::starting(NOW));
    let tenant = TenantId::parse("main").unwrap();
    let store = Store::open(
        &url.parse().unwrap(),
        tenant,
        Arc::<TestClock>::clone(&clock),
    )
    .await
    .unwrap();
    let module = module();
    let catalogue = Arc::new(Catalogue::build(module.registers, None).unwrap());
    let bare = Registers::new(store, catalogue, Arc::new(Policy::shipped()));
    ((module.hooks)(bare), clock, folder)
}

fn person(id: &str, role: &str) -> Actor {
    Actor {
        id: ActorId::parse(id).unwrap(),
        name: id.to_owned(),
        lang: "en".to_owned(),
        grants: vec![Grant {
            role: role.to_owned(),
            unit: "/test".to_owned(),
        }],
        via: Via::Session,
    }
}

fn object(value: &Json) -> Map<String, Json> {
    value.as_object().unwrap().clone()
}

fn crossing(day: &str) -> Map<String, Json> {
    object(&json!({
        "post": "ZND", "officer": "officer", "direction": "entry", "crossed_on": day,
        "crossed_at": format!("{day}T08:00:00Z"), "clock": "certain", "capture": "reader", "surname": "ERIKSSON",
        "document_number": "L898902C3", "document_issuer": "UTO",
    }))
}

async fn make(
    registers: &Registers,
    actor: &Actor,
    register: &str,
    key: &str,
    data: Map<String, Json>,
) -> RecordId {
    let id = registers.register(register).unwrap().id_for_key(&[key]);
    let change = Change {
        register: RegisterName::parse(register).unwrap(),
        id: id.clone(),
        base: None,
        act: Act::Create {
            data,
            owner: Some("/test".to_owned()),
        },
        note: None,
    };
    registers
        .commit(actor, vec![change], Strictness::Strict)
        .await
        .unwrap();
    id
}

#[tokio::test]
async fn people_are_confidential_and_what_names_them_is_marked_so() {
    let (registers, _clock, _folder) = desk().await;
    for register in [
        INSPECTIONS,
        CROSSINGS,
        ALERTS,
        HITS,
        SECONDARY,
        REFUSALS,
        EXPECTED,
        CALLS,
    ] {
        let definition = registers.register(register).unwrap();
        assert_eq!(definition.class, AccessClass::Confidential, "{register}");
        let kept = definition.retention.as_ref().expect(register);
        assert!(kept.months <= 60, "{register}");
    }
    for register in [INSPECTIONS, CROSSINGS] {
        let definition = registers.register(register).unwrap();
        for field in [
            "surname",
            "given_names",
            "birth",
            "document_number",
            "zone",
            "phone",
            "sponsor",
            "address",
            "template_reference",
        ] {
            assert!(definition.rule(field).identity, "{register}.{field}");
        }
        // A reference to a template and a verdict: nothing that holds an image.
        let fields: Vec<&str> = definition
            .form
            .fields
            .iter()
            .map(|it| it.name.as_str())
            .collect();
        assert!(!fields.iter().any(|name| name.contains("image")
            || name.contains("face")
            || name.contains("finger")));
    }
}

#[tokio::test]
async fn a_crossing_is_due_after_five_years_and_a_search_after_a_month() {
    let (registers, _clock, _folder) = desk().await;
    let officer = person("officer", "border_officer");
    make(
        &registers,
        &officer,
        CROSSINGS,
        "old",
        crossing("2021-11-20"),
    )
    .await;
    make(
        &registers,
        &officer,
        CROSSINGS,
        "new",
        crossing("2022-01-20"),
    )
    .await;
    let due = registers
        .due_for_retention(CROSSINGS, NOW, 10)
        .await
        .unwrap();
    assert_eq!(due.len(), 1);
    assert_eq!(
        (due[0].act, due[0].since.as_str()),
        (RetentionAct::Erase, "2026-11-20")
    );
    assert_eq!(
        registers
            .register(INSPECTIONS)
            .unwrap()
            .retention
            .as_ref()
            .unwrap()
            .months,
        1
    );
}

#[tokio::test]
async fn a_crossing_is_read_for_a_purpose_of_its_definition_and_for_no_other() {
    let (registers, _clock, _folder) = desk().await;
    let officer = person("officer", "border_officer");
    let id = make(
        &registers,
        &officer,
        CROSSINGS,
        "one",
        crossing("2026-11-20"),
    )
    .await;
    let reader = person("inspector", "border_second_line");
    let query = ListQuery::of(CROSSINGS);
    for refused in ["", "marketing", "immigration raid"] {
        let door = registers.for_purpose(refused);
        assert!(
            matches!(door.get(&reader, CROSSINGS, &id, None).await, Err(ReadError::NotAllowed(why)) if why.contains("second_line"))
        );
        assert!(matches!(
            door.list(&reader, &query).await,
            Err(ReadError::NotAllowed(_))
        ));
        assert!(matches!(
            door.history(&reader, CROSSINGS, &id).await,
            Err(ReadError::NotAllowed(_))
        ));
    }
    let door = registers.for_purpose("second_line");
    let seen = door.get(&reader, CROSSINGS, &id, None).await.unwrap();
    assert_eq!(seen.data["surname"], "ERIKSSON");
    // The purpose opens nothing that the policy does not.
    assert!(matches!(
        door.get(&officer, CROSSINGS, &id, None).await,
        Err(ReadError::NotAllowed(_))
    ));
    let stranger = person("analyst", "analyst");
    assert!(door.get(&stranger, CROSSINGS, &id, None).await.is_err());
    // The journal keeps for what it was read.
    let name = RegisterName::parse(CROSSINGS).unwrap();
    let entries = registers.store().history(&name, &id).await.unwrap();
    assert!(
        entries
            .iter()
            .any(|entry| entry.body["purpose"] == "second_line")
    );
    // Shifts name no purposes and ask for none.
    registers
        .list(&officer, &ListQuery::of(SHIFTS))
        .await
        .unwrap();
}

#[tokio::test]
async fn an_alert_holds_when_a_second_person_has_accepted_it() {
    let (registers, _clock, _folder) = desk().await;
    let (one, two) = (person("one", "alert_owner"), person("two", "alert_owner"));
    let alert = object(&json!({
        "alert_id": "A1", "name": "Somebody", "reason_class": "wanted", "handling": "stop", "source": "police",
    }));
    let id = make(&registers, &one, ALERTS, "A1", alert).await;
    let accept = |actor: Actor| {
        let registers = registers.clone();
        let id = id.clone();
        async move {
            let change = Change {
                register: RegisterName::parse(ALERTS).unwrap(),
                id,
                base: None,
                act: Act::Transition {
                    name: "accept".to_owned(),
                    reason: None,
                },
                note: None,
            };
            registers
                .commit(&actor, vec![change], Strictness::Strict)
                .await
        }
    };
    let refused = accept(one).await.unwrap_err();
    assert!(format!("{refused:?}").contains("second_person"));
    accept(two).await.unwrap();
}
