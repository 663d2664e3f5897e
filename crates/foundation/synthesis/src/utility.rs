//! How much of a file's combinations a release keeps, loses and invents.
//!
//! Definitions, for each number of columns n and over all sets of n columns:
//! - *total variation distance*: half the sum of absolute differences of shares over all combinations, "not reported"
//!   included as a value; mean over the sets.
//! - *mass error*: sum of absolute differences of counts divided by the sum of the file's counts, over attributes.
//! - *kept*: share of the file's combinations of attributes that the release holds too.
//! - *invented*: share of the release's combinations of attributes that the file does not hold.
//!
//! An attribute is a value that says something: neither empty nor "0".

use std::collections::HashMap;

use serde::Serialize;

use crate::{Table, domain::Domain, marginal::combinations};

/// What a release keeps of the combinations of n columns.
#[derive(Debug, Clone, Serialize)]
pub struct Kept {
    /// n.
    pub columns: usize,
    /// Sets of n columns looked at, and how many there are.
    pub sets: usize,
    /// How many sets there are in all.
    pub sets_in_all: usize,
    /// Mean total variation distance, 0 to 1.
    pub total_variation: f64,
    /// Mass error; 0 is perfect.
    pub mass_error: f64,
    /// Share of the file's combinations of attributes that are kept.
    pub kept: f64,
    /// Share of the release's combinations of attributes that are invented.
    pub invented: f64,
    /// Combinations of attributes that 1 to 9 people of the file share.
    pub rare: u64,
    /// How many of them the release shows.
    pub rare_shown: u64,
    /// Mean proportional error over the file's combinations of attributes.
    pub proportional_error: f64,
}

/// Most cells that are counted in a plain array.
const DENSE: usize = 1 << 20;
/// The most row-and-set pairs that are counted for one n; beyond it evenly spaced sets stand for all.
const MOST_WORK: usize = 2_000_000_000;

/// Compares two tables over one domain.
#[must_use]
pub fn kept(original: &Table, release: &Table, domain: &Domain, order: usize) -> Vec<Kept> {
    let sizes = domain.sizes();
    let says = domain.says();
    (1..=order.min(sizes.len()))
        .map(|n| {
            let all = combinations(sizes.len(), n);
            let affordable = (MOST_WORK / (original.rows() + release.rows()).max(1)).max(1);
            let step = all.len().div_ceil(affordable);
            let chosen: Vec<_> = all.iter().step_by(step).collect();
            let mut sum = Sum::default();
            for columns in &chosen {
                sum.add(original, release, columns, &sizes, &says);
            }
            sum.kept(n, chosen.len(), all.len())
        })
        .collect()
}

#[derive(Default)]
struct Sum {
    variation: f64,
    off: u64,
    mass: u64,
    combinations: u64,
    kept: u64,
    released: u64,
    invented: u64,
    rare: u64,
    rare_shown: u64,
    proportional: f64,
}

impl Sum {
    fn add(
        &mut self,
        original: &Table,
        release: &Table,
        columns: &[usize],
        sizes: &[usize],
        says: &[Vec<bool>],
    ) {
        let (rows, released) = (original.rows().max(1) as f64, release.rows().max(1) as f64);
        let mut variation = 0.0;
        let mut each = |cell: u64, before: u64, after: u64| {
            variation += (before as f64 / rows - after as f64 / released).abs();
            let mut rest = cell;
            let attributes = columns.iter().rev().all(|&column| {
                let size = sizes[column] as u64;
                let value = usize::try_from(rest % size).unwrap_or(0);
                rest /= size;
                says[column][value]
            });
            if !attributes {
                return;
            }
            self.off += before.abs_diff(after);
            self.mass += before;
            self.released += u64::from(after > 0);
            self.invented += u64::from(after > 0 && before == 0);
            if before > 0 {
                self.combinations += 1;
                self.kept += u64::from(after > 0);
                self.rare += u64::from(before < 10);
                self.rare_shown += u64::from(before < 10 && after > 0);
                self.proportional += before.abs_diff(after) as f64 / before as f64;
            }
        };
        let cells = columns
            .iter()
            .fold(1_usize, |all, &column| all.saturating_mul(sizes[column]));
        if cells <= DENSE {
            let mut counts = vec![(0_u64, 0_u64); cells];
            for_cells(original, columns, sizes, |cell| {
                counts[usize::try_from(cell).unwrap_or(0)].0 += 1;
            });
            for_cells(release, columns, sizes, |cell| {
                counts[usize::try_from(cell).unwrap_or(0)].1 += 1;
            });
            for (cell, (before, after)) in (0_u64..).zip(counts) {
                if before + after > 0 {
                    each(cell, before, after);
                }
            }
        } else {
            let mut counts: HashMap<u64, (u64, u64)> = HashMap::new();
            for_cells(original, columns, sizes, |cell| {
                counts.entry(cell).or_default().0 += 1;
            });
            for_cells(release, columns, sizes, |cell| {
                counts.entry(cell).or_default().1 += 1;
            });
            let mut counts: Vec<_> = counts.into_iter().collect();
            counts.sort_unstable();
            for (cell, (before, after)) in counts {
                each(cell, before, after);
            }
        }
        self.variation += 0.5 * variation;
    }

    fn kept(&self, columns: usize, sets: usize, sets_in_all: usize) -> Kept {
        let share = |part: f64, whole: u64| if whole == 0 { 0.0 } else { part / whole as f64 };
        Kept {
            columns,
            sets,
            sets_in_all,
            total_variation: share(self.variation, sets as u64),
            mass_error: share(self.off as f64, self.mass),
            kept: share(self.kept as f64, self.combinations),
            invented: share(self.invented as f64, self.released),
            rare: self.rare,
            rare_shown: self.rare_shown,
            proportional_error: share(self.proportional, self.combinations),
        }
    }
}

fn for_cells(table: &Table, columns: &[usize], sizes: &[usize], mut each: impl FnMut(u64)) {
    for row in 0..table.rows() {
        each(table.combination(row, columns, sizes));
    }
}
