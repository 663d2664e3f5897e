//! Records by column, each cell a small code of its column's domain.

use std::io::Write;

use crate::{
    Fault,
    domain::{Domain, Kind},
};

/// Columns of codes, all equally long; two bytes a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    columns: Vec<Vec<u16>>,
}

impl Table {
    /// Columns must be equally long.
    #[must_use]
    pub fn from_columns(columns: Vec<Vec<u16>>) -> Self {
        debug_assert!(
            columns
                .windows(2)
                .all(|pair| pair[0].len() == pair[1].len())
        );
        Self { columns }
    }

    /// How many records.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// How many columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// One column's codes.
    #[must_use]
    pub fn column(&self, at: usize) -> &[u16] {
        &self.columns[at]
    }

    /// One record's codes.
    #[must_use]
    pub fn row(&self, row: usize) -> Vec<u16> {
        self.columns.iter().map(|column| column[row]).collect()
    }

    /// The number of a record's combination of some columns, row-major over their `sizes` (values of every column): for
    /// combinations too many for [`Cells`](crate::marginal::Cells).
    #[must_use]
    pub fn combination(&self, row: usize, columns: &[usize], sizes: &[usize]) -> u64 {
        columns.iter().fold(0, |combination, &column| {
            combination * sizes[column] as u64 + u64::from(self.columns[column][row])
        })
    }

    /// The records at these places, in this order.
    #[must_use]
    pub fn pick(&self, rows: &[u32]) -> Self {
        Self {
            columns: self
                .columns
                .iter()
                .map(|column| rows.iter().map(|&row| column[row as usize]).collect())
                .collect(),
        }
    }

    /// Distinct records with their number, sorted by value.
    #[must_use]
    pub fn distinct(&self) -> Vec<(Vec<u16>, usize)> {
        let mut order: Vec<u32> = (0..u32::try_from(self.rows()).unwrap_or(u32::MAX)).collect();
        order.sort_unstable_by(|&one, &other| self.compare(one, other));
        let mut distinct: Vec<(Vec<u16>, usize)> = Vec::new();
        for (at, &row) in order.iter().enumerate() {
            let same = at > 0 && self.compare(order[at - 1], row).is_eq();
            match distinct.last_mut() {
                Some(last) if same => last.1 += 1,
                _ => distinct.push((self.row(row as usize), 1)),
            }
        }
        distinct
    }

    fn compare(&self, one: u32, other: u32) -> std::cmp::Ordering {
        self.columns
            .iter()
            .map(|column| column[one as usize].cmp(&column[other as usize]))
            .find(|order| order.is_ne())
            .unwrap_or(std::cmp::Ordering::Equal)
    }

    /// Writes CSV in the form of the file that the domain describes: flags go back into one cell.
    ///
    /// # Errors
    /// [`Fault::Io`].
    pub fn write(&self, domain: &Domain, out: impl Write) -> Result<(), Fault> {
        let mut out = csv::Writer::from_writer(out);
        let fields = fields(domain);
        out.write_record(fields.iter().map(|(name, _)| *name))
            .map_err(io)?;
        let mut cell = String::new();
        for row in 0..self.rows() {
            for (_, columns) in &fields {
                cell.clear();
                for &at in columns {
                    let code = self.columns[at][row] as usize;
                    let column = &domain.columns[at];
                    match &column.kind {
                        Kind::Flag { separator, value } if code != 0 => {
                            if !cell.is_empty() {
                                cell.push(*separator);
                            }
                            cell.push_str(value);
                        }
                        _ => cell.push_str(if columns.len() > 1 {
                            ""
                        } else {
                            &column.values[code]
                        }),
                    }
                }
                out.write_field(&cell).map_err(io)?;
            }
            out.write_record(None::<&[u8]>).map_err(io)?;
        }
        Ok(out.flush()?)
    }
}

/// The file's columns with the table's columns of each.
pub(crate) fn fields(domain: &Domain) -> Vec<(&str, Vec<usize>)> {
    let mut fields: Vec<(&str, Vec<usize>)> = Vec::new();
    for (at, column) in domain.columns.iter().enumerate() {
        match fields.last_mut() {
            Some((name, columns)) if *name == column.field => columns.push(at),
            _ => fields.push((&column.field, vec![at])),
        }
    }
    fields
}

pub(crate) fn io(error: csv::Error) -> Fault {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Fault::Io(error),
        other => Fault::Io(std::io::Error::other(format!("{other:?}"))),
    }
}
