//! The DTM API: the official Python client against the real program, refusals, small numbers, and published answers of
//! the service itself read in and told again.

use std::{collections::BTreeMap, path::PathBuf};

use serde_json::{Value, json};

use crate::{
    client::Client,
    node::{Node, ok, waymark},
    python,
};

/// Somebody with a subscription key.
fn subscriber(node: &Node) -> Client {
    node.visitor()
        .with("ocp-apim-subscription-key", node.token())
}

#[track_caller]
fn records(client: &Client, path: &str) -> Vec<Value> {
    let answer = client.get(path).expect(200).json();
    let records = answer["result"].as_array().expect("records").clone();
    assert_eq!(answer["isSuccess"], true);
    assert_eq!(answer["statusCode"], 200);
    assert_eq!(answer["errorMessages"], json!([]));
    assert_eq!(answer["totalRecordsCount"], records.len());
    records
}

/// People of all rows; none where one is hidden.
fn people(records: &[Value]) -> Option<i64> {
    records
        .iter()
        .map(|row| row["numPresentIdpInd"].as_i64())
        .sum()
}

/// The client as it is installed, with another base address and nothing else.
const CLIENT: &str = r#"
import json, sys
import dtmapi, dtmapi.api as api
base, key = sys.argv[1].split()
for name in dir(api):
    address = getattr(api, name)
    if isinstance(address, str) and address.startswith("https://dtmapi.iom.int"):
        setattr(api, name, address.replace("https://dtmapi.iom.int", base))
dtm = dtmapi.DTMApi(subscription_key=key, max_retries=0)
two = dtmapi.DTMApi(subscription_key=key, max_retries=0, api_version="v2")
told = {
    "countries": dtm.get_all_countries(to_pandas=False),
    "operations": dtm.get_all_operations(to_pandas=False),
    "admin0": dtm.get_idp_admin0_data(CountryName="marula", to_pandas=False),
    "admin1": dtm.get_idp_admin1_data(Operation="MARULA DISPLACEMENT TRACKING", FromRoundNumber=2, ToRoundNumber=2, to_pandas=False),
    "admin2": dtm.get_idp_admin2_data(Admin0Pcode="XMR", Admin1Pcode="XM03", FromReportingDate="2026-03-20", ToReportingDate="2026-03-20", to_pandas=False),
    "two": two.get_idp_admin2_data(Admin0Pcode="XMR", to_pandas=False),
    "two_countries": two.get_all_countries(to_pandas=False),
    "two_operations": two.get_all_operations(to_pandas=False),
}
frame = dtm.get_idp_admin1_data(Admin0Pcode="XMR")
told["columns"] = list(frame.columns)
told["by_round"] = {str(k): int(v) for k, v in frame.groupby("roundNumber")["numPresentIdpInd"].sum().items()}
told["nobody"] = len(dtm.get_idp_admin0_data(CountryName="Atlantis"))
try:
    dtmapi.DTMApi(subscription_key="wmk_wrong", max_retries=0).get_all_countries()
    told["wrong_key"] = "answered"
except Exception as error:
    told["wrong_key"] = type(error).__name__
print(json.dumps(told))
"#;

