//! Reading the journal: one record's entries, and records as they stood.

use vocab::{Hlc, RecordId, RegisterName};

use crate::{Entry, JournalError, Kind, RecordState, RowStream, Store, entry::COLUMNS, fold};

impl Store {
    /// All entries of one record, oldest first.
    ///
    /// # Errors
    /// The database's own.
    pub async fn history(
        &self,
        register: &RegisterName,
        record: &RecordId,
    ) -> Result<Vec<Entry>, JournalError> {
        let sql = format!(
            "select {COLUMNS} from entry where tenant = $1 and register = $2 and record = $3 order by hlc, node, seq"
        );
        let params = vec![
            self.tenant().as_str().into(),
            register.as_str().into(),
            record.as_str().into(),
        ];
        let rows = self.read(sql, params).await?;
        rows.iter().map(Entry::from_row).collect()
    }

    /// A record as it stood at a time.
    ///
    /// # Errors
    /// The database's own.
    pub async fn as_of(
        &self,
        register: &RegisterName,
        record: &RecordId,
        at: Hlc,
    ) -> Result<Option<RecordState>, JournalError> {
        let entries = self.history(register, record).await?;
        Ok(fold(entries.iter().filter(|entry| entry.hlc <= at)))
    }

    /// All records of a register as they stood at a time; of one partition when it is named (records without
    /// partition stand under the empty name). What was erased since is left out, as if it had never been. One
    /// record's entries at a time are in memory.
    pub fn as_of_partition(
        &self,
        register: &RegisterName,
        partition: Option<&str>,
        at: Hlc,
    ) -> PartitionAsOf {
        let sql = format!(
            "select {COLUMNS} from entry where tenant = $1 and register = $2 and hlc <= $3 \
             and record not in (select record from entry where tenant = $4 and register = $5 and kind = $6) \
             order by tenant, register, record, hlc, node, seq"
        );
        let params = vec![
            self.tenant().as_str().into(),
            register.as_str().into(),
            at.as_i64().into(),
            self.tenant().as_str().into(),
            register.as_str().into(),
            Kind::Erase.as_str().into(),
        ];
        PartitionAsOf {
            rows: self.stream(sql, params),
            partition: partition.map(str::to_owned),
            waiting: None,
        }
    }

    /// The newest entries of the whole journal, newest first, at most `limit`, before sequence `before`.
    ///
    /// # Errors
    /// The database's own.
    pub async fn newest_entries(
        &self,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<Entry>, JournalError> {
        let sql = format!(
            "select {COLUMNS} from entry where tenant = $1 and node = $2 and seq < $3 order by seq desc limit {limit}"
        );
        let params = vec![
            self.tenant().as_str().into(),
            self.node().as_str().into(),
            before.unwrap_or(i64::MAX).into(),
        ];
        let rows = self.read(sql, params).await?;
        rows.iter().map(Entry::from_row).collect()
    }
}

/// Records as they stood at a time, one by one.
pub struct PartitionAsOf {
    rows: RowStream,
    partition: Option<String>,
    waiting: Option<Entry>,
}

impl PartitionAsOf {
    /// The next record, `None` at the end.
    pub async fn next(&mut self) -> Option<Result<RecordState, JournalError>> {
        loop {
            let entries = match self.next_history().await? {
                Ok(entries) => entries,
                Err(error) => return Some(Err(error)),
            };
            let Some(record) = fold(&entries) else {
                continue;
            };
            let own = record.partition.as_deref().unwrap_or_default();
            if self.partition.as_deref().is_none_or(|wanted| wanted == own) {
                return Some(Ok(record));
            }
        }
    }

    /// All entries of the next record up to the time, oldest first, whatever its partition; `None` at the end. For
    /// who wants to know how the record came to stand so.
    pub async fn next_history(&mut self) -> Option<Result<Vec<Entry>, JournalError>> {
        match self.next_record().await {
            Ok(entries) if entries.is_empty() => None,
            other => Some(other),
        }
    }

    async fn next_record(&mut self) -> Result<Vec<Entry>, JournalError> {
        let mut entries: Vec<Entry> = self.waiting.take().into_iter().collect();
        while let Some(row) = self.rows.next().await {
            let entry = Entry::from_row(&row?)?;
            match entries.first() {
                Some(first) if first.record != entry.record => {
                    self.waiting = Some(entry);
                    break;
                }
                _ => entries.push(entry),
            }
        }
        Ok(entries)
    }
}
