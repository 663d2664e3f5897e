//! Every `${name}` must name a field, and calculations must not go round in circles.

use std::collections::BTreeMap;

use super::faults::Faults;
use crate::{Field, Form, Kind, Required, expr::Expr};

/// Where a field stands: its index in the form, then in each repeat on the way down.
type Place = Vec<usize>;

/// Checks all references; the calculations in an order in which each comes after those it reads.
pub(super) fn check(form: &Form, faults: &mut Faults) -> Vec<Place> {
    let mut index = Index::default();
    index.gather(&form.fields, &mut Vec::new());
    let mut calculations = Vec::new();
    for (place, field) in &index.fields {
        for (column, expression) in expressions(field) {
            index.check_expression(form, place, field.row, column, expression, faults);
        }
        index.check_words(place, field, faults);
        if field.kind == Kind::Calculate {
            calculations.push(place.clone());
        }
    }
    for group in &form.groups {
        // A group may stand in any repeat; its condition is checked with each field it holds, or here when empty.
        for name in group.relevant.iter().flat_map(Expr::fields) {
            if !index.by_name.contains_key(name) {
                unknown(&index, name, group.row, "relevant", faults);
            }
        }
    }
    order(form, &index, calculations, faults)
}

/// The expressions of a field by column, with its choice filter last.
fn expressions(field: &Field) -> Vec<(&'static str, &Expr)> {
    let required = match &field.required {
        Required::When(expression) => Some(expression),
        Required::No | Required::Yes => None,
    };
    [
        ("relevant", field.relevant.as_ref()),
        ("required", required),
        ("constraint", field.constraint.as_ref()),
        ("calculation", field.calculation.as_ref()),
        ("choice_filter", field.choice_filter.as_ref()),
    ]
    .into_iter()
    .filter_map(|(column, expression)| Some((column, expression?)))
    .collect()
}

#[derive(Default)]
struct Index<'a> {
    fields: Vec<(Place, &'a Field)>,
    by_name: BTreeMap<&'a str, Vec<Place>>,
}

impl<'a> Index<'a> {
    fn gather(&mut self, fields: &'a [Field], place: &mut Place) {
        for (position, field) in fields.iter().enumerate() {
            place.push(position);
            self.fields.push((place.clone(), field));
            self.by_name
                .entry(&field.name)
                .or_default()
                .push(place.clone());
            self.gather(field.rows().unwrap_or_default(), place);
            place.pop();
        }
    }

    /// The field that a name means, seen from a place: the innermost repeat around it first, then a repeat elsewhere.
    fn resolve(&self, name: &str, from: &Place) -> Option<&Place> {
        let places = self.by_name.get(name)?;
        let around = |place: &&Place| {
            place.len() <= from.len() && from.starts_with(&place[..place.len() - 1])
        };
        places
            .iter()
            .filter(around)
            .max_by_key(|place| place.len())
            .or_else(|| places.first())
    }

    fn check_expression(
        &self,
        form: &Form,
        place: &Place,
        row: u32,
        column: &str,
        expression: &Expr,
        faults: &mut Faults,
    ) {
        for name in expression.fields() {
            if self.resolve(name, place).is_none() {
                unknown(self, name, row, column, faults);
            }
        }
        let list = self
            .fields
            .iter()
            .find(|(other, _)| other == place)
            .and_then(|(_, field)| form.choices_of(field));
        for name in expression.columns() {
            if column != "choice_filter" {
                let mend = format!("write ${{{name}}} for a field, or quotes around a text");
                faults.add(
                    "survey",
                    row,
                    column,
                    format!("the bare word `{name}` means nothing here"),
                    mend,
                );
            } else if let Some(list) = list
                && name != "name"
                && !list
                    .choices
                    .iter()
                    .any(|choice| choice.columns.contains_key(name))
            {
                let mend = "add the column to the choices sheet, or mend its name";
                faults.add(
                    "survey",
                    row,
                    column,
                    format!("no choice of the list has a column `{name}`"),
                    mend,
                );
            }
        }
    }

    /// Labels and messages may show fields too.
    fn check_words(&self, place: &Place, field: &Field, faults: &mut Faults) {
        let words = [
            ("label", &field.label),
            ("hint", &field.hint),
            ("constraint_message", &field.constraint_message),
            ("required_message", &field.required_message),
        ];
        for (column, text) in words {
            for (_, text) in text.iter() {
                for name in shown(text) {
                    if self.resolve(name, place).is_none() {
                        unknown(self, name, field.row, column, faults);
                    }
                }
            }
        }
    }
}

/// Names in `${…}` of a label.
fn shown(text: &str) -> impl Iterator<Item = &str> {
    text.split("${")
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.trim())
}

fn unknown(index: &Index<'_>, name: &str, row: u32, column: &str, faults: &mut Faults) {
    let near = index
        .by_name
        .keys()
        .map(|known| (vocab::similarity(known, name), *known))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(score, _)| *score > 0.6);
    let mend = match near {
        Some((_, known)) => format!("did you mean ${{{known}}}?"),
        None => "add the field, or mend its name".to_owned(),
    };
    faults.add(
        "survey",
        row,
        column,
        format!("there is no field `{name}`"),
        mend,
    );
}

/// Sorts calculations so that each follows what it reads; what is left over goes round in a circle.
fn order(
    form: &Form,
    index: &Index<'_>,
    calculations: Vec<Place>,
    faults: &mut Faults,
) -> Vec<Place> {
    let mut reads: BTreeMap<Place, Vec<Place>> = BTreeMap::new();
    for place in calculations {
        let needed = field_at(form, &place)
            .map(|field| needs(form, field))
            .unwrap_or_default()
            .into_iter()
            .filter_map(|name| index.resolve(name, &place).cloned())
            .collect();
        reads.insert(place, needed);
    }
    let mut sorted: Vec<Place> = Vec::new();
    while !reads.is_empty() {
        let ready: Vec<Place> = reads
            .iter()
            .filter(|(_, needed)| !needed.iter().any(|place| reads.contains_key(place)))
            .map(|(place, _)| place.clone())
            .collect();
        if ready.is_empty() {
            for place in reads.keys() {
                if let Some(field) = field_at(form, place) {
                    let mend = "let one of them be filled instead of calculated";
                    faults.add(
                        "survey",
                        field.row,
                        "calculation",
                        "calculations read each other in a circle",
                        mend,
                    );
                }
            }
            break;
        }
        for place in ready {
            reads.remove(&place);
            sorted.push(place);
        }
    }
    sorted
}

/// What a calculated field's value depends on: its calculation, its condition, and those of the groups around it.
fn needs<'a>(form: &'a Form, field: &'a Field) -> Vec<&'a str> {
    let mut names: Vec<&str> = field
        .calculation
        .iter()
        .chain(&field.relevant)
        .flat_map(Expr::fields)
        .collect();
    let mut group = field.group;
    while let Some(at) = group {
        names.extend(form.groups[at].relevant.iter().flat_map(Expr::fields));
        group = form.groups[at].parent;
    }
    names
}

fn field_at<'a>(form: &'a Form, place: &[usize]) -> Option<&'a Field> {
    let mut fields = form.fields.as_slice();
    let mut found = None;
    for position in place {
        found = fields.get(*position);
        fields = found?.rows().unwrap_or_default();
    }
    found
}