#[test]
fn the_official_client_works_with_only_its_address_changed() {
    if !python::has("dtmapi", "the official client of the DTM API") {
        return;
    }
    let node = Node::start();
    let base = format!("http://{}/dtm {}", node.address(), node.token());
    let told: Value =
        serde_json::from_str(&python::told(CLIENT, &PathBuf::from(base))).expect("JSON");
    assert_eq!(
        told["countries"],
        json!([{"admin0Name": "Marula", "admin0Pcode": "XMR"}])
    );
    assert_eq!(told["two_countries"], told["countries"]);
    let operation = json!([{"operation": "Marula displacement tracking", "operationStatus": "Active", "admin0Name": "Marula", "admin0Pcode": "XMR"}]);
    assert_eq!(told["operations"], operation);
    assert_eq!(told["two_operations"], operation);
    let rows = |name: &str| told[name].as_array().expect("records").clone();
    // What the public pages say of the same rounds.
    let page = |round: &str| -> i64 {
        let path = format!("/en/displacement/idps_present.csv?level=0&round={round}");
        let text = node.visitor().get(&path).expect(200).text();
        let last = text.lines().last().unwrap_or_default().to_owned();
        last.split(',')
            .nth(4)
            .and_then(|value| value.parse().ok())
            .expect("a figure")
    };
    let (first, second) = (page("xmr-marula-r1"), page("xmr-marula-r2"));
    let of_round = |rows: &[Value], number: i64| -> Vec<Value> {
        rows.iter()
            .filter(|row| row["roundNumber"] == number)
            .cloned()
            .collect()
    };
    let whole = rows("admin0");
    assert_eq!(people(&of_round(&whole, 1)), Some(first));
    assert_eq!(people(&of_round(&whole, 2)), Some(second));
    assert_eq!(
        of_round(&whole, 3).len(),
        0,
        "the third round is not approved"
    );
    assert_eq!(
        people(&rows("admin1")),
        Some(second),
        "the same people by province"
    );
    assert!(
        rows("admin2")
            .iter()
            .all(|row| row["admin1Pcode"] == "XM03" && row["roundNumber"] == 1)
    );
    assert_eq!(people(&of_round(&rows("two"), 1)), Some(first));
    assert!(
        rows("two")
            .iter()
            .all(|row| row.get("displacementReason").is_none() && row.get("numberMales").is_none())
    );
    assert_eq!(told["by_round"], json!({"1": first, "2": second}));
    let columns = [
        "id",
        "operation",
        "admin0Name",
        "admin0Pcode",
        "admin1Name",
        "admin1Pcode",
        "numPresentIdpInd",
        "reportingDate",
        "yearReportingDate",
        "monthReportingDate",
        "roundNumber",
        "displacementReason",
        "numberMales",
        "numberFemales",
        "idpOriginAdmin1Name",
        "idpOriginAdmin1Pcode",
        "assessmentType",
    ];
    assert_eq!(told["columns"], json!(columns));
    assert_eq!(told["nobody"], 0);
    assert_eq!(told["wrong_key"], "DTMAuthenticationError");
}

#[test]
fn who_has_no_key_is_refused_unless_the_installation_asks_for_none() {
    let node = Node::start();
    let paths = [
        "v3/displacement/country-list",
        "v3/displacement/admin0?Admin0Pcode=XMR",
        "v2/OperationList",
        "v2/IdpAdmin2Data?Admin0Pcode=XMR",
    ];
    for path in paths {
        let path = format!("/dtm/{path}");
        for caller in [
            node.visitor(),
            node.user("admin"),
            node.visitor().with("ocp-apim-subscription-key", "wmk_0000"),
        ] {
            let refusal = caller.get(&path).expect(401).json();
            assert_eq!(refusal["isSuccess"], false, "{path}");
            assert_eq!(refusal["statusCode"], 401);
            assert_eq!(refusal["result"], json!([]));
            let why = refusal["errorMessages"][0].as_str().unwrap_or_default();
            assert!(why.contains("access denied"), "{why}");
        }
        subscriber(&node).get(&path).expect(200);
    }
    let open = Node::start_with_settings("dtm_key_required = false\n");
    for path in paths {
        open.visitor().get(&format!("/dtm/{path}")).expect(200);
    }
}

#[test]
fn a_bad_question_is_refused_with_every_fault_at_once() {
    let node = Node::start();
    let caller = subscriber(&node);
    let faults = |path: &str| {
        let refusal = caller.get(&format!("/dtm/{path}")).expect(400).json();
        assert_eq!(
            (&refusal["isSuccess"], &refusal["statusCode"]),
            (&json!(false), &json!(400)),
            "{path}"
        );
        assert_eq!(refusal["totalRecordsCount"], 0);
        refusal["errorMessages"].as_array().expect("messages").len()
    };
    assert_eq!(faults("v3/displacement/admin0"), 1, "none of the three");
    assert_eq!(
        faults(
            "v3/displacement/admin1?FromReportingDate=1.2.2024&ToReportingDate=2024-13-01&FromRoundNumber=0&ToRoundNumber=x&Admin2Name=y"
        ),
        6
    );
    assert_eq!(
        faults(
            "v3/displacement/admin2?Admin0Pcode=XMR&FromRoundNumber=3&ToRoundNumber=2&FromReportingDate=2026-01-02&ToReportingDate=2026-01-01"
        ),
        2
    );
    assert_eq!(
        faults("v2/IdpAdmin0Data?admin0pcode=XMR"),
        2,
        "names have exact case"
    );
    assert_eq!(
        faults("v3/displacement/admin0?Admin0Pcode=XMR&Admin0Pcode=TCD"),
        1
    );
    assert_eq!(faults("v3/displacement/country-list?Operation=x"), 1);
    assert_eq!(
        caller
            .send("POST", "/dtm/v3/displacement/admin0", Some(b"{}"))
            .status,
        405
    );
}

