//! A submission held against its form.

use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};

use xpath::{
    EvalError, Evaluator, Expression, Instances, NodeId, NodeKind, NodeRef, Now, Surroundings,
    Tree, Value,
};

use crate::finding::{Finding, Rule};
use crate::model::{Control, ControlKind, Field, Formula, Label, Texts, XForm};
use crate::read::local;
use crate::standing::{Standing, standing};
use crate::submission::Submission;
use crate::types::fits;

/// Steps for one expression.
const STEPS_EACH: u64 = 2_000_000;
/// Steps for a whole submission: seconds at most.
const STEPS_IN_ALL: u64 = 50_000_000;
/// Most findings kept.
pub const MAX_FINDINGS: usize = 1000;

/// Checks a submission against its form.
///
/// `externals` are the files attached to the form, by the id of their instance. Clock and chance of `surroundings`
/// should be those of the submission, so that checking again finds the same. Encrypted answers cannot be checked,
/// which is one finding. Each rule that could not be checked is named once per field, never passed over.
pub fn validate(
    form: &XForm,
    submission: &Submission,
    surroundings: &dyn Surroundings,
    externals: &BTreeMap<String, Tree>,
) -> Vec<Finding> {
    let standing = standing(form, submission);
    let world = FormWorld {
        form,
        outer: surroundings,
    };
    let mut instances = Instances::new(&standing.tree);
    for (id, tree) in &form.instances {
        instances.add(id, tree);
    }
    for (id, tree) in externals {
        instances.add(id, tree);
    }
    let evaluator = Evaluator::new(&instances, &world);
    let mut check = Check {
        form,
        standing: &standing,
        evaluator: &evaluator,
        left: Cell::new(STEPS_IN_ALL),
        unchecked: HashSet::new(),
        findings: Vec::new(),
    };
    check.versions(submission);
    if submission.encrypted.is_some() {
        check.about_the_whole(Rule::Unchecked, "the answers are encrypted");
    } else {
        check.nodes();
        if standing.cut {
            check.about_the_whole(
                Rule::Unchecked,
                "the submission has too many nodes to look for all that is missing",
            );
        }
    }
    check.findings
}

/// The caller's surroundings with the texts of the form.
struct FormWorld<'a> {
    form: &'a XForm,
    outer: &'a dyn Surroundings,
}

impl Surroundings for FormWorld<'_> {
    fn now(&self) -> Now {
        self.outer.now()
    }
    fn random(&self) -> f64 {
        self.outer.random()
    }
    fn uuid(&self) -> String {
        self.outer.uuid()
    }
    fn variable(&self, name: &str) -> Option<Value> {
        self.outer.variable(name)
    }
    fn choice_label(&self, question: &str, value: &str) -> Option<String> {
        self.form
            .choice_label(question.trim(), value)
            .or_else(|| self.outer.choice_label(question, value))
    }
    fn itext(&self, id: &str) -> Option<String> {
        self.form
            .text(&Label::Itext(id.to_owned()))
            .or_else(|| self.outer.itext(id))
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Relevance {
    Yes,
    No,
    Unknown,
}

struct Check<'a> {
    form: &'a XForm,
    standing: &'a Standing,
    evaluator: &'a Evaluator<'a>,
    left: Cell<u64>,
    unchecked: HashSet<(usize, Rule)>,
    findings: Vec<Finding>,
}

