//! The table of current records: a cache of the fold, written in the same transaction as the entries.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use vocab::{Hlc, RecordId, RegisterName};

use crate::{JournalError, RecordState, Row, Store, Tx, Value, canonical_text};

/// Columns in the order that [`from_row`] reads, for rooms that write their own `where`.
pub const COLUMNS: &str = "id, register, version, hlc, created, state, owner, place, partition_key, data, \
    conflicts, erased, merged_into";

/// Records looked up in one statement.
const CHUNK: usize = 500;

const UPSERT: &str = "insert into record \
    (tenant, id, register, version, hlc, created, state, owner, place, partition_key, data, conflicts, erased, merged_into) \
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
    on conflict (tenant, register, id) do update set version = excluded.version, hlc = excluded.hlc, \
    created = excluded.created, state = excluded.state, owner = excluded.owner, place = excluded.place, \
    partition_key = excluded.partition_key, data = excluded.data, conflicts = excluded.conflicts, \
    erased = excluded.erased, merged_into = excluded.merged_into";

/// One searchable value of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexRow {
    /// Field, or path within a repeat.
    pub field: String,
    /// Its text, for texts, dates and choices.
    pub text: Option<String>,
    /// Its number, for numbers.
    pub number: Option<f64>,
}

/// Reads [`COLUMNS`].
///
/// # Errors
/// [`JournalError::Unreadable`] when the row was not written by this program.
pub fn from_row(row: &Row) -> Result<RecordState, JournalError> {
    let unreadable = |what| JournalError::Unreadable { what };
    let partition = row.text(8)?;
    Ok(RecordState {
        id: RecordId::parse(row.text_ref(0)?).map_err(|_| unreadable("record.id"))?,
        register: RegisterName::parse(row.text_ref(1)?)
            .map_err(|_| unreadable("record.register"))?,
        version: row.text_ref(2)?.parse()?,
        hlc: Hlc::from_i64(row.int(3)?),
        created: Hlc::from_i64(row.int(4)?),
        state: row.text(5)?,
        owner: row.text(6)?,
        place: row.opt_text(7)?,
        partition: (!partition.is_empty()).then_some(partition),
        data: serde_json::from_str(row.text_ref(9)?).map_err(|_| unreadable("record.data"))?,
        conflicts: serde_json::from_str(row.text_ref(10)?)
            .map_err(|_| unreadable("record.conflicts"))?,
        erased: row.int(11)? != 0,
        merged_into: row
            .opt_text(12)?
            .map(|id| RecordId::parse(&id).map_err(|_| unreadable("record.merged_into")))
            .transpose()?,
    })
}

