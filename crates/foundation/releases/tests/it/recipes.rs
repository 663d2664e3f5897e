//! Recipes and what is read under them.

use proptest::prelude::*;
use releases::{Recipe, ReleaseError};
use serde_json::json;

use crate::desk::{Desk, person, recipe};

fn faults(text: &str) -> String {
    let found = Recipe::parse(text).expect_err("a fault");
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

#[test]
fn every_fault_of_a_recipe_is_told_at_once() {
    let text = recipe(1.0)
        .replace("order = 2", "order = 9")
        .replace("epsilon = 1", "epsilon = 0")
        .replace("states = [\"accepted\"]", "states = []")
        .replace("other = \"other\"", "map = { maid = \"housework\" }");
    let told = faults(&text);
    for part in [
        "order: is 1 to 4",
        "epsilon: ",
        "states: ",
        "work: map turns \"maid\" into \"housework\"",
    ] {
        assert!(told.contains(part), "{part} is not in {told}");
    }
    assert!(faults("register = \"cases\"\nmethod = \"magic\"").starts_with("line 2: "));
    assert!(faults(&recipe(1.0).replace("synthesis", "k_anonymity")).contains("k: "));
}

#[test]
fn countries_are_a_list_of_their_own() {
    let text = recipe(1.0).replace(
        "values = [\"AFG\", \"NPL\", \"UKR\"]",
        "values_of = \"countries\"\nother = \"unknown\"",
    );
    let read = Recipe::parse(&text).unwrap();
    // All countries, one for the rest, one for the empty cell.
    assert_eq!(read.domain.columns[0].values.len(), 249 + 2);
}

proptest! {
    #[test]
    fn no_text_stops_the_reader(text in "\\PC{0,400}") {
        let _ = Recipe::parse(&text);
    }

    #[test]
    fn no_change_of_a_recipe_stops_the_reader(at in 0_usize..700, with in "[\\[\\]=\"a-z0-9 \n.]{0,12}") {
        let mut text = recipe(1.0);
        let at = at.min(text.len());
        text.insert_str(at, &with);
        let _ = Recipe::parse(&text);
    }
}

#[tokio::test]
async fn what_names_a_person_or_is_not_there_is_no_column() {
    let desk = Desk::sqlite().await.ready(2.0).await;
    let text = recipe(1.0)
        .replace("name = \"country\"", "name = \"country\"\nfield = \"name\"")
        .replace("name = \"work\"", "name = \"work\"\nfield = \"trade\"");
    let Err(ReleaseError::Recipe(found)) = desk.release(&text).await else {
        panic!("the recipe was taken");
    };
    assert_eq!(found.len(), 2);
    assert!(found[0].reason.contains("names a person"));
    assert!(found[1].reason.contains("no such field"));
}

#[tokio::test]
async fn a_value_that_nobody_declared_is_counted_and_not_told() {
    let desk = Desk::sqlite().await.ready(2.0).await;
    for at in 0..2 {
        desk.put(
            "cases",
            json!({"case_id": format!("odd-{at}"), "partner": "alpha", "country": "Atlantis", "age": "adult"}),
        )
        .await;
    }
    let Err(ReleaseError::Recipe(found)) = desk.release(&recipe(1.0)).await else {
        panic!("the recipe was taken");
    };
    assert_eq!(found.len(), 1);
    assert!(found[0].reason.starts_with("2 records hold a value"));
    assert!(!found[0].reason.contains("Atlantis"));
}

#[tokio::test]
async fn of_one_person_one_record_is_used_and_closed_ones_are_not_read() {
    let desk = Desk::sqlite().await.ready(2.0).await;
    for at in 0..3 {
        desk.put(
            "cases",
            json!({"case_id": format!("same-{at}"), "partner": "alpha", "country": "NPL", "age": "adult", "token": "t1"}),
        )
        .await;
    }
    let closed = desk
        .put(
            "cases",
            json!({"case_id": "closed", "partner": "alpha", "country": "NPL", "age": "adult"}),
        )
        .await;
    let system = access::Actor::system("test");
    let done = desk.step(&system, "cases", &closed, "close").await;
    assert!(done.is_empty());
    let made = desk.release(&recipe(1.0)).await.unwrap();
    let data = desk.data(&made.record).await;
    assert_eq!(data["records_read"], 603);
    assert_eq!(data["repeated_people"], 2);
    assert_eq!(data["contributors"], json!({"alpha": 601}));
}

#[tokio::test]
async fn whoever_may_not_read_the_register_makes_no_release() {
    let desk = Desk::sqlite().await.ready(2.0).await;
    let asked = releases::Asked {
        purpose: "curiosity".to_owned(),
        recipe: recipe(1.0),
        owner: "/test".to_owned(),
    };
    let today = "2026-11-20".parse().unwrap();
    for role in ["release_approver", "public"] {
        let somebody = person("eve", role);
        let done = releases::release(&desk.registers, &desk.policy, &somebody, today, &asked).await;
        assert!(matches!(done, Err(ReleaseError::NotAllowed(_))), "{role}");
    }
}
