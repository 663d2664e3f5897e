//! A recipe: which columns of a register leave it, how they are generalised, by which method and at what price.
//!
//! Text that a country can change. A column is declared as in a domain file of `waymark disclose`, with the register's field
//! that it comes from and, where wanted, a map from the register's values to wider ones.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};
use synthesis::domain::Domain;
use vocab::{LangText, country};

/// How the records are protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Synthetic records with differential privacy.
    Synthesis,
    /// Records that at least k people share.
    KAnonymity,
}

impl Method {
    /// The code in registers.
    pub fn code(self) -> &'static str {
        match self {
            Self::Synthesis => "synthesis",
            Self::KAnonymity => "k_anonymity",
        }
    }

    /// The method of a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Synthesis, Self::KAnonymity]
            .into_iter()
            .find(|method| method.code() == code)
    }
}

/// One thing wrong with a recipe, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecipeFault {
    /// Line of the text, where it is known.
    pub line: Option<usize>,
    /// Column of the release, or key.
    pub place: String,
    /// What is wrong and how to mend it.
    pub reason: String,
}

impl fmt::Display for RecipeFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(out, "line {line}: ")?;
        }
        if !self.place.is_empty() {
            write!(out, "{}: ", self.place)?;
        }
        out.write_str(&self.reason)
    }
}

/// A column of the release and where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Name in the release.
    pub name: String,
    /// Field of the register.
    pub field: String,
    /// Title for readers; empty when the field's own is to be used.
    pub title: LangText,
    /// What stands for a value of the register.
    pub map: BTreeMap<String, String>,
    /// What stands for every value that is neither declared nor mapped.
    pub other: Option<String>,
    /// Titles of values that the register's form does not have.
    pub labels: BTreeMap<String, LangText>,
    /// Between several values in one cell.
    pub separator: Option<char>,
    /// Whether the cell is a number put into intervals.
    pub is_number: bool,
}

/// A recipe that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// Register whose records are released.
    pub register: String,
    /// Method.
    pub method: Method,
    /// Privacy loss, for synthesis.
    pub epsilon: f64,
    /// Chance with which it may not hold, for synthesis.
    pub delta: f64,
    /// Longest combination of columns that is measured and compared, 1 to 4.
    pub order: usize,
    /// People who share each record at least, for k-anonymity.
    pub k: usize,
    /// States of the lifecycle whose records are read.
    pub states: Vec<String>,
    /// Field that names who contributed a record; each needs an agreement. None: the register's own records.
    pub contributor: Option<String>,
    /// Field that is equal for records of the same person; one of them is used.
    pub person: Option<String>,
    /// Columns in the order of the file.
    pub columns: Vec<Source>,
    /// What each column may hold.
    pub domain: Domain,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    register: String,
    method: Method,
    epsilon: Option<f64>,
    delta: Option<f64>,
    order: Option<usize>,
    k: Option<usize>,
    #[serde(default)]
    states: Vec<String>,
    contributor: Option<String>,
    person: Option<String>,
    #[serde(default)]
    column: Vec<WrittenColumn>,
    #[serde(default)]
    impossible: Vec<toml::Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenColumn {
    name: String,
    field: Option<String>,
    #[serde(default)]
    title: LangText,
    values: Option<Vec<String>>,
    values_of: Option<String>,
    bins: Option<Vec<f64>>,
    separator: Option<String>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    group: Vec<toml::Table>,
    #[serde(default)]
    map: BTreeMap<String, String>,
    other: Option<String>,
    #[serde(default)]
    labels: BTreeMap<String, LangText>,
}

/// The longest recipe, in bytes.
const LONGEST: usize = 200_000;

impl Recipe {
    /// Reads a recipe.
    ///
    /// ```toml
    /// register = "trafficking_cases"
    /// method = "synthesis"          # or "k_anonymity" with k = 11
    /// epsilon = 1.0
    /// delta = 1e-6
    /// order = 3
    /// states = ["accepted"]
    /// contributor = "partner"
    /// person = "match_token"
    /// [[column]]
    /// name = "age"
    /// field = "age_band"
    /// values = ["0--17", "18+"]
    /// map = { "0_8" = "0--17", "9_17" = "0--17" }
    /// other = "18+"
    /// [[column]]
    /// name = "citizenship"
    /// values_of = "countries"       # ISO 3166-1 alpha-3
    /// ```
    ///
    /// # Errors
    /// Every fault at once.
    pub fn parse(text: &str) -> Result<Self, Vec<RecipeFault>> {
        let fault = |line, place: &str, reason: String| RecipeFault {
            line,
            place: place.to_owned(),
            reason,
        };
        if text.len() > LONGEST {
            let reason = format!("a recipe has at most {LONGEST} bytes");
            return Err(vec![fault(None, "", reason)]);
        }
        let written: Written = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| {
                let before = text.get(..span.start).unwrap_or_default();
                before.matches('\n').count() + 1
            });
            vec![fault(line, "", error.message().to_owned())]
        })?;
        let mut faults = written.faults();
        let (columns, domain_text) = written.columns(&mut faults);
        let domain = Domain::parse(&domain_text);
        if let Err(synthesis::Fault::Domain(flaws)) = &domain {
            faults.extend(
                flaws
                    .named
                    .iter()
                    .map(|flaw| fault(None, &flaw.column, flaw.what.clone())),
            );
        }
        match domain {
            Ok(domain) if faults.is_empty() => Ok(Self {
                register: written.register,
                method: written.method,
                epsilon: written.epsilon.unwrap_or_default(),
                delta: written.delta.unwrap_or_default(),
                order: written.order.unwrap_or(3),
                k: written.k.unwrap_or_default(),
                states: written.states,
                contributor: written.contributor,
                person: written.person,
                columns,
                domain,
            }),
            Err(error) if faults.is_empty() => Err(vec![fault(None, "", error.to_string())]),
            _ => Err(faults),
        }
    }
}

