//! Sharing agreements: who agreed that which records may be contributed and published, and how.

use jiff::civil::Date;
use journal::RecordState;
use registers::{ReadError, Registers};
use serde_json::{Map, Value as Json};

use crate::{gates::Refusal, module::AGREEMENTS, recipe::Method};

/// One agreement in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Its id.
    pub id: String,
    /// Who shares.
    pub party: String,
    /// What the records go into.
    pub register: String,
    /// First and last day.
    pub valid: (Option<Date>, Option<Date>),
    /// Whether records may be contributed.
    pub may_contribute: bool,
    /// How they may be published.
    pub methods: Vec<Method>,
    /// Columns that may be published; any when empty.
    pub columns: Vec<String>,
    /// Epsilon of one release at most.
    pub max_epsilon: Option<f64>,
}

/// What somebody's records are to be used for.
#[derive(Debug, Clone, Copy)]
pub enum Use<'a> {
    /// They come in.
    Contribute,
    /// They are part of a release.
    Publish {
        /// By which method.
        method: Method,
        /// With which columns.
        columns: &'a [String],
        /// At which epsilon.
        epsilon: f64,
    },
}

impl Agreement {
    /// An agreement as it stands in the register; none when it is not in force.
    pub fn read(record: &RecordState) -> Option<Self> {
        (record.state == "in_force").then(|| Self::of(&record.data))
    }

    fn of(data: &Map<String, Json>) -> Self {
        let text = |field: &str| data.get(field).and_then(Json::as_str).unwrap_or_default();
        let day = |field: &str| text(field).parse().ok();
        Self {
            id: text("agreement_id").to_owned(),
            party: text("party").to_owned(),
            register: text("register").to_owned(),
            valid: (day("valid_from"), day("valid_until")),
            may_contribute: text("may_contribute") == "yes",
            methods: data
                .get("may_publish")
                .and_then(Json::as_array)
                .into_iter()
                .flatten()
                .filter_map(|code| Method::parse(code.as_str()?))
                .collect(),
            columns: text("columns")
                .split(|c: char| c.is_whitespace() || c == ',')
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            max_epsilon: data.get("max_epsilon").and_then(Json::as_f64),
        }
    }

    /// What of a use this agreement does not cover on a day; nothing when it covers all of it.
    fn lacks(&self, usage: Use<'_>, today: Date) -> Option<String> {
        let (from, until) = self.valid;
        if from.is_none_or(|from| today < from) {
            return Some(format!("{} has not begun", self.id));
        }
        if until.is_some_and(|until| today > until) {
            return Some(format!("{} has ended", self.id));
        }
        match usage {
            Use::Contribute => (!self.may_contribute)
                .then(|| format!("{} is not about contributing records", self.id)),
            Use::Publish {
                method,
                columns,
                epsilon,
            } => {
                if !self.methods.contains(&method) {
                    return Some(format!("{} does not allow {}", self.id, method.code()));
                }
                if let Some(column) = columns
                    .iter()
                    .find(|column| !self.columns.is_empty() && !self.columns.contains(column))
                {
                    return Some(format!(
                        "{} does not allow the column {column} to be published",
                        self.id
                    ));
                }
                self.max_epsilon
                    .filter(|most| method == Method::Synthesis && epsilon > *most)
                    .map(|most| format!("{} allows an epsilon of {most} at most", self.id))
            }
        }
    }

    /// Why a party's records may not be used so; nothing when one of its agreements covers it.
    pub fn covers(
        agreements: &[Self],
        party: &str,
        register: &str,
        usage: Use<'_>,
        today: Date,
    ) -> Option<Refusal> {
        let mut lacking = Vec::new();
        for agreement in agreements
            .iter()
            .filter(|one| one.party == party && one.register == register)
        {
            match agreement.lacks(usage, today) {
                None => return None,
                Some(lack) => lacking.push(lack),
            }
        }
        let who = if party.is_empty() {
            "records without a contributor".to_owned()
        } else {
            party.to_owned()
        };
        let reason = if lacking.is_empty() {
            format!("{who}: no agreement in force about {register}")
        } else {
            format!("{who}: {}", lacking.join("; "))
        };
        Some(Refusal::new("agreement", reason))
    }
}

/// All agreements in force.
///
/// # Errors
/// The store's failure.
pub async fn agreements(registers: &Registers) -> Result<Vec<Agreement>, ReadError> {
    let mut found = Vec::new();
    let mut scan = registers.scan(AGREEMENTS, None)?;
    while let Some(record) = scan.next().await {
        found.extend(Agreement::read(&record?));
    }
    Ok(found)
}
