//! Instance trees: documents as arenas in document order.

use std::collections::HashMap;

use crate::ast::NodeTest;
use crate::token::Name;

/// A node of a tree; greater is later in document order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    /// The root of every tree: the parent of the document's element.
    pub const ROOT: Self = Self(0);

    /// Place among all nodes of the tree, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// The root, above the document's element.
    Root,
    /// An element.
    Element,
    /// An attribute, right after its element.
    Attribute,
    /// A run of characters.
    Text,
}

#[derive(Debug, Clone)]
struct Node {
    kind: NodeKind,
    /// Not in the document: a place to stand on that no path finds.
    absent: bool,
    name: u32,
    parent: u32,
    /// One past the last descendant.
    end: u32,
    text: Box<str>,
}

/// A document: elements, attributes and texts, in document order.
///
/// Comments and processing instructions are not kept. A name is compared by its local part, and by its prefix only
/// where both the expression and the document have one: clients of the field disagree about prefixes in `meta`.
#[derive(Debug, Clone)]
pub struct Tree {
    nodes: Vec<Node>,
    names: Vec<Name>,
}

impl Tree {
    /// Starts a tree.
    pub fn build() -> TreeBuilder {
        TreeBuilder {
            tree: Self {
                nodes: vec![Node {
                    kind: NodeKind::Root,
                    absent: false,
                    name: 0,
                    parent: 0,
                    end: 1,
                    text: Box::default(),
                }],
                names: vec![Name::new("")],
            },
            known: HashMap::new(),
            open: vec![0],
        }
    }

    /// Number of nodes, the root included.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is nothing below the root.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() == 1
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// What the node is.
    pub fn kind(&self, id: NodeId) -> NodeKind {
        self.node(id).kind
    }

    /// Name of an element or attribute; empty for the root and texts.
    pub fn name(&self, id: NodeId) -> &Name {
        &self.names[self.node(id).name as usize]
    }

    /// The node above; none above the root.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        (id != NodeId::ROOT).then(|| NodeId(self.node(id).parent))
    }

    /// Whether the node was put in as a place to stand on only, see [`TreeBuilder::open_absent`].
    pub fn is_absent(&self, id: NodeId) -> bool {
        self.node(id).absent
    }

    /// One past the last descendant.
    pub(crate) fn end(&self, id: NodeId) -> u32 {
        self.node(id).end
    }

    /// Every node in document order.
    pub fn iter(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)).map(NodeId)
    }

    /// The element at the top.
    pub fn top(&self) -> Option<NodeId> {
        self.children(NodeId::ROOT)
            .find(|id| self.kind(*id) == NodeKind::Element)
    }

    /// Children without attributes, absent ones included.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.node(id).end;
        let mut at = id.0 + 1;
        std::iter::from_fn(move || {
            while at < end {
                let here = NodeId(at);
                at = self.node(here).end;
                if self.kind(here) != NodeKind::Attribute {
                    return Some(here);
                }
            }
            None
        })
    }

    /// Child elements, absent ones included.
    pub fn elements(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.children(id)
            .filter(|child| self.kind(*child) == NodeKind::Element)
    }

    /// The first child element of this local name that is in the document.
    pub fn child(&self, id: NodeId, local: &str) -> Option<NodeId> {
        self.elements(id)
            .find(|child| self.name(*child).local.as_ref() == local && !self.is_absent(*child))
    }

    /// Attributes of an element.
    pub fn attributes(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        (id.0 + 1..self.node(id).end)
            .map(NodeId)
            .take_while(move |next| {
                self.kind(*next) == NodeKind::Attribute && self.node(*next).parent == id.0
            })
    }

    /// Value of the attribute of this local name.
    pub fn attribute(&self, id: NodeId, local: &str) -> Option<&str> {
        self.attributes(id)
            .find(|attribute| self.name(*attribute).local.as_ref() == local)
            .map(|attribute| self.node(attribute).text.as_ref())
    }

    /// The string-value of a node (XPath 1.0 section 5): its own text, or that of all texts below.
    pub fn text(&self, id: NodeId) -> std::borrow::Cow<'_, str> {
        let node = self.node(id);
        match node.kind {
            NodeKind::Attribute | NodeKind::Text => return node.text.as_ref().into(),
            NodeKind::Root | NodeKind::Element => {}
        }
        let mut found = std::borrow::Cow::Borrowed("");
        for below in &self.nodes[id.index() + 1..node.end as usize] {
            if below.kind == NodeKind::Text {
                if found.is_empty() {
                    found = below.text.as_ref().into();
                } else {
                    found.to_mut().push_str(&below.text);
                }
            }
        }
        found
    }

    /// Whether the string-value is empty or white space.
    pub fn is_blank(&self, id: NodeId) -> bool {
        self.text(id).trim().is_empty()
    }

    /// Whether no element is below.
    pub fn is_leaf(&self, id: NodeId) -> bool {
        self.elements(id).next().is_none()
    }

    /// Which of its siblings of the same name the node is, from 1; absent ones do not count.
    pub fn position(&self, id: NodeId) -> usize {
        let Some(parent) = self.parent(id) else {
            return 1;
        };
        let name = &self.name(id).local;
        1 + self
            .elements(parent)
            .take_while(|sibling| *sibling != id)
            .filter(|sibling| self.name(*sibling).local == *name && !self.is_absent(*sibling))
            .count()
    }

    /// Whether the step's test lets an element through (`principal` is the kind of node that names mean).
    pub(crate) fn passes(&self, id: NodeId, test: &NodeTest, principal: NodeKind) -> bool {
        let node = self.node(id);
        match test {
            NodeTest::Node => true,
            NodeTest::Text => node.kind == NodeKind::Text,
            NodeTest::Comment | NodeTest::ProcessingInstruction(_) => false,
            NodeTest::Any => node.kind == principal,
            NodeTest::AnyOf(prefix) => {
                let own = &self.names[node.name as usize];
                node.kind == principal
                    && own
                        .prefix
                        .as_deref()
                        .is_none_or(|own| own == prefix.as_ref())
            }
            NodeTest::Named(name) => {
                node.kind == principal && same_name(&self.names[node.name as usize], name)
            }
        }
    }
}

