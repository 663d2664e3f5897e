//! The one way in.

use access::Actor;
use registers::{Act, CommitError, Effect, ListQuery, Strictness};
use serde_json::json;

use crate::desk::{Desk, actor, change, create, id, lead, object, patch, put, told, worker};

crate::on_both!(
    strict_refuses_all_at_once_and_commits_nothing,
    receive_stores_whatever_comes_with_its_faults_as_findings,
    repeating_a_batch_changes_nothing,
    put_patches_exactly_what_differs,
    changes_of_one_record_in_one_batch_build_on_each_other,
    natural_keys_are_unique,
    a_key_that_was_given_up_may_be_taken,
    an_unknown_register_is_refused_however_lenient,
    old_faults_are_not_held_against_a_change_of_another_field,
    who_may_not_write_is_refused,
    only_a_thousand_faults_are_told,
    a_large_batch_is_one_commit,
    derivations_and_checks_of_a_module_run,
);

async fn strict_refuses_all_at_once_and_commits_nothing(desk: Desk) {
    let faults = desk
        .refused(
            &lead(),
            vec![
                create("a", json!({"code": "A", "people": -1, "needs": ["gold"]})),
                create("b", json!({"code": "B", "people": 3})),
                create(
                    "c",
                    json!({"people": 2.5, "ghost": 1, "leader": 7, "groups": [{"people": 1}]}),
                ),
                patch("nowhere", json!({"people": 1})),
            ],
        )
        .await;
    assert_eq!(
        told(&faults),
        [
            "0 needs choice",
            "0 people constraint",
            "2 code required",
            "2 ghost unknown_field",
            "2 groups[0].origin required",
            "2 people type",
            "3 - no_such_record"
        ]
    );
    assert_eq!(faults[1].reason, "people cannot be negative");
    assert_eq!(faults[1].value, Some(json!(-1)));
    let page = desk
        .registers
        .list(&lead(), &ListQuery::of("camps"))
        .await
        .unwrap();
    assert!(page.records.is_empty());
    desk.verify().await;
}

async fn receive_stores_whatever_comes_with_its_faults_as_findings(desk: Desk) {
    let changes = vec![
        create(
            "a",
            json!({"people": "many", "ghost": "x\u{0}y", "code": "A"}),
        ),
        create("b", json!({"code": "B"})),
        patch("nowhere", json!({"people": 1})),
        create("c", json!({"code": "B"})),
    ];
    let done = desk
        .registers
        .commit(&lead(), changes, Strictness::Receive)
        .await
        .unwrap();
    assert_eq!(
        told(&done[0].findings),
        ["0 ghost unknown_field", "0 people type"]
    );
    assert_eq!(told(&done[2].findings), ["2 - no_such_record"]);
    assert_eq!(told(&done[3].findings), ["3 code duplicate_key"]);
    assert_eq!(
        done.iter()
            .map(|outcome| outcome.effect)
            .collect::<Vec<_>>(),
        [
            Effect::Created,
            Effect::Created,
            Effect::Unchanged,
            Effect::Created
        ]
    );
    let stored = desk.get("a").await;
    assert_eq!(stored.data["people"], json!("many"));
    assert_eq!(stored.data["ghost"], json!("x\u{fffd}y"));
    // The same again is the same; other content under the same id stays visible as a conflict.
    let again = vec![
        create("b", json!({"code": "B"})),
        create("a", json!({"code": "A", "people": 3})),
    ];
    let done = desk
        .registers
        .commit(&worker(), again, Strictness::Receive)
        .await
        .unwrap();
    assert_eq!(
        (done[0].effect, done[1].effect),
        (Effect::Unchanged, Effect::Conflicted)
    );
    assert_eq!(told(&done[1].findings), ["1 - exists"]);
    assert_eq!(desk.get("a").await.conflicts[0].other.value, json!("many"));
    desk.verify().await;
}

async fn repeating_a_batch_changes_nothing(desk: Desk) {
    let camps = desk.registers.register("camps").unwrap();
    let one = camps.id_for_key(&["A"]);
    assert_eq!(one, camps.id_for_key(&[" A "]));
    assert_ne!(one, camps.id_for_key(&["B"]));
    assert_eq!(
        camps.id_for_data(&object(json!({"code": "A"}))),
        Some(one.clone())
    );
    let batch = || {
        vec![put(
            one.as_str(),
            json!({"code": "A", "people": "12", "needs": "food water"}),
        )]
    };
    let first = desk.commit(batch()).await;
    let second = desk.commit(batch()).await;
    assert_eq!(
        (first[0].effect, second[0].effect),
        (Effect::Created, Effect::Unchanged)
    );
    assert_eq!(first[0].version, second[0].version);
    assert_eq!(desk.entries(one.as_str()).await, 1);
}

