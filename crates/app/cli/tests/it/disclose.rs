//! Whole files made into releases from the command line, without a store.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::node::{folder, waymark};

const DOMAIN: &str = "[[column]]\nname = \"sex\"\nvalues = [\"F\", \"M\"]\nrequired = true\n\
    [[column]]\nname = \"age\"\nbins = [0, 18, 60, 120]\n\
    [[column]]\nname = \"work\"\nvalues = [\"farm\", \"house\", \"none\"]\n\
    [[impossible]]\nsex = [\"M\"]\nwork = [\"house\"]\n";

fn cases(rows: usize) -> String {
    let mut text = String::from("sex,age,work\n");
    for row in 0..rows {
        text.push_str(
            [
                "F,17,house\n",
                "M,30,farm\n",
                "F,31,\n",
                "M,65,none\n",
                "F,20,farm\n",
            ][row % 5],
        );
    }
    text
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

fn disclose(at: &Path, arguments: &[&str]) -> Run {
    let mut all = vec!["disclose"];
    all.extend(arguments);
    let output = waymark(at, &all);
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn put(at: &Path, name: &str, text: &str) -> PathBuf {
    let path = at.join(name);
    fs::write(&path, text).expect("written");
    path
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

#[test]
fn a_synthetic_file_obeys_its_domain_and_comes_again_from_its_recipe() {
    let at = folder();
    let (file, domain) = (
        put(at.path(), "in.csv", &cases(5_000)),
        put(at.path(), "domain.toml", DOMAIN),
    );
    let (out, recipe, again) = (
        at.path().join("out.csv"),
        at.path().join("recipe.json"),
        at.path().join("again.csv"),
    );
    let run = disclose(
        at.path(),
        &[
            "synthesise",
            text(&file),
            "--epsilon",
            "1",
            "--delta",
            "1e-6",
            "--domain",
            text(&domain),
            "-o",
            text(&out),
            "--recipe",
            text(&recipe),
            "--json",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let told: Value = serde_json::from_str(&run.out).expect("JSON");
    assert!(told["rho_spent"].as_f64() <= told["rho"].as_f64());
    assert_eq!(told["domain_declared"], true);
    let made = fs::read_to_string(&out).expect("made");
    assert!(made.starts_with("sex,age,work\n"));
    assert!(
        !made.contains("M,[0;18),house") && !made.contains("M,[18;60),house"),
        "an impossible combination"
    );
    assert!(
        made.lines()
            .skip(1)
            .all(|line| line.starts_with("F,") || line.starts_with("M,"))
    );
    let rows = made.lines().count() as i64 - 1;
    assert!((rows - 5_000).abs() < 250, "{rows}");
    let run = disclose(at.path(), &["again", text(&recipe), "-o", text(&again)]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(fs::read_to_string(&again).expect("made"), made);

    let report = disclose(
        at.path(),
        &[
            "report",
            text(&file),
            text(&out),
            "--domain",
            text(&domain),
            "--json",
        ],
    );
    assert_eq!(report.code, 0, "{}", report.err);
    let report: Value = serde_json::from_str(&report.out).expect("JSON");
    assert_eq!(report["impossible"], 0);
    assert!(
        report["utility"][1]["total_variation"]
            .as_f64()
            .expect("a figure")
            < 0.05,
        "{report}"
    );
    assert!(
        !at.path().join("waymark.sqlite").exists(),
        "no store is made"
    );
}

#[test]
fn every_fault_of_a_request_and_a_file_is_told_at_once_and_no_file_is_left() {
    let at = folder();
    let file = put(
        at.path(),
        "in.csv",
        "sex,age,work\nF,17,house\nX,17,farm\nM,abc,sea\nF\n",
    );
    let (domain, out) = (
        put(at.path(), "domain.toml", DOMAIN),
        at.path().join("out.csv"),
    );
    let run = disclose(
        at.path(),
        &[
            "synthesise",
            text(&file),
            "--epsilon",
            "0",
            "--delta",
            "0.9",
            "--order",
            "7",
            "--domain",
            text(&domain),
            "-o",
            text(&out),
        ],
    );
    assert_eq!(run.code, 1, "{}", run.err);
    for part in [
        "epsilon must be",
        "delta must be",
        "--order is 1 to 4",
        "line 3, column \"sex\"",
        "line 4, column \"age\"",
        "line 4, column \"work\"",
        "line 5: has 1 cells",
    ] {
        assert!(run.err.contains(part), "{part} is missing from {}", run.err);
    }
    let left: Vec<_> = fs::read_dir(at.path())
        .expect("listed")
        .filter_map(Result::ok)
        .map(|entry| entry.file_name())
        .collect();
    assert!(
        !left
            .iter()
            .any(|name| name.to_string_lossy().contains("out.csv")),
        "{left:?}"
    );
}

#[test]
fn the_confidential_file_is_never_replaced_and_an_inferred_domain_is_told() {
    let at = folder();
    let file = put(at.path(), "in.csv", &cases(100));
    let run = disclose(
        at.path(),
        &[
            "synthesise",
            text(&file),
            "--epsilon",
            "1",
            "--delta",
            "1e-6",
            "-o",
            text(&file),
        ],
    );
    assert_eq!(run.code, 1);
    assert_eq!(fs::read_to_string(&file).expect("there"), cases(100));
    let out = at.path().join("out.csv");
    let run = disclose(
        at.path(),
        &[
            "synthesise",
            text(&file),
            "--epsilon",
            "1",
            "--delta",
            "1e-6",
            "-o",
            text(&out),
        ],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("not protected") && run.err.contains("--domain"),
        "{}",
        run.err
    );
}

#[test]
fn k_anonymous_records_hold_no_group_under_k_and_the_report_says_so() {
    let at = folder();
    let mut rows = cases(400);
    rows.push_str("M,3,none\nF,110,none\n");
    let (file, out) = (put(at.path(), "in.csv", &rows), at.path().join("out.csv"));
    let run = disclose(
        at.path(),
        &[
            "k-anonymise",
            text(&file),
            "-k",
            "11",
            "-o",
            text(&out),
            "--json",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let told: Value = serde_json::from_str(&run.out).expect("JSON");
    assert!(told["smallest"].as_u64() >= Some(11), "{told}");
    assert!(told["columns"][0]["l"].as_u64() >= Some(1));
    let report = disclose(at.path(), &["report", text(&file), text(&out), "--json"]);
    assert_eq!(report.code, 0, "{}", report.err);
    let report: Value = serde_json::from_str(&report.out).expect("JSON");
    assert!(report["smallest_group"].as_u64() >= Some(11), "{report}");
    assert_eq!(report["attacks"]["uniqueness"]["release"], 0);
    assert_eq!(report["attacks"]["uniqueness"]["reproduced"], 0);
    assert_eq!(report["utility"][2]["invented"], 0.0);
    let run = disclose(
        at.path(),
        &["k-anonymise", text(&file), "-k", "1", "-o", text(&out)],
    );
    assert_eq!(run.code, 1);
    assert!(run.err.contains("-k must be at least 2"), "{}", run.err);
}

#[test]
fn an_attack_on_the_file_itself_finds_its_people_and_one_on_a_release_does_not() {
    let at = folder();
    let header = "a,b,c,d\n";
    let person = |row: usize| format!("x{},y{},z{},w{}\n", row % 13, row % 17, row % 19, row % 7);
    let half = |odd: usize| {
        header.to_owned()
            + &(0..1_500)
                .map(|row| person(2 * row + odd))
                .collect::<String>()
    };
    let (own, others) = (
        put(at.path(), "own.csv", &half(0)),
        put(at.path(), "others.csv", &half(1)),
    );
    let auc = |release: &Path| {
        let run = disclose(
            at.path(),
            &[
                "report",
                text(&own),
                text(release),
                "--outsiders",
                text(&others),
                "--json",
            ],
        );
        assert_eq!(run.code, 0, "{}", run.err);
        let report: Value = serde_json::from_str(&run.out).expect("JSON");
        report["attacks"]["membership"]["auc"]
            .as_f64()
            .expect("measured")
    };
    assert!(auc(&own) > 0.99);
    let out = at.path().join("out.csv");
    let run = disclose(
        at.path(),
        &[
            "synthesise",
            text(&own),
            "--epsilon",
            "1",
            "--delta",
            "1e-6",
            "-o",
            text(&out),
        ],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(auc(&out) < 0.56);
}

#[test]
fn a_broken_recipe_is_refused_with_its_place() {
    let at = folder();
    let recipe = put(
        at.path(),
        "recipe.json",
        "{\n \"method\": 1,\n \"epsilon\": oops }",
    );
    let run = disclose(
        at.path(),
        &[
            "again",
            text(&recipe),
            "-o",
            text(&at.path().join("out.csv")),
        ],
    );
    assert_eq!(run.code, 1);
    assert!(run.err.contains("line 3"), "{}", run.err);
}

#[test]
fn help_gives_examples() {
    let at = folder();
    for act in [
        &["--help"][..],
        &["synthesise", "--help"],
        &["k-anonymise", "--help"],
        &["report", "--help"],
    ] {
        let run = disclose(at.path(), act);
        assert_eq!(run.code, 0);
        assert!(run.out.contains("waymark disclose "), "{}", run.out);
    }
}
