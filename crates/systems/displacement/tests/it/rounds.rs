//! A round's life on both databases: checks, findings as records, approval, the next round.

use access::Actor;
use displacement::{checks::Settings, demo, rounds};
use registers::{Act, Change, CommitError, Strictness};
use serde_json::json;
use vocab::RegisterName;

use crate::desk::{Desk, person};

/// Areas and three rounds of the demo country, without their approval.
async fn marula(desk: &Desk) {
    let mut changes = Vec::new();
    for (register, data) in demo::country(2019) {
        let definition = desk.registers.register(register).unwrap();
        changes.push(Change {
            register: RegisterName::parse(register).unwrap(),
            id: definition.id_for_data(&data).unwrap(),
            base: None,
            act: Act::Put {
                data,
                owner: Some("/test".to_owned()),
            },
            note: None,
        });
    }
    for batch in changes.chunks(2_000) {
        let system = Actor::system("test");
        desk.registers
            .commit(&system, batch.to_vec(), Strictness::Strict)
            .await
            .unwrap();
    }
}

async fn check(desk: &Desk, round: &str) -> usize {
    let places = desk.places.tree().await.unwrap();
    let analyst = person("ana", "analyst");
    rounds::check(
        &desk.registers,
        &analyst,
        round,
        &places,
        &Settings::shipped(),
    )
    .await
    .unwrap()
}

/// Codes of the faults that refuse a step.
async fn refused(desk: &Desk, who: &str, step: &str) -> Vec<&'static str> {
    let round = demo::round_id(3);
    let taken = rounds::transition(&desk.registers, &person("who", who), &round, step, None).await;
    match taken {
        Ok(()) => Vec::new(),
        Err(rounds::RoundError::Commit(CommitError::Refused { faults, .. })) => {
            faults.iter().map(|fault| fault.code).collect()
        }
        Err(other) => panic!("{other}"),
    }
}

async fn decide(desk: &Desk, id: vocab::RecordId, name: &str) {
    let change = Change {
        register: RegisterName::parse("quality_findings").unwrap(),
        id,
        base: None,
        act: Act::Transition {
            name: name.to_owned(),
            reason: Some("seen on the spot".to_owned()),
        },
        note: None,
    };
    desk.registers
        .commit(&person("ana", "analyst"), vec![change], Strictness::Strict)
        .await
        .unwrap();
}

/// Findings of the third round in a state, with their check and severity.
async fn findings(desk: &Desk, state: &str) -> Vec<(vocab::RecordId, String, String)> {
    let mut scan = desk
        .registers
        .scan("quality_findings", Some(&demo::round_id(3)))
        .unwrap();
    let mut found = Vec::new();
    while let Some(record) = scan.next().await {
        let record = record.unwrap();
        if record.state == state {
            let text = |field: &str| record.data[field].as_str().unwrap().to_owned();
            found.push((record.id.clone(), text("check"), text("severity")));
        }
    }
    found
}

async fn a_round_is_approved_when_its_errors_are_settled(desk: Desk) {
    marula(&desk).await;
    let round = demo::round_id(3);
    assert_eq!(refused(&desk, "analyst", "approve").await, ["wrong_state"]);
    for step in ["start", "check"] {
        assert!(refused(&desk, "analyst", step).await.is_empty(), "{step}");
    }
    assert!(check(&desk, &round).await > 5);
    let open = findings(&desk, "open").await;
    // The faults put in on purpose, each by the check that is there for it.
    for wanted in [
        "sex_sum",
        "outlier",
        "point_outside",
        "unit_slip",
        "date_outside_round",
        "pcode_unknown",
        "closed_populated",
        "change",
    ] {
        assert!(
            open.iter().any(|(_, check, _)| check == wanted),
            "{wanted} among {:?}",
            open.iter().map(|(_, check, _)| check).collect::<Vec<_>>()
        );
    }
    assert_eq!(
        refused(&desk, "enumerator", "approve").await,
        ["not_allowed"]
    );
    assert_eq!(
        refused(&desk, "analyst", "approve").await,
        ["open_findings"]
    );

    // One is mended where it came from: the next check finds it no more.
    let (mended, _, _) = open
        .iter()
        .find(|(_, check, _)| check == "closed_populated")
        .unwrap();
    let of = desk
        .registers
        .get(&person("ana", "analyst"), "quality_findings", mended, None)
        .await
        .unwrap();
    let record = vocab::RecordId::parse(of.data["record"].as_str().unwrap()).unwrap();
    let patch = Change {
        register: RegisterName::parse("area_assessments").unwrap(),
        id: record,
        base: None,
        act: Act::Patch {
            set: json!({"presence": "present"}).as_object().unwrap().clone(),
        },
        note: Some("the place is open".to_owned()),
    };
    desk.registers
        .commit(&person("ana", "analyst"), vec![patch], Strictness::Strict)
        .await
        .unwrap();
    check(&desk, &round).await;
    let fixed = findings(&desk, "fixed").await;
    assert_eq!(fixed.len(), 1);
    assert_eq!(fixed[0].0, *mended);

    // The others are accepted with a reason; warnings may stay open.
    for (id, _, severity) in findings(&desk, "open").await {
        if severity == "error" {
            decide(&desk, id, "accept").await;
        }
    }
    let accepted = findings(&desk, "accepted").await;
    check(&desk, &round).await;
    assert_eq!(
        findings(&desk, "accepted").await,
        accepted,
        "what was accepted stays so while the value stands"
    );
    // A decision taken back holds the approval again, whoever asks and by which way.
    decide(&desk, accepted[0].0.clone(), "reopen").await;
    assert_eq!(
        refused(&desk, "coordinator", "approve").await,
        ["open_findings"]
    );
    decide(&desk, accepted[0].0.clone(), "accept").await;
    assert!(refused(&desk, "analyst", "approve").await.is_empty());
    assert_eq!(refused(&desk, "analyst", "approve").await, ["wrong_state"]);
}