/// Adds an approved round in districts of the demo country: code, reason, women, men.
fn approved(coordinator: &Client, round: &str, people: &[(&str, &str, u32, u32)]) {
    let post = |register: &str, data: Value| {
        let path = format!("/api/v1/registers/{register}/records");
        coordinator.post(&path, &json!({"data": data})).expect(201);
    };
    post(
        "rounds",
        json!({"round_id": round, "operation": "xmr-marula", "number": 9, "country": "XMR", "reported_on": "2027-03-20"}),
    );
    for (at, (district, reason, women, men)) in people.iter().enumerate() {
        post(
            "area_assessments",
            json!({
                "assessment_key": format!("{round}|{at}"), "operation": "xmr-marula", "round": round, "country": "XMR",
                "assessment_type": "BA", "population": "idps", "level": "place", "place_id": format!("{round}-{at}"),
                "area_code": district, "presence": "present", "reason": reason,
                "individuals": women + men, "females": women, "males": men,
            }),
        );
    }
    for name in ["start", "check", "approve"] {
        let path = format!("/api/v1/displacement/rounds/{round}/transition");
        coordinator.post(&path, &json!({"name": name})).expect(200);
    }
}

#[test]
fn a_small_number_is_in_no_level_row_or_sex_and_follows_from_none() {
    let node = Node::start();
    // Seven people in one district; in another few men.
    approved(
        &node.user("coordinator"),
        "quiet",
        &[
            ("XM0101", "Conflict", 7_000, 6_000),
            ("XM0101", "Insecurity", 400, 300),
            ("XM0102", "Conflict", 4, 3),
            ("XM0103", "Conflict", 900, 800),
            ("XM0201", "Conflict", 50, 2),
            ("XM0202", "Conflict", 500, 450),
        ],
    );
    let caller = subscriber(&node);
    let of = |level: u8| {
        records(
            &caller,
            &format!("/dtm/v3/displacement/admin{level}?Admin0Pcode=XMR&FromRoundNumber=9"),
        )
    };
    let (country, provinces, districts) = (of(0), of(1), of(2));
    let row = |code: &str, reason: &str| {
        let found = districts
            .iter()
            .find(|row| row["admin2Pcode"] == code && row["displacementReason"] == reason);
        found.expect("a row").clone()
    };
    let small = row("XM0102", "Conflict");
    for field in ["numPresentIdpInd", "numberMales", "numberFemales"] {
        assert_eq!(small[field], Value::Null, "{field}");
    }
    // Its province less the other districts would be the seven.
    let province = provinces
        .iter()
        .find(|row| row["admin1Pcode"] == "XM01" && row["displacementReason"] == "Conflict");
    let shown = ["XM0101", "XM0103"]
        .iter()
        .filter(|code| !row(code, "Conflict")["numPresentIdpInd"].is_null());
    let province_is_shown = province.is_some_and(|row| !row["numPresentIdpInd"].is_null());
    assert!(
        !province_is_shown || shown.count() < 2,
        "the seven can be computed"
    );
    // Two men among 52: neither they nor the women beside the sum, here or through the district next to it.
    let few = row("XM0201", "Conflict");
    assert_eq!(
        (
            &few["numPresentIdpInd"],
            &few["numberMales"],
            &few["numberFemales"]
        ),
        (&json!(52), &Value::Null, &Value::Null)
    );
    let beside = row("XM0202", "Conflict");
    let above = provinces
        .iter()
        .find(|row| row["admin1Pcode"] == "XM02")
        .expect("a row");
    assert!(beside["numberMales"].is_null() || above["numberMales"].is_null());
    assert_eq!(
        country
            .iter()
            .filter(|row| row["displacementReason"] == "Insecurity")
            .count(),
        1
    );
    // Version 2 hides what the public pages hide: no more and no less.
    let two = records(
        &caller,
        "/dtm/v2/IdpAdmin2Data?Admin0Pcode=XMR&FromRoundNumber=9",
    );
    let page = node
        .visitor()
        .get("/en/displacement/idps_present.csv?level=2&round=quiet")
        .expect(200)
        .text();
    for row in &two {
        let code = row["admin2Pcode"].as_str().unwrap_or_default();
        let line = page
            .lines()
            .find(|line| line.starts_with(code))
            .expect("a line");
        let shown = line
            .split(',')
            .nth(4)
            .and_then(|value| value.parse::<i64>().ok());
        assert_eq!(row["numPresentIdpInd"].as_i64(), shown, "{code}");
    }
    assert!(two.iter().any(|row| row["numPresentIdpInd"].is_null()));
}

