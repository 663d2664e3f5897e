//! Answers of a record as XPath sees them.

use std::borrow::Cow;

use jiff::{Timestamp, tz::Offset};
use xpath::{EvalError, Evaluator, Instances, NodeId, NodeRef, Now, Surroundings, Tree};

use super::Expr;

/// A value of an answer, or of an expression over answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text; a blank is the empty text, a choice of several is its names joined by spaces.
    Text(String),
    /// A number, perhaps not a number.
    Number(f64),
    /// True or false.
    Truth(bool),
    /// The values of a field in each row of a repeat.
    List(Vec<Value>),
}

impl Value {
    /// The blank.
    pub fn blank() -> Self {
        Self::Text(String::new())
    }

    fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => text.into(),
            Self::Number(number) => xpath::number_text(*number).into(),
            Self::Truth(truth) => truth.to_string().into(),
            // A row within a row has its own name in a form: nothing asks for the text of several.
            Self::List(values) => match values.first() {
                Some(Self::List(_)) | None => "".into(),
                Some(first) => first.text(),
            },
        }
    }
}

/// What an expression sees.
pub struct Scope<'a> {
    /// The value of a field, blank when not answered.
    pub field: &'a dyn Fn(&str) -> Value,
    /// The cell of a column of the choice at hand, blank outside choice filters.
    pub column: &'a dyn Fn(&str) -> String,
    /// The field's own value, `.`.
    pub this: Value,
}

impl<'a> Scope<'a> {
    /// A scope for anything but choice filters.
    pub fn new(field: &'a dyn Fn(&str) -> Value, this: Value) -> Self {
        Self {
            field,
            column: &|_| String::new(),
            this,
        }
    }
}

pub(super) fn eval(expr: &Expr, scope: &Scope<'_>) -> Result<Value, EvalError> {
    run(expr, scope, |evaluator, node, answers| {
        Ok(match evaluator.evaluate(&expr.parsed, node)? {
            xpath::Value::Text(text) => Value::Text(text),
            xpath::Value::Number(number) => Value::Number(number),
            xpath::Value::Boolean(truth) => Value::Truth(truth),
            xpath::Value::Nodes(nodes) => {
                Value::List(nodes.iter().map(|node| answers.typed(*node)).collect())
            }
        })
    })
}

pub(super) fn holds(expr: &Expr, scope: &Scope<'_>) -> Result<bool, EvalError> {
    run(expr, scope, |evaluator, node, _| {
        evaluator.holds(&expr.parsed, node)
    })
}

/// Puts what the expression reads in its place. Single answers go in by value, with their types; only the rows of
/// repeats and the cells of a choice need a tree, and only those named are in it.
fn run<T>(
    expr: &Expr,
    scope: &Scope<'_>,
    ask: impl FnOnce(&Evaluator<'_>, NodeRef, &Answers<'_>) -> Result<T, EvalError>,
) -> Result<T, EvalError> {
    let mut tree = Tree::build();
    let mut rows = Vec::new();
    let mut here = NodeId::ROOT;
    if !expr.columns.is_empty() {
        here = tree.open("choice");
        for column in &expr.columns {
            tree.leaf(column, &(scope.column)(column));
        }
        tree.close();
    }
    let mut value_of = |value: Value| match value {
        Value::Text(text) => xpath::Value::Text(text),
        Value::Number(number) => xpath::Value::Number(number),
        Value::Truth(truth) => xpath::Value::Boolean(truth),
        Value::List(values) => {
            let nodes = values.into_iter().map(|value| {
                let node = NodeRef::primary(tree.leaf("row", &value.text()));
                rows.push((node, value));
                node
            });
            xpath::Value::Nodes(nodes.collect())
        }
    };
    let this = value_of(scope.this.clone());
    let fields = expr
        .fields
        .iter()
        .map(|name| (name.as_ref(), value_of((scope.field)(name))))
        .collect();
    let answers = Answers { fields, this, rows };
    let tree = tree.finish();
    let instances = Instances::new(&tree);
    let evaluator = Evaluator::new(&instances, &answers);
    ask(&evaluator, NodeRef::primary(here), &answers)
}

/// The answers that an expression names. Clock and chance are fixed: no function that asks for them compiles.
struct Answers<'a> {
    fields: Vec<(&'a str, xpath::Value)>,
    this: xpath::Value,
    rows: Vec<(NodeRef, Value)>,
}

impl Answers<'_> {
    /// The answer that a row's node stands for.
    fn typed(&self, node: NodeRef) -> Value {
        self.rows
            .iter()
            .find(|(row, _)| *row == node)
            .map_or_else(Value::blank, |(_, value)| value.clone())
    }
}

impl Surroundings for Answers<'_> {
    /// Dates without an offset are read in UTC, on every machine.
    fn now(&self) -> Now {
        Now {
            instant: Timestamp::UNIX_EPOCH,
            offset: Offset::UTC,
        }
    }

    fn random(&self) -> f64 {
        0.0
    }

    fn uuid(&self) -> String {
        String::new()
    }

    fn variable(&self, name: &str) -> Option<xpath::Value> {
        self.fields
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.clone())
    }

    fn here(&self) -> Option<xpath::Value> {
        Some(self.this.clone())
    }

    fn skips_blanks(&self) -> bool {
        true
    }
}
