//! A border post over HTTP: travellers at the desk, the second line, those who may not, a wrong clock and a power cut.

use serde_json::{Value, json};
use travel_document::{Document, Format};

use crate::{client::Client, node::Node};

const INSPECTIONS: &str = "/api/v1/border/inspections";

/// A passport that is valid for years.
pub fn passport(surname: &str, given: &str, number: &str, birth: &str, sex: char) -> String {
    let document = Document {
        format: Format::Td3,
        document_code: "P".to_owned(),
        issuing_state: "UTO".to_owned(),
        surname: surname.to_owned(),
        given_names: given.to_owned(),
        document_number: number.to_owned(),
        nationality: "UTO".to_owned(),
        birth_date: birth.to_owned(),
        sex,
        expiry_date: "350101".to_owned(),
        optional_data: String::new(),
        optional_data_2: String::new(),
    };
    document.zone().expect("characters of a zone")
}

pub fn at_airport(zone: &str) -> Value {
    json!({"post": "MIA", "direction": "entry", "mode": "air", "zone": zone})
}

pub fn with(mut asked: Value, more: &Value) -> Value {
    for (name, value) in more.as_object().expect("fields") {
        asked[name] = value.clone();
    }
    asked
}

pub fn inspected(client: &Client, asked: &Value) -> Value {
    client.post(INSPECTIONS, asked).expect(201).json()
}

pub fn decision(inspection: &Value) -> String {
    let id = inspection["id"].as_str().expect("an id");
    format!("{INSPECTIONS}/{id}/decision")
}

pub fn codes(inspection: &Value) -> Vec<String> {
    let reasons = inspection["reasons"].as_array().expect("reasons");
    let code = |reason: &Value| reason["code"].as_str().unwrap_or_default().to_owned();
    reasons.iter().map(code).collect()
}

fn hits(client: &Client, inspection: &Value) -> Vec<Value> {
    let id = inspection["id"].as_str().expect("an id");
    let path = format!("/api/v1/registers/border_hits/records?filter=inspection:eq:{id}");
    let page = client.get(&path).expect(200).json();
    page["records"].as_array().expect("records").clone()
}

pub fn crossings(client: &Client, number: &str) -> Vec<Value> {
    let path = format!(
        "/api/v1/registers/border_crossings/records?filter=document_number:eq:{number}&purpose=second_line"
    );
    let page = client.get(&path).expect(200).json();
    page["records"].as_array().expect("records").clone()
}

fn step_hit(client: &Client, hit: &Value, name: &str, reason: &str) -> u16 {
    let id = hit["id"].as_str().expect("an id");
    let path = format!("/api/v1/registers/border_hits/records/{id}/transition");
    client
        .post(&path, &json!({"name": name, "reason": reason}))
        .status
}

#[test]
fn a_traveller_is_read_and_admitted_in_two_requests_and_a_resent_one_is_kept_once() {
    let node = Node::start();
    let officer = node.user("officer");
    let zone = passport("ERIKSSON", "ANNA MARIA", "T0000001", "740812", 'F');
    let id = "0199aaaa-0000-7000-8000-000000000001";
    let told = json!({"id": id, "lang": "fr", "told": {"purpose": "visit", "stay_days": 10, "residence": "uto"}});
    let asked = with(at_airport(&zone), &told);
    let first = inspected(&officer, &asked);
    assert_eq!(
        (&first["verdict"], &first["state"]),
        (&json!("clear"), &json!("open")),
        "{first}"
    );
    assert_eq!(first["traveller"]["surname"], "ERIKSSON");
    assert_eq!(first["traveller"]["birth"], "1974-08-12");
    assert_eq!(first["next"], json!(["admit", "refer", "leave"]));
    // The line broke before the answer came.
    let again = inspected(&officer, &asked);
    assert_eq!(again["id"], first["id"]);
    let other = with(
        at_airport(&passport("OTHER", "ANNA", "T0000009", "740812", 'F')),
        &json!({"id": id}),
    );
    officer.post(INSPECTIONS, &other).expect(400);
    let admit = json!({"outcome": "admit", "stay_until": "2027-01-31"});
    let decided = officer.post(&decision(&first), &admit).expect(200).json();
    assert_eq!(decided["state"], "admitted");
    let repeated = officer.post(&decision(&first), &admit).expect(200).json();
    assert_eq!(decided["crossing"], repeated["crossing"]);
    officer
        .post(&decision(&first), &json!({"outcome": "refer"}))
        .expect(409);
    let kept = crossings(&node.user("inspector"), "T0000001");
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0]["data"]["stay_until"], "2027-01-31");
    assert_eq!(kept[0]["data"]["residence"], "UTO");
    assert_eq!(kept[0]["data"]["zone"], zone);
    // The next time the desk knows them: an entry is open.
    let second = inspected(&officer, &at_airport(&zone));
    assert!(
        codes(&second).contains(&"doubled_entry".to_owned()),
        "{second}"
    );
    assert_eq!(second["earlier"][0]["direction"], "entry");
    let out = with(at_airport(&zone), &json!({"direction": "exit"}));
    let out = inspected(&officer, &out);
    assert!(!codes(&out).contains(&"doubled_entry".to_owned()));
}

