//! Calls of functions that need the node they stand on, or choose what to evaluate.

use crate::ast::{Expr, ExprId, Expression};
use crate::error::EvalError;
use crate::eval::{Evaluator, Focus, Outcome, is_here, to_boolean};
use crate::functions::Function;
use crate::instances::NodeRef;
use crate::value::Value;
use crate::{calendar, scalars};

impl Evaluator<'_> {
    #[expect(clippy::cast_precision_loss, reason = "counts stay below 2^32")]
    pub(crate) fn call(
        &self,
        e: &Expression,
        function: Function,
        arguments: &[ExprId],
        focus: Focus,
    ) -> Outcome {
        let value = |at: usize| self.eval(e, arguments[at], focus);
        let text = |at: usize| self.to_text(&value(at)?);
        let number = |at: usize| self.to_number(&value(at)?);
        let nodes = |at: usize| match value(at)? {
            Value::Nodes(nodes) => Ok(nodes),
            other => Err(EvalError::NotNodes(other.noun())),
        };
        // the context node where an argument may be left out
        let text_or_here = || {
            if arguments.is_empty() {
                Ok(self.node_text(focus.node)?.into_owned())
            } else {
                text(0)
            }
        };
        let node_or_here = || {
            if arguments.is_empty() {
                Ok(Some(focus.node))
            } else {
                Ok(nodes(0)?.first().copied())
            }
        };
        Ok(match function {
            Function::Last => Value::Number(focus.size as f64),
            Function::Position if arguments.is_empty() => Value::Number(focus.position as f64),
            Function::Position => match nodes(0)?.first() {
                Some(node) => {
                    let tree = self.instances.tree(*node);
                    let position = tree.position(node.node);
                    self.spend(position)?;
                    Value::Number(position as f64)
                }
                None => Value::Number(f64::NAN),
            },
            Function::Count | Function::CountNonEmpty => {
                let found = value(0)?;
                self.count(e, function, arguments[0], &found)?
            }
            // no document type, so no attribute is an ID (section 5.2.1)
            Function::Id => {
                value(0)?;
                Value::Nodes(Vec::new())
            }
            Function::LocalName => Value::Text(
                node_or_here()?
                    .map_or_else(String::new, |node| self.name_of(node).local.to_string()),
            ),
            Function::NameOf => Value::Text(
                node_or_here()?.map_or_else(String::new, |node| self.name_of(node).to_string()),
            ),
            Function::NamespaceUri => {
                node_or_here()?;
                Value::Text(String::new())
            }
            Function::String => Value::Text(text_or_here()?),
            Function::StringLength => Value::Number(text_or_here()?.chars().count() as f64),
            Function::NormalizeSpace => Value::Text(
                text_or_here()?
                    .split([' ', '\t', '\r', '\n'])
                    .filter(|word| !word.is_empty())
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
            Function::Number if arguments.is_empty() => {
                Value::Number(self.text_number(&self.node_text(focus.node)?))
            }
            Function::Number => Value::Number(number(0)?),
            Function::Boolean => Value::Boolean(to_boolean(&value(0)?)),
            Function::Not => Value::Boolean(!to_boolean(&value(0)?)),
            Function::True => Value::Boolean(true),
            Function::False => Value::Boolean(false),
            Function::Lang => Value::Boolean(self.lang(focus.node, &text(0)?)?),
            Function::If => {
                return if to_boolean(&value(0)?) {
                    value(1)
                } else {
                    value(2)
                };
            }
            Function::Coalesce => {
                let first = text(0)?;
                Value::Text(if first.is_empty() { text(1)? } else { first })
            }
            Function::Once => {
                let there = self.node_text(focus.current)?.into_owned();
                Value::Text(if there.is_empty() { text(0)? } else { there })
            }
            Function::Current => Value::Nodes(vec![focus.current]),
            Function::Instance => {
                let name = text(0)?;
                Value::Nodes(vec![
                    self.instances
                        .root(&name)
                        .ok_or(EvalError::UnknownInstance(name))?,
                ])
            }
            Function::Pulldata => {
                Value::Text(self.pulldata(&text(0)?, &text(1)?, &text(2)?, &text(3)?)?)
            }
            Function::IndexedRepeat => return self.indexed_repeat(e, arguments, focus),
            Function::ChoiceName => {
                let (wanted, question) = (text(0)?, text(1)?);
                Value::Text(
                    self.world
                        .choice_label(&question, &wanted)
                        .unwrap_or_default(),
                )
            }
            Function::Itext => {
                let id = text(0)?;
                Value::Text(self.world.itext(&id).unwrap_or_default())
            }
            Function::Sum => self.sum(&value(0)?)?,
            Function::Concat
            | Function::Join
            | Function::Min
            | Function::Max
            | Function::Distance
            | Function::Area
            | Function::Checklist
            | Function::WeightedChecklist => {
                let mut texts = Vec::with_capacity(arguments.len());
                for at in 0..arguments.len() {
                    texts.extend(self.texts(&value(at)?)?);
                }
                scalars::many(self, function, &texts)?
            }
            Function::Regex if e.pattern(arguments[1]).is_some() => {
                let whole = text(0)?;
                self.fits(e, arguments[1], &whole)?
            }
            Function::Today => Value::Text(self.world.now().civil().date().to_string()),
            Function::Now => Value::Text(calendar::iso(self.world.now().civil(), self.world)),
            Function::Random => Value::Number(self.world.random()),
            Function::Uuid if arguments.is_empty() => Value::Text(self.world.uuid()),
            Function::Randomize => {
                let seed = if arguments.len() > 1 {
                    Some(number(1)?)
                } else {
                    None
                };
                let mut shuffled = nodes(0)?;
                self.spend(shuffled.len())?;
                scalars::shuffle(
                    &mut shuffled,
                    seed.unwrap_or_else(|| (self.world.random() * 2_147_483_645.0).floor() + 1.0),
                );
                Value::Nodes(shuffled)
            }
            _ => {
                let mut values = Vec::with_capacity(arguments.len());
                for at in 0..arguments.len() {
                    values.push(value(at)?);
                }
                scalars::few(self, function, &values)?
            }
        })
    }

    // In functions of their own, so that the frame of `call`, which recurses, stays small.

    #[expect(clippy::cast_precision_loss, reason = "counts stay below 2^32")]
    fn count(
        &self,
        e: &Expression,
        function: Function,
        argument: ExprId,
        found: &Value,
    ) -> Outcome {
        let nodes = match found {
            Value::Nodes(nodes) => nodes.len(),
            // an answer that the surroundings know by value is one node
            _ if is_answer(e, argument) => 1,
            other => return Err(EvalError::NotNodes(other.noun())),
        };
        if function == Function::Count {
            return Ok(Value::Number(nodes as f64));
        }
        let texts = self.texts(found)?;
        Ok(Value::Number(
            texts.iter().filter(|text| !text.is_empty()).count() as f64,
        ))
    }

    fn sum(&self, found: &Value) -> Outcome {
        let texts = self.texts(found)?;
        // an empty sum is 0; that of the standard library is -0, by which a division would go the wrong way
        Ok(Value::Number(
            self.numbers(&texts).fold(0.0, |sum, number| sum + number),
        ))
    }

    /// The numbers of these texts; blanks are left out where they are no answers.
    pub(crate) fn numbers<'t>(&'t self, texts: &'t [String]) -> impl Iterator<Item = f64> + 't {
        let blanks_count = !self.world.skips_blanks();
        texts
            .iter()
            .filter(move |text| blanks_count || !text.is_empty())
            .map(|text| self.text_number(text))
    }

    /// Whether the text matches the compiled pattern at this place.
    fn fits(&self, e: &Expression, pattern: ExprId, whole: &str) -> Outcome {
        self.spend(whole.len() / 8)?;
        Ok(Value::Boolean(
            e.pattern(pattern)
                .is_some_and(|pattern| pattern.is_match(whole)),
        ))
    }

    /// A text for each node, or the one text of another value.
    fn texts(&self, value: &Value) -> Result<Vec<String>, EvalError> {
        match value {
            Value::Nodes(nodes) => nodes
                .iter()
                .map(|node| Ok(self.node_text(*node)?.into_owned()))
                .collect(),
            other => Ok(vec![self.to_text(other)?]),
        }
    }

    fn lang(&self, node: NodeRef, wanted: &str) -> Result<bool, EvalError> {
        let tree = self.instances.tree(node);
        let mut here = Some(node.node);
        while let Some(at) = here {
            self.spend(1)?;
            if let Some(own) = tree.attribute(at, "lang") {
                let (own, wanted) = (own.to_ascii_lowercase(), wanted.to_ascii_lowercase());
                return Ok(own == wanted
                    || own
                        .strip_prefix(&wanted)
                        .is_some_and(|rest| rest.starts_with('-')));
            }
            here = tree.parent(at);
        }
        Ok(false)
    }

    /// The cell of column `wanted` in the first row whose column `key` reads `value`.
    fn pulldata(
        &self,
        name: &str,
        wanted: &str,
        key: &str,
        value: &str,
    ) -> Result<String, EvalError> {
        let root = self
            .instances
            .root(name)
            .ok_or_else(|| EvalError::UnknownInstance(name.to_owned()))?;
        let tree = self.instances.tree(root);
        let Some(top) = tree.top() else {
            return Ok(String::new());
        };
        for row in tree.elements(top) {
            self.spend(2)?;
            if tree
                .child(row, key)
                .is_some_and(|cell| tree.text(cell) == value)
            {
                return Ok(tree
                    .child(row, wanted)
                    .map_or_else(String::new, |cell| tree.text(cell).into_owned()));
            }
        }
        Ok(String::new())
    }

    /// `indexed-repeat(question, repeat, index, …)`: the question within these repeat instances.
    fn indexed_repeat(&self, e: &Expression, arguments: &[ExprId], focus: Focus) -> Outcome {
        let mut within: Option<NodeRef> = None;
        for pair in arguments[1..].chunks(2) {
            let [repeat, index] = pair else {
                return Err(EvalError::Unusable {
                    function: "indexed-repeat",
                    reason: "a repeat is given without its index".to_owned(),
                });
            };
            let index = self.to_number(&self.eval(e, *index, focus)?)?;
            let mut repeats = self.generic(e, *repeat, focus)?;
            if let Some(outer) = within {
                repeats.retain(|node| self.is_below(*node, outer));
            }
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked to be at least 1; too large saturates"
            )]
            let found = (index >= 1.0)
                .then(|| repeats.get(index as usize - 1).copied())
                .flatten();
            let Some(found) = found else {
                return Ok(Value::Nodes(Vec::new()));
            };
            within = Some(found);
        }
        let mut targets = self.generic(e, arguments[0], focus)?;
        if let Some(outer) = within {
            targets.retain(|node| self.is_below(*node, outer));
        }
        Ok(Value::Nodes(targets))
    }

    /// Nodes like those of the argument in every repeat instance: same names from the top down.
    fn generic(
        &self,
        e: &Expression,
        argument: ExprId,
        focus: Focus,
    ) -> Result<Vec<NodeRef>, EvalError> {
        let Value::Nodes(nodes) = self.eval(e, argument, focus)? else {
            return Err(EvalError::Unusable {
                function: "indexed-repeat",
                reason: "a question or repeat is needed".to_owned(),
            });
        };
        let Some(first) = nodes.first() else {
            return Ok(nodes);
        };
        let tree = self.instances.tree(*first);
        let mut names = Vec::new();
        let mut here = first.node;
        while let Some(above) = tree.parent(here) {
            names.push(&tree.name(here).local);
            here = above;
        }
        let mut level = vec![here];
        for name in names.into_iter().rev() {
            let mut next = Vec::new();
            for node in level {
                for child in tree.elements(node) {
                    self.spend(1)?;
                    if tree.name(child).local == *name && !tree.is_absent(child) {
                        next.push(child);
                    }
                }
            }
            level = next;
        }
        Ok(level
            .into_iter()
            .map(|node| NodeRef {
                tree: first.tree,
                node,
            })
            .collect())
    }

    fn is_below(&self, node: NodeRef, outer: NodeRef) -> bool {
        node.tree == outer.tree
            && node.node >= outer.node
            && node.node.0 < self.instances.tree(outer).end(outer.node)
    }
}

/// Whether an argument is `${name}` or the node at hand.
fn is_answer(e: &Expression, argument: ExprId) -> bool {
    match e.get(argument) {
        Expr::Reference { .. } | Expr::Variable(_) => true,
        Expr::Path { start, steps } => is_here(start, steps),
        _ => false,
    }
}
