//! The public pages and downloads as a visitor gets them: languages, weight, headers, small numbers, approval.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::{
    client::{Answer, Client},
    node::Node,
    python,
};

const INDICATORS: [&str; 4] = [
    "idps_present",
    "idp_households",
    "returnees_present",
    "migrants_present",
];
const FORMATS: [&str; 4] = ["csv", "geojson", "xlsx", "parquet"];
/// What a page may weigh with everything it loads, compressed.
const HEAVIEST: usize = 100 * 1000;

/// What a page loads by itself: stylesheets, icons, images.
fn loaded(page: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for tag in page.split('<').filter_map(|rest| rest.split('>').next()) {
        let link = tag.starts_with("link ")
            && ["stylesheet", "icon", "preload"]
                .iter()
                .any(|kind| tag.contains(&format!("rel=\"{kind}\"")));
        let attribute = if link { "href=\"" } else { "src=\"" };
        if let Some(address) = tag
            .split(attribute)
            .nth(1)
            .filter(|_| link || tag.contains("src="))
        {
            found.extend(address.split('"').next().map(str::to_owned));
        }
    }
    found
}

#[test]
fn pages_speak_four_languages_need_no_script_and_are_light() {
    let node = Node::start();
    let visitor = node.visitor();
    for (lang, direction) in [("en", "ltr"), ("fr", "ltr"), ("es", "ltr"), ("ar", "rtl")] {
        for path in [
            format!("/{lang}"),
            format!("/{lang}/displacement/idps_present"),
            format!("/{lang}/displacement/idps_present?level=2"),
            format!("/{lang}/displacement/idp_households?level=2&area=XM03"),
        ] {
            let page = visitor.get(&path).expect(200);
            assert_eq!(
                page.header("content-type"),
                Some("text/html; charset=utf-8")
            );
            let text = page.text();
            let opening = format!("<html lang=\"{lang}\" dir=\"{direction}\">");
            assert!(text.contains(&opening), "{path}: {}", &text[..120]);
            assert!(!text.contains("<script"), "{path} needs a script");
            assert!(
                !text.contains(" style=\""),
                "{path}: the policy forbids inline style"
            );
            assert!(text.contains("<svg"), "{path} has no map");
            assert!(
                text.contains("<table"),
                "{path} has no table beside the map"
            );
            let compressing = visitor.with("accept-encoding", "gzip");
            let whole = compressing.get(&path).expect(200);
            assert_eq!(whole.header("content-encoding"), Some("gzip"));
            let mut weight = whole.body.len();
            let parts = loaded(&text);
            assert!(!parts.is_empty(), "{path} has no stylesheet");
            for part in parts {
                assert!(part.starts_with('/'), "{path} loads {part} from elsewhere");
                weight += compressing.get(&part).expect(200).body.len();
            }
            assert!(weight <= HEAVIEST, "{path} weighs {weight} bytes");
        }
    }
    visitor.get("/de").expect(404);
    let arabic = visitor.with("accept-language", "ar, en;q=0.5").get("/");
    assert!((300..400).contains(&arabic.status));
    assert_eq!(arabic.header("location"), Some("/ar"));
}

#[test]
fn areas_are_called_by_their_names() {
    let node = Node::start();
    let visitor = node.visitor();
    let places = node
        .user("analyst")
        .get("/api/v1/registers/places/records?limit=100");
    let places = places.expect(200).json();
    let mut seen = 0;
    let download = csv(&visitor.get("/en/displacement/idps_present.csv?level=1"));
    for place in places["records"].as_array().into_iter().flatten() {
        let (code, name) = (&place["data"]["code"], &place["data"]["name"]);
        for row in download.iter().filter(|row| row["area code"] == *code) {
            assert_eq!(json!(row["area name"]), *name);
            seen += 1;
        }
    }
    assert_eq!(seen, 8);
    let page = visitor.get("/en").expect(200).text();
    assert!(
        !page.contains("مارولا"),
        "an Arabic name on the English page"
    );
    assert!(visitor.get("/ar").expect(200).text().contains("مارولا"));
}

#[test]
fn reasons_for_displacement_are_told_in_the_language_of_the_page() {
    let node = Node::start();
    let visitor = node.visitor();
    for (lang, words) in [
        ("en", ["Conflict", "Natural disaster", "Insecurity"]),
        ("fr", ["Conflit", "Catastrophe naturelle", "Insécurité"]),
        ("es", ["Conflicto", "Desastre natural", "Inseguridad"]),
        ("ar", ["نزاع", "كارثة طبيعية", "انعدام الأمن"]),
    ] {
        let page = visitor
            .get(&format!("/{lang}/displacement/idps_present"))
            .expect(200)
            .text();
        for word in words {
            assert!(page.contains(word), "{lang}: {word}");
        }
        assert!(
            lang == "en" || !page.contains("Natural disaster"),
            "{lang}: in English"
        );
    }
}