#[test]
fn a_reader_s_slip_is_read_again_and_a_forgery_goes_to_the_second_line_in_the_officer_s_language() {
    let node = Node::start();
    let (officer, inspector) = (node.user("officer"), node.user("inspector"));
    let zone = passport("DENG", "GRACE", "T0000002", "900315", 'F');
    let misread = inspected(
        &officer,
        &at_airport(&zone.replacen("UTO900315", "UTO9OO315", 1)),
    );
    assert_eq!(misread["verdict"], "look", "{misread}");
    assert_eq!(misread["traveller"]["birth"], "1990-03-15");
    // It may be an alteration made well: nobody is admitted on it.
    assert_eq!(misread["next"], json!(["refer", "leave"]));
    officer
        .post(&decision(&misread), &json!({"outcome": "admit"}))
        .expect(422);
    // One changed digit of the year: the digits tell.
    let forged = with(
        at_airport(&zone.replacen("UTO900315", "UTO980315", 1)),
        &json!({"lang": "es"}),
    );
    let forged = inspected(&officer, &forged);
    assert_eq!(forged["verdict"], "refer");
    assert_eq!(forged["next"], json!(["refer", "leave"]));
    let digit = &forged["reasons"].as_array().expect("reasons")[0];
    assert_eq!(
        (&digit["code"], &digit["words"]),
        (
            &json!("check_digit"),
            &json!("Un dígito de control es incorrecto")
        )
    );
    // The first line cannot admit, whatever it sends, and cannot play the second.
    let refused = officer
        .post(&decision(&forged), &json!({"outcome": "admit"}))
        .expect(422)
        .json();
    assert_eq!(refused["faults"][0]["code"], "second_line");
    officer
        .post(&decision(&forged), &json!({"outcome": "refer"}))
        .expect(200);
    let clear = json!({"outcome": "clear", "reason": "the page shows the same year as the chip"});
    officer.post(&decision(&forged), &clear).expect(403);
    inspector
        .post(&decision(&forged), &json!({"outcome": "clear"}))
        .expect(422);
    inspector.post(&decision(&forged), &clear).expect(200);
    // A blank that was stolen is known by its number.
    let stolen = inspected(
        &officer,
        &at_airport(&passport("HASSAN", "OMAR", "U7700002", "850101", 'M')),
    );
    assert!(
        codes(&stolen).contains(&"known_bad_number".to_owned()),
        "{stolen}"
    );
    // The page beside the zone.
    let page = with(
        at_airport(&zone),
        &json!({"page": {"surname": "Deng", "birth": "1991-03-15"}}),
    );
    let page = inspected(&officer, &page);
    assert!(codes(&page).contains(&"visual_zone_against_printed_zone".to_owned()));
}

#[test]
fn a_possible_hit_is_decided_by_another_and_the_first_line_never_learns_why() {
    let node = Node::start();
    let (officer, inspector) = (node.user("officer"), node.user("inspector"));
    // The list has Mohammed Abdul Rahman al-Sayed, born 2 April 1971.
    let zone = passport("ALSAYED", "MUHAMMAD ABD RAHMAN", "T0000003", "710402", 'M');
    let found = inspected(&officer, &at_airport(&zone));
    assert_eq!(codes(&found), ["refer"], "{found}");
    let shown = found.to_string();
    assert!(!shown.contains("Mohammed") && !shown.contains("wanted") && !shown.contains("stop"));
    officer
        .get("/api/v1/registers/border_hits/records")
        .expect(403);
    officer
        .get("/api/v1/registers/border_alerts/records")
        .expect(403);
    inspector
        .get("/api/v1/registers/border_alerts/records")
        .expect(403);
    officer
        .post(&decision(&found), &json!({"outcome": "refer"}))
        .expect(200);
    let raised = hits(&inspector, &found);
    assert_eq!(raised.len(), 1);
    assert_eq!(raised[0]["data"]["handling"], "stop");
    assert!(
        raised[0]["data"]["reasons"]
            .as_array()
            .is_some_and(|reasons| !reasons.is_empty())
    );
    let clear = json!({"outcome": "clear", "reason": "not the person on the list"});
    // Not before the hit is decided, and not without a reason.
    let early = inspector.post(&decision(&found), &clear).expect(422).json();
    assert_eq!(early["faults"][0]["code"], "open_hits");
    assert_eq!(
        step_hit(&officer, &raised[0], "not_the_person", "I know him"),
        403
    );
    assert_eq!(step_hit(&inspector, &raised[0], "not_the_person", " "), 422);
    assert_eq!(
        step_hit(
            &inspector,
            &raised[0],
            "not_the_person",
            "born in another town, another father"
        ),
        200
    );
    inspector.post(&decision(&found), &clear).expect(200);
    // Who raises a hit does not close it, whatever role they have.
    let own = inspected(
        &inspector,
        &at_airport(&passport(
            "ORLOV",
            "VIKTOR SERGEYEVICH",
            "T0000004",
            "680505",
            'M',
        )),
    );
    let raised = hits(&inspector, &own);
    assert_eq!(raised.len(), 1, "{own}");
    assert_eq!(
        step_hit(&inspector, &raised[0], "confirm", "it is him, I am sure"),
        422
    );
}

