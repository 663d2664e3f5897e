//! Tables that are published by several dimensions and with the sexes.

use std::collections::BTreeMap;

use disclosure::{Group, recoverable};
use measures::{Ask, Cell, MeasureError, TableAsk};
use registers::Change;
use serde_json::json;

use crate::desk::{Desk, area, erase, place, public, put, step, total};

crate::on_both!(
    only_a_published_round_has_a_table,
    nothing_small_follows_from_a_table_and_what_is_published_beside_it,
    kinds_of_assessment_are_told_apart_and_hide_alike,
);

fn ask() -> TableAsk {
    TableAsk {
        indicator: "people".to_owned(),
        partition: "r1".to_owned(),
        kind: "method".to_owned(),
        margin: "cause".to_owned(),
        by: vec!["origin".to_owned()],
        parts: vec!["#affected+f+ind".to_owned(), "#affected+m+ind".to_owned()],
        deepest: 2,
    }
}

fn approved() -> Vec<Change> {
    vec![
        put("rounds", "r1", json!({"round": "r1"})),
        step("rounds", "r1", "approve"),
    ]
}

async fn only_a_published_round_has_a_table(desk: Desk) {
    desk.commit(vec![
        area("XM01A", "r1", 100, json!({})),
        put("rounds", "r1", json!({"round": "r1"})),
    ])
    .await;
    let refused = desk.measures.published_table(&ask()).await;
    assert!(matches!(refused, Err(MeasureError::NotPublished(_))));
    desk.commit(vec![step("rounds", "r1", "approve")]).await;
    let table = desk.measures.published_table(&ask()).await.unwrap();
    assert_eq!(table.rows.len(), 6, "three levels, as a whole and by cause");
    desk.commit(vec![step("rounds", "r1", "reopen")]).await;
    assert!(desk.measures.published_table(&ask()).await.is_err());
    let sexes = TableAsk {
        by: vec!["sex".to_owned()],
        ..ask()
    };
    desk.commit(vec![step("rounds", "r1", "approve")]).await;
    let refused = desk.measures.published_table(&sexes).await;
    assert!(
        matches!(refused, Err(MeasureError::UnknownDimension { .. })),
        "a breakdown is no field"
    );
}

/// Level, area, cause, origin, sex; none where all of them are meant.
type Key = (
    Option<u8>,
    String,
    Option<String>,
    Option<String>,
    Option<usize>,
);

/// One place: district, cause, origin, women, men.
type Raw = (String, String, String, u32, u32);

/// Everything that is published, the truth computed from the places, and the sums between them.
async fn leaks(desk: &Desk, raw: &[Raw]) -> (Vec<String>, usize) {
    let mut truth: BTreeMap<Key, f64> = BTreeMap::new();
    for (district, cause, origin, women, men) in raw {
        for (level, area) in areas(district) {
            let figures = [(None, women + men), (Some(0), *women), (Some(1), *men)];
            for (cause, origin) in [
                (None, None),
                (Some(cause.clone()), None),
                (Some(cause.clone()), Some(origin.clone())),
            ] {
                for (sex, figure) in &figures {
                    // The sexes are published in the finest rows only.
                    if sex.is_none() || origin.is_some() {
                        let key = (level, area.clone(), cause.clone(), origin.clone(), *sex);
                        *truth.entry(key).or_default() += f64::from(*figure);
                    }
                }
            }
        }
    }
    let mut shown: BTreeMap<Key, f64> = BTreeMap::new();
    let mut show = |key: Key, cell: Cell| {
        if let Cell::Value(value) = cell {
            assert_eq!(truth.get(&key), Some(&value), "{key:?}");
            shown.insert(key, value);
        }
    };
    let table = desk.measures.published_table(&ask()).await.unwrap();
    for row in &table.rows {
        let by = |at: usize| row.by.as_ref().map(|by| by[at].clone());
        let key = |sex| (Some(row.level), row.place.clone(), by(0), by(1), sex);
        show(key(None), row.value);
        if row.by.is_some() {
            show(key(Some(0)), row.parts[0]);
            show(key(Some(1)), row.parts[1]);
        }
    }
    for by in [Vec::new(), vec!["cause".to_owned()]] {
        for level in [None, Some(0), Some(1), Some(2)] {
            let by = by.clone();
            let ask = Ask {
                level,
                by,
                ..total("r1")
            };
            let found = desk.measures.observe(&public(ask)).await.unwrap();
            for row in &found.rows {
                let place = row.place.clone().unwrap_or_default();
                show(
                    (level, place, row.by.get("cause").cloned(), None, None),
                    row.value,
                );
            }
        }
    }
    let keys: Vec<&Key> = truth.keys().collect();
    let at: BTreeMap<&Key, usize> = keys.iter().copied().zip(0..).collect();
    let mut sums: BTreeMap<(usize, u8), Vec<usize>> = BTreeMap::new();
    for (index, (level, area, cause, origin, sex)) in keys.iter().enumerate() {
        let above = match level {
            None => None,
            Some(0) => Some((None, String::new())),
            Some(level) => Some((
                Some(level - 1),
                area[..[2, 4][usize::from(level - 1)]].to_owned(),
            )),
        };
        let mut totals: Vec<(Key, u8)> = Vec::new();
        totals.extend(
            above.map(|(level, area)| ((level, area, cause.clone(), origin.clone(), *sex), 0)),
        );
        if sex.is_some() {
            totals.push((
                (*level, area.clone(), cause.clone(), origin.clone(), None),
                1,
            ));
        } else if origin.is_some() {
            totals.push(((*level, area.clone(), cause.clone(), None, None), 2));
        } else if cause.is_some() {
            totals.push(((*level, area.clone(), None, None, None), 3));
        }
        for (total, direction) in totals {
            sums.entry((at[&total], direction)).or_default().push(index);
        }
    }
    let groups: Vec<Group> = sums
        .into_iter()
        .map(|((total, _), members)| Group {
            total: Some(total),
            members,
        })
        .collect();
    let hidden: Vec<bool> = keys.iter().map(|key| !shown.contains_key(*key)).collect();
    let small = |key: &Key| (1.0..10.0).contains(&truth[key]);
    let mut leaks: Vec<String> = recoverable(&hidden, &groups)
        .into_iter()
        .filter(|cell| small(keys[*cell]))
        .map(|cell| format!("{:?} can be computed", keys[cell]))
        .collect();
    leaks.extend(
        keys.iter()
            .filter(|key| small(key) && shown.contains_key(**key))
            .map(|key| format!("{key:?} is shown")),
    );
    (leaks, shown.len())
}

