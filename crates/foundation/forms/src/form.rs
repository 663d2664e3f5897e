//! The model of a form.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};
use vocab::{HxlTag, LangText};

use crate::{ChoiceList, Fault, Field, FormFault, Group};

/// A form: typed fields with labels, choices, conditions and meanings.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// `form_id` of the settings; empty when not given.
    pub id: String,
    /// `form_title` of the settings.
    pub title: LangText,
    /// `version` of the settings.
    pub version: String,
    /// `default_language` of the settings as a code (`en`); `default` when not given.
    pub default_language: String,
    /// Further settings by column, as written.
    pub settings: BTreeMap<String, String>,
    /// Fields in the order of the sheet; those of a repeat are inside it.
    pub fields: Vec<Field>,
    /// Groups in the order of the sheet, those within repeats too.
    pub groups: Vec<Group>,
    /// Lists of choices by name.
    pub lists: BTreeMap<String, ChoiceList>,
    /// Where the calculated fields stand (index in the form, then in each repeat), each after what it reads.
    pub(crate) calculations: Vec<Vec<usize>>,
}

impl Form {
    /// Compiles a form from its CSV sheets (`choices` and `settings` may be empty text).
    ///
    /// # Errors
    /// Every fault of every sheet at once.
    pub fn from_csv_sheets(
        survey: &str,
        choices: &str,
        settings: &str,
    ) -> Result<Self, Vec<FormFault>> {
        crate::read::form(survey, choices, settings)
    }

    /// Types and normalises what was filled in, computes what is calculated, and lists every fault.
    /// A value that cannot be typed and a field that the form does not know stay in the map as they came,
    /// so that nothing sent is lost; a blank (`null`, empty text, empty selection) is absent.
    pub fn check(&self, data: &Map<String, Json>) -> (Map<String, Json>, Vec<Fault>) {
        crate::check::form(self, data)
    }

    /// The field of this name at the top of the form, or `repeat.field` within a repeat.
    pub fn field(&self, path: &str) -> Option<&Field> {
        let mut fields = self.fields.as_slice();
        let mut found = None;
        for name in path.split('.') {
            found = fields.iter().find(|field| field.name == name);
            fields = found?.rows().unwrap_or_default();
        }
        found
    }

    /// The list that a field chooses from.
    pub fn choices_of(&self, field: &Field) -> Option<&ChoiceList> {
        self.lists.get(field.list()?)
    }

    /// The first field at the top of the form with exactly this meaning (the order of attributes does not matter).
    pub fn field_meaning(&self, tag: &HxlTag) -> Option<&Field> {
        self.fields
            .iter()
            .find(|field| field.hxl.as_ref() == Some(tag))
    }
}