async fn two_rounds_are_compared_over_the_places_of_both(desk: Desk) {
    marula(&desk).await;
    let compared = rounds::comparison(&desk.registers, &demo::round_id(2), &demo::round_id(3))
        .await
        .unwrap();
    assert_eq!(compared.len(), 1);
    let all = &compared[0];
    assert_eq!(
        (all.covered_before, all.covered_now, all.covered_in_both),
        (2_016, 2_016, 2_016)
    );
    let measured = desk
        .measured("idps_present", &demo::round_id(2), None)
        .await;
    #[expect(clippy::cast_precision_loss, reason = "counts of people")]
    let before = all.before_in_both as f64;
    assert_eq!(
        measured,
        [(None, before)],
        "the comparison and the indicator agree"
    );
    // Levels hold the same people: each adds up to the country.
    let total: f64 = measured[0].1;
    for level in 0..=2 {
        let parts = desk
            .measured("idps_present", &demo::round_id(2), Some(level))
            .await;
        let sum: f64 = parts.iter().map(|(_, value)| value).sum();
        assert!((sum - total).abs() < 0.5, "level {level}");
        assert_eq!(parts.len(), [1, 8, 48][usize::from(level)]);
    }
}

/// An event between the second and the third round that moved people from one province to another.
fn event(code: &str, people: i64, day: &str, state_of: Option<&str>) -> Vec<Change> {
    let register = RegisterName::parse("displacement_events").unwrap();
    let id = vocab::RecordId::parse(code).unwrap();
    let data = json!({
        "operation": "xmr-marula", "country": demo::COUNTRY, "occurred_on": day, "cause": "conflict",
        "from_code": "XM01", "to_code": "XM02", "to_name": "Tarin", "individuals": people, "event_source": "authority",
    });
    let mut changes = vec![Change {
        register: register.clone(),
        id: id.clone(),
        base: None,
        act: Act::Put {
            data: data.as_object().unwrap().clone(),
            owner: Some("/test".to_owned()),
        },
        note: None,
    }];
    changes.extend(state_of.map(|name| Change {
        register,
        id,
        base: None,
        act: Act::Transition {
            name: name.to_owned(),
            reason: Some("told twice".to_owned()),
        },
        note: None,
    }));
    changes
}

async fn a_change_is_held_against_the_events_of_emergency_tracking(desk: Desk) {
    marula(&desk).await;
    let round = demo::round_id(3);
    let told = async || -> Vec<String> {
        check(&desk, &round).await;
        let mut scan = desk
            .registers
            .scan("quality_findings", Some(&round))
            .unwrap();
        let mut found = Vec::new();
        while let Some(record) = scan.next().await {
            let record = record.unwrap();
            if record.data["check"] == "arrivals_differ" && record.state == "open" {
                let text = |field: &str| record.data[field].as_str().unwrap().to_owned();
                found.push(format!("{} {}", text("area_code"), text("value")));
            }
        }
        found.sort();
        found
    };
    let commit = async |changes: Vec<Change>| {
        desk.registers
            .commit(&Actor::system("test"), changes, Strictness::Strict)
            .await
            .unwrap();
    };
    assert_eq!(told().await, Vec::<String>::new(), "no event, no statement");
    let many = 1_000_000;
    commit(event("e1", many, "2026-08-01", None)).await;
    // Before the round before, after this one, and taken back: no part of the movement between the two.
    commit(event("e2", many, "2026-01-01", None)).await;
    commit(event("e3", many, "2027-01-01", None)).await;
    commit(event("e4", many, "2026-08-01", Some("reject"))).await;
    let found = told().await;
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].starts_with("XM01 ") && found[0].ends_with("against -1000000"),
        "{found:?}"
    );
    assert!(
        found[1].starts_with("XM02 ") && found[1].ends_with("against 1000000"),
        "{found:?}"
    );
}

macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(super::Desk::sqlite().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                if let Some(desk) = super::Desk::postgres().await {
                    super::$name(desk).await;
                }
            })+
        }
    };
}

on_both!(
    a_round_is_approved_when_its_errors_are_settled,
    two_rounds_are_compared_over_the_places_of_both,
    a_change_is_held_against_the_events_of_emergency_tracking,
);
