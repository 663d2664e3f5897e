//! The wrapped keys of records with sealed fields, and the keyed hashes by which those are looked up. The journal keeps
//! bytes here and opens nothing.

use std::collections::BTreeMap;

use vocab::{RecordId, RegisterName};

use crate::{
    JournalError, Row, Store, Tx, Value,
    record::{CHUNK, placeholders},
};

/// Tables that no backup of the store holds.
pub(crate) const TABLES: [&str; 3] = ["record_key", "master_in_use", "sealed_lookup"];

/// A record's key as the store has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// The name of the master key that wraps it.
    pub master: String,
    /// The wrapped key.
    pub wrapped: Vec<u8>,
}

/// One keyed hash of one record's field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lookup {
    /// The record.
    pub record: RecordId,
    /// The field.
    pub field: String,
    /// The hash.
    pub hash: String,
}

fn by_ids(tenant: &str, register: &str, ids: &[&RecordId]) -> (String, Vec<Value>) {
    let width = if ids.len() == 1 { 1 } else { CHUNK };
    let sql = format!(
        "select record, master, wrapped from record_key where tenant = $1 and register = $2 and record in ({})",
        placeholders(3, width)
    );
    let last = ids.last().map_or("", |id| id.as_str());
    let mut params = vec![tenant.into(), register.into()];
    params.extend(ids.iter().map(|id| Value::from(id.as_str())));
    params.resize(width + 2, last.into());
    (sql, params)
}

fn key_of(row: &Row) -> Result<(RecordId, WrappedKey), JournalError> {
    let id = RecordId::parse(row.text_ref(0)?).map_err(|_| JournalError::Unreadable {
        what: "record_key.record",
    })?;
    let key = WrappedKey {
        master: row.text(1)?,
        wrapped: row.bytes(2)?,
    };
    Ok((id, key))
}

/// Keys of records by id, as last committed; records without a key are left out.
///
/// # Errors
/// The database's own.
pub async fn read(
    store: &Store,
    register: &RegisterName,
    ids: &[&RecordId],
) -> Result<BTreeMap<RecordId, WrappedKey>, JournalError> {
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(CHUNK) {
        let (sql, params) = by_ids(store.tenant().as_str(), register.as_str(), chunk);
        for row in store.read(sql, params).await? {
            found.extend([key_of(&row)?]);
        }
    }
    Ok(found)
}

/// Keys of records by id, as they stand within the transaction; records without a key are left out.
///
/// # Errors
/// The database's own.
pub fn load(
    tx: &mut Tx<'_>,
    register: &RegisterName,
    ids: &[&RecordId],
) -> Result<BTreeMap<RecordId, WrappedKey>, JournalError> {
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(CHUNK) {
        let (sql, params) = by_ids(tx.tenant.as_str(), register.as_str(), chunk);
        for row in tx.query(&sql, &params)? {
            found.extend([key_of(&row)?]);
        }
    }
    Ok(found)
}

/// Keeps keys of records, in the place of those that they had.
///
/// # Errors
/// The database's own.
pub fn keep(
    tx: &mut Tx<'_>,
    register: &RegisterName,
    keys: Vec<(RecordId, WrappedKey)>,
) -> Result<(), JournalError> {
    let tenant = tx.tenant.as_str().to_owned();
    let mut rows = keys.into_iter().map(|(record, key)| {
        vec![
            Value::from(tenant.as_str()),
            register.as_str().into(),
            record.as_str().into(),
            key.master.into(),
            key.wrapped.into(),
        ]
    });
    let sql = "insert into record_key (tenant, register, record, master, wrapped) values ($1, $2, $3, $4, $5) \
        on conflict (tenant, register, record) do update set master = excluded.master, wrapped = excluded.wrapped";
    tx.execute_many(sql, &mut rows)?;
    Ok(())
}

/// Destroys the keys of records, with the hashes by which they were found. What is left of them in the database's log is
/// cleared after the commit, as far as the database lets that be.
///
/// # Errors
/// The database's own.
pub fn destroy(
    tx: &mut Tx<'_>,
    register: &RegisterName,
    records: &[&RecordId],
) -> Result<(), JournalError> {
    if records.is_empty() {
        return Ok(());
    }
    let tenant = tx.tenant.as_str().to_owned();
    for table in ["record_key", "sealed_lookup"] {
        let sql =
            format!("delete from {table} where tenant = $1 and register = $2 and record = $3");
        let mut rows = records.iter().map(|record| {
            vec![
                Value::from(tenant.as_str()),
                register.as_str().into(),
                record.as_str().into(),
            ]
        });
        tx.execute_many(&sql, &mut rows)?;
    }
    tx.head.sweep = true;
    Ok(())
}

