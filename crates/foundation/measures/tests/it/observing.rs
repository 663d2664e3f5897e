//! What is added, and what is not.

use access::Scope;
use measures::{Ask, Cell};
use registers::{Act, Change};
use serde_json::{Value as Json, json};
use vocab::PCode;

use crate::desk::{Desk, area, part, place, step, total};

crate::on_both!(
    figures_roll_up_to_every_level,
    rounds_stand_side_by_side,
    admin_levels_are_not_added,
    figures_are_of_the_units_that_may_be_seen,
    kinds_of_assessment_are_not_added,
    figures_are_told_apart_by_what_was_asked,
    what_cannot_be_answered_says_why,
    a_commit_makes_the_answer_new,
    a_place_that_moves_takes_its_figures_along,
    a_lost_folder_is_made_again,
);

async fn figures_roll_up_to_every_level(desk: Desk) {
    desk.commit(vec![
        area("XM01A", "r1", 100, json!({"cause": "flood"})),
        area("XM01B", "r1", 20, json!({"cause": "war"})),
        area("XM02A", "r1", 3, json!({"cause": "war"})),
        area("XM02B", "r1", Json::Null, json!({})),
        area("ZZ99", "r1", 7, json!({})),
    ])
    .await;
    let at = async |level: u8| {
        desk.ask(Ask {
            level: Some(level),
            ..total("r1")
        })
        .await
    };
    assert_eq!(desk.ask(total("r1")).await, ["- 130"]);
    assert_eq!(at(0).await, ["- 7", "XM 123"]);
    assert_eq!(at(1).await, ["- 7", "XM01 120", "XM02 3"]);
    assert_eq!(
        at(2).await,
        ["- 7", "XM01A 100", "XM01B 20", "XM02A 3", "XM02B unknown"]
    );
    let below = Ask {
        level: Some(2),
        under: Some(PCode::parse("XM02").unwrap()),
        ..total("r1")
    };
    assert_eq!(desk.ask(below.clone()).await, ["XM02A 3", "XM02B unknown"]);
    // Unknown is not zero, and is said.
    let found = desk
        .measures
        .observe(&Ask {
            level: Some(1),
            ..below
        })
        .await
        .unwrap();
    let row = &found.rows[0];
    assert_eq!(
        (row.value, row.records, row.unknown),
        (Cell::Value(3.0), 2, 1)
    );
    assert_eq!(desk.ask(Ask::of("causes")).await, ["- 2"]);
    assert_eq!(desk.ask(Ask::of("floods")).await, ["- 1"]);
}

async fn rounds_stand_side_by_side(desk: Desk) {
    desk.commit(vec![
        area("XM01A", "r1", 100, json!({})),
        area("XM01A", "r2", 90, json!({})),
    ])
    .await;
    let found = desk.measures.observe(&Ask::of("people")).await.unwrap();
    let rounds: Vec<(&str, Cell)> = found
        .rows
        .iter()
        .map(|row| (row.partition.as_str(), row.value))
        .collect();
    assert_eq!(
        rounds,
        [("r1", Cell::Value(100.0)), ("r2", Cell::Value(90.0))]
    );
    assert_eq!(desk.ask(total("r2")).await, ["- 90"]);
    assert!(desk.ask(total("r3")).await.is_empty());
}

async fn admin_levels_are_not_added(desk: Desk) {
    desk.commit(vec![
        area("XM", "r1", 30, json!({"level": "0"})),
        area("XM01", "r1", 30, json!({"level": "1"})),
        area("XM01A", "r1", 10, json!({"level": "2"})),
        area("XM01B", "r1", 20, json!({"level": "2"})),
    ])
    .await;
    for level in [None, Some(0)] {
        let found = desk
            .measures
            .observe(&Ask {
                level,
                ..total("r1")
            })
            .await
            .unwrap();
        assert_eq!(found.rows.len(), 1);
        assert_eq!(
            found.rows[0].value,
            Cell::Value(30.0),
            "people are counted once"
        );
        assert!(
            found.notes[0].contains("only 2 is counted"),
            "{:?}",
            found.notes
        );
    }
}

