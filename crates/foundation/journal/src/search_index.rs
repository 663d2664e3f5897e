//! The searchable values of records: what lists are filtered, searched and sorted by.
//!
//! A field and a record stand there by number. [`field`] and [`fields`] give the field's number to rooms that write
//! their own `where`; the record's is `record.number`.

use std::collections::{BTreeMap, BTreeSet};

use vocab::{RecordId, RegisterName};

use crate::{
    JournalError, Tx, Value,
    record::{CHUNK, placeholders},
    value::storable,
};

/// One searchable value of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexRow {
    /// Field, or path within a repeat.
    pub field: String,
    /// The value.
    pub value: Searchable,
}

/// A value by which records are found.
#[derive(Debug, Clone, PartialEq)]
pub enum Searchable {
    /// Of texts, dates and choices; in table `index_text`.
    Text(String),
    /// Of numbers; in table `index_number`.
    Number(f64),
}

/// The number of one field, as SQL; `place` is the placeholder of its name, `$1` is the tenant and `$2` the register.
pub fn field(place: &str) -> String {
    format!(
        "(select number from index_field where tenant = $1 and register = $2 and field = {place})"
    )
}

/// The numbers of several fields, as SQL for an `in`; `places` are the placeholders of their names, `$1` is the tenant
/// and `$2` the register.
pub fn fields(places: &str) -> String {
    format!(
        "(select number from index_field where tenant = $1 and register = $2 and field in ({places}))"
    )
}

/// Replaces the searchable values of records that have been saved in this transaction. `changed` are those that had
/// some: nothing is deleted for the others.
///
/// # Errors
/// The database's own.
pub fn replace(
    tx: &mut Tx<'_>,
    register: &RegisterName,
    changed: &[&RecordId],
    rows: &[(RecordId, Vec<IndexRow>)],
) -> Result<(), JournalError> {
    let ids: Vec<&RecordId> = rows.iter().map(|(id, _)| id).collect();
    let records = record_numbers(tx, register, &ids)?;
    let gone: Vec<i64> = changed
        .iter()
        .filter_map(|id| records.get(id.as_str()).copied())
        .collect();
    for (chunk, table) in gone
        .chunks(CHUNK)
        .flat_map(|chunk| [(chunk, "index_text"), (chunk, "index_number")])
    {
        let sql = format!(
            "delete from {table} where record in ({}) \
             and field in (select number from index_field where tenant = $1 and register = $2)",
            placeholders(3, chunk.len())
        );
        let mut params = vec![Value::from(tx.tenant.as_str()), register.as_str().into()];
        params.extend(chunk.iter().map(|number| Value::from(*number)));
        tx.execute(&sql, &params)?;
    }
    let names = rows
        .iter()
        .flat_map(|(_, entries)| entries.iter().map(|entry| entry.field.as_str()))
        .collect();
    let fields = field_numbers(tx, register, names)?;
    let mut texts = Vec::new();
    let mut numbers = Vec::new();
    for (id, entries) in rows {
        let record = *records.get(id.as_str()).ok_or(JournalError::Unreadable {
            what: "record.number",
        })?;
        for entry in entries {
            let field = fields[entry.field.as_str()];
            match &entry.value {
                Searchable::Text(text) => {
                    texts.push(vec![record.into(), field.into(), text.as_str().into()]);
                }
                Searchable::Number(number) => {
                    numbers.push(vec![record.into(), field.into(), (*number).into()]);
                }
            }
        }
    }
    for (table, values) in [("index_text", texts), ("index_number", numbers)] {
        let insert = format!(
            "insert into {table} (record, field, value) values ($1, $2, $3) on conflict do nothing"
        );
        tx.execute_many(&insert, &mut values.into_iter())?;
    }
    Ok(())
}

/// The numbers of records that are saved.
fn record_numbers(
    tx: &mut Tx<'_>,
    register: &RegisterName,
    ids: &[&RecordId],
) -> Result<BTreeMap<String, i64>, JournalError> {
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(CHUNK) {
        let width = if chunk.len() == 1 { 1 } else { CHUNK };
        let sql = format!(
            "select id, number from record where tenant = $1 and register = $2 and id in ({})",
            placeholders(3, width)
        );
        let last = chunk.last().map_or("", |id| id.as_str());
        let mut params = vec![Value::from(tx.tenant.as_str()), register.as_str().into()];
        params.extend(chunk.iter().map(|id| Value::from(id.as_str())));
        params.resize(width + 2, last.into());
        for row in tx.query(&sql, &params)? {
            found.insert(row.text(0)?, row.int(1)?);
        }
    }
    Ok(found)
}

/// The numbers of fields; one that was never seen gets the next. Two tenants may ask for the same at once: the second
/// waits for the first, finds it taken, and takes the one after it.
fn field_numbers<'a>(
    tx: &mut Tx<'_>,
    register: &RegisterName,
    names: BTreeSet<&'a str>,
) -> Result<BTreeMap<&'a str, i64>, JournalError> {
    let key = [Value::from(tx.tenant.as_str()), register.as_str().into()];
    let known = "select field, number from index_field where tenant = $1 and register = $2";
    let mut numbers = BTreeMap::new();
    let mut missing = names;
    while !missing.is_empty() {
        let mut found = BTreeMap::new();
        for row in tx.query(known, &key)? {
            found.insert(row.text(0)?, row.int(1)?);
        }
        let mut unknown = BTreeSet::new();
        for name in missing {
            // The store has it as NFC.
            match found.get(storable(name)?.as_ref()) {
                Some(number) => {
                    numbers.insert(name, *number);
                }
                None => {
                    unknown.insert(name);
                }
            }
        }
        for name in &unknown {
            let [tenant, register] = key.clone();
            tx.execute(
                "insert into index_field (tenant, register, field, number) \
                 select $1, $2, $3, coalesce(max(number), 0) + 1 from index_field where true \
                 on conflict do nothing",
                &[tenant, register, (*name).into()],
            )?;
        }
        missing = unknown;
    }
    Ok(numbers)
}
