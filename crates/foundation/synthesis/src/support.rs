//! Which records may be made, and how many of each.
//!
//! A model of products fills every gap between what was measured: it makes combinations that nobody has. So records
//! are proposed in plenty, those that hold a combination of attributes whose own estimate is under a threshold are
//! struck out, and the weights of the rest are raked back to the noisy counts. All of it is post-processing: it
//! reads noisy counts and the model, never a record, and costs no privacy.

use std::collections::HashMap;

use crate::{
    Table,
    domain::Domain,
    estimate::Measured,
    marginal::{Cells, combinations},
    sampling::{Chance, systematic},
};

/// Records with weights that sum to the model's total.
#[derive(Debug, Clone)]
pub struct Weighted {
    /// Distinct records.
    pub records: Table,
    /// People each stands for; fractions are whole people only after drawing.
    pub weights: Vec<f64>,
}

impl Weighted {
    /// Takes out records that break a rule.
    pub(crate) fn drop_forbidden(&mut self, domain: &Domain) {
        let rows: Vec<u32> = (0_u32..)
            .take(self.records.rows())
            .filter(|&row| !domain.forbids(|column| self.records.column(column)[row as usize]))
            .collect();
        self.weights = rows.iter().map(|&row| self.weights[row as usize]).collect();
        self.records = self.records.pick(&rows);
    }

    /// Adds records; the sum of weights grows by theirs.
    pub(crate) fn extend(&mut self, records: Vec<(Vec<u16>, f64)>) {
        let mut columns: Vec<Vec<u16>> = (0..self.records.width())
            .map(|at| self.records.column(at).to_vec())
            .collect();
        for (record, weight) in records {
            for (column, value) in columns.iter_mut().zip(record) {
                column.push(value);
            }
            self.weights.push(weight);
        }
        self.records = Table::from_columns(columns);
    }
}

/// Strikes out records with a thin combination. `says` tells for each column which values are attributes.
pub fn strike_thin(weighted: &mut Weighted, says: &[Vec<bool>], least: &[f64]) {
    let sizes: Vec<usize> = says.iter().map(Vec::len).collect();
    let total: f64 = weighted.weights.iter().sum();
    let mut weights = weighted.weights.clone();
    for (n, &least) in (1..).zip(least) {
        let left: f64 = weights.iter().sum();
        // As records fall the rest stand for more people each.
        let least = least * left / total.max(f64::MIN_POSITIVE);
        for columns in combinations(sizes.len(), n) {
            strike(
                &weighted.records,
                &columns,
                &sizes,
                says,
                least,
                &mut weights,
            );
        }
    }
    let rows: Vec<u32> = (0_u32..)
        .zip(&weights)
        .filter(|&(_, &weight)| weight > 0.0)
        .map(|(row, _)| row)
        .collect();
    let left: f64 = weights.iter().sum();
    if left <= 0.0 || left.is_nan() {
        return;
    }
    weighted.records = weighted.records.pick(&rows);
    weighted.weights = rows
        .iter()
        .map(|&row| weights[row as usize] * total / left)
        .collect();
}

const DENSE: usize = 1 << 20;

fn strike(
    records: &Table,
    columns: &[usize],
    sizes: &[usize],
    says: &[Vec<bool>],
    least: f64,
    weights: &mut [f64],
) {
    let cells = Cells::new(columns, sizes);
    let attributes = |row: usize| {
        columns
            .iter()
            .all(|&column| says[column][usize::from(records.column(column)[row])])
    };
    if cells.count <= DENSE {
        let of_rows = cells.of_rows(records);
        let mut sums = vec![0.0; cells.count];
        for (&weight, &cell) in weights.iter().zip(&of_rows) {
            sums[cell as usize] += weight;
        }
        for (row, &cell) in of_rows.iter().enumerate() {
            if sums[cell as usize] < least && weights[row] > 0.0 && attributes(row) {
                weights[row] = 0.0;
            }
        }
        return;
    }
    let key = |row: usize| records.combination(row, columns, sizes);
    let mut sums: HashMap<u64, f64> = HashMap::new();
    for (row, &weight) in weights.iter().enumerate() {
        *sums.entry(key(row)).or_default() += weight;
    }
    for (row, weight) in weights.iter_mut().enumerate() {
        if *weight > 0.0 && sums.get(&key(row)).is_some_and(|&sum| sum < least) && attributes(row) {
            *weight = 0.0;
        }
    }
}

