//! The columns of a projection: which fields of a register become which Parquet columns.

use std::sync::Arc;

use datafusion::arrow::{
    array::{ArrayRef, Float64Builder, Int64Builder, StringBuilder},
    datatypes::{DataType, Field as ArrowField, Schema},
    record_batch::RecordBatch,
};
use forms::Kind;
use journal::RecordState;
use registers::Register;
use serde_json::{Map, Value as Json};
use vocab::{AccessClass, HxlPattern, PCode, PlaceTree};

/// Admin levels that have a column of their own.
pub(crate) const LEVELS: u8 = 5;
/// Columns that every projection begins with.
const OWN: [&str; 3] = ["_id", "_state", "_owner"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnType {
    Text,
    Int,
    Real,
}

/// One field of the register as a column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) kind: ColumnType,
}

/// The columns of a register's projection, or of one of its repeats.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// Fields of the record.
    pub(crate) record: Vec<Column>,
    /// The repeat whose rows are the rows, with its fields.
    pub(crate) repeat: Option<(String, Vec<Column>)>,
    /// For each level, fields that may hold the area's code or name, best first.
    place_fields: Vec<Vec<String>>,
}

fn column_type(kind: &Kind) -> Option<ColumnType> {
    match kind {
        Kind::Integer => Some(ColumnType::Int),
        Kind::Decimal => Some(ColumnType::Real),
        Kind::Note | Kind::File | Kind::Json | Kind::GeoPoint | Kind::Repeat(_) => None,
        _ => Some(ColumnType::Text),
    }
}

/// Whether a field may be a column: it names nobody and is not confidential.
pub(crate) fn may_be_measured(register: &Register, path: &str) -> bool {
    let rule = register.rule(path);
    !rule.identity && rule.class <= AccessClass::Internal
}

fn columns(register: &Register, fields: &[forms::Field], within: &str) -> Vec<Column> {
    fields
        .iter()
        .filter(|field| may_be_measured(register, &format!("{within}{}", field.name)))
        .filter_map(|field| {
            Some(Column {
                name: field.name.clone(),
                kind: column_type(&field.kind)?,
            })
        })
        .collect()
}

impl Frame {
    /// The columns of the records themselves.
    pub(crate) fn of_records(register: &Register) -> Self {
        let place_fields = (0..LEVELS)
            .map(|level| {
                let (code, name) = if level == 0 {
                    ("#country+code".to_owned(), "#country+name".to_owned())
                } else {
                    (
                        format!("#adm{level}+code-origin"),
                        format!("#adm{level}+name-origin-alt"),
                    )
                };
                [code, name]
                    .iter()
                    .filter_map(|pattern| HxlPattern::parse(pattern).ok())
                    .flat_map(|pattern| register.fields_meaning(&pattern))
                    .map(|(path, _)| path)
                    .collect()
            })
            .collect();
        Self {
            record: columns(register, &register.form.fields, ""),
            repeat: None,
            place_fields,
        }
    }

    /// The columns of each repeat: those of the record, then its own as `repeat.field`.
    pub(crate) fn of_repeats(register: &Register) -> Vec<Self> {
        let base = Self::of_records(register);
        register
            .form
            .fields
            .iter()
            .filter(|field| may_be_measured(register, &field.name))
            .filter_map(|field| {
                let own = columns(register, field.rows()?, &format!("{}.", field.name));
                Some(Self {
                    repeat: Some((field.name.clone(), own)),
                    ..base.clone()
                })
            })
            .collect()
    }

    /// Name of the table and of its file.
    pub(crate) fn table(&self) -> &str {
        self.repeat.as_ref().map_or("records", |(name, _)| name)
    }

    pub(crate) fn schema(&self) -> Schema {
        let text = |name: String| ArrowField::new(name, DataType::Utf8, true);
        let mut fields: Vec<ArrowField> = OWN.iter().map(|name| text((*name).to_owned())).collect();
        fields.extend((0..LEVELS).map(|level| text(format!("place_{level}"))));
        let typed = |name: String, kind: ColumnType| {
            let kind = match kind {
                ColumnType::Text => DataType::Utf8,
                ColumnType::Int => DataType::Int64,
                ColumnType::Real => DataType::Float64,
            };
            ArrowField::new(name, kind, true)
        };
        fields.extend(
            self.record
                .iter()
                .map(|column| typed(column.name.clone(), column.kind)),
        );
        if let Some((repeat, own)) = &self.repeat {
            fields.extend(
                own.iter()
                    .map(|column| typed(format!("{repeat}.{}", column.name), column.kind)),
            );
        }
        Schema::new(fields)
    }

