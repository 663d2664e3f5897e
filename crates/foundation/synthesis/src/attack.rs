//! What an attacker gets out of a release, tried on the release itself.

use serde::Serialize;

use crate::{Table, marginal::combinations, sampling::Chance};

/// Results of the attacks.
#[derive(Debug, Clone, Serialize)]
pub struct Attacks {
    /// Records that stand alone.
    pub uniqueness: Uniqueness,
    /// Known columns linked to the rest.
    pub linkage: Linkage,
    /// Was a person in the data? Only with people who were not in it to compare with.
    pub membership: Option<Membership>,
}

/// Records that stand alone over all columns.
#[derive(Debug, Clone, Serialize)]
pub struct Uniqueness {
    /// In the original.
    pub original: usize,
    /// In the release.
    pub release: usize,
    /// Records of people who are alone in the original that the release holds exactly.
    pub reproduced: usize,
    /// People of the original in groups under 10, and how many of their records the release holds exactly.
    pub rare: usize,
    /// See `rare`.
    pub rare_reproduced: usize,
}

/// An attacker knows three columns of a person, finds one record only in the release that fits, and takes the rest from it.
#[derive(Debug, Clone, Serialize)]
pub struct Linkage {
    /// Attempts: a person alone in the original with these three values, over all sets of three columns.
    pub targets: u64,
    /// Attempts that found exactly one record in the release.
    pub linked: u64,
    /// Of them, those where all the rest was right.
    pub right: u64,
}

/// Guessing whether a person who is alone in the data was in it.
#[derive(Debug, Clone, Serialize)]
pub struct Membership {
    /// People alone who were in the data.
    pub members: usize,
    /// People alone who were not.
    pub outsiders: usize,
    /// Area under the curve by nearness: 0.5 tells nothing, 1 everything.
    pub auc_nearest: f64,
    /// The same by how often the person's combinations of three values occur.
    pub auc_combinations: f64,
    /// The worse of both.
    pub auc: f64,
    /// Its standard error if nothing were told.
    pub standard_error: f64,
    /// Members found when one outsider in a hundred is accused wrongly; the worse of both.
    pub found_at_one_percent: f64,
}

/// Record comparisons allowed for one attack; beyond it evenly spaced people stand for all.
const MOST_WORK: usize = 4_000_000_000;

/// Tries all attacks; `outsiders` are people of the same kind who were not in the original.
#[must_use]
pub fn attack(original: &Table, release: &Table, outsiders: Option<&Table>) -> Attacks {
    Attacks {
        uniqueness: uniqueness(original, release),
        linkage: linkage(original, release),
        membership: outsiders.and_then(|outsiders| membership(original, outsiders, release)),
    }
}

fn uniqueness(original: &Table, release: &Table) -> Uniqueness {
    let (before, after) = (original.distinct(), release.distinct());
    let held = |record: &Vec<u16>| {
        after
            .binary_search_by(|(other, _)| other.cmp(record))
            .is_ok()
    };
    let alone: Vec<_> = before.iter().filter(|(_, people)| *people == 1).collect();
    let rare: Vec<_> = before.iter().filter(|(_, people)| *people < 10).collect();
    Uniqueness {
        original: alone.len(),
        release: after.iter().filter(|(_, people)| *people == 1).count(),
        reproduced: alone.iter().filter(|(record, _)| held(record)).count(),
        rare: rare.iter().map(|(_, people)| people).sum(),
        rare_reproduced: rare
            .iter()
            .filter(|(record, _)| held(record))
            .map(|(_, people)| people)
            .sum(),
    }
}

fn linkage(original: &Table, release: &Table) -> Linkage {
    let mut found = Linkage {
        targets: 0,
        linked: 0,
        right: 0,
    };
    let all = combinations(original.width(), 3.min(original.width()));
    let each = 8 * (original.rows() + release.rows()).max(1);
    let step = all.len().div_ceil((MOST_WORK / each).max(1));
    for columns in all.iter().step_by(step) {
        let key = |table: &Table, row: usize| {
            columns.iter().fold(0_u64, |key, &column| {
                key << 16 | u64::from(table.column(column)[row])
            })
        };
        let once = |table: &Table| {
            let mut keys: Vec<(u64, u32)> = (0..table.rows())
                .zip(0_u32..)
                .map(|(row, at)| (key(table, row), at))
                .collect();
            keys.sort_unstable();
            let mut once: Vec<(u64, u32)> = Vec::new();
            for group in keys.chunk_by(|one, other| one.0 == other.0) {
                if let [only] = group {
                    once.push(*only);
                }
            }
            once
        };
        let (targets, candidates) = (once(original), once(release));
        found.targets += targets.len() as u64;
        for (key, row) in targets {
            if let Ok(at) = candidates.binary_search_by_key(&key, |candidate| candidate.0) {
                found.linked += 1;
                let same = original.row(row as usize) == release.row(candidates[at].1 as usize);
                found.right += u64::from(same);
            }
        }
    }
    found
}