/// Local parts are equal, and prefixes are where both have one.
pub(crate) fn same_name(one: &Name, other: &Name) -> bool {
    one.local == other.local
        && match (&one.prefix, &other.prefix) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        }
}

/// Makes a tree from the top down.
#[derive(Debug)]
pub struct TreeBuilder {
    tree: Tree,
    known: HashMap<Box<str>, u32>,
    open: Vec<u32>,
}

impl TreeBuilder {
    fn push(&mut self, kind: NodeKind, name: &str, text: &str, absent: bool) -> NodeId {
        let next = u32::try_from(self.tree.names.len()).unwrap_or(u32::MAX);
        let name = if kind == NodeKind::Text {
            0
        } else if let Some(known) = self.known.get(name) {
            *known
        } else {
            self.known.insert(name.into(), next);
            self.tree.names.push(Name::new(name));
            next
        };
        let id = u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        self.tree.nodes.push(Node {
            kind,
            absent,
            name,
            parent: self.open.last().copied().unwrap_or(0),
            end: id + 1,
            text: text.into(),
        });
        NodeId(id)
    }

    /// Opens an element, named `local` or `prefix:local`.
    pub fn open(&mut self, name: &str) -> NodeId {
        let id = self.push(NodeKind::Element, name, "", false);
        self.open.push(id.0);
        id
    }

    /// Opens an element that is not in the document: expressions may stand on it, paths do not find it.
    ///
    /// A form leaves out what is not relevant; whether it rightly did is asked at the place where it would be.
    pub fn open_absent(&mut self, name: &str) -> NodeId {
        let id = self.push(NodeKind::Element, name, "", true);
        self.open.push(id.0);
        id
    }

    /// Adds an attribute to the element just opened; ignored once it has children.
    pub fn attribute(&mut self, name: &str, value: &str) {
        let last = self.tree.nodes.last().map(|node| node.kind);
        let fresh = matches!(last, Some(NodeKind::Attribute))
            || self.open.last().map(|id| *id as usize + 1) == Some(self.tree.nodes.len());
        if fresh && self.open.len() > 1 {
            self.push(NodeKind::Attribute, name, value, false);
        }
    }

    /// Adds characters; runs that follow each other are one text.
    pub fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let parent = self.open.last().copied().unwrap_or(0);
        match self.tree.nodes.last_mut() {
            Some(last) if last.kind == NodeKind::Text && last.parent == parent => {
                let mut whole = std::mem::take(&mut last.text).into_string();
                whole.push_str(text);
                last.text = whole.into_boxed_str();
            }
            _ => {
                self.push(NodeKind::Text, "", text, false);
            }
        }
    }

    /// Closes the element opened last; nothing happens at the root.
    pub fn close(&mut self) {
        if self.open.len() > 1
            && let Some(id) = self.open.pop()
        {
            let end = u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
            self.tree.nodes[id as usize].end = end;
        }
    }

    /// An element with a text: open, text, close.
    pub fn leaf(&mut self, name: &str, text: &str) -> NodeId {
        let id = self.open(name);
        self.text(text);
        self.close();
        id
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.open.len() - 1
    }

    /// The tree; elements still open are closed.
    pub fn finish(mut self) -> Tree {
        while self.open.len() > 1 {
            self.close();
        }
        self.tree.nodes[0].end = u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        self.tree
    }
}
