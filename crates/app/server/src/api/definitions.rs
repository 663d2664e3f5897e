//! Registers as they are defined.

use axum::{
    Json,
    extract::{Path, State},
};
use forms::{Field, Form, Kind};
use house::{House, Problem, Signed};
use registers::{Lifecycle, Register};
use serde::Serialize;
use utoipa::ToSchema;
use vocab::{AccessClass, LangText, RegisterName};

/// All registers.
#[derive(Serialize, ToSchema)]
pub struct RegisterList {
    /// By module, in the order of the catalogue.
    registers: Vec<RegisterLine>,
}

/// A register in a list.
#[derive(Serialize, ToSchema)]
pub struct RegisterLine {
    /// Name, as in addresses.
    #[schema(value_type = String)]
    name: RegisterName,
    /// Title by language.
    #[schema(value_type = BTreeMap<String, String>)]
    title: LangText,
    /// The part of the house that brings it; empty for a country's own.
    module: String,
    /// How harmful its disclosure would be.
    #[schema(value_type = String)]
    class: AccessClass,
    /// Names of its states.
    states: Vec<String>,
}

/// One register: fields, choices, lifecycle.
#[derive(Serialize, ToSchema)]
pub struct RegisterAnswer {
    /// Name, as in addresses.
    #[schema(value_type = String)]
    name: RegisterName,
    /// Title by language.
    #[schema(value_type = BTreeMap<String, String>)]
    title: LangText,
    /// How harmful its disclosure would be.
    #[schema(value_type = String)]
    class: AccessClass,
    /// Fields that name a record.
    key: Vec<String>,
    /// Fields in the order of the form.
    fields: Vec<FieldAnswer>,
    /// States and steps.
    lifecycle: LifecycleAnswer,
}

/// A field of a register.
#[derive(Serialize, ToSchema)]
pub struct FieldAnswer {
    /// Name, unique within the form or its repeat.
    name: String,
    /// What it holds.
    kind: FieldKind,
    /// Question by language.
    #[schema(value_type = BTreeMap<String, String>)]
    label: LangText,
    /// Help by language.
    #[schema(value_type = BTreeMap<String, String>)]
    hint: LangText,
    /// Whether it must be answered, always or under a condition.
    required: bool,
    /// What it means, as HXL tag and attributes.
    hxl: Option<String>,
    /// How harmful its disclosure would be.
    #[schema(value_type = String)]
    class: AccessClass,
    /// Whether it names a person.
    identity: bool,
    /// Whether its values are encrypted with the record's own key.
    sealed: bool,
    /// Whether lists can be sorted and filtered by it at once; a sealed field only filtered, by its whole value.
    indexed: bool,
    /// What can be chosen, for a field of choices.
    choices: Option<Vec<ChoiceAnswer>>,
    /// Fields of its rows, for a repeat.
    #[schema(no_recursion)]
    fields: Option<Vec<FieldAnswer>>,
}

/// What a field holds; see `docs/registers.md` for the values of each.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A line or more of text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// A day.
    Date,
    /// A year, month or day.
    PartialDate,
    /// A time of day.
    Time,
    /// An instant with its offset (RFC 3339).
    Datetime,
    /// One of the choices.
    SelectOne,
    /// A set of the choices.
    SelectMultiple,
    /// Choices in the order of preference.
    Rank,
    /// Degrees WGS 84: `{"lat": …, "lon": …}`.
    Geopoint,
    /// True or false.
    Boolean,
    /// Computed from other fields.
    Calculate,
    /// Carried along, never shown.
    Hidden,
    /// Read, never answered.
    Note,
    /// Name or content hash of an attached file.
    File,
    /// Any JSON.
    Json,
    /// Rows of fields.
    Repeat,
}

impl From<&Kind> for FieldKind {
    fn from(kind: &Kind) -> Self {
        match kind {
            Kind::Text => Self::Text,
            Kind::Integer => Self::Integer,
            Kind::Decimal => Self::Decimal,
            Kind::Date => Self::Date,
            Kind::PartialDate => Self::PartialDate,
            Kind::Time => Self::Time,
            Kind::DateTime => Self::Datetime,
            Kind::SelectOne(_) => Self::SelectOne,
            Kind::SelectMultiple(_) => Self::SelectMultiple,
            Kind::Rank(_) => Self::Rank,
            Kind::GeoPoint => Self::Geopoint,
            Kind::Boolean => Self::Boolean,
            Kind::Calculate => Self::Calculate,
            Kind::Hidden => Self::Hidden,
            Kind::Note => Self::Note,
            Kind::File => Self::File,
            Kind::Json => Self::Json,
            Kind::Repeat(_) => Self::Repeat,
        }
    }
}

