//! The parts of a form: fields, their kinds, groups and lists of choices.

use std::collections::BTreeMap;

use serde::Serialize;
use vocab::{HxlTag, LangText};

use crate::expr::Expr;

/// What a field holds, and so how its value is typed and stored.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A line or more of text, stored as NFC.
    Text,
    /// A whole number, stored as a JSON integer.
    Integer,
    /// A number, stored as a JSON number.
    Decimal,
    /// A day, `2024-05-01`.
    Date,
    /// A year, month or day, `2024`, `2024-05`: type `date` with appearance `year` or `month-year`.
    PartialDate,
    /// A time of day, `14:30:00`.
    Time,
    /// An instant with its offset, RFC 3339.
    DateTime,
    /// One name out of the named list.
    SelectOne(String),
    /// A set of names out of the named list, stored as an array in the list's order.
    SelectMultiple(String),
    /// Names out of the named list in the order of preference, stored as an array.
    Rank(String),
    /// `{"lat":…, "lon":…}` in degrees WGS 84, with `alt` and `accuracy` in metres when known.
    GeoPoint,
    /// True or false; of XLSForm's types `acknowledge`.
    Boolean,
    /// Computed from other fields; what is sent for it is replaced.
    Calculate,
    /// Carried along, never shown: text.
    Hidden,
    /// Read, never answered.
    Note,
    /// A file (image, audio, document): the name or content hash under which it is attached, as text.
    File,
    /// Any JSON: for structures that no question can hold.
    Json,
    /// Rows of fields, stored as an array of objects.
    Repeat(Vec<Field>),
}

/// Whether a field must be answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Required {
    /// May stay blank.
    No,
    /// Must be answered where it is relevant.
    Yes,
    /// Must be answered where it is relevant and this holds.
    When(Expr),
}

/// One question, calculation or repeat of a form. Groups do not nest values: a field belongs to one by index.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Name, unique within the form or within its repeat.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// The type as the form's author wrote it (`geopoint`, `select_one cause`), for compilers to other formats.
    pub written_type: String,
    /// Question by language.
    pub label: LangText,
    /// Help by language.
    pub hint: LangText,
    /// Whether it must be answered.
    pub required: Required,
    /// What to say when it is not.
    pub required_message: LangText,
    /// Condition on the value (`.`).
    pub constraint: Option<Expr>,
    /// What to say when it does not hold.
    pub constraint_message: LangText,
    /// When the field is asked at all.
    pub relevant: Option<Expr>,
    /// How a calculated value comes about.
    pub calculation: Option<Expr>,
    /// Which choices are offered: an expression over the columns of the choice and other fields.
    pub choice_filter: Option<Expr>,
    /// Value at the start, as written.
    pub default: Option<String>,
    /// How it is drawn, as written.
    pub appearance: String,
    /// Whether people may change it by hand.
    pub read_only: bool,
    /// What it means.
    pub hxl: Option<HxlTag>,
    /// The innermost group it stands in: index into [`Form::groups`](crate::Form::groups).
    pub group: Option<usize>,
    /// Row of the survey sheet.
    pub row: u32,
    /// Further columns by header (`parameters`, `bind::x`, notes of the author), as written.
    pub extra: BTreeMap<String, String>,
}

impl Field {
    /// The fields of a repeat's row; none for another kind.
    pub fn rows(&self) -> Option<&[Field]> {
        match &self.kind {
            Kind::Repeat(fields) => Some(fields),
            _ => None,
        }
    }

    /// The name of the list its choices come from, when it has one.
    pub fn list(&self) -> Option<&str> {
        match &self.kind {
            Kind::SelectOne(list) | Kind::SelectMultiple(list) | Kind::Rank(list) => Some(list),
            _ => None,
        }
    }
}

/// A group: questions that are shown, and are relevant, together.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Name.
    pub name: String,
    /// Heading by language.
    pub label: LangText,
    /// When its fields are asked at all.
    pub relevant: Option<Expr>,
    /// How it is drawn, as written.
    pub appearance: String,
    /// The group around it.
    pub parent: Option<usize>,
    /// Row of the survey sheet.
    pub row: u32,
}

/// One choice of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choice {
    /// The value that is stored.
    pub name: String,
    /// Its words by language.
    pub label: LangText,
    /// Further columns, for choice filters.
    pub columns: BTreeMap<String, String>,
}

/// A list of choices in its order.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct ChoiceList {
    /// The choices.
    pub choices: Vec<Choice>,
    /// Whether any other text is taken too (`or_other`).
    pub or_other: bool,
}

impl ChoiceList {
    /// The choice of this name.
    pub fn get(&self, name: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.name == name)
    }
}
