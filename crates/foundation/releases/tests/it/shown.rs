//! What anybody may see of a published release, and what stays inside.

use std::sync::Arc;

use releases::{Method, Published, RELEASES, published};

use crate::desk::{Desk, person, recipe};

async fn out(desk: &Desk, recipe: &str) -> Arc<Published> {
    let made = desk.release(recipe).await.unwrap();
    assert!(made.refusals.is_empty(), "{:?}", made.refusals);
    let ada = person("ada", "release_approver");
    assert!(
        published(&desk.registers, "cases")
            .await
            .unwrap()
            .is_empty()
    );
    for step in ["approve", "publish"] {
        assert!(
            desk.step(&ada, RELEASES, &made.record, step)
                .await
                .is_empty()
        );
    }
    let mut found = published(&desk.registers, "cases").await.unwrap();
    assert_eq!(found.len(), 1);
    found.remove(0)
}

#[tokio::test]
async fn counts_come_with_intervals_that_hold_the_truth_and_only_where_they_were_measured() {
    {
        let desk = Desk::sqlite().await.ready(5.0).await;
        let release = out(&desk, &recipe(2.0)).await;
        assert_eq!(release.method, Method::Synthesis);
        let age = release.column("age").unwrap();
        let lines = release.lines(age, None).unwrap();
        // 150 children and 450 adults; 4 standard deviations are never exceeded in practice.
        for (line, truth) in [(1, 150.0), (2, 450.0)] {
            let count = lines[line].aggregate.expect("far above the noise");
            let spread = (count.high - count.count) / 1.96;
            assert!(
                (count.count - truth).abs() < 6.0 * spread + 1.0,
                "{count:?}"
            );
            assert!(count.low <= count.count && count.count <= count.high);
        }
        // Nobody's age is unknown: such a count is not told apart from nobody.
        assert!(lines[0].aggregate.is_none() || lines[0].aggregate.unwrap().count < 60.0);
        let all: u64 = lines.iter().map(|line| line.records).sum();
        assert_eq!(all, release.table.rows() as u64);
        // Flags of a column with several values are columns of their own.
        assert!(release.column("means:debt").is_some());
        let mut covered = 0;
        for by in 0..release.columns.len() {
            let narrowing = release.narrowing(by);
            covered += narrowing.len();
            for other in 0..release.columns.len() {
                let lines = release.lines(by, Some((other, 1)));
                assert_eq!(lines.is_some(), narrowing.contains(&other), "{by} {other}");
            }
        }
        assert!(covered > 0, "pairs were measured");
        assert!(release.lines(99, None).is_none());
        assert!(release.lines(age, Some((99, 0))).is_none());
    }
}

#[tokio::test]
async fn neither_the_seed_nor_a_confidential_figure_is_in_what_is_published() {
    let desk = Desk::sqlite().await.ready(5.0).await;
    let release = out(&desk, &recipe(1.0)).await;
    let data = desk.data(&release.record).await;
    let sealed = data["sealed_recipe"].as_str().unwrap();
    let mut file = desk
        .registers
        .store()
        .open_attachment(sealed)
        .await
        .unwrap();
    let mut bytes = Vec::new();
    while let Some(piece) = file.next().await {
        bytes.extend(piece.unwrap());
    }
    let full: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let seed = full["seed"].as_u64().unwrap().to_string();
    let everything = format!("{release:?}");
    assert!(!everything.contains(&seed));
    assert!(!everything.contains("records_read") && !everything.contains("sealed"));
    // The sealed recipe makes the very records again.
    let again: synthesis::Recipe = serde_json::from_value(full).unwrap();
    let table = synthesis::again(&again, &mut |_| {}).unwrap();
    assert_eq!(table, release.table);
    // An approver reads the reports, and not the seed.
    let ada = person("ada", "release_approver");
    let seen = desk
        .registers
        .get(&ada, RELEASES, &release.record, None)
        .await
        .unwrap();
    assert!(seen.data.contains_key("attacks"));
    assert!(seen.masked.contains(&"sealed_recipe".to_owned()));
}

#[tokio::test]
async fn a_withdrawn_release_is_shown_no_more() {
    let desk = Desk::sqlite().await.ready(5.0).await;
    let release = out(&desk, &recipe(1.0)).await;
    let ada = person("ada", "release_approver");
    assert!(
        desk.step(&ada, RELEASES, &release.record, "withdraw")
            .await
            .is_empty()
    );
    assert!(
        published(&desk.registers, "cases")
            .await
            .unwrap()
            .is_empty()
    );
}
