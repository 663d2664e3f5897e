//! Backups: one SQLite file whatever the database, written while the node runs, restorable to either.

use std::{path::Path, sync::Arc};

use vocab::{Clock, NodeId, TenantId};

use crate::{
    JournalError, Row, Store, StoreUrl, Value, migrate, sqlite,
    tx::{Connection, PostgresConnection},
    writer,
};

/// Rows copied in one transaction.
const BATCH: usize = 5_000;

/// Copies the store to one new file.
pub(crate) async fn write(store: &Store, to: &Path) -> Result<(), JournalError> {
    if to.exists() {
        return Err(JournalError::Exists {
            path: to.display().to_string(),
        });
    }
    match store.url() {
        // One statement, one snapshot: the writer goes on beside it.
        StoreUrl::Sqlite(path) => {
            let (path, to) = (path.clone(), to.to_owned());
            run_blocking(move || {
                let source = Connection::Sqlite(sqlite::open_writer(&path)?);
                source.execute("vacuum into $1", &[Value::Text(to.display().to_string())])?;
                Ok(())
            })
            .await
        }
        StoreUrl::Postgres(address) => {
            let (address, to) = (address.clone(), to.to_owned());
            run_blocking(move || {
                let source = Connection::Postgres(PostgresConnection::open(&address)?);
                source.batch("begin isolation level repeatable read read only")?;
                let target = Connection::Sqlite(sqlite::open_writer(&to)?);
                copy_all(&source, &target)?;
                target.batch("pragma wal_checkpoint(truncate); pragma journal_mode = delete;")
            })
            .await
        }
    }
}

/// Opens a backup as a new node: the copy gets a name of its own, so that it and the original never write
/// two histories under one.
///
/// # Errors
/// [`JournalError::NotABackup`], [`JournalError::Exists`] when the target holds anything, or the store's own.
pub async fn restore(
    from: &Path,
    to: &StoreUrl,
    tenant: &TenantId,
    clock: Arc<dyn Clock>,
) -> Result<NodeId, JournalError> {
    let (from, to, tenant) = (from.to_owned(), to.clone(), tenant.clone());
    run_blocking(move || {
        let not_a_backup = || JournalError::NotABackup {
            path: from.display().to_string(),
        };
        if !from.is_file() {
            return Err(not_a_backup());
        }
        let source = Connection::Sqlite(sqlite::open_writer(&from)?);
        source
            .query("select count(*) from chain_head", &[])
            .map_err(|_| not_a_backup())?;
        let target = match &to {
            StoreUrl::Sqlite(path) => {
                if path.exists() {
                    return Err(JournalError::Exists {
                        path: path.display().to_string(),
                    });
                }
                let connection = sqlite::open_writer(path)?;
                Connection::Sqlite(connection)
            }
            StoreUrl::Postgres(address) => {
                let connection = Connection::Postgres(PostgresConnection::open(address)?);
                migrate::check_collation(&connection)?;
                if connection
                    .query("select 1 from entry limit 1", &[])
                    .is_ok_and(|rows| !rows.is_empty())
                {
                    return Err(JournalError::Exists {
                        path: "the database".to_owned(),
                    });
                }
                connection
            }
        };
        copy_all(&source, &target)?;
        writer::rename_node(&target, &tenant, &*clock)
    })
    .await
}

async fn run_blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, JournalError> + Send + 'static,
) -> Result<T, JournalError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| JournalError::Panicked)?
}

/// Copies every table with its definition as the migrations wrote it. Tables come from the source's own list, so that the
/// tables of other rooms travel too.
fn copy_all(source: &Connection, target: &Connection) -> Result<(), JournalError> {
    migrate::replay(source, target)?;
    for table in tables(source)? {
        copy_table(source, target, &table)?;
    }
    Ok(())
}

fn tables(source: &Connection) -> Result<Vec<String>, JournalError> {
    let sql = match source {
        Connection::Sqlite(_) => {
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
        }
        Connection::Postgres(_) => {
            "select table_name::text from information_schema.tables where table_schema = current_schema() order by 1"
        }
    };
    source
        .query(sql, &[])?
        .iter()
        .map(|row| row.text(0))
        .filter(|name| !matches!(name.as_deref(), Ok("migration")))
        .collect()
}

fn copy_table(source: &Connection, target: &Connection, table: &str) -> Result<(), JournalError> {
    let columns = columns(target, table)?;
    let list = columns.join(", ");
    let insert = format!(
        "insert into {table} ({list}) values ({})",
        (1..=columns.len())
            .map(|number| format!("${number}"))
            .collect::<Vec<_>>()
            .join(", ")
    );
    target.batch("begin")?;
    match source {
        Connection::Sqlite(connection) => {
            let mut batch: Vec<Vec<Value>> = Vec::with_capacity(BATCH);
            let mut failed = None;
            sqlite::query_each(
                connection,
                &format!("select {list} from {table}"),
                &[],
                |Row(row)| {
                    batch.push(row);
                    if batch.len() == BATCH {
                        failed = target.execute_many(&insert, &mut batch.drain(..)).err();
                    }
                    failed.is_none()
                },
            )?;
            if let Some(error) = failed {
                return Err(error);
            }
            target.execute_many(&insert, &mut batch.into_iter())?;
        }
        Connection::Postgres(_) => {
            source.batch(&format!(
                "declare copying no scroll cursor for select {list} from {table}"
            ))?;
            loop {
                let rows = source.query_once(&format!("fetch {BATCH} from copying"))?;
                if rows.is_empty() {
                    break;
                }
                target.execute_many(&insert, &mut rows.into_iter().map(|Row(row)| row))?;
            }
            source.batch("close copying")?;
        }
    }
    target.batch("commit")
}

fn columns(target: &Connection, table: &str) -> Result<Vec<String>, JournalError> {
    let (sql, column) = match target {
        Connection::Sqlite(_) => ("select name from pragma_table_info($1) order by cid", 0),
        Connection::Postgres(_) => (
            "select column_name::text from information_schema.columns \
             where table_schema = current_schema() and table_name = $1 order by ordinal_position",
            0,
        ),
    };
    target
        .query(sql, &[table.into()])?
        .iter()
        .map(|row| row.text(column))
        .collect()
}