/// The service's recorded answers on Chad.
fn recorded(level: u8) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../../shared/data/dtm/api_fixtures")
        .join(format!("admin{level}-admin0pcode-tcd.json"));
    path.is_file().then_some(path)
}

#[test]
fn published_answers_read_in_are_told_again_as_they_were() {
    let Some(path) = recorded(2) else {
        eprintln!("skipped: the recorded answers of the DTM API are not here");
        return;
    };
    let mut node = Node::start();
    node.kill();
    ok(&waymark(
        node.data(),
        &[
            "import",
            "displacement",
            &path.display().to_string(),
            "--unit",
            "/marula",
        ],
    ));
    node.restart();
    let coordinator = node.user("coordinator");
    for round in [9, 24] {
        for name in ["start", "check", "approve"] {
            let step = json!({"name": name, "reason": "as published"});
            let path = format!(
                "/api/v1/displacement/rounds/tcd-lake-chad-basin-crisis-r{round}/transition"
            );
            coordinator.post(&path, &step).expect(200);
        }
    }
    let caller = subscriber(&node);
    // A row without what the service numbers itself.
    let key = |row: &Value| {
        let mut row = row.clone();
        if let Some(fields) = row.as_object_mut() {
            fields.remove("id");
        }
        row.to_string()
    };
    for level in 0..=2 {
        let text =
            std::fs::read_to_string(recorded(level).expect("beside the other")).expect("readable");
        let published: Value = serde_json::from_str(&text).expect("JSON");
        for round in [9, 24] {
            let mut want: BTreeMap<String, usize> = BTreeMap::new();
            let rows = published["result"].as_array().expect("records").iter();
            for row in rows.filter(|row| row["roundNumber"] == round) {
                *want.entry(key(row)).or_default() += 1;
            }
            let asked = format!(
                "/dtm/v3/displacement/admin{level}?CountryName=chad&FromRoundNumber={round}&ToRoundNumber={round}"
            );
            let mut found: BTreeMap<String, usize> = BTreeMap::new();
            for row in records(&caller, &asked) {
                *found.entry(key(&row)).or_default() += 1;
            }
            assert_eq!(found, want, "admin {level}, round {round}");
        }
    }
    let latest = records(
        &caller,
        "/dtm/v3/displacement/admin0?Admin0Pcode=TCD&FromRoundNumber=24",
    );
    assert_eq!(people(&latest), Some(225_689));
    // Ours is read like the service's own.
    let file = node.data().join("answer.json");
    let answer = caller
        .get("/dtm/v3/displacement/admin2?Admin0Pcode=TCD")
        .expect(200);
    std::fs::write(&file, answer.text()).expect("written");
    node.kill();
    let again = waymark(
        node.data(),
        &[
            "import",
            "displacement",
            &file.display().to_string(),
            "--unit",
            "/marula",
            "--dry-run",
            "--json",
        ],
    );
    let report: Value = serde_json::from_slice(&ok(&again).stdout).expect("JSON");
    let report = &report["report"];
    assert_eq!(
        (&report["rows"], &report["refused_rows"]),
        (&json!(12), &json!(0))
    );
    assert_eq!(report["control_sums"][0]["individuals"], 563_695);
}
