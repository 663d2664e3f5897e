//! What the team sees of people on the move: routes, unusual days, estimates of a round, places of return; and the rules
//! that a country writes for itself.

use serde_json::{Value, json};

use crate::node::Node;

#[test]
fn the_team_sees_routes_and_alerts_and_others_do_not() {
    let node = Node::start();
    let analyst = node.user("analyst");
    for path in [
        "/api/v1/displacement/flows",
        "/api/v1/displacement/flows/alerts",
        "/api/v1/displacement/rounds/xmr-marula-r3/returns",
    ] {
        node.visitor().get(path).expect(401);
        node.user("monitor").get(path).expect(403);
    }
    analyst
        .get("/api/v1/displacement/flows?from=yesterday")
        .expect(400);
    analyst
        .get("/api/v1/displacement/flows/points/none")
        .expect(404);
    let flows = analyst
        .get("/api/v1/displacement/flows?lang=es")
        .expect(200)
        .json();
    let routes = flows["routes"].as_array().expect("routes");
    assert_eq!(routes.len(), 4, "two routes, onward and back");
    let north = routes
        .iter()
        .find(|route| route["route"] == "Northern road" && route["direction"] == "onward")
        .expect("the road");
    let (passages, people) = (
        north["passages"].as_f64().expect("a number"),
        &north["people"],
    );
    let figure = |name: &str| people[name].as_f64().expect("a number");
    assert!(
        figure("low") <= figure("best")
            && figure("best") <= figure("high")
            && figure("high") < passages,
        "{north}"
    );
    assert!(
        people["derived"]["words"]
            .as_str()
            .expect("a sentence")
            .contains("último lugar de tránsito")
    );
    assert_eq!(north["points"][0]["basis"], "first_point");
    assert_eq!(north["points"][3]["basis"], "told_last_transit");
    // Another unit's coordinator has none of these counts.
    let elsewhere = node
        .user("elsewhere")
        .get("/api/v1/displacement/flows")
        .expect(200)
        .json();
    assert_eq!(elsewhere["from"], Value::Null);

    let alerts = analyst
        .get("/api/v1/displacement/flows/alerts")
        .expect(200)
        .json();
    let told = alerts["alerts"].as_array().expect("alerts");
    assert!(
        told.iter().any(|alert| alert["point"] == "N1"
            && alert["day"] == "2026-09-07"
            && alert["deviations"].as_f64() > Some(4.0)),
        "{told:?}"
    );
    assert!(
        told.iter()
            .all(|alert| !alert["point"].as_str().expect("a point").starts_with('R')),
        "the river was quiet: {told:?}"
    );
    assert!(alerts["judged"].as_u64() > Some(300) && alerts["unjudged"].as_u64() > Some(300));
}

#[test]
fn a_countrys_own_rule_of_alerts_takes_over_and_one_that_judges_nothing_is_told() {
    let node = Node::start();
    let analyst = node.user("analyst");
    let own = |version: &str, threshold: &str| {
        let rule = format!(
            "version = \"{version}\"\nsource = \"Marula\"\nweeks = 8\nleast_same_weekdays = 5\nthreshold = {threshold}\nleast_difference = 20.0"
        );
        json!({"data": {"version": version, "effective": "2026-01-01", "source": "Marula", "rule": rule}})
    };
    let rules = "/api/v1/registers/flow_alert_rules/records";
    node.user("enumerator")
        .post(rules, &own("marula-1", "500.0"))
        .expect(403);
    node.user("coordinator")
        .post(rules, &own("marula-1", "500.0"))
        .also(200, 201);
    let alerts = "/api/v1/displacement/flows/alerts";
    let calm = analyst.get(alerts).expect(200).json();
    assert_eq!(
        (&calm["rule"], &calm["alerts"]),
        (&json!("marula-1"), &json!([]))
    );
    node.user("coordinator")
        .post(rules, &own("marula-2", "-1.0"))
        .also(200, 201);
    let problem = analyst.get(alerts).expect(409).json();
    assert!(problem.to_string().contains("marula-2"), "{problem}");
}