/// One choice.
#[derive(Serialize, ToSchema)]
pub struct ChoiceAnswer {
    /// What is kept.
    value: String,
    /// What is read, by language.
    #[schema(value_type = BTreeMap<String, String>)]
    label: LangText,
}

/// States of a record and the steps between them.
#[derive(Serialize, ToSchema)]
pub struct LifecycleAnswer {
    /// The state of a new record.
    initial: String,
    /// All states.
    states: Vec<StateAnswer>,
    /// The steps.
    transitions: Vec<TransitionAnswer>,
}

/// One state.
#[derive(Serialize, ToSchema)]
pub struct StateAnswer {
    /// Name.
    name: String,
    /// Title by language.
    #[schema(value_type = BTreeMap<String, String>)]
    title: LangText,
}

/// One step of a lifecycle.
#[derive(Serialize, ToSchema)]
pub struct TransitionAnswer {
    /// Name.
    name: String,
    /// Title by language.
    #[schema(value_type = BTreeMap<String, String>)]
    title: LangText,
    /// States it starts from.
    from: Vec<String>,
    /// State it leads to.
    to: String,
    /// Whether a reason must be given.
    reason_required: bool,
}

/// All registers.
#[utoipa::path(get, path = "/api/v1/registers", operation_id = "list_registers", tag = "registers", responses((status = 200, body = RegisterList), (status = 401)))]
pub async fn list(State(house): State<House>, _who: Signed) -> Json<RegisterList> {
    let line = |register: &Register| RegisterLine {
        name: register.name.clone(),
        title: register.title.clone(),
        module: register.module.clone(),
        class: register.class,
        states: register
            .lifecycle
            .states
            .iter()
            .map(|state| state.name.clone())
            .collect(),
    };
    Json(RegisterList {
        registers: house.catalogue.iter().map(line).collect(),
    })
}

/// One register: fields, choices, lifecycle.
#[utoipa::path(get, path = "/api/v1/registers/{register}", operation_id = "read_register", tag = "registers", params(("register" = String, Path)), responses((status = 200, body = RegisterAnswer), (status = 401), (status = 404)))]
pub async fn one(
    State(house): State<House>,
    _who: Signed,
    Path(name): Path<String>,
) -> Result<Json<RegisterAnswer>, Problem> {
    let register = house.registers.register(&name)?;
    let fields = register
        .form
        .fields
        .iter()
        .map(|field| field_answer(register, &register.form, field, ""))
        .collect();
    Ok(Json(RegisterAnswer {
        name: register.name.clone(),
        title: register.title.clone(),
        class: register.class,
        key: register.key.clone(),
        fields,
        lifecycle: lifecycle(&register.lifecycle),
    }))
}

fn lifecycle(of: &Lifecycle) -> LifecycleAnswer {
    LifecycleAnswer {
        initial: of.initial.clone(),
        states: of
            .states
            .iter()
            .map(|state| StateAnswer {
                name: state.name.clone(),
                title: state.title.clone(),
            })
            .collect(),
        transitions: of
            .transitions
            .iter()
            .map(|step| TransitionAnswer {
                name: step.name.clone(),
                title: step.title.clone(),
                from: step.from.clone(),
                to: step.to.clone(),
                reason_required: step.reason_required,
            })
            .collect(),
    }
}

fn field_answer(register: &Register, form: &Form, field: &Field, within: &str) -> FieldAnswer {
    let path = format!("{within}{}", field.name);
    let rule = register.rule(&path);
    FieldAnswer {
        name: field.name.clone(),
        kind: (&field.kind).into(),
        label: field.label.clone(),
        hint: field.hint.clone(),
        required: field.required != forms::Required::No,
        hxl: field.hxl.as_ref().map(ToString::to_string),
        class: rule.class,
        identity: rule.identity,
        sealed: rule.sealed,
        indexed: rule.index != registers::Index::None,
        choices: form.choices_of(field).map(|list| {
            list.choices
                .iter()
                .map(|choice| ChoiceAnswer {
                    value: choice.name.clone(),
                    label: choice.label.clone(),
                })
                .collect()
        }),
        fields: field.rows().map(|rows| {
            rows.iter()
                .map(|row| field_answer(register, form, row, &format!("{path}.")))
                .collect()
        }),
    }
}