async fn figures_are_of_the_units_that_may_be_seen(desk: Desk) {
    let owned = |unit: &str, change: Change| match change.act {
        Act::Put { data, .. } => Change {
            act: Act::Put {
                data,
                owner: Some(unit.to_owned()),
            },
            ..change
        },
        _ => change,
    };
    let parts = |f: u32| json!({"cause": "war", "parts": [part("sex", "f", f)]});
    desk.commit(vec![
        owned("/demo/north", area("XM01A", "r1", 100, parts(60))),
        owned("/demo/north/hill", area("XM01B", "r1", 20, parts(8))),
        owned("/demo/northwest", area("XM02A", "r1", 3, parts(1))),
    ])
    .await;
    let within = |units: &[&str]| Ask {
        within: Scope::Subtrees(units.iter().map(|unit| (*unit).to_owned()).collect()),
        ..total("r1")
    };
    let by_sex = |ask: Ask| Ask {
        by: vec!["sex".to_owned()],
        ..ask
    };
    assert_eq!(desk.ask(total("r1")).await, ["- 123"]);
    assert_eq!(desk.ask(within(&["/"])).await, ["- 123"]);
    // Northwest does not lie below north.
    assert_eq!(desk.ask(within(&["/demo/north"])).await, ["- 120"]);
    assert_eq!(
        desk.ask(within(&["/demo/northwest", "/demo/north/hill"]))
            .await,
        ["- 23"]
    );
    assert_eq!(desk.ask(by_sex(within(&["/demo/north"]))).await, ["- f 68"]);
    for nothing in [
        within(&[]),
        within(&["/demo/south"]),
        within(&["/demo/nor"]),
    ] {
        assert!(desk.ask(nothing.clone()).await.is_empty());
        assert!(desk.ask(by_sex(nothing)).await.is_empty());
    }
}

async fn kinds_of_assessment_are_not_added(desk: Desk) {
    desk.commit(vec![
        area("XM01A", "r1", 10, json!({"method": "baseline"})),
        area("XM01B", "r1", 20, json!({"method": "site"})),
        area("XM01B", "r2", 20, json!({"method": "site"})),
    ])
    .await;
    let refusal = desk.refusal(total("r1")).await;
    assert!(refusal.contains("baseline, site"), "{refusal}");
    assert!(desk.measures.observe(&Ask::of("people")).await.is_err());
    assert_eq!(desk.ask(total("r2")).await, ["- 20"]);
    let apart = Ask {
        by: vec!["method".to_owned()],
        ..total("r1")
    };
    assert_eq!(desk.ask(apart).await, ["- baseline 10", "- site 20"]);
    // What was withdrawn is not counted, so it is not in the way either.
    desk.commit(vec![step("areas", "XM01B-r1", "withdraw")])
        .await;
    assert_eq!(desk.ask(total("r1")).await, ["- 10"]);
}

async fn figures_are_told_apart_by_what_was_asked(desk: Desk) {
    let parts = |f: u32, m: u32| {
        json!({"cause": "war", "parts": [
            part("sex", "f", f), part("sex", "m", m), part("age", "0-17", f + m),
            {"dimension": "sex", "category": "f", "unit": "households", "value": 1_000},
        ]})
    };
    desk.commit(vec![
        area("XM01A", "r1", 30, parts(10, 20)),
        area("XM01B", "r1", 7, parts(3, 4)),
        area("XM02A", "r1", 5, json!({"cause": "flood"})),
    ])
    .await;
    let by = async |names: &[&str], level: Option<u8>| {
        let by = names.iter().map(|name| (*name).to_owned()).collect();
        desk.ask(Ask {
            by,
            level,
            ..total("r1")
        })
        .await
    };
    assert_eq!(by(&["cause"], None).await, ["- flood 5", "- war 37"]);
    assert_eq!(by(&["sex"], None).await, ["- f 13", "- m 24"]);
    assert_eq!(
        by(&["sex"], Some(2)).await,
        ["XM01A f 10", "XM01A m 20", "XM01B f 3", "XM01B m 4"]
    );
    assert_eq!(
        by(&["cause", "sex"], Some(1)).await,
        ["XM01 war+f 13", "XM01 war+m 24"]
    );
}

