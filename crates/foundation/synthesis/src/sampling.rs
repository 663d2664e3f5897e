//! Records drawn from a junction tree. All chance here comes after the noise: it protects nobody and needs no secrecy.

use rand_chacha::{
    ChaCha20Rng,
    rand_core::{RngCore, SeedableRng},
};

use crate::{Table, estimate::Model};

/// Chance for post-processing: the same seed gives the same records on every machine.
pub struct Chance(ChaCha20Rng);

impl Chance {
    /// A stream of its own for each seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed))
    }

    /// Uniform in [0, 1) with 53 bits.
    pub fn fraction(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform in 0..bound; bound is at least 1.
    pub fn below(&mut self, bound: usize) -> usize {
        let at = (u128::from(self.0.next_u64()) * bound as u128) >> 64;
        usize::try_from(at).unwrap_or(0)
    }

    /// Puts a list into random order (Fisher-Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

/// Draws `wanted` indices in proportion to `weights` with the least variance: each comes up its expected number of
/// times, rounded down or up (systematic sampling), in random order.
pub fn systematic(weights: &[f64], wanted: usize, chance: &mut Chance) -> Vec<u32> {
    let total: f64 = weights.iter().sum();
    let mut drawn = Vec::with_capacity(wanted);
    if wanted == 0 || total <= 0.0 || total.is_nan() {
        return drawn;
    }
    let gap = total / wanted as f64;
    let mut next = chance.fraction() * gap;
    let mut sum = 0.0;
    let mut last = 0;
    for (at, &weight) in weights.iter().enumerate() {
        sum += weight;
        if weight > 0.0 {
            last = at;
        }
        while next < sum && drawn.len() < wanted {
            drawn.push(u32::try_from(at).unwrap_or(u32::MAX));
            next += gap;
        }
    }
    while drawn.len() < wanted {
        drawn.push(u32::try_from(last).unwrap_or(u32::MAX));
    }
    chance.shuffle(&mut drawn);
    drawn
}

/// `wanted` records of the model.
#[must_use]
pub fn draw(model: &Model, wanted: usize, chance: &mut Chance) -> Table {
    let mut columns = vec![vec![0_u16; wanted]; model.sizes.len()];
    for (clique, belief) in model.tree.cliques.iter().zip(&model.beliefs) {
        let Some(hinge) = &clique.parent else {
            let drawn = systematic(belief, wanted, chance);
            for (row, &cell) in drawn.iter().enumerate() {
                for (&column, value) in clique
                    .cells
                    .columns
                    .iter()
                    .zip(clique.cells.values(cell as usize))
                {
                    columns[column][row] = value;
                }
            }
            continue;
        };
        // Cells of this clique and rows made so far, both grouped by what is shared.
        let cells = group(&hinge.down, hinge.shared.count);
        let mut at_shared = vec![0_u32; wanted];
        for (&column, &stride) in hinge.shared.columns.iter().zip(&hinge.shared.strides) {
            let stride = u32::try_from(stride).unwrap_or(u32::MAX);
            for (shared, &value) in at_shared.iter_mut().zip(&columns[column]) {
                *shared += u32::from(value) * stride;
            }
        }
        let rows = group(&at_shared, hinge.shared.count);
        let mut weights = Vec::new();
        for shared in 0..hinge.shared.count {
            let rows = rows.of(shared);
            if rows.is_empty() {
                continue;
            }
            let cells = cells.of(shared);
            weights.clear();
            weights.extend(cells.iter().map(|&cell| belief[cell as usize]));
            let drawn = systematic(&weights, rows.len(), chance);
            for (&row, &at) in rows.iter().zip(&drawn) {
                let cell = cells[at as usize] as usize;
                for (&column, value) in clique.cells.columns.iter().zip(clique.cells.values(cell)) {
                    columns[column][row as usize] = value;
                }
            }
        }
    }
    Table::from_columns(columns)
}

/// Places of a list, grouped by key.
struct Groups {
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Groups {
    fn of(&self, key: usize) -> &[u32] {
        &self.places[self.starts[key] as usize..self.starts[key + 1] as usize]
    }
}

fn group(keys: &[u32], count: usize) -> Groups {
    let mut starts = vec![0_u32; count + 1];
    for &key in keys {
        starts[key as usize + 1] += 1;
    }
    for at in 0..count {
        starts[at + 1] += starts[at];
    }
    let mut next = starts.clone();
    let mut places = vec![0_u32; keys.len()];
    for (at, &key) in keys.iter().enumerate() {
        let slot = &mut next[key as usize];
        places[*slot as usize] = u32::try_from(at).unwrap_or(u32::MAX);
        *slot += 1;
    }
    Groups { starts, places }
}
