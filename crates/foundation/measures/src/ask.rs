//! What is asked of an indicator, and the answer.

use std::collections::BTreeMap;

use access::Scope;
use serde::Serialize;
use vocab::{Hlc, PCode};

/// Who will see the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Audience {
    /// Those who work with the register.
    Internal,
    /// Everybody.
    Public,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ask {
    /// Which indicator.
    pub indicator: String,
    /// Admin level of the answer, 0 is the country; `None` gives one total.
    pub level: Option<u8>,
    /// Only below this area.
    pub under: Option<PCode>,
    /// Only this partition (round); all of them one by one when not given.
    pub partition: Option<String>,
    /// Disaggregations.
    pub by: Vec<String>,
    /// What was known then.
    pub as_of: Option<Hlc>,
    /// Who will see it.
    pub audience: Audience,
    /// Only records of these org units, as the policy answered; the public's figures are of all units.
    pub within: Scope,
}

impl Ask {
    /// The totals of every partition and every unit, for those who work with the register.
    pub fn of(indicator: impl Into<String>) -> Self {
        Self {
            indicator: indicator.into(),
            level: None,
            under: None,
            partition: None,
            by: Vec::new(),
            as_of: None,
            audience: Audience::Internal,
            within: Scope::All,
        }
    }
}

/// A value, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// The value.
    Value(f64),
    /// There is a value, too small or too revealing to show.
    Suppressed,
    /// Nothing is known; not zero.
    Unknown,
}

impl Cell {
    /// The value, when there is one to show.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(value),
            Self::Suppressed | Self::Unknown => None,
        }
    }
}

/// One value for a place, partition and disaggregation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Observation {
    /// Code of the area, or its name where no code is known; `None` for the total or where the area is not known.
    pub place: Option<String>,
    /// The partition (round).
    pub partition: String,
    /// Values of the disaggregations.
    pub by: BTreeMap<String, String>,
    /// The value.
    pub value: Cell,
    /// How many records it is made of.
    pub records: u64,
    /// How many of them have no value.
    pub unknown: u64,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Observations {
    /// The indicator.
    pub indicator: String,
    /// What is counted: people, households, places.
    pub unit: String,
    /// The values, by partition, place and disaggregation.
    pub rows: Vec<Observation>,
    /// How the figures came about, for people.
    pub notes: Vec<String>,
}
