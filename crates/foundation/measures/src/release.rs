//! One table of a published partition by several dimensions and with its parts (such as the sexes), protected as one:
//! nothing hidden in it can be computed from its other rows, its other levels, or what is published of the same
//! indicator elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use disclosure::{Group, SmallNumbers, suppress_within};
use vocab::PlaceTree;

use crate::{
    Ask, Audience, Cell, Indicator, MeasureError, Measures, Observation,
    fine::{self, Fine, Lineage},
    frame::LEVELS,
    observe, public,
};

/// What a table is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableAsk {
    /// The indicator.
    pub indicator: String,
    /// The published partition.
    pub partition: String,
    /// A dimension of which values are never added, such as the kind of assessment: a table within the table.
    pub kind: String,
    /// A dimension by which the indicator is published elsewhere too, e.g. on the public pages.
    pub margin: String,
    /// Further dimensions, all of them fields.
    pub by: Vec<String>,
    /// Meanings of the fields that are parts of a value, e.g. women and men.
    pub parts: Vec<String>,
    /// The deepest admin level.
    pub deepest: u8,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// Admin level of the area, 0 is the country.
    pub level: u8,
    /// Code of the area, or its name where no code is known.
    pub place: String,
    /// The value of the kind.
    pub kind: String,
    /// Values of the dimensions, the margin first, then the others in the order of the ask; none in the row of all of them.
    pub by: Option<Vec<String>>,
    /// The value.
    pub value: Cell,
    /// The values of the parts; unknown where not every record has it.
    pub parts: Vec<Cell>,
}

/// A protected table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its rows by kind, level, area and dimensions.
    pub rows: Vec<TableRow>,
    /// By level and area the area above, as the register of places or the records say.
    pub above: BTreeMap<(u8, String), String>,
}

/// How far a cell is disaggregated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Depth {
    Whole,
    Margin,
    Full,
}

/// Level (none for everything), area, depth, values of the dimensions, number of the part (0 is the whole); areas and
/// values by their numbers.
type Key = (Option<u8>, u32, Depth, u32, usize);

/// Texts with numbers; 0 is none.
#[derive(Default)]
struct Words<T: Ord + Clone>(BTreeMap<T, u32>, Vec<T>);

impl<T: Ord + Clone> Words<T> {
    fn number(&mut self, word: &T) -> u32 {
        if let Some(known) = self.0.get(word) {
            return *known;
        }
        self.1.push(word.clone());
        let number = u32::try_from(self.1.len()).unwrap_or(u32::MAX);
        self.0.insert(word.clone(), number);
        number
    }

    fn find(&self, word: &T) -> Option<u32> {
        self.0.get(word).copied()
    }

    fn word(&self, number: u32) -> Option<&T> {
        self.1.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }
}

/// Sum of what is known, known records, all records.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    value: f64,
    known: u64,
    records: u64,
}

/// The cells of one kind while they are gathered.
#[derive(Default)]
struct Cells {
    areas: Words<String>,
    combinations: Words<Vec<String>>,
    sums: BTreeMap<Key, Sum>,
    /// For each level and area the area above.
    above: BTreeMap<(u8, u32), u32>,
}

