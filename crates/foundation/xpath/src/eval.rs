//! Evaluation: recursion only as deep as the parser allowed, and a budget of steps.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use crate::ast::{Axis, Expr, ExprId, Expression, NodeTest, Start, Step};
use crate::error::EvalError;
use crate::instances::{Instances, NodeRef, Surroundings};
use crate::token::{Name, Operator};
use crate::value::{Value, number_text, plain_number};
use crate::{calendar, functions};

/// Steps that one evaluator may take when nothing else is said: some hundredths of a second.
pub const DEFAULT_BUDGET: u64 = 5_000_000;
/// Different patterns kept compiled.
pub(crate) const MAX_PATTERNS: usize = 256;

/// Evaluates expressions over a set of instances.
///
/// The budget is shared by everything it evaluates: when it is used up every further evaluation is refused.
pub struct Evaluator<'a> {
    pub(crate) instances: &'a Instances<'a>,
    pub(crate) world: &'a dyn Surroundings,
    budget: Cell<u64>,
    pub(crate) patterns: RefCell<HashMap<String, Result<regex::Regex, EvalError>>>,
}

/// Where an expression stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Focus {
    pub node: NodeRef,
    pub position: usize,
    pub size: usize,
    /// The node the whole expression is bound to.
    pub current: NodeRef,
}

pub(crate) type Outcome = Result<Value, EvalError>;

impl<'a> Evaluator<'a> {
    /// An evaluator with [`DEFAULT_BUDGET`].
    pub fn new(instances: &'a Instances<'a>, world: &'a dyn Surroundings) -> Self {
        Self::with_budget(instances, world, DEFAULT_BUDGET)
    }

    /// An evaluator that may take so many steps in all.
    pub fn with_budget(
        instances: &'a Instances<'a>,
        world: &'a dyn Surroundings,
        steps: u64,
    ) -> Self {
        Self {
            instances,
            world,
            budget: Cell::new(steps),
            patterns: RefCell::default(),
        }
    }

    /// Steps that are left.
    pub fn budget(&self) -> u64 {
        self.budget.get()
    }

    /// Grants so many steps from here on, whatever was left.
    pub fn set_budget(&self, steps: u64) {
        self.budget.set(steps);
    }

    /// Value of an expression bound to a node.
    ///
    /// An absolute path that shares repeats with the node means the node's own repeat instances, as in the bind
    /// expressions of ODK; only its last step is free (`count(/data/person)` counts all).
    ///
    /// # Errors
    /// An unknown function, instance or variable, a wrong number of arguments, an argument of no use, a pattern
    /// that is refused, or the end of the budget. Never panics.
    pub fn evaluate(&self, expression: &Expression, node: NodeRef) -> Outcome {
        let focus = Focus {
            node,
            position: 1,
            size: 1,
            current: node,
        };
        self.eval(expression, expression.root, focus)
    }

