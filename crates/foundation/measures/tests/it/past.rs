//! What was known at a time.

use measures::Ask;
use serde_json::{Value as Json, json};

use crate::desk::{Desk, area, erase, put, total};

crate::on_both!(
    the_past_is_read_as_it_stood,
    what_is_erased_leaves_the_past_too,
    records_without_round_are_counted_once,
);

async fn the_past_is_read_as_it_stood(desk: Desk) {
    let before = desk.commit(vec![]).await;
    let first = desk.commit(vec![area("XM01A", "r1", 10, json!({}))]).await;
    let second = desk
        .commit(vec![
            area("XM01A", "r1", 25, json!({})),
            area("XM01B", "r1", 5, json!({})),
        ])
        .await;
    // One that stands in another round by now was in this one.
    desk.commit(vec![put("areas", "XM01B-r1", json!({"round": "r2"}))])
        .await;
    let then = async |at| {
        desk.ask(Ask {
            as_of: Some(at),
            ..total("r1")
        })
        .await
    };
    assert!(then(before).await.is_empty());
    assert_eq!(then(first).await, ["- 10"]);
    assert_eq!(then(second).await, ["- 30"]);
    assert_eq!(desk.ask(total("r1")).await, ["- 25"]);
    // A moment that is still to come is not kept as if it were over.
    desk.clock.advance(3_600_000);
    let later = desk.commit(vec![area("XM02A", "r3", 1, json!({}))]).await;
    let future = vocab::Hlc::new(later.ms() + 60_000, 0);
    assert_eq!(then(future).await, ["- 25"]);
    desk.commit(vec![area("XM01A", "r1", 26, json!({}))]).await;
    assert_eq!(then(future).await, ["- 26"]);
}

async fn what_is_erased_leaves_the_past_too(desk: Desk) {
    let then = desk
        .commit(vec![
            area("XM01A", "r1", 10, json!({})),
            area("XM01B", "r1", 5, json!({})),
        ])
        .await;
    desk.commit(vec![put("areas", "XM01B-r1", json!({"round": "r2"}))])
        .await;
    let asked = || Ask {
        as_of: Some(then),
        ..total("r1")
    };
    assert_eq!(desk.ask(asked()).await, ["- 15"]);
    desk.commit(vec![erase("XM01B-r1")]).await;
    assert_eq!(desk.ask(asked()).await, ["- 10"]);
}

async fn records_without_round_are_counted_once(desk: Desk) {
    let then = desk
        .commit(vec![
            area("XM01A", "r1", 10, json!({})),
            put(
                "areas",
                "loose",
                json!({"code": "XM01B", "round": Json::Null, "people": 5}),
            ),
        ])
        .await;
    for as_of in [None, Some(then)] {
        let found = desk
            .measures
            .observe(&Ask {
                as_of,
                ..Ask::of("people")
            })
            .await
            .unwrap();
        let rows: Vec<(&str, Option<f64>)> = found
            .rows
            .iter()
            .map(|row| (row.partition.as_str(), row.value.value()))
            .collect();
        assert_eq!(rows, [("", Some(5.0)), ("r1", Some(10.0))], "{as_of:?}");
    }
}