    /// Turns records into columns.
    pub(crate) fn batch(
        &self,
        schema: &Arc<Schema>,
        records: &[RecordState],
        tree: &PlaceTree,
    ) -> Result<RecordBatch, datafusion::arrow::error::ArrowError> {
        let none = Map::new();
        let mut rows: Vec<(&RecordState, &Map<String, Json>)> = Vec::with_capacity(records.len());
        for record in records {
            match &self.repeat {
                None => rows.push((record, &none)),
                Some((repeat, _)) => {
                    let items = record.data.get(repeat).and_then(Json::as_array);
                    rows.extend(
                        items
                            .into_iter()
                            .flatten()
                            .filter_map(Json::as_object)
                            .map(|row| (record, row)),
                    );
                }
            }
        }
        let mut arrays: Vec<ArrayRef> = Vec::with_capacity(schema.fields().len());
        let texts = |value: &dyn Fn(&RecordState) -> Option<String>| -> ArrayRef {
            let mut builder = StringBuilder::new();
            for (record, _) in &rows {
                builder.append_option(value(record));
            }
            Arc::new(builder.finish())
        };
        arrays.push(texts(&|record| Some(record.id.to_string())));
        arrays.push(texts(&|record| Some(record.state.clone())));
        arrays.push(texts(&|record| Some(record.owner.clone())));
        for level in 0..LEVELS {
            arrays.push(texts(&|record| self.place_at(record, level, tree)));
        }
        for column in &self.record {
            let values = rows.iter().map(|(record, _)| record.data.get(&column.name));
            arrays.push(array(column.kind, values));
        }
        if let Some((_, own)) = &self.repeat {
            for column in own {
                arrays.push(array(
                    column.kind,
                    rows.iter().map(|(_, row)| row.get(&column.name)),
                ));
            }
        }
        RecordBatch::try_new(Arc::clone(schema), arrays)
    }

    /// The area of a record at a level: by the tree of places, else by what the record says itself.
    fn place_at(&self, record: &RecordState, level: u8, tree: &PlaceTree) -> Option<String> {
        let known = record
            .place
            .as_deref()
            .and_then(|code| PCode::parse(code).ok());
        if let Some(code) = &known
            && let Some(place) = tree.get(code)
        {
            if place.level == level {
                return Some(code.to_string());
            }
            if let Some(above) = tree.ancestor_at(code, level) {
                return Some(above.code.to_string());
            }
        }
        self.place_fields[usize::from(level)]
            .iter()
            .filter_map(|field| record.data.get(field).and_then(Json::as_str))
            .find(|text| !text.is_empty())
            .map(str::to_owned)
    }
}

fn array<'a>(kind: ColumnType, values: impl Iterator<Item = Option<&'a Json>>) -> ArrayRef {
    match kind {
        ColumnType::Text => {
            let mut builder = StringBuilder::new();
            for value in values {
                match value {
                    None | Some(Json::Null) => builder.append_null(),
                    Some(Json::String(text)) => builder.append_value(text),
                    // Several choices as one text, in the order of their list.
                    Some(Json::Array(items)) => {
                        let words: Vec<&str> = items.iter().filter_map(Json::as_str).collect();
                        builder.append_value(words.join(" "));
                    }
                    Some(other) => builder.append_value(other.to_string()),
                }
            }
            Arc::new(builder.finish())
        }
        ColumnType::Int => {
            let mut builder = Int64Builder::new();
            values.for_each(|value| builder.append_option(value.and_then(Json::as_i64)));
            Arc::new(builder.finish())
        }
        ColumnType::Real => {
            let mut builder = Float64Builder::new();
            values.for_each(|value| builder.append_option(value.and_then(Json::as_f64)));
            Arc::new(builder.finish())
        }
    }
}
