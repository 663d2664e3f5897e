//! States of a record and the steps between them.

use serde::{Deserialize, Serialize};
use vocab::LangText;

/// States of a record and the steps between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lifecycle {
    /// The state of a new record.
    pub initial: String,
    /// All states.
    pub states: Vec<State>,
    /// The steps.
    #[serde(default)]
    pub transitions: Vec<Transition>,
}

/// One state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Name, lower_snake.
    pub name: String,
    /// Title by language.
    #[serde(default)]
    pub title: LangText,
    /// Whether content of a record in this state is changed only with a reason, because others rely on it already.
    #[serde(default)]
    pub changes_need_reason: bool,
}

/// One step of a lifecycle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    /// Name, lower_snake; what the policy calls `transition:NAME`.
    pub name: String,
    /// Title by language.
    #[serde(default)]
    pub title: LangText,
    /// States it starts from.
    pub from: Vec<String>,
    /// State it leads to.
    pub to: String,
    /// Roles that take it, as a hint for screens; the policy decides.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Whether a reason must be given.
    #[serde(default)]
    pub reason_required: bool,
    /// Guards that must find nothing, by the names under which modules bring them.
    #[serde(default)]
    pub checks: Vec<String>,
}

impl Lifecycle {
    /// The one-state lifecycle of a register that declares none.
    pub(crate) fn current_only() -> Self {
        Self {
            initial: "current".to_owned(),
            states: vec![State {
                name: "current".to_owned(),
                title: LangText::default(),
                changes_need_reason: false,
            }],
            transitions: Vec::new(),
        }
    }

    /// The steps that start from a state.
    pub fn steps_from<'a>(&'a self, state: &'a str) -> impl Iterator<Item = &'a Transition> {
        self.transitions
            .iter()
            .filter(move |step| step.from.iter().any(|from| from == state))
    }

    /// The step of this name.
    pub fn step(&self, name: &str) -> Option<&Transition> {
        self.transitions.iter().find(|step| step.name == name)
    }

    /// The state of this name.
    pub fn state(&self, name: &str) -> Option<&State> {
        self.states.iter().find(|state| state.name == name)
    }

    /// Whether there is such a state.
    pub fn has_state(&self, name: &str) -> bool {
        self.state(name).is_some()
    }
}
