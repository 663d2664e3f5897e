//! Paths: XPath 1.0 section 2.

use crate::ast::{Axis, Expr, ExprId, Expression, NodeTest, Start, Step};
use crate::error::EvalError;
use crate::eval::{Evaluator, Focus, Outcome};
use crate::instances::NodeRef;
use crate::token::Operator;
use crate::tree::{NodeId, NodeKind, Tree, same_name};
use crate::value::Value;

impl Evaluator<'_> {
    /// A path from the root. Steps that the bound node's ancestors answer keep to its own repeat instances.
    pub(crate) fn absolute(
        &self,
        expression: &Expression,
        steps: &[Step],
        focus: Focus,
    ) -> Outcome {
        let tree = self.instances.tree(focus.node);
        let mut here = NodeRef {
            tree: focus.node.tree,
            node: NodeId::ROOT,
        };
        let mut done = 0;
        if focus.current.tree == focus.node.tree {
            let line = lineage(tree, focus.current.node);
            self.spend(line.len())?;
            // the last step is free
            for (step, ancestor) in steps.iter().zip(line).take(steps.len().saturating_sub(1)) {
                let NodeTest::Named(name) = &step.test else {
                    break;
                };
                if step.axis != Axis::Child
                    || !step.predicates.is_empty()
                    || !same_name(tree.name(ancestor), name)
                {
                    break;
                }
                here.node = ancestor;
                done += 1;
            }
        }
        self.walk(expression, &steps[done..], vec![here], focus)
    }

    pub(crate) fn walk(
        &self,
        expression: &Expression,
        steps: &[Step],
        start: Vec<NodeRef>,
        focus: Focus,
    ) -> Outcome {
        let mut nodes = start;
        for step in steps {
            let mut found = Vec::new();
            let single = nodes.len() == 1;
            for node in nodes {
                let mut candidates = self.along(node, step)?;
                for predicate in &step.predicates {
                    candidates = self.filter(expression, *predicate, candidates, focus)?;
                }
                found.extend(candidates);
            }
            if !single || step.axis.is_reverse() {
                self.spend(found.len())?;
                found.sort_unstable();
                found.dedup();
            }
            nodes = found;
        }
        Ok(Value::Nodes(nodes))
    }

    /// Predicates after a primary expression: positions in the order of the set.
    pub(crate) fn filter_all(
        &self,
        expression: &Expression,
        predicates: &[ExprId],
        mut nodes: Vec<NodeRef>,
        focus: Focus,
    ) -> Result<Vec<NodeRef>, EvalError> {
        for predicate in predicates {
            nodes = self.filter(expression, *predicate, nodes, focus)?;
        }
        Ok(nodes)
    }

    #[expect(clippy::float_cmp, reason = "a position is a whole number")]
    fn filter(
        &self,
        expression: &Expression,
        predicate: ExprId,
        nodes: Vec<NodeRef>,
        focus: Focus,
    ) -> Result<Vec<NodeRef>, EvalError> {
        if let Some((column, wanted)) = self.lookup(expression, predicate, focus)? {
            return self.filter_by_column(nodes, column, &wanted);
        }
        let size = nodes.len();
        let mut kept = Vec::new();
        for (at, node) in nodes.into_iter().enumerate() {
            let inner = Focus {
                node,
                position: at + 1,
                size,
                current: focus.current,
            };
            let keep = match self.eval(expression, predicate, inner)? {
                #[expect(clippy::cast_precision_loss, reason = "fewer nodes than 2^32")]
                Value::Number(number) => number == (at + 1) as f64,
                value => crate::eval::to_boolean(&value),
            };
            if keep {
                kept.push(node);
            }
        }
        Ok(kept)
    }

    /// `[column = text]` whose right side is the same for every node: a cascade of choices. It is evaluated once, so
    /// that ten thousand choices cost a comparison each.
    fn lookup<'e>(
        &self,
        expression: &'e Expression,
        predicate: ExprId,
        focus: Focus,
    ) -> Result<Option<(&'e crate::Name, String)>, EvalError> {
        let Expr::Chain { first, rest } = expression.get(predicate) else {
            return Ok(None);
        };
        let [(Operator::Equal, right)] = rest.as_slice() else {
            return Ok(None);
        };
        let Expr::Path {
            start: Start::Context,
            steps,
        } = expression.get(*first)
        else {
            return Ok(None);
        };
        let [
            Step {
                axis: Axis::Child,
                test: NodeTest::Named(column),
                predicates,
            },
        ] = steps.as_slice()
        else {
            return Ok(None);
        };
        if !predicates.is_empty() {
            return Ok(None);
        }
        let value = match expression.get(*right) {
            Expr::Literal(text) => text.to_string(),
            Expr::Path {
                start: Start::Expr { inner, predicates },
                steps,
            } if predicates.is_empty()
                && steps.iter().all(|step| step.predicates.is_empty())
                && matches!(
                    expression.get(*inner),
                    Expr::Call {
                        function: Some(crate::Function::Current),
                        arguments,
                        ..
                    } if arguments.is_empty()
                ) =>
            {
                match self.eval(expression, *right, focus)? {
                    Value::Nodes(nodes) => match nodes.as_slice() {
                        [one] => self.node_text(*one)?.into_owned(),
                        _ => return Ok(None),
                    },
                    _ => return Ok(None),
                }
            }
            _ => return Ok(None),
        };
        // two spellings of one date are equal too: leave those to the full comparison
        let dated = crate::calendar::days(&value, self.world).is_some();
        Ok((!dated).then_some((column, value)))
    }

    fn filter_by_column(
        &self,
        nodes: Vec<NodeRef>,
        column: &crate::Name,
        wanted: &str,
    ) -> Result<Vec<NodeRef>, EvalError> {
        let mut kept = Vec::new();
        for node in nodes {
            let tree = self.instances.tree(node);
            let mut equal = false;
            for child in tree.elements(node.node) {
                self.spend(1)?;
                if same_name(tree.name(child), column)
                    && !tree.is_absent(child)
                    && tree.text(child) == wanted
                {
                    equal = true;
                    break;
                }
            }
            if equal {
                kept.push(node);
            }
        }
        Ok(kept)
    }

    /// Nodes along an axis that pass the step's test, in the order of the axis.
    fn along(&self, from: NodeRef, step: &Step) -> Result<Vec<NodeRef>, EvalError> {
        let tree = self.instances.tree(from);
        let id = from.node;
        let principal = if step.axis == Axis::Attribute {
            NodeKind::Attribute
        } else {
            NodeKind::Element
        };
        let mut found = Vec::new();
        let mut visited = 0;
        // upwards and to itself an absent node may be met, everywhere else not
        let upward = matches!(
            step.axis,
            Axis::SelfNode | Axis::Parent | Axis::Ancestor | Axis::AncestorOrSelf
        );
        let mut offer = |node: NodeId| {
            visited += 1;
            if (upward || !tree.is_absent(node)) && tree.passes(node, &step.test, principal) {
                found.push(NodeRef {
                    tree: from.tree,
                    node,
                });
            }
        };
        match step.axis {
            Axis::SelfNode => offer(id),
            Axis::Parent => tree.parent(id).into_iter().for_each(offer),
            Axis::Child => tree.children(id).for_each(offer),
            Axis::Attribute => tree.attributes(id).for_each(offer),
            Axis::Namespace => {}
            Axis::Ancestor => ancestors(tree, id).for_each(offer),
            Axis::AncestorOrSelf => {
                offer(id);
                ancestors(tree, id).for_each(offer);
            }
            Axis::Descendant => below(tree, id).for_each(offer),
            Axis::DescendantOrSelf => {
                if !tree.is_absent(id) {
                    offer(id);
                }
                below(tree, id).for_each(offer);
            }
            Axis::FollowingSibling => {
                if tree.kind(id) != NodeKind::Attribute
                    && let Some(parent) = tree.parent(id)
                {
                    tree.children(parent)
                        .filter(|other| *other > id)
                        .for_each(offer);
                }
            }
            Axis::PrecedingSibling => {
                if tree.kind(id) != NodeKind::Attribute
                    && let Some(parent) = tree.parent(id)
                {
                    let before: Vec<_> = tree
                        .children(parent)
                        .take_while(|other| *other < id)
                        .collect();
                    before.into_iter().rev().for_each(offer);
                }
            }
            Axis::Following => {
                // what follows an attribute are its element's children and what follows that
                (tree.end(id)..tree.end(NodeId::ROOT))
                    .map(NodeId)
                    .filter(|other| tree.kind(*other) != NodeKind::Attribute)
                    .for_each(offer);
            }
            Axis::Preceding => {
                (1..id.0)
                    .rev()
                    .map(NodeId)
                    .filter(|other| {
                        tree.kind(*other) != NodeKind::Attribute && tree.end(*other) <= id.0
                    })
                    .for_each(offer);
            }
        }
        self.spend(visited)?;
        Ok(found)
    }
}

fn ancestors(tree: &Tree, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    std::iter::successors(tree.parent(id), |above| tree.parent(*above))
}

/// Elements from the top down to the node.
fn lineage(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    let mut line: Vec<_> = std::iter::once(id)
        .chain(ancestors(tree, id))
        .filter(|node| *node != NodeId::ROOT)
        .collect();
    line.reverse();
    line
}

/// Descendants without attributes.
fn below(tree: &Tree, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    (id.0 + 1..tree.end(id))
        .map(NodeId)
        .filter(|node| tree.kind(*node) != NodeKind::Attribute)
}
