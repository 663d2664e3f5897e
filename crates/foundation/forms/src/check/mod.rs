//! From what was filled in to typed values and every fault.

mod answers;
mod calculate;
mod conditions;
mod typing;

use serde_json::{Map, Value as Json};

use crate::{Fault, Form};

pub(crate) fn form(form: &Form, data: &Map<String, Json>) -> (Map<String, Json>, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut typed = typing::rows(form, &form.fields, data, "", &mut faults);
    calculate::all(form, &mut typed, &mut faults);
    conditions::check(form, &typed, &mut faults);
    faults.sort_by(|a, b| a.field.cmp(&b.field));
    (typed, faults)
}

/// The path of a field below a prefix: `breakdown[3].value`.
fn path(prefix: &str, name: &str) -> String {
    if prefix.is_empty() {
        name.to_owned()
    } else {
        format!("{prefix}.{name}")
    }
}
