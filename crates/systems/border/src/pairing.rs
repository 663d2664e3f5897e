//! Entries and exits of one person put together, with how sure that is. Nothing here changes a crossing.

use std::collections::HashMap;

use jiff::{ToSpan, civil::Date};
use screening::model;
use serde::Serialize;
use vocab::PartialDate;

use crate::crossing::{Crossing, Direction};

/// From here on a pair by another document is taken as likely and closes the entry.
pub const LIKELY: f32 = 0.9;
/// Below this two crossings are not said to be of one person at all.
pub const POSSIBLE: f32 = 0.5;
/// Entries with one date of birth that are compared by name; more are not one person's.
const MOST_COMPARED: usize = 400;

/// Why two crossings are one person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Number, issuer and date of birth are the same.
    SameDocument,
    /// Another document: name, date of birth, sex and citizenship.
    OtherDocument,
}

/// An exit and the entry before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Place of the entry in what was given.
    pub entry: usize,
    /// Place of the exit.
    pub exit: usize,
    /// 0 to 1.
    pub confidence: f32,
    /// Why.
    pub basis: Basis,
}

/// What pairing makes of a list of crossings. Places are those of the list that was given.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pairing {
    /// Sure or likely pairs.
    pub pairs: Vec<Pair>,
    /// Entries without an exit.
    pub open: Vec<usize>,
    /// Exits without an entry: a measure of quality, not of people.
    pub unpaired_exits: Vec<usize>,
    /// Entries while the same document was inside already.
    pub doubled_entries: Vec<usize>,
    /// Open entry, unpaired exit and how likely they are one person's; between [`POSSIBLE`] and [`LIKELY`].
    pub possible: Vec<(usize, usize, f32)>,
}

type Key<'a> = (&'a str, &'a str, Option<PartialDate>);

fn key(crossing: &Crossing) -> Option<Key<'_>> {
    (!crossing.number.is_empty()).then_some((
        crossing.number.as_str(),
        crossing.issuer.as_str(),
        crossing.birth,
    ))
}

/// Pairs crossings: each exit with the latest open entry before it, first by document, then by what else is known.
pub fn pair(crossings: &[Crossing]) -> Pairing {
    let mut order: Vec<usize> = (0..crossings.len()).collect();
    order.sort_by_key(|place| (crossings[*place].at, *place));
    let mut found = Pairing::default();
    let mut inside: HashMap<Key<'_>, Vec<usize>> = HashMap::new();
    let mut rest: Vec<usize> = Vec::new();
    for place in order {
        let crossing = &crossings[place];
        let key = key(crossing);
        match crossing.direction {
            Direction::Entry | Direction::Returned => match key {
                None => found.open.push(place),
                Some(key) => {
                    let open = inside.entry(key).or_default();
                    if !open.is_empty() {
                        found.doubled_entries.push(place);
                    }
                    open.push(place);
                }
            },
            Direction::Exit => {
                let entry = key.and_then(|key| inside.get_mut(&key)).and_then(Vec::pop);
                match entry {
                    Some(entry) => found.pairs.push(Pair {
                        entry,
                        exit: place,
                        confidence: 1.0,
                        basis: Basis::SameDocument,
                    }),
                    None => rest.push(place),
                }
            }
            Direction::Transit | Direction::EntryRefused | Direction::ExitRefused => {}
        }
    }
    found.open.extend(inside.into_values().flatten());
    found.open.sort_unstable();
    by_other_documents(crossings, rest, &mut found);
    found
}

/// Exits that no document explains: the likeliest open entry before each, by name, birth, sex and citizenship.
fn by_other_documents(crossings: &[Crossing], exits: Vec<usize>, found: &mut Pairing) {
    let mut by_birth: HashMap<PartialDate, Vec<usize>> = HashMap::new();
    for entry in &found.open {
        if let Some(birth) = crossings[*entry].birth {
            by_birth.entry(birth).or_default().push(*entry);
        }
    }
    for exit in exits {
        let crossing = &crossings[exit];
        let entries = crossing.birth.and_then(|birth| by_birth.get_mut(&birth));
        let best = entries.as_deref().and_then(|entries| {
            entries
                .iter()
                .take(MOST_COMPARED)
                .filter(|entry| crossings[**entry].at < crossing.at)
                .map(|entry| (*entry, likeness(&crossings[*entry], crossing)))
                .max_by(|(_, a), (_, b)| a.total_cmp(b))
        });
        match best {
            Some((entry, confidence)) if confidence >= LIKELY => {
                found.pairs.push(Pair {
                    entry,
                    exit,
                    confidence,
                    basis: Basis::OtherDocument,
                });
                found.open.retain(|open| *open != entry);
                if let Some(entries) = entries {
                    entries.retain(|open| *open != entry);
                }
            }
            Some((entry, confidence)) if confidence >= POSSIBLE => {
                found.possible.push((entry, exit, confidence));
                found.unpaired_exits.push(exit);
            }
            _ => found.unpaired_exits.push(exit),
        }
    }
}

/// How likely two crossings with the same date of birth are one person's, 0 to 1: likeness of names, lowered by each thing
/// that speaks against it. A renewed passport keeps all; dual nationality changes the citizenship only.
pub fn likeness(one: &Crossing, other: &Crossing) -> f32 {
    if one.birth.is_none() || one.birth != other.birth {
        return 0.0;
    }
    let names = model::names_score(&one.name, &other.name);
    let sex = match (one.sex, other.sex) {
        (Some(a), Some(b)) if a != b && a != 'X' && b != 'X' => 0.3,
        _ => 1.0,
    };
    let citizenship = if one.citizenship == other.citizenship {
        1.0
    } else {
        0.85
    };
    // Only a year of birth is shared by hundreds.
    let birth = if one.birth.is_some_and(|birth| birth.day().is_some()) {
        1.0
    } else {
        0.6
    };
    names * sex * citizenship * birth
}

/// Open stays that are over, in three figures that are never added up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overstays {
    /// The stay is over, every post has been heard from since, and no exit may be theirs.
    pub certain: Vec<usize>,
    /// An exit may be theirs, but it is not sure.
    pub likely_left: Vec<usize>,
    /// Some posts have not been heard from since the stay ended.
    pub unknown: Vec<usize>,
}

/// Who has stayed longer than granted, on a day. `heard` gives the day up to which each post has reported; `grace` days are
/// left for what is still under way.
pub fn overstays(
    crossings: &[Crossing],
    pairing: &Pairing,
    (today, grace): (Date, i32),
    heard: &HashMap<String, Date>,
) -> Overstays {
    let mut over = Overstays::default();
    for entry in &pairing.open {
        let Some(until) = crossings[*entry].stay_until else {
            continue;
        };
        let Ok(end) = until.checked_add(grace.max(0).days()) else {
            continue;
        };
        if end >= today {
            continue;
        }
        let may_have_left = pairing.possible.iter().any(|(open, _, _)| open == entry);
        let silent = heard.values().any(|last| *last <= end);
        if may_have_left {
            over.likely_left.push(*entry);
        } else if silent {
            over.unknown.push(*entry);
        } else {
            over.certain.push(*entry);
        }
    }
    over
}