#[test]
fn every_answer_carries_the_security_headers() {
    let node = Node::start();
    let (visitor, analyst) = (node.visitor(), node.user("analyst"));
    let mut answers: Vec<(String, Answer)> = [
        "/",
        "/en",
        "/de",
        "/health",
        "/metrics",
        "/openapi.json",
        "/app",
        "/app/",
        "/app/no/such/screen",
        "/app/assets/none.js",
        "/assets/portal.css",
        "/en/displacement/idps_present.csv",
        "/en/displacement/nothing",
        "/en?level=x",
        "/en/displacement/idps_present?level=x",
        "/api/v1/session",
        "/api/v1/nowhere",
        "/%00",
        "/en/%2e%2e/%2e%2e/etc/passwd",
    ]
    .into_iter()
    .map(|path| (path.to_owned(), visitor.get(path)))
    .collect();
    let sites = "/api/v1/registers/sites/records";
    answers.push(("PUT".to_owned(), visitor.send("PUT", "/en", Some(b"x"))));
    answers.push(("refused".to_owned(), visitor.sign_in("analyst", "wrong")));
    answers.push(("list".to_owned(), analyst.get(sites)));
    answers.push((
        "unreadable".to_owned(),
        analyst.send("POST", sites, Some(b"{")),
    ));
    let foreign = analyst.with("origin", "https://evil.example");
    answers.push(("foreign".to_owned(), foreign.post(sites, &json!({}))));
    for (what, answer) in &answers {
        assert!(answer.status < 500, "{what}: {}", answer.text());
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{what}: {name}");
        }
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("default-src 'none'"), "{what}: {policy}");
        assert!(!policy.contains("unsafe"), "{what}: {policy}");
        assert!(answer.header("permissions-policy").is_some(), "{what}");
    }
    for path in ["/api/v1/session", sites] {
        assert_eq!(analyst.get(path).header("cache-control"), Some("no-store"));
    }
}

