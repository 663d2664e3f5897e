//! Entities: records that outlive a submission (ODK Entities 2022.1 to 2025.1).
//!
//! The entities sheet declares lists; the survey says by `save_to` which answers become properties. Where the
//! block `meta/entity` goes follows from where these answers and the references of the declaration stand.

mod declaration;
mod path;
mod place;

use std::collections::HashMap;

pub(crate) use declaration::read;
pub(crate) use path::Path;
pub(crate) use place::{Version, apply};

use crate::{Fault, survey::Draft};

/// One row of the entities sheet.
#[derive(Debug, Clone)]
pub(crate) struct Declaration {
    pub list: String,
    pub row: u32,
    pub entity_id: Option<String>,
    pub create_if: Option<String>,
    pub update_if: Option<String>,
    pub label: Option<String>,
}

impl Declaration {
    /// Whether a submission may make a new entity.
    pub fn creates(&self) -> bool {
        self.entity_id.is_none() || self.create_if.is_some()
    }
}

/// Where something of the survey belongs to an entity.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub path: Path,
    pub row: u32,
    /// Property saved here, or the question that the declaration refers to.
    pub property: bool,
    pub name: String,
}

/// All declarations and what was found of them in the survey.
#[derive(Debug, Default)]
pub(crate) struct Declarations {
    pub declared: Vec<Declaration>,
    index: HashMap<String, usize>,
    /// Question and the declarations that refer to it.
    variables: HashMap<String, Vec<usize>>,
    /// Sources of each declaration, in the order in which declarations were first met.
    pub sources: Vec<(usize, Vec<Source>)>,
    met: HashMap<usize, usize>,
    /// Row of each property already saved, by declaration and name.
    saved: HashMap<(usize, String), u32>,
}

/// The row being read.
pub(crate) struct Place<'a> {
    pub path: &'a Path,
    pub row: u32,
    /// Whether it begins or ends a group or repeat.
    pub container: bool,
}

impl Declarations {
    pub fn has(&self, list: &str) -> bool {
        self.index.contains_key(list)
    }

    pub fn is_empty(&self) -> bool {
        self.declared.is_empty()
    }

    fn source(&mut self, declaration: usize, source: Source) {
        let place = *self.met.entry(declaration).or_insert_with(|| {
            self.sources.push((declaration, Vec::new()));
            self.sources.len() - 1
        });
        self.sources[place].1.push(source);
    }

    /// Notes what a row has to do with entities, and takes the list's name off its `save_to`.
    pub fn note_row(&mut self, place: &Place<'_>, draft: &mut Draft) -> Result<(), Fault> {
        if let Some(save_to) = draft
            .cells
            .within("bind", "entities:saveto")
            .map(str::to_owned)
        {
            let (declaration, property) = self.target(&save_to, place.row)?;
            draft
                .cells
                .set_within("bind", "entities:saveto", property.clone());
            self.check_property(declaration, &property, place)?;
            self.saved
                .insert((declaration, property.clone()), place.row);
            self.source(
                declaration,
                Source {
                    path: place.path.clone(),
                    row: place.row,
                    property: true,
                    name: property,
                },
            );
        }
        if let Some(declarations) = self.variables.get(&draft.name).cloned() {
            for declaration in declarations {
                self.source(
                    declaration,
                    Source {
                        path: place.path.clone(),
                        row: place.row,
                        property: false,
                        name: draft.name.clone(),
                    },
                );
            }
        }
        Ok(())
    }

    /// The declaration and the property that a `save_to` names: `property` or `list#property`.
    fn target(&self, save_to: &str, row: u32) -> Result<(usize, String), Fault> {
        let wrong = |reason: String| Err(Fault::survey(row, "save_to", reason));
        if self.declared.is_empty() {
            return Err(Fault::survey(
                row,
                "save_to",
                "To save entity properties using the save_to column, an entities sheet must declare an entity",
            )
            .mend("Add an entities sheet, or empty the save_to column."));
        }
        let mut parts = save_to.split('#');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(list), Some(property), None) => match self.index.get(list) {
                Some(declaration) => Ok((*declaration, property.to_owned())),
                None => wrong(format!(
                    "The entity list name '{list}' was not found on the entities sheet"
                )),
            },
            (Some(property), None, _) if self.declared.len() == 1 => Ok((0, property.to_owned())),
            (Some(_), None, _) => wrong(
                "When there is more than one entity declaration, 'save_to' names must be prefixed with the entity list's name and '#', for example trees#height".to_owned(),
            ),
            _ => wrong("A 'save_to' value must have at most one '#' delimiter character".to_owned()),
        }
    }

    fn check_property(
        &self,
        declaration: usize,
        property: &str,
        place: &Place<'_>,
    ) -> Result<(), Fault> {
        let row = place.row;
        let wrong = |reason: String| Err(Fault::survey(row, "save_to", reason));
        if property.is_empty() {
            return wrong("The name of the property is missing".to_owned());
        }
        if place.container {
            return wrong("Groups and repeats can't be saved as entity properties".to_owned());
        }
        if matches!(property.to_lowercase().as_str(), "name" | "label") {
            return wrong(
                "Names used here must not be 'name' or 'label' (case-insensitive)".to_owned(),
            );
        }
        if property.starts_with("__") {
            return wrong("Names used here must not begin with two underscores".to_owned());
        }
        if !crate::token::is_xml_name(property) {
            return Err(crate::settings::invalid_name("survey", row, "save_to"));
        }
        if let Some(other) = self.saved.get(&(declaration, property.to_owned())) {
            return wrong(format!(
                "The save_to property '{property}' is already assigned by row '{other}'"
            ));
        }
        Ok(())
    }
}