    /// Text of the first child element of this local name.
    pub fn child_text(&self, node: NodeRef, local: &str) -> Option<std::borrow::Cow<'a, str>> {
        let tree = self.instances.tree(node);
        Some(tree.text(tree.child(node.node, local)?))
    }

    /// Days since 1970 of a text that is a date or a date with time, as the surroundings' clock sees it.
    pub fn days(&self, text: &str) -> Option<f64> {
        calendar::days(text, self.world)
    }

    /// The expression's value as a text.
    ///
    /// # Errors
    /// As [`Self::evaluate`].
    pub fn text(&self, expression: &Expression, node: NodeRef) -> Result<String, EvalError> {
        let value = self.evaluate(expression, node)?;
        self.to_text(&value)
    }

    /// Whether the expression holds.
    ///
    /// # Errors
    /// As [`Self::evaluate`].
    pub fn holds(&self, expression: &Expression, node: NodeRef) -> Result<bool, EvalError> {
        Ok(to_boolean(&self.evaluate(expression, node)?))
    }

    pub(crate) fn spend(&self, steps: usize) -> Result<(), EvalError> {
        let left = self.budget.get();
        let steps = steps as u64;
        if steps > left {
            self.budget.set(0);
            return Err(EvalError::Budget);
        }
        self.budget.set(left - steps);
        Ok(())
    }

    pub(crate) fn eval(&self, expression: &Expression, id: ExprId, focus: Focus) -> Outcome {
        self.spend(1)?;
        match expression.get(id) {
            Expr::Literal(text) => {
                self.spend(text.len() / 64)?;
                Ok(Value::Text(text.to_string()))
            }
            Expr::Number(number) => Ok(Value::Number(*number)),
            Expr::Negate { times, operand } => {
                let value = self.eval(expression, *operand, focus)?;
                let number = self.to_number(&value)?;
                Ok(Value::Number(if times % 2 == 1 { -number } else { number }))
            }
            Expr::Chain { first, rest } => self.chain(expression, *first, rest, focus),
            Expr::Path { start, steps } => match start {
                Start::Root => self.absolute(expression, steps, focus),
                Start::Context => self.relative(expression, start, steps, focus),
                Start::Expr { inner, predicates } => {
                    let value = self.eval(expression, *inner, focus)?;
                    let Value::Nodes(nodes) = value else {
                        return Err(EvalError::NotNodes(value.noun()));
                    };
                    let nodes = self.filter_all(expression, predicates, nodes, focus)?;
                    self.walk(expression, steps, nodes, focus)
                }
            },
            Expr::Call {
                name,
                function,
                arguments,
            } => match (functions::fault(name, *function, arguments.len()), function) {
                (None, Some(function)) => self.call(expression, *function, arguments, focus),
                (Some(error), _) => Err(error),
                (None, None) => Err(EvalError::UnknownFunction(name.to_string())),
            },
            Expr::Variable(name) => self.variable(&name.to_string()),
            Expr::Reference { last_saved, name } => {
                if *last_saved {
                    return self.variable(&format!("last-saved#{name}"));
                }
                self.variable(name)
            }
        }
    }

    /// A path from the context node; `.` may have a type.
    fn relative(
        &self,
        expression: &Expression,
        start: &Start,
        steps: &[Step],
        focus: Focus,
    ) -> Outcome {
        if focus.node == focus.current
            && is_here(start, steps)
            && let Some(value) = self.world.here()
        {
            return Ok(value);
        }
        self.walk(expression, steps, vec![focus.node], focus)
    }

    fn variable(&self, name: &str) -> Outcome {
        self.world
            .variable(name)
            .ok_or_else(|| EvalError::UnknownVariable(name.to_owned()))
    }

    fn chain(
        &self,
        expression: &Expression,
        first: ExprId,
        rest: &[(Operator, ExprId)],
        focus: Focus,
    ) -> Outcome {
        let mut left = self.eval(expression, first, focus)?;
        for (operator, operand) in rest {
            match operator {
                Operator::Or | Operator::And => {
                    let decided = to_boolean(&left);
                    if decided == (*operator == Operator::Or) {
                        return Ok(Value::Boolean(decided));
                    }
                    left = Value::Boolean(to_boolean(&self.eval(expression, *operand, focus)?));
                }
                Operator::Union => {
                    let right = self.eval(expression, *operand, focus)?;
                    left = self.union(left, right)?;
                }
                Operator::Equal
                | Operator::Unequal
                | Operator::Less
                | Operator::LessOrEqual
                | Operator::Greater
                | Operator::GreaterOrEqual => {
                    let right = self.eval(expression, *operand, focus)?;
                    left = Value::Boolean(self.compare(*operator, &left, &right)?);
                }
                Operator::Plus
                | Operator::Minus
                | Operator::Times
                | Operator::Div
                | Operator::Mod => {
                    let right = self.eval(expression, *operand, focus)?;
                    let (a, b) = (self.to_number(&left)?, self.to_number(&right)?);
                    left = Value::Number(match operator {
                        Operator::Plus => a + b,
                        Operator::Minus => a - b,
                        Operator::Times => a * b,
                        Operator::Div => a / b,
                        _ => a % b,
                    });
                }
            }
        }
        Ok(left)
    }

    fn union(&self, left: Value, right: Value) -> Outcome {
        match (left, right) {
            (Value::Nodes(mut nodes), Value::Nodes(more)) => {
                self.spend(nodes.len() + more.len())?;
                nodes.extend(more);
                nodes.sort_unstable();
                nodes.dedup();
                Ok(Value::Nodes(nodes))
            }
            (Value::Nodes(_), other) | (other, _) => Err(EvalError::NotNodes(other.noun())),
        }
    }

    /// String-value of a node, charged by its length and by the nodes below it.
    pub(crate) fn node_text(&self, node: NodeRef) -> Result<std::borrow::Cow<'a, str>, EvalError> {
        let tree = self.instances.tree(node);
        self.spend((tree.end(node.node) - node.node.0) as usize / 4)?;
        let text = tree.text(node.node);
        self.spend(1 + text.len() / 64)?;
        Ok(text)
    }

    /// Section 4.2: the first node's text, a number without exponent, a truth value by its name.
    pub(crate) fn to_text(&self, value: &Value) -> Result<String, EvalError> {
        match value {
            Value::Nodes(nodes) => match nodes.first() {
                Some(first) => self.node_text(*first).map(std::borrow::Cow::into_owned),
                None => Ok(String::new()),
            },
            Value::Number(number) => Ok(number_text(*number)),
            Value::Text(text) => {
                self.spend(text.len() / 64)?;
                Ok(text.clone())
            }
            Value::Boolean(boolean) => Ok(if *boolean { "true" } else { "false" }.to_owned()),
        }
    }

    /// Section 4.4, with dates as days since 1970.
    pub(crate) fn to_number(&self, value: &Value) -> Result<f64, EvalError> {
        Ok(match value {
            Value::Number(number) => *number,
            Value::Boolean(boolean) => f64::from(u8::from(*boolean)),
            Value::Text(text) => self.text_number(text),
            Value::Nodes(nodes) => match nodes.first() {
                Some(first) => self.text_number(&self.node_text(*first)?),
                None => f64::NAN,
            },
        })
    }

    pub(crate) fn text_number(&self, text: &str) -> f64 {
        let plain = plain_number(text);
        if plain.is_nan() {
            return calendar::days(text, self.world).unwrap_or(f64::NAN);
        }
        plain
    }

    /// Local name and prefix as `name()` writes them.
    pub(crate) fn name_of(&self, node: NodeRef) -> &'a Name {
        self.instances.tree(node).name(node.node)
    }
}

/// Whether a path is `.` and nothing else.
pub(crate) fn is_here(start: &Start, steps: &[Step]) -> bool {
    *start == Start::Context
        && matches!(
            steps,
            [Step { axis: Axis::SelfNode, test: NodeTest::Node, predicates }] if predicates.is_empty()
        )
}

/// Section 4.3.
pub(crate) fn to_boolean(value: &Value) -> bool {
    match value {
        Value::Nodes(nodes) => !nodes.is_empty(),
        Value::Number(number) => *number != 0.0 && !number.is_nan(),
        Value::Text(text) => !text.is_empty(),
        Value::Boolean(boolean) => *boolean,
    }
}
