//! Running a compiled expression.

use regex::Regex;

use super::{Value, function::Function};

/// What an expression sees.
pub struct Scope<'a> {
    /// The value of a field, blank when not answered.
    pub field: &'a dyn Fn(&str) -> Value,
    /// The value of a column of the choice at hand, blank outside choice filters.
    pub column: &'a dyn Fn(&str) -> Value,
    /// The field's own value, `.`.
    pub this: Value,
}

impl<'a> Scope<'a> {
    /// A scope for anything but choice filters.
    pub fn new(field: &'a dyn Fn(&str) -> Value, this: Value) -> Self {
        Self {
            field,
            column: &|_| Value::blank(),
            this,
        }
    }
}

#[derive(Debug, Clone)]
pub(super) enum Step {
    Push(Value),
    Field(String),
    Column(String),
    This,
    /// A unary minus: makes a number, and negates it when their count was odd.
    Negate {
        negated: bool,
    },
    Binary(Operator),
    Call(Function, usize),
    Matches(Regex),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

impl Operator {
    pub(super) fn tightness(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::Unequal => 3,
            Self::Less | Self::AtMost | Self::More | Self::AtLeast => 4,
            Self::Add | Self::Subtract => 5,
            Self::Multiply | Self::Divide | Self::Modulo => 6,
        }
    }

    fn apply(self, left: &Value, right: &Value) -> Value {
        let truth = Value::Truth;
        let number =
            |compute: fn(f64, f64) -> f64| Value::Number(compute(left.number(), right.number()));
        match self {
            Self::Or => truth(left.truth() || right.truth()),
            Self::And => truth(left.truth() && right.truth()),
            Self::Equal => truth(equal(left, right)),
            Self::Unequal => truth(!equal(left, right)),
            Self::Less => truth(left.number() < right.number()),
            Self::AtMost => truth(left.number() <= right.number()),
            Self::More => truth(left.number() > right.number()),
            Self::AtLeast => truth(left.number() >= right.number()),
            Self::Add => number(|a, b| a + b),
            Self::Subtract => number(|a, b| a - b),
            Self::Multiply => number(|a, b| a * b),
            Self::Divide => number(|a, b| a / b),
            Self::Modulo => number(|a, b| a % b),
        }
    }
}

/// XPath 1.0 § 3.4: truth compares as truth, else a number as number, else text as text.
#[expect(
    clippy::float_cmp,
    reason = "XPath's `=` on numbers is exact by definition"
)]
fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Truth(_), _) | (_, Value::Truth(_)) => left.truth() == right.truth(),
        (Value::Number(_), _) | (_, Value::Number(_)) => left.number() == right.number(),
        _ => left.text() == right.text(),
    }
}

pub(super) fn run(program: &[Step], scope: &Scope<'_>) -> Value {
    let mut stack: Vec<Value> = Vec::new();
    for step in program {
        let value = match step {
            Step::Push(value) => value.clone(),
            Step::Field(name) => (scope.field)(name),
            Step::Column(name) => (scope.column)(name),
            Step::This => scope.this.clone(),
            Step::Negate { negated } => {
                let number = pop(&mut stack).number();
                Value::Number(if *negated { -number } else { number })
            }
            Step::Binary(operator) => {
                let right = pop(&mut stack);
                let left = pop(&mut stack);
                operator.apply(&left, &right)
            }
            Step::Call(function, count) => {
                let arguments = stack.split_off(stack.len().saturating_sub(*count));
                function.apply(&arguments)
            }
            Step::Matches(pattern) => Value::Truth(pattern.is_match(&pop(&mut stack).text())),
        };
        stack.push(value);
    }
    pop(&mut stack)
}

/// The parser emits every operand before its operator, so the stack is never empty here; a blank keeps that from
/// being a panic.
fn pop(stack: &mut Vec<Value>) -> Value {
    stack.pop().unwrap_or_else(Value::blank)
}
