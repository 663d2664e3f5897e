//! What may stand in each column: declared by whoever keeps the data, or read off the data (which is not private).

use serde::{Deserialize, Serialize};

use crate::{Fault, fault::Flaws};

/// How a column of the file is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    /// One code, or empty.
    Codes,
    /// A number, put into intervals: each edge begins one.
    Bins {
        /// Rising; a number under the first or from the last on is a fault.
        edges: Vec<f64>,
    },
    /// One flag of a column with several values in one cell.
    Flag {
        /// What stands between values.
        separator: char,
        /// The flag's value.
        value: String,
    },
}

/// One column of the table; a file's column with several values in a cell gives several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Name in the file's header.
    pub field: String,
    /// How it is written.
    pub kind: Kind,
    /// Text of each code; code 0 is always the empty cell ("not reported").
    pub values: Vec<String>,
    /// How many of `values` are values proper; what follows are wider groups of them, made for generalising.
    pub proper: usize,
    /// From here on `values` are foreign: found in another file than the one that the domain is of.
    pub foreign: usize,
    /// Declared groups, each with its values or earlier groups.
    pub groups: Vec<(String, Vec<String>)>,
}

impl Column {
    pub(crate) fn codes(field: &str, kind: Kind, values: Vec<String>) -> Self {
        Self {
            field: field.to_owned(),
            kind,
            proper: values.len(),
            foreign: usize::MAX,
            values,
            groups: Vec::new(),
        }
    }

    /// A name that tells flags apart.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.kind {
            Kind::Flag { value, .. } => format!("{}:{value}", self.field),
            _ => self.field.clone(),
        }
    }

    /// The code of a number, by the intervals.
    #[must_use]
    pub fn bin(edges: &[f64], number: f64) -> Option<u16> {
        let above = edges.partition_point(|&edge| edge <= number);
        (above > 0 && above < edges.len()).then(|| u16::try_from(above).unwrap_or(u16::MAX))
    }
}

/// A combination that cannot be: every named column holds one of the named codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impossible {
    /// Columns, rising, each with its codes.
    pub columns: Vec<(usize, Vec<u16>)>,
}

impl Impossible {
    /// Whether a record, as codes by column, is of this kind.
    pub fn is(&self, value: impl Fn(usize) -> u16) -> bool {
        self.columns
            .iter()
            .all(|(column, codes)| codes.contains(&value(*column)))
    }
}

/// All columns and rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Domain {
    /// In the order of the file.
    pub columns: Vec<Column>,
    /// Combinations that no record may hold.
    pub impossible: Vec<Impossible>,
    /// False when values were read off the data: then the list of values itself is not protected.
    pub declared: bool,
}

impl Domain {
    /// How many values each column has, the empty one included.
    #[must_use]
    pub fn sizes(&self) -> Vec<usize> {
        self.columns
            .iter()
            .map(|column| column.values.len())
            .collect()
    }

    /// For each column which of its values are attributes: they say something, being neither empty nor "0".
    #[must_use]
    pub fn says(&self) -> Vec<Vec<bool>> {
        let says = |column: &Column| {
            let says = |(at, value): (usize, &String)| {
                (at < column.proper || at >= column.foreign) && !value.is_empty() && value != "0"
            };
            column.values.iter().enumerate().map(says).collect()
        };
        self.columns.iter().map(says).collect()
    }

    /// Whether a record, as codes by column, breaks a rule.
    pub fn forbids(&self, value: impl Fn(usize) -> u16) -> bool {
        self.impossible.iter().any(|rule| rule.is(&value))
    }

