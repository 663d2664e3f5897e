//! The days of a post over HTTP: a wrong clock, shifts, a power cut, passenger lists, the report and what the public sees.

use serde_json::json;

use crate::{
    border_desk::{at_airport, codes, crossings, decision, inspected, passport, with},
    node::Node,
};

#[test]
fn where_the_clock_is_wrong_the_officer_s_date_counts() {
    let node = Node::start();
    let officer = node.user("officer");
    let begun = json!({"post": "MIA", "lane": "2", "confirmed_date": "2034-12-30"});
    let shift = officer
        .post("/api/v1/border/shifts", &begun)
        .expect(201)
        .json();
    assert_eq!(shift["clock"], "uncertain");
    let zone = passport("MARTIN", "CLAIRE", "T0000013", "800101", 'F');
    let asked = with(
        at_airport(&zone),
        &json!({"shift": shift["id"], "lane": "2"}),
    );
    let seen = inspected(&officer, &asked);
    assert_eq!(
        (&seen["day"], &seen["clock"]),
        (&json!("2034-12-30"), &json!("uncertain"))
    );
    assert_eq!(seen["verdict"], "clear");
    // Two days later the same document has expired, whatever the node believes.
    let begun = json!({"post": "MIA", "confirmed_date": "2035-01-03"});
    let next = officer
        .post("/api/v1/border/shifts", &begun)
        .expect(201)
        .json();
    let later = with(
        at_airport(&passport("MARTIN", "CLAUDE", "T0000014", "800101", 'M')),
        &json!({"shift": next["id"]}),
    );
    assert!(codes(&inspected(&officer, &later)).contains(&"document_expired".to_owned()));
    // Handing over: by the own officer, to another.
    let path = format!(
        "/api/v1/border/shifts/{}",
        shift["id"].as_str().expect("an id")
    );
    let inspector = node.user("inspector");
    inspector
        .post(
            &format!("{path}/hand-over"),
            &json!({"handover": "not mine"}),
        )
        .expect(403);
    let handed = officer
        .post(
            &format!("{path}/hand-over"),
            &json!({"handover": "lane 2: printer is out of paper"}),
        )
        .expect(200)
        .json();
    assert_eq!(
        (&handed["state"], &handed["travellers"]),
        (&json!("handed_over"), &json!(1))
    );
    officer
        .post(&format!("{path}/take-over"), &json!({}))
        .expect(422);
    inspector
        .post(&format!("{path}/take-over"), &json!({}))
        .expect(200);
}

#[test]
fn every_acknowledged_traveller_survives_a_power_cut_and_is_there_once() {
    let mut node = Node::start();
    let mut kept = Vec::new();
    for round in 0..3_u32 {
        let officer = node.user("officer");
        for number in 0..12_u32 {
            let id = format!("0199bbbb-0000-7000-8000-{:012}", round * 100 + number);
            let zone = passport(
                "KAMARA",
                "JOHN",
                &format!("C{round}{number:06}"),
                "700101",
                'M',
            );
            let asked = with(at_airport(&zone), &json!({"id": id}));
            let seen = inspected(&officer, &asked);
            officer
                .post(&decision(&seen), &json!({"outcome": "admit"}))
                .expect(200);
            kept.push((format!("C{round}{number:06}"), asked));
        }
        node.kill();
        node.restart();
    }
    let (officer, inspector) = (node.user("officer"), node.user("inspector"));
    for (number, asked) in &kept {
        let again = inspected(&officer, asked);
        assert_eq!(again["state"], "admitted");
        officer
            .post(&decision(&again), &json!({"outcome": "admit"}))
            .expect(200);
        assert_eq!(crossings(&inspector, number).len(), 1, "{number}");
    }
    crate::node::ok(&crate::node::waymark(node.data(), &["verify"]));
}

