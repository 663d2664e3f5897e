//! A whole file as incidents.

use std::{collections::BTreeMap, path::Path};

use exchange::{Cell, ExchangeError};

use super::{
    columns::{Column, Header, NoHeader},
    fault::{Fault, Severity},
    row::Row,
};
use crate::{
    concordance::Concordance,
    incident::{Incident, IncidentKind},
};

/// Rows among which the header is looked for: notices may stand above it.
const HEADER_WITHIN: usize = 25;
/// Rows of a release at the most; twenty times the global database.
const MOST_ROWS: usize = 500_000;

/// Why a file is no release of incidents.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    /// The file cannot be read.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// No row is a header.
    #[error("no row of the first {HEADER_WITHIN} is a header of incidents; the nearest lacks the columns {}", .0.join(", "))]
    NoHeader(Vec<&'static str>),
    /// Two columns mean the same.
    #[error("the columns \"{0}\" and \"{1}\" mean the same; remove one of them")]
    TwoColumns(String, String),
    /// The file has no sheet.
    #[error("the file has no sheet with rows")]
    Empty,
    /// More rows than any release has.
    #[error("the file has more than {MOST_ROWS} rows; split it by year")]
    TooLong,
}

/// What was read of a file.
#[derive(Debug)]
pub struct Release {
    /// Its header.
    pub header: Header,
    /// Rows of data.
    pub rows: usize,
    /// Incidents with the row of each.
    pub incidents: Vec<(usize, Incident)>,
    /// Every fault of every row.
    pub faults: Vec<Fault>,
}

impl Release {
    /// Fields of the register that this file says something about; others are left as they are.
    pub fn fields(&self) -> Vec<&'static str> {
        let mut fields = vec![
            "incident_id",
            "main_id",
            "incident_type",
            "occurred",
            "year",
            "source_values",
        ];
        for (column, told) in FIELDS {
            if self.header.find(*column).is_some() {
                fields.extend(*told);
            }
        }
        fields.sort_unstable();
        fields.dedup();
        fields
    }
}

/// What each column tells about.
const FIELDS: &[(Column, &[&str])] = &[
    (Column::Dead, &["dead"]),
    (Column::Missing, &["missing", "missing_correction"]),
    (Column::Survivors, &["survivors", "survivors_correction"]),
    (Column::Females, &["females"]),
    (Column::Males, &["males"]),
    (Column::Minors, &["minors"]),
    (Column::Region, &["region"]),
    (Column::UnsdRegion, &["unsd_region"]),
    (Column::Country, &["country"]),
    (Column::Place, &["place"]),
    (Column::Route, &["route"]),
    (Column::OriginCountry, &["origin_country"]),
    (Column::OriginRegion, &["origin_region", "origin_presumed"]),
    (Column::Cause, &["cause", "cause_reported"]),
    (Column::CauseReported, &["cause_reported"]),
    (Column::Source, &["source"]),
    (Column::Link, &["links"]),
    (Column::Quality, &["source_quality", "best_quality"]),
    (
        Column::Latitude,
        &["latitude", "longitude", "point_precision"],
    ),
    (
        Column::Coordinates,
        &["latitude", "longitude", "point_precision"],
    ),
];

/// Reads a release: CSV of any encoding, or a workbook, of which the first sheet with a header counts.
///
/// # Errors
/// When the file cannot be read or is no release of incidents; faults of rows are in the answer, every one.
pub fn read(path: &Path, regions: &Concordance) -> Result<Release, ReleaseError> {
    let workbook = exchange::open(path)?;
    let mut nearest: Option<ReleaseError> = None;
    for sheet in workbook.sheets() {
        match read_sheet(workbook.rows(&sheet.name)?, regions) {
            Err(found @ (ReleaseError::NoHeader(_) | ReleaseError::TwoColumns(..))) => {
                nearest.get_or_insert(found);
            }
            Err(ReleaseError::Empty) => {}
            done => return done,
        }
    }
    Err(nearest.unwrap_or(ReleaseError::Empty))
}

fn read_sheet(mut rows: exchange::Rows, regions: &Concordance) -> Result<Release, ReleaseError> {
    let header = header(&mut rows)?;
    let mut release = Release {
        header,
        rows: 0,
        incidents: Vec::new(),
        faults: Vec::new(),
    };
    let mut first_rows: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let row = row?;
        release.rows += 1;
        if release.rows > MOST_ROWS {
            return Err(ReleaseError::TooLong);
        }
        let cells: Vec<String> = row.cells.iter().map(Cell::shown).collect();
        let understood = Row {
            header: &release.header,
            number: row.number,
            cells: &cells,
            regions,
        }
        .understand();
        release.faults.extend(understood.faults);
        let Some(incident) = understood.incident else {
            continue;
        };
        if let Some(first) = first_rows.get(&incident.incident_id) {
            let name = release.header.find(Column::IncidentId);
            release.faults.push(Fault::cell(
                row.number,
                name.map_or("", |(_, written)| written),
                "id_twice",
                Severity::Refusal,
                format!("row {first} has this id too; each row needs its own"),
                &incident.incident_id,
            ));
            continue;
        }
        first_rows.insert(incident.incident_id.clone(), row.number);
        release.incidents.push((row.number, incident));
    }
    if release.header.find(Column::Kind).is_none() {
        find_splits(&mut release.incidents);
    }
    Ok(release)
}

fn header(rows: &mut exchange::Rows) -> Result<Header, ReleaseError> {
    let mut nearest: Option<Vec<&'static str>> = None;
    for row in rows.take(HEADER_WITHIN) {
        let row = row?;
        let cells: Vec<String> = row.cells.iter().map(Cell::shown).collect();
        match Header::understand(row.number, &cells) {
            Ok(header) => return Ok(header),
            Err(NoHeader::Twice(one, other)) => return Err(ReleaseError::TwoColumns(one, other)),
            Err(NoHeader::Lacks(lacks)) => {
                if nearest.as_ref().is_none_or(|near| lacks.len() < near.len()) {
                    nearest = Some(lacks);
                }
            }
        }
    }
    nearest.map_or(Err(ReleaseError::Empty), |lacks| {
        Err(ReleaseError::NoHeader(lacks))
    })
}

/// Rows that share a main id are the parts of one event, also where the file has no column that says so.
fn find_splits(incidents: &mut [(usize, Incident)]) {
    let mut rows_of: BTreeMap<String, usize> = BTreeMap::new();
    for (_, incident) in incidents.iter() {
        *rows_of.entry(incident.main_id.clone()).or_default() += 1;
    }
    for (_, incident) in incidents {
        if rows_of.get(&incident.main_id).is_some_and(|rows| *rows > 1) {
            incident.kind = IncidentKind::Split;
        }
    }
}
