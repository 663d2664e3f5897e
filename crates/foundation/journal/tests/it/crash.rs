//! What was acknowledged survives a kill in the middle of many commits.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    sync::Arc,
    time::Duration,
};

use journal::{Store, StoreUrl};
use serde_json::json;
use vocab::TestClock;

use crate::desk::{Desk, create, runtime, tenant};

const CHILD: &str = "WAYMARK_TEST_CRASH_STORE";

/// The child: 1,000 concurrent commits, each acknowledged by a line.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the parent hands the store over this way"
)]
fn child_writes_until_killed() {
    let Ok(url) = std::env::var(CHILD) else {
        return;
    };
    let url: StoreUrl = url.parse().unwrap();
    runtime().block_on(async {
        let clock = Arc::new(TestClock::starting(1_700_000_000_000));
        let store = Store::open(&url, tenant(), clock).await.unwrap();
        let tasks = (0..1_000).map(|number| {
            let store = store.clone();
            tokio::spawn(async move {
                create(&store, &format!("r{number}"), json!({"n": number})).await;
                println!("\nack r{number}");
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        tokio::time::sleep(Duration::from_secs(60)).await;
    });
}

fn kill_and_compare(desk: &Desk, url: &str, acknowledged_before_kill: usize) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "crash::child_writes_until_killed",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(CHILD, url)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acknowledged = Vec::new();
    let note = |line: String, acknowledged: &mut Vec<String>| {
        if let Some(id) = line.strip_prefix("ack ") {
            acknowledged.push(id.to_owned());
        }
    };
    while acknowledged.len() < acknowledged_before_kill {
        let line = lines.next().unwrap().unwrap();
        note(line, &mut acknowledged);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    for line in lines.map_while(Result::ok) {
        note(line, &mut acknowledged);
    }
    runtime().block_on(async {
        let store = desk.open().await;
        let report = store.verify().await.unwrap();
        assert!(report.is_clean(), "{report:?}");
        let rows = store.read("select id from record", vec![]).await.unwrap();
        let kept: std::collections::BTreeSet<String> =
            rows.iter().map(|row| row.text(0).unwrap()).collect();
        for id in &acknowledged {
            assert!(kept.contains(id), "{id} was acknowledged and is gone");
        }
        create(&store, "after", json!({})).await;
        assert!(store.verify().await.unwrap().is_clean());
    });
}

#[test]
fn acknowledged_commits_survive_a_kill_on_sqlite() {
    for acknowledged in [1, 200, 700] {
        let desk = Desk::sqlite();
        let StoreUrl::Sqlite(path) = &desk.url else {
            unreachable!("the desk is on SQLite")
        };
        let url = format!("sqlite:{}", path.display());
        kill_and_compare(&desk, &url, acknowledged);
    }
}

#[test]
fn acknowledged_commits_survive_a_kill_on_postgresql() {
    if let Some(desk) = Desk::postgres() {
        let StoreUrl::Postgres(url) = desk.url.clone() else {
            unreachable!("the desk is on PostgreSQL")
        };
        kill_and_compare(&desk, &url, 300);
    }
}
