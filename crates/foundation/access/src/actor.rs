//! Somebody who acts.

use serde::{Deserialize, Serialize};
use vocab::ActorId;

/// A role in an org unit and everything below it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grant {
    /// Role, as the policy names it.
    pub role: String,
    /// Org unit path, e.g. `/demo/north`.
    pub unit: String,
}

/// What a token is limited to: pairs `register:verb`, each part may be `*`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Scopes(pub Vec<String>);

impl Scopes {
    /// Whether the pair is among them.
    pub fn allow(&self, register: &str, verb: &str) -> bool {
        self.0.iter().any(|scope| {
            scope.split_once(':').is_some_and(|(registers, verbs)| {
                (registers == "*" || registers == register) && (verbs == "*" || verbs == verb)
            })
        })
    }
}

/// How the actor came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Via {
    /// Signed in with a password.
    Session,
    /// A program with a token.
    Token(Scopes),
    /// A job of the installation itself, or a command at its machine.
    System,
}

/// Somebody who acts: a person, a program, a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Id, as it stands in the journal.
    pub id: ActorId,
    /// Name for screens.
    pub name: String,
    /// Preferred language.
    pub lang: String,
    /// Roles and where they hold.
    pub grants: Vec<Grant>,
    /// How the actor came in.
    pub via: Via,
}

impl Actor {
    /// A job of the installation itself; it may do everything, and the journal names it.
    ///
    /// # Panics
    /// When `name` is no valid id: it is a constant of the program.
    pub fn system(name: &str) -> Self {
        Self {
            id: ActorId::parse(&format!("system:{name}")).expect("a job's name is a constant"),
            name: name.to_owned(),
            lang: "en".to_owned(),
            grants: Vec::new(),
            via: Via::System,
        }
    }

    /// Somebody who did not sign in.
    pub fn public() -> Self {
        Self {
            id: ActorId::parse("public").expect("letters are an id"),
            name: String::new(),
            lang: "en".to_owned(),
            grants: vec![Grant {
                role: "public".to_owned(),
                unit: "/".to_owned(),
            }],
            via: Via::Session,
        }
    }
}
