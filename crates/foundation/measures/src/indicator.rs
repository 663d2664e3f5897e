//! Indicators as text: what is added, of which records, and what must never be added.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vocab::{AccessClass, HxlPattern, LangText};

use crate::IndicatorFault;

/// How the value comes from the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Measure {
    /// The sum of the field with this meaning.
    Sum(String),
    /// The number of different values of the field with this meaning.
    Distinct(String),
    /// The number of records.
    Count,
}

/// A condition on a field, by meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Where {
    /// The field.
    pub meaning: String,
    /// Its value is one of these.
    #[serde(rename = "in")]
    pub one_of: Vec<String>,
}

/// Something to disaggregate by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Dimension {
    /// A field of the record, by meaning.
    Field(String),
    /// Rows of a breakdown: a repeat whose `dimension` has this value, in this unit.
    Breakdown {
        /// Value of the repeat's dimension, e.g. `origin`.
        breakdown: String,
        /// Unit of the figures, e.g. `individuals`.
        unit: String,
    },
}

/// A meaning of which rows with different values must not be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum NeverAdd {
    /// Several values in one sum are refused (of admin levels the deepest is taken).
    Refused(String),
    /// Of several values the first of the list that occurs is taken, and said.
    Preferred {
        /// The meaning.
        meaning: String,
        /// The values, the one to take first.
        prefer: Vec<String>,
    },
}

impl NeverAdd {
    /// The meaning.
    pub fn meaning(&self) -> &str {
        match self {
            Self::Refused(meaning) | Self::Preferred { meaning, .. } => meaning,
        }
    }

    /// The values to take, best first.
    pub fn preference(&self) -> &[String] {
        match self {
            Self::Refused(_) => &[],
            Self::Preferred { prefer, .. } => prefer,
        }
    }
}

/// Which partitions the public may see: those whose record in `register`, by its key, is in one of `states`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// The register of the partitions, e.g. `rounds`.
    pub register: String,
    /// The states, e.g. `approved`.
    pub states: Vec<String>,
}

/// A declared measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Id, lower_snake; never changed once published.
    pub id: String,
    /// Title by language.
    pub title: LangText,
    /// One sentence on what it says and what not, by language.
    #[serde(default)]
    pub description: LangText,
    /// The register whose records are measured.
    pub register: String,
    /// How the value comes about.
    pub measure: Measure,
    /// What is counted.
    pub unit: String,
    /// Conditions that all must hold.
    #[serde(default, rename = "where")]
    pub conditions: Vec<Where>,
    /// Record states that count; all when empty.
    #[serde(default)]
    pub states: Vec<String>,
    /// What it can be disaggregated by.
    #[serde(default)]
    pub by: BTreeMap<String, Dimension>,
    /// Meanings of which rows with different values must not be added.
    #[serde(default)]
    pub never_add: Vec<NeverAdd>,
    /// How harmful its disclosure would be.
    pub class: AccessClass,
    /// Which partitions the public may see; none when not given.
    #[serde(default)]
    pub published: Option<Published>,
    /// Counts below this are not shown to the public.
    #[serde(default = "ten")]
    pub smallest_public: f64,
    /// HXL tag of the value in exports.
    #[serde(default)]
    pub hxl: Option<String>,
}

fn ten() -> f64 {
    10.0
}

impl Indicator {
    fn meanings(&self) -> impl Iterator<Item = &str> {
        let measured = match &self.measure {
            Measure::Sum(meaning) | Measure::Distinct(meaning) => Some(meaning),
            Measure::Count => None,
        };
        let dimensions = self.by.values().filter_map(|dimension| match dimension {
            Dimension::Field(meaning) => Some(meaning),
            Dimension::Breakdown { .. } => None,
        });
        measured
            .into_iter()
            .chain(self.conditions.iter().map(|condition| &condition.meaning))
            .chain(dimensions)
            .map(String::as_str)
            .chain(self.never_add.iter().map(NeverAdd::meaning))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(default)]
    indicator: Vec<toml::Table>,
}

/// Reads `[[indicator]]` tables.
///
/// # Errors
/// Every fault of every indicator at once.
pub fn parse(text: &str) -> Result<Vec<Indicator>, Vec<IndicatorFault>> {
    let fault = |indicator: &str, reason: String| IndicatorFault {
        indicator: indicator.to_owned(),
        reason,
    };
    let tables: Text =
        toml::from_str(text).map_err(|error| vec![fault("(the file)", error.to_string())])?;
    let mut faults = Vec::new();
    let mut found: Vec<Indicator> = Vec::new();
    for (position, table) in tables.indicator.into_iter().enumerate() {
        let name = table
            .get("id")
            .and_then(toml::Value::as_str)
            .map_or_else(|| format!("number {}", position + 1), str::to_owned);
        let indicator: Indicator = match table.try_into() {
            Ok(indicator) => indicator,
            Err(error) => {
                faults.push(fault(&name, error.message().to_owned()));
                continue;
            }
        };
        for meaning in indicator.meanings() {
            if let Err(error) = HxlPattern::parse(meaning) {
                faults.push(fault(&name, error.to_string()));
            }
        }
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !indicator.id.chars().all(plain)
            || !indicator.id.starts_with(|c: char| c.is_ascii_lowercase())
        {
            let reason = "its id is to be lower case letters, digits and _".to_owned();
            faults.push(fault(&name, reason));
        }
        if indicator.title.is_empty() {
            faults.push(fault(&name, "it has no title".to_owned()));
        }
        if found.iter().any(|known| known.id == indicator.id) {
            faults.push(fault(&name, "this id stands twice".to_owned()));
        }
        found.push(indicator);
    }
    if faults.is_empty() {
        Ok(found)
    } else {
        Err(faults)
    }
}
