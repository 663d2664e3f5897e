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
    /// Its conflict.
    pub conflict: Option<Conflict>,
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
        (Act::Create, Some(current)) if current_is_forced(versions) => {
            Ok(append(versions, current, given, Some(current.version)))
        }
        (Act::Create, Some(_)) => Err(Refused::Exists),
        (Act::Upsert, Some(_)) if given.base.is_none() => Err(Refused::Exists),
        (Act::Update | Act::Upsert, current) => update(versions, current, given),
    }
}

/// Whether the entity was made by force, its own create being absent still.
fn current_is_forced(versions: &[Stored]) -> bool {
    versions.first().is_some_and(|first| {
        first.label == AUTO_LABEL && matches!(first.source, Source::Branch { .. })
    })
}

fn create(given: &Given) -> Result<Outcome, Refused> {
    let label = given
        .label
        .clone()
        .filter(|label| !label.trim().is_empty())
        .ok_or(Refused::NoLabel)?;
    Ok(Outcome::Append(Stored {
        version: 1,
        label,
        data: given.data.clone(),
        received: given.data.clone(),
        base: None,
        source: source(given),
        conflict: None,
    }))
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
        made.label = made.label.or_else(|| Some(AUTO_LABEL.to_owned()));
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
    let mut data = current.data.clone();
    data.extend(given.data.clone());
    let label = given
        .label
        .clone()
        .filter(|label| !label.trim().is_empty())
        .unwrap_or_else(|| current.label.clone());
    let found = base.and_then(|base| conflict(versions, current, given, base));
    // A hard conflict stands until a person marks it resolved.
    let conflict = found.max(current.conflict.filter(|known| *known == Conflict::Hard));
    Outcome::Append(Stored {
        version: current.version + 1,
        label,
        data,
        received: given.data.clone(),
        base,
        source: source(given),
        conflict,
    })
}

fn conflict(versions: &[Stored], current: &Stored, given: &Given, base: u64) -> Option<Conflict> {
    if base == current.version {
        return interrupted(versions, given, base).then_some(Conflict::Soft);
    }
    let seen = versions.iter().find(|known| known.version == base)?;
    let moved = |name: &String| current.data.get(name) != seen.data.get(name);
    let label_moved = current.label != seen.label
        && given
            .label
            .as_ref()
            .is_some_and(|label| *label != current.label);
    let differs = given
        .data
        .iter()
        .any(|(name, value)| moved(name) && current.data.get(name) != Some(value));
    Some(if differs || label_moved {
        Conflict::Hard
    } else {
        Conflict::Soft
    })
}

