//! Relevance, required answers, constraints and choice filters.

use serde_json::{Map, Value as Json};

use super::{
    answers::{Answers, value_of},
    path,
};
use crate::{
    Choice, Fault, Field, Form, Kind, Required,
    expr::{EvalError, Expr, Scope, Value},
};

pub(super) fn check(form: &Form, values: &Map<String, Json>, faults: &mut Vec<Fault>) {
    let answers = Answers {
        fields: &form.fields,
        values,
        around: None,
    };
    level(form, &answers, "", faults);
}

fn level(form: &Form, answers: &Answers<'_>, prefix: &str, faults: &mut Vec<Fault>) {
    for field in answers.fields {
        one(form, field, answers, &path(prefix, &field.name), faults);
        let Some(fields) = field.rows() else { continue };
        let rows = answers.values.get(&field.name).and_then(Json::as_array);
        for (number, row) in rows.into_iter().flatten().enumerate() {
            if let Some(values) = row.as_object() {
                let inner = Answers {
                    fields,
                    values,
                    around: Some(answers),
                };
                level(
                    form,
                    &inner,
                    &format!("{}[{number}]", path(prefix, &field.name)),
                    faults,
                );
            }
        }
    }
}

/// Whether a field is asked: its own condition and those of all groups around it hold.
///
/// # Errors
/// A condition that cannot be evaluated over these answers.
pub(super) fn relevant(
    form: &Form,
    field: &Field,
    answers: &Answers<'_>,
) -> Result<bool, EvalError> {
    let mut conditions: Vec<&Expr> = field.relevant.iter().collect();
    let mut group = field.group;
    while let Some(at) = group {
        conditions.extend(&form.groups[at].relevant);
        group = form.groups[at].parent;
    }
    let lookup = |name: &str| answers.value(name);
    let scope = Scope::new(&lookup, Value::blank());
    for condition in conditions {
        if !condition.holds(&scope)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn one(form: &Form, field: &Field, answers: &Answers<'_>, path: &str, faults: &mut Vec<Fault>) {
    if field.kind == Kind::Note || field.kind == Kind::Calculate && field.constraint.is_none() {
        return;
    }
    let value = answers.values.get(&field.name);
    // A value of the wrong type has its fault already; its constraint would only repeat it.
    if faults.iter().any(|fault| fault.field == path) {
        return;
    }
    let mut fault = |code, reason: String| {
        faults.push(Fault {
            field: path.to_owned(),
            code,
            reason,
            value: value.cloned(),
        });
    };
    match broken(form, field, answers, value) {
        Ok(broken) => {
            for (code, reason) in broken {
                fault(code, reason);
            }
        }
        // Never silently taken as met: what could not be asked is said.
        Err(error) => fault(
            "unchecked",
            format!("could not be checked by the form's condition: {error}"),
        ),
    }
}

/// The conditions that an answer, or its absence, does not meet: code and words.
fn broken(
    form: &Form,
    field: &Field,
    answers: &Answers<'_>,
    value: Option<&Json>,
) -> Result<Vec<(&'static str, String)>, EvalError> {
    let mut found = Vec::new();
    if !relevant(form, field, answers)? {
        if value.is_some() {
            found.push((
                "not_relevant",
                "does not apply here by the form's own condition; leave it blank".to_owned(),
            ));
        }
        return Ok(found);
    }
    let lookup = |name: &str| answers.value(name);
    let this = value.map_or_else(Value::blank, value_of);
    let scope = Scope::new(&lookup, this);
    let Some(present) = value else {
        let required = match &field.required {
            Required::No => false,
            Required::Yes => true,
            Required::When(condition) => condition.holds(&scope)?,
        };
        if required {
            found.push((
                "required",
                said(&field.required_message, "is required; fill it in"),
            ));
        }
        return Ok(found);
    };
    if let Some(constraint) = &field.constraint
        && !constraint.holds(&scope)?
    {
        let plain = format!("does not meet the form's condition {}", constraint.source());
        found.push(("constraint", said(&field.constraint_message, &plain)));
    }
    if let Some(filter) = &field.choice_filter
        && let Some(list) = form.choices_of(field)
    {
        for name in chosen(present) {
            let mut on_offer = list.or_other && list.get(name).is_none();
            for choice in list.choices.iter().filter(|choice| choice.name == name) {
                on_offer = on_offer || offered(filter, choice, &lookup)?;
            }
            if !on_offer {
                found.push((
                    "choice",
                    "is not among the choices offered for the other answers; choose again"
                        .to_owned(),
                ));
                break;
            }
        }
    }
    Ok(found)
}

/// The form's own words where it has them, in English or any language; screens translate by code and path.
fn said(words: &vocab::LangText, plain: &str) -> String {
    match words.get("en") {
        "" => plain.to_owned(),
        message => message.to_owned(),
    }
}

fn chosen(value: &Json) -> impl Iterator<Item = &str> {
    let (one, many) = match value {
        Json::String(name) => (Some(name.as_str()), None),
        Json::Array(names) => (None, Some(names)),
        _ => (None, None),
    };
    one.into_iter()
        .chain(many.into_iter().flatten().filter_map(Json::as_str))
}

fn offered(
    filter: &Expr,
    choice: &Choice,
    field: &dyn Fn(&str) -> Value,
) -> Result<bool, EvalError> {
    let column = |name: &str| {
        let cell = if name == "name" {
            Some(&choice.name)
        } else {
            choice.columns.get(name)
        };
        cell.cloned().unwrap_or_default()
    };
    filter.holds(&Scope {
        field,
        column: &column,
        this: Value::blank(),
    })
}
