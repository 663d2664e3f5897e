//! The chain: whole when untouched, and telling when not.

use journal::{Altered, JournalError, Store, Value};
use serde_json::json;

use crate::desk::{Desk, create, patch};

crate::on_both!(
    an_untouched_store_verifies,
    one_altered_byte_of_an_entry_is_found,
    one_altered_byte_of_a_record_is_found,
    one_altered_byte_of_an_attachment_is_found,
    a_cut_off_tail_is_found,
    a_removed_record_is_found,
    an_attachment_comes_back_byte_for_byte_and_is_kept_once,
);

async fn filled(desk: &Desk) -> Store {
    let store = desk.open().await;
    for number in 0..20 {
        let record = format!("s{number}");
        let version = create(&store, &record, json!({"people": number})).await;
        patch(
            &store,
            "ann",
            &record,
            &version,
            json!({"people": number + 1}),
        )
        .await;
    }
    store
}

/// Changes the store behind the journal's back.
async fn tamper(store: &Store, sql: &'static str) {
    store
        .write(move |tx| tx.execute(sql, &[]).map(|_| ()))
        .await
        .map_err(|error: JournalError| error)
        .unwrap();
}

async fn an_untouched_store_verifies(desk: Desk) {
    let report = filled(&desk).await.verify().await.unwrap();
    assert!(report.is_clean(), "{report:?}");
    assert_eq!((report.entries, report.records), (40, 20));
}

async fn one_altered_byte_of_an_entry_is_found(desk: Desk) {
    let store = filled(&desk).await;
    tamper(
        &store,
        "update entry set body = replace(body, '\"people\":7', '\"people\":8') where record = 's7' and kind = 'create'",
    )
    .await;
    let report = store.verify().await.unwrap();
    assert_eq!(report.altered.len(), 1, "{report:?}");
    assert!(matches!(report.altered[0], Altered::Entry { seq: 15, .. }));
}

async fn one_altered_byte_of_a_record_is_found(desk: Desk) {
    let store = filled(&desk).await;
    tamper(
        &store,
        "update record set data = replace(data, '8', '9') where id = 's7'",
    )
    .await;
    let report = store.verify().await.unwrap();
    assert_eq!(
        report.altered,
        [Altered::Record {
            register: "sites".to_owned(),
            id: "s7".to_owned()
        }]
    );
}

async fn one_altered_byte_of_an_attachment_is_found(desk: Desk) {
    let store = desk.open().await;
    let kept = store.attach(&b"a photo"[..], "image/jpeg").await.unwrap();
    store
        .write(|tx| {
            tx.execute(
                "update attachment_chunk set bytes = $1",
                &[Value::Bytes(b"a phot0".to_vec())],
            )
        })
        .await
        .map_err(|error: JournalError| error)
        .unwrap();
    let report = store.verify().await.unwrap();
    assert_eq!(report.altered, [Altered::Attachment { hash: kept.hash }]);
}

async fn a_cut_off_tail_is_found(desk: Desk) {
    let store = filled(&desk).await;
    tamper(&store, "delete from entry where seq > 38").await;
    let report = store.verify().await.unwrap();
    assert!(report.altered.iter().any(|altered| matches!(
        altered,
        Altered::Tail {
            expected: 40,
            found: 38,
            ..
        }
    )));
}

async fn a_removed_record_is_found(desk: Desk) {
    let store = filled(&desk).await;
    tamper(&store, "delete from record where id = 's3'").await;
    let report = store.verify().await.unwrap();
    assert_eq!(
        report.altered,
        [Altered::RecordMissing {
            register: "sites".to_owned(),
            id: "s3".to_owned()
        }]
    );
}

async fn an_attachment_comes_back_byte_for_byte_and_is_kept_once(desk: Desk) {
    let store = desk.open().await;
    let content: Vec<u8> = (0..700_000_u32).map(|n| (n % 251) as u8).collect();
    let first = store
        .attach(std::io::Cursor::new(content.clone()), "image/png")
        .await
        .unwrap();
    let again = store
        .attach(std::io::Cursor::new(content.clone()), "image/png")
        .await
        .unwrap();
    assert_eq!(first.hash, again.hash);
    let mut reader = store.open_attachment(&first.hash).await.unwrap();
    let mut back = Vec::new();
    while let Some(piece) = reader.next().await {
        back.extend(piece.unwrap());
    }
    assert!(back == content);
    let pieces = store
        .read("select count(*) from attachment_chunk", vec![])
        .await
        .unwrap();
    assert_eq!(pieces[0].int(0).unwrap(), 3);
    assert!(matches!(
        store.open_attachment("none").await,
        Err(JournalError::NoAttachment { .. })
    ));
}