#[test]
fn a_passenger_list_is_expected_and_compared_at_the_desk() {
    let node = Node::start();
    let supervisor = node.user("supervisor");
    let text = "UNH+1+PAXLST:D:05B:UN'BGM+745'TDT+20+QZ77'LOC+125+AAA'LOC+87+MIA'DTM+232:2611251130:201'\
                NAD+FL+++OKELLO:RUTH'ATT+2++F'DTM+329:850202'NAT+2+UTO'DOC+P+T0000015'LOC+91+UTO'\
                NAD+FL+++ALSAYED:MOHAMMED ABDUL RAHMAN'ATT+2++M'DTM+329:710402'NAT+2+UTO'DOC+P+T0000016'LOC+91+UTO'CNT+42:2'UNT+20+1'";
    let list = json!({"post": "MIA", "text": text});
    node.user("officer")
        .post("/api/v1/border/passenger-lists", &list)
        .expect(403);
    let taken = supervisor
        .post("/api/v1/border/passenger-lists", &list)
        .expect(200)
        .json();
    assert_eq!(
        (&taken["people"], &taken["possible_hits"]),
        (&json!(2), &json!(1)),
        "{taken}"
    );
    let again = supervisor
        .post("/api/v1/border/passenger-lists", &list)
        .expect(200)
        .json();
    assert_eq!(again["people"], 2);
    let count = supervisor
        .get("/api/v1/registers/border_expected/records")
        .expect(200)
        .json();
    assert_eq!(count["count"]["value"], 2);
    let officer = node.user("officer");
    let came = inspected(
        &officer,
        &at_airport(&passport("OKELLO", "RUTH", "T0000015", "850202", 'F')),
    );
    assert_eq!(
        (&came["expected"], &came["verdict"]),
        (&json!(true), &json!("clear")),
        "{came}"
    );
    let other = inspected(
        &officer,
        &at_airport(&passport("OKELLO", "RUTH", "T0000015", "860202", 'F')),
    );
    assert!(codes(&other).contains(&"expected_differs".to_owned()));
}

#[test]
fn a_day_is_filed_by_one_approved_by_another_and_counted_for_everybody() {
    let node = Node::start();
    let supervisor = node.user("supervisor");
    let reports = "/api/v1/registers/border_reports/records";
    let filed = supervisor.get(reports).expect(200).json();
    let records = filed["records"].as_array().expect("records");
    assert_eq!(records.len(), 2);
    assert!(records.iter().all(|it| it["state"] == "approved"));
    let day = records[0]["data"]["day"].as_str().expect("a day");
    let report = supervisor
        .get(&format!("/api/v1/border/posts/MIA/report?day={day}"))
        .expect(200)
        .json();
    let of = |name: &str| {
        let rows = report["directions"].as_array().expect("rows");
        rows.iter()
            .find(|row| row["name"] == name)
            .map_or(0, |row| row["count"].as_u64().unwrap_or(0))
    };
    assert_eq!(of("entry") + of("exit"), 260);
    assert!(
        report["seconds_median"]
            .as_u64()
            .is_some_and(|seconds| seconds < 25)
    );
    // What is approved is not changed without reopening it; counted anew it is the same.
    let file = "/api/v1/border/posts/MIA/report";
    supervisor.post(file, &json!({"day": day})).expect(200);
    supervisor
        .post(file, &json!({"day": day, "remarks": "a quiet day"}))
        .expect(422);
    // The public page: approved days, and nobody's name.
    let page = node.visitor().get("/ar/border").expect(200).text();
    assert!(page.contains("dir=\"rtl\"") && page.contains("Zandi land post"));
    let page = node.visitor().get("/en/border").expect(200).text();
    assert!(page.contains("href=\"/en/border\" aria-current=\"page\""));
    let entered = of("entry").to_string();
    assert!(page.contains(&entered), "{page}");
    let entries = node
        .user("statistician")
        .get("/api/v1/indicators/border_entries/observations?level=0")
        .expect(200)
        .json();
    let total: f64 = entries["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|row| row["value"].as_f64())
        .sum();
    assert!(total >= 200.0, "{entries}");
    // Today: filed by the supervisor, who does not approve it.
    let today = supervisor
        .post("/api/v1/border/posts/MIA/report", &json!({}))
        .expect(200)
        .json();
    assert_eq!(today["filed"], "draft");
    let page = supervisor
        .get(&format!("{reports}?filter=@state:eq:draft"))
        .expect(200)
        .json();
    let step = format!(
        "{reports}/{}/transition",
        page["records"][0]["id"].as_str().expect("an id")
    );
    supervisor
        .post(&step, &json!({"name": "approve"}))
        .expect(403);
    node.user("statistician")
        .post(&step, &json!({"name": "approve"}))
        .expect(200);
}
