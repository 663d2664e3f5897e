//! What an expression sees of the answers around it.

use serde_json::{Map, Value as Json};

use crate::{Field, expr::Value};

/// The answers at one level and the levels around it, the innermost first.
pub(super) struct Answers<'a> {
    pub(super) fields: &'a [Field],
    pub(super) values: &'a Map<String, Json>,
    pub(super) around: Option<&'a Answers<'a>>,
}

impl Answers<'_> {
    /// The value of a field: of this row, else of the rows around it, else of every row of a repeat that has it.
    pub(super) fn value(&self, name: &str) -> Value {
        let mut level = Some(self);
        let mut outermost = self;
        while let Some(answers) = level {
            if let Some(value) = answers.values.get(name) {
                return value_of(value);
            }
            if answers.fields.iter().any(|field| field.name == name) {
                return Value::blank();
            }
            outermost = answers;
            level = answers.around;
        }
        let mut found = Vec::new();
        collect(outermost.fields, outermost.values, name, &mut found);
        Value::List(found)
    }
}

/// Values of a field of a repeat, in the order of the rows. Depth is bounded by the form (eight repeats).
fn collect(fields: &[Field], values: &Map<String, Json>, name: &str, found: &mut Vec<Value>) {
    for field in fields {
        let Some(inner) = field.rows() else { continue };
        let Some(Json::Array(rows)) = values.get(&field.name) else {
            continue;
        };
        for row in rows.iter().filter_map(Json::as_object) {
            if inner.iter().any(|field| field.name == name) {
                found.push(row.get(name).map_or_else(Value::blank, value_of));
            }
            collect(inner, row, name, found);
        }
    }
}

/// A stored value as expressions see it: choices joined by blanks, a point as ODK writes it.
pub(super) fn value_of(value: &Json) -> Value {
    match value {
        Json::Null => Value::blank(),
        Json::Bool(truth) => Value::Truth(*truth),
        Json::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => {
            let names: Vec<&str> = items.iter().filter_map(Json::as_str).collect();
            if names.is_empty() {
                // Rows of a repeat: as many values as rows, for count().
                Value::List(items.iter().map(|_| Value::Truth(true)).collect())
            } else {
                Value::Text(names.join(" "))
            }
        }
        Json::Object(point) => {
            let part = |name: &str| point.get(name).and_then(Json::as_f64).unwrap_or(0.0);
            Value::Text(format!(
                "{} {} {} {}",
                part("lat"),
                part("lon"),
                part("alt"),
                part("accuracy")
            ))
        }
    }
}
