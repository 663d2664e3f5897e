//! From noisy counts of some column sets to one consistent distribution over all columns.
//!
//! Least squares over distributions of maximal entropy, by mirror descent on the log-weights of a junction tree
//! (McKenna, Sheldon, Miklau 2019). Nothing here sees a record: all of it is post-processing of noisy counts.

use crate::{
    junction::{JunctionTree, project},
    marginal::Cells,
};

/// Noisy counts of one set of columns.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Measured {
    /// The columns, rising.
    pub columns: Vec<usize>,
    /// Noisy counts, row-major over the columns' values.
    pub counts: Vec<i64>,
    /// Standard deviation of the noise.
    pub sigma: f64,
}

/// The number of records that the noisy counts tell of, best estimate.
#[must_use]
pub fn total(measured: &[Measured]) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for one in measured {
        let weight = 1.0 / (one.sigma * one.sigma * one.counts.len() as f64);
        sum += weight * one.counts.iter().sum::<i64>() as f64;
        weights += weight;
    }
    if weights > 0.0 {
        (sum / weights).max(1.0)
    } else {
        1.0
    }
}

/// A distribution over all columns, as counts of a table of `total` records.
#[derive(Debug, Clone)]
pub struct Model {
    /// How many values each column has.
    pub sizes: Vec<usize>,
    /// The tree.
    pub tree: JunctionTree,
    /// Calibrated counts of each clique.
    pub beliefs: Vec<Vec<f64>>,
    /// Log-weights, one table for each distinct measured set.
    parts: Vec<Part>,
    /// Records.
    pub total: f64,
}

#[derive(Debug, Clone)]
struct Part {
    cells: Cells,
    weights: Vec<f64>,
    /// Inverse-variance mean of what was measured, and the inverse variance.
    target: Vec<f64>,
    precision: f64,
}

/// Where a part lives in the present tree.
struct Seat {
    clique: usize,
    map: Vec<u32>,
}

impl Model {
    /// Fits the counts; `former` gives starting weights, `steps` bounds the work.
    #[must_use]
    pub fn fit(
        sizes: &[usize],
        measured: &[Measured],
        forbidden: &[(Vec<usize>, Vec<bool>)],
        former: Option<&Self>,
        steps: usize,
    ) -> Self {
        let total = total(measured);
        let mut parts: Vec<Part> = Vec::new();
        for one in measured {
            let precision = 1.0 / (one.sigma * one.sigma);
            let at = parts
                .iter()
                .position(|part| part.cells.columns == one.columns);
            let at = at.unwrap_or_else(|| {
                let cells = Cells::new(&one.columns, sizes);
                let before = former.and_then(|former| {
                    former
                        .parts
                        .iter()
                        .find(|part| part.cells.columns == one.columns)
                });
                parts.push(Part {
                    weights: before
                        .map_or_else(|| vec![0.0; cells.count], |part| part.weights.clone()),
                    target: vec![0.0; cells.count],
                    precision: 0.0,
                    cells,
                });
                parts.len() - 1
            });
            let part = &mut parts[at];
            let all = part.precision + precision;
            for (target, &count) in part.target.iter_mut().zip(&one.counts) {
                *target = (*target * part.precision + count as f64 * precision) / all;
            }
            part.precision = all;
        }
        for (columns, never) in forbidden {
            let cells = Cells::new(columns, sizes);
            let at = parts
                .iter()
                .position(|part| part.cells.columns == *columns)
                .unwrap_or_else(|| {
                    parts.push(Part {
                        weights: vec![0.0; cells.count],
                        target: vec![0.0; cells.count],
                        precision: 0.0,
                        cells,
                    });
                    parts.len() - 1
                });
            for (weight, &never) in parts[at].weights.iter_mut().zip(never) {
                if never {
                    *weight = f64::NEG_INFINITY;
                } else if *weight == f64::NEG_INFINITY {
                    *weight = 0.0;
                }
            }
        }
        let sets: Vec<Vec<usize>> = parts
            .iter()
            .map(|part| part.cells.columns.clone())
            .collect();
        let tree = JunctionTree::new(sizes, &sets);
        let mut model = Self {
            sizes: sizes.to_vec(),
            tree,
            beliefs: Vec::new(),
            parts,
            total,
        };
        model.descend(steps);
        model
    }