#[test]
fn an_alert_that_two_people_accept_while_the_node_serves_finds_the_next_traveller() {
    let node = Node::start();
    let (officer, alerts) = (node.user("officer"), node.user("alerts"));
    let records = "/api/v1/registers/border_alerts/records";
    let zone = passport("QUILLON", "BERTRAND", "T0000005", "790909", 'M');
    let before = inspected(&officer, &at_airport(&zone));
    assert_eq!(before["verdict"], "clear");
    let alert = json!({"data": {
        "alert_id": "XAL-9", "name": "Bertrand Quillon", "birth": "1979-09-09", "reason_class": "fraud", "handling": "contact",
        "source": "police",
    }});
    officer.post(records, &alert).expect(403);
    let made = alerts.post(records, &alert).expect(201).json();
    let step = format!(
        "{records}/{}/transition",
        made["id"].as_str().expect("an id")
    );
    alerts.post(&step, &json!({"name": "accept"})).expect(422);
    let proposed = inspected(
        &officer,
        &at_airport(&passport("QUILLON", "BERTRAND", "T0000006", "790909", 'M')),
    );
    assert_eq!(
        proposed["verdict"], "clear",
        "one person's word is no alert: {proposed}"
    );
    crate::node::add_user(node.data(), "alerts2", "alert_owner", "/marula");
    node.user("alerts2")
        .post(&step, &json!({"name": "accept"}))
        .expect(200);
    let after = inspected(
        &officer,
        &at_airport(&passport("QUILLON", "BERTRAND", "T0000007", "790909", 'M')),
    );
    assert_eq!(codes(&after), ["refer"]);
    node.user("alerts2")
        .post(&step, &json!({"name": "withdraw", "reason": "found"}))
        .expect(200);
    let later = inspected(
        &officer,
        &at_airport(&passport("QUILLON", "BERTRAND", "T0000008", "790909", 'M')),
    );
    assert_eq!(later["verdict"], "clear");
}

#[test]
fn nobody_is_refused_without_form_and_rights_and_nobody_who_asks_for_protection() {
    let node = Node::start();
    let (officer, inspector) = (node.user("officer"), node.user("inspector"));
    // A visa of the demo that ran out.
    let document = Document {
        format: Format::Td3,
        document_code: "P".to_owned(),
        issuing_state: "KEN".to_owned(),
        surname: "KARIUKI".to_owned(),
        given_names: "JOSEPH".to_owned(),
        document_number: "K5550123".to_owned(),
        nationality: "KEN".to_owned(),
        birth_date: "900517".to_owned(),
        sex: 'M',
        expiry_date: "350101".to_owned(),
        optional_data: String::new(),
        optional_data_2: String::new(),
    };
    let late = inspected(&officer, &at_airport(&document.zone().expect("a zone")));
    assert!(
        codes(&late).contains(&"permission_expired".to_owned()),
        "{late}"
    );
    officer
        .post(&decision(&late), &json!({"outcome": "refer"}))
        .expect(200);
    let refuse = |rights: bool| {
        json!({"outcome": "refuse", "reason": "the visa ended in June", "refusal": {
            "reason_code": "C", "facts": "visa XV-1001", "form_given": true, "form_language": "en", "rights_information": rights,
        }})
    };
    inspector
        .post(
            &decision(&late),
            &json!({"outcome": "refuse", "reason": "the visa ended in June"}),
        )
        .expect(400);
    inspector.post(&decision(&late), &refuse(false)).expect(422);
    officer.post(&decision(&late), &refuse(true)).expect(403);
    inspector.post(&decision(&late), &refuse(true)).expect(200);
    let kept = crossings(&inspector, "K5550123");
    assert!(
        kept.iter()
            .any(|it| it["data"]["direction"] == "entry_refused")
    );
    let zone = passport("LADU", "PETER", "T0000010", "950101", 'M');
    let asks = with(
        at_airport(&zone),
        &json!({"told": {"asks_for_protection": true}}),
    );
    let asks = inspected(&officer, &asks);
    assert!(codes(&asks).contains(&"asylum_request".to_owned()));
    officer
        .post(&decision(&asks), &json!({"outcome": "refer"}))
        .expect(200);
    let held = inspector
        .post(&decision(&asks), &refuse(true))
        .expect(422)
        .json();
    assert_eq!(held["faults"][0]["code"], "asks_for_protection");
    let over = json!({"outcome": "hand_over", "reason": "to the authority for asylum"});
    inspector.post(&decision(&asks), &over).expect(200);
}

