//! What a check found.

use crate::model::Texts;

/// The rule that is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The value is none of its type.
    Type,
    /// A relevant question that must be answered is not.
    Required,
    /// The answer breaks the question's constraint.
    Constraint,
    /// The answer is not among the choices offered.
    Choice,
    /// An answer where the question was not to be asked.
    Relevance,
    /// The stored value differs from what the form calculates.
    Calculate,
    /// A node that the form does not have.
    UnknownNode,
    /// Another form or version than the one it is checked against.
    Version,
    /// A rule that could not be checked: its expression fails, its list is not at hand, or the bounds are reached.
    Unchecked,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// To know.
    Information,
    /// To look at.
    Warning,
    /// The form says that this cannot be.
    Error,
}

impl Rule {
    /// How much a breach weighs.
    pub fn severity(self) -> Severity {
        match self {
            Self::Type | Self::Required | Self::Constraint | Self::Choice => Severity::Error,
            Self::Relevance | Self::UnknownNode | Self::Version => Severity::Warning,
            Self::Calculate | Self::Unchecked => Severity::Information,
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// Path of the field, without indexes.
    pub path: String,
    /// Index of each repeat instance on the way, from 1, outermost first.
    pub repeats: Vec<usize>,
    /// The rule.
    pub rule: Rule,
    /// Its weight.
    pub severity: Severity,
    /// The form's own message by language; empty when it has none.
    pub messages: Texts,
    /// The offending value, if there is one: personal data, to be shown to those who may see the answer only.
    pub value: Option<String>,
    /// More about it, in English: the expression, the value expected, why a rule could not be checked.
    pub detail: Option<String>,
}