/// The areas of a district, by level.
fn areas(district: &str) -> Vec<(Option<u8>, String)> {
    let area = |end: usize| district[..end].to_owned();
    vec![
        (None, String::new()),
        (Some(0), area(2)),
        (Some(1), area(4)),
        (Some(2), area(5)),
    ]
}

/// The code of a place in a district.
fn spot(district: &str, cause: &str) -> String {
    format!("{district}{}", cause[..1].to_uppercase())
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % bound).unwrap()
    }
}

async fn nothing_small_follows_from_a_table_and_what_is_published_beside_it(desk: Desk) {
    let mut changes = approved();
    for province in ["XM01", "XM02"] {
        for district in ["A", "B"].map(|district| format!("{province}{district}")) {
            changes
                .extend(["war", "flood"].map(|cause| place(&spot(&district, cause), 3, &district)));
        }
    }
    desk.commit(changes).await;
    // Two countries' districts: of one the register of places knows all, of the other only the records know.
    for country in ["XM", "YN"] {
        let mut seen = 0;
        for seed in 0..2 {
            let mut dice = Dice(seed);
            let mut raw: Vec<Raw> = Vec::new();
            for province in ["01", "02"] {
                for district in ["A", "B"] {
                    for cause in ["war", "flood"] {
                        let mut figure = || [0, 3, 8, 40, 900][dice.below(5)];
                        let (women, men) = (figure(), figure());
                        let origin = ["P", "Q"][dice.below(2)];
                        raw.push((
                            format!("{country}{province}{district}"),
                            cause.to_owned(),
                            origin.to_owned(),
                            women,
                            men,
                        ));
                    }
                }
            }
            let mut changes = Vec::new();
            for (district, cause, origin, women, men) in &raw {
                let mut more =
                    json!({"cause": cause, "origin": origin, "women": women, "men": men});
                if country != "XM" {
                    more["country"] = json!(country);
                    more["province"] = json!(district[..4]);
                    more["district"] = json!(district);
                }
                changes.push(area(&spot(district, cause), "r1", women + men, more));
            }
            desk.commit(changes).await;
            let (leaks, shown) = leaks(&desk, &raw).await;
            assert_eq!(leaks, [""; 0], "{country}, seed {seed}");
            seen += shown;
        }
        assert!(seen > 20, "{country}: something is published: {seen}");
        let gone = ["01", "02"].iter().flat_map(|province| {
            ["A", "B"].iter().flat_map(move |district| {
                ["war", "flood"].map(|cause| {
                    let spot = spot(&format!("{country}{province}{district}"), cause);
                    erase(&format!("{spot}-r1"))
                })
            })
        });
        desk.commit(gone.collect()).await;
    }
}

async fn kinds_of_assessment_are_told_apart_and_hide_alike(desk: Desk) {
    let mut changes = approved();
    changes.push(place("XM01C", 2, "XM01"));
    for (district, base, site) in [("XM01A", 4, 4), ("XM01B", 60, 500), ("XM01C", 300, 70)] {
        let spot = format!("{district}S");
        changes.push(place(&spot, 3, district));
        changes.push(area(
            district,
            "r1",
            base,
            json!({"method": "base", "cause": "war"}),
        ));
        changes.push(area(
            &spot,
            "r1",
            site,
            json!({"method": "site", "cause": "war"}),
        ));
    }
    desk.commit(changes).await;
    let ask = TableAsk {
        indicator: "people_of_kinds".to_owned(),
        by: Vec::new(),
        parts: Vec::new(),
        ..ask()
    };
    let table = desk.measures.published_table(&ask).await.unwrap();
    let of = |kind: &str| -> Vec<Cell> {
        let rows = table.rows.iter();
        rows.filter(|row| row.kind == kind && row.level > 0 && row.by.is_none())
            .map(|row| row.value)
            .collect()
    };
    let (hidden, value) = (Cell::Suppressed, Cell::Value);
    // The province, then its districts.
    assert_eq!(of("base"), [value(364.0), hidden, hidden, value(300.0)]);
    // Alone, the site assessment would hide its smallest two: the third district would then be told by the base.
    assert_eq!(of("site"), [value(574.0), hidden, hidden, value(70.0)]);
}
