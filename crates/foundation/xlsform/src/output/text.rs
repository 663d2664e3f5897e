//! Texts for people: references and lookups in them become `output` elements.

use super::xml::{Node, Xml};
use crate::{
    form::{Context, Form, Id},
    token::{Kind, Token, may_refer, references, tokens},
};

impl Form {
    /// The text as XML, and whether anything in it was replaced.
    pub(crate) fn inline<'a>(&'a self, text: &'a str, of: Option<Id>) -> Vec<Node<'a>> {
        let context = of.map_or_else(Context::nowhere, Context::of);
        let mut nodes = Vec::new();
        if text == "-" || text.is_empty() {
            if !text.is_empty() {
                nodes.push(Node::Text(text.into()));
            }
            return nodes;
        }
        let mut from = 0;
        for (start, end) in lookups(text) {
            self.inline_references(text, from, start, context, &mut nodes);
            let value = self.paths(&text[start..end], context);
            nodes.push(Node::Element(Xml::new("output").with("value", value)));
            from = end;
        }
        self.inline_references(text, from, text.len(), context, &mut nodes);
        nodes
    }

    fn inline_references<'a>(
        &'a self,
        text: &'a str,
        from: usize,
        to: usize,
        context: Context,
        nodes: &mut Vec<Node<'a>>,
    ) {
        let mut from = from;
        if may_refer(&text[from..to])
            && let Ok(found) = references(text)
        {
            for reference in found
                .iter()
                .filter(|reference| reference.start >= from && reference.end <= to)
                .collect::<Vec<_>>()
            {
                push_text(&text[from..reference.start], nodes);
                let value = self.path(reference, text, context);
                nodes.push(Node::Element(Xml::new("output").with("value", value)));
                from = reference.end;
            }
        }
        push_text(&text[from..to], nodes);
    }
}

fn push_text<'a>(text: &'a str, nodes: &mut Vec<Node<'a>>) {
    if !text.is_empty() {
        nodes.push(Node::Text(text.into()));
    }
}

/// Start and end of every `instance('list')/root/item[…]/label` in a text. A space outside of brackets ends one.
fn lookups(text: &str) -> Vec<(usize, usize)> {
    if text.len() <= 9 || !text.contains("instance(") {
        return Vec::new();
    }
    let mut scan = Scan::default();
    for token in tokens(text) {
        scan.token(text, token);
    }
    scan.finish()
}

#[derive(Default)]
struct Scan {
    bounds: Vec<usize>,
    last: Option<Token>,
    /// Within a lookup, a path of it, a predicate of it.
    lookup: bool,
    path: bool,
    predicate: bool,
}

impl Scan {
    fn token(&mut self, text: &str, token: Token) {
        let is_instance =
            |token: Token| token.kind == Kind::Call && &text[token.start..token.end] == "instance(";
        if !self.lookup {
            if is_instance(token) {
                self.lookup = true;
                self.bounds.push(token.start);
                self.last = Some(token);
            }
            return;
        }
        let last = self.last.map_or(Kind::Other, |last| last.kind);
        let after_instance = self.last.is_some_and(is_instance);
        let belongs = match token.kind {
            Kind::Literal if after_instance => true,
            Kind::Close if last == Kind::Literal => true,
            Kind::PathStep if matches!(last, Kind::Close | Kind::PredicateEnd) => {
                self.path = true;
                true
            }
            kind if self.path => match kind {
                Kind::Space => {
                    self.path = false;
                    false
                }
                Kind::PredicateStart => {
                    self.path = false;
                    self.predicate = true;
                    true
                }
                _ => true,
            },
            kind if self.predicate => {
                self.predicate = kind != Kind::PredicateEnd;
                true
            }
            _ => false,
        };
        if belongs {
            self.last = Some(token);
        } else {
            self.lookup = false;
            self.bounds
                .push(self.last.map_or(token.start, |last| last.end));
        }
    }

    fn finish(mut self) -> Vec<(usize, usize)> {
        if let Some(last) = self.last {
            self.bounds.push(last.end);
        }
        self.bounds
            .chunks_exact(2)
            .map(|pair| (pair[0], pair[1]))
            .collect()
    }
}
