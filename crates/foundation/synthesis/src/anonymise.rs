//! k-anonymous records by local recoding: every record is shared by at least k people, over all columns it shows.
//!
//! Top down: all records begin as one class that shows nothing. A class is split by the column that gives most
//! information for the least fragmentation; parts with under k people stay together one step wider. So a rare
//! person's record is never a starting point that is then blurred: it is shown only as far as k people go together.
//! The number of people in each class is rounded at random to a multiple of k, so that one person more or less shows
//! only by chance.

use serde::Serialize;

use crate::{
    Fault, Table,
    domain::Domain,
    ladder::{Ladder, widened},
    sampling::Chance,
};

/// k-anonymous records and what they cost.
#[derive(Debug, Clone)]
pub struct Anonymous {
    /// The records, in random order, over the widened domain.
    pub records: Table,
    /// The domain with the wider values that the records may hold.
    pub domain: Domain,
    /// Figures for the reader.
    pub report: Report,
}

/// What anonymising cost and what it holds.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The k asked for.
    pub k: usize,
    /// People before and records after.
    pub before: usize,
    /// See `before`.
    pub after: usize,
    /// Distinct records, each of at least k people.
    pub classes: usize,
    /// People in the smallest class that is published.
    pub smallest: usize,
    /// Mean share of information lost, over cells that said something: 0 nothing, 1 everything.
    pub information_loss: f64,
    /// Share of cells that said something and are now empty.
    pub suppressed: f64,
    /// Share of such cells that are now a wider value.
    pub generalised: f64,
    /// For each column what someone learns who knows a person's other published values.
    pub columns: Vec<Closeness>,
}

/// l-diversity and t-closeness of one column within the classes that the others form.
#[derive(Debug, Clone, Serialize)]
pub struct Closeness {
    /// Column.
    pub column: String,
    /// Smallest number of different values in a class (distinct l-diversity).
    pub l: usize,
    /// Share of people in classes with one value only: whoever knows the rest knows it.
    pub certain: f64,
    /// Largest distance between a class's shares and those of all (t-closeness, equal distances).
    pub t: f64,
}

struct Class {
    rows: Vec<u32>,
    shown: Vec<u16>,
    /// Columns that cannot be split further here.
    done: Vec<bool>,
}

/// Makes k-anonymous records.
///
/// # Errors
/// [`Fault::Parameter`] when k is under 2, or there are fewer records than k.
pub fn anonymise(
    table: &Table,
    domain: &Domain,
    k: usize,
    chance: &mut Chance,
) -> Result<Anonymous, Fault> {
    if k < 2 {
        return Err(Fault::Parameter(
            "k must be at least 2; 10 or 11 are common for published files".into(),
        ));
    }
    if table.rows() < k {
        return Err(Fault::Parameter(format!(
            "the file holds {} records, fewer than k; publish nothing of it",
            table.rows()
        )));
    }
    let (wide, ladders) = widened(domain);
    let proper: Vec<usize> = domain.columns.iter().map(|column| column.proper).collect();
    let width = table.width();
    let mut waiting = vec![Class {
        rows: (0..u32::try_from(table.rows()).unwrap_or(u32::MAX)).collect(),
        shown: vec![0; width],
        done: vec![false; width],
    }];
    let mut classes: Vec<(Vec<u16>, Vec<u32>)> = Vec::new();
    while let Some(mut class) = waiting.pop() {
        match best(&mut class, table, &ladders, &proper, k) {
            Some(parts) => waiting.extend(parts),
            None => classes.push((class.shown, class.rows)),
        }
    }
    // Classes may show the same in the end.
    classes.sort_by(|one, other| one.0.cmp(&other.0));
    let mut merged: Vec<(Vec<u16>, Vec<u32>)> = Vec::new();
    for (shown, rows) in classes {
        match merged.last_mut() {
            Some(last) if last.0 == shown => last.1.extend(rows),
            _ => merged.push((shown, rows)),
        }
    }
    let costs = costs(table, &merged, &ladders, &proper);
    let mut columns = vec![Vec::new(); width];
    let mut made: Vec<(Vec<u16>, usize)> = Vec::new();
    for (shown, rows) in merged {
        let people = round(rows.len(), k, chance);
        if people > 0 {
            for (column, &value) in columns.iter_mut().zip(&shown) {
                column.resize(column.len() + people, value);
            }
            made.push((shown, people));
        }
    }
    let mut order: Vec<u32> =
        (0..u32::try_from(columns.first().map_or(0, Vec::len)).unwrap_or(u32::MAX)).collect();
    chance.shuffle(&mut order);
    let records = Table::from_columns(columns).pick(&order);
    let report = Report {
        k,
        before: table.rows(),
        after: records.rows(),
        classes: made.len(),
        smallest: made.iter().map(|(_, people)| *people).min().unwrap_or(0),
        information_loss: costs.loss,
        suppressed: costs.suppressed,
        generalised: costs.generalised,
        columns: closeness(&made, &wide),
    };
    Ok(Anonymous {
        records,
        domain: wide,
        report,
    })
}