/// Puts the hashes of records in the place of those that they had. `known` are records that may have some.
///
/// # Errors
/// The database's own.
pub fn replace_lookups(
    tx: &mut Tx<'_>,
    register: &RegisterName,
    known: &[&RecordId],
    lookups: Vec<Lookup>,
) -> Result<(), JournalError> {
    let tenant = tx.tenant.as_str().to_owned();
    let mut gone = known.iter().map(|record| {
        vec![
            Value::from(tenant.as_str()),
            register.as_str().into(),
            record.as_str().into(),
        ]
    });
    let sql = "delete from sealed_lookup where tenant = $1 and register = $2 and record = $3";
    tx.execute_many(sql, &mut gone)?;
    let mut rows = lookups.into_iter().map(|lookup| {
        vec![
            Value::from(tenant.as_str()),
            register.as_str().into(),
            lookup.field.into(),
            lookup.hash.into(),
            lookup.record.as_str().into(),
        ]
    });
    let sql = "insert into sealed_lookup (tenant, register, field, hash, record) values ($1, $2, $3, $4, $5) \
        on conflict do nothing";
    tx.execute_many(sql, &mut rows)?;
    Ok(())
}

const IN_USE: &str = "select master from master_in_use where tenant = $1";

/// The name of the master key in use, as last committed; none before the first key.
///
/// # Errors
/// The database's own.
pub async fn master_in_use(store: &Store) -> Result<Option<String>, JournalError> {
    let rows = store
        .read(IN_USE, vec![store.tenant().as_str().into()])
        .await?;
    rows.first().map(|row| row.text(0)).transpose()
}

/// The same as it stands within the transaction.
///
/// # Errors
/// The database's own.
pub fn master_in_use_now(tx: &mut Tx<'_>) -> Result<Option<String>, JournalError> {
    let rows = tx.query(IN_USE, &[tx.tenant.as_str().into()])?;
    rows.first().map(|row| row.text(0)).transpose()
}

/// From now on this is the master key in use. What is left of keys that another one wrapped is cleared after the commit.
///
/// # Errors
/// The database's own.
pub fn use_master(tx: &mut Tx<'_>, master: &str) -> Result<(), JournalError> {
    tx.head.sweep = true;
    tx.execute(
        "insert into master_in_use (tenant, master) values ($1, $2) \
         on conflict (tenant) do update set master = excluded.master",
        &[tx.tenant.as_str().into(), master.into()],
    )?;
    Ok(())
}

/// The next keys after a place in their order (register, record), at most `limit`: for going through all of them in one
/// transaction.
///
/// # Errors
/// The database's own.
pub fn after(
    tx: &mut Tx<'_>,
    (register, record): (&str, &str),
    limit: usize,
) -> Result<Vec<(RegisterName, RecordId, WrappedKey)>, JournalError> {
    let sql = format!(
        "select record, master, wrapped, register from record_key \
         where tenant = $1 and (register, record) > ($2, $3) order by register, record limit {limit}"
    );
    let params = [tx.tenant.as_str().into(), register.into(), record.into()];
    let rows = tx.query(&sql, &params)?;
    rows.iter()
        .map(|row| {
            let (id, key) = key_of(row)?;
            let register =
                RegisterName::parse(row.text_ref(3)?).map_err(|_| JournalError::Unreadable {
                    what: "record_key.register",
                })?;
            Ok((register, id, key))
        })
        .collect()
}

/// How many records have a key, by the name of the master key that wraps it.
///
/// # Errors
/// The database's own.
pub async fn count_by_master(store: &Store) -> Result<BTreeMap<String, u64>, JournalError> {
    let sql =
        "select master, cast(count(*) as bigint) from record_key where tenant = $1 group by master";
    let rows = store
        .read(sql, vec![store.tenant().as_str().into()])
        .await?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, u64::try_from(row.int(1)?).unwrap_or_default())))
        .collect()
}
