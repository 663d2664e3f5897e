//! The one decision: may this actor do this, to which records, and how much of them may be seen.

use std::fmt;

use serde::Deserialize;
use vocab::AccessClass;

use crate::{Actor, PolicyFault, Via, is_within};

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Verb {
    /// See which records there are.
    List,
    /// See a record.
    Read,
    /// Make a record.
    Create,
    /// Change a record.
    Patch,
    /// Take a step of the lifecycle.
    Transition(String),
    /// Decide a conflict.
    Settle,
    /// Remove a record's content.
    Erase,
    /// Take records out as a file.
    Export,
    /// Bring a file in.
    Import,
    /// Change users, roles, settings.
    Administer,
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List => f.write_str("list"),
            Self::Read => f.write_str("read"),
            Self::Create => f.write_str("create"),
            Self::Patch => f.write_str("patch"),
            Self::Transition(name) => write!(f, "transition:{name}"),
            Self::Settle => f.write_str("settle"),
            Self::Erase => f.write_str("erase"),
            Self::Export => f.write_str("export"),
            Self::Import => f.write_str("import"),
            Self::Administer => f.write_str("administer"),
        }
    }
}

/// Verbs that stand alone in a policy, beside `*`, `transition:*` and `transition:NAME`.
const PLAIN_VERBS: [&str; 9] = [
    "list",
    "read",
    "create",
    "patch",
    "settle",
    "erase",
    "export",
    "import",
    "administer",
];

/// What is asked.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// Which register.
    pub register: &'a str,
    /// How harmful its disclosure would be.
    pub class: AccessClass,
    /// What is to be done.
    pub verb: &'a Verb,
    /// Org unit of the record; `None` when no single record is meant.
    pub owner: Option<&'a str>,
    /// What for; must be stated for strictly confidential registers.
    pub purpose: Option<&'a str>,
}

/// In which units an answer holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere.
    All,
    /// In these units and below them.
    Subtrees(Vec<String>),
}

impl Scope {
    /// Whether a record owned by `unit` is inside.
    pub fn holds(&self, unit: &str) -> bool {
        match self {
            Self::All => true,
            Self::Subtrees(units) => units.iter().any(|above| is_within(unit, above)),
        }
    }
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Whether it may be done.
    pub allow: bool,
    /// Fields above this class are masked.
    pub max_field_class: AccessClass,
    /// Whether fields that name a person may be seen.
    pub identity: bool,
    /// In which units.
    pub units: Scope,
    /// Why (not), for the person and for the log.
    pub why: String,
}

impl Decision {
    /// The decision where it allows.
    ///
    /// # Errors
    /// Why not, where it does not.
    pub fn granted(self) -> Result<Self, String> {
        if self.allow { Ok(self) } else { Err(self.why) }
    }

    fn no(why: impl Into<String>) -> Self {
        Self {
            allow: false,
            max_field_class: AccessClass::Open,
            identity: false,
            units: Scope::Subtrees(Vec::new()),
            why: why.into(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Where {
    /// In the grant's unit and below.
    Subtree,
    /// Wherever, whatever unit the grant names.
    All,
}

/// One line of the table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    role: String,
    registers: Vec<String>,
    verbs: Vec<String>,
    class: AccessClass,
    #[serde(default)]
    identity: bool,
    #[serde(default = "subtree")]
    scope: Where,
}

fn subtree() -> Where {
    Where::Subtree
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    rule: Vec<Rule>,
}

/// The decision table: text that a country can change.
#[derive(Debug, Clone)]
pub struct Policy {
    rules: Vec<Rule>,
}

impl Policy {
    /// The table that ships with the program.
    ///
    /// # Panics
    /// Never: a test reads it.
    pub fn shipped() -> Self {
        Self::parse(include_str!("../policy.toml")).expect("a test reads the shipped policy")
    }

    /// Reads a table.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn parse(text: &str) -> Result<Self, Vec<PolicyFault>> {
        let table: Table = toml::from_str(text).map_err(|error| {
            let line = error
                .span()
                .map(|span| text[..span.start].matches('\n').count() + 1);
            vec![PolicyFault {
                line,
                rule: None,
                reason: error.message().to_owned(),
            }]
        })?;
        let mut faults = Vec::new();
        for (position, rule) in table.rule.iter().enumerate() {
            let mut fault = |reason: String| {
                faults.push(PolicyFault {
                    line: None,
                    rule: Some(position + 1),
                    reason,
                });
            };
            if rule.registers.is_empty() || rule.verbs.is_empty() {
                fault("registers and verbs must not be empty".to_owned());
            }
            for verb in &rule.verbs {
                let known = PLAIN_VERBS.contains(&verb.as_str())
                    || verb == "*"
                    || verb
                        .strip_prefix("transition:")
                        .is_some_and(|name| !name.is_empty());
                if !known {
                    fault(format!(
                        "{verb} is not a verb; there are {}, transition:NAME and *",
                        PLAIN_VERBS.join(", ")
                    ));
                }
            }
        }
        if faults.is_empty() {
            Ok(Self { rules: table.rule })
        } else {
            Err(faults)
        }
    }

    /// All roles of the table, each once.
    pub fn roles(&self) -> Vec<&str> {
        let mut roles: Vec<&str> = self.rules.iter().map(|rule| rule.role.as_str()).collect();
        roles.sort_unstable();
        roles.dedup();
        roles
    }

    /// Decides. Deny by default: what no rule allows is refused. Pure.
    pub fn decide(&self, actor: &Actor, question: &Question<'_>) -> Decision {
        if actor.via == Via::System {
            return Decision {
                allow: true,
                max_field_class: AccessClass::StrictlyConfidential,
                identity: true,
                units: Scope::All,
                why: "a job of the installation".to_owned(),
            };
        }
        let verb = question.verb.to_string();
        if let Via::Token(scopes) = &actor.via
            && !scopes.allow(question.register, &verb)
        {
            return Decision::no(format!(
                "the token is not made for {verb} on {}",
                question.register
            ));
        }
        if question.class == AccessClass::StrictlyConfidential
            && question
                .purpose
                .is_none_or(|purpose| purpose.trim().is_empty())
        {
            return Decision::no("state what for: the register is strictly confidential");
        }
        let mut answer = Decision::no(format!("no role of yours may {verb} {}", question.register));
        let mut units = Vec::new();
        let mut everywhere = false;
        for grant in &actor.grants {
            for rule in self.rules.iter().filter(|rule| rule.role == grant.role) {
                let inside = rule.scope == Where::All
                    || question
                        .owner
                        .is_none_or(|owner| is_within(owner, &grant.unit));
                if !rule.covers(question, &verb) || !inside {
                    continue;
                }
                answer.allow = true;
                answer.max_field_class = answer.max_field_class.max(rule.class);
                answer.identity |= rule.identity;
                if rule.scope == Where::All || grant.unit == "/" {
                    everywhere = true;
                } else if !units.contains(&grant.unit) {
                    units.push(grant.unit.clone());
                }
            }
        }
        if answer.allow {
            answer.why = format!("a role allows {verb}");
            answer.units = if everywhere {
                Scope::All
            } else {
                units.sort();
                Scope::Subtrees(units)
            };
        }
        answer
    }
}

impl Rule {
    fn covers(&self, question: &Question<'_>, verb: &str) -> bool {
        let register = self
            .registers
            .iter()
            .any(|name| name == "*" || name == question.register);
        let verb = self.verbs.iter().any(|allowed| {
            allowed == "*"
                || allowed == verb
                || (allowed == "transition:*" && verb.starts_with("transition:"))
        });
        register && verb && question.class <= self.class
    }
}
