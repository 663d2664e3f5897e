//! The expression as a flat arena: neither dropping nor copying it recurses.

use std::ops::Range;

use crate::functions::Function;
use crate::token::{Name, Operator};

/// Place of an expression in its arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ExprId(pub(crate) u32);

/// One of the thirteen axes of XPath 1.0 section 2.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of the standard")]
pub enum Axis {
    Ancestor,
    AncestorOrSelf,
    Attribute,
    Child,
    Descendant,
    DescendantOrSelf,
    Following,
    FollowingSibling,
    Namespace,
    Parent,
    Preceding,
    PrecedingSibling,
    SelfNode,
}

const AXES: [(&str, Axis); 13] = [
    ("ancestor", Axis::Ancestor),
    ("ancestor-or-self", Axis::AncestorOrSelf),
    ("attribute", Axis::Attribute),
    ("child", Axis::Child),
    ("descendant", Axis::Descendant),
    ("descendant-or-self", Axis::DescendantOrSelf),
    ("following", Axis::Following),
    ("following-sibling", Axis::FollowingSibling),
    ("namespace", Axis::Namespace),
    ("parent", Axis::Parent),
    ("preceding", Axis::Preceding),
    ("preceding-sibling", Axis::PrecedingSibling),
    ("self", Axis::SelfNode),
];

impl Axis {
    /// The axis of this name.
    pub fn named(name: &str) -> Option<Self> {
        AXES.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, axis)| *axis)
    }

    /// Name of the axis.
    pub fn name(self) -> &'static str {
        AXES.iter()
            .find(|(_, axis)| *axis == self)
            .map_or("child", |(name, _)| name)
    }

    /// Whether positions count backwards from the context node (section 2.4).
    pub(crate) fn is_reverse(self) -> bool {
        matches!(
            self,
            Self::Ancestor | Self::AncestorOrSelf | Self::Preceding | Self::PrecedingSibling
        )
    }
}

/// What a step lets through.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NodeTest {
    /// `node()`
    Node,
    /// `text()`
    Text,
    /// `comment()`: trees here hold none.
    Comment,
    /// `processing-instruction('…')`: trees here hold none.
    ProcessingInstruction(Option<Box<str>>),
    /// `*`
    Any,
    /// `prefix:*`
    AnyOf(Box<str>),
    /// A name.
    Named(Name),
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Which way.
    pub axis: Axis,
    /// What is let through.
    pub test: NodeTest,
    /// Conditions in brackets.
    pub predicates: Vec<ExprId>,
}

/// Where a path begins.
#[derive(Debug, Clone, PartialEq)]
pub enum Start {
    /// `/`: the root of the context node's tree.
    Root,
    /// The context node.
    Context,
    /// A primary expression and the predicates after it: `instance('x')`, `current()`, `(//a)[1]`.
    Expr {
        /// The expression.
        inner: ExprId,
        /// Conditions in brackets before the first slash.
        predicates: Vec<ExprId>,
    },
}

/// One expression of the arena.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// Operators of one precedence, applied from left to right; flat, so a long sum is not a deep one.
    Chain {
        /// The first operand.
        first: ExprId,
        /// Operators with the operand right of each; never empty.
        rest: Vec<(Operator, ExprId)>,
    },
    /// So many minus signs before an operand.
    Negate {
        /// How many, at least one.
        times: u32,
        /// The operand.
        operand: ExprId,
    },
    /// A path, or a primary expression with predicates.
    Path {
        /// Where it begins.
        start: Start,
        /// Its steps; empty for `/` and for a primary with predicates only.
        steps: Vec<Step>,
    },
    /// A call.
    Call {
        /// Name as written.
        name: Name,
        /// The function, when it is known.
        function: Option<Function>,
        /// Arguments.
        arguments: Vec<ExprId>,
    },
    /// A text.
    Literal(Box<str>),
    /// A number, never negative and always finite.
    Number(f64),
    /// `$name`
    Variable(Name),
    /// `${name}` of XLSForm.
    Reference {
        /// Written with `last-saved#`.
        last_saved: bool,
        /// Name of the question.
        name: Box<str>,
    },
}

/// A parsed expression.
#[derive(Debug, Clone)]
pub struct Expression {
    pub(crate) source: Box<str>,
    pub(crate) arena: Vec<Expr>,
    pub(crate) spans: Vec<Range<usize>>,
    pub(crate) root: ExprId,
    /// Literal patterns of `regex()`, where [`Expression::compile_patterns`] was asked for them.
    pub(crate) patterns: Vec<(ExprId, regex::Regex)>,
}

impl Expression {
    /// The expression as it was written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The outermost expression.
    pub fn root(&self) -> ExprId {
        self.root
    }

    /// An expression of the arena.
    pub fn get(&self, id: ExprId) -> &Expr {
        &self.arena[id.0 as usize]
    }

    /// Bytes of the source an expression was read from.
    pub fn span(&self, id: ExprId) -> Range<usize> {
        self.spans[id.0 as usize].clone()
    }

    /// All expressions with their places, operands before the expressions that use them.
    pub fn iter(&self) -> impl Iterator<Item = (ExprId, &Expr)> {
        self.arena
            .iter()
            .enumerate()
            .map(|(at, expr)| (ExprId(u32::try_from(at).unwrap_or(u32::MAX)), expr))
    }
}

/// Equal when they say the same, whatever their white space, quotes and superfluous parentheses.
impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.root == other.root && self.arena == other.arena
    }
}
