//! Trafficked persons over HTTP and on the command line: the explorer, contributions, the ledger, and those who may not.

use serde_json::{Value, json};

use crate::{
    client::Client,
    node::{Node, PASSWORD, add_user, folder, ok, waymark},
};

const RELEASES: &str = "/api/v1/releases";
const PUBLISHED: &str = "/api/v1/published/trafficking_cases";

fn as_user(node: &Node, user: &str) -> Client {
    node.visitor().signed_in(user, PASSWORD)
}

fn in_state(ledger: &Value, state: &str) -> Value {
    let all = ledger["releases"].as_array().expect("releases").clone();
    all.into_iter()
        .find(|release| release["state"] == state)
        .unwrap_or_else(|| panic!("no release is {state}"))
}

#[test]
fn the_explorer_stands_in_four_languages_without_script() {
    let node = Node::start();
    let visitor = node.visitor();
    let sent = visitor
        .with("accept-language", "es")
        .get("/trafficking")
        .also(303, 307);
    assert_eq!(sent.header("location"), Some("/es/trafficking"));
    for (lang, word, dir) in [
        ("en", "None of them is a person", "ltr"),
        ("fr", "Aucun n’est celui d’une personne", "ltr"),
        ("es", "Ninguno es de una persona", "ltr"),
        ("ar", "لا يعود أي منها إلى شخص", "rtl"),
    ] {
        let page = visitor
            .get(&format!("/{lang}/trafficking"))
            .expect(200)
            .text();
        assert!(page.contains(word), "{lang}");
        assert!(page.contains(&format!("lang=\"{lang}\" dir=\"{dir}\"")));
        assert!(!page.contains("<script") && !page.contains(" style="));
        assert!(page.contains("<table>") && page.contains("<caption>"));
        for words in ["method", "reading"] {
            visitor
                .get(&format!("/{lang}/trafficking/{words}"))
                .expect(200);
        }
    }
    assert!(
        visitor
            .get("/en")
            .expect(200)
            .text()
            .contains("/en/trafficking")
    );
    visitor.get("/en/trafficking?by=names").expect(404);
    visitor
        .get("/en/trafficking?by=gender&only=gender%3DMars")
        .expect(404);
    visitor
        .get("/en/trafficking/trafficking_cases-002.csv")
        .expect(404);
    visitor.get("/xx/trafficking").expect(404);
}

#[test]
fn what_was_not_measured_together_is_not_answered() {
    let node = Node::start();
    let visitor = node.visitor();
    let found = visitor.get(PUBLISHED).expect(200).json();
    let release = &found["releases"][0];
    assert_eq!(release["epsilon"], 1.0);
    let id = release["release_id"].as_str().expect("an id");
    let columns = release["columns"].as_array().expect("columns");
    let (mut answered, mut refused) = (0, 0);
    for column in columns {
        let by = column["name"].as_str().expect("a name");
        let table = format!("{PUBLISHED}/{id}/table?by={by}");
        let lines = visitor.get(&table).expect(200).json();
        let records: u64 = lines["lines"]
            .as_array()
            .expect("lines")
            .iter()
            .filter_map(|line| line["records"].as_u64())
            .sum();
        assert_eq!(Some(records), release["records"].as_u64(), "{by}");
        for other in columns.iter().filter(|other| other["name"] != by) {
            let only = other["name"].as_str().expect("a name");
            let covered = column["narrowed_by"]
                .as_array()
                .expect("names")
                .contains(&json!(only));
            let asked = visitor.get(&format!("{table}&only={only}&is="));
            if covered {
                asked.expect(200);
                answered += 1;
            } else {
                let problem = asked.expect(422).json();
                assert_eq!(problem["code"], "not_covered");
                refused += 1;
            }
        }
    }
    assert!(answered > 0 && refused > 0, "{answered} {refused}");
    // Every file, and in none of them the seed or a case.
    for (ending, begins) in [
        (".csv", "year,gender,age,citizenship,exploitation_country"),
        ("-dictionary.csv", "column,title,value,meaning"),
        ("-counts.csv", "column,value,only_column,only_value"),
        ("-recipe.toml", "# What leaves the register"),
    ] {
        let file = visitor
            .get(&format!("/en/trafficking/{id}{ending}"))
            .expect(200)
            .text();
        assert!(file.starts_with(begins), "{ending}: {}", &file[..60]);
        assert!(
            !file.contains("seed") && !file.contains("lantern|"),
            "{ending}"
        );
    }
    let parquet = visitor
        .get(&format!("/en/trafficking/{id}.parquet"))
        .expect(200);
    assert_eq!(parquet.body.get(..4), Some(&b"PAR1"[..]));
}