impl Check<'_> {
    fn versions(&mut self, submission: &Submission) {
        let (form, found) = (self.form, submission);
        if found.form_id != form.id {
            self.about_the_whole(Rule::Version, "it is a submission of another form");
        } else if found.version != form.version {
            self.about_the_whole(
                Rule::Version,
                "it was made with another version of the form",
            );
        }
    }

    fn about_the_whole(&mut self, rule: Rule, detail: &str) {
        self.findings.push(Finding {
            path: self
                .form
                .fields
                .first()
                .map_or_else(String::new, |top| top.path.clone()),
            repeats: Vec::new(),
            rule,
            severity: rule.severity(),
            messages: Texts::new(),
            value: None,
            detail: Some(detail.to_owned()),
        });
    }

    fn nodes(&mut self) {
        let tree = &self.standing.tree;
        let mut relevance = vec![Relevance::Yes; tree.len()];
        for node in tree
            .iter()
            .filter(|node| tree.kind(*node) == NodeKind::Element)
        {
            if self.findings.len() >= MAX_FINDINGS {
                self.about_the_whole(Rule::Unchecked, "there are more findings than are kept");
                return;
            }
            let above = tree.parent(node).unwrap_or(NodeId::ROOT);
            match self.standing.fields[node.index()] {
                Some(at) => {
                    let field = &self.form.fields[at];
                    let own = self.relevance(at, field, node, relevance[above.index()]);
                    relevance[node.index()] = own;
                    if field.children.is_empty() {
                        self.answer(at, field, node, own);
                    }
                }
                // one finding for the uppermost unknown node; meta may hold what clients add
                None if self.standing.fields[above.index()].is_some()
                    && local(tree, above) != "meta" =>
                {
                    let name = local(tree, node);
                    let parent =
                        &self.form.fields[self.standing.fields[above.index()].unwrap_or(0)];
                    let mut finding = self.finding(parent, node, Rule::UnknownNode, None);
                    finding.path = format!("{}/{name}", parent.path);
                    self.findings.push(finding);
                }
                None => {}
            }
        }
    }

    fn relevance(&mut self, at: usize, field: &Field, node: NodeId, above: Relevance) -> Relevance {
        let Some(formula) = field
            .bind
            .relevant
            .as_ref()
            .filter(|_| above != Relevance::No)
        else {
            return above;
        };
        match self.holds(at, field, node, Rule::Relevance, formula) {
            Some(false) => Relevance::No,
            Some(true) => above,
            None => Relevance::Unknown,
        }
    }

    fn answer(&mut self, at: usize, field: &Field, node: NodeId, relevance: Relevance) {
        let tree = &self.standing.tree;
        let bind = &field.bind;
        let text = tree.text(node).into_owned();
        if text.trim().is_empty() {
            if relevance == Relevance::Yes
                && let Some(required) = &bind.required
                && self.holds(at, field, node, Rule::Required, required) == Some(true)
            {
                self.breach(
                    field,
                    node,
                    Rule::Required,
                    bind.required_message.as_ref(),
                    None,
                );
            }
        } else if relevance == Relevance::No {
            let detail = "the question was not to be asked".to_owned();
            self.breach(field, node, Rule::Relevance, None, Some(detail));
            return;
        } else if fits(bind.data_type, &text) {
            if let Some(constraint) = &bind.constraint
                && self.holds(at, field, node, Rule::Constraint, constraint) == Some(false)
            {
                let message = bind.constraint_message.as_ref();
                self.breach(
                    field,
                    node,
                    Rule::Constraint,
                    message,
                    Some(constraint.source.clone()),
                );
            }
            if let Some(control) = &field.control {
                self.choice(at, field, node, control, &text);
            }
        } else {
            self.breach(
                field,
                node,
                Rule::Type,
                None,
                Some(format!("it is no {}", bind.type_name)),
            );
        }
        if let Some(calculate) = &bind.calculate
            && relevance == Relevance::Yes
            && !tree.is_absent(node)
        {
            self.calculation(at, field, node, calculate, &text);
        }
    }

    fn choice(&mut self, at: usize, field: &Field, node: NodeId, control: &Control, text: &str) {
        let mut wanted: HashSet<&str> = match control.kind {
            ControlKind::Select1 => HashSet::from([text.trim()]),
            ControlKind::Select | ControlKind::Rank => text.split_whitespace().collect(),
            _ => return,
        };
        if control.choices.is_empty() && control.itemset.is_none() {
            return;
        }
        for choice in &control.choices {
            wanted.remove(choice.value.as_str());
        }
        if let Some(itemset) = control.itemset.as_ref().filter(|_| !wanted.is_empty()) {
            let offered = self.run(&itemset.nodeset, |expression| {
                self.evaluator.evaluate(expression, NodeRef::primary(node))
            });
            match offered {
                Ok(Value::Nodes(items)) => {
                    // a step for each choice, as if a predicate had looked at it
                    self.left
                        .set(self.left.get().saturating_sub(items.len() as u64 * 4));
                    for item in items {
                        if let Some(value) = self.evaluator.child_text(item, &itemset.value) {
                            wanted.remove(value.as_ref());
                        }
                    }
                }
                Ok(_) => {
                    self.cannot(at, field, node, Rule::Choice, "the choices are no nodes");
                    return;
                }
                Err(reason) => {
                    self.cannot(at, field, node, Rule::Choice, &reason);
                    return;
                }
            }
        }
        if !wanted.is_empty() {
            let mut wrong: Vec<_> = wanted.into_iter().collect();
            wrong.sort_unstable();
            let detail = format!("not offered: {}", wrong.join(" "));
            self.breach(field, node, Rule::Choice, None, Some(detail));
        }
    }

    fn calculation(
        &mut self,
        at: usize,
        field: &Field,
        node: NodeId,
        formula: &Formula,
        text: &str,
    ) {
        if formula.parsed.as_ref().is_ok_and(Expression::is_volatile) {
            return;
        }
        match self.run(formula, |expression| {
            self.evaluator.text(expression, NodeRef::primary(node))
        }) {
            Ok(expected) if !self.same(&expected, text) => {
                self.breach(
                    field,
                    node,
                    Rule::Calculate,
                    None,
                    Some(format!("the form calculates {expected}")),
                );
            }
            Ok(_) => {}
            Err(reason) => self.cannot(at, field, node, Rule::Calculate, &reason),
        }
    }

    /// Equal as texts, as numbers but for the last digits, or as dates; not a number is stored as nothing.
    fn same(&self, expected: &str, stored: &str) -> bool {
        let (expected, stored) = (expected.trim(), stored.trim());
        if expected == stored || (stored.is_empty() && expected == "NaN") {
            return true;
        }
        let number = |text: &str| Some(xpath::plain_number(text)).filter(|number| !number.is_nan());
        let number = |text: &str| number(text).or_else(|| self.evaluator.days(text));
        match (number(expected), number(stored)) {
            (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0),
            _ => false,
        }
    }

    /// Whether an expression holds at a node; none, and a finding, if it cannot be evaluated.
    fn holds(
        &mut self,
        at: usize,
        field: &Field,
        node: NodeId,
        rule: Rule,
        formula: &Formula,
    ) -> Option<bool> {
        match self.run(formula, |expression| {
            self.evaluator.holds(expression, NodeRef::primary(node))
        }) {
            Ok(holds) => Some(holds),
            Err(reason) => {
                self.cannot(at, field, node, rule, &reason);
                None
            }
        }
    }

    fn run<T>(
        &self,
        formula: &Formula,
        evaluate: impl FnOnce(&Expression) -> Result<T, EvalError>,
    ) -> Result<T, String> {
        let expression = formula.parsed.as_ref().map_err(ToString::to_string)?;
        let granted = self.left.get().min(STEPS_EACH);
        self.evaluator.set_budget(granted);
        let value = evaluate(expression).map_err(|error| error.to_string());
        self.left
            .set(self.left.get() - (granted - self.evaluator.budget()));
        value
    }

    fn cannot(&mut self, at: usize, field: &Field, node: NodeId, rule: Rule, reason: &str) {
        if self.unchecked.insert((at, rule)) {
            let what = match rule {
                Rule::Relevance => "relevance",
                Rule::Required => "requirement",
                Rule::Constraint => "constraint",
                Rule::Choice => "choices",
                _ => "calculation",
            };
            let detail = Some(format!("the {what} could not be checked: {reason}"));
            let mut finding = self.finding(field, node, Rule::Unchecked, detail);
            finding.value = None;
            self.findings.push(finding);
        }
    }

    fn breach(
        &mut self,
        field: &Field,
        node: NodeId,
        rule: Rule,
        message: Option<&Label>,
        detail: Option<String>,
    ) {
        let mut finding = self.finding(field, node, rule, detail);
        if let Some(message) = message {
            finding.messages = self.form.texts(message);
        }
        self.findings.push(finding);
    }

    fn finding(&self, field: &Field, node: NodeId, rule: Rule, detail: Option<String>) -> Finding {
        let tree = &self.standing.tree;
        let line = std::iter::successors(Some(node), |here| tree.parent(*here));
        let mut repeats: Vec<usize> = line
            .filter(|here| {
                self.standing.fields[here.index()].is_some_and(|at| self.form.fields[at].repeat)
            })
            .map(|here| tree.position(here))
            .collect();
        repeats.reverse();
        let value = tree.text(node);
        Finding {
            path: field.path.clone(),
            repeats,
            rule,
            severity: rule.severity(),
            messages: Texts::new(),
            value: (tree.is_leaf(node) && !value.is_empty()).then(|| value.into_owned()),
            detail,
        }
    }
}
