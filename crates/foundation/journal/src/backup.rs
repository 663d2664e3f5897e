//! Backups: one SQLite file whatever the database, written while the node runs, restorable to either.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use vocab::{Clock, NodeId, TenantId};

use crate::{
    JournalError, Row, Store, StoreUrl, Value, migrate, record_keys, sqlite,
    tx::{Connection, PostgresConnection},
    writer,
};

/// Rows copied in one transaction.
const BATCH: usize = 5_000;

/// Copies the store to one new file, without the keys of records: those have a file of their own, or a key that was
/// destroyed would live on in every backup.
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
                let part = beside(&to, "part");
                remove(&part)?;
                let source = Connection::Sqlite(sqlite::open_writer(&path)?);
                source.execute("vacuum into $1", &[Value::Text(part.display().to_string())])?;
                // What is deleted here is overwritten with zeros, and no log keeps it: the file gets its name without keys.
                let copy = Connection::Sqlite(sqlite::open_writer(&part)?);
                copy.query_once("pragma wal_checkpoint(truncate)")?;
                copy.query_once("pragma journal_mode = off")?;
                for table in record_keys::TABLES {
                    copy.batch(&format!("delete from {table}"))?;
                }
                drop(copy);
                fs::rename(&part, &to).map_err(|source| file_fault(&to, source))
            })
            .await
        }
        StoreUrl::Postgres(address) => {
            let (address, to) = (address.clone(), to.to_owned());
            run_blocking(move || {
                let source = Connection::Postgres(PostgresConnection::open(&address)?);
                source.batch("begin isolation level repeatable read read only")?;
                let target = Connection::Sqlite(sqlite::open_writer(&to)?);
                migrate::replay(&source, &target)?;
                for table in tables(&source)? {
                    if !record_keys::TABLES.contains(&table.as_str()) {
                        copy_table(&source, &target, &table)?;
                    }
                }
                target.batch("pragma wal_checkpoint(truncate); pragma journal_mode = delete;")
            })
            .await
        }
    }
}

/// Copies the wrapped keys of records, and the hashes by which their fields are looked up, to a file of their own. A
/// file of keys that stands there is replaced and overwritten: a key that was destroyed is to be in none.
pub(crate) async fn write_keys(store: &Store, to: &Path) -> Result<(), JournalError> {
    let (url, to) = (store.url().clone(), to.to_owned());
    run_blocking(move || {
        if to.exists() && !is_file_of_keys(&to) {
            return Err(JournalError::Exists {
                path: to.display().to_string(),
            });
        }
        let source = match &url {
            StoreUrl::Sqlite(path) => Connection::Sqlite(sqlite::open_writer(path)?),
            StoreUrl::Postgres(address) => Connection::Postgres(PostgresConnection::open(address)?),
        };
        let part = beside(&to, "part");
        remove(&part)?;
        source.batch(match source {
            Connection::Sqlite(_) => "begin",
            Connection::Postgres(_) => "begin isolation level repeatable read read only",
        })?;
        let target = Connection::Sqlite(sqlite::open_writer(&part)?);
        migrate::make_key_tables(&target)?;
        for table in record_keys::TABLES {
            copy_table(&source, &target, table)?;
        }
        source.batch("commit")?;
        target.query_once("pragma wal_checkpoint(truncate)")?;
        target.query_once("pragma journal_mode = delete")?;
        drop(target);
        replace_and_wipe(&part, &to).map_err(|source| file_fault(&to, source))
    })
    .await
}

fn is_file_of_keys(path: &Path) -> bool {
    let Ok(connection) = sqlite::open_writer(path).map(Connection::Sqlite) else {
        return false;
    };
    let there = |table: &str| {
        let sql = "select 1 from sqlite_master where type = 'table' and name = $1";
        connection
            .query(sql, &[table.into()])
            .is_ok_and(|rows| !rows.is_empty())
    };
    there("record_key") && !there("entry")
}

/// Puts a new file in the place of an old one, whose bytes are then overwritten where the file system lets that be.
fn replace_and_wipe(new: &Path, to: &Path) -> std::io::Result<()> {
    let old = to
        .exists()
        .then(|| fs::OpenOptions::new().write(true).open(to))
        .transpose()?;
    fs::File::open(new)?.sync_all()?;
    fs::rename(new, to)?;
    if let Some(mut old) = old {
        let length = old.metadata()?.len();
        std::io::copy(
            &mut std::io::Read::take(std::io::repeat(0), length),
            &mut old,
        )?;
        old.sync_all()?;
    }
    Ok(())
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn remove(path: &Path) -> Result<(), JournalError> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            Err(file_fault(path, source))
        }
        _ => Ok(()),
    }
}

fn file_fault(path: &Path, source: std::io::Error) -> JournalError {
    JournalError::File {
        path: path.display().to_string(),
        source,
    }
}

/// Opens a backup as a new node: the copy gets a name of its own, so that it and the original never write
/// two histories under one. `keys` is the file of keys that was kept apart; without it sealed fields stay closed. Keys
/// of records that are not in the backup, or were erased in it, are not taken.
///
/// # Errors
/// [`JournalError::NotABackup`], [`JournalError::Exists`] when the target holds anything, or the store's own.
pub async fn restore(
    from: &Path,
    keys: Option<&Path>,
    to: &StoreUrl,
    tenant: &TenantId,
    clock: Arc<dyn Clock>,
) -> Result<NodeId, JournalError> {
    let (from, to, tenant) = (from.to_owned(), to.clone(), tenant.clone());
    let keys = keys.map(Path::to_owned);
    run_blocking(move || {
        let not_a_backup = || JournalError::NotABackup {
            path: from.display().to_string(),
        };
        if !from.is_file() {
            return Err(not_a_backup());
        }
        if let Some(keys) = keys.as_ref().filter(|keys| !is_file_of_keys(keys)) {
            return Err(JournalError::NotAFileOfKeys {
                path: keys.display().to_string(),
            });
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
        if let Some(keys) = keys {
            let keys = Connection::Sqlite(sqlite::open_writer(&keys)?);
            take_keys(&keys, &target, clock.now_ms())?;
        }
        writer::rename_node(&target, &tenant, &*clock)
    })
    .await
}

fn take_keys(keys: &Connection, target: &Connection, now_ms: i64) -> Result<(), JournalError> {
    migrate::prepare(target, now_ms)?;
    for table in record_keys::TABLES {
        copy_table(keys, target, table)?;
    }
    for table in ["record_key", "sealed_lookup"] {
        let stands = format!(
            "delete from {table} where not exists (select 1 from record r where r.tenant = {table}.tenant \
             and r.register = {table}.register and r.id = {table}.record and r.erased = 0)"
        );
        target.batch(&stands)?;
    }
    Ok(())
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
