//! What an expression is evaluated over: the trees, and the world around them.

use std::collections::HashMap;

use crate::tree::{NodeId, Tree};
use crate::value::Value;

/// A node of one of several trees; greater is later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeRef {
    pub(crate) tree: u32,
    pub(crate) node: NodeId,
}

impl NodeRef {
    /// A node of the primary instance.
    pub fn primary(node: NodeId) -> Self {
        Self { tree: 0, node }
    }

    /// The node within its tree.
    pub fn node(self) -> NodeId {
        self.node
    }

    /// Whether it is a node of the primary instance.
    pub fn is_primary(self) -> bool {
        self.tree == 0
    }
}

/// The primary instance and the secondary ones by name.
#[derive(Debug, Clone)]
pub struct Instances<'a> {
    trees: Vec<&'a Tree>,
    names: HashMap<&'a str, u32>,
}

impl<'a> Instances<'a> {
    /// Only a primary instance.
    pub fn new(primary: &'a Tree) -> Self {
        Self {
            trees: vec![primary],
            names: HashMap::new(),
        }
    }

    /// Adds a secondary instance; a later one of the same name replaces the earlier.
    pub fn add(&mut self, name: &'a str, tree: &'a Tree) {
        let at = u32::try_from(self.trees.len()).unwrap_or(u32::MAX);
        self.trees.push(tree);
        self.names.insert(name, at);
    }

    /// Root of the instance of this name.
    pub fn root(&self, name: &str) -> Option<NodeRef> {
        self.names.get(name).map(|tree| NodeRef {
            tree: *tree,
            node: NodeId::ROOT,
        })
    }

    /// The tree a node is of.
    pub fn tree(&self, node: NodeRef) -> &'a Tree {
        self.trees[node.tree as usize]
    }

    /// String-value of a node.
    pub fn text(&self, node: NodeRef) -> std::borrow::Cow<'a, str> {
        self.tree(node).text(node.node)
    }
}

/// An instant, and the clock on the wall there: for a submission that of the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The instant.
    pub instant: jiff::Timestamp,
    /// Offset from UTC of the wall clock.
    pub offset: jiff::tz::Offset,
}

impl Now {
    /// Date and time on the wall.
    pub fn civil(self) -> jiff::civil::DateTime {
        self.offset.to_datetime(self.instant)
    }
}

/// What an expression may ask of the world: clock, chance, and texts of the form. All come from the caller.
pub trait Surroundings {
    /// Now, and the offset that dates without one are of.
    fn now(&self) -> Now;

    /// A number from 0 up to, not including, 1.
    fn random(&self) -> f64;

    /// A fresh UUID of version 4, in lower case with hyphens.
    fn uuid(&self) -> String;

    /// Value of `$name` or `${name}`.
    fn variable(&self, _name: &str) -> Option<Value> {
        None
    }

    /// Typed value of the node an expression is bound to, for `.`; without one its text counts, as in XML.
    fn here(&self) -> Option<Value> {
        None
    }

    /// Whether `sum()`, `min()` and `max()` leave blanks out. In XML a blank is a node whose text is no number; where
    /// answers are records a blank is no answer.
    fn skips_blanks(&self) -> bool {
        false
    }

    /// Label of a choice of the question at this path, for `jr:choice-name()`.
    fn choice_label(&self, _question: &str, _value: &str) -> Option<String> {
        None
    }

    /// Text of this id in the language of the reader, for `jr:itext()`.
    fn itext(&self, _id: &str) -> Option<String> {
        None
    }
}
