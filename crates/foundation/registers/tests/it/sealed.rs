//! Sealed fields in everyday work: written, read by those who may, looked up, changed, disputed and settled.

use access::Actor;
use journal::Kind;
use registers::{Act, Change, Effect, ListQuery, Op, Outcome, ReadError, RecordView, Strictness};
use serde_json::{Value as Json, json};
use vocab::RegisterName;

use crate::desk::{Desk, actor, change, id, lead, object, told, worker};

crate::on_both!(
    names_are_seen_by_those_who_may_and_by_nobody_else,
    nothing_sealed_is_in_the_store,
    the_same_value_again_changes_nothing,
    a_record_is_found_by_the_whole_value_of_a_sealed_field,
    two_authors_who_agree_have_no_conflict_and_two_who_do_not_have_one,
    a_batch_may_make_and_change_a_record_at_once,
    jobs_get_nothing_of_it_and_exports_what_the_actor_may_see,
    what_was_written_before_sealing_is_read_and_sealed_when_changed,
    a_repeat_is_sealed_whole_and_masked_within,
);

pub fn people() -> RegisterName {
    RegisterName::parse("people").unwrap()
}

/// May see names, and no numbers of documents.
pub fn registrar() -> Actor {
    actor("reg", "registrar", "/demo")
}

/// May see everything.
pub fn chief() -> Actor {
    actor("chief", "chief", "/demo")
}

pub fn person(record: &str, data: Json) -> Change {
    let owner = Some("/demo/north".to_owned());
    let data = object(data);
    change("people", record, Act::Create { data, owner })
}

pub fn set(record: &str, set: Json) -> Change {
    let set = object(set);
    change("people", record, Act::Patch { set })
}

pub async fn see(desk: &Desk, actor: &Actor, record: &str) -> RecordView {
    let id = id(record);
    let seen = desk.registers.get(actor, "people", &id, None).await;
    seen.unwrap()
}

pub fn zubaida() -> Json {
    json!({"name": "Zubaida Qasemzada", "phone": "+93700123456", "camp": "east"})
}

async fn names_are_seen_by_those_who_may_and_by_nobody_else(desk: Desk) {
    let then = desk.commit(vec![person("a", zubaida())]).await;
    assert_eq!(then[0].effect, Effect::Created);
    let seen = see(&desk, &lead(), "a").await;
    assert_eq!(Json::Object(seen.data), zubaida());
    assert!(seen.unopened.is_empty() && seen.masked.is_empty());
    let masked = see(&desk, &worker(), "a").await;
    assert_eq!(Json::Object(masked.data), json!({"camp": "east"}));
    assert_eq!(masked.masked, ["name", "phone"]);

    let first = see(&desk, &lead(), "a").await.changed;
    desk.commit(vec![set("a", json!({"name": "Zubaida Amiri"}))])
        .await;
    let (lead, worker) = (lead(), worker());
    let query = ListQuery::of("people");
    let all = desk.registers.list(&lead, &query).await;
    let some = desk.registers.list(&worker, &query).await;
    let name = |view: &RecordView| view.data.get("name").cloned();
    assert_eq!(name(&all.unwrap().records[0]), Some("Zubaida Amiri".into()));
    assert_eq!(name(&some.unwrap().records[0]), None);
    let record = id("a");
    let before = desk.registers.get(&lead, "people", &record, Some(first));
    assert_eq!(
        name(&before.await.unwrap()),
        Some("Zubaida Qasemzada".into())
    );
    let lines = desk
        .registers
        .history(&lead, "people", &id("a"))
        .await
        .unwrap();
    assert_eq!(lines[0].set["name"], "Zubaida Qasemzada");
    assert_eq!(lines[1].set["name"], "Zubaida Amiri");
    let lines = desk
        .registers
        .history(&worker, "people", &id("a"))
        .await
        .unwrap();
    assert!(lines[1].set.is_empty() && lines[1].masked == ["name"]);

    // Who saw the names is in the journal, with ids and nothing of the names.
    let entries = desk
        .registers
        .store()
        .history(&people(), &id("a"))
        .await
        .unwrap();
    let readers: Vec<&str> = entries
        .iter()
        .filter(|entry| entry.kind == Kind::Read)
        .map(|entry| entry.actor.as_str())
        .collect();
    assert!(
        readers.len() >= 4 && readers.iter().all(|reader| *reader == "lea"),
        "{readers:?}"
    );
    desk.verify().await;
}

