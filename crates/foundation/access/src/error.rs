//! Why access was not given, or could not be looked up.

use journal::JournalError;
use thiserror::Error;

/// One fault of a policy text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFault {
    /// Line in the text, when the parser knows it.
    pub line: Option<usize>,
    /// Rule, counted from 1.
    pub rule: Option<usize>,
    /// What is wrong and what is allowed.
    pub reason: String,
}

impl std::fmt::Display for PolicyFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(rule) = self.rule {
            write!(f, "rule {rule}: ")?;
        }
        f.write_str(&self.reason)
    }
}

/// Faults of users, units, tokens. No message names a person.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AccessError {
    /// The store failed.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A user of this id exists.
    #[error("this user id is taken; choose another")]
    Taken,
    /// There is no such user, unit, session or token.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The new password breaks rules; all are listed.
    #[error("the password {}", .0.join(", and "))]
    WeakPassword(Vec<&'static str>),
    /// An org unit path is malformed or its parent does not exist.
    #[error("an org unit is written /country/region, and its parent must exist")]
    Unit,
    /// The role is not in the policy.
    #[error("the policy has no role {0}")]
    Role(String),
    /// The token asks for more than its owner has.
    #[error("a token cannot do more than its owner: {0}")]
    Scope(String),
    /// Hashing or randomness failed.
    #[error("the machine gave no randomness or memory for hashing")]
    Secret,
    /// The last administrator cannot be removed.
    #[error("the last administrator cannot be disabled; make another one first")]
    LastAdministrator,
    /// An id is malformed.
    #[error(transparent)]
    Word(#[from] vocab::VocabError),
}

/// Why somebody was not let in. Wrong user and wrong password look the same.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LoginError {
    /// User or password or code is wrong, or the account is closed.
    #[error("the user name, password or code is wrong")]
    Wrong,
    /// The password is right; a code from the authenticator is wanted.
    #[error("enter the code from your authenticator")]
    TotpRequired,
    /// Too many failures: wait.
    #[error("too many failures; try again in {seconds} seconds")]
    Locked {
        /// How long to wait.
        seconds: i64,
    },
    /// The store failed.
    #[error(transparent)]
    Access(#[from] AccessError),
}

impl From<JournalError> for LoginError {
    fn from(error: JournalError) -> Self {
        Self::Access(AccessError::Journal(error))
    }
}
