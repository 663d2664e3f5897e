//! Values that would vanish with the thin combinations they stand in: kept in records that say less.

use std::collections::HashMap;

use crate::{marginal::combinations, support::Weighted};

/// The most proposals that are folded for one value.
const MOST: usize = 500;

/// A value and the people it should stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct AtRisk {
    /// Column.
    pub column: usize,
    /// Code of the value.
    pub value: u16,
    /// Estimated people.
    pub people: f64,
}

/// Values whose estimate is at least `least`, of which the weighted records hold under half.
#[must_use]
pub fn at_risk(
    weighted: &Weighted,
    estimates: &[Vec<f64>],
    says: &[Vec<bool>],
    least: f64,
) -> Vec<AtRisk> {
    let mut found = Vec::new();
    for (column, estimates) in estimates.iter().enumerate() {
        let mut held = vec![0.0; estimates.len()];
        for (&value, &weight) in weighted
            .records
            .column(column)
            .iter()
            .zip(&weighted.weights)
        {
            held[usize::from(value)] += weight;
        }
        for (value, &people) in estimates.iter().enumerate() {
            if says[column][value] && people >= least && held[value] < 0.5 * people {
                let value = u16::try_from(value).unwrap_or(u16::MAX);
                found.push(AtRisk {
                    column,
                    value,
                    people: people - held[value as usize],
                });
            }
        }
    }
    found
}

/// Adds to `weighted`, for each value at risk, its proposals with those attributes taken out ("not reported") that
/// stand in combinations thinner than `least`. `blank` tells which columns may be empty.
pub fn fold(
    weighted: &mut Weighted,
    proposed: &Weighted,
    risks: &[AtRisk],
    says: &[Vec<bool>],
    blank: &[bool],
    least: &[f64],
) {
    let mut rows: Vec<(u32, usize)> = Vec::new();
    for (risk, at) in risks.iter().zip(0..) {
        let mut own: Vec<u32> = (0_u32..)
            .zip(proposed.records.column(risk.column))
            .filter(|&(_, &value)| value == risk.value)
            .map(|(row, _)| row)
            .collect();
        own.sort_by(|&one, &other| {
            proposed.weights[other as usize].total_cmp(&proposed.weights[one as usize])
        });
        own.truncate(MOST);
        rows.extend(own.into_iter().map(|row| (row, at)));
    }
    if rows.is_empty() {
        return;
    }
    let thin = thin_sets(proposed, &rows, says, least);
    let mut added: HashMap<Vec<u16>, f64> = HashMap::new();
    let mut made = vec![0.0; risks.len()];
    let mut folded: Vec<(Vec<u16>, usize, f64)> = Vec::new();
    for (place, &(row, risk)) in rows.iter().enumerate() {
        if let Some(record) = reduce(
            &proposed.records.row(row as usize),
            risks[risk].column,
            &thin[place],
            says,
            blank,
        ) {
            let weight = proposed.weights[row as usize];
            made[risk] += weight;
            folded.push((record, risk, weight));
        }
    }
    for (record, risk, weight) in folded {
        *added.entry(record).or_default() += weight / made[risk] * risks[risk].people;
    }
    let mut added: Vec<(Vec<u16>, f64)> = added.into_iter().collect();
    added.sort_by(|one, other| one.0.cmp(&other.0));
    weighted.extend(added);
}

/// For each row the sets of columns whose combination is thin there.
fn thin_sets(
    proposed: &Weighted,
    rows: &[(u32, usize)],
    says: &[Vec<bool>],
    least: &[f64],
) -> Vec<Vec<Vec<usize>>> {
    let records = &proposed.records;
    let sizes: Vec<usize> = says.iter().map(Vec::len).collect();
    let mut thin = vec![Vec::new(); rows.len()];
    for (n, &least) in (1..).zip(least).skip(1) {
        for columns in combinations(records.width(), n) {
            let key = |row: usize| records.combination(row, &columns, &sizes);
            let attributes = |row: usize| {
                columns
                    .iter()
                    .all(|&column| says[column][usize::from(records.column(column)[row])])
            };
            let mut sums: HashMap<u64, f64> = HashMap::new();
            for &(row, _) in rows {
                if attributes(row as usize) {
                    sums.insert(key(row as usize), 0.0);
                }
            }
            if sums.is_empty() {
                continue;
            }
            for row in 0..records.rows() {
                if let Some(sum) = sums.get_mut(&key(row)) {
                    *sum += proposed.weights[row];
                }
            }
            for (place, &(row, _)) in rows.iter().enumerate() {
                if attributes(row as usize)
                    && sums.get(&key(row as usize)).is_some_and(|&sum| sum < least)
                {
                    thin[place].push(columns.clone());
                }
            }
        }
    }
    thin
}

/// Takes out the attribute that stands in most thin sets, again and again, never the one at risk.
fn reduce(
    record: &[u16],
    kept: usize,
    thin: &[Vec<usize>],
    says: &[Vec<bool>],
    blank: &[bool],
) -> Option<Vec<u16>> {
    let mut record = record.to_vec();
    let mut thin: Vec<&Vec<usize>> = thin.iter().collect();
    while !thin.is_empty() {
        let mut stands = vec![0_usize; record.len()];
        for columns in &thin {
            for &column in *columns {
                stands[column] += 1;
            }
        }
        let column = (0..record.len())
            .filter(|&column| {
                column != kept && blank[column] && says[column][usize::from(record[column])]
            })
            .max_by_key(|&column| stands[column])
            .filter(|&column| stands[column] > 0)?;
        record[column] = 0;
        thin.retain(|columns| !columns.contains(&column));
    }
    Some(record)
}
