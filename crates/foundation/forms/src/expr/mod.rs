//! Expressions in the cells of a form: the part of XPath that XLSForm authors write.
//!
//! Fields are written `${name}`, the field's own value `.`; a blank is the empty string and no number, as in ODK:
//! arithmetic with it is not a number, and comparing that is false. A field of a repeat, seen from outside, is a
//! list for `sum`, `count`, `min` and `max`. Dates compare and subtract as days. Nothing here knows the time of
//! day, so the same record always gets the same answer.
//!
//! An expression compiles to a flat program for a stack machine: neither evaluating nor dropping it recurses.

mod eval;
mod function;
mod parse;
mod token;
mod value;

pub use eval::Scope;
pub use value::Value;

use eval::Step;

/// Deepest nesting of parentheses, calls and operators.
pub const MAX_DEPTH: usize = 128;
/// Longest expression in bytes.
pub const MAX_LENGTH: usize = 32 * 1024;

/// A compiled expression.
#[derive(Debug, Clone)]
pub struct Expr {
    source: String,
    program: Vec<Step>,
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

impl Expr {
    /// Compiles an expression.
    ///
    /// # Errors
    /// The first place that cannot be read, a function that is unknown or has a wrong number of arguments, or
    /// nesting beyond [`MAX_DEPTH`].
    pub fn parse(source: &str) -> Result<Self, ExprError> {
        let program = parse::program(source)?;
        Ok(Self {
            source: source.to_owned(),
            program,
        })
    }

    /// The expression as written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Names of the fields it reads (`${name}`), in order, perhaps repeated.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.program.iter().filter_map(|step| match step {
            Step::Field(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// Bare names it reads: columns of a choice in a choice filter, a mistake anywhere else.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.program.iter().filter_map(|step| match step {
            Step::Column(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// The value of the expression.
    pub fn eval(&self, scope: &Scope<'_>) -> Value {
        eval::run(&self.program, scope)
    }

    /// Whether the expression holds.
    pub fn holds(&self, scope: &Scope<'_>) -> bool {
        self.eval(scope).truth()
    }
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}