#[test]
fn the_ledger_is_for_those_who_decide_and_a_step_needs_the_right_one() {
    let node = Node::start();
    node.visitor().get(RELEASES).expect(401);
    as_user(&node, "enumerator").get(RELEASES).expect(403);
    let (steward, approver) = (as_user(&node, "steward"), as_user(&node, "approver"));
    let ledger = approver.get(RELEASES).expect(200).json();
    assert_eq!(ledger["budgets"][0]["register"], "trafficking_cases");
    assert_eq!(ledger["budgets"][0]["synthetic"], 1);
    let refused = in_state(&ledger, "refused");
    let codes: Vec<&str> = refused["data"]["refusals"]
        .as_array()
        .expect("reasons")
        .iter()
        .filter_map(|reason| reason["code"].as_str())
        .collect();
    assert_eq!(codes, ["agreement", "agreement", "budget"]);
    let published = in_state(&ledger, "published");
    assert!(published["data"]["attacks"]["membership"]["auc"].as_f64() < Some(0.55));
    assert!(published["data"].get("sealed_recipe").is_none());
    let step = |release: &Value| {
        let id = release["id"].as_str().expect("an id");
        format!("{RELEASES}/{id}/transition")
    };
    steward
        .post(
            &step(&published),
            &json!({"name": "withdraw", "reason": "I may not"}),
        )
        .expect(403);
    approver
        .post(&step(&refused), &json!({"name": "publish"}))
        .expect(422);
    // A recipe is told all its faults; whoever approves makes none.
    let bad = json!({"purpose": "x", "recipe": "register = \"trafficking_cases\"\nmethod = \"synthesis\""});
    let told = steward.post(RELEASES, &bad).expect(422).json();
    assert!(told["faults"].as_array().map(Vec::len) >= Some(3), "{told}");
    let recipe = steward.get("/api/v1/trafficking/recipe").expect(200).json();
    let asked = json!({"purpose": "a try", "recipe": recipe["recipe"]});
    approver.post(RELEASES, &asked).expect(403);
    // Withdrawn is out of sight, and stays spent.
    approver
        .post(&step(&published), &json!({"name": "withdraw"}))
        .expect(422);
    approver
        .post(
            &step(&published),
            &json!({"name": "withdraw", "reason": "an error in the source"}),
        )
        .expect(200);
    let empty = node.visitor().get("/en/trafficking").expect(200).text();
    assert!(empty.contains("Nothing is published yet"));
    let after = approver.get(RELEASES).expect(200).json();
    assert_eq!(after["budgets"][0]["synthetic"], 1);
}

#[test]
fn a_partner_contributes_over_http_and_reads_back_its_faults() {
    let node = Node::start();
    let steward = as_user(&node, "steward");
    let path = "/api/v1/trafficking/contributions?partner=lantern";
    let send = |client: &Client, path: &str, text: &str| {
        client
            .with("content-type", "text/csv")
            .send("POST", path, Some(text.as_bytes()))
    };
    let good = "pseudonym,cas_IncomingReferralDate,con_Consent,prs_Gender\nnew-1,2026-05-31,yes,Feminine\n";
    let report = send(&steward, path, good).expect(200).json();
    assert_eq!(
        (&report["created"], &report["accepted"]),
        (&json!(1), &json!(1)),
        "{report}"
    );
    let again = send(&steward, path, good).expect(200).json();
    assert_eq!(again["unchanged"], 1);
    let named = good.replace("prs_Gender", "prs_FirstName");
    let refused = send(&steward, path, &named).expect(200).json();
    assert_eq!(refused["committed"], false);
    assert_eq!(refused["faults"][0]["code"], "names_a_person");
    let nobody = "/api/v1/trafficking/contributions?partner=nobody";
    send(&steward, nobody, good).expect(422);
    send(&as_user(&node, "analyst"), path, good).expect(403);
    send(&node.visitor(), path, good).expect(401);
    let shared = steward
        .get("/api/v1/trafficking/duplicates")
        .expect(200)
        .json();
    assert!(
        shared["shared"][0]["people"].as_u64() > Some(20),
        "{shared}"
    );
}

