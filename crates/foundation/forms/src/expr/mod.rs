//! Expressions in the cells of a form: XPath as the crate `xpath` reads and runs it, over the answers of a record.
//!
//! A record is no document, so a cell may use less of XPath: fields are written `${name}`, the field's own value `.`,
//! and in a choice filter the columns of the choice by their bare names. Answers keep their types, as in ODK Collect; a
//! blank is the empty text and no number. A field of a repeat, seen from outside, is a set for `sum`, `count`, `min`
//! and `max`. Nothing here knows the time of day, so the same record always gets the same answer.

mod rules;
mod scope;

pub use scope::{Scope, Value};
pub use xpath::EvalError;

use xpath::{Axis, Expression, NodeTest, ParseError};

/// A compiled expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    parsed: Expression,
    fields: Vec<Box<str>>,
    columns: Vec<Box<str>>,
}

/// Why an expression does not compile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason} at character {at}; {mend}")]
pub struct ExprError {
    /// Character position, from 1.
    pub at: usize,
    /// What is wrong.
    pub reason: String,
    /// What to write instead.
    pub mend: String,
}

impl ExprError {
    fn new(source: &str, byte: usize, reason: String, mend: String) -> Self {
        let before = source.get(..byte).unwrap_or(source);
        Self {
            at: before.chars().count() + 1,
            reason,
            mend,
        }
    }
}

impl Expr {
    /// Compiles an expression.
    ///
    /// # Errors
    /// The first place that cannot be read; else the first that is XPath but means nothing over a record: a path, a
    /// function that is unknown, of the moment or of a document, or one with a wrong number of arguments.
    pub fn parse(source: &str) -> Result<Self, ExprError> {
        let mut parsed =
            Expression::parse(source).map_err(|ParseError { span, reason, mend }| {
                ExprError::new(source, span.start, reason, mend)
            })?;
        rules::check(&mut parsed)?;
        let mut fields: Vec<Box<str>> = Vec::new();
        let mut columns: Vec<Box<str>> = Vec::new();
        for (_, part) in parsed.iter() {
            let (names, name) = match part {
                xpath::Expr::Reference { name, .. } => (&mut fields, name),
                xpath::Expr::Path { steps, .. } => match steps.as_slice() {
                    [step] if step.axis == Axis::Child => match &step.test {
                        NodeTest::Named(name) => (&mut columns, &name.local),
                        _ => continue,
                    },
                    _ => continue,
                },
                _ => continue,
            };
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        Ok(Self {
            parsed,
            fields,
            columns,
        })
    }

    /// The expression as written.
    pub fn source(&self) -> &str {
        self.parsed.source()
    }

    /// Names of the fields it reads (`${name}`), each once.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(AsRef::as_ref)
    }

    /// Bare names it reads, each once: columns of a choice in a choice filter, a mistake anywhere else.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(AsRef::as_ref)
    }

    /// The value of the expression.
    ///
    /// # Errors
    /// An argument that a function has no use for, or an evaluation that takes too many steps.
    pub fn eval(&self, scope: &Scope<'_>) -> Result<Value, EvalError> {
        scope::eval(self, scope)
    }

    /// Whether the expression holds.
    ///
    /// # Errors
    /// As [`Self::eval`].
    pub fn holds(&self, scope: &Scope<'_>) -> Result<bool, EvalError> {
        scope::holds(self, scope)
    }
}
