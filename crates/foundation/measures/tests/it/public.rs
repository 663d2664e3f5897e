//! What the public sees.

use std::collections::BTreeMap;

use disclosure::{Group, recoverable};
use measures::{Ask, Cell, Observation};
use registers::Change;
use serde_json::json;
use vocab::PCode;

use crate::desk::{Desk, area, erase, part, place, public, put, step, total};

crate::on_both!(
    only_approved_rounds_of_open_indicators_are_published,
    small_numbers_are_hidden_at_every_level,
    nothing_hidden_can_be_computed_from_what_is_shown,
    a_figure_is_shown_or_hidden_alike_whatever_else_is_asked,
);

fn round(name: &str) -> Vec<Change> {
    vec![
        put("rounds", name, json!({"round": name})),
        step("rounds", name, "approve"),
    ]
}

async fn only_approved_rounds_of_open_indicators_are_published(desk: Desk) {
    desk.commit(vec![
        area("XM01A", "r1", 100, json!({})),
        area("XM01A", "r2", 200, json!({})),
        put("rounds", "r1", json!({"round": "r1"})),
        put("rounds", "r2", json!({"round": "r2"})),
    ])
    .await;
    let everything = || public(Ask::of("people"));
    assert!(desk.ask(everything()).await.is_empty());
    desk.commit(vec![step("rounds", "r2", "approve")]).await;
    assert_eq!(desk.ask(everything()).await, ["- 200"]);
    assert!(desk.ask(public(total("r1"))).await.is_empty());
    assert_eq!(
        desk.measures.published_partitions("people").await.unwrap(),
        ["r2"]
    );
    desk.commit(vec![step("rounds", "r2", "reopen")]).await;
    assert!(
        desk.ask(everything()).await.is_empty(),
        "what was taken back is gone"
    );
    for indicator in ["causes", "floods"] {
        let refusal = desk.refusal(public(Ask::of(indicator))).await;
        assert!(refusal.contains("not published"), "{refusal}");
        assert!(desk.measures.published_partitions(indicator).await.is_err());
    }
}

async fn small_numbers_are_hidden_at_every_level(desk: Desk) {
    let mut changes = round("r1");
    changes.extend([
        area("XM01A", "r1", 3, json!({})),
        area("XM01B", "r1", 40, json!({})),
        area("XM02A", "r1", 500, json!({})),
        area("XM02B", "r1", 0, json!({})),
    ]);
    desk.commit(changes).await;
    let at = async |level: u8| {
        desk.ask(public(Ask {
            level: Some(level),
            ..total("r1")
        }))
        .await
    };
    // 43 - 40 would tell the three.
    assert_eq!(
        at(2).await,
        ["XM01A hidden", "XM01B hidden", "XM02A 500", "XM02B 0"]
    );
    assert_eq!(at(1).await, ["XM01 43", "XM02 500"]);
    assert_eq!(desk.ask(public(total("r1"))).await, ["- 543"]);
    let found = desk
        .measures
        .observe(&public(Ask {
            level: Some(2),
            ..total("r1")
        }))
        .await
        .unwrap();
    assert_eq!((found.rows[0].records, found.rows[0].unknown), (0, 0));
    assert!(
        found
            .notes
            .iter()
            .any(|note| note.starts_with("2 figures below 10")),
        "{:?}",
        found.notes
    );
    let below = Ask {
        level: Some(2),
        under: Some(PCode::parse("XM02").unwrap()),
        ..total("r1")
    };
    assert_eq!(desk.ask(public(below)).await, ["XM02A 500", "XM02B 0"]);
    // Those who work with it see all of it.
    assert_eq!(
        desk.ask(Ask {
            level: Some(2),
            ..total("r1")
        })
        .await[0],
        "XM01A 3"
    );
}

type Key = (Option<u8>, Option<String>, Vec<String>);

/// Every figure that the public can ask for one by one, and the true one beside it.
struct Published {
    cells: BTreeMap<Key, (Option<f64>, Cell)>,
}

impl Published {
    async fn of(desk: &Desk, dimensions: &[&str]) -> Self {
        let mut cells = BTreeMap::new();
        for by in std::iter::once(None).chain(dimensions.iter().map(Some)) {
            for level in [None, Some(0), Some(1), Some(2)] {
                let by: Vec<String> = by.iter().map(|name| (**name).to_owned()).collect();
                let ask = Ask {
                    level,
                    by,
                    ..total("r1")
                };
                let key = |row: &Observation| {
                    let by = row.by.iter().map(|(name, value)| format!("{name}={value}"));
                    (level, row.place.clone(), by.collect::<Vec<_>>())
                };
                let truth = desk.measures.observe(&ask).await.unwrap();
                let shown = desk.measures.observe(&public(ask)).await.unwrap();
                let shown: BTreeMap<Key, Cell> =
                    shown.rows.iter().map(|row| (key(row), row.value)).collect();
                for row in &truth.rows {
                    let seen = shown.get(&key(row)).copied().unwrap_or(Cell::Suppressed);
                    cells.insert(key(row), (row.value.value(), seen));
                }
            }
        }
        Self { cells }
    }

