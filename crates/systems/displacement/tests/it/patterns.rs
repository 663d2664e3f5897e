//! Checks 10, 14 and 15 on rounds made for them: movement against emergency tracking, an enumerator's days, words of no list.

use std::collections::{HashMap, HashSet};

use displacement::{
    Assessment,
    checks::{self, Finding, RoundData, Settings},
};
use vocab::{LangText, PCode, Place, PlaceTree};

fn tree() -> PlaceTree {
    let place = |code: &str, level: u8, parent: Option<&str>| Place {
        code: PCode::parse(code).unwrap(),
        level,
        parent: parent.map(|code| PCode::parse(code).unwrap()),
        names: LangText::single("en", format!("Area {code}")),
        geometry: None,
        centroid: None,
        valid_from: None,
    };
    let places = vec![
        place("XM", 0, None),
        place("XM01", 1, Some("XM")),
        place("XM0101", 2, Some("XM01")),
    ];
    PlaceTree::from_places(places).0
}

fn row(id: &str, people: i64) -> Assessment {
    Assessment {
        id: id.to_owned(),
        place_id: Some(id.to_owned()),
        area_name: Some(format!("Place {id}")),
        area_code: Some("XM0101".to_owned()),
        level: "place".to_owned(),
        assessment_type: "BA".to_owned(),
        population: "idps".to_owned(),
        presence: Some("present".to_owned()),
        individuals: Some(people),
        enumerator: Some("Amal".to_owned()),
        interviewed_on: Some("2026-09-04".to_owned()),
        ..Assessment::default()
    }
}

fn found(
    before: Option<&[Assessment]>,
    now: &[Assessment],
    arrivals: &[(&str, i64)],
    check: &str,
) -> Vec<Finding> {
    let arrivals: HashMap<String, i64> = arrivals
        .iter()
        .map(|(code, net)| ((*code).to_owned(), *net))
        .collect();
    let reasons: HashSet<String> = ["conflict", "natural disaster"].map(str::to_owned).into();
    let settings = Settings::shipped();
    let all = checks::run(&RoundData {
        round: "r2",
        collected: (None, None),
        crisis_began: None,
        assessments: now,
        previous: before,
        places: &tree(),
        populations: &HashMap::new(),
        code_lengths: &HashMap::new(),
        closed_places: &HashSet::new(),
        arrivals: &arrivals,
        reasons: &reasons,
        settings: &settings,
    });
    all.into_iter()
        .filter(|finding| finding.check == check)
        .collect()
}

#[test]
fn a_change_that_no_arrivals_explain_is_told_for_the_province() {
    let before = [row("a", 2_000), row("b", 1_000)];
    // A place that only the later round covers is no movement.
    let now = [row("a", 3_500), row("b", 1_000), row("new", 9_000)];
    let told = found(Some(&before), &now, &[("XM01", 200)], "arrivals_differ");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].value, "1500 against 200");
    assert_eq!(told[0].area_code.as_deref(), Some("XM01"));
    assert!(told[0].message("fr").contains("Area XM01"));
    let explained = found(Some(&before), &now, &[("XM01", 1_300)], "arrivals_differ");
    assert_eq!(explained, []);
    let nothing_told = found(Some(&before), &now, &[], "arrivals_differ");
    assert_eq!(
        nothing_told,
        [],
        "no event is no statement that nobody moved"
    );
}

#[test]
fn more_places_in_a_day_than_a_team_can_visit_are_told_without_a_name() {
    let many: Vec<Assessment> = (0..20).map(|at| row(&format!("p{at}"), 100 + at)).collect();
    let told = found(None, &many, &[], "many_interviews");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].value, "20");
    assert!(
        !format!("{told:?}").contains("Amal"),
        "a colleague is named"
    );
    assert_eq!(found(None, &many[..10], &[], "many_interviews"), []);
}

#[test]
fn the_same_answers_for_several_places_are_told_but_not_empty_places() {
    let alike = |count: usize, people: i64, households: i64| -> Vec<Assessment> {
        (0..count)
            .map(|at| Assessment {
                households: Some(households),
                ..row(&format!("p{at}"), people)
            })
            .collect()
    };
    let told = found(None, &alike(5, 120, 20), &[], "alike_answers");
    assert_eq!(told.len(), 1);
    assert!(
        told[0].message("en").contains("Place p0"),
        "{}",
        told[0].message("en")
    );
    assert_eq!(found(None, &alike(3, 120, 20), &[], "alike_answers"), []);
    assert_eq!(found(None, &alike(9, 0, 0), &[], "alike_answers"), []);
}

#[test]
fn a_reason_of_no_list_is_to_be_recoded() {
    let said = |id: &str, reason: &str| Assessment {
        reason: Some(reason.to_owned()),
        ..row(id, 50)
    };
    let rows = [
        said("a", "CONFLICT; Natural disaster"),
        said("b", "Conflict; Locusts"),
        said("c", "locusts"),
    ];
    let told = found(None, &rows, &[], "uncoded_reason");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        (told[0].value.as_str(), &told[0].args["rows"]),
        ("Locusts", &2.into())
    );
}

#[test]
fn an_interview_that_was_over_at_once_or_held_elsewhere_is_told() {
    let point = |lon, lat| vocab::Point::new(lon, lat).ok();
    let visited = |minutes: i64| Assessment {
        interview: Some((
            "2026-09-04T09:00:00+02:00".parse().unwrap(),
            "2026-09-04T07:00:00Z"
                .parse::<jiff::Timestamp>()
                .unwrap()
                .checked_add(jiff::SignedDuration::from_mins(minutes))
                .unwrap(),
        )),
        point: Some((22.0, 5.0)),
        interview_point: point(22.0, 5.0),
        ..row(&format!("p{minutes}"), 100)
    };
    let rows = [visited(2), visited(25), visited(-3)];
    let short = found(None, &rows, &[], "short_interview");
    assert_eq!(
        short
            .iter()
            .map(|one| one.value.as_str())
            .collect::<Vec<_>>(),
        ["-3", "2"]
    );
    assert!(short[0].message("ar").contains("-3"));
    let empty = Assessment {
        individuals: Some(0),
        ..visited(1)
    };
    assert_eq!(found(None, &[empty], &[], "short_interview"), []);
    assert_eq!(found(None, &rows, &[], "far_from_place"), []);
    // A tenth of a degree of latitude is eleven kilometres.
    let away = |remote| Assessment {
        interview_point: point(22.0, 5.1),
        remote,
        ..visited(30)
    };
    let far = found(None, &[away(None), away(Some(true))], &[], "far_from_place");
    assert_eq!(
        far.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(),
        ["11 km"]
    );
}