/// A multiple of k, up or down with the chance that keeps the expectation; never down to nothing.
fn round(people: usize, k: usize, chance: &mut Chance) -> usize {
    let over = people % k;
    let up = chance.below(k) < over;
    (people - over) + if up { k } else { 0 }
}

/// The parts of the best split, or none when nothing more can be shown of this class.
fn best(
    class: &mut Class,
    table: &Table,
    ladders: &[Ladder],
    proper: &[usize],
    k: usize,
) -> Option<Vec<Class>> {
    let mut found: Option<(f64, usize, Vec<(u16, usize)>)> = None;
    for column in 0..ladders.len() {
        if class.done[column] {
            continue;
        }
        let parts = parts(class, column, table, ladders, k);
        if parts.is_empty() {
            class.done[column] = true;
            continue;
        }
        let ladder = &ladders[column];
        let before = ladder.loss(class.shown[column], proper[column]);
        let all = class.rows.len() as f64;
        let mut gain = 0.0;
        let mut fragments = 0.0;
        let mut left = all;
        for &(code, people) in &parts {
            let people = people as f64;
            // "Not reported" that is shown as what it is loses nothing, and gains little.
            let after = if code == 0 {
                before
            } else {
                ladder.loss(code, proper[column])
            };
            gain += people * (before - after);
            fragments -= people / all * (people / all).log2();
            left -= people;
        }
        if left > 0.5 {
            fragments -= left / all * (left / all).log2();
        }
        let worth = gain / all / (0.05 + fragments);
        if gain > 0.0 && found.as_ref().is_none_or(|found| worth > found.0) {
            found = Some((worth, column, parts));
        }
    }
    let (_, column, parts) = found?;
    let mut open: Vec<Class> = parts
        .iter()
        .map(|&(code, people)| {
            let mut shown = class.shown.clone();
            shown[column] = code;
            let mut done = class.done.clone();
            done[column] = code == class.shown[column];
            Class {
                rows: Vec::with_capacity(people),
                shown,
                done,
            }
        })
        .collect();
    let mut rest = Vec::new();
    for &row in &class.rows {
        let code = next(
            ladders,
            column,
            class.shown[column],
            table.column(column)[row as usize],
        );
        match parts.iter().position(|&(part, _)| Some(part) == code) {
            Some(at) => open[at].rows.push(row),
            None => rest.push(row),
        }
    }
    if !rest.is_empty() {
        let mut done = class.done.clone();
        done[column] = true;
        open.push(Class {
            rows: rest,
            shown: class.shown.clone(),
            done,
        });
    }
    Some(open)
}

