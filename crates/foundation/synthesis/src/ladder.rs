//! Generalisation hierarchies: what a value becomes when it is made wider, step by step up to "not reported".

use crate::domain::{Column, Domain, Kind};

/// For each code of a widened column its wider code; code 0, the empty cell, is the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    /// Wider code of each code.
    pub up: Vec<u16>,
    /// How many values proper lie under each code.
    pub under: Vec<usize>,
}

impl Ladder {
    /// Share of the column's information that is lost when a value is shown as this code (normalised certainty
    /// penalty): 0 for a value proper, 1 for the empty cell.
    #[must_use]
    pub fn loss(&self, code: u16, proper: usize) -> f64 {
        match usize::from(code) {
            0 => 1.0,
            code if code < proper => 0.0,
            code => (self.under[code] as f64 - 1.0) / (proper as f64 - 2.0).max(1.0),
        }
    }

    /// The code itself, then ever wider ones, the empty cell last.
    pub fn steps(&self, code: u16) -> impl Iterator<Item = u16> + '_ {
        let mut next = Some(code);
        std::iter::from_fn(move || {
            let now = next?;
            next = (now != 0).then(|| self.up[usize::from(now)]);
            Some(now)
        })
    }
}

/// The domain with its wider codes after the values proper, and the ladder of each column. Declared groups are used as
/// they are; neighbouring intervals and whole numbers are joined two by two; other values go straight to the empty cell.
#[must_use]
pub fn widened(domain: &Domain) -> (Domain, Vec<Ladder>) {
    let mut wide = domain.clone();
    let ladders = wide.columns.iter_mut().map(build).collect();
    (wide, ladders)
}

fn build(column: &mut Column) -> Ladder {
    let proper = column.proper;
    let mut ladder = Ladder {
        up: vec![0; proper],
        under: (0..proper).map(|code| usize::from(code > 0)).collect(),
    };
    if column.groups.is_empty() {
        join_neighbours(column, &mut ladder);
        return ladder;
    }
    for (name, members) in column.groups.clone() {
        let group = add(column, &mut ladder, name);
        for member in members {
            if let Some(code) = column.values.iter().position(|value| *value == member) {
                ladder.up[code] = group;
                ladder.under[usize::from(group)] += ladder.under[code];
            }
        }
    }
    ladder
}

fn add(column: &mut Column, ladder: &mut Ladder, name: String) -> u16 {
    column.values.push(name);
    ladder.up.push(0);
    ladder.under.push(0);
    u16::try_from(column.values.len() - 1).unwrap_or(u16::MAX)
}

fn join_neighbours(column: &mut Column, ladder: &mut Ladder) {
    let numbers: Option<Vec<i64>> = column.values[1..column.proper]
        .iter()
        .map(|value| value.parse().ok())
        .collect();
    let mut level: Vec<(String, String, u16)> = match (&column.kind, numbers) {
        (Kind::Bins { edges }, _) => (1_u16..)
            .zip(edges.windows(2))
            .map(|(code, pair)| (pair[0].to_string(), pair[1].to_string(), code))
            .collect(),
        (Kind::Codes, Some(numbers)) => {
            let mut sorted: Vec<(i64, u16)> = numbers.into_iter().zip(1_u16..).collect();
            sorted.sort_unstable();
            sorted
                .into_iter()
                .map(|(number, code)| (number.to_string(), number.to_string(), code))
                .collect()
        }
        _ => return,
    };
    let bins = matches!(column.kind, Kind::Bins { .. });
    while level.len() > 2 {
        let mut next = Vec::new();
        for pair in level.chunks(2) {
            let [one, other] = pair else {
                next.push(pair[0].clone());
                continue;
            };
            let name = if bins {
                format!("[{};{})", one.0, other.1)
            } else {
                format!("{} to {}", one.0, other.1)
            };
            let code = add(column, ladder, name);
            for below in [one.2, other.2] {
                ladder.up[usize::from(below)] = code;
                ladder.under[usize::from(code)] += ladder.under[usize::from(below)];
            }
            next.push((one.0.clone(), other.1.clone(), code));
        }
        level = next;
    }
}
