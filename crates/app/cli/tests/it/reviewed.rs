//! Files that a person reviews and a test holds to.

use std::{fs, path::PathBuf};

/// This crate's folder in the clone that is tested: asked at run time, for clones may share a build folder.
pub fn package() -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo runs the tests"))
}

/// Holds a text against the reviewed file, its path counted from this crate; `WAYMARK_BLESS=1` writes it anew.
#[track_caller]
#[expect(
    clippy::disallowed_methods,
    reason = "a wish of whoever runs the tests, read nowhere else"
)]
pub fn holds(file: &str, now: &str) {
    let path = package().join(file);
    if std::env::var("WAYMARK_BLESS").is_ok() {
        fs::write(&path, now).expect("the file is written");
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    for (at, (known, now)) in known.lines().zip(now.lines()).enumerate() {
        let line = at + 1;
        assert_eq!(
            known, now,
            "{file}:{line}: look at it; WAYMARK_BLESS=1 accepts it"
        );
    }
    assert_eq!(known, now, "{file}: lines were added or removed");
}
