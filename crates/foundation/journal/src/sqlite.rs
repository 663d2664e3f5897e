//! SQLite: how connections are opened, parameters bound, and readers served from their own threads.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError, mpsc as std_mpsc},
    thread,
    time::{Duration, Instant},
};

use rusqlite::{Connection, OpenFlags, Statement, types::ValueRef};
use tokio::sync::{mpsc, oneshot};

use crate::{JournalError, Row, RowStream, Value, value::storable};

/// Reading threads; SQLite in WAL mode lets them run beside the writer.
const READERS: usize = 3;
/// A reading longer than this is stopped: it would keep the log from being folded back.
const LONGEST_READ: Duration = Duration::from_secs(30);
/// Rows handed over at once by a stream.
const STREAM_BATCH: usize = 512;
/// How often, in steps of SQLite's machine, the time of a reading is looked at.
const STEPS_BETWEEN_LOOKS: i32 = 100_000;

/// A connection that writes.
pub(crate) fn open_writer(path: &Path) -> Result<Connection, JournalError> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder).map_err(|source| JournalError::File {
            path: folder.display().to_string(),
            source,
        })?;
    }
    let connection = Connection::open(path)?;
    // What is deleted is overwritten with zeros: a destroyed key must not be found in a free page.
    // The log is folded back at 64 MB (16,000 pages): a page that an import touches in commit after commit is then
    // written to its place once, not each time.
    connection.execute_batch(
        "pragma journal_mode = wal;
         pragma synchronous = full;
         pragma foreign_keys = on;
         pragma secure_delete = on;
         pragma busy_timeout = 5000;
         pragma wal_autocheckpoint = 16000;
         pragma journal_size_limit = 67108864;
         pragma temp_store = memory;
         pragma cache_size = -65536;",
    )?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(connection)
}

fn open_reader(path: &Path) -> Result<Connection, JournalError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.execute_batch(
        "pragma query_only = on;
         pragma busy_timeout = 5000;
         pragma temp_store = memory;
         pragma mmap_size = 268435456;",
    )?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

/// The number `n` of `$n` at each position. SQLite numbers named parameters by first appearance, so position is not
/// number.
pub(crate) fn numbers(statement: &Statement<'_>) -> Vec<usize> {
    (1..=statement.parameter_count())
        .map(|position| {
            statement
                .parameter_name(position)
                .and_then(|name| name.strip_prefix('$'))
                .and_then(|digits| digits.parse::<usize>().ok())
                .unwrap_or(position)
        })
        .collect()
}

/// Binds `$n` by its number, as [`numbers`] found them.
pub(crate) fn bind(
    statement: &mut Statement<'_>,
    numbers: &[usize],
    params: &[Value],
) -> Result<(), JournalError> {
    for (position, &number) in (1..).zip(numbers) {
        let value = number
            .checked_sub(1)
            .and_then(|index| params.get(index))
            .ok_or(rusqlite::Error::InvalidParameterCount(params.len(), number))?;
        match value {
            Value::Null => statement.raw_bind_parameter(position, rusqlite::types::Null)?,
            Value::Int(number) => statement.raw_bind_parameter(position, number)?,
            Value::Real(number) => statement.raw_bind_parameter(position, number)?,
            Value::Text(text) => {
                statement.raw_bind_parameter(position, storable(text)?.as_ref())?;
            }
            Value::Bytes(bytes) => statement.raw_bind_parameter(position, bytes.as_slice())?,
        }
    }
    Ok(())
}

fn row_of(row: &rusqlite::Row<'_>, columns: usize) -> Result<Row, JournalError> {
    let mut values = Vec::with_capacity(columns);
    for column in 0..columns {
        values.push(match row.get_ref(column)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => Value::Int(number),
            ValueRef::Real(number) => Value::Real(number),
            ValueRef::Text(text) => Value::Text(
                String::from_utf8(text.to_vec())
                    .map_err(|_| JournalError::Unreadable { what: "a text" })?,
            ),
            ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
        });
    }
    Ok(Row(values))
}

