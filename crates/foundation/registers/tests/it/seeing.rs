//! What a reader sees, and that the journal knows it.

use journal::Kind;
use registers::{Act, ListQuery, Op, ReadError};
use serde_json::json;
use vocab::RegisterName;

use crate::desk::{Desk, actor, change, create, id, lead, object, worker};

crate::on_both!(
    fields_above_the_readers_class_are_masked,
    lists_stay_inside_the_readers_units,
    what_is_masked_cannot_be_asked_for,
    reading_what_is_confidential_is_journalled,
    a_record_is_read_as_it_stood,
);

async fn fields_above_the_readers_class_are_masked(desk: Desk) {
    let groups = json!([{"origin": "x", "people": 1, "contact": "c"}]);
    desk.commit(vec![create(
        "a",
        json!({"code": "A", "leader": "L", "groups": groups}),
    )])
    .await;
    let seen = desk
        .registers
        .get(&worker(), "camps", &id("a"), None)
        .await
        .unwrap();
    assert_eq!(
        seen.data,
        object(json!({"code": "A", "groups": [{"origin": "x", "people": 1}]}))
    );
    assert_eq!(seen.masked, ["groups.contact", "leader"]);
    let lines = desk
        .registers
        .history(&worker(), "camps", &id("a"))
        .await
        .unwrap();
    assert_eq!(lines[0].set, seen.data);
    assert_eq!(lines[0].masked, seen.masked);
    let page = desk
        .registers
        .list(&worker(), &ListQuery::of("camps"))
        .await
        .unwrap();
    assert_eq!(page.records, [seen]);
    assert_eq!(desk.get("a").await.data["leader"], json!("L"));
}

async fn lists_stay_inside_the_readers_units(desk: Desk) {
    let owned = |record: &str, owner: &str| {
        change(
            "camps",
            record,
            Act::Create {
                data: object(json!({"code": record})),
                owner: Some(owner.to_owned()),
            },
        )
    };
    desk.commit(vec![
        owned("a", "/demo/north"),
        owned("b", "/demo/north/camp-1"),
        owned("c", "/demo/northwest"),
        owned("d", "/demo/south"),
        owned("e", "/demo"),
    ])
    .await;
    let check = async |actor, expected: &[&str]| {
        let page = desk
            .registers
            .list(&actor, &ListQuery::of("camps"))
            .await
            .unwrap();
        let mut ids: Vec<&str> = page
            .records
            .iter()
            .map(|record| record.id.as_str())
            .collect();
        ids.sort_unstable();
        assert_eq!(ids, expected);
    };
    check(worker(), &["a", "b"]).await;
    check(lead(), &["a", "b", "c", "d", "e"]).await;
    check(
        actor("g", "guest", "/demo/south"),
        &["a", "b", "c", "d", "e"],
    )
    .await;
    let hidden = desk.registers.get(&worker(), "camps", &id("d"), None).await;
    assert!(matches!(hidden, Err(ReadError::NotFound(_))));
    let stranger = actor("s", "nobody", "/");
    let refused = desk
        .registers
        .list(&stranger, &ListQuery::of("camps"))
        .await;
    assert!(matches!(refused, Err(ReadError::NotAllowed(_))));
    assert!(
        desk.registers
            .history(&stranger, "camps", &id("a"))
            .await
            .is_err()
    );
}

async fn what_is_masked_cannot_be_asked_for(desk: Desk) {
    desk.commit(vec![create(
        "a",
        json!({"code": "A", "name": "Alpha", "leader": "Leila"}),
    )])
    .await;
    let leader = ListQuery::of("camps").with("leader", Op::Contains, "leila");
    assert_eq!(
        desk.registers
            .list(&lead(), &leader)
            .await
            .unwrap()
            .records
            .len(),
        1
    );
    assert!(matches!(
        desk.registers.list(&worker(), &leader).await,
        Err(ReadError::BadQuery(_))
    ));
    let mut words = ListQuery::of("camps");
    words.text = Some("leila".to_owned());
    assert_eq!(
        desk.registers
            .list(&lead(), &words)
            .await
            .unwrap()
            .records
            .len(),
        1
    );
    assert_eq!(
        desk.registers
            .list(&worker(), &words)
            .await
            .unwrap()
            .records
            .len(),
        0
    );
    // A role in one unit does not open fields in another.
    let mut both = worker();
    both.grants.push(access::Grant {
        role: "lead".to_owned(),
        unit: "/demo/south".to_owned(),
    });
    assert!(desk.registers.list(&both, &leader).await.is_err());
}

async fn reading_what_is_confidential_is_journalled(desk: Desk) {
    let case = |record: &str| {
        change(
            "cases",
            record,
            Act::Create {
                data: object(json!({"summary": "s", "story": "t"})),
                owner: Some("/demo".to_owned()),
            },
        )
    };
    desk.commit(vec![
        case("a"),
        case("b"),
        create("c", json!({"code": "C"})),
    ])
    .await;
    let reads = async |record: &str| {
        let cases = RegisterName::parse("cases").unwrap();
        let entries = desk
            .registers
            .store()
            .history(&cases, &id(record))
            .await
            .unwrap();
        entries
            .into_iter()
            .filter(|entry| entry.kind == Kind::Read)
            .collect::<Vec<_>>()
    };
    desk.registers
        .get(&lead(), "cases", &id("a"), None)
        .await
        .unwrap();
    let read = reads("a").await;
    assert_eq!((read.len(), read[0].actor.as_str()), (1, "lea"));
    desk.registers
        .list(&lead(), &ListQuery::of("cases"))
        .await
        .unwrap();
    let read = reads("@list").await;
    assert_eq!(read[0].body, json!({"ids": ["b", "a"]}));
    // What is not confidential leaves no trace, and readings are no history.
    desk.get("c").await;
    assert_eq!(desk.entries("c").await, 1);
    assert_eq!(
        desk.registers
            .history(&lead(), "cases", &id("a"))
            .await
            .unwrap()
            .len(),
        1
    );
    desk.verify().await;
}

async fn a_record_is_read_as_it_stood(desk: Desk) {
    desk.commit(vec![create("a", json!({"code": "A", "people": 1}))])
        .await;
    let then = desk.get("a").await.changed;
    desk.clock.advance(60_000);
    desk.commit(vec![crate::desk::patch("a", json!({"people": 2}))])
        .await;
    let seen = desk
        .registers
        .get(&lead(), "camps", &id("a"), Some(then))
        .await
        .unwrap();
    assert_eq!(seen.data["people"], json!(1));
    let before = vocab::Hlc::new(then.ms() - 1_000, 0);
    assert!(
        desk.registers
            .get(&lead(), "camps", &id("a"), Some(before))
            .await
            .is_err()
    );
}
