//! Which entries of a list are worth judging: rare parts of the query bring entries in, common ones only order them.

use std::{cell::RefCell, collections::HashSet, hash::BuildHasherDefault};

use super::{Index, gaps, hash, rows_of};
use crate::{
    compare, families,
    name::{Kind, Name, Part},
    spelling,
    subject::Query,
};

/// Entries that one query looks at before it only narrows down what it has.
const BUDGET: usize = 6_000;
/// Entries of one part that are looked at when no part is rare.
const WIDEST: usize = 60_000;
/// Entries that are judged.
const JUDGED: usize = 64;
/// Entries that are ranked at once.
const RANKED: usize = 1_024;
/// What the same year of birth adds to the order of candidates.
const SAME_YEAR: f32 = 3.0;
/// Dictionary parts that one part of a query is taken for.
const LIKE: usize = 80;

impl Index {
    /// Entries worth judging.
    pub(super) fn candidates(&self, query: &Query) -> Vec<u32> {
        if self.entries.is_empty() {
            return Vec::new();
        }
        let mut wanted = self.wanted(&query.name);
        wanted.sort_by_key(|like| like.width);
        SHEET.with_borrow_mut(|sheet| {
            sheet.open(self.entries.len(), self.dictionary.len());
            self.note(&wanted, sheet);
            let joined = hash(&spelling::skeleton(&query.name.joined()));
            for entry in rows_of(&self.by_joined, joined).take(BUDGET) {
                sheet.add(entry, 12.0);
            }
            let year = query.birth.map_or(0, |birth| birth.date.year());
            let mut ranked: Vec<(f32, u32)> = Vec::with_capacity(RANKED);
            let mut lowest = f32::NEG_INFINITY;
            for entry in &sheet.touched {
                let shared = sheet.scores[*entry as usize];
                // not even the same year would bring it among the best so far
                if shared + SAME_YEAR < lowest {
                    continue;
                }
                ranked.push((shared + near(year, self.years[*entry as usize]), *entry));
                if ranked.len() == RANKED {
                    lowest = best(&mut ranked);
                }
            }
            best(&mut ranked);
            ranked.into_iter().map(|(_, entry)| entry).collect()
        })
    }

    fn note(&self, wanted: &[Likes], sheet: &mut Sheet) {
        let mut looked = 0;
        for like in wanted {
            if sheet.touched.is_empty() || looked + like.width <= BUDGET {
                for (id, likeness) in &like.ids {
                    let worth = self.worth(*id) * likeness;
                    for entry in self.postings.get(*id).iter().take(WIDEST) {
                        sheet.add(*entry, worth);
                    }
                }
                looked += like.width;
            } else {
                for (id, likeness) in &like.ids {
                    sheet.marks[*id as usize] = self.worth(*id) * likeness;
                }
                let Sheet {
                    scores,
                    touched,
                    marks,
                } = sheet;
                for entry in touched.iter() {
                    let held = self.entry_parts.get(*entry).iter();
                    let best = held.map(|id| marks[*id as usize]).fold(0.0, f32::max);
                    scores[*entry as usize] += best;
                }
                for (id, _) in &like.ids {
                    sheet.marks[*id as usize] = 0.0;
                }
            }
        }
    }

    /// What each part of a name may stand for in the dictionary.
    fn wanted(&self, name: &Name) -> Vec<Likes> {
        let last = name.parts.len().saturating_sub(1);
        let mut wanted: Vec<Likes> = name
            .parts
            .iter()
            .enumerate()
            .filter(|(_, part)| part.kind == Kind::Plain || name.parts.len() == 1)
            .map(|(at, part)| self.likes(part, name.abjad, at == last || at == 0))
            .collect();
        for run in name.parts.windows(2) {
            let joined = format!("{}{}", run[0].text, run[1].text);
            if let Some(id) = self.by_text.get(&joined) {
                wanted.push(Likes {
                    width: self.postings.get(*id).len(),
                    ids: vec![(*id, 1.0)],
                });
            }
        }
        wanted.retain(|like| !like.ids.is_empty());
        wanted
    }

    fn likes(&self, part: &Part, abjad: bool, may_be_cut: bool) -> Likes {
        let mut ids: HashSet<u32, BuildHasherDefault<Plain>> = HashSet::default();
        ids.extend(self.by_text.get(&part.text));
        ids.extend(rows_of(
            &self.by_skeleton,
            hash(&spelling::skeleton(&part.text)),
        ));
        for key in gaps(&part.folded) {
            ids.extend(rows_of(&self.by_gap, key));
        }
        if !part.families.is_empty() {
            ids.extend(families::relatives(&part.text).filter_map(|text| self.by_text.get(text)));
        }
        if may_be_cut && part.text.len() >= 4 {
            let start = self
                .sorted
                .partition_point(|id| self.text(*id) < part.text.as_str());
            let same = self.sorted[start..].iter().take(LIKE);
            ids.extend(same.take_while(|id| self.text(**id).starts_with(&part.text)));
        }
        let mut ids: Vec<(u32, f32)> = ids
            .into_iter()
            .filter_map(|id| {
                let (likeness, _) = compare::parts(part, &self.dictionary[id as usize], abjad)?;
                Some((id, likeness))
            })
            .collect();
        ids.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        ids.truncate(LIKE);
        Likes {
            width: ids.iter().map(|(id, _)| self.postings.get(*id).len()).sum(),
            ids,
        }
    }
}

thread_local! {
    static SHEET: RefCell<Sheet> = RefCell::default();
}

/// Marks during one search: as long as the longest list searched on this thread, cleared where it was written.
#[derive(Default)]
struct Sheet {
    /// By entry, what it shares with the query so far.
    scores: Vec<f32>,
    /// Entries that share anything.
    touched: Vec<u32>,
    /// By part of the dictionary, what holding it is worth for the query's part in hand.
    marks: Vec<f32>,
}

impl Sheet {
    fn open(&mut self, entries: usize, parts: usize) {
        for entry in self.touched.drain(..) {
            self.scores[entry as usize] = 0.0;
        }
        if self.scores.len() < entries {
            self.scores.resize(entries, 0.0);
        }
        if self.marks.len() < parts {
            self.marks.resize(parts, 0.0);
        }
    }

    #[inline]
    fn add(&mut self, entry: u32, worth: f32) {
        let score = &mut self.scores[entry as usize];
        if *score <= 0.0 {
            self.touched.push(entry);
        }
        *score += worth;
    }
}

/// Dictionary parts that one part of a query may stand for, and how many entries hold them.
struct Likes {
    ids: Vec<(u32, f32)>,
    width: usize,
}

/// Keeps those that are judged; the score of the last of them.
fn best(ranked: &mut Vec<(f32, u32)>) -> f32 {
    if ranked.len() <= JUDGED {
        return f32::NEG_INFINITY;
    }
    ranked.select_nth_unstable_by(JUDGED - 1, |x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    ranked.truncate(JUDGED);
    ranked[JUDGED - 1].0
}

/// What a year of birth adds to the order of candidates, in the scale of [`Index::worth`].
fn near(asked: i16, listed: i16) -> f32 {
    if asked == 0 || listed == 0 {
        return 0.0;
    }
    match asked.abs_diff(listed) {
        0 => SAME_YEAR,
        1 => 1.5,
        2 => 0.5,
        10 | 20 => 0.0,
        _ => -3.0,
    }
}

/// Hashes numbers of our own making: nobody outside chooses them.
#[derive(Default)]
struct Plain(u64);

impl std::hash::Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }
    fn write_u32(&mut self, value: u32) {
        self.0 = (self.0 ^ u64::from(value)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 29;
    }
}