#[test]
fn the_drill_calls_protection_with_what_was_seen_and_only_protection_reads_it() {
    let node = Node::start();
    let calls = "/api/v1/registers/border_calls/records";
    let protection = node.user("protection");
    protection.get(calls).expect(403);
    protection
        .get(&format!("{calls}?purpose=statistics"))
        .expect(403);
    let page = protection
        .get(&format!("{calls}?purpose=protection"))
        .expect(200)
        .json();
    let records = page["records"].as_array().expect("records");
    let group = records
        .iter()
        .find(|it| it["data"]["rule"] == "young_women_same_sponsor")
        .expect("the group was seen");
    assert_eq!(
        group["data"]["inspections"].as_array().map(Vec::len),
        Some(4)
    );
    assert!(
        records
            .iter()
            .any(|it| it["data"]["rule"] == "consecutive_documents")
    );
    assert!(group["data"].get("score").is_none());
    for other in ["officer", "inspector", "supervisor", "alerts", "analyst"] {
        node.user(other)
            .get(&format!("{calls}?purpose=protection"))
            .expect(403);
    }
    // At the desk: a minor alone, and whom to call.
    let officer = node.user("officer");
    let child = inspected(
        &officer,
        &at_airport(&passport("AYEN", "SUSAN", "T0000011", "160101", 'F')),
    );
    assert!(codes(&child).contains(&"minor_alone".to_owned()));
    assert!(
        child["call"]["whom"]
            .as_str()
            .is_some_and(|whom| whom.contains("Protection officer"))
    );
    officer
        .post(&decision(&child), &json!({"outcome": "admit"}))
        .expect(422);
}

#[test]
fn a_post_is_its_own_officers_and_purposes_hold_at_every_door() {
    let node = Node::start();
    let asked = at_airport(&passport("ABDI", "AMINA", "T0000012", "800101", 'F'));
    node.visitor().post(INSPECTIONS, &asked).expect(401);
    for stranger in [
        "guard",
        "enumerator",
        "supervisor",
        "alerts",
        "statistician",
        "protection",
    ] {
        node.user(stranger).post(INSPECTIONS, &asked).also(403, 404);
    }
    let officer = node.user("officer");
    let own = inspected(&officer, &asked);
    let id = own["id"].as_str().expect("an id");
    for door in [
        format!("/api/v1/registers/border_inspections/records/{id}"),
        format!("/api/v1/registers/border_inspections/records/{id}?purpose=curiosity"),
        "/api/v1/registers/border_inspections/records".to_owned(),
        format!("/api/v1/registers/border_inspections/records/{id}/history"),
    ] {
        officer.get(&door).expect(403);
    }
    officer
        .get(&format!(
            "/api/v1/registers/border_inspections/records/{id}?purpose=border_check"
        ))
        .expect(200);
    node.user("guard")
        .get(&format!(
            "/api/v1/registers/border_inspections/records/{id}?purpose=border_check"
        ))
        .expect(404);
    // Nobody takes crossings out as a file, and a supervisor sees numbers.
    for user in [
        "officer",
        "inspector",
        "supervisor",
        "statistician",
        "admin",
    ] {
        node.user(user)
            .get("/api/v1/registers/border_crossings/export?format=csv")
            .expect(403);
    }
    let supervisor = node.user("supervisor");
    let live = supervisor
        .get("/api/v1/border/posts/MIA/live")
        .expect(200)
        .text();
    assert!(!live.contains("ABDI"));
    officer.get("/api/v1/border/posts/MIA/live").expect(403);
    node.user("statistician")
        .get("/api/v1/border/pairing")
        .expect(200);
    officer.get("/api/v1/border/pairing").expect(403);
}