async fn nothing_sealed_is_in_the_store(desk: Desk) {
    desk.commit(vec![person("a", zubaida())]).await;
    desk.commit(vec![set("a", json!({"name": "Zubaida Amiri"}))])
        .await;
    let papers = json!({"documents": [{"kind": "tazkira", "number": "TZK-778899"}]});
    let changes = vec![set("a", papers)];
    let done = desk
        .registers
        .commit(&chief(), changes, Strictness::Strict)
        .await;
    done.unwrap();
    // What is not sealed is found: the search itself works.
    assert!(desk.holds("east"));
    for secret in [
        "Zubaida",
        "Qasemzada",
        "Amiri",
        "93700123456",
        "TZK-778899",
        "tazkira",
    ] {
        assert!(!desk.holds(secret), "{secret}");
    }
}

async fn the_same_value_again_changes_nothing(desk: Desk) {
    desk.commit(vec![person("a", zubaida())]).await;
    let again = desk.commit(vec![
        set("a", zubaida()),
        set("a", json!({"name": "Zubaida Qasemzada"})),
    ]);
    assert!(
        again
            .await
            .iter()
            .all(|outcome| outcome.effect == Effect::Unchanged)
    );
    let put = |data: Json| {
        let owner = Some("/demo/north".to_owned());
        change(
            "people",
            "a",
            Act::Put {
                data: object(data),
                owner,
            },
        )
    };
    assert_eq!(
        desk.commit(vec![put(zubaida())]).await[0].effect,
        Effect::Unchanged
    );
    let mut more = zubaida();
    more["camp"] = "west".into();
    assert_eq!(
        desk.commit(vec![put(more)]).await[0].effect,
        Effect::Changed
    );
    let entries = desk
        .registers
        .store()
        .history(&people(), &id("a"))
        .await
        .unwrap();
    assert_eq!(entries.len(), 2);
    // Only what differs is in the entry.
    assert_eq!(entries[1].body["set"], json!({"camp": "west"}));
    desk.commit(vec![set("a", json!({"phone": null}))]).await;
    assert!(!see(&desk, &lead(), "a").await.data.contains_key("phone"));
    // The form holds opened values to its constraints, and a fault shows nothing of them.
    let faults = desk
        .refused(&lead(), vec![set("a", json!({"name": "Z".repeat(120)}))])
        .await;
    assert_eq!(told(&faults), ["0 name constraint"]);
    assert_eq!(faults[0].value, None);
}

async fn a_record_is_found_by_the_whole_value_of_a_sealed_field(desk: Desk) {
    desk.commit(vec![
        person("a", zubaida()),
        person("b", json!({"phone": "+93700999999"})),
        person("c", json!({"camp": "east"})),
    ])
    .await;
    let (lead, worker) = (lead(), worker());
    let ask = async |actor: &Actor, op: Op, value: Json| {
        let query = ListQuery::of("people").with("phone", op, value);
        let page = desk.registers.list(actor, &query).await?;
        let mut ids: Vec<String> = page.records.iter().map(|r| r.id.to_string()).collect();
        ids.sort();
        Ok::<_, ReadError>(ids)
    };
    assert_eq!(
        ask(&lead, Op::Eq, "+93700123456".into()).await.unwrap(),
        ["a"]
    );
    assert_eq!(
        ask(&lead, Op::Ne, "+93700123456".into()).await.unwrap(),
        ["b"]
    );
    let both = json!(["+93700123456", "+93700999999", "x"]);
    assert_eq!(ask(&lead, Op::In, both).await.unwrap(), ["a", "b"]);
    assert_eq!(ask(&lead, Op::IsNull, true.into()).await.unwrap(), ["c"]);
    // A part of it, or its order, tells nothing; nor anything to who may not see the field.
    for (op, value) in [(Op::Contains, "+9370"), (Op::Lt, "+94"), (Op::Ge, "+93")] {
        let refused = ask(&lead, op, value.into()).await;
        assert!(
            matches!(refused, Err(ReadError::BadQuery(_))),
            "{refused:?}"
        );
    }
    assert!(ask(&worker, Op::Eq, "+93700123456".into()).await.is_err());
    let mut sorted = ListQuery::of("people");
    sorted.sort.by = Some("phone".to_owned());
    assert!(desk.registers.list(&lead, &sorted).await.is_err());
    // The value moves on, and the search with it.
    desk.commit(vec![set("a", json!({"phone": "+93700777777"}))])
        .await;
    assert!(
        ask(&lead, Op::Eq, "+93700123456".into())
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        ask(&lead, Op::Eq, "+93700777777".into()).await.unwrap(),
        ["a"]
    );
}

