//! Records of a register as a table of a recipe's columns, one row a person.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::{Map, Value as Json};
use synthesis::{Table, domain::Domain, reader};

use crate::recipe::{Recipe, RecipeFault, Source};

/// Records on their way to a table.
pub struct Projection<'a> {
    recipe: &'a Recipe,
    known: Vec<BTreeSet<&'a str>>,
    unknown: Vec<u64>,
    rows: csv::Writer<Vec<u8>>,
    people: HashSet<String>,
    told: Projected,
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Projected {
    /// Records that were looked at.
    pub read: u64,
    /// Records left out because another of the same person is in.
    pub repeated: u64,
    /// Records in the table by contributor; the empty name for records that name none.
    pub contributors: BTreeMap<String, u64>,
    /// The table.
    pub table: Table,
}

fn texts(value: Option<&Json>) -> Vec<String> {
    match value {
        None | Some(Json::Null) => Vec::new(),
        Some(Json::String(text)) => vec![text.trim().to_owned()],
        Some(Json::Array(several)) => several.iter().flat_map(|one| texts(Some(one))).collect(),
        Some(other) => vec![other.to_string()],
    }
}

impl<'a> Projection<'a> {
    /// Begins with no record.
    pub fn new(recipe: &'a Recipe) -> Self {
        let known = recipe
            .columns
            .iter()
            .map(|source| values(&recipe.domain, source))
            .collect();
        let mut rows = csv::Writer::from_writer(Vec::new());
        // Writing into memory does not fail.
        let _ = rows.write_record(recipe.columns.iter().map(|column| &column.name));
        Self {
            recipe,
            known,
            unknown: vec![0; recipe.columns.len()],
            rows,
            people: HashSet::new(),
            told: Projected::default(),
        }
    }

    /// Adds a record, unless another of the same person is in.
    pub fn add(&mut self, data: &Map<String, Json>) {
        self.told.read += 1;
        if let Some(field) = &self.recipe.person
            && let Some(person) = texts(data.get(field)).into_iter().next()
            && !person.is_empty()
            && !self.people.insert(person)
        {
            self.told.repeated += 1;
            return;
        }
        if let Some(field) = &self.recipe.contributor {
            let who = texts(data.get(field))
                .into_iter()
                .next()
                .unwrap_or_default();
            *self.told.contributors.entry(who).or_default() += 1;
        }
        let mut cells = Vec::with_capacity(self.recipe.columns.len());
        for (at, source) in self.recipe.columns.iter().enumerate() {
            let mut found: Vec<String> = Vec::new();
            for text in texts(data.get(&source.field)) {
                if text.is_empty() {
                    continue;
                }
                let value = source.map.get(&text).cloned().unwrap_or(text);
                if value.is_empty() {
                    continue;
                }
                if source.is_number || self.known[at].contains(value.as_str()) {
                    found.push(value);
                } else if let Some(other) = &source.other {
                    found.push(other.clone());
                } else {
                    self.unknown[at] += 1;
                }
            }
            found.sort();
            found.dedup();
            cells.push(match source.separator {
                Some(separator) => found.join(&separator.to_string()),
                // One value only: the first in the order of the list would be a guess, so several are one fault.
                None if found.len() > 1 => {
                    self.unknown[at] += 1;
                    String::new()
                }
                None => found.pop().unwrap_or_default(),
            });
        }
        let _ = self.rows.write_record(&cells);
    }

    /// The table of all records.
    ///
    /// # Errors
    /// Every column with values that the recipe does not know, with their number and never the values.
    pub fn finish(mut self) -> Result<Projected, Vec<RecipeFault>> {
        let mut faults: Vec<RecipeFault> = self
            .recipe
            .columns
            .iter()
            .zip(&self.unknown)
            .filter(|(_, records)| **records > 0)
            .map(|(source, records)| RecipeFault {
                line: None,
                place: source.name.clone(),
                reason: format!(
                    "{records} records hold a value that is neither declared nor mapped, or several where one is declared; declare it, map it, or give `other`"
                ),
            })
            .collect();
        let bytes = self.rows.into_inner().unwrap_or_default();
        match reader::read(bytes.as_slice(), &self.recipe.domain) {
            Ok(table) if faults.is_empty() => {
                self.told.table = table;
                Ok(self.told)
            }
            Ok(_) => Err(faults),
            Err(synthesis::Fault::File(flaws)) => {
                // Lines are those of the projection: which record it was is not told here.
                let mut places: BTreeMap<(String, String), u64> = BTreeMap::new();
                for flaw in flaws.named {
                    *places.entry((flaw.column, flaw.what)).or_default() += 1;
                }
                faults.extend(
                    places
                        .into_iter()
                        .map(|((place, what), records)| RecipeFault {
                            line: None,
                            place,
                            reason: format!("{records} records: {what}"),
                        }),
                );
                Err(faults)
            }
            Err(other) => {
                faults.push(RecipeFault {
                    line: None,
                    place: String::new(),
                    reason: other.to_string(),
                });
                Err(faults)
            }
        }
    }
}

/// The values that a column of the release may hold.
fn values<'a>(domain: &'a Domain, source: &Source) -> BTreeSet<&'a str> {
    use synthesis::domain::Kind;
    let columns = domain
        .columns
        .iter()
        .filter(|column| column.field == source.name);
    columns
        .flat_map(|column| match &column.kind {
            Kind::Flag { value, .. } => vec![value.as_str()],
            Kind::Codes => column.values.iter().map(String::as_str).collect(),
            Kind::Bins { .. } => Vec::new(),
        })
        .filter(|value| !value.is_empty())
        .collect()
}
