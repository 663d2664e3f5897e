//! Keys of records: apart from the store's backups, and gone when they are destroyed.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use journal::{
    JournalError, Store, StoreUrl,
    record_keys::{self, Lookup, WrappedKey},
    restore,
};
use serde_json::json;

use crate::desk::{Desk, create, id, sites, tenant};

crate::on_both!(
    keys_are_in_their_own_file_and_in_no_backup,
    a_destroyed_key_is_in_no_later_file_of_keys,
    a_file_of_keys_replaces_only_its_like,
);

fn wrapped(mark: &str) -> WrappedKey {
    WrappedKey {
        master: "m1".to_owned(),
        wrapped: format!("wrapped-{mark}-").repeat(5).into_bytes(),
    }
}

async fn keep(store: &Store, record: &'static str) {
    create(store, record, json!({"n": 1})).await;
    store
        .write(move |tx| {
            record_keys::keep(tx, &sites(), vec![(id(record), wrapped(record))])?;
            let lookup = Lookup {
                record: id(record),
                field: "name".to_owned(),
                hash: format!("hash-of-{record}"),
            };
            record_keys::replace_lookups(tx, &sites(), &[], vec![lookup])?;
            record_keys::use_master(tx, "m1")
        })
        .await
        .unwrap();
}

async fn destroy(store: &Store, record: &'static str) {
    let gone = store.write(move |tx| record_keys::destroy(tx, &sites(), &[&id(record)]));
    gone.await.unwrap();
}

async fn has_key(store: &Store, record: &str) -> bool {
    let found = record_keys::read(store, &sites(), &[&id(record)]).await;
    found.unwrap().contains_key(&id(record))
}

fn holds(path: &Path, text: &str) -> bool {
    let Ok(bytes) = fs::read(path) else {
        return false;
    };
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

async fn restored(desk: &Desk, name: &str, file: &Path, keys: Option<&Path>) -> Store {
    let to = StoreUrl::Sqlite(desk.folder.path().join(name));
    restore(file, keys, &to, &tenant(), desk.clock.clone())
        .await
        .unwrap();
    Store::open(&to, tenant(), desk.clock.clone())
        .await
        .unwrap()
}

async fn keys_are_in_their_own_file_and_in_no_backup(desk: Desk) {
    let store = desk.open().await;
    keep(&store, "a").await;
    keep(&store, "b").await;
    let (file, keys) = (
        desk.folder.path().join("backup"),
        desk.folder.path().join("keys"),
    );
    store.backup(&file).await.unwrap();
    store.backup_keys(&keys).await.unwrap();
    for mark in ["wrapped-a-", "hash-of-a"] {
        assert!(!holds(&file, mark) && holds(&keys, mark), "{mark}");
    }
    let without = restored(&desk, "without.db", &file, None).await;
    assert!(!has_key(&without, "a").await);
    let with = restored(&desk, "with.db", &file, Some(&keys)).await;
    assert!(has_key(&with, "a").await && has_key(&with, "b").await);
    assert!(with.verify().await.unwrap().is_clean());
    let to = StoreUrl::Sqlite(desk.folder.path().join("x.db"));
    let answer = restore(&file, Some(&file), &to, &tenant(), desk.clock.clone()).await;
    assert!(matches!(answer, Err(JournalError::NotAFileOfKeys { .. })));
}

async fn a_destroyed_key_is_in_no_later_file_of_keys(desk: Desk) {
    let store = desk.open().await;
    keep(&store, "a").await;
    keep(&store, "b").await;
    let (old, keys) = (
        desk.folder.path().join("old"),
        desk.folder.path().join("keys"),
    );
    store.backup(&old).await.unwrap();
    store.backup_keys(&keys).await.unwrap();
    destroy(&store, "a").await;
    assert!(!has_key(&store, "a").await && has_key(&store, "b").await);
    store.backup_keys(&keys).await.unwrap();
    assert!(!holds(&keys, "wrapped-a-") && holds(&keys, "wrapped-b-"));
    let copy = restored(&desk, "copy.db", &old, Some(&keys)).await;
    assert!(!has_key(&copy, "a").await && has_key(&copy, "b").await);
}

async fn a_file_of_keys_replaces_only_its_like(desk: Desk) {
    let store = desk.open().await;
    keep(&store, "a").await;
    let (file, letter) = (
        desk.folder.path().join("backup"),
        desk.folder.path().join("letter"),
    );
    store.backup(&file).await.unwrap();
    fs::write(&letter, "not a database at all, but a letter").unwrap();
    for there in [&file, &letter] {
        let answer = store.backup_keys(there).await;
        assert!(
            matches!(answer, Err(JournalError::Exists { .. })),
            "{answer:?}"
        );
    }
}

/// Not even a free page or the write-ahead log of SQLite keeps the bytes of a destroyed key.
#[test]
fn nothing_of_a_destroyed_key_is_left_in_the_file() {
    crate::desk::runtime().block_on(async {
        let desk = Desk::sqlite();
        let store = desk.open().await;
        for record in ["a", "b", "c"] {
            keep(&store, record).await;
        }
        let path = desk.folder.path().join("store.db");
        let anywhere = |text: &str| {
            let logs = ["", "-wal", "-shm"].map(|end| format!("{}{end}", path.display()));
            logs.iter().any(|file| holds(Path::new(file), text))
        };
        assert!(anywhere("wrapped-b-") && anywhere("hash-of-b"));
        destroy(&store, "b").await;
        // The log is cleared right after the commit was told.
        let until = Instant::now() + Duration::from_secs(10);
        while anywhere("wrapped-b-") && Instant::now() < until {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert!(!anywhere("wrapped-b-") && !anywhere("hash-of-b"));
        assert!(anywhere("wrapped-a-") && anywhere("wrapped-c-"));
    });
}