async fn two_authors_who_agree_have_no_conflict_and_two_who_do_not_have_one(desk: Desk) {
    let made = desk.commit(vec![person("a", zubaida())]).await[0]
        .version
        .clone();
    let stale = |data: Json| Change {
        base: Some(made.clone()),
        ..set("a", data)
    };
    desk.commit(vec![stale(json!({"name": "Zubaida Amiri"}))])
        .await;
    let agree = desk
        .commit(vec![stale(json!({"name": "Zubaida Amiri"}))])
        .await;
    assert_eq!(agree[0].effect, Effect::Unchanged);
    let differ = desk
        .commit(vec![stale(json!({"name": "Zubaida Amiry"}))])
        .await;
    assert_eq!(differ[0].effect, Effect::Conflicted);
    let seen = see(&desk, &lead(), "a").await;
    assert_eq!(seen.conflicts[0].stands.value, "Zubaida Amiry");
    assert_eq!(seen.conflicts[0].other.value, "Zubaida Amiri");
    assert!(see(&desk, &worker(), "a").await.conflicts.is_empty());
    let settle = Act::Settle {
        field: "name".to_owned(),
        value: "Zubaida Amiri".into(),
        reason: "as in her papers".to_owned(),
    };
    desk.commit(vec![change("people", "a", settle)]).await;
    let seen = see(&desk, &lead(), "a").await;
    assert!(seen.conflicts.is_empty() && seen.data["name"] == "Zubaida Amiri");
    assert!(!desk.holds("Amiri") && !desk.holds("Amiry"));
    desk.verify().await;
}

async fn a_batch_may_make_and_change_a_record_at_once(desk: Desk) {
    let outcomes: Vec<Outcome> = desk
        .commit(vec![
            person("a", zubaida()),
            set("a", json!({"name": "Zubaida Amiri"})),
            set("a", json!({"camp": "west"})),
            person("b", json!({"name": "Farid"})),
        ])
        .await;
    assert!(
        outcomes
            .iter()
            .all(|outcome| outcome.effect != Effect::Unchanged)
    );
    assert_eq!(see(&desk, &lead(), "a").await.data["name"], "Zubaida Amiri");
    assert_eq!(see(&desk, &lead(), "b").await.data["name"], "Farid");
    // Received from a device, content that the form refuses is kept, and sealed like any other.
    let wrong = json!({"name": {"first": "Zubaida"}, "phone": 7});
    let received = vec![set("b", wrong)];
    let done = desk
        .registers
        .commit(&lead(), received, Strictness::Receive)
        .await;
    assert!(!done.unwrap()[0].findings.is_empty());
    assert_eq!(
        see(&desk, &lead(), "b").await.data["name"],
        json!({"first": "Zubaida"})
    );
    assert!(!desk.holds("Zubaida"));
    // Many at once, and each from two sides at once.
    let names: Vec<String> = (0..600).map(|number| format!("p{number}")).collect();
    let new = names.iter().map(|name| person(name, json!({"name": name})));
    desk.commit(new.collect()).await;
    let change_all = |field: &'static str| {
        let changes = names.iter().map(|name| set(name, json!({field: "x"})));
        let (registers, changes) = (desk.registers.clone(), changes.collect());
        tokio::spawn(async move { registers.commit(&lead(), changes, Strictness::Strict).await })
    };
    let (one, other) = (change_all("phone"), change_all("camp"));
    one.await.unwrap().unwrap();
    other.await.unwrap().unwrap();
    let last = see(&desk, &lead(), "p599").await;
    assert_eq!(
        Json::Object(last.data),
        json!({"name": "p599", "phone": "x", "camp": "x"})
    );
    desk.verify().await;
}