/// Runs a query and hands each row over; stops when `take` says so.
pub(crate) fn query_each(
    connection: &Connection,
    sql: &str,
    params: &[Value],
    mut take: impl FnMut(Row) -> bool,
) -> Result<(), JournalError> {
    let mut statement = connection.prepare_cached(sql)?;
    let numbers = numbers(&statement);
    bind(&mut statement, &numbers, params)?;
    let columns = statement.column_count();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        if !take(row_of(row, columns)?) {
            break;
        }
    }
    Ok(())
}

/// Runs a query and gives all rows.
pub(crate) fn query(
    connection: &Connection,
    sql: &str,
    params: &[Value],
) -> Result<Vec<Row>, JournalError> {
    let mut found = Vec::new();
    query_each(connection, sql, params, |row| {
        found.push(row);
        true
    })?;
    Ok(found)
}

/// Runs a statement and gives the number of rows it touched.
pub(crate) fn execute(
    connection: &Connection,
    sql: &str,
    params: &[Value],
) -> Result<u64, JournalError> {
    let mut statement = connection.prepare_cached(sql)?;
    let numbers = numbers(&statement);
    bind(&mut statement, &numbers, params)?;
    Ok(statement.raw_execute()? as u64)
}

type Task = Box<dyn FnOnce(&mut Connection) + Send>;

/// Threads with a reading connection each.
pub(crate) struct SqliteReaders {
    tasks: std_mpsc::Sender<Task>,
}

impl SqliteReaders {
    pub(crate) fn open(path: &Path) -> Result<Self, JournalError> {
        let (tasks, queue) = std_mpsc::channel::<Task>();
        let queue = Arc::new(Mutex::new(queue));
        for number in 0..READERS {
            let mut connection = open_reader(path)?;
            let queue = Arc::clone(&queue);
            thread::Builder::new()
                .name(format!("store-read-{number}"))
                .spawn(move || {
                    loop {
                        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                        let Ok(task) = next else { break };
                        task(&mut connection);
                    }
                })
                .map_err(JournalError::Io)?;
        }
        Ok(Self { tasks })
    }

    pub(crate) async fn read(
        &self,
        sql: String,
        params: Vec<Value>,
    ) -> Result<Vec<Row>, JournalError> {
        let (tell, told) = oneshot::channel();
        self.tasks
            .send(Box::new(move |connection| {
                let until = Instant::now() + LONGEST_READ;
                let limited = connection
                    .progress_handler(STEPS_BETWEEN_LOOKS, Some(move || Instant::now() > until));
                let answer = limited
                    .map_err(JournalError::from)
                    .and_then(|()| query(connection, &sql, &params));
                let _ = connection.progress_handler(0, None::<fn() -> bool>);
                let _ = tell.send(answer);
            }))
            .map_err(|_| JournalError::Closed)?;
        told.await.map_err(|_| JournalError::Closed)?
    }

    pub(crate) fn stream(&self, sql: String, params: Vec<Value>) -> RowStream {
        let (give, take) = mpsc::channel(4);
        let failed = give.clone();
        let sent = self.tasks.send(Box::new(move |connection| {
            let mut batch = Vec::with_capacity(STREAM_BATCH);
            let outcome = query_each(connection, &sql, &params, |row| {
                batch.push(row);
                batch.len() < STREAM_BATCH
                    || give
                        .blocking_send(Ok(std::mem::replace(
                            &mut batch,
                            Vec::with_capacity(STREAM_BATCH),
                        )))
                        .is_ok()
            });
            let last = outcome.map(|()| batch);
            let _ = give.blocking_send(last);
        }));
        if sent.is_err() {
            let _ = failed.try_send(Err(JournalError::Closed));
        }
        RowStream::new(take)
    }
}
