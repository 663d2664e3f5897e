//! Erasing a record.

use registers::{Act, Effect, ListQuery, Strictness};
use serde_json::json;

use crate::desk::{Desk, change, create, id, lead, patch, told, worker};

crate::on_both!(an_erased_record_keeps_its_mark_and_nothing_else);

async fn an_erased_record_keeps_its_mark_and_nothing_else(desk: Desk) {
    desk.commit(vec![create(
        "a",
        json!({"code": "A", "name": "Alpha", "leader": "L"}),
    )])
    .await;
    let before = desk.get("a").await.changed;
    let erase = |reason: &str| {
        change(
            "camps",
            "a",
            Act::Erase {
                reason: reason.to_owned(),
            },
        )
    };
    assert_eq!(
        told(&desk.refused(&lead(), vec![erase("")]).await),
        ["0 - reason_required"]
    );
    assert_eq!(
        told(&desk.refused(&worker(), vec![erase("asked")]).await),
        ["0 - not_allowed"]
    );
    assert_eq!(
        desk.commit(vec![erase("asked")]).await[0].effect,
        Effect::Changed
    );
    assert_eq!(
        desk.commit(vec![erase("asked")]).await[0].effect,
        Effect::Unchanged
    );

    let record = desk.get("a").await;
    assert!(record.erased && record.data.is_empty());
    // Neither the past nor the history brings it back.
    let then = desk
        .registers
        .get(&lead(), "camps", &id("a"), Some(before))
        .await
        .unwrap();
    assert!(then.erased && then.data.is_empty());
    let lines = desk
        .registers
        .history(&lead(), "camps", &id("a"))
        .await
        .unwrap();
    assert!(lines.iter().all(|line| line.set.is_empty()));
    assert_eq!(lines[0].masked, ["code", "leader", "name"]);
    let mut search = ListQuery::of("camps");
    search.text = Some("alpha".to_owned());
    assert!(
        desk.registers
            .list(&lead(), &search)
            .await
            .unwrap()
            .records
            .is_empty()
    );
    assert!(
        desk.registers
            .list(&lead(), &ListQuery::of("camps"))
            .await
            .unwrap()
            .records
            .is_empty()
    );

    assert_eq!(
        told(
            &desk
                .refused(&lead(), vec![patch("a", json!({"people": 1}))])
                .await
        ),
        ["0 - erased"]
    );
    let received = desk
        .registers
        .commit(
            &lead(),
            vec![create("a", json!({"code": "A"}))],
            Strictness::Receive,
        )
        .await;
    assert_eq!(told(&received.unwrap()[0].findings), ["0 - erased"]);
    // Its natural key is free again.
    desk.commit(vec![create("b", json!({"code": "A"}))]).await;
    desk.verify().await;
}
