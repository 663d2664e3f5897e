//! Original and release beside each other: what was kept, lost and invented, and what attackers got.
//!
//! The figures are computed from the confidential file: they are for whoever approves a release, and may be published
//! with the approver's decision only.

use std::io::{Read, Seek, SeekFrom};

use serde::Serialize;

use crate::{
    Fault, Table,
    attack::{self, Attacks},
    domain::Domain,
    ladder::widened,
    marginal::Cells,
    reader,
    utility::{self, Kept},
};

/// All figures of one comparison.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// People of the original and records of the release.
    pub original: usize,
    /// See `original`.
    pub release: usize,
    /// By number of columns, from 1 on.
    pub utility: Vec<Kept>,
    /// Values with at least 200 people that the release does not hold: columns with their number.
    pub values_lost: Vec<Lost>,
    /// Records of the release that the domain calls impossible.
    pub impossible: usize,
    /// Size of the smallest group of equal records in the release.
    pub smallest_group: usize,
    /// Attacks.
    pub attacks: Attacks,
}

/// Values of one column that are gone.
#[derive(Debug, Clone, Serialize)]
pub struct Lost {
    /// Column.
    pub column: String,
    /// Values of at least 200 people that are gone.
    pub values: usize,
    /// People of the largest.
    pub largest: i64,
}

const MANY: i64 = 200;

/// The files to compare.
pub struct Files<O, R> {
    /// The confidential file.
    pub original: O,
    /// What is to be published.
    pub release: R,
    /// People of the same kind who were not in the original, if there are any.
    pub outsiders: Option<O>,
}

/// Compares two files; without a declared domain the original's values are the domain.
///
/// # Errors
/// [`Fault::File`] for a flaw of any of the files.
pub fn compare<O: Read + Seek, R: Read + Seek>(
    mut files: Files<O, R>,
    domain: Option<&Domain>,
    order: usize,
) -> Result<Report, Fault> {
    if !(1..=4).contains(&order) {
        return Err(Fault::Parameter(
            "the order is 1 to 4: the longest combination of columns that is compared".into(),
        ));
    }
    let (original, domain) = match domain {
        Some(domain) => (reader::read(files.original, domain)?, domain.clone()),
        None => reader::read_inferring(files.original)?,
    };
    let (mut wide, _) = widened(&domain);
    wide.impossible.clear();
    reader::widen(&mut files.release, &mut wide)?;
    files.release.seek(SeekFrom::Start(0))?;
    if let Some(outsiders) = &mut files.outsiders {
        reader::widen(&mut *outsiders, &mut wide)?;
        outsiders.seek(SeekFrom::Start(0))?;
    }
    let release = reader::read(files.release, &wide)?;
    let outsiders = files
        .outsiders
        .map(|file| reader::read(file, &wide))
        .transpose()?;
    Ok(Report {
        original: original.rows(),
        release: release.rows(),
        utility: utility::kept(&original, &release, &wide, order),
        values_lost: lost(&original, &release, &wide),
        impossible: (0..release.rows())
            .filter(|&row| domain.forbids(|column| release.column(column)[row]))
            .count(),
        smallest_group: release
            .distinct()
            .iter()
            .map(|(_, people)| *people)
            .min()
            .unwrap_or(0),
        attacks: attack::attack(&original, &release, outsiders.as_ref()),
    })
}

/// Values of one column and at least 200 people that the release does not hold.
#[must_use]
pub fn lost(original: &Table, release: &Table, domain: &Domain) -> Vec<Lost> {
    let (sizes, says) = (domain.sizes(), domain.says());
    let mut all = Vec::new();
    for (at, column) in domain.columns.iter().enumerate() {
        let cells = Cells::new(&[at], &sizes);
        let (before, after) = (cells.counts(original), cells.counts(release));
        let gone: Vec<i64> = (0..sizes[at])
            .filter(|&value| says[at][value] && before[value] >= MANY && after[value] == 0)
            .map(|value| before[value])
            .collect();
        if let Some(&largest) = gone.iter().max() {
            all.push(Lost {
                column: column.name(),
                values: gone.len(),
                largest,
            });
        }
    }
    all
}
