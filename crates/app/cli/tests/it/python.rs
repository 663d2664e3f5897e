//! Real clients written in Python, skipped by name where they are not installed; `WAYMARK_REQUIRE_CLIENTS=1` asks for
//! them.

use std::{path::Path, process::Command};

/// Whether Python with these modules is here.
#[track_caller]
#[expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test reads what the test run requires, and says what it skips"
)]
pub fn has(modules: &str, test: &str) -> bool {
    let done = Command::new("python3")
        .args(["-c", &format!("import {modules}")])
        .output();
    let found = done.is_ok_and(|done| done.status.success());
    assert!(
        found || std::env::var("WAYMARK_REQUIRE_CLIENTS").as_deref() != Ok("1"),
        "{test}: python3 with {modules} is required here"
    );
    if !found {
        eprintln!("skipped: {test} (no python3 with {modules})");
    }
    found
}

/// What a script prints of a file.
#[track_caller]
pub fn told(script: &str, file: &Path) -> String {
    let done = Command::new("python3")
        .args(["-c", script])
        .arg(file)
        .output()
        .expect("python3 runs");
    let complaint = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{}: {complaint}", file.display());
    String::from_utf8_lossy(&done.stdout).into_owned()
}
