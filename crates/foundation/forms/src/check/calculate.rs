//! Computing what is calculated.

use serde_json::{Map, Value as Json};

use super::{answers::Answers, conditions::relevant};
use crate::{
    Fault, Field, Form,
    expr::{EvalError, Scope, Value},
};

/// Computes every calculated field, each after what it reads; one that is not relevant stays blank.
pub(super) fn all(form: &Form, values: &mut Map<String, Json>, faults: &mut Vec<Fault>) {
    for place in &form.calculations {
        let computed = at(form, &form.fields, values, None, place, faults);
        put(&form.fields, values, place, &mut computed.into_iter());
    }
}

/// The values of one calculation: one, or one for each row of the repeats around it, in order.
fn at(
    form: &Form,
    fields: &[Field],
    values: &Map<String, Json>,
    around: Option<&Answers<'_>>,
    place: &[usize],
    faults: &mut Vec<Fault>,
) -> Vec<Option<Json>> {
    let answers = Answers {
        fields,
        values,
        around,
    };
    let [position, deeper @ ..] = place else {
        return Vec::new();
    };
    let Some(field) = fields.get(*position) else {
        return Vec::new();
    };
    if deeper.is_empty() {
        let computed = compute(form, field, &answers).unwrap_or_else(|error| {
            faults.push(Fault {
                field: field.name.clone(),
                code: "unchecked",
                reason: format!("could not be calculated: {error}"),
                value: None,
            });
            None
        });
        return vec![computed];
    }
    rows(values, field)
        .filter_map(Json::as_object)
        .flat_map(|row| {
            at(
                form,
                field.rows().unwrap_or_default(),
                row,
                Some(&answers),
                deeper,
                faults,
            )
        })
        .collect()
}

fn rows<'a>(values: &'a Map<String, Json>, field: &Field) -> impl Iterator<Item = &'a Json> {
    values
        .get(&field.name)
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
}

/// Writes the computed values back in the same order.
fn put(
    fields: &[Field],
    values: &mut Map<String, Json>,
    place: &[usize],
    computed: &mut dyn Iterator<Item = Option<Json>>,
) {
    let [position, deeper @ ..] = place else {
        return;
    };
    let Some(field) = fields.get(*position) else {
        return;
    };
    if !deeper.is_empty() {
        let repeated = values.get_mut(&field.name).and_then(Json::as_array_mut);
        for row in repeated
            .into_iter()
            .flatten()
            .filter_map(Json::as_object_mut)
        {
            put(field.rows().unwrap_or_default(), row, deeper, computed);
        }
    } else if let Some(Some(value)) = computed.next() {
        values.insert(field.name.clone(), value);
    } else {
        values.remove(&field.name);
    }
}

fn compute(form: &Form, field: &Field, answers: &Answers<'_>) -> Result<Option<Json>, EvalError> {
    let Some(calculation) = &field.calculation else {
        return Ok(None);
    };
    if !relevant(form, field, answers)? {
        return Ok(None);
    }
    let lookup = |name: &str| answers.value(name);
    let value = calculation.eval(&Scope::new(&lookup, Value::blank()))?;
    Ok(json_of(value))
}

/// A computed value as it is stored: whole numbers as integers, what is no number as blank.
fn json_of(value: Value) -> Option<Json> {
    const EXACT: f64 = 9_007_199_254_740_992.0; // 2^53: beyond it an f64 skips whole numbers
    match value {
        Value::Truth(truth) => Some(Json::Bool(truth)),
        Value::Number(number) if number.fract().abs() > 0.0 || number.abs() > EXACT => {
            serde_json::Number::from_f64(number).map(Json::Number)
        }
        Value::Number(number) if number.is_nan() => None,
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a whole number within 2^53"
        )]
        Value::Number(number) => Some(Json::from(number as i64)),
        Value::Text(text) => Some(text).filter(|text| !text.is_empty()).map(Json::String),
        Value::List(values) => values.into_iter().next().and_then(json_of),
    }
}
