//! Backups are complete, made while the node runs, and restored under a new name.

use journal::{JournalError, Store, StoreUrl, restore};
use serde_json::json;

use crate::desk::{Desk, create, read, tenant};

crate::on_both!(
    a_backup_made_during_writes_restores_as_a_new_node,
    a_restore_never_overwrites,
);

async fn a_backup_made_during_writes_restores_as_a_new_node(desk: Desk) {
    let store = desk.open().await;
    for number in 0..50 {
        create(&store, &format!("r{number}"), json!({"n": number})).await;
    }
    store.attach(&b"file"[..], "text/plain").await.unwrap();
    let busy = store.clone();
    let writing = tokio::spawn(async move {
        for number in 50..100 {
            create(&busy, &format!("r{number}"), json!({"n": number})).await;
        }
    });
    let file = desk.folder.path().join("backup.db");
    store.backup(&file).await.unwrap();
    writing.await.unwrap();
    let to = StoreUrl::Sqlite(desk.folder.path().join("restored.db"));
    restore(&file, None, &to, &tenant(), desk.clock.clone())
        .await
        .unwrap();
    let copy = Store::open(&to, tenant(), desk.clock.clone())
        .await
        .unwrap();
    assert_ne!(copy.node(), store.node());
    let report = copy.verify().await.unwrap();
    assert!(report.is_clean(), "{report:?}");
    assert!(report.entries >= 50 && report.attachments == 1);
    assert_eq!(read(&copy, "r49").await, read(&store, "r49").await);
    create(&copy, "new", json!({})).await;
    assert!(copy.verify().await.unwrap().is_clean());
}

async fn a_restore_never_overwrites(desk: Desk) {
    let store = desk.open().await;
    create(&store, "a", json!({})).await;
    let file = desk.folder.path().join("backup.db");
    store.backup(&file).await.unwrap();
    assert!(matches!(
        store.backup(&file).await,
        Err(JournalError::Exists { .. })
    ));
    let answer = restore(&file, None, &desk.url, &tenant(), desk.clock.clone()).await;
    assert!(
        matches!(answer, Err(JournalError::Exists { .. })),
        "{answer:?}"
    );
    let nothing = desk.folder.path().join("nothing.db");
    let to = StoreUrl::Sqlite(desk.folder.path().join("x.db"));
    let answer = restore(&nothing, None, &to, &tenant(), desk.clock.clone()).await;
    assert!(matches!(answer, Err(JournalError::NotABackup { .. })));
}

#[test]
fn a_backup_of_one_database_restores_into_the_other() {
    let Some(target) = Desk::postgres() else {
        return;
    };
    crate::desk::runtime().block_on(async {
        let desk = Desk::sqlite();
        let store = desk.open().await;
        for number in 0..20 {
            create(
                &store,
                &format!("r{number}"),
                json!({"n": number, "name": "été"}),
            )
            .await;
        }
        let file = desk.folder.path().join("backup.db");
        store.backup(&file).await.unwrap();
        restore(&file, None, &target.url, &tenant(), desk.clock.clone())
            .await
            .unwrap();
        let copy = target.open().await;
        let report = copy.verify().await.unwrap();
        assert!(report.is_clean(), "{report:?}");
        assert_eq!(report.entries, 20);
    });
}
