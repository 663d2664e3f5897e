//! Which records have been kept long enough.

use serde::Serialize;
use vocab::RecordId;

use crate::RetentionAct;

/// A record whose retention time is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The record.
    pub id: RecordId,
    /// Its state.
    pub state: String,
    /// The day its time was over, ISO.
    pub since: String,
    /// What is due.
    pub act: RetentionAct,
}