async fn put_patches_exactly_what_differs(desk: Desk) {
    desk.commit(vec![put(
        "a",
        json!({"code": "A", "people": 1, "name": "Alpha", "households": 2}),
    )])
    .await;
    let done = desk
        .commit(vec![put(
            "a",
            json!({"code": "A", "people": 2, "households": null}),
        )])
        .await;
    assert_eq!(done[0].effect, Effect::Changed);
    let lines = desk
        .registers
        .history(&lead(), "camps", &id("a"))
        .await
        .unwrap();
    assert_eq!(
        lines[1].set,
        object(json!({"people": 2, "households": null}))
    );
    assert_eq!(
        desk.get("a").await.data,
        object(json!({"code": "A", "people": 2, "name": "Alpha"}))
    );
}

async fn changes_of_one_record_in_one_batch_build_on_each_other(desk: Desk) {
    let done = desk
        .commit(vec![
            create("a", json!({"code": "A", "people": 1})),
            patch("a", json!({"people": 2})),
            patch("a", json!({"people": 2})),
            crate::desk::step("a", "fill", None),
        ])
        .await;
    let effects: Vec<Effect> = done.iter().map(|outcome| outcome.effect).collect();
    assert_eq!(
        effects,
        [
            Effect::Created,
            Effect::Changed,
            Effect::Unchanged,
            Effect::Changed
        ]
    );
    let record = desk.get("a").await;
    assert_eq!(
        (record.state.as_str(), &record.data["people"]),
        ("full", &json!(2))
    );
    assert!(record.conflicts.is_empty());
    assert_eq!(record.version, done[3].version);
    desk.verify().await;
}

async fn natural_keys_are_unique(desk: Desk) {
    desk.commit(vec![create("a", json!({"code": "A"}))]).await;
    let faults = desk
        .refused(
            &lead(),
            vec![
                create("b", json!({"code": "A", "people": -1})),
                create("c", json!({"code": "C"})),
                create("d", json!({"code": "C"})),
            ],
        )
        .await;
    assert_eq!(
        told(&faults),
        [
            "0 code duplicate_key",
            "0 people constraint",
            "2 code duplicate_key"
        ]
    );
    // Two at the same moment: both plan against an empty store, one wins on the writer.
    let [one, other] = ["x", "y"].map(|record| {
        let registers = desk.registers.clone();
        let change = create(record, json!({"code": "Z"}));
        tokio::spawn(async move {
            registers
                .commit(&lead(), vec![change], Strictness::Strict)
                .await
        })
    });
    let done = [one.await.unwrap(), other.await.unwrap()];
    assert_eq!(done.iter().filter(|result| result.is_ok()).count(), 1);
}

async fn a_key_that_was_given_up_may_be_taken(desk: Desk) {
    desk.commit(vec![create("a", json!({"code": "A"}))]).await;
    desk.commit(vec![
        patch("a", json!({"code": "A2"})),
        create("b", json!({"code": "A"})),
    ])
    .await;
    let faults = desk
        .refused(&lead(), vec![patch("a", json!({"code": "A"}))])
        .await;
    assert_eq!(told(&faults), ["0 code duplicate_key"]);
}

async fn an_unknown_register_is_refused_however_lenient(desk: Desk) {
    let change = change(
        "ghosts",
        "a",
        Act::Patch {
            set: object(json!({})),
        },
    );
    let refusal = desk
        .registers
        .commit(&lead(), vec![change], Strictness::Receive)
        .await;
    let Err(CommitError::Refused { faults, .. }) = refusal else {
        panic!("refused")
    };
    assert_eq!(told(&faults), ["0 - unknown_register"]);
    assert!(
        desk.registers
            .list(&lead(), &ListQuery::of("ghosts"))
            .await
            .is_err()
    );
}

async fn old_faults_are_not_held_against_a_change_of_another_field(desk: Desk) {
    let received = vec![create(
        "a",
        json!({"code": "A", "people": "many", "name": "x"}),
    )];
    desk.registers
        .commit(&lead(), received, Strictness::Receive)
        .await
        .unwrap();
    desk.commit(vec![patch("a", json!({"name": "Alpha"}))])
        .await;
    let faults = desk
        .refused(&lead(), vec![patch("a", json!({"people": "more"}))])
        .await;
    assert_eq!(told(&faults), ["0 people type"]);
}

