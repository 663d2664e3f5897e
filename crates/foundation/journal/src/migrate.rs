//! Migrations: forward only, each once, one text for both databases.

use std::{borrow::Cow, path::Path};

use sha2::{Digest, Sha256};

use crate::{JournalError, Tx, Value, sqlite, tx::Connection};

/// The journal's own steps.
const JOURNAL: &[(i64, &str, &str)] = &[
    (1, "journal", include_str!("../migrations/0001_journal.sql")),
    (
        2,
        "index_by_number",
        include_str!("../migrations/0002_index_by_number.sql"),
    ),
    (3, "record_keys", RECORD_KEYS),
];

/// The tables of record keys: a file of keys has these alone.
const RECORD_KEYS: &str = include_str!("../migrations/0003_record_keys.sql");

/// Opens what only SQLite is to read.
const SQLITE_ONLY: &str = "/*sqlite:";

const TABLE: &str = "create table if not exists migration (
  room text not null,
  number bigint not null,
  name text not null,
  sha256 text not null,
  sql text not null,
  applied bigint not null,
  primary key (room, number)
)";

/// Makes or updates the journal's own tables.
pub(crate) fn prepare(connection: &Connection, now_ms: i64) -> Result<(), JournalError> {
    connection.batch(match connection {
        Connection::Sqlite(_) => "begin immediate",
        Connection::Postgres(_) => "begin",
    })?;
    let done = connection
        .batch(TABLE)
        .and_then(|()| apply_steps(connection, "journal", JOURNAL, now_ms));
    match done {
        Ok(()) => connection.batch("commit"),
        Err(error) => {
            let _ = connection.batch("rollback");
            Err(error)
        }
    }
}

/// Applies the steps of a room within a job of the writer.
pub(crate) fn apply(
    tx: &mut Tx<'_>,
    room: &str,
    steps: &[(i64, &str, &str)],
) -> Result<(), JournalError> {
    apply_steps(tx.connection, room, steps, tx.now_ms)
}

fn apply_steps(
    connection: &Connection,
    room: &str,
    steps: &[(i64, &str, &str)],
    now_ms: i64,
) -> Result<(), JournalError> {
    let applied = connection.query(
        "select number, sha256 from migration where room = $1 order by number",
        &[room.into()],
    )?;
    for row in &applied {
        let number = row.int(0)?;
        let Some((_, _, sql)) = steps.iter().find(|(known, _, _)| *known == number) else {
            return Err(JournalError::NewerSchema {
                room: room.to_owned(),
                number,
            });
        };
        if row.text_ref(1)? != fingerprint(sql) {
            return Err(JournalError::MigrationChanged {
                room: room.to_owned(),
                number,
            });
        }
    }
    let last = applied.last().map_or(Ok(0), |row| row.int(0))?;
    for (number, name, sql) in steps.iter().filter(|(number, _, _)| *number > last) {
        connection.batch(&spoken(connection, sql))?;
        connection.execute(
            "insert into migration (room, number, name, sha256, sql, applied) values ($1, $2, $3, $4, $5, $6)",
            &[
                room.into(),
                (*number).into(),
                (*name).into(),
                fingerprint(sql).into(),
                (*sql).into(),
                now_ms.into(),
            ],
        )?;
    }
    Ok(())
}

/// Makes the tables of record keys alone.
pub(crate) fn make_key_tables(connection: &Connection) -> Result<(), JournalError> {
    connection.batch(&spoken(connection, RECORD_KEYS))
}

/// A step as the database is to read it: what stands in `/*sqlite: … */` is for SQLite only.
fn spoken<'a>(connection: &Connection, sql: &'a str) -> Cow<'a, str> {
    match connection {
        Connection::Sqlite(_) if sql.contains(SQLITE_ONLY) => {
            let mut parts = sql.split(SQLITE_ONLY);
            let mut text = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                text.push_str(&part.replacen("*/", "", 1));
            }
            Cow::Owned(text)
        }
        Connection::Sqlite(_) | Connection::Postgres(_) => Cow::Borrowed(sql),
    }
}

fn fingerprint(sql: &str) -> String {
    crate::attachment::hex(&Sha256::digest(sql.as_bytes()))
}

/// Copies a SQLite store beside itself when this program will change its tables.
pub(crate) fn copy_before_migrating(path: &Path) -> Result<(), JournalError> {
    if !path.exists() {
        return Ok(());
    }
    let connection = Connection::Sqlite(sqlite::open_writer(path)?);
    let known = connection.query(
        "select max(number) from migration where room = 'journal'",
        &[],
    );
    let newest = JOURNAL.last().map_or(0, |(number, _, _)| *number);
    let stands = match known {
        Ok(rows) => rows.first().map_or(Ok(None), |row| row.opt_int(0))?,
        // A new or foreign file has no such table: nothing of ours to copy.
        Err(_) => None,
    };
    let Some(stands) = stands.filter(|number| *number < newest) else {
        return Ok(());
    };
    let copy = path.with_extension(format!("before-step-{}", stands + 1));
    if !copy.exists() {
        connection.execute("vacuum into $1", &[Value::Text(copy.display().to_string())])?;
    }
    Ok(())
}

/// Refuses a database that sorts text other than by its bytes: an update of the system could change its order.
pub(crate) fn check_collation(connection: &Connection) -> Result<(), JournalError> {
    let rows = connection.query(
        "select datcollate::text from pg_database where datname = current_database()",
        &[],
    )?;
    let found = rows.first().map_or(Ok(String::new()), |row| row.text(0))?;
    if ["C", "POSIX", "C.UTF-8", "C.utf8", "ucs_basic"].contains(&found.as_str()) {
        Ok(())
    } else {
        Err(JournalError::Collation { found })
    }
}

/// Runs on `target` every migration that `source` has, of every room, and notes them there: the text is kept with
/// each step, so a backup carries its own tables.
pub(crate) fn replay(source: &Connection, target: &Connection) -> Result<(), JournalError> {
    target.batch("begin")?;
    target.batch(TABLE)?;
    let steps = source.query(
        "select room, number, name, sha256, sql, applied from migration order by applied, room, number",
        &[],
    )?;
    for step in &steps {
        target.batch(&spoken(target, step.text_ref(4)?))?;
    }
    target.execute_many(
        "insert into migration (room, number, name, sha256, sql, applied) values ($1, $2, $3, $4, $5, $6)",
        &mut steps.into_iter().map(|row| row.0),
    )?;
    target.batch("commit")
}