/// The code one step below `shown` on the way to `value`; none for the empty cell and where nothing is below.
fn next(ladders: &[Ladder], column: usize, shown: u16, value: u16) -> Option<u16> {
    let mut below = None;
    for step in ladders[column].steps(value) {
        if step == shown {
            return below;
        }
        below = Some(step);
    }
    below
}

/// Codes one step below with at least k people, such that those left over are none or at least k.
fn parts(
    class: &Class,
    column: usize,
    table: &Table,
    ladders: &[Ladder],
    k: usize,
) -> Vec<(u16, usize)> {
    let mut counts = vec![0_usize; ladders[column].up.len()];
    let mut rest = 0;
    for &row in &class.rows {
        match next(
            ladders,
            column,
            class.shown[column],
            table.column(column)[row as usize],
        ) {
            Some(code) => counts[usize::from(code)] += 1,
            None => rest += 1,
        }
    }
    let mut parts: Vec<(u16, usize)> = Vec::new();
    for (code, people) in (0_u16..).zip(counts) {
        if people >= k {
            parts.push((code, people));
        } else {
            rest += people;
        }
    }
    while rest > 0 && rest < k {
        let Some(least) = (0..parts.len()).min_by_key(|&at| parts[at].1) else {
            return Vec::new();
        };
        rest += parts.remove(least).1;
    }
    parts
}

/// Shares of the cells that said something; see [`Report`].
struct Costs {
    loss: f64,
    suppressed: f64,
    generalised: f64,
}

fn costs(
    table: &Table,
    classes: &[(Vec<u16>, Vec<u32>)],
    ladders: &[Ladder],
    proper: &[usize],
) -> Costs {
    let (mut said, mut loss, mut suppressed, mut generalised) = (0_u64, 0.0, 0_u64, 0_u64);
    for (shown, rows) in classes {
        for (column, &code) in shown.iter().enumerate() {
            let saying = rows
                .iter()
                .filter(|&&row| table.column(column)[row as usize] != 0)
                .count() as u64;
            said += saying;
            loss += saying as f64 * ladders[column].loss(code, proper[column]);
            if code == 0 {
                suppressed += saying;
            } else if usize::from(code) >= proper[column] {
                generalised += saying;
            }
        }
    }
    let share = |part: f64| part / said.max(1) as f64;
    Costs {
        loss: share(loss),
        suppressed: share(suppressed as f64),
        generalised: share(generalised as f64),
    }
}

fn closeness(classes: &[(Vec<u16>, usize)], domain: &Domain) -> Vec<Closeness> {
    let all: usize = classes.iter().map(|(_, people)| people).sum();
    (0..domain.columns.len())
        .map(|column| {
            let size = domain.columns[column].values.len();
            let mut shares = vec![0.0; size];
            let mut order: Vec<(Vec<u16>, u16, usize)> = Vec::new();
            for (shown, people) in classes {
                shares[usize::from(shown[column])] += *people as f64 / all.max(1) as f64;
                let mut others = shown.clone();
                let own = others.remove(column);
                order.push((others, own, *people));
            }
            order.sort();
            let (mut least, mut certain, mut furthest) = (usize::MAX, 0, 0.0_f64);
            for class in order.chunk_by(|one, other| one.0 == other.0) {
                let people: usize = class.iter().map(|(_, _, people)| people).sum();
                least = least.min(class.len());
                certain += if class.len() == 1 { people } else { 0 };
                let mut apart = 0.0;
                let mut seen = 0.0;
                for (_, own, own_people) in class {
                    let share = shares[usize::from(*own)];
                    apart += (*own_people as f64 / people as f64 - share).abs();
                    seen += share;
                }
                furthest = furthest.max(0.5 * (apart + (1.0 - seen).max(0.0)));
            }
            Closeness {
                column: domain.columns[column].name(),
                l: if least == usize::MAX { 0 } else { least },
                certain: certain as f64 / all.max(1) as f64,
                t: furthest,
            }
        })
        .collect()
}
