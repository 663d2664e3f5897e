//! Records in a stream, for jobs.

use journal::{RecordState, RowStream};

use crate::ReadError;

/// Records one by one in bounded memory.
pub struct Scan {
    rows: RowStream,
}

impl Scan {
    /// The next record, or `None` at the end.
    pub async fn next(&mut self) -> Option<Result<RecordState, ReadError>> {
        todo!()
    }
}