async fn what_cannot_be_answered_says_why(desk: Desk) {
    desk.commit(vec![area("XM01A", "r1", 30, json!({"chief": "Leila"}))])
        .await;
    let by = |names: &[&str]| {
        let by = names.iter().map(|name| (*name).to_owned()).collect();
        Ask { by, ..total("r1") }
    };
    let refusal = desk.refusal(by(&["colour"])).await;
    assert!(
        refusal.contains("colour") && refusal.contains("age, cause, method, origin, sex"),
        "{refusal}"
    );
    let refusal = desk.refusal(by(&["sex", "age"])).await;
    assert!(refusal.contains("one breakdown at a time"), "{refusal}");
    assert!(
        desk.refusal(Ask::of("ghosts"))
            .await
            .contains("no indicator ghosts")
    );
    let refusal = desk.refusal(Ask::of("chiefs")).await;
    assert!(
        refusal.contains("#contact+name") && !refusal.contains("Leila"),
        "{refusal}"
    );
    // And the name of a person never comes into the files of the analysis.
    desk.ask(total("r1")).await;
    let mut files = 0;
    for partition in std::fs::read_dir(desk.folder.join("areas")).unwrap() {
        for file in std::fs::read_dir(partition.unwrap().path()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            assert!(!bytes.windows(5).any(|part| part == b"chief"));
            files += 1;
        }
    }
    assert_eq!(files, 3);
}

async fn a_commit_makes_the_answer_new(desk: Desk) {
    desk.commit(vec![area("XM01A", "r1", 10, json!({}))]).await;
    let first = desk.measures.observe(&total("r1")).await.unwrap();
    let again = desk.measures.observe(&total("r1")).await.unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &again), "nothing changed");
    desk.commit(vec![
        area("XM01A", "r1", 11, json!({})),
        area("XM01B", "r1", 1, json!({})),
    ])
    .await;
    assert_eq!(desk.ask(total("r1")).await, ["- 12"]);
    desk.commit(vec![crate::desk::erase("XM01B-r1")]).await;
    assert_eq!(desk.ask(total("r1")).await, ["- 11"]);
    // A record that goes to another round leaves the one it was in.
    desk.commit(vec![crate::desk::put(
        "areas",
        "XM01A-r1",
        json!({"round": "r2"}),
    )])
    .await;
    assert!(desk.ask(total("r1")).await.is_empty());
    assert_eq!(desk.ask(total("r2")).await, ["- 11"]);
}

async fn a_place_that_moves_takes_its_figures_along(desk: Desk) {
    desk.commit(vec![area("XM01A", "r1", 10, json!({}))]).await;
    let provinces = || Ask {
        level: Some(1),
        ..total("r1")
    };
    assert_eq!(desk.ask(provinces()).await, ["XM01 10"]);
    desk.commit(vec![place("XM01A", 2, "XM02")]).await;
    assert_eq!(desk.ask(provinces()).await, ["XM02 10"]);
}

async fn a_lost_folder_is_made_again(desk: Desk) {
    desk.commit(vec![area("XM01A", "r1", 10, json!({}))]).await;
    assert_eq!(desk.ask(total("r1")).await, ["- 10"]);
    std::fs::remove_dir_all(&desk.folder).unwrap();
    assert_eq!(
        desk.ask(Ask {
            level: Some(0),
            ..total("r1")
        })
        .await,
        ["XM 10"]
    );
    // A kill between the files and their stamp leaves them stale.
    let partition = desk.folder.join("areas/partition=r1");
    std::fs::remove_file(partition.join("stamp")).unwrap();
    std::fs::write(partition.join("records.parquet"), b"PAR1").unwrap();
    assert_eq!(
        desk.ask(Ask {
            level: Some(1),
            ..total("r1")
        })
        .await,
        ["XM01 10"]
    );
}
