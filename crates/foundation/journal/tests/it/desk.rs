//! What every test needs: a new store and entries to write.

use std::sync::Arc;

use journal::{Draft, Entry, JournalError, Kind, Store, StoreUrl, Tx, Version, record};
use serde_json::{Value as Json, json};
use vocab::{ActorId, Clock, RecordId, RegisterName, TenantId, TestClock};

pub struct Desk {
    pub url: StoreUrl,
    pub clock: Arc<TestClock>,
    pub folder: tempfile::TempDir,
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Runtime::new().unwrap()
}

pub fn tenant() -> TenantId {
    TenantId::parse("test").unwrap()
}

pub fn sites() -> RegisterName {
    RegisterName::parse("sites").unwrap()
}

pub fn id(text: &str) -> RecordId {
    RecordId::parse(text).unwrap()
}

impl Desk {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            url: StoreUrl::Sqlite(folder.path().join("store.db")),
            clock: Arc::new(TestClock::starting(1_700_000_000_000)),
            folder,
        }
    }

    pub fn postgres() -> Option<Self> {
        Some(Self {
            url: journal::testing::database()?.parse().unwrap(),
            clock: Arc::new(TestClock::starting(1_700_000_000_000)),
            folder: tempfile::tempdir().unwrap(),
        })
    }

    pub async fn open(&self) -> Store {
        let clock: Arc<dyn Clock> = self.clock.clone();
        Store::open(&self.url, tenant(), clock).await.unwrap()
    }
}

pub fn draft(kind: Kind, actor: &str, record: &str, base: Option<Version>, body: Json) -> Draft {
    Draft {
        kind,
        actor: ActorId::parse(actor).unwrap(),
        register: sites(),
        record: id(record),
        base,
        body,
    }
}

/// Appends, folds and saves, as the commit path does.
pub fn write_one(tx: &mut Tx<'_>, draft: Draft) -> Result<Version, JournalError> {
    let record = draft.record.clone();
    tx.append(draft)?;
    let entries = tx.entries_of("sites", record.as_str())?;
    let state = journal::fold(&entries).unwrap();
    let before = record::load(tx, &sites(), &[&record])?;
    record::save(tx, &[&state], &before.iter().collect())?;
    Ok(state.version)
}

pub async fn create(store: &Store, record: &str, data: Json) -> Version {
    let body = json!({"data": data, "state": "open", "owner": "/demo", "place": "XM01", "partition": "r1"});
    let draft = draft(Kind::Create, "ann", record, None, body);
    store.write(move |tx| write_one(tx, draft)).await.unwrap()
}

pub async fn patch(store: &Store, actor: &str, record: &str, base: &Version, set: Json) -> Version {
    let draft = draft(
        Kind::Patch,
        actor,
        record,
        Some(base.clone()),
        json!({ "set": set }),
    );
    store.write(move |tx| write_one(tx, draft)).await.unwrap()
}

pub async fn read(store: &Store, record: &str) -> journal::RecordState {
    record::read(store, &sites(), &[&id(record)])
        .await
        .unwrap()
        .remove(&id(record))
        .unwrap()
}

pub async fn entries(store: &Store, record: &str) -> Vec<Entry> {
    store.history(&sites(), &id(record)).await.unwrap()
}
