//! What to list.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A question for a page of a register.
#[derive(Debug, Clone, PartialEq)]
pub struct ListQuery {
    /// The register.
    pub register: String,
    /// All must hold.
    pub filters: Vec<Filter>,
    /// Words to look for in the fields declared `search`; all must be found.
    pub text: Option<String>,
    /// Order of the list.
    pub sort: Sort,
    /// Where the last page ended or began.
    pub cursor: Option<String>,
    /// Records on a page, 1 to 1,000.
    pub limit: usize,
    /// Whether all that match are counted; who walks on through pages has the count from the first.
    pub counts: bool,
}

impl ListQuery {
    /// The newest changes first, fifty on a page.
    pub fn of(register: impl Into<String>) -> Self {
        Self {
            register: register.into(),
            filters: Vec::new(),
            text: None,
            sort: Sort {
                by: None,
                order: Order::Descending,
            },
            cursor: None,
            limit: 50,
            counts: true,
        }
    }

    /// Adds a filter.
    #[must_use]
    pub fn with(mut self, field: impl Into<String>, op: Op, value: impl Into<Json>) -> Self {
        self.filters.push(Filter {
            field: field.into(),
            op,
            value: value.into(),
        });
        self
    }
}

/// One condition on an indexed field, or on `@id`, `@state`, `@place`, `@partition`, `@owner` of the record itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// Field name, or one of the record's own with `@`.
    pub field: String,
    /// How to compare.
    pub op: Op,
    /// With what: an array for `in`, true or false for `is_null`.
    pub value: Json,
}

/// Comparisons of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Equal.
    Eq,
    /// Not equal; a blank is not equal to anything.
    Ne,
    /// Less.
    Lt,
    /// At most.
    Le,
    /// More.
    Gt,
    /// At least.
    Ge,
    /// One of an array.
    In,
    /// The text contains this, whatever its case and accents.
    Contains,
    /// Blank (`true`) or filled (`false`).
    IsNull,
}

/// Order of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// An indexed field; `None` for the time of the last change.
    pub by: Option<String>,
    /// Direction.
    pub order: Order,
}

/// Direction of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Small to large, old to new.
    Ascending,
    /// Large to small, new to old.
    Descending,
}
