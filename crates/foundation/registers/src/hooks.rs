//! What a module adds to the commit of its registers.

use std::sync::Arc;

use access::Actor;
use journal::{JournalError, RecordState, Tx, search_index};
use serde::Serialize;
use serde_json::{Map, Value as Json};
use vocab::RegisterName;

/// Derives values from others before they are checked; must be a pure function of the record's content.
pub type Derive = Arc<dyn Fn(&mut Map<String, Json>) + Send + Sync>;

/// Looks at a record's content and remarks on it; never changes it.
pub type Check = Arc<dyn Fn(&Map<String, Json>) -> Vec<Finding> + Send + Sync>;

/// Looks, within the transaction that would take a step of the lifecycle, whether this actor may take it now. What it
/// finds refuses the step. A step names its guards in `checks`, so a country can take one off by editing text.
pub type Guard = Arc<
    dyn Fn(&mut Tx<'_>, &RecordState, &Actor) -> Result<Vec<Finding>, JournalError> + Send + Sync,
>;

/// How many records of a partition are in a state and hold a value in an indexed field of text: what guards ask.
///
/// # Errors
/// The store's failure.
pub fn count_in(
    tx: &mut Tx<'_>,
    register: &RegisterName,
    partition: &str,
    state: &str,
    (field, value): (&str, &str),
) -> Result<u64, JournalError> {
    let sql = format!(
        "select count(*) from record r join index_text i on i.record = r.number \
         where r.tenant = $1 and r.register = $2 and r.partition_key = $3 and r.state = $4 and r.erased = 0 \
         and i.field = {} and i.value = $6",
        search_index::field("$5")
    );
    let params = [
        tx.tenant().as_str().into(),
        register.as_str().into(),
        partition.into(),
        state.into(),
        field.into(),
        value.into(),
    ];
    let rows = tx.query(&sql, &params)?;
    let found = rows.first().map_or(Ok(0), |row| row.int(0))?;
    Ok(u64::try_from(found).unwrap_or_default())
}

/// A remark of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable code.
    pub code: &'static str,
    /// The field it is about.
    pub field: Option<String>,
    /// What was found; never a person's data.
    pub reason: String,
}