/// `$from, $from+1, …` for an `in (…)`.
fn placeholders(from: usize, count: usize) -> String {
    (from..from + count)
        .map(|number| format!("${number}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn by_ids(tenant: &str, register: &str, ids: &[&RecordId]) -> (String, Vec<Value>) {
    // Always the same number of parameters, so that the statement is prepared once; the last id fills up.
    let width = if ids.len() == 1 { 1 } else { CHUNK };
    let sql = format!(
        "select {COLUMNS} from record where tenant = $1 and register = $2 and id in ({})",
        placeholders(3, width)
    );
    let last = ids.last().map_or("", |id| id.as_str());
    let mut params = vec![tenant.into(), register.into()];
    params.extend(ids.iter().map(|id| Value::from(id.as_str())));
    params.resize(width + 2, last.into());
    (sql, params)
}

/// Records of a register by id, as they stand within the transaction. Unknown ids are left out.
///
/// # Errors
/// The database's own.
pub fn load(
    tx: &mut Tx<'_>,
    register: &RegisterName,
    ids: &[&RecordId],
) -> Result<BTreeMap<RecordId, RecordState>, JournalError> {
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(CHUNK) {
        let (sql, params) = by_ids(tx.tenant.as_str(), register.as_str(), chunk);
        for row in tx.query(&sql, &params)? {
            let record = from_row(&row)?;
            found.insert(record.id.clone(), record);
        }
    }
    Ok(found)
}

/// Records of a register by id, as last committed. Unknown ids are left out.
///
/// # Errors
/// The database's own.
pub async fn read(
    store: &Store,
    register: &RegisterName,
    ids: &[&RecordId],
) -> Result<BTreeMap<RecordId, RecordState>, JournalError> {
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(CHUNK) {
        let (sql, params) = by_ids(store.tenant().as_str(), register.as_str(), chunk);
        for row in store.read(sql, params).await? {
            let record = from_row(&row)?;
            found.insert(record.id.clone(), record);
        }
    }
    Ok(found)
}

/// Writes records as folded, and moves the stamps of their partitions. `before` are the same records as
/// they were, so that the counts of partitions stay right.
///
/// # Errors
/// The database's own.
pub fn save(
    tx: &mut Tx<'_>,
    records: &[RecordState],
    before: &BTreeMap<RecordId, RecordState>,
) -> Result<(), JournalError> {
    let tenant = tx.tenant.as_str().to_owned();
    let mut rows = Vec::with_capacity(records.len());
    let mut stamps: BTreeMap<(String, String), (i64, i64)> = BTreeMap::new();
    for record in records {
        rows.push(to_row(&tenant, record)?);
        let mut touch = |partition: Option<&String>, count: i64| {
            let key = (
                record.register.to_string(),
                partition.cloned().unwrap_or_default(),
            );
            let stamp = stamps.entry(key).or_default();
            stamp.0 = stamp.0.max(record.hlc.as_i64());
            stamp.1 += count;
        };
        match before.get(&record.id) {
            Some(old) if old.partition == record.partition => touch(record.partition.as_ref(), 0),
            Some(old) => {
                touch(old.partition.as_ref(), -1);
                touch(record.partition.as_ref(), 1);
            }
            None => touch(record.partition.as_ref(), 1),
        }
    }
    tx.execute_many(UPSERT, &mut rows.into_iter())?;
    let stamp = "insert into partition_stamp (tenant, register, partition_key, hlc, records) values ($1, $2, $3, $4, $5) \
         on conflict (tenant, register, partition_key) do update \
         set hlc = excluded.hlc, records = partition_stamp.records + excluded.records";
    let mut rows = stamps
        .into_iter()
        .map(|((register, partition), (hlc, count))| {
            vec![
                Value::from(tenant.as_str()),
                register.into(),
                partition.into(),
                hlc.into(),
                count.into(),
            ]
        });
    tx.execute_many(stamp, &mut rows)?;
    Ok(())
}

fn to_row(tenant: &str, record: &RecordState) -> Result<Vec<Value>, JournalError> {
    let conflicts =
        serde_json::to_value(&record.conflicts).map_err(|_| JournalError::Unreadable {
            what: "record.conflicts",
        })?;
    Ok(vec![
        tenant.into(),
        record.id.as_str().into(),
        record.register.as_str().into(),
        record.version.to_string().into(),
        record.hlc.as_i64().into(),
        record.created.as_i64().into(),
        record.state.as_str().into(),
        record.owner.as_str().into(),
        record.place.as_deref().into(),
        record.partition.as_deref().unwrap_or_default().into(),
        canonical_text(&Json::Object(record.data.clone()))?.into(),
        canonical_text(&conflicts)?.into(),
        i64::from(record.erased).into(),
        record.merged_into.as_ref().map(RecordId::as_str).into(),
    ])
}

/// Replaces the searchable values of records. `new` are records that had none yet: nothing is deleted for them.
///
/// # Errors
/// The database's own.
pub fn replace_index(
    tx: &mut Tx<'_>,
    register: &RegisterName,
    changed: &[&RecordId],
    rows: &[(RecordId, Vec<IndexRow>)],
) -> Result<(), JournalError> {
    let tenant = tx.tenant.as_str().to_owned();
    for chunk in changed.chunks(CHUNK) {
        let sql = format!(
            "delete from index_entry where tenant = $1 and register = $2 and record in ({})",
            placeholders(3, chunk.len())
        );
        let mut params = vec![Value::from(tenant.as_str()), register.as_str().into()];
        params.extend(chunk.iter().map(|id| Value::from(id.as_str())));
        tx.execute(&sql, &params)?;
    }
    let insert = "insert into index_entry (tenant, register, field, record, text_value, number_value) \
         values ($1, $2, $3, $4, $5, $6)";
    let mut values = rows.iter().flat_map(|(id, entries)| {
        entries.iter().map(|entry| {
            vec![
                Value::from(tenant.as_str()),
                register.as_str().into(),
                entry.field.as_str().into(),
                id.as_str().into(),
                entry.text.as_deref().into(),
                entry.number.into(),
            ]
        })
    });
    tx.execute_many(insert, &mut values)?;
    Ok(())
}
