//! Records in a stream, and the stamps that tell whether they have moved: for jobs of the system itself.

use std::collections::VecDeque;

use access::{Actor, Decision};
use journal::{RecordState, RowStream, Value, record};
use vocab::{Hlc, RecordId};

use crate::{
    ReadError, Register, Registers,
    authority::covers_whole,
    opening::{disputes_sealed, holds_sealed, strip},
};

/// Records taken together where their sealed fields are opened.
const CHUNK: usize = 500;

/// Records one by one in bounded memory, in the order in which they were made; erased and merged ones are left out, and so
/// is what is sealed.
pub struct Scan {
    rows: RowStream,
}

impl Scan {
    /// The next record, or `None` at the end.
    pub async fn next(&mut self) -> Option<Result<RecordState, ReadError>> {
        let row = self.rows.next().await?;
        let record = row.and_then(|row| record::from_row(&row));
        Some(record.map_err(ReadError::from).map(|mut record| {
            strip(&mut record, |_| false);
            record
        }))
    }
}

/// Records as a [`Scan`] gives them, for one actor: what is sealed is opened where their decision lets them see it, and
/// left out elsewhere. That these records were read is journalled.
pub struct SeenScan<'a> {
    registers: &'a Registers,
    register: &'a Register,
    actor: &'a Actor,
    decision: &'a Decision,
    rows: RowStream,
    ready: VecDeque<RecordState>,
}

impl SeenScan<'_> {
    /// The next record, or `None` at the end. Only what is sealed is held back here; the classes of other fields are the
    /// caller's to hold.
    pub async fn next(&mut self) -> Option<Result<RecordState, ReadError>> {
        if self.ready.is_empty()
            && let Err(error) = self.fill().await
        {
            return Some(Err(error));
        }
        self.ready.pop_front().map(Ok)
    }

    async fn fill(&mut self) -> Result<(), ReadError> {
        let mut batch = Vec::with_capacity(CHUNK);
        while batch.len() < CHUNK
            && let Some(row) = self.rows.next().await
        {
            let mut state = record::from_row(&row?)?;
            let own = self.decision.units.holds(&state.owner);
            strip(&mut state, |field| {
                own && covers_whole(self.decision, self.register, field)
            });
            batch.push(state);
        }
        let sealed: Vec<&RecordId> = batch
            .iter()
            .filter(|state| holds_sealed(&state.data) || disputes_sealed(&state.conflicts))
            .map(|state| &state.id)
            .collect();
        if !sealed.is_empty() {
            let name = &self.register.name;
            let keys = self.registers.keys_of(name, &sealed).await?;
            self.registers
                .note_ids(self.actor, self.register, &sealed)
                .await?;
            for state in &mut batch {
                let id = state.id.clone();
                let opener = self.registers.opener(&keys, name, &id);
                opener.open(&mut state.data);
                opener.conflicts(&mut state.conflicts);
            }
        }
        self.ready = batch.into();
        Ok(())
    }
}

impl Registers {
    /// All records of a register or of one of its partitions as they stand, without what is sealed. Nothing else is masked
    /// and nothing is journalled: what a job makes of them must hold the classes.
    ///
    /// # Errors
    /// [`ReadError::UnknownRegister`].
    pub fn scan(&self, register: &str, partition: Option<&str>) -> Result<Scan, ReadError> {
        Ok(Scan {
            rows: self.raw_scan(self.register(register)?, partition),
        })
    }

    /// The same for an actor and their decision on the register, with what of sealed fields they may see.
    ///
    /// # Errors
    /// [`ReadError::UnknownRegister`].
    pub fn scan_seen<'a>(
        &'a self,
        register: &str,
        partition: Option<&str>,
        (actor, decision): (&'a Actor, &'a Decision),
    ) -> Result<SeenScan<'a>, ReadError> {
        let register = self.register(register)?;
        Ok(SeenScan {
            registers: self,
            register,
            actor,
            decision,
            rows: self.raw_scan(register, partition),
            ready: VecDeque::new(),
        })
    }

    /// Rows of the records, sealed as they are.
    pub(crate) fn raw_scan(&self, register: &Register, partition: Option<&str>) -> RowStream {
        let mut params: Vec<Value> = vec![
            self.store.tenant().as_str().into(),
            register.name.as_str().into(),
        ];
        let mut within = "";
        if let Some(partition) = partition {
            params.push(partition.into());
            within = "and partition_key = $3 ";
        }
        let sql = format!(
            "select {} from record where tenant = $1 and register = $2 {within}\
             and erased = 0 and merged_into is null order by number",
            record::COLUMNS
        );
        self.store.stream(sql, params)
    }

    /// The time of the last change of a register or of one of its partitions, and how many records it has
    /// (erased ones count). Zero for one that has none.
    ///
    /// # Errors
    /// [`ReadError::UnknownRegister`], or the store's failure.
    pub async fn stamp(
        &self,
        register: &str,
        partition: Option<&str>,
    ) -> Result<(Hlc, u64), ReadError> {
        let register = self.register(register)?;
        let mut params: Vec<Value> = vec![
            self.store.tenant().as_str().into(),
            register.name.as_str().into(),
        ];
        let mut within = "";
        if let Some(partition) = partition {
            params.push(partition.into());
            within = " and partition_key = $3";
        }
        let sql = format!(
            "select coalesce(max(hlc), 0), cast(coalesce(sum(records), 0) as bigint) from partition_stamp \
             where tenant = $1 and register = $2{within}"
        );
        let rows = self.store.read(sql, params).await?;
        let Some(row) = rows.first() else {
            return Ok((Hlc::from_i64(0), 0));
        };
        Ok((
            Hlc::from_i64(row.int(0)?),
            u64::try_from(row.int(1)?).unwrap_or_default(),
        ))
    }

    /// The partitions of a register with the time of their last change, by name; records without partition stand
    /// under the empty name.
    ///
    /// # Errors
    /// [`ReadError::UnknownRegister`], or the store's failure.
    pub async fn partitions(&self, register: &str) -> Result<Vec<(String, Hlc)>, ReadError> {
        let register = self.register(register)?;
        let sql = "select partition_key, hlc from partition_stamp where tenant = $1 and register = $2 \
                   order by partition_key";
        let params = vec![
            self.store.tenant().as_str().into(),
            register.name.as_str().into(),
        ];
        let rows = self.store.read(sql, params).await?;
        rows.iter()
            .map(|row| Ok((row.text(0)?, Hlc::from_i64(row.int(1)?))))
            .collect()
    }
}
