//! What can go wrong: reading an expression, and evaluating one.

use std::ops::Range;

/// Why a text is no expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason} (at byte {}); {mend}", .span.start + 1)]
pub struct ParseError {
    /// Bytes of the source that are at fault.
    pub span: Range<usize>,
    /// What is wrong.
    pub reason: String,
    /// What to write instead.
    pub mend: String,
}

impl ParseError {
    pub(crate) fn new(
        span: Range<usize>,
        reason: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self {
            span,
            reason: reason.into(),
            mend: mend.into(),
        }
    }
}

impl EvalError {
    /// A function given so many arguments, which it does not take.
    pub fn arguments(function: crate::Function, given: usize) -> Self {
        Self::Arguments {
            function: function.name(),
            expected: function.expected(),
            given,
        }
    }
}

/// Why an expression has no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvalError {
    /// No such function, or none that a server can answer.
    #[error("the function {0}() is not known; check its spelling")]
    UnknownFunction(String),
    /// A function was called with too few or too many arguments.
    #[error("{function}() takes {expected} arguments, {given} are given")]
    Arguments {
        /// Name of the function.
        function: &'static str,
        /// How many it takes: `2`, `1 to 3`, `2 or more`.
        expected: String,
        /// How many there were.
        given: usize,
    },
    /// An argument cannot be used: what it must be.
    #[error("{function}(): {reason}")]
    Unusable {
        /// Name of the function.
        function: &'static str,
        /// What the argument must be.
        reason: String,
    },
    /// `instance('…')` or `pulldata('…')` names an instance that was not given.
    #[error("the instance {0:?} is not at hand; attach its file")]
    UnknownInstance(String),
    /// A `$variable` or `${reference}` that nobody resolves.
    #[error("nothing is known by the name {0:?} here")]
    UnknownVariable(String),
    /// A path, union or predicate stands on something that is no set of nodes.
    #[error("a {0} is used where nodes are needed")]
    NotNodes(&'static str),
    /// A pattern of `regex()` that the linear-time engine refuses.
    #[error("the pattern cannot be used: {0}")]
    Pattern(String),
    /// The step budget of the evaluation is used up.
    #[error(
        "the evaluation takes too many steps; simplify the expression or shorten the lists it reads"
    )]
    Budget,
}
