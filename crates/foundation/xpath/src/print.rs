//! Expressions back to text: the unabbreviated steps stay readable, and reading the text gives the same expression.

use std::fmt::{Display, Formatter, Result, Write};

use crate::ast::{Axis, Expr, ExprId, Expression, NodeTest, Start, Step};
use crate::parse::{UNION, precedence};

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.write(f, self.root, 0)
    }
}

impl Expression {
    /// Writes an expression; parentheses if it binds less strongly than `least`. Depth is that of the parser.
    fn write(&self, f: &mut Formatter<'_>, id: ExprId, least: u8) -> Result {
        match self.get(id) {
            Expr::Chain { first, rest } => {
                let level = rest
                    .first()
                    .map_or(0, |(operator, _)| precedence(*operator));
                let bracketed = level < least;
                if bracketed {
                    f.write_char('(')?;
                }
                self.write(f, *first, level + 1)?;
                for (operator, operand) in rest {
                    write!(f, " {} ", operator.written())?;
                    self.write(f, *operand, level + 1)?;
                }
                if bracketed {
                    f.write_char(')')?;
                }
                Ok(())
            }
            Expr::Negate { times, operand } => {
                let bracketed = least >= UNION;
                if bracketed {
                    f.write_char('(')?;
                }
                for _ in 0..*times {
                    f.write_char('-')?;
                }
                self.write_negated(f, *operand)?;
                if bracketed {
                    f.write_char(')')?;
                }
                Ok(())
            }
            Expr::Path { start, steps } => self.write_path(f, start, steps, least),
            Expr::Call {
                name, arguments, ..
            } => {
                write!(f, "{name}(")?;
                for (at, argument) in arguments.iter().enumerate() {
                    if at > 0 {
                        f.write_str(", ")?;
                    }
                    self.write(f, *argument, 0)?;
                }
                f.write_char(')')
            }
            Expr::Literal(text) if text.contains('\'') => write!(f, "\"{text}\""),
            Expr::Literal(text) => write!(f, "'{text}'"),
            Expr::Number(number) => write!(f, "{number}"),
            Expr::Variable(name) => write!(f, "${name}"),
            Expr::Reference {
                last_saved: true,
                name,
            } => write!(f, "${{last-saved#{name}}}"),
            Expr::Reference { name, .. } => write!(f, "${{{name}}}"),
        }
    }

    /// A minus before a minus in parentheses is another expression than two minus signs.
    fn write_negated(&self, f: &mut Formatter<'_>, operand: ExprId) -> Result {
        if matches!(self.get(operand), Expr::Negate { .. }) {
            f.write_char('(')?;
            self.write(f, operand, 0)?;
            return f.write_char(')');
        }
        self.write(f, operand, UNION)
    }

    fn write_path(
        &self,
        f: &mut Formatter<'_>,
        start: &Start,
        steps: &[Step],
        least: u8,
    ) -> Result {
        match start {
            // a lone slash before an operator that may be a name would be read as a path
            Start::Root if steps.is_empty() && least > 0 => return f.write_str("(/)"),
            Start::Root => f.write_char('/')?,
            Start::Context => {}
            Start::Expr { inner, predicates } => {
                let plain = !matches!(
                    self.get(*inner),
                    Expr::Chain { .. } | Expr::Negate { .. } | Expr::Path { .. }
                );
                if plain {
                    self.write(f, *inner, 0)?;
                } else {
                    f.write_char('(')?;
                    self.write(f, *inner, 0)?;
                    f.write_char(')')?;
                }
                self.write_predicates(f, predicates)?;
                if !steps.is_empty() {
                    f.write_char('/')?;
                }
            }
        }
        for (at, step) in steps.iter().enumerate() {
            if at > 0 {
                f.write_char('/')?;
            }
            self.write_step(f, step)?;
        }
        Ok(())
    }

    fn write_step(&self, f: &mut Formatter<'_>, step: &Step) -> Result {
        match (step.axis, &step.test) {
            (Axis::SelfNode, NodeTest::Node) => f.write_char('.')?,
            (Axis::Parent, NodeTest::Node) => f.write_str("..")?,
            (axis, test) => {
                match axis {
                    Axis::Child => {}
                    Axis::Attribute => f.write_char('@')?,
                    _ => write!(f, "{}::", axis.name())?,
                }
                match test {
                    NodeTest::Node => f.write_str("node()")?,
                    NodeTest::Text => f.write_str("text()")?,
                    NodeTest::Comment => f.write_str("comment()")?,
                    NodeTest::ProcessingInstruction(None) => {
                        f.write_str("processing-instruction()")?;
                    }
                    NodeTest::ProcessingInstruction(Some(target)) => {
                        let quote = if target.contains('\'') { '"' } else { '\'' };
                        write!(f, "processing-instruction({quote}{target}{quote})")?;
                    }
                    NodeTest::Any => f.write_char('*')?,
                    NodeTest::AnyOf(prefix) => write!(f, "{prefix}:*")?,
                    NodeTest::Named(name) => write!(f, "{name}")?,
                }
            }
        }
        self.write_predicates(f, &step.predicates)
    }

    fn write_predicates(&self, f: &mut Formatter<'_>, predicates: &[ExprId]) -> Result {
        for predicate in predicates {
            f.write_char('[')?;
            self.write(f, *predicate, 0)?;
            f.write_char(']')?;
        }
        Ok(())
    }
}
