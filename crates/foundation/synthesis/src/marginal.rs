//! A set of columns and the counts of their combinations.

use crate::Table;

/// Columns in rising order, with the number of their combinations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    /// Columns, rising.
    pub columns: Vec<usize>,
    /// Distance between neighbours of each column in the row-major order of cells.
    pub strides: Vec<usize>,
    /// How many combinations there are.
    pub count: usize,
}

impl Cells {
    /// `sizes` holds the number of values of every column of the table.
    #[must_use]
    pub fn new(columns: &[usize], sizes: &[usize]) -> Self {
        let mut strides = vec![0; columns.len()];
        let mut count = 1_usize;
        for (at, &column) in columns.iter().enumerate().rev() {
            strides[at] = count;
            count = count.saturating_mul(sizes[column]);
        }
        Self {
            columns: columns.to_vec(),
            strides,
            count,
        }
    }

    /// For each cell of `self` the cell of the narrower `other` that it adds to.
    #[must_use]
    pub fn onto(&self, other: &Self, sizes: &[usize]) -> Vec<u32> {
        let steps: Vec<usize> = self
            .columns
            .iter()
            .map(|column| {
                let at = other.columns.iter().position(|other| other == column);
                at.map_or(0, |at| other.strides[at])
            })
            .collect();
        let mut map = vec![0_u32];
        for (&column, &step) in self.columns.iter().zip(&steps) {
            let mut wider = Vec::with_capacity(map.len() * sizes[column]);
            for &base in &map {
                for value in 0..sizes[column] {
                    wider.push(base + u32::try_from(value * step).unwrap_or(u32::MAX));
                }
            }
            map = wider;
        }
        map
    }

    /// The values of a cell, in the order of the columns.
    pub fn values(&self, cell: usize) -> impl Iterator<Item = u16> + '_ {
        let mut rest = cell;
        self.strides.iter().map(move |&stride| {
            let value = rest / stride;
            rest %= stride;
            u16::try_from(value).unwrap_or(u16::MAX)
        })
    }

    /// The cell of each row of a table.
    #[must_use]
    pub fn of_rows(&self, table: &Table) -> Vec<u32> {
        let mut cells = vec![0_u32; table.rows()];
        for (&column, &stride) in self.columns.iter().zip(&self.strides) {
            let stride = u32::try_from(stride).unwrap_or(u32::MAX);
            for (cell, &value) in cells.iter_mut().zip(table.column(column)) {
                *cell += u32::from(value) * stride;
            }
        }
        cells
    }

    /// How many rows fall into each cell.
    #[must_use]
    pub fn counts(&self, table: &Table) -> Vec<i64> {
        let mut counts = vec![0; self.count];
        for cell in self.of_rows(table) {
            counts[cell as usize] += 1;
        }
        counts
    }
}

/// Every set of `order` out of `columns` columns, in order.
#[must_use]
pub fn combinations(columns: usize, order: usize) -> Vec<Vec<usize>> {
    let mut all = Vec::new();
    if order == 0 || order > columns {
        return all;
    }
    let mut now: Vec<usize> = (0..order).collect();
    loop {
        all.push(now.clone());
        let Some(at) = (0..order).rev().find(|&at| now[at] < columns - order + at) else {
            return all;
        };
        now[at] += 1;
        for next in at + 1..order {
            now[next] = now[next - 1] + 1;
        }
    }
}
