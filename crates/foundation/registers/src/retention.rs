//! How long records are kept, and which have been kept long enough.

use jiff::{Span, Timestamp, civil::Date, tz::TimeZone};
use journal::search_index;
use serde::{Deserialize, Serialize};
use vocab::{Hlc, RecordId};

use crate::{ReadError, Registers, filter::Conditions};

/// How long records are kept after what, and what becomes of them then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Retention {
    /// Whole months after the starting point.
    pub months: u32,
    /// An indexed date field, or `None` for the day the record was made.
    pub from: Option<String>,
    /// Only records in one of these states; empty for all.
    pub states: Vec<String>,
    /// What is due then.
    pub act: RetentionAct,
}

/// What is due when the retention time is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetentionAct {
    /// A person looks and decides.
    Review,
    /// The record is to be erased.
    Erase,
}

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

impl Registers {
    /// Records whose retention time is over at `now_ms` (Unix time, UTC days), oldest first, at most `limit`.
    /// It lists only: who acts on it does so by a commit like everybody else.
    ///
    /// # Errors
    /// [`ReadError::UnknownRegister`], or the store's failure.
    pub async fn due_for_retention(
        &self,
        register: &str,
        now_ms: i64,
        limit: usize,
    ) -> Result<Vec<Due>, ReadError> {
        let register = self.register(register)?;
        let Some(retention) = &register.retention else {
            return Ok(Vec::new());
        };
        let Some(last) = day(now_ms).and_then(|today| today.checked_sub(months(retention)).ok())
        else {
            return Ok(Vec::new());
        };
        let mut conditions = Conditions::of(self.store.tenant().as_str(), register.name.as_str());
        if !retention.states.is_empty() {
            let states: Vec<String> = retention
                .states
                .iter()
                .map(|state| conditions.bind(state.as_str()))
                .collect();
            conditions.and(&format!("record.state in ({})", states.join(", ")));
        }
        let (start, join) = if let Some(field) = &retention.from {
            let field = search_index::field(&conditions.bind(field.as_str()));
            let last = conditions.bind(last.to_string());
            conditions.and(&format!("s.value <= {last}"));
            let join =
                format!(" join index_text s on s.record = record.number and s.field = {field}");
            ("s.value", join)
        } else {
            let end = last
                .tomorrow()
                .ok()
                .and_then(|day| day.to_zoned_datetime(TimeZone::UTC).ok());
            let end = end.map_or(0, |end| end.timestamp().as_millisecond());
            let end = conditions.bind(Hlc::new(end, 0).as_i64());
            conditions.and(&format!("record.created < {end}"));
            ("record.created", String::new())
        };
        let sql = format!(
            "select record.id, record.state, record.created, {start} from record{join} where {} \
             order by {start}, record.id limit {limit}",
            conditions.sql
        );
        let mut due = Vec::new();
        for row in self.store.read(sql, conditions.params).await? {
            let started: Option<Date> = match &retention.from {
                Some(_) => row.text(3)?.parse().ok(),
                None => day(Hlc::from_i64(row.int(2)?).ms()),
            };
            let over = started.and_then(|day| day.checked_add(months(retention)).ok());
            let Ok(id) = RecordId::parse(row.text_ref(0)?) else {
                continue;
            };
            due.push(Due {
                id,
                state: row.text(1)?,
                since: over.map(|day| day.to_string()).unwrap_or_default(),
                act: retention.act,
            });
        }
        Ok(due)
    }
}

fn months(retention: &Retention) -> Span {
    /// A thousand years: longer is "for ever", and within what a span can hold.
    const MOST_MONTHS: u32 = 12_000;
    Span::new().months(i64::from(retention.months.min(MOST_MONTHS)))
}

fn day(ms: i64) -> Option<Date> {
    let instant = Timestamp::from_millisecond(ms).ok()?;
    Some(instant.to_zoned_datetime(TimeZone::UTC).date())
}
