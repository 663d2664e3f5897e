//! Asking the policy, once for each kind of question.

use std::collections::BTreeMap;

use access::{Actor, Decision, Policy, Question, Verb};
use serde_json::{Map, Value as Json};

use crate::{FieldRule, Register};

/// One actor before the policy.
pub(crate) struct Authority<'a> {
    policy: &'a Policy,
    actor: &'a Actor,
    decided: BTreeMap<(String, String, Option<String>), Decision>,
}

impl<'a> Authority<'a> {
    pub(crate) fn new(policy: &'a Policy, actor: &'a Actor) -> Self {
        Self {
            policy,
            actor,
            decided: BTreeMap::new(),
        }
    }

    /// The decision on a verb for records of this owner; without owner, for the register as a whole.
    pub(crate) fn decide(
        &mut self,
        register: &Register,
        verb: &Verb,
        owner: Option<&str>,
    ) -> Decision {
        let asked = (
            register.name.to_string(),
            verb.to_string(),
            owner.map(str::to_owned),
        );
        let (policy, actor) = (self.policy, self.actor);
        self.decided
            .entry(asked)
            .or_insert_with(|| {
                let question = Question {
                    register: register.name.as_str(),
                    class: register.class,
                    verb,
                    owner,
                    purpose: None,
                };
                policy.decide(actor, &question)
            })
            .clone()
    }
}

/// Whether a decision covers a field.
pub(crate) fn covers(decision: &Decision, rule: FieldRule) -> bool {
    rule.class <= decision.max_field_class && (decision.identity || !rule.identity)
}

/// Whether a decision covers a field with everything in it: a repeat is covered with all its fields only.
pub(crate) fn covers_whole(decision: &Decision, register: &Register, field: &str) -> bool {
    let within = format!("{field}.");
    covers(decision, register.rule(field))
        && register
            .fields
            .iter()
            .filter(|(path, _)| path.starts_with(&within))
            .all(|(_, rule)| covers(decision, *rule))
}

/// What a decision lets through of a record's content, and the paths of what it does not.
pub(crate) fn mask(
    decision: &Decision,
    register: &Register,
    data: &Map<String, Json>,
) -> (Map<String, Json>, Vec<String>) {
    let mut masked = Vec::new();
    let seen = mask_level(decision, register, data, "", &mut masked);
    masked.sort();
    masked.dedup();
    (seen, masked)
}

/// Depth is bounded by the form: only its repeats are entered.
fn mask_level(
    decision: &Decision,
    register: &Register,
    data: &Map<String, Json>,
    prefix: &str,
    masked: &mut Vec<String>,
) -> Map<String, Json> {
    let mut seen = Map::new();
    for (name, value) in data {
        let path = format!("{prefix}{name}");
        if !covers(decision, register.rule(&path)) {
            masked.push(path);
            continue;
        }
        let repeat = register
            .form
            .field(&path)
            .is_some_and(|field| field.rows().is_some());
        let shown = match value {
            Json::Array(rows) if repeat => Json::Array(
                rows.iter()
                    .map(|row| match row {
                        Json::Object(row) => Json::Object(mask_level(
                            decision,
                            register,
                            row,
                            &format!("{path}."),
                            masked,
                        )),
                        plain => plain.clone(),
                    })
                    .collect(),
            ),
            plain => plain.clone(),
        };
        seen.insert(name.clone(), shown);
    }
    seen
}
