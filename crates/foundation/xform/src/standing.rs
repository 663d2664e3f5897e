//! The submission as expressions see it: with places for what was left out, and the field of each node.

use std::collections::HashSet;

use xpath::{NodeId, NodeKind, Tree, TreeBuilder};

use crate::document::MAX_NODES;
use crate::model::XForm;
use crate::read::local;
use crate::submission::Submission;

/// The tree to evaluate over.
pub(crate) struct Standing {
    pub tree: Tree,
    /// Field of each node; none for unknown nodes, attributes and texts.
    pub fields: Vec<Option<usize>>,
    /// Not everything left out has got a place: the bounds are reached.
    pub cut: bool,
}

pub(crate) fn standing(form: &XForm, submission: &Submission) -> Standing {
    let mut builder = Builder {
        form,
        from: &submission.tree,
        tree: Tree::build(),
        fields: vec![None],
        cut: false,
    };
    if let Some(top) = submission.tree.top() {
        // the name of the top element is free, the form's id says which form it is
        builder.present(top, Some(0));
    }
    Standing {
        tree: builder.tree.finish(),
        fields: builder.fields,
        cut: builder.cut,
    }
}

struct Builder<'a> {
    form: &'a XForm,
    from: &'a Tree,
    tree: TreeBuilder,
    fields: Vec<Option<usize>>,
    cut: bool,
}

impl Builder<'_> {
    fn note(&mut self, node: NodeId, field: Option<usize>) {
        self.fields.resize(node.index() + 1, None);
        self.fields[node.index()] = field;
    }

    /// Copies a node; recursion is as deep as a document may be.
    fn present(&mut self, node: NodeId, field: Option<usize>) {
        let here = self.tree.open(&self.from.name(node).to_string());
        self.note(here, field);
        for attribute in self.from.attributes(node) {
            self.tree.attribute(
                &self.from.name(attribute).to_string(),
                &self.from.text(attribute),
            );
        }
        let known: &[usize] = field.map_or(&[], |at| self.form.fields[at].children.as_slice());
        let mut met = HashSet::new();
        for child in self.from.children(node) {
            if self.from.kind(child) == NodeKind::Text {
                self.tree.text(&self.from.text(child));
                continue;
            }
            if self
                .from
                .attributes(child)
                .any(|a| self.from.name(a).to_string() == "jr:template")
            {
                continue;
            }
            let known = field
                .and_then(|at| self.form.below[at].get(local(self.from, child)))
                .copied();
            met.extend(known);
            self.present(child, known);
        }
        for at in known {
            if !met.contains(at) {
                self.absent(*at);
            }
        }
        self.tree.close();
    }

    fn absent(&mut self, at: usize) {
        let field = &self.form.fields[at];
        if field.repeat {
            return;
        }
        if self.fields.len() >= MAX_NODES {
            self.cut = true;
            return;
        }
        let here = self.tree.open_absent(&field.name);
        self.note(here, Some(at));
        for child in &field.children {
            self.absent(*child);
        }
        self.tree.close();
    }
}
