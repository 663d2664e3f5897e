//! The table of current records: a cache of the fold, written in the same transaction as the entries.

use std::collections::BTreeMap;

use vocab::{Hlc, RecordId, RegisterName};

use crate::{
    JournalError, RecordState, Row, Store, Tx, Value,
    canonical::{canonical_text, canonical_text_of},
};

/// Columns in the order that [`from_row`] reads, for rooms that write their own `where`.
pub const COLUMNS: &str = "id, register, version, hlc, created, state, owner, place, partition_key, data, \
    conflicts, erased, merged_into";

/// Records looked up in one statement.
pub(crate) const CHUNK: usize = 500;

const UPSERT: &str = "insert into record \
    (tenant, id, register, version, hlc, created, state, owner, place, partition_key, data, conflicts, erased, merged_into, \
    number) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
    on conflict (tenant, register, id) do update set version = excluded.version, hlc = excluded.hlc, \
    created = excluded.created, state = excluded.state, owner = excluded.owner, place = excluded.place, \
    partition_key = excluded.partition_key, data = excluded.data, conflicts = excluded.conflicts, \
    erased = excluded.erased, merged_into = excluded.merged_into";

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
pub(crate) fn placeholders(from: usize, count: usize) -> String {
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
/// they were, so that the counts of partitions stay right. A new record gets the next number of its tenant.
///
/// # Errors
/// The database's own.
pub fn save(
    tx: &mut Tx<'_>,
    records: &[&RecordState],
    before: &BTreeMap<&RecordId, &RecordState>,
) -> Result<(), JournalError> {
    let tenant = tx.tenant.as_str().to_owned();
    let mut next = last_number(tx)?;
    let mut rows = Vec::with_capacity(records.len());
    let mut stamps: BTreeMap<(String, String), (i64, i64)> = BTreeMap::new();
    for record in records {
        // The number of one that stands is not touched by the upsert.
        next += i64::from(!before.contains_key(&record.id));
        let mut row = to_row(&tenant, record)?;
        row.push(next.into());
        rows.push(row);
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

/// The number given last. Only the writer of the tenant gives numbers, within its transaction.
fn last_number(tx: &mut Tx<'_>) -> Result<i64, JournalError> {
    let sql = "select coalesce(max(number), 0) from record where tenant = $1";
    let rows = tx.query(sql, &[tx.tenant.as_str().into()])?;
    rows.first().map_or(Ok(0), |row| row.int(0))
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
        canonical_text_of(&record.data)?.into(),
        canonical_text(&conflicts)?.into(),
        i64::from(record.erased).into(),
        record.merged_into.as_ref().map(RecordId::as_str).into(),
    ])
}