/// Makes the table of a published partition.
///
/// # Errors
/// As an observation of the public: unknown or unpublished indicator, rows that must not be added, a failure below.
pub(crate) async fn table(measures: &Measures, ask: &TableAsk) -> Result<Table, MeasureError> {
    let indicator = measures.indicator(&ask.indicator)?;
    let tree = measures.places.tree().await?;
    let published = Ask {
        by: vec![ask.margin.clone()],
        partition: Some(ask.partition.clone()),
        audience: Audience::Public,
        ..Ask::of(&ask.indicator)
    };
    let decided = public::protected(measures, indicator, &published, &ask.partition).await?;
    let mut by = vec![ask.kind.clone(), ask.margin.clone()];
    by.extend(ask.by.iter().cloned());
    let inside = Ask {
        by,
        audience: Audience::Internal,
        ..published
    };
    let rows = (&inside, 0);
    let rows = fine::rows(measures, indicator, rows, &ask.parts, &ask.partition).await?;
    let mut kinds: BTreeMap<String, Vec<Fine>> = BTreeMap::new();
    for row in rows {
        kinds.entry(row.by[0].clone()).or_default().push(row);
    }
    let rule = SmallNumbers {
        threshold: indicator.smallest_public,
        ..SmallNumbers::default()
    };
    let mut found = Table {
        rows: Vec::new(),
        above: BTreeMap::new(),
    };
    // What one kind hides another does not show: they are often the same people.
    let mut hidden_before: BTreeSet<Address> = BTreeSet::new();
    for (kind, first) in in_order(&kinds, measures, indicator, ask)? {
        let cells = Cells::of(&kinds[&kind], ask, &tree, &decided.lineage);
        let decided = if first { decided.cells.as_slice() } else { &[] };
        let hidden = cells.hide(ask, &rule, decided, &hidden_before);
        cells.tell(ask, &kind, &hidden, &mut found);
        hidden_before.extend(hidden.iter().map(|key| cells.address(key)));
    }
    found.rows.sort_by(|a, b| {
        let key = |row: &TableRow| {
            (
                row.kind.clone(),
                row.level,
                row.place.clone(),
                row.by.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    Ok(found)
}

/// A cell by its words: comparable between kinds.
type Address = (
    Option<u8>,
    Option<String>,
    Option<Vec<String>>,
    Depth,
    usize,
);

/// The kinds, the one that the indicator counts first and marked.
fn in_order(
    kinds: &BTreeMap<String, Vec<Fine>>,
    measures: &Measures,
    indicator: &Indicator,
    ask: &TableAsk,
) -> Result<Vec<(String, bool)>, MeasureError> {
    let only = Ask {
        by: vec![ask.kind.clone()],
        ..Ask::of(&indicator.id)
    };
    let register = measures.registers.register(&indicator.register)?;
    let column = &observe::plan(register, indicator, &only)?.dims[0].0;
    let mut preferred: Vec<String> = Vec::new();
    for never in &indicator.never_add {
        if observe::field(register, never.meaning())? == *column {
            preferred.extend(never.preference().iter().cloned());
        }
    }
    let said: Vec<&String> = kinds.keys().filter(|kind| !kind.is_empty()).collect();
    let counted = match said.as_slice() {
        [] => kinds.keys().next(),
        [one] => Some(*one),
        _ => preferred.iter().find(|kind| kinds.contains_key(*kind)),
    };
    let others = kinds.keys().filter(|kind| Some(*kind) != counted);
    Ok(counted
        .map(|kind| (kind.clone(), true))
        .into_iter()
        .chain(others.map(|kind| (kind.clone(), false)))
        .collect())
}

impl Cells {
    fn of(rows: &[Fine], ask: &TableAsk, tree: &PlaceTree, lineage: &Lineage) -> Self {
        let mut cells = Self::default();
        for row in rows {
            let margin = cells.combinations.number(&row.by[1..2].to_vec());
            let full = cells.combinations.number(&row.by[1..].to_vec());
            for level in std::iter::once(None).chain((0..LEVELS).map(Some)) {
                let area = level
                    .and_then(|level| row.areas[usize::from(level)].as_ref())
                    .map_or(0, |area| cells.areas.number(area));
                let whole = [(Depth::Whole, 0), (Depth::Margin, margin)];
                for (depth, combination) in whole {
                    cells.add((level, area, depth, combination, 0), row.value, row.known);
                }
                if level.is_some_and(|level| level <= ask.deepest) {
                    let key = |part| (level, area, Depth::Full, full, part);
                    cells.add(key(0), row.value, row.known);
                    for (part, (value, known)) in row.parts.iter().enumerate() {
                        cells.add_part(key(part + 1), *value, *known, row.known);
                    }
                }
            }
        }
        let places: BTreeSet<(u8, u32)> = cells
            .sums
            .keys()
            .filter_map(|(level, area, ..)| Some(((*level)?, *area)))
            .filter(|(level, area)| *level > 0 && *area > 0)
            .collect();
        for (level, area) in places {
            let name = cells.areas.word(area).cloned().unwrap_or_default();
            if let Some(above) = public::above(level, &name, tree, lineage) {
                let above = cells.areas.number(&above);
                cells.above.insert((level, area), above);
            }
        }
        cells
    }

    fn add(&mut self, key: Key, value: f64, known: u64) {
        self.add_part(key, value, known, known);
    }

    fn add_part(&mut self, key: Key, value: f64, known: u64, of: u64) {
        let sum = self.sums.entry(key).or_default();
        sum.value += value;
        sum.known += known;
        sum.records += of;
    }

    /// The value of a cell, when there is one: of a part only where every record that counts has it.
    fn value(&self, key: &Key) -> Option<f64> {
        let sum = self.sums.get(key)?;
        let whole = sum.known == sum.records;
        (sum.known > 0 && whole).then_some(sum.value)
    }

    fn address(&self, key: &Key) -> Address {
        let (level, area, depth, combination, part) = *key;
        (
            level,
            self.areas.word(area).cloned(),
            self.combinations.word(combination).cloned(),
            depth,
            part,
        )
    }

    /// The cells of which one is a part: the same at the level above, less disaggregated, all sexes.
    fn totals(&self, key: &Key, ask: &TableAsk) -> Vec<Key> {
        let (level, area, depth, combination, part) = *key;
        let mut totals = Vec::new();
        let above = match level {
            None => None,
            Some(0) => Some((None, 0)),
            Some(level) => {
                let above = self.above.get(&(level, area)).copied().unwrap_or(0);
                Some((Some(level - 1), above))
            }
        };
        totals.extend(above.map(|(level, area)| (level, area, depth, combination, part)));
        if part > 0 {
            totals.push((level, area, depth, combination, 0));
        } else {
            match depth {
                Depth::Full => {
                    let word = self.combinations.word(combination);
                    let margin = word.map(|words| words[..1].to_vec()).unwrap_or_default();
                    let margin = self.combinations.find(&margin).unwrap_or(0);
                    totals.push((level, area, Depth::Margin, margin, 0));
                }
                Depth::Margin => totals.push((level, area, Depth::Whole, 0, 0)),
                Depth::Whole => {}
            }
        }
        let published = |key: &Key| key.2 != Depth::Full || key.0.is_some_and(|l| l <= ask.deepest);
        totals.retain(published);
        totals
    }

    /// The cells that must not be shown.
    fn hide(
        &self,
        ask: &TableAsk,
        rule: &SmallNumbers,
        published: &[(Option<u8>, Observation)],
        hidden_before: &BTreeSet<Address>,
    ) -> BTreeSet<Key> {
        let keys: Vec<Key> = self.sums.keys().copied().collect();
        let index: BTreeMap<Key, usize> = keys.iter().copied().zip(0..).collect();
        let values: Vec<Option<f64>> = keys.iter().map(|key| self.value(key)).collect();
        // One sum for each total and direction: areas below it, dimensions of it, parts of it.
        let mut sums: BTreeMap<(Key, u8), Vec<usize>> = BTreeMap::new();
        for (at, key) in keys.iter().enumerate() {
            for total in self.totals(key, ask) {
                let direction = match (total.4 == key.4, total.2 == key.2) {
                    (true, true) => 0,
                    (true, false) => 1,
                    (false, _) => 2,
                };
                sums.entry((total, direction)).or_default().push(at);
            }
        }
        let groups: Vec<Group> = sums
            .into_iter()
            .map(|((total, _), members)| Group {
                total: index.get(&total).copied(),
                members,
            })
            .collect();
        let mut decided: Vec<Option<bool>> = keys
            .iter()
            .map(|key| hidden_before.contains(&self.address(key)).then_some(true))
            .collect();
        for (level, row) in published {
            let area = row
                .place
                .as_ref()
                .map_or(Some(0), |area| self.areas.find(area));
            let (depth, combination) = match row.by.get(&ask.margin) {
                None => (Depth::Whole, Some(0)),
                Some(value) => (Depth::Margin, self.combinations.find(&vec![value.clone()])),
            };
            let key = area.zip(combination).map(|(area, combination)| {
                let key: Key = (*level, area, depth, combination, 0);
                key
            });
            if let Some(at) = key.and_then(|key| index.get(&key)) {
                decided[*at] = Some(row.value == Cell::Suppressed);
            }
        }
        let hidden = suppress_within(&values, &groups, rule, &decided);
        keys.into_iter()
            .zip(hidden)
            .filter_map(|(key, hide)| hide.then_some(key))
            .collect()
    }

    /// The rows of one kind.
    fn tell(&self, ask: &TableAsk, kind: &str, hidden: &BTreeSet<Key>, found: &mut Table) {
        let cell = |key: &Key| {
            if hidden.contains(key) {
                Cell::Suppressed
            } else {
                self.value(key).map_or(Cell::Unknown, Cell::Value)
            }
        };
        for key in self.sums.keys() {
            let (level, area, depth, combination, part) = *key;
            let (Some(level), Some(place)) = (level, self.areas.word(area)) else {
                continue;
            };
            if part > 0 || depth == Depth::Margin || level > ask.deepest {
                continue;
            }
            let by = match depth {
                Depth::Full => self.combinations.word(combination).cloned(),
                _ => None,
            };
            let parts = 1..=ask.parts.len();
            let parts = parts.map(|part| cell(&(Some(level), area, depth, combination, part)));
            found.rows.push(TableRow {
                level,
                place: place.clone(),
                kind: kind.to_owned(),
                by,
                value: cell(key),
                parts: parts.collect(),
            });
        }
        for ((level, area), above) in &self.above {
            if let (Some(area), Some(above)) = (self.areas.word(*area), self.areas.word(*above)) {
                found.above.insert((*level, area.clone()), above.clone());
            }
        }
    }
}
