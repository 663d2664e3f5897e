//! `waymark border` as scripts of others call it: no node, no store.

use std::{
    io::Write as _,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

const PASSPORT: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<|L898902C36UTO7408122F1204159ZE184226B<<<<<10";

fn border(arguments: &[&str], input: &[u8]) -> Output {
    let nowhere = tempfile::tempdir().expect("a folder");
    let mut child = Command::new(env!("CARGO_BIN_EXE_waymark"))
        .arg("border")
        .args(arguments)
        .current_dir(nowhere.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(input)
        .expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let left = std::fs::read_dir(nowhere.path()).expect("a folder").count();
    assert_eq!(left, 0, "the command leaves nothing behind");
    output
}

fn lines(output: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("one object a line"))
        .collect()
}

fn shared(folder: &str) -> PathBuf {
    crate::reviewed::package()
        .join("../../../../shared/data")
        .join(folder)
}

#[test]
fn each_line_gives_one_verdict_with_every_check_digit() {
    let output = border(
        &["mrz", "--json", "--on", "2026-11-25"],
        format!("{PASSPORT}\n").as_bytes(),
    );
    assert_eq!(output.status.code(), Some(0));
    let verdict = &lines(&output)[0];
    assert_eq!(verdict["format"], "TD3");
    assert_eq!(verdict["valid"], true);
    assert_eq!(verdict["fields"]["surname"], "ERIKSSON");
    assert_eq!(verdict["fields"]["birth"]["date"], "1974-08-12");
    let checks = verdict["checks"].as_array().expect("a list");
    assert_eq!(checks.len(), 5);
    assert_eq!(checks[0]["name"], "document_number");
    assert_eq!(checks[0]["expected"], "6");
    assert_eq!(checks[0]["found"], "6");
    assert_eq!(checks[0]["ok"], true);
}

#[test]
fn bad_lines_give_an_object_with_the_fault_and_the_next_line_is_read() {
    let forged = PASSPORT.replace("L898902C3", "L898902C4");
    let long = "<".repeat(100_000);
    let input = format!("hello\n\n{long}\n{forged}\n{PASSPORT}");
    let output = border(&["mrz", "--json"], input.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let verdicts = lines(&output);
    assert_eq!(verdicts.len(), 5);
    for refused in &verdicts[..3] {
        assert_eq!(refused["valid"], false);
        assert_eq!(refused["format"], Value::Null);
        assert_eq!(refused["errors"].as_array().map(Vec::len), Some(1));
    }
    assert_eq!(
        verdicts[3]["errors"][0],
        "check digit document_number: expected 7, found 6"
    );
    assert_eq!(verdicts[4]["valid"], true);
}

#[test]
fn bytes_that_are_no_text_are_a_fault_of_their_line() {
    let output = border(&["mrz", "--json"], b"\xff\xfe\x00\n\xc3(\n");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(lines(&output).len(), 2);
}

#[test]
fn a_day_that_is_none_is_refused_with_the_form_wanted() {
    let output = border(&["mrz", "--on", "yesterday"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("YYYY-MM-DD"));
}

#[test]
fn published_specimens_go_through_the_command_as_labelled() {
    let Ok(text) = std::fs::read_to_string(shared("mrz").join("specimens.csv")) else {
        eprintln!(
            "skipped: published_specimens_go_through_the_command_as_labelled (no shared/data/mrz beside the project)"
        );
        return;
    };
    let rows: Vec<Vec<&str>> = text
        .lines()
        .skip(1)
        .map(|row| row.splitn(5, ',').collect())
        .collect();
    let input: String = rows.iter().map(|row| format!("{}\n", row[2])).collect();
    let verdicts = lines(&border(&["mrz", "--json"], input.as_bytes()));
    assert_eq!(verdicts.len(), rows.len());
    for (row, verdict) in rows.iter().zip(verdicts) {
        assert_eq!(verdict["format"], row[1]);
        assert_eq!(verdict["valid"].to_string(), row[3], "{}", row[2]);
    }
}

#[test]
fn travellers_are_screened_with_reasons_and_the_exit_code_says_whether_anybody_is_alerted() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("list.csv");
    std::fs::write(
        &list,
        "id,name,birth_date,nationality,sex\nA1,محمد عبد الله حسن,1974-08-12,SDN,M\n",
    )
    .expect("written");
    let list = list.to_str().expect("a path");
    let alerted = border(
        &["screen", "--list", list, "--json"],
        "name,birth_date,nationality,sex\nMohamed Abdalla Hassan,1974-08-12,SDN,M\nMaria Silva,1990-01-02,BRA,F\n".as_bytes(),
    );
    assert_eq!(alerted.status.code(), Some(1));
    let answers = lines(&alerted);
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["hits"][0]["id"], "A1");
    assert!(
        answers[0]["hits"][0]["reasons"]
            .as_array()
            .is_some_and(|it| it.len() > 3)
    );
    assert_eq!(answers[1]["hits"].as_array().map(Vec::len), Some(0));
    let quiet = border(
        &["screen", "--list", list, "--json"],
        b"name,birth_date,nationality,sex\nMaria Silva,1990-01-02,BRA,F\n",
    );
    assert_eq!(quiet.status.code(), Some(0));
    let nameless = border(&["screen", "--list", list], b"birth_date\n1990-01-02\n");
    assert_eq!(nameless.status.code(), Some(2));
}

#[test]
fn a_chip_is_verified_step_by_step_and_an_unknown_signer_is_no_forgery() {
    let data = shared("emrtd/generated");
    if !data.exists() {
        eprintln!(
            "skipped: a_chip_is_verified_step_by_step_and_an_unknown_signer_is_no_forgery (no shared/data/emrtd beside the project)"
        );
        return;
    }
    let verify = |trust: &str, case: &str| {
        let file = |name: &str| {
            data.join("cases")
                .join(case)
                .join(name)
                .display()
                .to_string()
        };
        let folder = data.join(trust).display().to_string();
        let files = ["EF_SOD.bin", "DG1.bin", "DG2.bin", "EF_COM.bin"].map(file);
        let mut arguments = vec!["verify", "--csca", &folder, "--json"];
        arguments.extend(files.iter().map(String::as_str));
        let output = border(&arguments, b"");
        (output.status.code(), lines(&output).remove(0))
    };
    let (code, verdict) = verify("trust", "bp384-explicit");
    assert_eq!(
        (code, &verdict["verdict"]),
        (Some(0), &Value::from("ok")),
        "{verdict}"
    );
    let (code, verdict) = verify("trust", "bp384-explicit--dg1-altered");
    assert_eq!(code, Some(1));
    assert_eq!(verdict["because"], "digest of DG1");
    let (code, verdict) = verify("crl", "bp384-explicit");
    assert_eq!(
        (code, &verdict["verdict"]),
        (Some(3), &Value::from("unknown"))
    );
}
