//! The mapping as a file that a person saves, edits and gives back.
//!
//! Columns are named by their header (and group), not by position: a file whose columns have moved
//! is still understood.

use super::error::ImportError;
use super::meaning::{Meaning, Unit};
use super::understanding::{Context, Found, Role, Understanding};
use super::words::plain;
use serde::{Deserialize, Serialize};

/// What a mapping file says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Where rows belong that do not say it.
    #[serde(default)]
    pub context: MappedContext,
    /// The sheets.
    #[serde(default)]
    pub sheet: Vec<MappedSheet>,
}

/// The context part; what is absent is taken from the file as usual.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappedContext {
    /// ISO 3166 alpha-3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Operation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Assessment type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment_type: Option<String>,
}

/// One sheet of a mapping.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappedSheet {
    /// Name of the sheet; a file with only one table takes it whatever its name.
    pub name: String,
    /// What it is used for.
    pub role: Role,
    /// Population of counts whose header names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub population: Option<String>,
    /// Its columns.
    #[serde(default)]
    pub column: Vec<MappedColumn>,
}

/// One column of a mapping.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappedColumn {
    /// Header on one line.
    pub header: String,
    /// Group above it, where two columns have one header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What it means.
    pub meaning: Meaning,
    /// Category of a block column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Code of the category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Unit of a block column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// [`ImportError::Mapping`] with the line and the word that is not known.
    pub fn parse(text: &str) -> Result<Self, ImportError> {
        toml::from_str(text).map_err(|error| ImportError::Mapping(error.to_string()))
    }

    /// The mapping that an understanding stands for.
    #[must_use]
    pub fn of(understanding: &Understanding) -> Self {
        let Context {
            country,
            operation,
            assessment_type,
            ..
        } = &understanding.context;
        Self {
            context: MappedContext {
                country: country.clone(),
                operation: operation.clone(),
                assessment_type: assessment_type.clone(),
            },
            sheet: understanding
                .sheets
                .iter()
                .map(|sheet| MappedSheet {
                    name: sheet.name.clone(),
                    role: sheet.role,
                    population: Some(sheet.population.clone()),
                    column: sheet
                        .columns
                        .iter()
                        .filter(|column| !column.header.is_empty())
                        .map(|column| MappedColumn {
                            header: column.header.clone(),
                            group: column.group.clone(),
                            meaning: column.meaning.clone(),
                            category: column.category.clone(),
                            code: column.category_code.clone(),
                            unit: column.unit,
                        })
                        .collect(),
                })
                .collect(),
        }
    }

    /// The text of the mapping file.
    ///
    /// # Errors
    /// [`ImportError::Mapping`] when a value has no TOML form; headers and words always have one.
    pub fn to_toml(&self) -> Result<String, ImportError> {
        toml::to_string_pretty(self).map_err(|error| ImportError::Mapping(error.to_string()))
    }

    /// Puts the mapping over what was understood by itself. Columns it does not name keep their proposal.
    pub fn apply(&self, understanding: &mut Understanding) {
        let context = &mut understanding.context;
        for (mapped, own) in [
            (&self.context.country, &mut context.country),
            (&self.context.operation, &mut context.operation),
            (&self.context.assessment_type, &mut context.assessment_type),
        ] {
            if mapped.is_some() {
                own.clone_from(mapped);
            }
        }
        let single = understanding.sheets.len() == 1 && self.sheet.len() == 1;
        for sheet in &mut understanding.sheets {
            let Some(mapped) = self
                .sheet
                .iter()
                .find(|mapped| single || plain(&mapped.name) == plain(&sheet.name))
            else {
                continue;
            };
            if sheet.role != mapped.role {
                sheet.why = "the mapping file says so".to_owned();
            }
            sheet.role = mapped.role;
            if let Some(population) = &mapped.population {
                sheet.population.clone_from(population);
            }
            let mut used = vec![false; mapped.column.len()];
            for column in &mut sheet.columns {
                let same = |m: &MappedColumn, with_group: bool| {
                    plain(&m.header) == plain(&column.header)
                        && (!with_group
                            || m.group.as_deref().map(plain) == column.group.as_deref().map(plain))
                };
                let at = (0..mapped.column.len())
                    .find(|at| !used[*at] && same(&mapped.column[*at], true))
                    .or_else(|| {
                        (0..mapped.column.len())
                            .find(|at| !used[*at] && same(&mapped.column[*at], false))
                    });
                let Some(at) = at else { continue };
                used[at] = true;
                let said = &mapped.column[at];
                if said.meaning != column.meaning
                    || said.category != column.category
                    || said.unit != column.unit
                {
                    column.found = Found::Mapping;
                    column.confidence = 1.0;
                    column.note = None;
                }
                column.meaning = said.meaning.clone();
                column.category.clone_from(&said.category);
                column.category_code.clone_from(&said.code);
                column.unit = said.unit;
                if matches!(column.meaning, Meaning::Block(_)) && column.category.is_none() {
                    column.category = Some(column.header.clone());
                }
            }
        }
    }
}
