//! Records in a stream, and the stamps that tell whether they have moved: for jobs of the system itself.

use journal::{RecordState, RowStream, Value, record};
use vocab::Hlc;

use crate::{ReadError, Registers};

/// Records one by one in bounded memory, in the order in which they were made; erased and merged ones are left out.
pub struct Scan {
    rows: RowStream,
}

impl Scan {
    /// The next record, or `None` at the end.
    pub async fn next(&mut self) -> Option<Result<RecordState, ReadError>> {
        let row = self.rows.next().await?;
        Some(
            row.and_then(|row| record::from_row(&row))
                .map_err(ReadError::from),
        )
    }
}

impl Registers {
    /// All records of a register or of one of its partitions as they stand. Nothing is masked and nothing is
    /// journalled: what a job makes of them must hold the classes.
    ///
    /// # Errors
    /// [`ReadError::UnknownRegister`].
    pub fn scan(&self, register: &str, partition: Option<&str>) -> Result<Scan, ReadError> {
        let register = self.register(register)?;
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
        Ok(Scan {
            rows: self.store.stream(sql, params),
        })
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