#[test]
fn figures_of_places_add_up_with_how_they_were_derived() {
    let node = Node::start();
    let analyst = node.user("analyst");
    let path = "/api/v1/displacement/rounds/xmr-marula-r3/estimates";
    node.visitor().get(path).expect(401);
    analyst.get(&format!("{path}?register=rounds")).expect(400);
    let found = analyst
        .get(&format!("{path}?register=location_assessments&lang=fr"))
        .expect(200)
        .json();
    assert_eq!(
        (&found["places"], &found["without_figure"]),
        (&json!(48), &json!(0))
    );
    let (whole, female, male) = (
        &found["people"],
        &found["by_sex"]["female"],
        &found["by_sex"]["male"],
    );
    let best = |figure: &Value| figure["best"].as_f64().expect("a figure");
    assert!((best(female) + best(male) - best(whole)).abs() < 1e-6);
    assert!(female["low"].as_f64() < female["best"].as_f64());
    let bands = found["by_sex_and_age"].as_array().expect("bands");
    let named: Vec<String> = bands
        .iter()
        .map(|one| format!("{} {}", one["sex"], one["ages"]).replace('"', ""))
        .collect();
    assert_eq!(
        (&named[..2], &named[9..]),
        (
            &["female 0-4".to_owned(), "female 5-11".to_owned()][..],
            &["male 60+".to_owned()][..]
        )
    );
    let all: f64 = bands.iter().map(|one| best(&one["figure"])).sum();
    assert!((all - best(whole)).abs() < 1e-6);
    assert!(bands.iter().all(|one| one["figure"]["high"].as_f64()
        < one["figure"]["best"].as_f64().map(|best| best * 2.0)));
    let words = female["derived"]["words"].as_str().expect("a sentence");
    assert!(words.contains("personnes interrogées"), "{words}");
}

#[test]
fn places_of_return_are_scored_by_the_weights_in_force() {
    let node = Node::start();
    let analyst = node.user("analyst");
    let scores = analyst
        .get("/api/v1/displacement/rounds/xmr-marula-r3/returns")
        .expect(200)
        .json();
    let places = scores["places"].as_array().expect("places");
    assert_eq!(
        (places.len(), &scores["weights"]),
        (6, &json!("equal-2026"))
    );
    let score = |place: &Value| place["score"].as_f64().expect("a score");
    assert!(
        places
            .windows(2)
            .all(|pair| score(&pair[0]) >= score(&pair[1]))
    );
    let parts: f64 = places[0]["parts"]
        .as_object()
        .expect("parts")
        .values()
        .filter_map(Value::as_f64)
        .sum();
    assert!((parts - score(&places[0])).abs() < 1e-6);
    // A country's own weights take over from their day on, and say so; nonsense is told and makes no score.
    let own = displacement_weights()
        .replace("equal-2026", "marula-1")
        .replace("mines = 1.0", "mines = 9.0");
    let weights = |version: &str, text: &str| json!({"data": {"version": version, "effective": "2026-01-01", "source": "Marula", "weights": text}});
    let path = "/api/v1/registers/return_index_weights/records";
    node.user("enumerator")
        .post(path, &weights("marula-1", &own))
        .expect(403);
    node.user("coordinator")
        .post(path, &weights("marula-1", &own))
        .also(200, 201);
    let scores = analyst
        .get("/api/v1/displacement/rounds/xmr-marula-r3/returns")
        .expect(200)
        .json();
    assert_eq!(scores["weights"], "marula-1");
    node.user("coordinator")
        .post(path, &weights("marula-2", "version = 1"))
        .also(200, 201);
    let problem = analyst
        .get("/api/v1/displacement/rounds/xmr-marula-r3/returns")
        .expect(409)
        .json();
    assert!(problem.to_string().contains("marula-2"), "{problem}");
}

fn displacement_weights() -> String {
    std::fs::read_to_string(
        crate::reviewed::package().join("../../systems/displacement/src/return_index.toml"),
    )
    .expect("the shipped weights")
}
