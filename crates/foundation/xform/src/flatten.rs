//! Answers as typed JSON: groups nested, repeats as arrays, in the layout of ODK's OData.

use serde_json::{Map, Value, json};
use xpath::{NodeId, Tree, plain_number};

use crate::model::{ControlKind, DataType, Field, XForm};
use crate::read::local;
use crate::submission::Submission;
use crate::types::fits;

/// The answers as an object.
///
/// A node that is not in the submission has no key, an empty one is `null`. Numbers and truth values are typed,
/// `select_multiple` and `rank` are arrays, places are GeoJSON geometries with the accuracy in metres as a property.
/// A value that is none of its type stays the text it is; nodes that the form does not know are left out.
pub fn flatten(form: &XForm, submission: &Submission) -> Value {
    let tree = &submission.tree;
    match (tree.top(), form.fields.first()) {
        (Some(top), Some(_)) => object(form, tree, top, 0),
        _ => Value::Object(Map::new()),
    }
}

/// Recursion is as deep as a document may be.
fn object(form: &XForm, tree: &Tree, node: NodeId, field: usize) -> Value {
    let mut out = Map::new();
    for child in tree.elements(node) {
        let name = local(tree, child);
        let Some(at) = form.below[field].get(name) else {
            continue;
        };
        let known = &form.fields[*at];
        if tree
            .attributes(child)
            .any(|a| tree.name(a).to_string() == "jr:template")
        {
            continue;
        }
        let value = if known.children.is_empty() {
            leaf(known, &tree.text(child))
        } else {
            object(form, tree, child, *at)
        };
        if known.repeat {
            if let Value::Array(list) = out.entry(name).or_insert_with(|| Value::Array(Vec::new()))
            {
                list.push(value);
            }
        } else {
            out.insert(name.to_owned(), value);
        }
    }
    Value::Object(out)
}

fn leaf(field: &Field, text: &str) -> Value {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Value::Null;
    }
    if let Some(ControlKind::Select | ControlKind::Rank) =
        field.control.as_ref().map(|control| control.kind)
    {
        return trimmed.split_whitespace().collect();
    }
    if !fits(field.bind.data_type, trimmed) {
        return text.into();
    }
    match field.bind.data_type {
        DataType::Int => trimmed
            .parse::<i64>()
            .map_or_else(|_| text.into(), Value::from),
        DataType::Decimal => plain_number(trimmed).into(),
        DataType::Boolean => matches!(trimmed, "true" | "1").into(),
        DataType::Geopoint => {
            let accuracy = trimmed.split_whitespace().nth(3).map(plain_number);
            json!({"type": "Point", "coordinates": position(trimmed), "properties": {"accuracy": accuracy}})
        }
        DataType::Geotrace => json!({"type": "LineString", "coordinates": positions(trimmed)}),
        DataType::Geoshape => json!({"type": "Polygon", "coordinates": [positions(trimmed)]}),
        DataType::String
        | DataType::Date
        | DataType::Time
        | DataType::DateTime
        | DataType::Binary => text.into(),
    }
}

/// Longitude, latitude and, when it is there, altitude (RFC 7946).
fn position(text: &str) -> Vec<f64> {
    let mut numbers: Vec<f64> = text.split_whitespace().take(3).map(plain_number).collect();
    if numbers.len() > 1 {
        numbers.swap(0, 1);
    }
    numbers
}

fn positions(text: &str) -> Vec<Vec<f64>> {
    text.split(';')
        .filter(|part| !part.trim().is_empty())
        .map(position)
        .collect()
}
