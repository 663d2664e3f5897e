//! Steps of the lifecycle, and how long records are kept.

use registers::{Due, RetentionAct};
use serde_json::json;

use crate::desk::{Desk, START_MS, create, id, lead, step, told};

crate::on_both!(
    a_wrong_transition_is_refused_with_the_allowed_ones_named,
    a_step_that_asks_for_a_reason_gets_one,
    records_are_due_when_their_time_is_over,
);

async fn a_wrong_transition_is_refused_with_the_allowed_ones_named(desk: Desk) {
    desk.commit(vec![
        create("a", json!({"code": "A"})),
        step("a", "fill", None),
    ])
    .await;
    let faults = desk
        .refused(
            &lead(),
            vec![step("a", "fill", None), step("a", "open_up", None)],
        )
        .await;
    assert_eq!(told(&faults), ["0 - wrong_state", "1 - no_such_transition"]);
    assert!(
        faults[0].reason.contains("state `full`")
            && faults[0].reason.contains("from here go `close`")
    );
    assert!(faults[1].reason.contains("from here go `close`"));
    desk.commit(vec![step("a", "close", Some("empty"))]).await;
    let faults = desk.refused(&lead(), vec![step("a", "fill", None)]).await;
    assert!(faults[0].reason.contains("no transition starts from here"));
}

async fn a_step_that_asks_for_a_reason_gets_one(desk: Desk) {
    desk.commit(vec![create("a", json!({"code": "A"}))]).await;
    let faults = desk
        .refused(&lead(), vec![step("a", "close", Some("  "))])
        .await;
    assert_eq!(told(&faults), ["0 - reason_required"]);
    desk.commit(vec![step("a", "close", Some("the road is cut"))])
        .await;
    let lines = desk
        .registers
        .history(&lead(), "camps", &id("a"))
        .await
        .unwrap();
    let last = lines.last().unwrap();
    assert_eq!(last.transition.as_deref(), Some("close"));
    assert_eq!(last.reason.as_deref(), Some("the road is cut"));
    assert_eq!(last.actor.as_str(), "lea");
    assert!(last.at.ms() >= START_MS);
}

async fn records_are_due_when_their_time_is_over(desk: Desk) {
    desk.commit(vec![
        create("old", json!({"code": "A", "seen": "2020-01-31"})),
        create("new", json!({"code": "B", "seen": "2023-01-31"})),
        create("open", json!({"code": "C", "seen": "2019-01-31"})),
        step("old", "close", Some("r")),
        step("new", "close", Some("r")),
    ])
    .await;
    // 2023-11-14, the start of the test clock; 24 months back is 2021-11-14.
    let due = desk
        .registers
        .due_for_retention("camps", START_MS, 10)
        .await
        .unwrap();
    assert_eq!(
        due,
        [Due {
            id: id("old"),
            state: "closed".to_owned(),
            since: "2022-01-31".to_owned(),
            act: RetentionAct::Erase,
        }]
    );
    assert!(
        desk.registers
            .due_for_retention("places", START_MS, 10)
            .await
            .unwrap()
            .is_empty()
    );
}
