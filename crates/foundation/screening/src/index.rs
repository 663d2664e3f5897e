//! A list in memory: the few subjects worth judging are found among a million by the parts of their names.
//!
//! Each different part stands once in a dictionary with the entries that hold it. A query's part finds like parts of the
//! dictionary (equal, same consonants, one letter gone on either side, same family, same beginning), these find entries, rare
//! parts first; the best are judged. A common part alone never brings entries in once rarer parts have.

mod candidates;

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
    sync::Arc,
};

use serde::Serialize;

use crate::{
    compare::{self, Evidence, Reason},
    model::{self, Contribution},
    name::{Kind, Name, Part},
    spelling,
    subject::{Query, Subject},
};

/// A subject that may be the person asked about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// Identifier on the list.
    pub id: String,
    /// First name of the subject.
    pub name: String,
    /// The name that matched.
    pub matched: String,
    /// Probability, 0 to 1.
    pub score: f32,
    /// Log-odds: an order where scores are near 1.
    pub log_odds: f32,
    /// What the score is made of.
    pub reasons: Vec<Contribution>,
    /// What the list says about it.
    pub note: String,
}

/// A list ready to be searched; never changed once built.
#[derive(Debug, Default)]
pub struct Index {
    subjects: Vec<Subject>,
    dictionary: Vec<Arc<Part>>,
    by_text: HashMap<String, u32>,
    by_skeleton: Vec<(u32, u32)>,
    by_gap: Vec<(u32, u32)>,
    sorted: Vec<u32>,
    by_joined: Vec<(u32, u32)>,
    by_document: HashMap<String, Vec<u32>>,
    postings: Rows,
    entry_parts: Rows,
    entries: Vec<Entry>,
    /// Year of birth by entry, 0 when unknown: apart, for it is looked at where nothing else of an entry is.
    years: Vec<i16>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    subject: u32,
    alias: u16,
    abjad: bool,
}

