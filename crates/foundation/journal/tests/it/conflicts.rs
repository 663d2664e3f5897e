//! Two authors of one record.

use journal::{Draft, Entry, Kind, Version, fold};
use proptest::prelude::*;
use serde_json::json;
use vocab::{ActorId, Hlc, NodeId, RecordId, RegisterName};

use crate::desk::{Desk, create, draft, entries, patch, read, write_one};

crate::on_both!(
    a_stale_change_of_another_field_merges,
    a_stale_change_of_the_same_field_stands_and_both_are_kept,
    a_settled_conflict_is_gone_and_its_history_stays,
    a_record_is_read_as_it_stood,
);

async fn a_stale_change_of_another_field_merges(desk: Desk) {
    let store = desk.open().await;
    let first = create(&store, "a", json!({"name": "Camp", "people": 10})).await;
    patch(&store, "ann", "a", &first, json!({"people": 20})).await;
    patch(&store, "bob", "a", &first, json!({"name": "New camp"})).await;
    let record = read(&store, "a").await;
    assert_eq!(record.data["people"], 20);
    assert_eq!(record.data["name"], "New camp");
    assert!(record.conflicts.is_empty());
}

async fn a_stale_change_of_the_same_field_stands_and_both_are_kept(desk: Desk) {
    let store = desk.open().await;
    let first = create(&store, "a", json!({"people": 10})).await;
    patch(&store, "ann", "a", &first, json!({"people": 20})).await;
    patch(&store, "bob", "a", &first, json!({"people": 30})).await;
    let record = read(&store, "a").await;
    assert_eq!(record.data["people"], 30);
    let conflict = &record.conflicts[0];
    assert_eq!(
        (&conflict.stands.value, &conflict.other.value),
        (&json!(30), &json!(20))
    );
    assert_eq!(
        (
            conflict.stands.actor.as_str(),
            conflict.other.actor.as_str()
        ),
        ("bob", "ann")
    );
    assert!(store.verify().await.unwrap().is_clean());
}

async fn a_settled_conflict_is_gone_and_its_history_stays(desk: Desk) {
    let store = desk.open().await;
    let first = create(&store, "a", json!({"people": 10})).await;
    patch(&store, "ann", "a", &first, json!({"people": 20})).await;
    let last = patch(&store, "bob", "a", &first, json!({"people": 30})).await;
    let body = json!({"field": "people", "value": 20, "reason": "counted again"});
    let settle = draft(Kind::Settle, "cleo", "a", Some(last), body);
    store.write(move |tx| write_one(tx, settle)).await.unwrap();
    let record = read(&store, "a").await;
    assert_eq!(record.data["people"], 20);
    assert!(record.conflicts.is_empty());
    assert_eq!(entries(&store, "a").await.len(), 4);
}

async fn a_record_is_read_as_it_stood(desk: Desk) {
    let store = desk.open().await;
    let first = create(&store, "a", json!({"people": 10})).await;
    let then = read(&store, "a").await.hlc;
    desk.clock.advance(60_000);
    patch(&store, "ann", "a", &first, json!({"people": 20})).await;
    let register = RegisterName::parse("sites").unwrap();
    let id = RecordId::parse("a").unwrap();
    let before = store.as_of(&register, &id, then).await.unwrap().unwrap();
    assert_eq!(before.data["people"], 10);
    let mut all = store.as_of_partition(&register, Some("r1"), then);
    assert_eq!(all.next().await.unwrap().unwrap(), before);
    assert!(all.next().await.is_none());
}

fn entry(node: u8, seq: i64, hlc: i64, seen: i64, field: u8, value: i64) -> Entry {
    let mut base = Version::default();
    let nodes: Vec<NodeId> = (0..3)
        .map(|n| NodeId::parse(&format!("n{n}")).unwrap())
        .collect();
    for node in &nodes {
        base.observe(node, seen);
    }
    let kind = if seq == 1 { Kind::Create } else { Kind::Patch };
    let values = json!({ format!("f{field}"): value });
    let body = if kind == Kind::Create {
        json!({"data": values, "state": "open", "owner": "/x"})
    } else {
        json!({ "set": values })
    };
    let Draft {
        actor,
        register,
        record,
        ..
    } = draft(kind, "ann", "a", None, json!({}));
    Entry {
        node: nodes[usize::from(node)].clone(),
        seq,
        hlc: Hlc::new(hlc, u16::from(node)),
        prev: [0; 32],
        hash: [0; 32],
        kind,
        actor: ActorId::parse(actor.as_str()).unwrap(),
        register,
        record,
        base: Some(base),
        body,
    }
}

proptest! {
    #[test]
    fn the_fold_does_not_depend_on_order_or_repetition(
        changes in proptest::collection::vec((0_u8..3, 0_i64..40, 0_i64..30, 0_u8..3, 0_i64..5), 1..30),
        shuffle in any::<prop::sample::Index>(),
    ) {
        let mut numbers = [0_i64; 3];
        let entries: Vec<Entry> = changes.iter().map(|(node, hlc, seen, field, value)| {
            let number = &mut numbers[usize::from(*node)];
            *number += 1;
            entry(*node, *number, *hlc, *seen, *field, *value)
        }).collect();
        let folded = fold(&entries);
        let mut turned = entries.clone();
        turned.rotate_left(shuffle.index(entries.len()));
        turned.extend(entries.iter().rev().cloned());
        prop_assert_eq!(fold(&turned), folded);
    }
}
