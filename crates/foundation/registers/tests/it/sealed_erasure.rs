//! Erasure by destroying the key: in the record, the journal, the files of the database, and backups made before and after.

use std::{path::Path, sync::Arc};

use journal::{Store, StoreUrl, record_keys};
use registers::{Act, Registers, SealError};
use sealing::Keyring;
use serde_json::{Value as Json, json};
use vocab::Clock;

use crate::desk::{Desk, catalogue, change, id, lead, policy};
use crate::sealed::{people, person, see, set, zubaida};

crate::on_both!(
    an_erased_record_is_closed_everywhere_at_once,
    an_older_backup_beside_the_keys_of_today_does_not_open_it,
    after_a_rotation_an_older_file_of_keys_opens_nothing,
);

fn erase(record: &str) -> registers::Change {
    let reason = "she asked for it".to_owned();
    change("people", record, Act::Erase { reason })
}

const SECRETS: [&str; 4] = ["Zubaida", "Qasemzada", "Amiri", "93700123456"];

async fn two_people(desk: &Desk) {
    desk.commit(vec![
        person("a", zubaida()),
        person("b", json!({"name": "Farid Noori", "phone": "+93711"})),
    ])
    .await;
    desk.commit(vec![set("a", json!({"name": "Zubaida Amiri"}))])
        .await;
}

async fn an_erased_record_is_closed_everywhere_at_once(desk: Desk) {
    two_people(&desk).await;
    let sealed = desk
        .registers
        .store()
        .history(&people(), &id("a"))
        .await
        .unwrap();
    let ciphertext = sealed[0].body["data"]["name"]["$sealed"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.commit(vec![erase("a")]).await;
    let record = see(&desk, &lead(), "a").await;
    assert!(record.erased && record.data.is_empty());
    // The chain holds the ciphertext still, and stays whole; the key is gone, and what found the record.
    assert!(desk.holds(&ciphertext));
    desk.verify().await;
    let keys = record_keys::read(desk.registers.store(), &people(), &[&id("a"), &id("b")]).await;
    assert_eq!(
        keys.unwrap()
            .keys()
            .map(|id| id.as_str())
            .collect::<Vec<_>>(),
        ["b"]
    );
    let rows = desk
        .registers
        .store()
        .read("select record from sealed_lookup", vec![])
        .await;
    assert_eq!(rows.unwrap().len(), 1);
    let backup = desk.folder.path().join("backup");
    desk.registers.store().backup(&backup).await.unwrap();
    for secret in SECRETS {
        assert!(
            !desk.holds(secret) && !Desk::file_holds(&backup, secret),
            "{secret}"
        );
    }
    assert_eq!(see(&desk, &lead(), "b").await.data["name"], "Farid Noori");
    let report = desk.registers.verify_seals().await.unwrap();
    assert_eq!(
        (report.records, report.opened, report.closed.len()),
        (1, 2, 0)
    );
}

fn clock(desk: &Desk) -> Arc<dyn Clock> {
    Arc::<vocab::TestClock>::clone(&desk.clock)
}

/// The backup opened as a node beside these keys and the node's key file.
async fn restored(desk: &Desk, name: &str, backup: &Path, keys: Option<&Path>) -> Registers {
    let to = StoreUrl::Sqlite(desk.folder.path().join(name));
    let store = desk.registers.store();
    journal::restore(backup, keys, &to, store.tenant(), clock(desk))
        .await
        .unwrap();
    let store = Store::open(&to, store.tenant().clone(), clock(desk))
        .await
        .unwrap();
    let keyring = Keyring::open(&desk.folder.path().join("master.key"))
        .unwrap()
        .unwrap();
    Registers::new(store, catalogue(), policy()).with_keyring(keyring)
}

async fn name(registers: &Registers, record: &str) -> (Option<Json>, Option<SealError>) {
    let seen = registers
        .get(&lead(), "people", &id(record), None)
        .await
        .unwrap();
    (
        seen.data.get("name").cloned(),
        seen.unopened.get("name").copied(),
    )
}

async fn an_older_backup_beside_the_keys_of_today_does_not_open_it(desk: Desk) {
    two_people(&desk).await;
    let [backup, keys] = ["older", "keys"].map(|name| desk.folder.path().join(name));
    let store = desk.registers.store();
    store.backup(&backup).await.unwrap();
    store.backup_keys(&keys).await.unwrap();
    let whole = restored(&desk, "whole.db", &backup, Some(&keys)).await;
    assert_eq!(
        name(&whole, "a").await,
        (Some("Zubaida Amiri".into()), None)
    );

    desk.commit(vec![erase("a")]).await;
    store.backup_keys(&keys).await.unwrap();
    let later = restored(&desk, "later.db", &backup, Some(&keys)).await;
    // The record stands there as it did, with its ciphertext and without its key: its names are gone, the rest is as it was.
    assert_eq!(name(&later, "a").await, (None, Some(SealError::KeyGone)));
    let lines = later.history(&lead(), "people", &id("a")).await.unwrap();
    assert!(lines[0].unopened.contains_key("phone") && !lines[0].set.contains_key("phone"));
    let seen = later.get(&lead(), "people", &id("a"), None).await.unwrap();
    assert_eq!(Json::Object(seen.data), json!({"camp": "east"}));
    assert_eq!(name(&later, "b").await, (Some("Farid Noori".into()), None));
    assert!(later.store().verify().await.unwrap().is_clean());
    let report = later.verify_seals().await.unwrap();
    assert_eq!(report.closed[&SealError::KeyGone], 2);
    for secret in SECRETS {
        for file in [&backup, &keys] {
            assert!(!Desk::file_holds(file, secret), "{secret}");
        }
    }
    // Without any keys nothing opens, and everything else is there.
    let bare = restored(&desk, "bare.db", &backup, None).await;
    assert_eq!(name(&bare, "b").await, (None, Some(SealError::KeyGone)));
}

async fn after_a_rotation_an_older_file_of_keys_opens_nothing(desk: Desk) {
    two_people(&desk).await;
    let [backup, keys] = ["older", "keys"].map(|name| desk.folder.path().join(name));
    let store = desk.registers.store();
    store.backup(&backup).await.unwrap();
    store.backup_keys(&keys).await.unwrap();
    desk.commit(vec![erase("a")]).await;
    // Somebody kept the file of keys from before: until the rotation it opens the erased record.
    let kept = restored(&desk, "kept.db", &backup, Some(&keys)).await;
    assert_eq!(name(&kept, "a").await.1, None);
    desk.registers.rotate_master_key().await.unwrap();
    let after = restored(&desk, "after.db", &backup, Some(&keys)).await;
    assert_eq!(
        name(&after, "a").await,
        (None, Some(SealError::OtherMasterKey))
    );
    assert_eq!(see(&desk, &lead(), "b").await.data["name"], "Farid Noori");
}