/// Lists of numbers end to end.
#[derive(Debug, Default)]
struct Rows {
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl Rows {
    fn get(&self, row: u32) -> &[u32] {
        let at = row as usize;
        &self.values[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("a list of fewer than four thousand million parts")
}

fn hash(text: &str) -> u32 {
    let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(text);
    u32::try_from(hash >> 32).expect("the upper half of 64 bits")
}

fn rows_of(table: &[(u32, u32)], key: u32) -> impl Iterator<Item = u32> {
    let start = table.partition_point(|(found, _)| *found < key);
    table[start..]
        .iter()
        .take_while(move |(found, _)| *found == key)
        .map(|(_, value)| *value)
}

impl Index {
    /// Builds the index of a list.
    pub fn build(subjects: Vec<Subject>) -> Self {
        let mut index = Self::default();
        let mut held: Vec<(u32, u32)> = Vec::new();
        for (at, subject) in subjects.iter().enumerate() {
            index.add(number(at), subject, &mut held);
        }
        index.subjects = subjects;
        index
            .entry_parts
            .starts
            .push(number(index.entry_parts.values.len()));
        held.sort_unstable();
        held.dedup();
        let mut starts = vec![0_u32; index.dictionary.len() + 1];
        for (part, _) in &held {
            starts[*part as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        index.postings = Rows {
            starts,
            values: held.into_iter().map(|(_, entry)| entry).collect(),
        };
        index.open_dictionary();
        index
    }

    fn add(&mut self, at: u32, subject: &Subject, held: &mut Vec<(u32, u32)>) {
        for (alias, written) in subject.names.iter().take(usize::from(u16::MAX)).enumerate() {
            let name = Name::read(written);
            if name.parts.is_empty() {
                continue;
            }
            let entry = number(self.entries.len());
            self.entries.push(Entry {
                subject: at,
                alias: u16::try_from(alias).expect("cut above"),
                abjad: name.abjad,
            });
            let birth = subject.births.first();
            self.years.push(birth.map_or(0, |birth| birth.date.year()));
            self.by_joined
                .push((hash(&spelling::skeleton(&name.joined())), entry));
            self.entry_parts
                .starts
                .push(number(self.entry_parts.values.len()));
            for part in name.parts {
                let id = match self.by_text.get(&part.text) {
                    Some(id) => *id,
                    None => {
                        let id = number(self.dictionary.len());
                        self.by_text.insert(part.text.clone(), id);
                        self.dictionary.push(part);
                        id
                    }
                };
                self.entry_parts.values.push(id);
                held.push((id, entry));
            }
        }
        for document in &subject.documents {
            self.by_document
                .entry(document.clone())
                .or_default()
                .push(at);
        }
    }

    fn open_dictionary(&mut self) {
        for (id, part) in (0_u32..).zip(&self.dictionary) {
            if part.kind == Kind::Plain {
                self.by_skeleton
                    .push((hash(&spelling::skeleton(&part.text)), id));
                self.by_gap.extend(gaps(&part.folded).map(|key| (key, id)));
            }
        }
        self.by_skeleton.sort_unstable();
        self.by_gap.sort_unstable();
        self.by_gap.dedup();
        self.by_joined.sort_unstable();
        let mut sorted: Vec<u32> = (0..number(self.dictionary.len())).collect();
        sorted.sort_unstable_by(|x, y| self.text(*x).cmp(self.text(*y)));
        self.sorted = sorted;
    }

    /// Subjects of the list.
    pub fn len(&self) -> usize {
        self.subjects.len()
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty()
    }

    /// The subjects, in the order of the list.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    fn text(&self, id: u32) -> &str {
        &self.dictionary[id as usize].text
    }

    /// Subjects that may be the person, the likeliest first, none under the threshold.
    pub fn search(&self, query: &Query, threshold: f32, most: usize) -> Vec<Hit> {
        let mut hits = self.by_number(query);
        let mut seen: HashSet<u32> = hits.iter().map(|(subject, _)| *subject).collect();
        let lowest = (threshold / (1.0 - threshold)).ln();
        let mut judged: Vec<(f32, u32)> = Vec::new();
        for entry in self.candidates(query) {
            let subject = &self.subjects[self.entries[entry as usize].subject as usize];
            let other = model::other_log_odds(query, subject);
            // even an equal, rare name would not bring it to the threshold
            if other + model::MOST_OF_NAMES < lowest {
                continue;
            }
            let evidence = compare::names(&query.name, &self.name_of(entry));
            let rarity = self.rarity(entry, &evidence);
            let log_odds = model::name_log_odds(&evidence) + rarity + other;
            if log_odds >= lowest {
                judged.push((log_odds, entry));
            }
        }
        judged.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        for (_, entry) in judged {
            if hits.len() >= most {
                break;
            }
            let found = self.entries[entry as usize];
            if seen.insert(found.subject) {
                let listed = &self.subjects[found.subject as usize];
                let name = self.name_of(entry);
                let evidence = compare::names(&query.name, &name);
                let rarity = self.rarity(entry, &evidence);
                let judgement = model::judge(query, &name, listed, &evidence, rarity);
                hits.push((
                    found.subject,
                    hit(listed, usize::from(found.alias), judgement),
                ));
            }
        }
        hits.truncate(most);
        hits.into_iter().map(|(_, hit)| hit).collect()
    }

    /// A document's number is a hit whatever the name.
    fn by_number(&self, query: &Query) -> Vec<(u32, Hit)> {
        let found = query
            .document
            .as_ref()
            .and_then(|number| self.by_document.get(number));
        let found = found.into_iter().flatten();
        found
            .map(|subject| {
                let listed = &self.subjects[*subject as usize];
                let judgement = model::Judgement {
                    score: 1.0,
                    log_odds: 20.0,
                    contributions: vec![Contribution {
                        what: "the document's number is on the list".to_owned(),
                        weight: 20.0,
                    }],
                };
                (*subject, hit(listed, 0, judgement))
            })
            .collect()
    }

    fn name_of(&self, entry: u32) -> Name {
        let ids = self.entry_parts.get(entry);
        Name {
            parts: ids
                .iter()
                .map(|id| Arc::clone(&self.dictionary[*id as usize]))
                .collect(),
            abjad: self.entries[entry as usize].abjad,
        }
    }

    /// What the frequency of the parts that agree says.
    fn rarity(&self, entry: u32, evidence: &Evidence) -> f32 {
        let ids = self.entry_parts.get(entry);
        let mut expected = self.logarithm_of_all();
        for pair in &evidence.pairs {
            // an initial or a likeness agrees by chance with many more than the part's own bearers
            let share = match pair.reason {
                Reason::Initial => 0.2,
                _ => pair.likeness * pair.likeness,
            };
            for id in &ids[pair.b.0..pair.b.1] {
                expected -= (self.worth(*id) - 1.0) * share;
            }
        }
        model::rarity(expected)
    }

    /// How much sharing a part says: rare parts more.
    #[expect(clippy::cast_precision_loss, reason = "counts of a list")]
    fn worth(&self, id: u32) -> f32 {
        let held = self.postings.get(id).len().max(1) as f32;
        let worth = (self.entries.len() as f32 / held).ln() + 1.0;
        match self.dictionary[id as usize].kind {
            Kind::Plain => worth,
            Kind::Initial | Kind::Particle => worth * 0.2,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of a list")]
    fn logarithm_of_all(&self) -> f32 {
        (self.entries.len().max(1) as f32).ln()
    }
}

fn hit(listed: &Subject, alias: usize, judgement: model::Judgement) -> Hit {
    Hit {
        id: listed.id.clone(),
        name: listed.names[0].clone(),
        matched: listed.names[alias].clone(),
        score: judgement.score,
        log_odds: judgement.log_odds,
        reasons: judgement.contributions,
        note: listed.note.clone(),
    }
}

/// Keys of a part and of it with one letter gone: two parts that differ in one letter share one.
fn gaps(folded: &str) -> impl Iterator<Item = u32> {
    let without = (0..folded.len()).map(move |at| {
        let mut text = String::with_capacity(folded.len());
        text.push_str(&folded[..at]);
        text.push_str(&folded[at + 1..]);
        hash(&text)
    });
    std::iter::once(hash(folded)).chain(without.filter(|_| folded.len() > 2))
}

/// The order in which hits of several indexes are shown.
pub(crate) fn likeliest_first(hits: &mut [Hit]) {
    hits.sort_by(|x, y| y.log_odds.total_cmp(&x.log_odds));
}
