//! A junction tree: a distribution over all columns that is a product of small tables, and can be read exactly.

use crate::marginal::Cells;

/// One clique of the tree and how it hangs on its parent.
#[derive(Debug, Clone)]
pub struct Clique {
    /// The columns and cells of this clique.
    pub cells: Cells,
    /// The clique nearer to the root, and what both share.
    pub parent: Option<Hinge>,
}

/// What a clique shares with its parent.
#[derive(Debug, Clone)]
pub struct Hinge {
    /// Place of the parent in the list of cliques; always an earlier one.
    pub parent: usize,
    /// The shared columns.
    pub shared: Cells,
    /// From each of this clique's cells to the shared cell.
    pub down: Vec<u32>,
    /// From each of the parent's cells to the shared cell.
    pub up: Vec<u32>,
}

/// Columns joined so that every given set of columns lies within one clique.
#[derive(Debug, Clone)]
pub struct JunctionTree {
    /// Parents stand before children.
    pub cliques: Vec<Clique>,
}

/// The cliques that arise when columns are eliminated greedily, cheapest first (weighted min-fill).
fn eliminate(sizes: &[usize], sets: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let columns = sizes.len();
    let mut linked = vec![vec![false; columns]; columns];
    for set in sets {
        for &one in set {
            for &other in set {
                linked[one][other] = one != other;
            }
        }
    }
    let mut left: Vec<usize> = (0..columns).collect();
    let mut cliques: Vec<Vec<usize>> = Vec::new();
    while !left.is_empty() {
        let cost = |column: usize| -> f64 {
            let own = sizes[column] as f64;
            left.iter()
                .filter(|&&other| linked[column][other])
                .fold(own, |all, &other| all * sizes[other] as f64)
        };
        let mut best = (f64::INFINITY, 0);
        for (at, &column) in left.iter().enumerate() {
            let cost = cost(column);
            if cost < best.0 {
                best = (cost, at);
            }
        }
        let column = left.remove(best.1);
        let near: Vec<usize> = left
            .iter()
            .copied()
            .filter(|&other| linked[column][other])
            .collect();
        for &one in &near {
            for &other in &near {
                linked[one][other] = one != other;
            }
        }
        let mut clique = near;
        clique.push(column);
        clique.sort_unstable();
        cliques.push(clique);
    }
    let mut kept: Vec<Vec<usize>> = Vec::new();
    for clique in cliques {
        let inside = |wide: &Vec<usize>| clique.iter().all(|column| wide.contains(column));
        if !kept.iter().any(inside) {
            kept.push(clique);
        }
    }
    kept
}

/// How many cells a tree over these sets would hold.
#[must_use]
pub fn size_of(sizes: &[usize], sets: &[Vec<usize>]) -> f64 {
    eliminate(sizes, sets)
        .iter()
        .map(|clique| {
            clique
                .iter()
                .map(|&column| sizes[column] as f64)
                .product::<f64>()
        })
        .sum()
}

impl JunctionTree {
    /// A tree over all columns in which each of `sets` lies within one clique.
    #[must_use]
    pub fn new(sizes: &[usize], sets: &[Vec<usize>]) -> Self {
        let mut waiting = eliminate(sizes, sets);
        // Widest first as root; then always the one that shares most (a maximum spanning tree is a junction tree).
        waiting.sort_by_key(|clique| std::cmp::Reverse(Cells::new(clique, sizes).count));
        let mut cliques: Vec<Clique> = Vec::new();
        while !waiting.is_empty() {
            let mut best = (0, 0, -1_i64);
            for (at, clique) in waiting.iter().enumerate() {
                for (parent, there) in cliques.iter().enumerate() {
                    let shared = clique
                        .iter()
                        .filter(|column| there.cells.columns.contains(column))
                        .count();
                    let shared = i64::try_from(shared).unwrap_or(i64::MAX);
                    if shared > best.2 {
                        best = (at, parent, shared);
                    }
                }
            }
            let cells = Cells::new(&waiting.remove(best.0), sizes);
            let parent = cliques.get(best.1).map(|parent| {
                let both: Vec<usize> = cells
                    .columns
                    .iter()
                    .copied()
                    .filter(|column| parent.cells.columns.contains(column))
                    .collect();
                let shared = Cells::new(&both, sizes);
                Hinge {
                    parent: best.1,
                    down: cells.onto(&shared, sizes),
                    up: parent.cells.onto(&shared, sizes),
                    shared,
                }
            });
            cliques.push(Clique { cells, parent });
        }
        Self { cliques }
    }

    /// The first clique that holds all of these columns.
    #[must_use]
    pub fn holding(&self, columns: &[usize]) -> Option<usize> {
        self.cliques.iter().position(|clique| {
            columns
                .iter()
                .all(|column| clique.cells.columns.contains(column))
        })
    }

    /// Turns products of weights into exact marginals that sum to `total` (two passes of messages).
    /// False when all weight is gone.
    pub fn calibrate(&self, weights: &mut [Vec<f64>], total: f64) -> bool {
        let mut sent: Vec<Vec<f64>> = vec![Vec::new(); self.cliques.len()];
        for at in (0..self.cliques.len()).rev() {
            let Some(hinge) = &self.cliques[at].parent else {
                continue;
            };
            let mut message = project(&weights[at], &hinge.down, hinge.shared.count);
            let sum: f64 = message.iter().sum();
            if !(sum > 0.0 && sum.is_finite()) {
                return false;
            }
            for value in &mut message {
                *value /= sum;
            }
            for (weight, &cell) in weights[hinge.parent].iter_mut().zip(&hinge.up) {
                *weight *= message[cell as usize];
            }
            sent[at] = message;
        }
        let sum: f64 = weights[0].iter().sum();
        if !(sum > 0.0 && sum.is_finite()) {
            return false;
        }
        for weight in &mut weights[0] {
            *weight *= total / sum;
        }
        for (at, clique) in self.cliques.iter().enumerate() {
            let Some(hinge) = &clique.parent else {
                continue;
            };
            let above = project(&weights[hinge.parent], &hinge.up, hinge.shared.count);
            let own = project(&weights[at], &hinge.down, hinge.shared.count);
            let ratio: Vec<f64> = above
                .iter()
                .zip(&own)
                .map(|(&above, &own)| if own > 0.0 { above / own } else { 0.0 })
                .collect();
            for (weight, &cell) in weights[at].iter_mut().zip(&hinge.down) {
                *weight *= ratio[cell as usize];
            }
        }
        true
    }
}

/// Sums a wider table's weights into a narrower one.
#[must_use]
pub fn project(weights: &[f64], map: &[u32], count: usize) -> Vec<f64> {
    let mut sums = vec![0.0; count];
    for (&weight, &cell) in weights.iter().zip(map) {
        sums[cell as usize] += weight;
    }
    sums
}
