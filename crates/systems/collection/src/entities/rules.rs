//! What a submission does to an entity (ODK Entities 2022.1 to 2025.1, and ODK Central where the specification is
//! silent): create, update, conflict, offline branch, backlog. Pure: the clock comes in as days waited.

use std::collections::BTreeMap;

/// Values by property; a property that is not there was not received, a blank one clears.
pub type Properties = BTreeMap<String, String>;

/// What the form declares and the submission asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Make a new entity.
    Create,
    /// Change one.
    Update,
    /// Change it, or make it when there is none.
    Upsert,
}

/// The block `meta/entity` of a submission, typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// What to do.
    pub act: Act,
    /// The label, if it was sent.
    pub label: Option<String>,
    /// What was received.
    pub data: Properties,
    /// The version that its author had seen (`baseVersion`).
    pub base: Option<u64>,
    /// The version of the server under an offline branch (`trunkVersion`).
    pub trunk: Option<u64>,
    /// The offline branch (`branchId`).
    pub branch: Option<String>,
    /// Whether waiting for what comes before is over.
    pub forced: bool,
}

/// Where a version came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The interface or a script.
    Api,
    /// A submission made with a connection.
    Submission,
    /// A submission of an offline branch, with its local base version.
    Branch {
        /// The branch.
        id: String,
        /// `baseVersion` as the device counted.
        base: u64,
    },
}

/// How a version disagrees with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conflict {
    /// Somebody else changed other properties meanwhile.
    Soft,
    /// Somebody else changed a property to another value meanwhile.
    Hard,
}

impl Conflict {
    /// The word for it in records and answers.
    pub fn code(self) -> &'static str {
        match self {
            Self::Soft => "soft",
            Self::Hard => "hard",
        }
    }
}

/// One version of an entity; versions are numbered from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its number.
    pub version: u64,
    /// The label.
    pub label: String,
    /// All properties.
    pub data: Properties,
    /// What was received to make it.
    pub received: Properties,
    /// The version it builds on; `None` for the first.
    pub base: Option<u64>,
    /// Where it came from.
    pub source: Source,
    /// The conflict of the entity from here on.
    pub conflict: Option<Conflict>,
    /// Properties that two authors gave different values; `label` among them where it is the label.
    pub conflicting: Vec<String>,
    /// The label that was received, where one was.
    pub received_label: Option<String>,
    /// Whether it was applied without what comes before it.
    pub forced: bool,
}

/// Why a submission waits in the backlog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// The entity is not here yet.
    NoEntity,
    /// The version of its branch before it is not here yet.
    NoPredecessor,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Append this version.
    Append(Stored),
    /// Wait.
    Hold(Held),
}

/// Why the entity part of a submission is refused. The submission itself stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A create without label.
    #[error("a new entity needs a label")]
    NoLabel,
    /// A create of one that exists.
    #[error("an entity with this id exists already")]
    Exists,
    /// An update of one that does not exist.
    #[error("there is no entity with this id")]
    Unknown,
    /// An update without `baseVersion`.
    #[error("an update needs baseVersion, a whole number")]
    NoBase,
    /// A base version that the server never had.
    #[error("the base version does not exist here")]
    NoSuchBase,
    /// `trunkVersion` without `branchId`.
    #[error("trunkVersion needs branchId")]
    TrunkWithoutBranch,
    /// A trunk that the server never had.
    #[error("trunkVersion is newer than what the server has")]
    TrunkTooNew,
}

/// Label of an entity whose create never came.
const AUTO_LABEL: &str = "auto generated";

/// Applies the entity part of a submission to the versions that the server has, oldest first.
///
/// # Errors
/// [`Refused`].
pub fn apply(versions: &[Stored], given: &Given) -> Result<Outcome, Refused> {
    if given.trunk.is_some() && given.branch.is_none() {
        return Err(Refused::TrunkWithoutBranch);
    }
    let current = versions.last();
    if let (Some(trunk), Some(current)) = (given.trunk, current)
        && trunk > current.version
    {
        return Err(Refused::TrunkTooNew);
    }
    match (given.act, current) {
        (Act::Create, None) => create(given),
        (Act::Upsert, None) if given.base.is_none() || given.branch.is_none() => create(given),
        // A late create, after what builds on it was forced in, adds what it has.
        (Act::Create, Some(current)) if versions.first().is_some_and(|first| first.forced) => {
            late_create(current, given)
        }
        (Act::Create, Some(_)) => Err(Refused::Exists),
        (Act::Upsert, Some(_)) if given.base.is_none() => Err(Refused::Exists),
        (Act::Update | Act::Upsert, current) => update(versions, current, given),
    }
}

fn create(given: &Given) -> Result<Outcome, Refused> {
    let label = label(given).ok_or(Refused::NoLabel)?;
    Ok(Outcome::Append(Stored {
        version: 1,
        label,
        data: given.data.clone(),
        received: given.data.clone(),
        base: None,
        source: source(given),
        conflict: None,
        conflicting: Vec::new(),
        received_label: given.label.clone(),
        forced: given.forced,
    }))
}

/// The label that was sent, unless it is blank.
fn label(given: &Given) -> Option<String> {
    given.label.clone().filter(|label| !label.trim().is_empty())
}