/// Whether somebody else wrote between the trunk and this version of the branch.
fn interrupted(versions: &[Stored], given: &Given, base: u64) -> bool {
    let (Some(branch), Some(trunk)) = (&given.branch, given.trunk) else {
        return false;
    };
    versions
        .iter()
        .filter(|known| known.version > trunk && known.version <= base)
        .any(|known| !matches!(&known.source, Source::Branch { id, .. } if id == branch))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn props(pairs: &[(&str, &str)]) -> Properties {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    fn given(act: Act, base: Option<u64>, pairs: &[(&str, &str)]) -> Given {
        Given {
            act,
            label: (act == Act::Create).then(|| "tree".to_owned()),
            data: props(pairs),
            base,
            trunk: None,
            branch: None,
            forced: false,
        }
    }

    fn on_branch(base: u64, trunk: Option<u64>, pairs: &[(&str, &str)]) -> Given {
        Given {
            trunk,
            branch: Some("b".to_owned()),
            ..given(Act::Update, Some(base), pairs)
        }
    }

    /// Applies all in turn and gives the versions; fails where one is held or refused.
    fn after(all: &[Given]) -> Vec<Stored> {
        let mut versions = Vec::new();
        for one in all {
            match apply(&versions, one) {
                Ok(Outcome::Append(next)) => versions.push(next),
                other => panic!("{one:?}: {other:?}"),
            }
        }
        versions
    }

    fn start() -> Given {
        given(Act::Create, None, &[("height", "1"), ("girth", "1")])
    }

    #[test]
    fn the_table_of_conflicts() {
        let one = |base, pairs: &[(&str, &str)]| given(Act::Update, Some(base), pairs);
        let cases = [
            ("fresh base", vec![one(1, &[("height", "2")])], None),
            (
                "others changed another property",
                vec![one(1, &[("height", "2")]), one(1, &[("girth", "2")])],
                Some(Conflict::Soft),
            ),
            (
                "others changed the same to another value",
                vec![one(1, &[("height", "2")]), one(1, &[("height", "3")])],
                Some(Conflict::Hard),
            ),
            (
                "others changed the same to the same value",
                vec![one(1, &[("height", "2")]), one(1, &[("height", "2")])],
                Some(Conflict::Soft),
            ),
            (
                "a hard conflict is not lowered by what follows",
                vec![
                    one(1, &[("height", "2")]),
                    one(1, &[("height", "3")]),
                    one(3, &[("girth", "9")]),
                ],
                Some(Conflict::Hard),
            ),
            (
                "a branch in order",
                vec![
                    on_branch(1, Some(1), &[("height", "2")]),
                    on_branch(2, Some(1), &[("height", "3")]),
                ],
                None,
            ),
            (
                "a branch that somebody else interrupted",
                vec![
                    on_branch(1, Some(1), &[("height", "2")]),
                    one(2, &[("girth", "5")]),
                    on_branch(2, Some(1), &[("height", "3")]),
                ],
                Some(Conflict::Soft),
            ),
        ];
        for (name, changes, expected) in cases {
            let mut all = vec![start()];
            all.extend(changes);
            let versions = after(&all);
            assert_eq!(versions.last().unwrap().conflict, expected, "{name}");
            let numbers: Vec<u64> = versions.iter().map(|known| known.version).collect();
            assert_eq!(
                numbers,
                (1..=all.len() as u64).collect::<Vec<_>>(),
                "{name}"
            );
        }
    }

    #[test]
    fn blank_values_overwrite_and_absent_ones_do_not() {
        let versions = after(&[start(), given(Act::Update, Some(1), &[("height", "")])]);
        assert_eq!(versions[1].data, props(&[("height", ""), ("girth", "1")]));
        assert_eq!(versions[1].label, "tree");
        assert_eq!(versions[1].received, props(&[("height", "")]));
    }

    #[test]
    fn what_comes_before_its_predecessor_waits_and_is_forced_after_days() {
        let versions = after(&[start(), on_branch(1, Some(1), &[("height", "2")])]);
        let late = on_branch(3, Some(1), &[("height", "4")]);
        assert_eq!(
            apply(&versions, &late),
            Ok(Outcome::Hold(Held::NoPredecessor))
        );
        let middle = on_branch(2, Some(1), &[("height", "3")]);
        let all = after(&[
            start(),
            on_branch(1, Some(1), &[("height", "2")]),
            middle,
            late.clone(),
        ]);
        assert_eq!(all.last().unwrap().conflict, None);
        assert_eq!(all.last().unwrap().data["height"], "4");
        let forced = Given {
            forced: true,
            ..late
        };
        let Ok(Outcome::Append(next)) = apply(&versions, &forced) else {
            panic!("it is applied to the latest version");
        };
        assert_eq!((next.version, next.base), (3, Some(2)));
    }

    #[test]
    fn an_update_whose_create_never_came_is_made_by_force_and_the_late_create_completes_it() {
        let update = on_branch(1, None, &[("height", "2")]);
        assert_eq!(apply(&[], &update), Ok(Outcome::Hold(Held::NoEntity)));
        let forced = Given {
            forced: true,
            ..update
        };
        let versions = after(&[forced, start()]);
        assert_eq!(versions[0].label, AUTO_LABEL);
        assert_eq!(versions[1].label, "tree");
        assert_eq!(versions[1].data["girth"], "1");
    }

    #[test]
    fn create_and_update_together_update_first() {
        let both = |base| given(Act::Upsert, base, &[("height", "2")]);
        let named = Given {
            label: Some("new".to_owned()),
            ..both(None)
        };
        assert_eq!(after(std::slice::from_ref(&named))[0].label, "new");
        assert_eq!(after(&[start(), both(Some(1))])[1].data["height"], "2");
        assert_eq!(apply(&after(&[start()]), &named), Err(Refused::Exists));
    }

    #[test]
    fn every_refusal() {
        let versions = after(&[start()]);
        let no_label = Given {
            label: None,
            ..start()
        };
        let trunk_alone = Given {
            trunk: Some(1),
            ..given(Act::Update, Some(1), &[])
        };
        for (versions, given, expected) in [
            (&[][..], no_label, Refused::NoLabel),
            (&versions, start(), Refused::Exists),
            (&[], given(Act::Update, Some(1), &[]), Refused::Unknown),
            (&versions, given(Act::Update, None, &[]), Refused::NoBase),
            (
                &versions,
                given(Act::Update, Some(7), &[]),
                Refused::NoSuchBase,
            ),
            (&versions, trunk_alone, Refused::TrunkWithoutBranch),
            (&versions, on_branch(4, Some(4), &[]), Refused::TrunkTooNew),
        ] {
            assert_eq!(apply(versions, &given), Err(expected));
        }
    }
}
