//! The definition of one register.

use std::{collections::BTreeMap, sync::Arc};

use forms::{Field, Form, Kind};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;
use vocab::{AccessClass, HxlPattern, LangText, RecordId, RegisterName};

use crate::{Lifecycle, Retention};

/// A kind of record: its form, lifecycle, classes, key, partition and retention.
#[derive(Debug, Clone)]
pub struct Register {
    /// Name, lower_snake.
    pub name: RegisterName,
    /// Title by language.
    pub title: LangText,
    /// The system it belongs to.
    pub module: String,
    /// What repeated records are about (`site`, `person`), when they are about something.
    pub subject: Option<String>,
    /// How harmful disclosure of a record would be.
    pub class: AccessClass,
    /// What is said of single fields beyond the form, by field name.
    pub fields: BTreeMap<String, FieldRule>,
    /// The form.
    pub form: Form,
    /// Fields that together name a record naturally; empty when nothing does.
    pub key: Vec<String>,
    /// How records are put into partitions for analysis.
    pub partition: Option<PartitionRule>,
    /// The field that holds the P-code of the record's place.
    pub place: Option<String>,
    /// Which partitions are closed to changes.
    pub lock: Option<Lock>,
    /// States and the steps between them.
    pub lifecycle: Lifecycle,
    /// How long records are kept.
    pub retention: Option<Retention>,
    /// What a record may be read for; empty when no purpose is asked for.
    pub purposes: Vec<String>,
    /// Whether devices in the field are offered its form (`collect = true`).
    pub collect: bool,
    /// How its records are given to devices as an entity list, when they may be (`[entities]`).
    pub entities: Option<EntityRule>,
    /// The form as its author wrote it.
    pub sheets: Arc<FormSheets>,
    /// Where the definition came from: `embedded`, or the folder of a country.
    pub source: String,
}

/// How the records of a register are entities of ODK's specification on a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntityRule {
    /// The field by which people know a record.
    pub label: String,
    /// States of the lifecycle in which devices are given a record; all when empty.
    pub states: Vec<String>,
}

/// The sheets of a register's XLSForm, as CSV text: what an XForm for devices is compiled from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormSheets {
    /// `survey.csv`.
    pub survey: String,
    /// `choices.csv`; may be empty.
    pub choices: String,
    /// `settings.csv`; may be empty.
    pub settings: String,
}

/// What the register says of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FieldRule {
    /// How harmful disclosure of the field would be; the register's class when not said.
    pub class: AccessClass,
    /// Whether it names a person.
    pub identity: bool,
    /// Whether lists may filter and sort by it.
    pub index: Index,
    /// Whether the text search looks into it.
    pub search: bool,
    /// Whether its values are encrypted with the record's own key.
    pub sealed: bool,
}

/// How a field is indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Index {
    /// Not at all.
    None,
    /// By its text (also dates and choices; several choices and rows of a repeat each count).
    Text,
    /// By its number.
    Number,
}

/// Which partitions are closed: those whose record in `register`, by its key, is in one of `states`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// The register of the partitions, e.g. `rounds`.
    pub register: String,
    /// The states in which nothing but erasure changes their records, e.g. `approved`.
    pub states: Vec<String>,
}

/// How a record finds its partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartitionRule {
    /// The text of a field, e.g. the round.
    Field(String),
    /// The month of a date field, `2024-05`.
    Month(String),
}

impl Register {
    /// Whether a field holds instants.
    pub(crate) fn is_instant(&self, path: &str) -> bool {
        let field = self.form.field(path);
        field.is_some_and(|field| field.kind == Kind::DateTime)
    }

