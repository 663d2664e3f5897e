//! Registers as they are defined.

use axum::{
    Json,
    extract::{Path, State},
};
use forms::{Field, Form};
use house::{House, Problem, Signed};
use registers::Register;
use serde_json::{Value, json};

/// All registers.
#[utoipa::path(get, path = "/api/v1/registers", operation_id = "list_registers", tag = "registers", responses((status = 200), (status = 401)))]
pub async fn list(State(house): State<House>, _who: Signed) -> Json<Value> {
    let all: Vec<Value> = house
        .catalogue
        .iter()
        .map(|register| {
            let states: Vec<&str> = register.lifecycle.states.iter().map(|state| state.name.as_str()).collect();
            json!({"name": register.name, "title": register.title, "module": register.module, "class": register.class, "states": states})
        })
        .collect();
    Json(json!({ "registers": all }))
}

/// One register: fields, choices, lifecycle.
#[utoipa::path(get, path = "/api/v1/registers/{register}", operation_id = "read_register", tag = "registers", params(("register" = String, Path)), responses((status = 200), (status = 401), (status = 404)))]
pub async fn one(
    State(house): State<House>,
    _who: Signed,
    Path(name): Path<String>,
) -> Result<Json<Value>, Problem> {
    let register = house.registers.register(&name)?;
    let fields: Vec<Value> = register
        .form
        .fields
        .iter()
        .map(|field| field_view(register, &register.form, field, ""))
        .collect();
    Ok(Json(json!({
        "name": register.name, "title": register.title, "class": register.class, "key": register.key, "fields": fields, "lifecycle": register.lifecycle,
    })))
}

fn field_view(register: &Register, form: &Form, field: &Field, within: &str) -> Value {
    let path = format!("{within}{}", field.name);
    let rule = register.rule(&path);
    let choices: Option<Vec<Value>> = form.choices_of(field).map(|list| {
        list.choices
            .iter()
            .map(|choice| json!({"value": choice.name, "label": choice.label}))
            .collect()
    });
    let rows: Option<Vec<Value>> = field.rows().map(|rows| {
        rows.iter()
            .map(|row| field_view(register, form, row, &format!("{path}.")))
            .collect()
    });
    json!({
        "name": field.name, "kind": field.written_type, "label": field.label, "hint": field.hint, "required": field.required != forms::Required::No,
        "hxl": field.hxl.as_ref().map(ToString::to_string), "class": rule.class, "identity": rule.identity,
        "indexed": rule.index != registers::Index::None, "choices": choices, "fields": rows,
    })
}