async fn jobs_get_nothing_of_it_and_exports_what_the_actor_may_see(desk: Desk) {
    desk.commit(vec![
        person("a", zubaida()),
        person("b", json!({"name": "Farid"})),
    ])
    .await;
    let mut scan = desk.registers.scan("people", None).unwrap();
    let mut found = 0;
    while let Some(record) = scan.next().await {
        let data = record.unwrap().data;
        assert!(
            !data.contains_key("name") && !data.contains_key("phone"),
            "{data:?}"
        );
        found += 1;
    }
    assert_eq!(found, 2);
    for (actor, names) in [(lead(), 2), (worker(), 0)] {
        let question = access::Question {
            register: "people",
            class: vocab::AccessClass::Internal,
            verb: &access::Verb::List,
            owner: None,
            purpose: None,
        };
        let decision = crate::desk::policy().decide(&actor, &question);
        let scan = desk
            .registers
            .scan_seen("people", None, (&actor, &decision));
        let mut scan = scan.unwrap();
        let mut found = 0;
        while let Some(record) = scan.next().await {
            found += usize::from(record.unwrap().data.contains_key("name"));
        }
        assert_eq!(found, names);
    }
    let entries = desk
        .registers
        .store()
        .newest_entries(None, 1)
        .await
        .unwrap();
    assert_eq!(entries[0].body, json!({"ids": ["a", "b"]}));
}

async fn what_was_written_before_sealing_is_read_and_sealed_when_changed(desk: Desk) {
    let plain = registers::EmbeddedRegister {
        register_toml: "title = { en = \"People\" }\nclass = \"internal\"\n",
        ..crate::desk::PEOPLE
    };
    let plain = registers::Catalogue::build(vec![plain], None).unwrap();
    let store = desk.registers.store().clone();
    let old = registers::Registers::new(store, plain.into(), crate::desk::policy());
    let changes = vec![person(
        "a",
        json!({"name": "Parwana Stanikzai", "phone": "+93790111222"}),
    )];
    old.commit(&lead(), changes, Strictness::Strict)
        .await
        .unwrap();

    assert_eq!(
        see(&desk, &lead(), "a").await.data["name"],
        "Parwana Stanikzai"
    );
    desk.commit(vec![set("a", json!({"name": "Parwana Rahmani"}))])
        .await;
    let seen = see(&desk, &lead(), "a").await;
    assert_eq!(seen.data["name"], "Parwana Rahmani");
    assert_eq!(seen.data["phone"], "+93790111222");
    assert!(!desk.holds("Rahmani"));
    desk.verify().await;
}

async fn a_repeat_is_sealed_whole_and_masked_within(desk: Desk) {
    let papers = json!([{"kind": "tazkira", "number": "TZK-778899"}]);
    desk.commit(vec![person("a", json!({"name": "Farid"}))])
        .await;
    // The numbers are above the lead's class: who may not see within may not write it either.
    let faults = desk
        .refused(&registrar(), vec![set("a", json!({"documents": papers}))])
        .await;
    assert_eq!(told(&faults), ["0 documents not_allowed"]);
    let chief = chief();
    let done = desk.registers.commit(
        &chief,
        vec![set("a", json!({"documents": papers}))],
        Strictness::Strict,
    );
    done.await.unwrap();
    let seen = see(&desk, &chief, "a").await;
    assert_eq!(seen.data["documents"], papers);
    let seen = see(&desk, &registrar(), "a").await;
    assert_eq!(seen.data["documents"], json!([{"kind": "tazkira"}]));
    assert_eq!(seen.masked, ["documents.number"]);
    assert!(!desk.holds("tazkira"));
}
