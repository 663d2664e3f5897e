//! What a job on the writer may do: the same for both databases, and synchronous.

use std::cell::RefCell;
use std::collections::HashMap;

use futures_util::{TryStreamExt, future, pin_mut};
use tokio::runtime::Runtime;
use tokio_postgres::{Client, Statement};
use vocab::{Hlc, HybridClock, NodeId, TenantId};

use crate::{Draft, Entry, JournalError, Row, Value, entry, postgres, sqlite};

/// Rows sent to PostgreSQL before their answers are awaited.
const PIPELINE: usize = 256;

/// The writer's own connection.
pub(crate) enum Connection {
    Sqlite(rusqlite::Connection),
    Postgres(PostgresConnection),
}

/// A client with the small runtime that drives it on the writer's thread.
pub(crate) struct PostgresConnection {
    pub(crate) runtime: Runtime,
    pub(crate) client: Client,
    statements: RefCell<HashMap<String, Statement>>,
}

impl PostgresConnection {
    pub(crate) fn open(address: &str) -> Result<Self, JournalError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let client = runtime.block_on(postgres::connect(address))?;
        Ok(Self {
            runtime,
            client,
            statements: RefCell::default(),
        })
    }

    async fn statement(&self, sql: &str) -> Result<Statement, JournalError> {
        if let Some(known) = self.statements.borrow().get(sql) {
            return Ok(known.clone());
        }
        let statement = self.client.prepare(sql).await?;
        self.statements
            .borrow_mut()
            .insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

impl Connection {
    pub(crate) fn query(&self, sql: &str, params: &[Value]) -> Result<Vec<Row>, JournalError> {
        match self {
            Self::Sqlite(connection) => sqlite::query(connection, sql, params),
            Self::Postgres(connection) => connection.runtime.block_on(async {
                let statement = connection.statement(sql).await?;
                let rows = connection.client.query_raw(&statement, params).await?;
                pin_mut!(rows);
                let mut found = Vec::new();
                while let Some(row) = rows.try_next().await? {
                    found.push(postgres::row_of(&row)?);
                }
                Ok(found)
            }),
        }
    }

    /// A query that is asked once, or whose columns differ from time to time: not kept prepared.
    pub(crate) fn query_once(&self, sql: &str) -> Result<Vec<Row>, JournalError> {
        match self {
            Self::Sqlite(connection) => sqlite::query(connection, sql, &[]),
            Self::Postgres(connection) => connection.runtime.block_on(async {
                let found = connection.client.query(sql, &[]).await?;
                found.iter().map(postgres::row_of).collect()
            }),
        }
    }

    pub(crate) fn execute(&self, sql: &str, params: &[Value]) -> Result<u64, JournalError> {
        match self {
            Self::Sqlite(connection) => sqlite::execute(connection, sql, params),
            Self::Postgres(connection) => connection.runtime.block_on(async {
                let statement = connection.statement(sql).await?;
                Ok(connection.client.execute_raw(&statement, params).await?)
            }),
        }
    }

    pub(crate) fn execute_many(
        &self,
        sql: &str,
        rows: &mut dyn Iterator<Item = Vec<Value>>,
    ) -> Result<u64, JournalError> {
        match self {
            Self::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                let numbers = sqlite::numbers(&statement);
                let mut touched = 0;
                for row in rows {
                    sqlite::bind(&mut statement, &numbers, &row)?;
                    touched += statement.raw_execute()? as u64;
                }
                Ok(touched)
            }
            Self::Postgres(connection) => connection.runtime.block_on(async {
                let statement = connection.statement(sql).await?;
                let mut touched = 0;
                loop {
                    let part: Vec<Vec<Value>> = rows.take(PIPELINE).collect();
                    if part.is_empty() {
                        return Ok(touched);
                    }
                    let sent = part
                        .iter()
                        .map(|row| connection.client.execute_raw(&statement, row));
                    touched += future::try_join_all(sent).await?.iter().sum::<u64>();
                }
            }),
        }
    }

    /// Clears what is left of deleted rows in the database's log and pages, and says whether all of it went: a reader
    /// in the way holds SQLite's log back. PostgreSQL keeps its own log as it was set up (see docs/sealing.md).
    pub(crate) fn sweep(&self) -> Result<bool, JournalError> {
        match self {
            Self::Sqlite(connection) => {
                connection.execute_batch("pragma busy_timeout = 200")?;
                let swept = sqlite::query(connection, "pragma wal_checkpoint(truncate)", &[]);
                connection.execute_batch("pragma busy_timeout = 5000")?;
                swept?.first().map_or(Ok(false), |row| Ok(row.int(0)? == 0))
            }
            Self::Postgres(_) => {
                self.batch("vacuum record_key")?;
                self.batch("vacuum sealed_lookup")?;
                Ok(true)
            }
        }
    }

    /// Several statements without parameters.
    pub(crate) fn batch(&self, sql: &str) -> Result<(), JournalError> {
        match self {
            Self::Sqlite(connection) => Ok(connection.execute_batch(sql)?),
            Self::Postgres(connection) => Ok(connection
                .runtime
                .block_on(connection.client.batch_execute(sql))?),
        }
    }
}

