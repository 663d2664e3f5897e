//! Every refusal: budget, agreement, second person, attack.

use releases::{Method, RELEASES, gates};
use serde_json::json;
use synthesis::{Table, attack, reader};

use crate::desk::{Desk, object, person, recipe};

const ANONYMOUS: &str = r#"
register = "cases"
method = "k_anonymity"
k = 10
states = ["accepted"]
[[column]]
name = "country"
values = ["AFG", "NPL", "UKR"]
[[column]]
name = "age"
values = ["child", "adult"]
"#;

fn reasons(made: &releases::Made) -> Vec<&str> {
    made.refusals
        .iter()
        .map(|refusal| refusal.code.as_str())
        .collect()
}

#[tokio::test]
async fn a_release_goes_through_two_people_and_what_is_published_stays_spent() {
    for desk in Desk::all().await {
        let desk = desk.ready(1.2).await;
        let (mia, ada) = (
            person("mia", "release_approver"),
            person("ada", "release_approver"),
        );
        let first = desk.release(&recipe(1.0)).await.unwrap();
        let second = desk.release(&recipe(1.0)).await.unwrap();
        assert!(reasons(&first).is_empty(), "{:?}", first.refusals);
        // Nothing is approved yet: there is room for each of them alone.
        assert!(reasons(&second).is_empty(), "{:?}", second.refusals);
        assert_eq!(
            desk.step(&mia, RELEASES, &first.record, "approve").await,
            ["second_person"]
        );
        assert!(
            desk.step(&ada, RELEASES, &first.record, "approve")
                .await
                .is_empty()
        );
        // The budget holds one of the two.
        assert_eq!(
            desk.step(&ada, RELEASES, &second.record, "approve").await,
            ["budget"]
        );
        assert!(
            desk.step(&ada, RELEASES, &first.record, "publish")
                .await
                .is_empty()
        );
        assert!(
            desk.step(&ada, RELEASES, &first.record, "withdraw")
                .await
                .is_empty()
        );
        let third = desk.release(&recipe(1.0)).await.unwrap();
        assert_eq!(
            reasons(&third),
            ["budget"],
            "what was out once is known for ever"
        );
        assert_eq!(desk.data(&third.record).await.get("file"), None);
        // A smaller one fits into what is left.
        let small = desk.release(&recipe(0.2)).await.unwrap();
        assert!(!reasons(&small).contains(&"budget"), "{:?}", small.refusals);
    }
}

#[tokio::test]
async fn without_a_budget_in_force_nothing_is_released() {
    let desk = Desk::sqlite().await;
    desk.agreement("alpha", None).await;
    desk.cases("alpha", 100).await;
    assert_eq!(
        reasons(&desk.release(&recipe(1.0)).await.unwrap()),
        ["budget"]
    );
    // Whoever proposes a budget does not agree to it.
    let mia = person("mia", "release_approver");
    let data = object(json!({"register": "cases", "epsilon": 3.0, "delta": 1e-6, "why": "a test"}));
    let id = desk
        .registers
        .register("disclosure_budgets")
        .unwrap()
        .id_for_data(&data)
        .unwrap();
    let create = registers::Act::Create {
        data,
        owner: Some("/test".to_owned()),
    };
    desk.change(&mia, "disclosure_budgets", &id, create)
        .await
        .unwrap();
    assert_eq!(
        desk.step(&mia, "disclosure_budgets", &id, "agree").await,
        ["second_person"]
    );
    assert_eq!(
        reasons(&desk.release(&recipe(1.0)).await.unwrap()),
        ["budget"]
    );
}

#[tokio::test]
async fn every_contributor_needs_an_agreement_that_covers_the_release() {
    for desk in Desk::all().await {
        let desk = desk.ready(5.0).await;
        let ada = person("ada", "release_approver");
        // A release over the agreed epsilon.
        assert_eq!(
            reasons(&desk.release(&recipe(3.0)).await.unwrap()),
            ["agreement"]
        );
        let good = desk.release(&recipe(1.0)).await.unwrap();
        assert!(reasons(&good).is_empty(), "{:?}", good.refusals);
        // Somebody else's records are among them.
        desk.cases("beta", 60).await;
        let refused = desk.release(&recipe(1.0)).await.unwrap();
        assert_eq!(reasons(&refused), ["agreement"]);
        assert!(refused.refusals[0].reason.starts_with("beta: no agreement"));
        desk.agreement("beta", Some("2026-11-01")).await;
        let ended = desk.release(&recipe(1.0)).await.unwrap();
        assert!(ended.refusals[0].reason.contains("has ended"));
        // An agreement that ends between the check and the approval ends the release.
        let alpha = desk
            .registers
            .register("sharing_agreements")
            .unwrap()
            .id_for_key(&["alpha-1"]);
        assert!(
            desk.step(&ada, "sharing_agreements", &alpha, "end")
                .await
                .is_empty()
        );
        assert_eq!(
            desk.step(&ada, RELEASES, &good.record, "approve").await,
            ["agreement"]
        );
    }
}