/// The form runner needs more than other pages; the pages beside it do not get it.
#[test]
fn only_the_page_that_fills_a_form_may_compile_and_write_styles() {
    let node = Node::start();
    let visitor = node.visitor();
    for path in ["/app/fill", "/app/fill/", "/app/fill/1/site_check"] {
        let answer = visitor.get(path);
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"));
        assert!(!policy.contains("'unsafe-eval'"), "{path}: {policy}");
        assert!(!policy.contains("http"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'self'"), "{path}");
        assert_eq!(answer.header("x-frame-options"), Some("SAMEORIGIN"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
    for path in ["/app/", "/app/filling", "/app/collect", "/app/sw.js", "/en"] {
        let answer = visitor.get(path);
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-frame-options"), Some("DENY"), "{path}");
    }
}

/// The rows of a download, the HXL row left out.
fn csv(answer: &Answer) -> Vec<BTreeMap<String, String>> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    rows_of(&answer.text())
}

fn rows_of(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    lines
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let cells = line.split(',').map(str::to_owned);
            header
                .iter()
                .map(|name| (*name).to_owned())
                .zip(cells)
                .collect()
        })
        .collect()
}

/// A round of the year 2027 with these people in these districts.
fn plan(coordinator: &Client, round: &str, people: &[(&str, u32)]) {
    let post = |register: &str, data: Value| {
        let path = format!("/api/v1/registers/{register}/records");
        coordinator.post(&path, &json!({"data": data})).expect(201);
    };
    post(
        "rounds",
        json!({
            "round_id": round, "operation": "xmr-marula", "number": 9, "title": "Quiet round", "country": "XMR",
            "reported_on": "2027-03-20", "collection_start": "2027-03-01", "collection_end": "2027-03-20",
        }),
    );
    for (at, (district, individuals)) in people.iter().enumerate() {
        post(
            "area_assessments",
            json!({
                "assessment_key": format!("{round}|{at}"), "operation": "xmr-marula", "round": round,
                "country": "XMR", "reported_on": "2027-03-20", "assessment_type": "BA", "population": "idps",
                "level": "place", "place_id": format!("{round}-{at}"), "area_code": district,
                "area_name": "A place", "presence": "present", "individuals": individuals,
            }),
        );
    }
}

fn take(coordinator: &Client, round: &str, steps: &[&str]) {
    for name in steps {
        let path = format!("/api/v1/displacement/rounds/{round}/transition");
        coordinator
            .post(&path, &json!({"name": name, "reason": "tried"}))
            .expect(200);
    }
}

/// Page and text downloads of one round, over all levels and areas, with the addresses.
fn everything_of(visitor: &Client, round: &str) -> Vec<(String, Answer)> {
    let mut all = Vec::new();
    for (level, area) in [
        ("0", ""),
        ("1", ""),
        ("2", ""),
        ("3", ""),
        ("2", "XM01"),
        ("2", "XM02"),
        ("1", "XMR"),
    ] {
        for ending in ["", ".csv", ".geojson"] {
            let area = if area.is_empty() {
                String::new()
            } else {
                format!("&area={area}")
            };
            let path =
                format!("/en/displacement/idps_present{ending}?round={round}&level={level}{area}");
            let answer = visitor.get(&path);
            all.push((path, answer));
        }
    }
    all
}

#[test]
fn small_numbers_and_what_would_give_them_away_are_in_no_download() {
    let node = Node::start();
    let coordinator = node.user("coordinator");
    // One small district in the first province, two in the second that are small together.
    let people = [
        ("XM0101", 71_213),
        ("XM0102", 7),
        ("XM0103", 50_627),
        ("XM0201", 4),
        ("XM0202", 3),
        ("XM0203", 90_841),
        ("XM0204", 81_129),
    ];
    plan(&coordinator, "quiet", &people);
    take(&coordinator, "quiet", &["start", "check", "approve"]);
    let visitor = node.visitor();
    let rows = csv(&visitor.get("/en/displacement/idps_present.csv?round=quiet&level=2"));
    let shown = |code: &str| {
        let row = rows.iter().find(|row| row["area code"] == code);
        row.map(|row| (row["value"].clone(), row["status"].clone()))
    };
    for small in ["XM0102", "XM0201", "XM0202"] {
        assert_eq!(
            shown(small),
            Some((String::new(), "suppressed".to_owned())),
            "{small}"
        );
    }
    for (province, total) in [("XM01", 121_847), ("XM02", 171_977)] {
        let own: Vec<_> = rows
            .iter()
            .filter(|row| row["area code"].starts_with(province))
            .collect();
        let hidden: Vec<&str> = own
            .iter()
            .filter(|row| row["status"] == "suppressed")
            .map(|row| row["area code"].as_str())
            .collect();
        let together: u32 = people
            .iter()
            .filter(|(code, _)| hidden.contains(code))
            .map(|(_, people)| people)
            .sum();
        let provinces = csv(&visitor.get("/en/displacement/idps_present.csv?round=quiet&level=1"));
        let above = provinces
            .iter()
            .find(|row| row["area code"] == province)
            .expect("the province");
        if above["status"] == "shown" {
            assert_eq!(above["value"], total.to_string());
            // What is left when the shown are taken off must be no small number, and not one district's alone.
            assert!(
                hidden.len() > 1 && together >= 10,
                "{province}: {hidden:?} make {together}"
            );
        }
    }
    let hidden: Vec<u32> = people
        .iter()
        .filter(|(code, _)| shown(code).is_some_and(|(_, status)| status == "suppressed"))
        .map(|(_, people)| *people)
        .filter(|people| *people >= 10)
        .collect();
    assert!(!hidden.is_empty(), "no complement is suppressed");
    for (path, answer) in everything_of(&visitor, "quiet") {
        let text = answer.expect(200).text();
        for people in &hidden {
            let grouped = format!("{},{:03}", people / 1000, people % 1000);
            assert!(!text.contains(&people.to_string()), "{path} tells {people}");
            assert!(!text.contains(&grouped), "{path} tells {grouped}");
        }
        if path.contains(".geojson") {
            let features: Value = serde_json::from_str(&text).expect("JSON");
            for feature in features["features"].as_array().into_iter().flatten() {
                let told = &feature["properties"];
                let value = told["value"].as_f64();
                assert!(
                    value.is_none_or(|value| value == 0.0 || value >= 10.0),
                    "{path}: {told}"
                );
                assert_eq!(told["status"] == "shown", value.is_some(), "{path}: {told}");
            }
        } else if path.contains(".csv") {
            for row in csv(&visitor.get(&path)) {
                let value: Option<f64> = row["value"].parse().ok();
                assert!(
                    value.is_none_or(|value| value == 0.0 || value >= 10.0),
                    "{path}: {row:?}"
                );
                assert_eq!(row["status"] == "shown", value.is_some(), "{path}: {row:?}");
            }
        }
    }
}

/// Prints a workbook or a Parquet file as CSV with the names of its first row, its tags left out.
const AS_CSV: &str = r##"
import csv, sys, duckdb, openpyxl
path = sys.argv[1]
if path.endswith(".xlsx"):
    rows = [list(row) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]
    rows = [row for row in rows if not any(str(cell).startswith("#") for cell in row)]
else:
    found = duckdb.execute("select * from read_parquet(?)", [path])
    rows = [[column[0].replace("_", " ") for column in found.description]] + [list(row) for row in found.fetchall()]
for row in rows:
    print(",".join("" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row))
"##;

#[test]
fn a_workbook_and_a_parquet_file_hide_what_the_text_hides() {
    if !python::has(
        "duckdb, openpyxl",
        "a_workbook_and_a_parquet_file_hide_what_the_text_hides",
    ) {
        return;
    }
    let node = Node::start();
    let coordinator = node.user("coordinator");
    let people = [
        ("XM0101", 71_213),
        ("XM0102", 7),
        ("XM0103", 50_627),
        ("XM0104", 3),
    ];
    plan(&coordinator, "quiet", &people);
    take(&coordinator, "quiet", &["start", "check", "approve"]);
    let visitor = node.visitor();
    let folder = tempfile::tempdir().expect("a folder");
    for level in ["1", "2"] {
        let path = |ending: &str| {
            format!("/en/displacement/idps_present.{ending}?round=quiet&level={level}")
        };
        let told: Vec<_> = csv(&visitor.get(&path("csv")))
            .into_iter()
            .map(|row| {
                (
                    row["area code"].clone(),
                    row["value"].clone(),
                    row["status"].clone(),
                )
            })
            .collect();
        assert!(
            level == "1"
                || told
                    .iter()
                    .any(|(_, value, status)| value.is_empty() && status == "suppressed")
        );
        for ending in ["xlsx", "parquet"] {
            let file = folder.path().join(format!("{level}.{ending}"));
            std::fs::write(&file, &visitor.get(&path(ending)).expect(200).body).expect("written");
            let rows: Vec<_> = rows_of(&python::told(AS_CSV, &file))
                .into_iter()
                .map(|row| {
                    (
                        row["area code"].clone(),
                        row["value"].clone(),
                        row["status"].clone(),
                    )
                })
                .collect();
            assert_eq!(rows, told, "{ending} at level {level}");
        }
    }
}

/// Fails when the visitor finds a word of the round anywhere.
#[track_caller]
fn is_nowhere(visitor: &Client, round: &str, title: &str) {
    let mut paths = vec!["/en".to_owned(), "/fr".to_owned(), "/metrics".to_owned()];
    for indicator in INDICATORS {
        let base = format!("/en/displacement/{indicator}");
        paths.extend(FORMATS.map(|format| format!("{base}.{format}?level=2")));
        paths.extend([base.clone(), format!("{base}?level=2&area=XM01")]);
    }
    for path in paths {
        let answer = visitor.get(&path).expect(200);
        let text = answer.text();
        assert!(!text.contains(round), "{path} tells of {round}");
        assert!(!text.contains(title), "{path} tells of {title}");
    }
    for indicator in INDICATORS {
        for ending in ["", ".csv", ".geojson", ".xlsx", ".parquet"] {
            let path = format!("/en/displacement/{indicator}{ending}?round={round}");
            visitor.get(&path).expect(404);
        }
    }
}

#[test]
fn an_unpublished_round_is_nowhere_until_it_is_approved_and_again_when_it_is_reopened() {
    let node = Node::start();
    let (visitor, coordinator) = (node.visitor(), node.user("coordinator"));
    is_nowhere(&visitor, "xmr-marula-r3", "Round 3");
    plan(
        &coordinator,
        "quiet",
        &[("XM0101", 71_213), ("XM0205", 1_600)],
    );
    is_nowhere(&visitor, "quiet", "Quiet round");
    take(&coordinator, "quiet", &["start", "check"]);
    is_nowhere(&visitor, "quiet", "Quiet round");
    take(&coordinator, "quiet", &["approve"]);
    let front = visitor.get("/en").expect(200).text();
    assert!(
        front.contains("Quiet round"),
        "approved, and not on the front page"
    );
    visitor
        .get("/en/displacement/idps_present.csv?round=quiet")
        .expect(200);
    take(&coordinator, "quiet", &["reopen"]);
    is_nowhere(&visitor, "quiet", "Quiet round");
    is_nowhere(&visitor, "xmr-marula-r3", "Round 3");
}

#[test]
fn an_indicator_that_is_not_open_is_not_published() {
    let node = Node::start();
    for ending in ["", ".csv", ".geojson", ".xlsx", ".parquet"] {
        let path = format!("/en/displacement/places_assessed{ending}");
        node.visitor().get(&path).expect(404);
    }
    let page = node
        .visitor()
        .get("/en/displacement/idps_present")
        .expect(200);
    assert!(!page.text().contains("places_assessed"));
}