    fn seats(&self) -> Vec<Seat> {
        self.parts
            .iter()
            .map(|part| {
                let clique = self
                    .tree
                    .holding(&part.cells.columns)
                    .expect("the tree was built over the columns of every part");
                let map = self.tree.cliques[clique]
                    .cells
                    .onto(&part.cells, &self.sizes);
                Seat { clique, map }
            })
            .collect()
    }

    fn beliefs_of(&self, seats: &[Seat], weights: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
        let mut beliefs: Vec<Vec<f64>> = self
            .tree
            .cliques
            .iter()
            .map(|clique| vec![0.0; clique.cells.count])
            .collect();
        for (seat, weights) in seats.iter().zip(weights) {
            for (belief, &cell) in beliefs[seat.clique].iter_mut().zip(&seat.map) {
                *belief += weights[cell as usize];
            }
        }
        for belief in &mut beliefs {
            let most = belief.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            for weight in belief.iter_mut() {
                *weight = (*weight - most).exp();
            }
        }
        self.tree
            .calibrate(&mut beliefs, self.total)
            .then_some(beliefs)
    }

    /// Half the weighted sum of squares, and its gradient for each part.
    fn loss(&self, seats: &[Seat], beliefs: &[Vec<f64>]) -> (f64, Vec<Vec<f64>>) {
        let mut loss = 0.0;
        let mut gradients = Vec::with_capacity(seats.len());
        for (seat, part) in seats.iter().zip(&self.parts) {
            let mut now = project(&beliefs[seat.clique], &seat.map, part.cells.count);
            for (now, &target) in now.iter_mut().zip(&part.target) {
                let off = *now - target;
                loss += 0.5 * part.precision * off * off;
                *now = part.precision * off;
            }
            gradients.push(now);
        }
        (loss, gradients)
    }

    fn descend(&mut self, steps: usize) {
        let seats = self.seats();
        let mut weights: Vec<Vec<f64>> = self.parts.iter().map(|p| p.weights.clone()).collect();
        let Some(mut beliefs) = self.beliefs_of(&seats, &weights) else {
            return;
        };
        let (mut loss, mut gradients) = self.loss(&seats, &beliefs);
        let precision: f64 = self.parts.iter().map(|part| part.precision).sum();
        let mut step = 2.0 / (self.total * precision).max(f64::MIN_POSITIVE);
        let mut calm = 0;
        for _ in 0..steps {
            let next: Vec<Vec<f64>> = weights
                .iter()
                .zip(&gradients)
                .map(|(weights, gradient)| {
                    weights
                        .iter()
                        .zip(gradient)
                        .map(|(weight, gradient)| weight - step * gradient)
                        .collect()
                })
                .collect();
            let tried = self.beliefs_of(&seats, &next);
            let Some(tried) = tried else {
                step *= 0.25;
                continue;
            };
            let (then, slope) = self.loss(&seats, &tried);
            if then.is_finite() && then <= loss {
                calm = if loss - then < 1e-4 * loss {
                    calm + 1
                } else {
                    0
                };
                (weights, beliefs, loss, gradients) = (next, tried, then, slope);
                step *= 1.25;
                if calm >= 12 {
                    break;
                }
            } else {
                step *= 0.5;
            }
        }
        for (part, weights) in self.parts.iter_mut().zip(weights) {
            part.weights = weights;
        }
        self.beliefs = beliefs;
    }

    /// Expected counts of a set of columns that lies within one clique.
    #[must_use]
    pub fn expected(&self, cells: &Cells) -> Option<Vec<f64>> {
        let clique = self.tree.holding(&cells.columns)?;
        let map = self.tree.cliques[clique].cells.onto(cells, &self.sizes);
        Some(project(&self.beliefs[clique], &map, cells.count))
    }
}