#[test]
fn a_file_is_made_pseudonymous_and_brought_in_on_the_command_line() {
    let mut node = Node::start();
    let folder = folder();
    let (raw, key, out) = (
        folder.path().join("cases.csv"),
        folder.path().join("partners.key"),
        folder.path().join("contribution.csv"),
    );
    let text = "pseudonym,prs_FirstName,prs_SecondName,prs_Birthdate,cas_IncomingReferralDate,con_Consent\n1,Ana,Invented,2000-01-31,2026-02-01,yes\n";
    std::fs::write(&raw, text).expect("written");
    std::fs::write(&key, "0123456789abcdef0123456789abcdef").expect("written");
    let (raw, key, out) = (
        raw.display().to_string(),
        key.display().to_string(),
        out.display().to_string(),
    );
    let done = waymark(
        folder.path(),
        &[
            "trafficking",
            "pseudonymise",
            &raw,
            "--key-file",
            &key,
            "-o",
            &out,
        ],
    );
    ok(&done);
    let made = std::fs::read_to_string(&out).expect("a file");
    assert!(!made.contains("Ana") && made.contains("24_26"), "{made}");
    node.kill();
    let data = node.data();
    let brought = waymark(
        data,
        &["import", "trafficking", &out, "--partner", "harbour"],
    );
    let told = String::from_utf8_lossy(&ok(&brought).stdout).into_owned();
    assert!(told.contains("1 created"), "{told}");
    // The raw file is refused: it names people.
    let refused = waymark(
        data,
        &["import", "trafficking", &raw, "--partner", "harbour"],
    );
    assert_eq!(refused.status.code(), Some(1));
}

/// Sealed identity fields: what names a person is for the caseworker only, lies nowhere in the clear, and goes with its key.
#[test]
fn who_a_case_is_about_is_sealed_and_gone_when_it_is_erased() {
    let mut node = Node::prepared(&[], "", |data| {
        add_user(data, "caseworker", "case_worker", "/marula");
    });
    let caseworker = as_user(&node, "caseworker");
    let cases = "/api/v1/registers/trafficking_cases/records";
    let case = json!({"data": {
        "case_id": "intake-1", "partner": "lantern", "pseudonym": "L-1", "registered_year": 2026, "first_name": "Zubaida",
        "family_name": "Qasemzada", "birth_date": "2001-02-03", "identity_number": "TZK-7741-X", "consent": "yes",
    }, "owner": "/marula"});
    let made = caseworker.post(cases, &case).expect(201).json();
    let record = format!("{cases}/{}", made["id"].as_str().expect("an id"));
    let seen = caseworker.get(&record).expect(200).json();
    assert_eq!(seen["data"]["family_name"], "Qasemzada");
    let masked = as_user(&node, "steward").get(&record).expect(200).text();
    assert!(!masked.contains("Qasemzada") && !masked.contains("TZK-7741"));
    let reason = json!({"reason": "asked for"});
    as_user(&node, "steward")
        .post(&format!("{record}/erase"), &reason)
        .expect(403);
    let files = folder();
    let path = |name: &str| files.path().join(name).display().to_string();
    let data = node.data().to_owned();
    let backup = |name: &str| {
        ok(&waymark(
            &data,
            &["backup", &path(name), "--keys", &path("keys")],
        ));
    };
    backup("older");
    caseworker
        .post(&format!("{record}/erase"), &reason)
        .expect(200);
    backup("today");
    node.kill();
    let names = ["Zubaida", "Qasemzada", "TZK-7741", "2001-02-03"];
    for file in [
        data.join("waymark.db"),
        data.join("waymark.db-wal"),
        files.path().join("older"),
        files.path().join("today"),
    ] {
        let bytes = std::fs::read(&file).unwrap_or_default();
        for name in names {
            let found = bytes
                .windows(name.len())
                .any(|part| part == name.as_bytes());
            assert!(!found, "{name} in {}", file.display());
        }
    }
    // The journal is whole, and the backup from before the erasure has a case that nobody can open.
    let restored = folder();
    ok(&waymark(
        restored.path(),
        &["restore", &path("older"), "--keys", &path("keys")],
    ));
    std::fs::copy(data.join("master.key"), restored.path().join("master.key")).expect("the key");
    let report = waymark(restored.path(), &["verify", "--json"]);
    let report: Value = serde_json::from_slice(&ok(&report).stdout).expect("JSON");
    assert_eq!(report["altered"], json!([]));
    // Its four values.
    assert_eq!(report["sealed"]["closed"], json!({"key_gone": 4}));
}