fn source(given: &Given) -> Source {
    match (&given.branch, given.base) {
        (Some(id), base) => Source::Branch {
            id: id.clone(),
            base: base.unwrap_or_default(),
        },
        (None, _) => Source::Submission,
    }
}

fn update(
    versions: &[Stored],
    current: Option<&Stored>,
    given: &Given,
) -> Result<Outcome, Refused> {
    let local = given.base.ok_or(Refused::NoBase)?;
    let Some(branch) = &given.branch else {
        let current = current.ok_or(Refused::Unknown)?;
        if !versions.iter().any(|known| known.version == local) {
            return Err(Refused::NoSuchBase);
        }
        return Ok(append(versions, current, given, Some(local)));
    };
    let Some(current) = current else {
        if !given.forced {
            return Ok(Outcome::Hold(Held::NoEntity));
        }
        let mut made = given.clone();
        made.label = label(given).or_else(|| Some(AUTO_LABEL.to_owned()));
        return create(&made);
    };
    match branch_base(versions, branch, local, given.trunk) {
        Some(base) => Ok(append(versions, current, given, Some(base))),
        None if given.forced => Ok(append(versions, current, given, Some(current.version))),
        None => Ok(Outcome::Hold(Held::NoPredecessor)),
    }
}

/// The version of the server on which a version of an offline branch builds, where it is here already.
fn branch_base(versions: &[Stored], branch: &str, local: u64, trunk: Option<u64>) -> Option<u64> {
    if local == 1 {
        return Some(1);
    }
    if Some(local) == trunk {
        return trunk;
    }
    let before = local.checked_sub(1)?;
    versions
        .iter()
        .rev()
        .find(|known| {
            matches!(&known.source, Source::Branch { id, base } if id == branch && *base == before)
        })
        .map(|known| known.version)
}

/// The next version: the server's data overlaid with what was received. A blank value overwrites, an absent one does not.
fn append(versions: &[Stored], current: &Stored, given: &Given, base: Option<u64>) -> Outcome {
    let found = base.map_or((None, Vec::new()), |base| {
        conflict(versions, current, given, base)
    });
    next(current, given, base, found)
}

fn next(
    current: &Stored,
    given: &Given,
    base: Option<u64>,
    (found, conflicting): (Option<Conflict>, Vec<String>),
) -> Outcome {
    let mut data = current.data.clone();
    data.extend(given.data.clone());
    Outcome::Append(Stored {
        version: current.version + 1,
        label: label(given).unwrap_or_else(|| current.label.clone()),
        data,
        received: given.data.clone(),
        base,
        source: source(given),
        // A conflict stands until a person marks it resolved, and a hard one is not lowered.
        conflict: found.max(current.conflict),
        conflicting,
        received_label: given.label.clone(),
        forced: given.forced,
    })
}

/// A create that comes after its entity was made by force. It was written without knowing what stands: where both say
/// something else, that is a hard conflict; a label that was made up yields to the real one.
fn late_create(current: &Stored, given: &Given) -> Result<Outcome, Refused> {
    let named = label(given).ok_or(Refused::NoLabel)?;
    let mut conflicting: Vec<String> = given
        .data
        .iter()
        .filter(|(name, value)| current.data.get(*name).is_some_and(|known| known != *value))
        .map(|(name, _)| name.clone())
        .collect();
    if current.label != AUTO_LABEL && current.label != named {
        conflicting.push("label".to_owned());
    }
    let found = severity(&conflicting);
    Ok(next(
        current,
        given,
        Some(current.version),
        (Some(found), conflicting),
    ))
}

fn severity(conflicting: &[String]) -> Conflict {
    if conflicting.is_empty() {
        Conflict::Soft
    } else {
        Conflict::Hard
    }
}

/// How a version that builds on `base` disagrees with what came since, and about which properties.
fn conflict(
    versions: &[Stored],
    current: &Stored,
    given: &Given,
    base: u64,
) -> (Option<Conflict>, Vec<String>) {
    if base == current.version {
        let soft = interrupted(versions, given).then_some(Conflict::Soft);
        return (soft, Vec::new());
    }
    let Some(seen) = versions.iter().find(|known| known.version == base) else {
        return (None, Vec::new());
    };
    let mut conflicting: Vec<String> = given
        .data
        .iter()
        .filter(|(name, value)| {
            let stands = current.data.get(*name);
            stands != seen.data.get(*name) && stands != Some(*value)
        })
        .map(|(name, _)| name.clone())
        .collect();
    if current.label != seen.label && label(given).is_some_and(|label| label != current.label) {
        conflicting.push("label".to_owned());
    }
    (Some(severity(&conflicting)), conflicting)
}

/// Whether somebody else wrote since the branch began: after its trunk, or after the entity was made where it was made
/// on the device.
fn interrupted(versions: &[Stored], given: &Given) -> bool {
    let Some(branch) = &given.branch else {
        return false;
    };
    let trunk = given.trunk.unwrap_or(1);
    versions
        .iter()
        .filter(|known| known.version > trunk)
        .any(|known| !matches!(&known.source, Source::Branch { id, .. } if id == branch))
}

#[cfg(test)]
mod tests;
