//! Scans a million rows through the seam's shape: a thread with its own connection, rows handed to an async
//! consumer over a bounded channel. `fill FILE` makes the table that both packages read.

use std::{env, thread, time::Instant};

use rusqlite::{Connection, OpenFlags, types::ValueRef};
use tokio::sync::mpsc;

const ROWS: i64 = 1_000_000;
const SCAN: &str = "select tenant, id, hlc, state, data, score from record";

/// The seam's own value type: what a row costs to carry is part of what is measured.
enum Value {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
}

fn fill(path: &str) -> rusqlite::Result<()> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = off;
         create table record (tenant text not null, id text not null, hlc bigint not null, state text not null,
           data text not null, score double precision, primary key (tenant, id));",
    )?;
    let tx = connection.transaction()?;
    {
        let mut insert = tx.prepare("insert into record values ('t', ?1, ?2, 'approved', ?3, ?4)")?;
        for row in 0..ROWS {
            let data = format!(
                r#"{{"area":"XM{:05}","households":{},"individuals":{},"reason":"conflict","round":"r{}"}}"#,
                row % 4_000, row % 977, row % 4_801, row % 24
            );
            let id = format!("0192f0c4-7d3e-7000-8000-{row:012}");
            insert.execute((id, row << 16, data, (row % 7 != 0).then_some(row as f64 / 8.0)))?;
        }
    }
    tx.commit()?;
    connection.execute_batch("pragma wal_checkpoint(truncate)")
}

fn row_of(row: &rusqlite::Row<'_>, columns: usize) -> rusqlite::Result<Vec<Value>> {
    (0..columns)
        .map(|column| {
            Ok(match row.get_ref(column)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(number) => Value::Int(number),
                ValueRef::Real(number) => Value::Real(number),
                ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
            })
        })
        .collect()
}

/// Rows, bytes of text, sum of numbers: the consumer looks at every value.
#[derive(Default, Debug, PartialEq)]
struct Seen {
    rows: u64,
    bytes: usize,
    sum: f64,
}

fn look(seen: &mut Seen, row: &[Value]) {
    seen.rows += 1;
    for value in row {
        match value {
            Value::Null => {}
            Value::Int(number) => seen.sum += *number as f64 / 65_536.0,
            Value::Real(number) => seen.sum += number,
            Value::Text(text) => seen.bytes += text.len(),
            Value::Bytes(bytes) => seen.bytes += bytes.len(),
        }
    }
}

async fn scan(path: String, batch: usize) -> Seen {
    let (give, mut take) = mpsc::channel::<Vec<Vec<Value>>>(4);
    thread::spawn(move || {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).expect("the table was filled");
        connection.execute_batch("pragma query_only = on").expect("a known pragma");
        let mut statement = connection.prepare(SCAN).expect("valid SQL");
        let columns = statement.column_count();
        let mut rows = statement.raw_query();
        let mut full = Vec::with_capacity(batch);
        while let Some(row) = rows.next().expect("readable") {
            full.push(row_of(row, columns).expect("readable"));
            if full.len() == batch {
                let send = std::mem::replace(&mut full, Vec::with_capacity(batch));
                give.blocking_send(send).expect("the consumer stays");
            }
        }
        give.blocking_send(full).expect("the consumer stays");
    });
    let mut seen = Seen::default();
    while let Some(rows) = take.recv().await {
        rows.iter().for_each(|row| look(&mut seen, row));
    }
    seen
}

fn direct(path: &str) -> Seen {
    let connection = Connection::open(path).expect("the table was filled");
    let mut statement = connection.prepare(SCAN).expect("valid SQL");
    let columns = statement.column_count();
    let mut rows = statement.raw_query();
    let mut seen = Seen::default();
    while let Some(row) = rows.next().expect("readable") {
        look(&mut seen, &row_of(row, columns).expect("readable"));
    }
    seen
}

fn best(name: &str, mut run: impl FnMut() -> Seen) {
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..7 {
        let start = Instant::now();
        let seen = run();
        times.push(start.elapsed().as_secs_f64());
        assert_eq!(seen.rows, ROWS as u64);
    }
    times.sort_by(f64::total_cmp);
    println!("{name:<44} best {:.3} s  median {:.3} s  {:>9.0} rows/s", times[0], times[3], ROWS as f64 / times[3]);
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let path = arguments.last().expect("a file").clone();
    if arguments.get(1).is_some_and(|word| word == "fill") {
        return fill(&path).expect("the table can be made");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().expect("a runtime");
    best("rusqlite, no thread (floor)", || direct(&path));
    best("rusqlite, thread, channel, 512 rows a batch", || runtime.block_on(scan(path.clone(), 512)));
    best("rusqlite, thread, channel, 1 row a batch", || runtime.block_on(scan(path.clone(), 1)));
}
