//! A small tree of XML and its writer: well-formed whatever the cells hold.

use std::borrow::Cow;

/// Something within an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node<'a> {
    Element(Xml<'a>),
    Text(Cow<'a, str>),
}

/// An element; what the form says already is borrowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Xml<'a> {
    tag: Cow<'a, str>,
    attributes: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    children: Vec<Node<'a>>,
}

impl<'a> Xml<'a> {
    pub fn new(tag: impl Into<Cow<'a, str>>) -> Self {
        Self {
            tag: tag.into(),
            attributes: Vec::new(),
            children: Vec::new(),
        }
    }

    /// With an attribute; a second value of the same name replaces the first.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) -> Self {
        self.set(name, value);
        self
    }

    pub fn set(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) {
        let (name, value) = (name.into(), value.into());
        match self.attributes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => {
                // Most elements have one or two; the usual first growth to four would double the tree.
                if self.attributes.is_empty() {
                    self.attributes.reserve_exact(2);
                }
                self.attributes.push((name, value));
            }
        }
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_ref())
    }

    /// With a text; an empty one is left out.
    #[must_use]
    pub fn text(mut self, text: impl Into<Cow<'a, str>>) -> Self {
        self.push_text(text);
        self
    }

    pub fn push_text(&mut self, text: impl Into<Cow<'a, str>>) {
        let text = text.into();
        if !text.is_empty() {
            self.add(Node::Text(text));
        }
    }

    pub fn push(&mut self, child: Self) {
        self.add(Node::Element(child));
    }

    fn add(&mut self, node: Node<'a>) {
        if self.children.is_empty() {
            self.children.reserve_exact(1);
        }
        self.children.push(node);
    }

    #[must_use]
    pub fn child(mut self, child: Self) -> Self {
        self.push(child);
        self
    }

    pub fn extend(&mut self, nodes: Vec<Node<'a>>) {
        if self.children.is_empty() {
            self.children = nodes;
        } else {
            self.children.extend(nodes);
        }
    }

    /// Writes the element with an indentation of two spaces; texts are never indented.
    pub fn write(&self, out: &mut String, depth: usize) {
        indent(out, depth);
        self.open(out);
        if self.children.is_empty() {
            out.push_str("/>\n");
            return;
        }
        out.push('>');
        if self.mixed() {
            self.write_mixed(out);
        } else {
            out.push('\n');
            for child in &self.children {
                if let Node::Element(child) = child {
                    child.write(out, depth + 1);
                }
            }
            indent(out, depth);
        }
        self.close(out);
        out.push('\n');
    }

    fn mixed(&self) -> bool {
        self.children
            .iter()
            .any(|child| matches!(child, Node::Text(_)))
    }

    /// Text with elements in it has a space inside either end, so that a client may trim it.
    fn write_mixed(&self, out: &mut String) {
        let several = self.children.len() > 1;
        if several && matches!(self.children.first(), Some(Node::Text(_))) {
            out.push(' ');
        }
        for child in &self.children {
            match child {
                Node::Text(text) => escape(text, false, out),
                Node::Element(child) => child.write_inline(out),
            }
        }
        if several {
            out.push(' ');
        }
    }

    fn write_inline(&self, out: &mut String) {
        self.open(out);
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Node::Text(text) => escape(text, false, out),
                Node::Element(child) => child.write_inline(out),
            }
        }
        self.close(out);
    }

    fn open(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.tag);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(value, true, out);
            out.push('"');
        }
    }

    fn close(&self, out: &mut String) {
        out.push_str("</");
        out.push_str(&self.tag);
        out.push('>');
    }
}

fn indent(out: &mut String, depth: usize) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

fn escape(text: &str, attribute: bool, out: &mut String) {
    let mut from = 0;
    for (place, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if attribute => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..place]);
        out.push_str(entity);
        from = place + 1;
    }
    out.push_str(&text[from..]);
}