async fn who_may_not_write_is_refused(desk: Desk) {
    desk.commit(vec![create(
        "a",
        json!({"code": "A", "leader": "L", "people": 1}),
    )])
    .await;
    let check = async |actor: Actor, change, expected: &str| {
        let refusal = desk
            .registers
            .commit(&actor, vec![change], Strictness::Strict)
            .await;
        let Err(error) = refusal else {
            panic!("refused")
        };
        assert_eq!(error.is_forbidden(), expected.ends_with("not_allowed"));
        let CommitError::Refused { faults, .. } = error else {
            panic!("refused")
        };
        assert_eq!(told(&faults), [expected]);
    };
    check(
        actor("g", "guest", "/demo"),
        create("b", json!({"code": "B"})),
        "0 - not_allowed",
    )
    .await;
    check(
        worker(),
        patch("a", json!({"leader": "M"})),
        "0 leader not_allowed",
    )
    .await;
    check(
        worker(),
        patch("a", json!({"groups": [{"origin": "x"}]})),
        "0 groups not_allowed",
    )
    .await;
    check(
        worker(),
        crate::desk::step("a", "close", Some("r")),
        "0 - not_allowed",
    )
    .await;
    // Outside one's units a record does not exist.
    let south = actor("sam", "worker", "/demo/south");
    check(
        south.clone(),
        patch("a", json!({"people": 2})),
        "0 - no_such_record",
    )
    .await;
    check(south, create("c", json!({"code": "C"})), "0 - not_allowed").await;
    // What one may not see one may leave alone.
    let done = desk
        .registers
        .commit(
            &worker(),
            vec![patch("a", json!({"people": 2}))],
            Strictness::Strict,
        )
        .await;
    assert_eq!(done.unwrap()[0].effect, Effect::Changed);
    assert_eq!(desk.get("a").await.data["leader"], json!("L"));
}

async fn only_a_thousand_faults_are_told(desk: Desk) {
    let batch = (0..1_200)
        .map(|n| create(&format!("r{n}"), json!({"people": 1})))
        .collect();
    let Err(CommitError::Refused { faults, more }) = desk
        .registers
        .commit(&lead(), batch, Strictness::Strict)
        .await
    else {
        panic!("refused")
    };
    assert_eq!((faults.len(), more), (1_000, 200));
}

async fn a_large_batch_is_one_commit(desk: Desk) {
    let batch = || {
        (0..2_500)
            .map(|n| {
                put(
                    &format!("r{n}"),
                    json!({"code": format!("C{n}"), "people": n}),
                )
            })
            .collect()
    };
    assert!(
        desk.commit(batch())
            .await
            .iter()
            .all(|outcome| outcome.effect == Effect::Created)
    );
    assert!(
        desk.commit(batch())
            .await
            .iter()
            .all(|outcome| outcome.effect == Effect::Unchanged)
    );
    assert_eq!(desk.registers.stamp("camps", None).await.unwrap().1, 2_500);
    desk.verify().await;
}

async fn derivations_and_checks_of_a_module_run(desk: Desk) {
    let registers = desk
        .registers
        .clone()
        .with_derive(
            "camps",
            std::sync::Arc::new(|data| {
                if let Some(people) = data.get("people").and_then(serde_json::Value::as_i64) {
                    data.insert("households".to_owned(), json!(people / 5));
                }
            }),
        )
        .with_check(
            "camps",
            std::sync::Arc::new(|data| {
                let many = data.get("people").and_then(serde_json::Value::as_i64) > Some(50);
                let finding = registers::Finding {
                    code: "many",
                    field: Some("people".to_owned()),
                    reason: "more people than ever before".to_owned(),
                };
                many.then_some(finding).into_iter().collect()
            }),
        );
    let batch = vec![
        create("a", json!({"code": "A", "people": 100})),
        create("b", json!({"code": "B", "people": 5})),
    ];
    let done = registers
        .commit(&worker(), batch, Strictness::Strict)
        .await
        .unwrap();
    assert_eq!(told(&done[0].findings), ["0 people many"]);
    assert!(done[1].findings.is_empty());
    assert_eq!(desk.get("a").await.data["households"], json!(20));
}