/// Where the chain of this node ends.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) seq: i64,
    pub(crate) hash: [u8; 32],
    pub(crate) clock: HybridClock,
    pub(crate) last: Hlc,
    /// Whether keys were destroyed or wrapped anew: what is left of the old ones is to be cleared after the commit.
    pub(crate) sweep: bool,
}

/// One job's view of the transaction.
pub struct Tx<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) tenant: &'a TenantId,
    pub(crate) node: &'a NodeId,
    pub(crate) head: &'a mut Head,
    pub(crate) now_ms: i64,
}

impl Tx<'_> {
    /// Whose data this is.
    pub fn tenant(&self) -> &TenantId {
        self.tenant
    }

    /// The node that writes.
    pub fn node(&self) -> &NodeId {
        self.node
    }

    /// A new hybrid time, later than all before it.
    pub fn now(&mut self) -> Hlc {
        let now = self.head.clock.tick(self.now_ms);
        self.head.last = now;
        now
    }

    /// Runs a query within the transaction.
    ///
    /// # Errors
    /// The database's own.
    pub fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>, JournalError> {
        self.connection.query(sql, params)
    }

    /// Runs a statement and gives the number of rows it touched.
    ///
    /// # Errors
    /// The database's own.
    pub fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, JournalError> {
        self.connection.execute(sql, params)
    }

    /// Runs one statement for many rows: prepared once, and on PostgreSQL sent without waiting for each answer.
    ///
    /// # Errors
    /// The database's own; the job is then to be given up.
    pub fn execute_many(
        &mut self,
        sql: &str,
        rows: &mut dyn Iterator<Item = Vec<Value>>,
    ) -> Result<u64, JournalError> {
        self.connection.execute_many(sql, rows)
    }

    /// Appends one entry to the chain.
    ///
    /// # Errors
    /// [`JournalError::Nul`], or the database's own.
    pub fn append(&mut self, draft: Draft) -> Result<Entry, JournalError> {
        let mut entries = self.append_many(vec![draft])?;
        entries.pop().ok_or(JournalError::Closed)
    }

    /// Appends several entries to the chain, in their order.
    ///
    /// # Errors
    /// [`JournalError::Nul`], or the database's own.
    pub fn append_many(&mut self, drafts: Vec<Draft>) -> Result<Vec<Entry>, JournalError> {
        let mut entries = Vec::with_capacity(drafts.len());
        let mut rows = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let hlc = self.now();
            let seq = self.head.seq + 1;
            let (entry, body) =
                Entry::complete(draft, self.tenant, self.node, seq, hlc, self.head.hash)?;
            self.head.seq = seq;
            self.head.hash = entry.hash;
            rows.push(vec![
                self.tenant.as_str().into(),
                entry.node.as_str().into(),
                seq.into(),
                hlc.as_i64().into(),
                entry.prev.to_vec().into(),
                entry.hash.to_vec().into(),
                entry.kind.as_str().into(),
                entry.actor.as_str().into(),
                entry.register.as_str().into(),
                entry.record.as_str().into(),
                entry.base.as_ref().map(ToString::to_string).into(),
                body.into(),
            ]);
            entries.push(entry);
        }
        self.execute_many(INSERT_ENTRY, &mut rows.into_iter())?;
        Ok(entries)
    }

    /// All entries of one record, oldest first.
    ///
    /// # Errors
    /// The database's own.
    pub fn entries_of(&mut self, register: &str, record: &str) -> Result<Vec<Entry>, JournalError> {
        let sql = format!(
            "select {} from entry where tenant = $1 and register = $2 and record = $3 order by hlc, node, seq",
            entry::COLUMNS
        );
        let params = [self.tenant.as_str().into(), register.into(), record.into()];
        self.query(&sql, &params)?
            .iter()
            .map(Entry::from_row)
            .collect()
    }
}

const INSERT_ENTRY: &str = "insert into entry \
    (tenant, node, seq, hlc, prev, hash, kind, actor, register, record, base, body) \
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