fn membership(original: &Table, outsiders: &Table, release: &Table) -> Option<Membership> {
    let (inside, outside) = (original.distinct(), outsiders.distinct());
    let alone = |own: &[(Vec<u16>, usize)], other: &[(Vec<u16>, usize)]| -> Vec<Vec<u16>> {
        own.iter()
            .filter(|(record, people)| {
                *people == 1
                    && other
                        .binary_search_by(|(there, _)| there.cmp(record))
                        .is_err()
            })
            .map(|(record, _)| record.clone())
            .collect()
    };
    let published = release.distinct();
    let most = (MOST_WORK / (published.len() * release.width()).max(1)).max(100) / 2;
    let (members, strangers) = (
        thin(alone(&inside, &outside), most),
        thin(alone(&outside, &inside), most),
    );
    if members.is_empty() || strangers.is_empty() {
        return None;
    }
    let near = |people: &[Vec<u16>]| {
        people
            .iter()
            .map(|person| nearness(person, &published, release.rows()))
            .collect::<Vec<f64>>()
    };
    let (near_in, near_out) = (near(&members), near(&strangers));
    let everyone: Vec<&Vec<u16>> = members.iter().chain(&strangers).collect();
    let scores = familiarity(&everyone, release);
    let (familiar_in, familiar_out) = scores.split_at(members.len());
    let (auc_nearest, found_nearest) = curve(&near_in, &near_out);
    let (auc_combinations, found_combinations) = curve(familiar_in, familiar_out);
    let (m, o) = (members.len() as f64, strangers.len() as f64);
    Some(Membership {
        members: members.len(),
        outsiders: strangers.len(),
        auc_nearest,
        auc_combinations,
        auc: auc_nearest.max(auc_combinations),
        standard_error: ((m + o + 1.0) / (12.0 * m * o)).sqrt(),
        found_at_one_percent: found_nearest.max(found_combinations),
    })
}

fn thin(people: Vec<Vec<u16>>, most: usize) -> Vec<Vec<u16>> {
    let step = people.len().div_ceil(most.max(1)).max(1);
    people.into_iter().step_by(step).collect()
}

/// Higher for nearer: by the fewest cells that differ, then by how many records are that near. An empty cell of the
/// release agrees with everything, at a discount: it may hide the value.
fn nearness(person: &[u16], published: &[(Vec<u16>, usize)], rows: usize) -> f64 {
    let mut best = usize::MAX;
    let mut near = 0;
    for (record, people) in published {
        let apart: usize = person
            .iter()
            .zip(record)
            .map(|(own, there)| {
                if own == there {
                    0
                } else if *there == 0 {
                    1
                } else {
                    2
                }
            })
            .sum();
        match apart.cmp(&best) {
            std::cmp::Ordering::Less => (best, near) = (apart, *people),
            std::cmp::Ordering::Equal => near += people,
            std::cmp::Ordering::Greater => {}
        }
    }
    -(best as f64) + near as f64 / (rows as f64 + 1.0)
}

/// Mean logarithm of how often each of a person's combinations of three values occurs in the release.
fn familiarity(people: &[&Vec<u16>], release: &Table) -> Vec<f64> {
    let mut scores = vec![0.0; people.len()];
    let all = combinations(release.width(), 3.min(release.width()));
    let step = all
        .len()
        .div_ceil((MOST_WORK / (20 * release.rows().max(1))).max(1));
    for columns in all.iter().step_by(step) {
        let mut counts = std::collections::HashMap::new();
        let key = |value: &dyn Fn(usize) -> u16| {
            columns
                .iter()
                .fold(0_u64, |key, &column| key << 16 | u64::from(value(column)))
        };
        for person in people {
            counts.insert(key(&|column| person[column]), 0_u32);
        }
        for row in 0..release.rows() {
            if let Some(count) = counts.get_mut(&key(&|column| release.column(column)[row])) {
                *count += 1;
            }
        }
        for (score, person) in scores.iter_mut().zip(people) {
            *score += (f64::from(counts[&key(&|column| person[column])]) + 0.5).ln();
        }
    }
    scores
}

/// Area under the curve, ties counted half, and the share of `inside` above the best hundredth of `outside`.
fn curve(inside: &[f64], outside: &[f64]) -> (f64, f64) {
    let mut sorted = outside.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let mut won = 0.0;
    for score in inside {
        let below = sorted.partition_point(|other| other < score);
        let upto = sorted.partition_point(|other| other <= score);
        won += below as f64 + 0.5 * (upto - below) as f64;
    }
    let area = won / (inside.len() as f64 * outside.len() as f64);
    let allowed = sorted.len() / 100;
    let bar = sorted[sorted.len() - 1 - allowed];
    let found = inside.iter().filter(|&&score| score > bar).count() as f64 / inside.len() as f64;
    (area, found)
}

/// Splits a file at random into those who are in the data and those who are not, so that membership can be measured.
#[must_use]
pub fn halves(table: &Table, chance: &mut Chance) -> (Table, Table) {
    let mut rows: Vec<u32> = (0..u32::try_from(table.rows()).unwrap_or(u32::MAX)).collect();
    chance.shuffle(&mut rows);
    let (one, other) = rows.split_at(rows.len() / 2);
    (table.pick(one), table.pick(other))
}