#[tokio::test]
async fn k_anonymous_files_are_published_only_as_often_as_the_budget_says() {
    let desk = Desk::sqlite().await.ready(1.0).await;
    assert_eq!(reasons(&desk.release(ANONYMOUS).await.unwrap()), ["budget"]);
    desk.put(
        "disclosure_budgets",
        json!({"register": "cases", "anonymous_files": 1}),
    )
    .await;
    let made = desk.release(ANONYMOUS).await.unwrap();
    assert!(reasons(&made).is_empty(), "{:?}", made.refusals);
    let ada = person("ada", "release_approver");
    for step in ["approve", "publish"] {
        assert!(
            desk.step(&ada, RELEASES, &made.record, step)
                .await
                .is_empty()
        );
    }
    assert_eq!(reasons(&desk.release(ANONYMOUS).await.unwrap()), ["budget"]);
}

#[tokio::test]
async fn what_has_not_passed_its_tests_is_not_taken_further() {
    let desk = Desk::sqlite().await.ready(2.0).await;
    let forged = object(json!({
        "release_id": "forged", "register": "cases", "purpose": "none", "method": "synthesis",
        "recipe": recipe(0.1), "rho": 0.0001, "maker": "mia", "made_on": "2026-11-20",
    }));
    let id = desk.put(RELEASES, json!(forged)).await;
    let ada = person("ada", "release_approver");
    assert_eq!(
        desk.step(&ada, RELEASES, &id, "check").await,
        ["not_passed"]
    );
}

/// People of six independent columns: most stand alone.
fn people(seed: usize) -> Table {
    let mut state = seed as u64;
    let mut text = String::from("a,b,c,d,e,f\n");
    for _ in 0..400 {
        let cells: Vec<String> = (0..6)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                ((state >> 33) % 6 + 1).to_string()
            })
            .collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    let values: Vec<String> = (1..7).map(|value| format!("\"{value}\"")).collect();
    let domain: String = ["a", "b", "c", "d", "e", "f"]
        .map(|name| {
            format!(
                "[[column]]\nname = \"{name}\"\nvalues = [{}]\n",
                values.join(", ")
            )
        })
        .concat();
    let domain = synthesis::domain::Domain::parse(&domain).unwrap();
    reader::read(text.as_bytes(), &domain).unwrap()
}

#[test]
fn a_release_in_which_members_are_recognised_is_refused() {
    let (inside, outside) = (people(1), people(2));
    let quality = |release: &Table| {
        let found = attack::attack(&inside, release, Some(&outside));
        let membership = found.membership.clone().unwrap();
        releases::Quality {
            original: inside.rows(),
            release: release.rows(),
            utility: Vec::new(),
            values_lost: Vec::new(),
            impossible: 0,
            smallest_group: 1,
            trial: releases::Trial {
                people: membership.members,
                auc: Some(membership.auc),
                standard_error: Some(membership.standard_error),
                found_at_one_percent: Some(membership.found_at_one_percent),
            },
            attacks: found,
        }
    };
    // The worst release there is: the records themselves.
    let bad = gates(&quality(&inside), Method::Synthesis, 0);
    let codes: Vec<&str> = bad.iter().map(|refusal| refusal.code.as_str()).collect();
    assert_eq!(codes, ["membership", "membership_few"]);
    // Records of other people altogether tell nothing.
    let mut harmless = quality(&people(3));
    assert!(harmless.trial.auc.unwrap() < 0.6);
    harmless.trial.auc = Some(0.5);
    harmless.trial.found_at_one_percent = Some(0.01);
    assert!(gates(&harmless, Method::Synthesis, 0).is_empty());
    assert_eq!(
        gates(&harmless, Method::KAnonymity, 10)[0].code,
        "not_anonymous"
    );
    harmless.impossible = 1;
    assert_eq!(gates(&harmless, Method::Synthesis, 0)[0].code, "impossible");
}
