//! The contract of the program: XForm on standard output, faults and warnings as lines on standard error.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::{
    fs,
    process::{Command, Output},
};

fn run(arguments: &[&str], name: &str, content: &[u8]) -> Output {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join(name);
    fs::write(&file, content).unwrap();
    Command::new(env!("CARGO_BIN_EXE_waymark-xlsform"))
        .args(arguments)
        .arg(&file)
        .output()
        .unwrap()
}

fn lines(bytes: &[u8]) -> Vec<String> {
    String::from_utf8(bytes.to_vec())
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}

const FORM: &[u8] = b"| survey | | | |\n| | type | name | label |\n| | image | photo | Photo |\n";

#[test]
fn a_form_is_written_out_and_its_warnings_are_lines() {
    // The ending says CSV, the content is a table in Markdown: the content decides.
    let output = run(&[], "camps.csv", FORM);
    assert!(output.status.success());
    let xform = String::from_utf8(output.stdout).unwrap();
    assert!(xform.starts_with("<?xml version=\"1.0\"?>"));
    assert!(xform.contains("<data id=\"camps\">"));
    let errors = lines(&output.stderr);
    assert_eq!(errors.len(), 1);
    assert!(errors[0].starts_with("warning: [row : 2] "), "{errors:?}");
}

#[test]
fn a_refusal_has_a_status_and_a_line_for_each_fault_and_no_xform() {
    let form =
        b"| survey | | | |\n| | type | name | label |\n| | text | 1a | A |\n| | colour | b | B |\n";
    let output = run(&[], "f.md", form);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let errors = lines(&output.stderr);
    assert_eq!(errors.len(), 2);
    assert!(
        errors[0].starts_with("[row : 2] ") && errors[1].starts_with("[row : 3] "),
        "{errors:?}"
    );
}

#[test]
fn leniency_is_a_switch() {
    let form = b"| survey | | |\n| | type | name |\n| | text | a |\n";
    assert_eq!(run(&[], "f.md", form).status.code(), Some(1));
    assert!(run(&["--lenient"], "f.md", form).status.success());
}

#[test]
fn json_carries_the_form_or_its_faults() {
    let output = run(&["--json"], "camps.md", FORM);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["converted"], true);
    assert_eq!(report["form"]["fields"][0]["path"], "/data/photo");
    assert_eq!(report["warnings"][0]["row"], 2);
    let output = run(
        &["--json"],
        "f.md",
        b"| survey | | |\n| | type | name |\n| | text | a |\n",
    );
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["converted"], false);
    assert_eq!(report["faults"][0]["column"], "label");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_file_that_is_not_there_is_said_so() {
    let output = Command::new(env!("CARGO_BIN_EXE_waymark-xlsform"))
        .arg("no such file.xlsx")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("no such file.xlsx")
    );
}

#[test]
fn help_shows_examples() {
    let output = Command::new(env!("CARGO_BIN_EXE_waymark-xlsform"))
        .arg("--help")
        .output()
        .unwrap();
    assert!(output.status.success());
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("assessment.xlsx > assessment.xml")
    );
}