/// Distinct records with weights in proportion to how often they were proposed.
#[must_use]
pub fn weigh(proposed: &Table, total: f64, domain: &Domain) -> Weighted {
    let mut distinct = proposed.distinct();
    distinct.retain(|(record, _)| !domain.forbids(|column| record[column]));
    let kept: usize = distinct.iter().map(|&(_, count)| count).sum();
    let scale = total / kept.max(1) as f64;
    let mut columns = vec![Vec::with_capacity(distinct.len()); proposed.width()];
    for (record, _) in &distinct {
        for (column, &value) in columns.iter_mut().zip(record) {
            column.push(value);
        }
    }
    Weighted {
        weights: distinct
            .iter()
            .map(|&(_, count)| count as f64 * scale)
            .collect(),
        records: Table::from_columns(columns),
    }
}

/// Rakes weights back to the noisy counts: least squares, by multiplicative steps from where the weights stand.
pub fn rake(
    weighted: &mut Weighted,
    measured: &[Measured],
    sizes: &[usize],
    total: f64,
    steps: usize,
) {
    let sets: Vec<(Vec<u32>, &Measured)> = measured
        .iter()
        .map(|one| {
            (
                Cells::new(&one.columns, sizes).of_rows(&weighted.records),
                one,
            )
        })
        .collect();
    let precision: f64 = measured.iter().map(|one| one.sigma.powi(-2)).sum();
    let mut step = 2.0 / (total * precision).max(f64::MIN_POSITIVE);
    let (mut loss, mut slope) = slope(&weighted.weights, &sets);
    for _ in 0..steps {
        let mut next: Vec<f64> = weighted
            .weights
            .iter()
            .zip(&slope)
            .map(|(weight, slope)| weight * (-step * slope).exp())
            .collect();
        let sum: f64 = next.iter().sum();
        if !(sum > 0.0 && sum.is_finite()) {
            step *= 0.25;
            continue;
        }
        for weight in &mut next {
            *weight *= total / sum;
        }
        let (then, down) = self::slope(&next, &sets);
        if then <= loss {
            let calm = loss - then < 1e-5 * loss;
            (weighted.weights, loss, slope) = (next, then, down);
            step *= 1.25;
            if calm {
                break;
            }
        } else {
            step *= 0.5;
        }
    }
}

fn slope(weights: &[f64], sets: &[(Vec<u32>, &Measured)]) -> (f64, Vec<f64>) {
    let mut slope = vec![0.0; weights.len()];
    let mut loss = 0.0;
    for (cells, one) in sets {
        let precision = one.sigma.powi(-2);
        let mut now = vec![0.0; one.counts.len()];
        for (&cell, &weight) in cells.iter().zip(weights) {
            now[cell as usize] += weight;
        }
        for (now, &count) in now.iter_mut().zip(&one.counts) {
            let off = *now - count as f64;
            loss += 0.5 * precision * off * off;
            *now = precision * off;
        }
        for (&cell, slope) in cells.iter().zip(&mut slope) {
            *slope += now[cell as usize];
        }
    }
    (loss, slope)
}

/// Whole records, each its weight rounded down or up.
#[must_use]
pub fn whole(weighted: &Weighted, wanted: usize, chance: &mut Chance) -> Table {
    weighted
        .records
        .pick(&systematic(&weighted.weights, wanted, chance))
}