    /// What the register says of a field; a field of a repeat (`breakdown.value`, also `breakdown[3].value`) that
    /// has no rule of its own shares the class of its repeat.
    pub fn rule(&self, path: &str) -> FieldRule {
        let plain: String = path
            .split('.')
            .map(|part| part.split('[').next().unwrap_or(part))
            .collect::<Vec<_>>()
            .join(".");
        if let Some(rule) = self.fields.get(&plain) {
            return *rule;
        }
        let around = plain
            .split('.')
            .next()
            .and_then(|repeat| self.fields.get(repeat));
        FieldRule {
            class: around.map_or(self.class, |rule| rule.class),
            identity: around.is_some_and(|rule| rule.identity),
            index: Index::None,
            search: false,
            sealed: around.is_some_and(|rule| rule.sealed),
        }
    }

    /// The deterministic id of a natural key, so that repeating an import changes nothing: UUIDv5 (RFC 9562 § 5.5)
    /// over the register's name and the parts in NFC, joined by the unit separator.
    pub fn id_for_key(&self, parts: &[&str]) -> RecordId {
        let mut name = self.name.as_str().to_owned();
        for part in parts {
            name.push(UNIT_SEPARATOR);
            name.extend(part.trim().nfc());
        }
        let id = Uuid::new_v5(&KEY_NAMESPACE, name.as_bytes());
        RecordId::parse(&id.to_string()).expect("a UUID is 36 plain characters")
    }

    /// The id of the record whose key fields have these values; `None` when one of them is blank or there is no key.
    pub fn id_for_data(&self, data: &Map<String, Json>) -> Option<RecordId> {
        if self.key.is_empty() {
            return None;
        }
        let parts: Vec<String> = self
            .key
            .iter()
            .map(|field| data.get(field).and_then(plain_text))
            .collect::<Option<_>>()?;
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        Some(self.id_for_key(&parts))
    }

    /// The partition of a record with this content.
    pub fn partition_of(&self, data: &Map<String, Json>) -> Option<String> {
        match self.partition.as_ref()? {
            PartitionRule::Field(field) => data.get(field).and_then(plain_text),
            PartitionRule::Month(field) => {
                let date = data.get(field).and_then(plain_text)?;
                date.get(.."2024-05".len()).map(str::to_owned)
            }
        }
    }

    /// The place of a record with this content.
    pub fn place_of(&self, data: &Map<String, Json>) -> Option<String> {
        data.get(self.place.as_ref()?).and_then(plain_text)
    }

    /// Fields with this meaning: paths (`field` or `repeat.field`) in the order of the form.
    pub fn fields_meaning(&self, pattern: &HxlPattern) -> Vec<(String, &Field)> {
        let mut found = Vec::new();
        gather(&self.form.fields, "", pattern, &mut found);
        found
    }

    /// The first field with this meaning, as HXL writes it; none for what is no pattern.
    pub fn field_meaning(&self, meaning: &str) -> Option<(String, &Field)> {
        let pattern = HxlPattern::parse(meaning).ok()?;
        self.fields_meaning(&pattern).into_iter().next()
    }
}

/// Namespace of natural keys, made once for this platform; changing it would give every imported record a new id.
const KEY_NAMESPACE: Uuid = Uuid::from_u128(0x6b1f_5a52_0c5e_4d0e_9a6c_77a1_6d61_726b);
const UNIT_SEPARATOR: char = '\u{1f}';

/// Depth is bounded by the form's own repeats.
fn gather<'a>(
    fields: &'a [Field],
    prefix: &str,
    pattern: &HxlPattern,
    found: &mut Vec<(String, &'a Field)>,
) {
    for field in fields {
        let path = format!("{prefix}{}", field.name);
        if field.hxl.as_ref().is_some_and(|tag| tag.matches(pattern)) {
            found.push((path.clone(), field));
        }
        gather(
            field.rows().unwrap_or_default(),
            &format!("{path}."),
            pattern,
            found,
        );
    }
}

/// A single value as text; `None` when blank or not single.
pub(crate) fn plain_text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(truth) => Some(truth.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
    .filter(|text| !text.trim().is_empty())
}
