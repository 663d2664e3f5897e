//! PostgreSQL: parameters encoded for the type the server asks for, readers with cached statements.

use std::{
    collections::HashMap,
    error::Error,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures_util::{TryStreamExt, pin_mut};
use tokio::sync::mpsc;
use tokio_postgres::{
    Client, NoTls, Statement,
    types::{Format, IsNull, ToSql, Type, private::BytesMut},
};

use crate::{JournalError, Row, RowStream, Value, value::storable};

/// A reading longer than this is stopped.
const LONGEST_READ: Duration = Duration::from_secs(30);
/// Rows handed over at once by a stream.
const STREAM_BATCH: usize = 512;

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) => match *ty {
                Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
                #[expect(clippy::cast_precision_loss, reason = "the column is a double")]
                Type::FLOAT8 => (*number as f64).to_sql(ty, out),
                Type::TEXT | Type::VARCHAR => number.to_string().to_sql(ty, out),
                _ => number.to_sql(ty, out),
            },
            Self::Real(number) => number.to_sql(ty, out),
            Self::Text(text) => storable(text)?.to_sql(ty, out),
            Self::Bytes(bytes) => bytes.as_slice().to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn encode_format(&self, _: &Type) -> Format {
        Format::Binary
    }

    fn to_sql_checked(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        self.to_sql(ty, out)
    }
}

/// Connects and keeps the connection going on the current runtime.
pub(crate) async fn connect(address: &str) -> Result<Client, JournalError> {
    let (client, connection) = tokio_postgres::connect(address, NoTls).await?;
    tokio::spawn(async move {
        // When it ends, every later call on the client says so.
        let _ = connection.await;
    });
    Ok(client)
}

pub(crate) fn row_of(row: &tokio_postgres::Row) -> Result<Row, JournalError> {
    let mut values = Vec::with_capacity(row.len());
    for (index, column) in row.columns().iter().enumerate() {
        let value = match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(index)?.map(Value::Int),
            Type::INT4 => row
                .try_get::<_, Option<i32>>(index)?
                .map(|number| Value::Int(number.into())),
            Type::BOOL => row
                .try_get::<_, Option<bool>>(index)?
                .map(|truth| Value::Int(truth.into())),
            Type::FLOAT8 => row.try_get::<_, Option<f64>>(index)?.map(Value::Real),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(index)?.map(Value::Bytes),
            _ => row.try_get::<_, Option<String>>(index)?.map(Value::Text),
        };
        values.push(value.unwrap_or_default());
    }
    Ok(Row(values))
}

/// Prepared statements by their text.
#[derive(Default)]
pub(crate) struct Statements(Mutex<HashMap<String, Statement>>);

impl Statements {
    pub(crate) async fn get(&self, client: &Client, sql: &str) -> Result<Statement, JournalError> {
        let known = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(sql)
            .cloned();
        if let Some(statement) = known {
            return Ok(statement);
        }
        let statement = client.prepare(sql).await?;
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

/// One connection for reading; its client takes many questions at once and the server answers in order.
pub(crate) struct PostgresReader {
    inner: Arc<Connected>,
}

struct Connected {
    client: Client,
    statements: Statements,
    address: String,
}

impl PostgresReader {
    pub(crate) async fn connect(address: &str) -> Result<Self, JournalError> {
        let client = connect(address).await?;
        client
            .batch_execute(&format!(
                "set default_transaction_read_only = on; set statement_timeout = {}",
                LONGEST_READ.as_millis()
            ))
            .await?;
        Ok(Self {
            inner: Arc::new(Connected {
                client,
                statements: Statements::default(),
                address: address.to_owned(),
            }),
        })
    }

    pub(crate) async fn read(&self, sql: &str, params: &[Value]) -> Result<Vec<Row>, JournalError> {
        let Connected {
            client, statements, ..
        } = &*self.inner;
        let statement = statements.get(client, sql).await?;
        let rows = client.query_raw(&statement, params).await?;
        pin_mut!(rows);
        let mut found = Vec::new();
        while let Some(row) = rows.try_next().await? {
            found.push(row_of(&row)?);
        }
        Ok(found)
    }

    /// A stream has its own connection: it may last, and must not hold up the others.
    pub(crate) fn stream(&self, sql: String, params: Vec<Value>) -> RowStream {
        let (give, take) = mpsc::channel(4);
        let address = self.inner.address.clone();
        tokio::spawn(async move {
            if let Err(error) = feed(&address, &sql, &params, &give).await {
                let _ = give.send(Err(error)).await;
            }
        });
        RowStream::new(take)
    }
}

async fn feed(
    address: &str,
    sql: &str,
    params: &[Value],
    give: &mpsc::Sender<Result<Vec<Row>, JournalError>>,
) -> Result<(), JournalError> {
    let client = connect(address).await?;
    client
        .batch_execute("set default_transaction_read_only = on")
        .await?;
    let rows = client.query_raw(sql, params).await?;
    pin_mut!(rows);
    let mut batch = Vec::with_capacity(STREAM_BATCH);
    while let Some(row) = rows.try_next().await? {
        batch.push(row_of(&row)?);
        if batch.len() == STREAM_BATCH {
            let full = std::mem::replace(&mut batch, Vec::with_capacity(STREAM_BATCH));
            if give.send(Ok(full)).await.is_err() {
                return Ok(());
            }
        }
    }
    let _ = give.send(Ok(batch)).await;
    Ok(())
}
