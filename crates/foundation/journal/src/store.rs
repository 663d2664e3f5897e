//! The seam to the store: the one place that knows which database it is.

use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
};

use tokio::sync::{mpsc, oneshot};
use vocab::{Clock, NodeId, TenantId};

use crate::{
    JournalError, Row, Tx, Value, backup, migrate,
    postgres::PostgresReader,
    sqlite::SqliteReaders,
    writer::{Job, Keep, Writer},
};

/// Where a store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreUrl {
    /// One file.
    Sqlite(PathBuf),
    /// A database, as a connection address.
    Postgres(String),
}

impl FromStr for StoreUrl {
    type Err = JournalError;

    fn from_str(text: &str) -> Result<Self, JournalError> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            Ok(Self::Sqlite(PathBuf::from(path)))
        } else if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Ok(Self::Postgres(text.to_owned()))
        } else {
            Err(JournalError::StoreUrl)
        }
    }
}

/// Readers of the one or the other database.
pub(crate) enum Readers {
    Sqlite(SqliteReaders),
    Postgres(PostgresReader),
}

struct Inner {
    url: StoreUrl,
    tenant: TenantId,
    node: NodeId,
    readers: Readers,
    writer: Writer,
    clock: Arc<dyn Clock>,
}

/// An open store. Cloning it is cheap; the last clone closes it.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Store({}, {})", self.0.tenant, self.0.node)
    }
}

/// Rows one by one, in bounded memory.
pub struct RowStream {
    rows: mpsc::Receiver<Result<Vec<Row>, JournalError>>,
    batch: std::vec::IntoIter<Row>,
}

impl RowStream {
    pub(crate) fn new(rows: mpsc::Receiver<Result<Vec<Row>, JournalError>>) -> Self {
        Self {
            rows,
            batch: Vec::new().into_iter(),
        }
    }

    /// The next row, `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Row, JournalError>> {
        loop {
            if let Some(row) = self.batch.next() {
                return Some(Ok(row));
            }
            match self.rows.recv().await? {
                Ok(batch) => self.batch = batch.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Store {
    /// Opens the store, creating it when it is new, and brings its tables up to date.
    ///
    /// # Errors
    /// When it is out of reach, written by a newer program, or (PostgreSQL) sorts other than by bytes.
    pub async fn open(
        url: &StoreUrl,
        tenant: TenantId,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, JournalError> {
        let writer = Writer::start(url.clone(), tenant.clone(), Arc::clone(&clock)).await?;
        let node = writer.node().clone();
        let readers = match url {
            StoreUrl::Sqlite(path) => Readers::Sqlite(SqliteReaders::open(path)?),
            StoreUrl::Postgres(address) => {
                Readers::Postgres(PostgresReader::connect(address).await?)
            }
        };
        Ok(Self(Arc::new(Inner {
            url: url.clone(),
            tenant,
            node,
            readers,
            writer,
            clock,
        })))
    }

    /// Whose data this is.
    pub fn tenant(&self) -> &TenantId {
        &self.0.tenant
    }

    /// The node that this store writes as.
    pub fn node(&self) -> &NodeId {
        &self.0.node
    }

    /// Where the store is.
    pub fn url(&self) -> &StoreUrl {
        &self.0.url
    }

    /// The clock that the store was opened with.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.clock
    }

    /// Runs a query, at most 30 seconds, and gives all rows. `$1`, `$2` … are the parameters.
    ///
    /// # Errors
    /// The database's own.
    pub async fn read(
        &self,
        sql: impl Into<String>,
        params: Vec<Value>,
    ) -> Result<Vec<Row>, JournalError> {
        match &self.0.readers {
            Readers::Sqlite(readers) => readers.read(sql.into(), params).await,
            Readers::Postgres(reader) => reader.read(&sql.into(), &params).await,
        }
    }

    /// Runs a query and gives its rows as they come, in bounded memory.
    pub fn stream(&self, sql: impl Into<String>, params: Vec<Value>) -> RowStream {
        match &self.0.readers {
            Readers::Sqlite(readers) => readers.stream(sql.into(), params),
            Readers::Postgres(reader) => reader.stream(sql.into(), params),
        }
    }

    /// Runs `work` on the one writer, in a savepoint of a group commit. The answer comes after the commit
    /// is on disk; an error or a panic of `work` rolls back only what it did.
    ///
    /// # Errors
    /// That of `work`, or the store's.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<JournalError> + Send + 'static,
    {
        let (tell, told) = oneshot::channel::<Result<T, E>>();
        let job = Job(Box::new(
            move |started: Result<&mut Tx<'_>, JournalError>| {
                match started.map_err(E::from).and_then(work) {
                    Ok(value) => Keep::Yes(Box::new(move |committed: Result<(), JournalError>| {
                        // Whoever asked may have gone away; the change stands all the same.
                        let _ = tell.send(committed.map(|()| value).map_err(E::from));
                    })),
                    Err(error) => Keep::No(Box::new(move || {
                        let _ = tell.send(Err(error));
                    })),
                }
            },
        ));
        self.0.writer.send(job).map_err(E::from)?;
        match told.await {
            Ok(answer) => answer,
            // The job was dropped unanswered: it panicked.
            Err(_) => Err(E::from(JournalError::Panicked)),
        }
    }

    /// Applies the migrations of a room (`journal` has its own): each once, in order, never changed afterwards.
    ///
    /// # Errors
    /// [`JournalError::NewerSchema`], [`JournalError::MigrationChanged`], or the database's own.
    pub async fn migrate(
        &self,
        room: &'static str,
        steps: &'static [(i64, &'static str, &'static str)],
    ) -> Result<(), JournalError> {
        self.write(move |tx| migrate::apply(tx, room, steps)).await
    }

    /// Copies the store to one new file while it runs; the file can be restored to either database. The keys of records are
    /// not in it: see [`Store::backup_keys`].
    ///
    /// # Errors
    /// [`JournalError::Exists`], or what reading and writing meet.
    pub async fn backup(&self, to: &Path) -> Result<(), JournalError> {
        backup::write(self, to).await
    }

    /// Copies the wrapped keys of records to a file of their own, in the place of the one before. It is to be kept apart
    /// from backups of the store and only as long as needed: a key destroyed here lives on in an older file of keys,
    /// until the master key has been rotated.
    ///
    /// # Errors
    /// [`JournalError::Exists`] where another kind of file stands, or what reading and writing meet.
    pub async fn backup_keys(&self, to: &Path) -> Result<(), JournalError> {
        backup::write_keys(self, to).await
    }
}
