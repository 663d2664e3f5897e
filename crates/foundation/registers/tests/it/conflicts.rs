//! Two authors of one record.

use registers::{Act, Effect, Strictness};
use serde_json::json;

use crate::desk::{Desk, actor, change, create, lead, patch, told, worker};

crate::on_both!(
    a_stale_change_of_another_field_merges,
    a_stale_change_of_the_same_field_conflicts_visibly,
    a_settled_conflict_is_gone,
    a_change_planned_before_another_was_written_is_planned_again,
);

async fn a_stale_change_of_another_field_merges(desk: Desk) {
    let seen = desk
        .commit(vec![create(
            "a",
            json!({"code": "A", "people": 1, "name": "x"}),
        )])
        .await;
    desk.commit(vec![patch("a", json!({"people": 2}))]).await;
    let mut stale = patch("a", json!({"name": "y"}));
    stale.base = Some(seen[0].version.clone());
    let done = desk
        .registers
        .commit(&worker(), vec![stale], Strictness::Strict)
        .await
        .unwrap();
    assert_eq!(done[0].effect, Effect::Changed);
    let record = desk.get("a").await;
    assert_eq!(
        (&record.data["people"], &record.data["name"]),
        (&json!(2), &json!("y"))
    );
    assert!(record.conflicts.is_empty());
    desk.verify().await;
}

async fn conflicted(desk: &Desk) {
    let seen = desk
        .commit(vec![create(
            "a",
            json!({"code": "A", "people": 1, "leader": "x"}),
        )])
        .await;
    desk.commit(vec![patch("a", json!({"people": 2, "leader": "y"}))])
        .await;
    let mut stale = patch("a", json!({"people": 3, "leader": "z"}));
    stale.base = Some(seen[0].version.clone());
    let bob = actor("bob", "lead", "/demo");
    let done = desk
        .registers
        .commit(&bob, vec![stale], Strictness::Strict)
        .await
        .unwrap();
    assert_eq!(done[0].effect, Effect::Conflicted);
}

async fn a_stale_change_of_the_same_field_conflicts_visibly(desk: Desk) {
    conflicted(&desk).await;
    let record = desk.get("a").await;
    assert_eq!(record.data["people"], json!(3));
    let conflict = record
        .conflicts
        .iter()
        .find(|conflict| conflict.field == "people")
        .unwrap();
    assert_eq!(
        (&conflict.stands.value, conflict.stands.actor.as_str()),
        (&json!(3), "bob")
    );
    assert_eq!(
        (&conflict.other.value, conflict.other.actor.as_str()),
        (&json!(2), "lea")
    );
    // Who may not see a field may not see a quarrel about it.
    let seen = desk
        .registers
        .get(&worker(), "camps", &crate::desk::id("a"), None)
        .await
        .unwrap();
    assert_eq!(seen.conflicts.len(), 1);
    assert_eq!(seen.masked, ["leader"]);
    desk.verify().await;
}

async fn a_settled_conflict_is_gone(desk: Desk) {
    conflicted(&desk).await;
    let settle = |value, reason: &str| {
        change(
            "camps",
            "a",
            Act::Settle {
                field: "people".to_owned(),
                value,
                reason: reason.to_owned(),
            },
        )
    };
    let faults = desk
        .refused(
            &lead(),
            vec![settle(json!(-5), "counted again"), settle(json!(2), " ")],
        )
        .await;
    assert_eq!(
        told(&faults),
        ["0 people constraint", "1 - reason_required"]
    );
    desk.commit(vec![settle(json!(2), "counted again")]).await;
    let record = desk.get("a").await;
    assert_eq!(
        (record.conflicts.len(), &record.data["people"]),
        (1, &json!(2))
    );
    let faults = desk.refused(&lead(), vec![settle(json!(2), "again")]).await;
    assert_eq!(told(&faults), ["0 people no_conflict"]);
    desk.verify().await;
}

async fn a_change_planned_before_another_was_written_is_planned_again(desk: Desk) {
    desk.commit(vec![create("a", json!({"code": "A", "people": 0}))])
        .await;
    let writers: Vec<_> = (1..=20)
        .map(|n| {
            let registers = desk.registers.clone();
            tokio::spawn(async move {
                registers
                    .commit(
                        &lead(),
                        vec![patch("a", json!({"people": n}))],
                        Strictness::Strict,
                    )
                    .await
            })
        })
        .collect();
    for writer in writers {
        assert_eq!(writer.await.unwrap().unwrap()[0].effect, Effect::Changed);
    }
    assert_eq!(desk.entries("a").await, 21);
    assert!(desk.get("a").await.conflicts.is_empty());
    desk.verify().await;
}
