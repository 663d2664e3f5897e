//! Scans the same million rows through sqlx's stream, decoding to the same value type.

use std::{env, time::Instant};

use futures_util::TryStreamExt;
use sqlx::{Connection, Row, SqliteConnection, TypeInfo, ValueRef, sqlite::SqliteConnectOptions, sqlite::SqliteRow};

const ROWS: u64 = 1_000_000;
const SCAN: &str = "select tenant, id, hlc, state, data, score from record";

enum Value {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
}

fn row_of(row: &SqliteRow) -> Result<Vec<Value>, sqlx::Error> {
    (0..row.len())
        .map(|column| {
            let raw = row.try_get_raw(column)?;
            Ok(if raw.is_null() {
                Value::Null
            } else {
                match raw.type_info().name() {
                    "INTEGER" => Value::Int(row.try_get(column)?),
                    "REAL" => Value::Real(row.try_get(column)?),
                    "TEXT" => Value::Text(row.try_get(column)?),
                    _ => Value::Bytes(row.try_get(column)?),
                }
            })
        })
        .collect()
}

#[derive(Default)]
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

async fn scan(path: &str, buffer: usize) -> Seen {
    let options = SqliteConnectOptions::new().filename(path).row_buffer_size(buffer);
    let mut connection = SqliteConnection::connect_with(&options).await.expect("the table was filled");
    let mut seen = Seen::default();
    {
        let mut rows = sqlx::query(SCAN).fetch(&mut connection);
        while let Some(row) = rows.try_next().await.expect("readable") {
            look(&mut seen, &row_of(&row).expect("known types"));
        }
    }
    connection.close().await.expect("closes");
    seen
}

fn main() {
    let path = env::args().nth(1).expect("a file");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    for (name, buffer) in [("sqlx-sqlite, stream, default buffer (50)", 50), ("sqlx-sqlite, stream, buffer 2048", 2_048)] {
        let mut times: Vec<f64> = Vec::new();
        for _ in 0..7 {
            let start = Instant::now();
            let seen = runtime.block_on(scan(&path, buffer));
            times.push(start.elapsed().as_secs_f64());
            assert_eq!(seen.rows, ROWS);
            std::hint::black_box((seen.bytes, seen.sum));
        }
        times.sort_by(f64::total_cmp);
        println!("{name:<44} best {:.3} s  median {:.3} s  {:>9.0} rows/s", times[0], times[3], ROWS as f64 / times[3]);
    }
}