    /// Reads a declaration.
    ///
    /// ```toml
    /// [[column]]
    /// name = "sex"
    /// values = ["Female", "Male"]
    /// required = true            # an empty cell is a fault and is never made
    /// [[column]]
    /// name = "age"
    /// bins = [0, 9, 18, 60, 120] # the last edge is the first number not allowed
    /// [[column]]
    /// name = "means"
    /// separator = ";"            # several values in a cell
    /// values = ["Threats", "Debt"]
    /// [[column]]
    /// name = "citizenship"
    /// values = ["MD", "UA", "PH"]
    /// group = [{ name = "Eastern Europe", of = ["MD", "UA"] }] # for generalising
    /// [[impossible]]
    /// forced_labour = ["0"]
    /// labour_type = ["Domestic work", "Construction"]
    /// ```
    ///
    /// # Errors
    /// [`Fault::Domain`] with every flaw.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mut flaws = Flaws::default();
        let said: Said = match toml::from_str(text) {
            Ok(said) => said,
            Err(error) => {
                let line = error.span().map_or(0, |span| {
                    text.bytes()
                        .take(span.start)
                        .filter(|&byte| byte == b'\n')
                        .count() as u64
                        + 1
                });
                flaws.add(line, "", error.message().to_owned());
                return Err(Fault::Domain(flaws));
            }
        };
        let mut domain = Self {
            columns: Vec::new(),
            impossible: Vec::new(),
            declared: true,
        };
        if said.column.is_empty() {
            flaws.add(
                0,
                "",
                "no column is declared; write one [[column]] for each column of the file".into(),
            );
        }
        for column in &said.column {
            column.add(&mut domain, &mut flaws);
        }
        for rule in &said.impossible {
            rule_of(rule, &mut domain, &mut flaws);
        }
        if flaws.none() {
            Ok(domain)
        } else {
            Err(Fault::Domain(flaws))
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    #[serde(default)]
    column: Vec<SaidColumn>,
    #[serde(default)]
    impossible: Vec<toml::map::Map<String, toml::Value>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaidColumn {
    name: String,
    values: Option<Vec<String>>,
    bins: Option<Vec<f64>>,
    separator: Option<String>,
    #[serde(default)]
    group: Vec<SaidGroup>,
    #[serde(default)]
    required: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaidGroup {
    name: String,
    of: Vec<String>,
}

/// The most values a column may have: beyond it no count of combinations is useful.
pub(crate) const MOST_VALUES: usize = 5_000;
/// The most columns of a table.
pub(crate) const MOST_COLUMNS: usize = 256;

impl SaidColumn {
    fn groups(&self, column: &mut Column, flaws: &mut Flaws) {
        for group in &self.group {
            let known = |text: &String| {
                column.values.contains(text) || column.groups.iter().any(|(name, _)| name == text)
            };
            if known(&group.name) || group.name.trim().is_empty() {
                flaws.add(
                    0,
                    &self.name,
                    format!(
                        "group {:?} has the name of a value or of another group",
                        group.name
                    ),
                );
            }
            for member in &group.of {
                if !known(member) {
                    flaws.add(0, &self.name, format!("group {:?} names {member:?}, which is neither a value nor an earlier group", group.name));
                }
                if column
                    .groups
                    .iter()
                    .any(|(_, members)| members.contains(member))
                {
                    flaws.add(
                        0,
                        &self.name,
                        format!("{member:?} stands in two groups; groups form a tree"),
                    );
                }
            }
            column.groups.push((group.name.clone(), group.of.clone()));
        }
    }

    fn add(&self, domain: &mut Domain, flaws: &mut Flaws) {
        let name = self.name.trim();
        if domain.columns.iter().any(|column| column.field == name) {
            flaws.add(0, name, "is declared twice".into());
            return;
        }
        let mut values = vec![String::new()];
        for value in self.values.iter().flatten() {
            let value = value.trim();
            if value.is_empty() {
                flaws.add(
                    0,
                    name,
                    "the empty cell is not a value; leave it out of the list".into(),
                );
            } else if values.iter().any(|other| other == value) {
                flaws.add(0, name, format!("value {value:?} is listed twice"));
            } else {
                values.push(value.to_owned());
            }
        }
        if values.len() > MOST_VALUES {
            flaws.add(
                0,
                name,
                format!("has more than {MOST_VALUES} values; group them"),
            );
            return;
        }
        let separator = match self
            .separator
            .as_deref()
            .map(|text| (text, text.chars().count()))
        {
            None => None,
            Some((text, 1)) => text.chars().next(),
            Some(_) => {
                flaws.add(0, name, "the separator is one character".into());
                return;
            }
        };
        let first = domain.columns.len();
        match (&self.bins, &self.values, separator) {
            (Some(edges), None, None) => {
                let rising = edges.windows(2).all(|pair| pair[0] < pair[1]);
                if edges.len() < 2 || !rising || edges.iter().any(|edge| !edge.is_finite()) {
                    flaws.add(0, name, "bins are at least two rising numbers".into());
                    return;
                }
                domain.columns.push(bins(name, edges.clone()));
            }
            (None, Some(_), None) => {
                let mut column = Column::codes(name, Kind::Codes, values);
                self.groups(&mut column, flaws);
                domain.columns.push(column);
            }
            (None, Some(_), Some(separator)) => {
                for value in values.into_iter().skip(1) {
                    let values = vec![String::new(), "1".to_owned()];
                    domain.columns.push(Column::codes(
                        name,
                        Kind::Flag { separator, value },
                        values,
                    ));
                }
            }
            _ => {
                flaws.add(
                    0,
                    name,
                    "give either values, or bins, or values with a separator".into(),
                );
                return;
            }
        }
        if self.required {
            let columns = (first..domain.columns.len())
                .map(|column| (column, vec![0]))
                .collect();
            domain.impossible.push(Impossible { columns });
        }
        if domain.columns.len() > MOST_COLUMNS {
            flaws.add(
                0,
                name,
                format!("more than {MOST_COLUMNS} columns and flags are declared"),
            );
        }
    }
}

/// A column of intervals.
pub(crate) fn bins(field: &str, edges: Vec<f64>) -> Column {
    let mut values = vec![String::new()];
    values.extend(
        edges
            .windows(2)
            .map(|pair| format!("[{};{})", pair[0], pair[1])),
    );
    Column::codes(field, Kind::Bins { edges }, values)
}

fn rule_of(rule: &toml::map::Map<String, toml::Value>, domain: &mut Domain, flaws: &mut Flaws) {
    let mut columns = Vec::new();
    for (name, codes) in rule {
        let Some(at) = domain
            .columns
            .iter()
            .position(|column| column.name() == *name)
        else {
            flaws.add(
                0,
                name,
                "an impossible combination names a column that is not declared".into(),
            );
            continue;
        };
        let mut found = Vec::new();
        for code in codes.as_array().into_iter().flatten() {
            let code = code.as_str().unwrap_or("\u{0}");
            match domain.columns[at]
                .values
                .iter()
                .position(|value| value == code)
            {
                Some(code) => found.push(u16::try_from(code).unwrap_or(u16::MAX)),
                None => flaws.add(
                    0,
                    name,
                    format!(
                        "an impossible combination names the value {code:?}, which is not declared"
                    ),
                ),
            }
        }
        if found.is_empty() {
            flaws.add(
                0,
                name,
                "an impossible combination gives each column a list of values as text".into(),
            );
        }
        columns.push((at, found));
    }
    columns.sort_unstable();
    if columns.is_empty() {
        flaws.add(0, "", "an impossible combination is empty".into());
    }
    domain.impossible.push(Impossible { columns });
}
