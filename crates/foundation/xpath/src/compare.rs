//! Comparison: XPath 1.0 section 3.4, and two dates are equal when they are the same day or instant.

use crate::calendar;
use crate::error::EvalError;
use crate::eval::{Evaluator, to_boolean};
use crate::token::Operator;
use crate::value::Value;

impl Evaluator<'_> {
    pub(crate) fn compare(
        &self,
        operator: Operator,
        left: &Value,
        right: &Value,
    ) -> Result<bool, EvalError> {
        match (left, right) {
            (Value::Nodes(_), Value::Boolean(_)) | (Value::Boolean(_), Value::Nodes(_)) => Ok(self
                .single(
                    operator,
                    &Value::Boolean(to_boolean(left)),
                    &Value::Boolean(to_boolean(right)),
                )),
            (Value::Nodes(nodes), Value::Nodes(others)) => {
                let mut texts = Vec::with_capacity(others.len());
                for other in others {
                    texts.push(Value::Text(self.node_text(*other)?.into_owned()));
                }
                for node in nodes {
                    let text = Value::Text(self.node_text(*node)?.into_owned());
                    self.spend(texts.len())?;
                    if texts
                        .iter()
                        .any(|other| self.single(operator, &text, other))
                    {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            (Value::Nodes(nodes), other) => {
                for node in nodes {
                    let text = Value::Text(self.node_text(*node)?.into_owned());
                    if self.single(operator, &text, other) {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            (other, Value::Nodes(nodes)) => {
                for node in nodes {
                    let text = Value::Text(self.node_text(*node)?.into_owned());
                    if self.single(operator, other, &text) {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            _ => Ok(self.single(operator, left, right)),
        }
    }

    /// Compares two values that are no nodes.
    #[expect(clippy::float_cmp, reason = "XPath compares numbers exactly")]
    fn single(&self, operator: Operator, left: &Value, right: &Value) -> bool {
        let equality = matches!(operator, Operator::Equal | Operator::Unequal);
        if equality && (matches!(left, Value::Boolean(_)) || matches!(right, Value::Boolean(_))) {
            return (to_boolean(left) == to_boolean(right)) == (operator == Operator::Equal);
        }
        if let (true, Value::Text(a), Value::Text(b)) = (equality, left, right) {
            let same = a == b || self.same_time(a, b);
            return same == (operator == Operator::Equal);
        }
        let (a, b) = (self.scalar(left), self.scalar(right));
        match operator {
            Operator::Equal => a == b,
            Operator::Unequal => a != b,
            Operator::Less => a < b,
            Operator::LessOrEqual => a <= b,
            Operator::Greater => a > b,
            _ => a >= b,
        }
    }

    fn scalar(&self, value: &Value) -> f64 {
        match value {
            Value::Number(number) => *number,
            Value::Boolean(boolean) => f64::from(u8::from(*boolean)),
            Value::Text(text) => self.text_number(text),
            Value::Nodes(_) => f64::NAN,
        }
    }

    fn same_time(&self, a: &str, b: &str) -> bool {
        match (calendar::days(a, self.world), calendar::days(b, self.world)) {
            // a millisecond is 1.2e-8 days
            (Some(a), Some(b)) => (a - b).abs() < 5e-9,
            _ => false,
        }
    }
}
