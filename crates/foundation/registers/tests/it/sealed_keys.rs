//! The master key: rotated beside a node at work, lost, and broken off halfway.

use registers::{ListQuery, Op, Registers};
use sealing::Keyring;
use serde_json::json;

use crate::desk::{Desk, catalogue, lead, policy};
use crate::sealed::{person, see, set, zubaida};

crate::on_both!(
    a_rotation_is_followed_by_nodes_at_work,
    a_rotation_that_was_broken_off_goes_on,
);

fn beside(desk: &Desk) -> Registers {
    let file = desk.folder.path().join("master.key");
    let keyring = Keyring::open(&file).unwrap().unwrap();
    Registers::new(desk.registers.store().clone(), catalogue(), policy()).with_keyring(keyring)
}

async fn found(desk: &Desk, phone: &str) -> usize {
    let query = ListQuery::of("people").with("phone", Op::Eq, phone);
    desk.registers
        .list(&lead(), &query)
        .await
        .unwrap()
        .records
        .len()
}

async fn a_rotation_is_followed_by_nodes_at_work(desk: Desk) {
    let many = (0..1_200)
        .map(|number| person(&format!("p{number}"), json!({"phone": format!("{number}")})));
    desk.commit(many.collect()).await;
    desk.commit(vec![person("a", zubaida())]).await;
    let old = desk
        .registers
        .keyring()
        .unwrap()
        .keys()
        .current()
        .id()
        .to_owned();
    // Another process rotates; this one has the old key in memory only.
    assert_eq!(beside(&desk).rotate_master_key().await.unwrap(), (1_201, 0));
    assert_eq!(
        see(&desk, &lead(), "a").await.data["name"],
        "Zubaida Qasemzada"
    );
    let new = desk
        .registers
        .keyring()
        .unwrap()
        .keys()
        .current()
        .id()
        .to_owned();
    assert_ne!(old, new);
    assert_eq!(found(&desk, "+93700123456").await, 1);
    assert_eq!(found(&desk, "777").await, 1);
    let counted = journal::record_keys::count_by_master(desk.registers.store()).await;
    assert_eq!(
        counted.unwrap().into_iter().collect::<Vec<_>>(),
        [(new, 1_201)]
    );
}

async fn a_rotation_that_was_broken_off_goes_on(desk: Desk) {
    desk.commit(vec![person("a", zubaida())]).await;
    let old = desk.registers.keyring().unwrap().keys();
    // The new key is in the file, and the store was not reached.
    let other = beside(&desk);
    other.keyring().unwrap().begin_rotation().unwrap();
    // Both the node with one key and one with two write with the key in use.
    desk.commit(vec![person("b", json!({"phone": "1"}))]).await;
    let changes = vec![person("c", json!({"phone": "2"}))];
    other
        .commit(&lead(), changes, registers::Strictness::Strict)
        .await
        .unwrap();
    let counted = journal::record_keys::count_by_master(desk.registers.store()).await;
    assert_eq!(
        counted.unwrap().into_keys().collect::<Vec<_>>(),
        [old.current().id()]
    );
    assert_eq!((found(&desk, "1").await, found(&desk, "2").await), (1, 1));
    assert_eq!(other.rotate_master_key().await.unwrap(), (3, 0));
    // A node that had nothing to read meanwhile writes: it finds the new key by itself.
    desk.commit(vec![
        person("d", json!({"phone": "4"})),
        set("a", json!({"phone": "3"})),
    ])
    .await;
    let seals = desk.registers.verify_seals().await.unwrap();
    assert_eq!((seals.records, seals.closed.len()), (4, 0));
    assert_eq!((found(&desk, "3").await, found(&desk, "4").await), (1, 1));
}
