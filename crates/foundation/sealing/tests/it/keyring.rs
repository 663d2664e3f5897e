//! The file of master keys.

use std::{fs, os::unix::fs::PermissionsExt as _};

use sealing::{Keyring, KeyringError, RecordKey, Whose};

const HERE: Whose<'static> = Whose {
    tenant: "main",
    register: "people",
    record: "r1",
};

#[test]
fn a_key_file_is_its_owners_and_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys/master.key");
    assert!(Keyring::open(&path).unwrap().is_none());
    let made = Keyring::create(&path).unwrap();
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let read = Keyring::open(&path).unwrap().unwrap();
    assert_eq!(made.keys().current().id(), read.keys().current().id());
    // Another is never written over it.
    assert!(matches!(
        Keyring::create(&path),
        Err(KeyringError::File { .. })
    ));
    // The key is told by no message.
    let secret = fs::read_to_string(&path).unwrap();
    let secret = secret.lines().last().unwrap();
    assert!(!format!("{made:?}").contains(secret));
}

#[test]
fn a_file_that_others_may_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    Keyring::create(&path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let fault = Keyring::open(&path).unwrap_err();
    assert!(fault.to_string().contains("chmod 600"), "{fault}");
}

#[test]
fn what_is_no_key_is_told_by_its_line_and_not_shown() {
    let told = |text: &str| Keyring::given(text).unwrap_err().to_string();
    let good = "ab".repeat(32);
    assert!(told(&format!("# about\n{good}\nsecret")).contains("line 3"));
    assert!(!told("secret").contains("secret"));
    assert!(told("# nothing\n").contains("no master key"));
    assert!(Keyring::given(&format!("{good},{}", "0f".repeat(32))).is_ok());
}

#[test]
fn a_rotation_keeps_the_old_key_until_its_end_and_then_forgets_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    let ring = Keyring::create(&path).unwrap();
    let old = ring.keys().current().clone();
    let key = RecordKey::random().unwrap();
    let wrapped = key.wrap(&old, &HERE).unwrap();

    let during = ring.begin_rotation().unwrap();
    assert_ne!(during.current().id(), old.id());
    assert!(during.unwrap(old.id(), &wrapped, &HERE).is_ok());
    // Broken off and begun again, it goes on with the same key; another process reads both.
    assert_eq!(
        ring.begin_rotation().unwrap().current().id(),
        during.current().id()
    );
    let other = Keyring::open(&path).unwrap().unwrap();
    assert!(other.keys().named(old.id()).is_some());

    ring.end_rotation().unwrap();
    let after = other.reload().unwrap();
    assert_eq!(after.current().id(), during.current().id());
    assert!(after.unwrap(old.id(), &wrapped, &HERE).is_err());
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_single_key_of_the_environment_is_not_ours_to_rotate() {
    let ring = Keyring::given(&"ab".repeat(32)).unwrap();
    assert!(matches!(ring.begin_rotation(), Err(KeyringError::NotOurs)));
}
