//! The writer: what is kept, what is rolled back, and what may not be written.

use journal::{JournalError, Value};
use serde_json::json;

use crate::desk::{Desk, create, draft, read, tenant, write_one};
use journal::{Kind, Store};

crate::on_both!(
    a_failed_job_takes_nothing_of_others_with_it,
    a_panic_is_rolled_back_and_the_writer_goes_on,
    parameters_are_bound_by_number_whatever_their_order,
    texts_are_kept_in_one_normal_form_and_without_nul,
    a_second_process_cannot_fork_the_chain,
    a_newer_schema_is_refused,
    a_stream_gives_every_row_once,
    reopening_goes_on_with_the_same_node_and_chain,
);

async fn a_failed_job_takes_nothing_of_others_with_it(desk: Desk) {
    let store = desk.open().await;
    let good = create(&store, "good", json!({"a": 1}));
    let bad = store.write(|tx| {
        write_one(
            tx,
            draft(Kind::Create, "ann", "bad", None, json!({"data": {"a": 1}})),
        )?;
        tx.execute("insert into no_such_table values (1)", &[])
    });
    let (_, failed) = tokio::join!(good, bad);
    assert!(failed.is_err());
    assert_eq!(read(&store, "good").await.data["a"], 1);
    let rows = store
        .read("select count(*) from entry", vec![])
        .await
        .unwrap();
    assert_eq!(rows[0].int(0).unwrap(), 1);
    assert!(store.verify().await.unwrap().is_clean());
}

async fn a_panic_is_rolled_back_and_the_writer_goes_on(desk: Desk) {
    let store = desk.open().await;
    let answer: Result<(), JournalError> = store
        .write(|tx| {
            write_one(
                tx,
                draft(Kind::Create, "ann", "x", None, json!({"data": {}})),
            )?;
            panic!("a fault in the program")
        })
        .await;
    assert!(matches!(answer, Err(JournalError::Panicked)));
    create(&store, "y", json!({})).await;
    let report = store.verify().await.unwrap();
    assert!(report.is_clean());
    assert_eq!(report.entries, 1);
}

async fn parameters_are_bound_by_number_whatever_their_order(desk: Desk) {
    let store = desk.open().await;
    let rows = store
        .read(
            "select cast($2 as text), cast($1 as text), cast($2 as text)",
            vec!["one".into(), "two".into()],
        )
        .await
        .unwrap();
    assert_eq!(rows[0].text(0).unwrap(), "two");
    assert_eq!(rows[0].text(1).unwrap(), "one");
    assert_eq!(rows[0].text(2).unwrap(), "two");
}

async fn texts_are_kept_in_one_normal_form_and_without_nul(desk: Desk) {
    let store = desk.open().await;
    create(&store, "a", json!({"name": "e\u{301}"})).await;
    assert_eq!(read(&store, "a").await.data["name"], "\u{e9}");
    let answer = store
        .write(|tx| {
            write_one(
                tx,
                draft(Kind::Create, "ann", "b", None, json!({"data": {"n": "\0"}})),
            )
        })
        .await;
    assert!(matches!(answer, Err(JournalError::Nul)));
    let answer = store
        .read("select cast($1 as text)", vec![Value::from("\0")])
        .await;
    assert!(answer.is_err());
}

async fn a_second_process_cannot_fork_the_chain(desk: Desk) {
    let one = desk.open().await;
    let other = desk.open().await;
    assert_eq!(one.node(), other.node());
    let both = (0..40).map(|number| {
        let store = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        tokio::spawn(async move {
            create(&store, &format!("r{number}"), json!({"n": number})).await;
        })
    });
    for task in both.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    let report = one.verify().await.unwrap();
    assert!(report.is_clean(), "{report:?}");
    assert_eq!(report.entries, 40);
}

async fn a_newer_schema_is_refused(desk: Desk) {
    let store = desk.open().await;
    store
        .write(|tx| {
            tx.execute(
                "insert into migration (room, number, name, sha256, sql, applied) values ('journal', 99, 'x', 'x', 'x', 0)",
                &[],
            )
        })
        .await
        .map_err(|error: JournalError| error)
        .unwrap();
    drop(store);
    let again = Store::open(&desk.url, tenant(), desk.clock.clone()).await;
    assert!(matches!(
        again,
        Err(JournalError::NewerSchema { number: 99, .. })
    ));
}

async fn a_stream_gives_every_row_once(desk: Desk) {
    let store = desk.open().await;
    store
        .write(|tx| {
            tx.execute_many(
                "insert into index_number (record, field, value) values (1, 1, $1)",
                &mut (0..3_000_i32).map(|n| vec![Value::Real(f64::from(n))]),
            )
        })
        .await
        .map_err(|error: JournalError| error)
        .unwrap();
    let mut rows = store.stream("select value from index_number order by 1", vec![]);
    let mut count = 0_u32;
    while let Some(row) = rows.next().await {
        assert!((row.unwrap().real(0).unwrap() - f64::from(count)).abs() < 0.5);
        count += 1;
    }
    assert_eq!(count, 3_000);
}

async fn reopening_goes_on_with_the_same_node_and_chain(desk: Desk) {
    let store = desk.open().await;
    let node = store.node().clone();
    create(&store, "a", json!({})).await;
    drop(store);
    desk.clock.set(1_000);
    let store = desk.open().await;
    assert_eq!(store.node(), &node);
    create(&store, "b", json!({})).await;
    let (first, second) = (read(&store, "a").await.hlc, read(&store, "b").await.hlc);
    assert!(
        second > first,
        "a clock that stepped back does not turn time"
    );
    assert!(store.verify().await.unwrap().is_clean());
}
