//! The room's tables: opening them, and what every part of it reads.

use std::{collections::BTreeMap, sync::Arc};

use journal::{Draft, JournalError, Kind, Store, Tx, Value};
use serde_json::Value as Json;
use tokio::sync::Semaphore;
use vocab::{ActorId, RecordId, RegisterName};

use crate::{AccessError, Actor, Grant, Policy, Via};

const MIGRATIONS: &[(i64, &str, &str)] =
    &[(1, "access", include_str!("../migrations/0001_access.sql"))];

/// Passwords hashed at the same time: each takes 19 MiB and a quarter of a second.
const HASHING: usize = 4;

/// Users, org units, sessions and tokens over one store. Cloning it is cheap.
#[derive(Clone)]
pub struct Access {
    pub(crate) store: Store,
    pub(crate) policy: Arc<Policy>,
    pub(crate) hashing: Arc<Semaphore>,
}

impl Access {
    /// Opens the room and brings its tables up to date.
    ///
    /// # Errors
    /// The store's own.
    pub async fn open(store: Store, policy: Arc<Policy>) -> Result<Self, AccessError> {
        store.migrate("access", MIGRATIONS).await?;
        Ok(Self {
            store,
            policy,
            hashing: Arc::new(Semaphore::new(HASHING)),
        })
    }

    pub(crate) fn tenant(&self) -> Value {
        self.store.tenant().as_str().into()
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.store.clock().now_ms()
    }

    /// Runs the slow hashing off the request threads, a few at a time.
    pub(crate) async fn hash_with<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AccessError> {
        let _turn = self
            .hashing
            .acquire()
            .await
            .map_err(|_| AccessError::Secret)?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| AccessError::Secret)
    }

    /// The actor of an account that is not disabled.
    pub(crate) async fn actor(&self, id: &str, via: Via) -> Result<Option<Actor>, AccessError> {
        let sql = "select a.id, a.name, a.lang, g.role, g.unit from account a \
             left join role_grant g on g.tenant = a.tenant and g.account = a.id \
             where a.tenant = $1 and a.id = $2 and a.disabled = 0 order by g.unit, g.role";
        let rows = self.store.read(sql, vec![self.tenant(), id.into()]).await?;
        let Some(first) = rows.first() else {
            return Ok(None);
        };
        let mut grants = Vec::new();
        for row in &rows {
            if let (Some(role), Some(unit)) = (row.opt_text(3)?, row.opt_text(4)?) {
                grants.push(Grant { role, unit });
            }
        }
        Ok(Some(Actor {
            id: ActorId::parse(first.text_ref(0)?)?,
            name: first.text(1)?,
            lang: first.text(2)?,
            grants,
            via,
        }))
    }

    pub(crate) async fn grants_by_account(
        &self,
    ) -> Result<BTreeMap<String, Vec<Grant>>, AccessError> {
        let sql = "select account, role, unit from role_grant where tenant = $1 order by account, unit, role";
        let mut all: BTreeMap<String, Vec<Grant>> = BTreeMap::new();
        for row in self.store.read(sql, vec![self.tenant()]).await? {
            all.entry(row.text(0)?).or_default().push(Grant {
                role: row.text(1)?,
                unit: row.text(2)?,
            });
        }
        Ok(all)
    }
}

/// Writes an administrative act into the journal, in the transaction of the act. No secret may be in `body`.
pub(crate) fn note(
    tx: &mut Tx<'_>,
    actor: &ActorId,
    about: &str,
    body: Json,
) -> Result<(), JournalError> {
    let unreadable = |_| JournalError::Unreadable { what: "an id" };
    tx.append(Draft {
        kind: Kind::Admin,
        actor: actor.clone(),
        register: RegisterName::parse("access").map_err(unreadable)?,
        record: RecordId::parse(about).map_err(unreadable)?,
        base: None,
        body,
    })?;
    Ok(())
}