    /// What can be computed of what is hidden, and what is shown although it is small.
    fn leaks(&self) -> Vec<String> {
        let keys: Vec<&Key> = self.cells.keys().collect();
        let at: BTreeMap<&Key, usize> = keys
            .iter()
            .enumerate()
            .map(|(at, key)| (*key, at))
            .collect();
        let mut groups: BTreeMap<(usize, bool), Vec<usize>> = BTreeMap::new();
        for (index, (level, place, by)) in keys.iter().enumerate() {
            let above = match level {
                None => None,
                Some(0) => Some((None, None, by.clone())),
                Some(level) => {
                    let place = place.as_ref().unwrap();
                    let parent = place[..[2, 4][usize::from(level - 1)]].to_owned();
                    Some((Some(level - 1), Some(parent), by.clone()))
                }
            };
            if let Some(total) = above.and_then(|key| at.get(&key)) {
                groups.entry((*total, false)).or_default().push(index);
            }
            if !by.is_empty() {
                let total = at[&(*level, place.clone(), Vec::new())];
                // One dimension is one sum; the name of its first value tells which.
                let second = by[0].starts_with("sex");
                groups.entry((total, true)).or_default();
                let key = (total + if second { keys.len() } else { 0 }, true);
                groups.entry(key).or_default().push(index);
            }
        }
        let values: Vec<(Option<f64>, Cell)> = self.cells.values().copied().collect();
        let groups: Vec<Group> = groups
            .into_iter()
            .filter(|(_, members)| !members.is_empty())
            .map(|((total, _), members)| Group {
                total: Some(total % keys.len()),
                members,
            })
            .filter(|group| {
                let sum: f64 = group
                    .members
                    .iter()
                    .filter_map(|part| values[*part].0)
                    .sum();
                Some(sum) == group.total.and_then(|total| values[total].0)
            })
            .collect();
        let hidden: Vec<bool> = values
            .iter()
            .map(|(_, seen)| *seen == Cell::Suppressed)
            .collect();
        let mut leaks: Vec<String> = recoverable(&hidden, &groups)
            .into_iter()
            .map(|cell| format!("{:?} can be computed", keys[cell]))
            .collect();
        for (key, (truth, seen)) in &self.cells {
            let small = truth.is_some_and(|value| value > 0.0 && value < 10.0);
            if small && *seen != Cell::Suppressed {
                leaks.push(format!("{key:?} is shown"));
            }
        }
        leaks
    }

    fn hidden(&self) -> usize {
        self.cells
            .values()
            .filter(|(_, seen)| *seen == Cell::Suppressed)
            .count()
    }
}

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % bound).unwrap()
    }
}

async fn nothing_hidden_can_be_computed_from_what_is_shown(desk: Desk) {
    let mut changes = round("r1");
    let districts: Vec<String> = ["XM01", "XM02", "XM03"]
        .iter()
        .flat_map(|province| ["A", "B", "C"].map(|district| format!("{province}{district}")))
        .collect();
    changes.push(place("XM03", 1, "XM"));
    changes.extend(
        districts
            .iter()
            .map(|district| place(district, 2, &district[..4])),
    );
    desk.commit(changes).await;
    let mut hidden = 0;
    for seed in 0..8 {
        let mut dice = Dice(seed);
        let mut changes = Vec::new();
        for district in &districts {
            // Mostly small, some large, some none; not everywhere is the sex known.
            let mut figure = || [0, 1, 4, 8, 15, 60, 900][dice.below(7) as usize];
            let (f, m) = (figure(), figure());
            let parts = match dice.below(4) {
                0 => json!([]),
                1 => json!([part("sex", "f", f)]),
                _ => json!([part("sex", "f", f), part("sex", "m", m)]),
            };
            let cause = ["war", "flood"][dice.below(2) as usize];
            changes.push(area(
                district,
                "r1",
                f + m,
                json!({"cause": cause, "parts": parts}),
            ));
        }
        desk.commit(changes).await;
        let published = Published::of(&desk, &["cause", "sex"]).await;
        assert_eq!(published.leaks(), [""; 0], "seed {seed}");
        hidden += published.hidden();
    }
    assert!(hidden > 50, "the figures were to be small: {hidden}");
}

async fn a_figure_is_shown_or_hidden_alike_whatever_else_is_asked(desk: Desk) {
    let mut changes = round("r1");
    changes.push(place("XM01C", 2, "XM01"));
    changes.extend([
        // Of fifty people three are known to be women, of the others nothing is known.
        area("XM01A", "r1", 50, json!({"parts": [part("sex", "f", 3)]})),
        area(
            "XM01B",
            "r1",
            700,
            json!({"parts": [part("sex", "f", 300), part("sex", "m", 400)]}),
        ),
        area(
            "XM01C",
            "r1",
            260,
            json!({"parts": [part("sex", "f", 120), part("sex", "m", 140)]}),
        ),
        area(
            "XM02A",
            "r1",
            900,
            json!({"parts": [part("sex", "f", 500), part("sex", "m", 400)]}),
        ),
        area("XM02B", "r1", 80, json!({})),
    ]);
    desk.commit(changes).await;
    let districts = || Ask {
        level: Some(2),
        ..total("r1")
    };
    assert_eq!(
        desk.ask(public(districts())).await,
        [
            "XM01A 50",
            "XM01B 700",
            "XM01C 260",
            "XM02A 900",
            "XM02B 80"
        ]
    );
    let by_sex = desk
        .ask(public(Ask {
            by: vec!["sex".to_owned()],
            ..districts()
        }))
        .await;
    assert_eq!(by_sex[0], "XM01A f hidden");
    assert!(
        by_sex.iter().any(|row| row == "XM02A f 500"),
        "far away all is shown: {by_sex:?}"
    );
    let published = Published::of(&desk, &["sex"]).await;
    assert_eq!(published.leaks(), [""; 0]);
    // What is erased is gone from what is shown, too.
    desk.commit(vec![erase("XM02B-r1")]).await;
    assert_eq!(
        desk.ask(public(districts())).await,
        ["XM01A 50", "XM01B 700", "XM01C 260", "XM02A 900"]
    );
}