impl Written {
    fn faults(&self) -> Vec<RecipeFault> {
        let mut faults = Vec::new();
        let mut fault = |place: &str, reason: &str| {
            faults.push(RecipeFault {
                line: None,
                place: place.to_owned(),
                reason: reason.to_owned(),
            });
        };
        if self.method == Method::Synthesis {
            if !self
                .epsilon
                .is_some_and(|epsilon| epsilon > 0.0 && epsilon <= 100.0)
            {
                fault("epsilon", "synthesis needs an epsilon over 0, e.g. 1.0");
            }
            if !self.delta.is_some_and(|delta| delta > 0.0 && delta < 0.5) {
                fault(
                    "delta",
                    "synthesis needs a delta over 0 and well under 1 divided by the number of records, e.g. 1e-6",
                );
            }
            if self.k.is_some() {
                fault(
                    "k",
                    "belongs to k_anonymity; take it out, or change the method",
                );
            }
        } else {
            if self.k.is_none_or(|k| k < 2) {
                fault(
                    "k",
                    "k_anonymity needs a k of at least 2; 10 or 11 are common",
                );
            }
            if self.epsilon.is_some() || self.delta.is_some() {
                fault(
                    "epsilon",
                    "belongs to synthesis; take epsilon and delta out, or change the method",
                );
            }
        }
        if !self.order.is_none_or(|order| (1..=4).contains(&order)) {
            fault("order", "is 1 to 4");
        }
        if self.states.is_empty() {
            fault(
                "states",
                "name the states whose records are released, e.g. [\"accepted\"]",
            );
        }
        faults
    }

    /// The columns, and the domain as `synthesis` reads it.
    fn columns(&self, faults: &mut Vec<RecipeFault>) -> (Vec<Source>, String) {
        let mut fault = |place: &str, reason: String| {
            faults.push(RecipeFault {
                line: None,
                place: place.to_owned(),
                reason,
            });
        };
        let mut columns = Vec::new();
        let mut declared = Vec::new();
        for column in &self.column {
            let mut values = column.values.clone();
            match (column.values_of.as_deref(), &values) {
                (None, _) => {}
                (Some("countries"), None) => {
                    values = Some(
                        country::all()
                            .iter()
                            .map(|country| country.alpha3.to_owned())
                            .collect(),
                    );
                }
                (Some("countries"), Some(_)) => fault(
                    &column.name,
                    "give values or values_of, not both".to_owned(),
                ),
                (Some(other), _) => fault(
                    &column.name,
                    format!("values_of is \"countries\", not {other:?}"),
                ),
            }
            if let (Some(values), Some(other)) = (&mut values, &column.other)
                && !values.contains(other)
            {
                values.push(other.clone());
            }
            for (from, to) in &column.map {
                // To nothing: not reported.
                if !to.is_empty() && !values.as_ref().is_some_and(|values| values.contains(to)) {
                    fault(
                        &column.name,
                        format!("map turns {from:?} into {to:?}, which is not among the values"),
                    );
                }
            }
            let mut table = toml::Table::new();
            table.insert("name".into(), column.name.clone().into());
            if let Some(values) = values {
                table.insert("values".into(), values.into());
            }
            if let Some(bins) = &column.bins {
                table.insert("bins".into(), bins.clone().into());
            }
            if let Some(separator) = &column.separator {
                table.insert("separator".into(), separator.clone().into());
            }
            if column.required {
                table.insert("required".into(), true.into());
            }
            if !column.group.is_empty() {
                table.insert("group".into(), column.group.clone().into());
            }
            declared.push(toml::Value::Table(table));
            columns.push(Source {
                name: column.name.clone(),
                field: column.field.clone().unwrap_or_else(|| column.name.clone()),
                title: column.title.clone(),
                map: column.map.clone(),
                other: column.other.clone(),
                labels: column.labels.clone(),
                separator: column
                    .separator
                    .as_deref()
                    .and_then(|text| text.chars().next()),
                is_number: column.bins.is_some(),
            });
        }
        let mut domain = toml::Table::new();
        domain.insert("column".into(), toml::Value::Array(declared));
        if !self.impossible.is_empty() {
            domain.insert("impossible".into(), self.impossible.clone().into());
        }
        (columns, domain.to_string())
    }
}
