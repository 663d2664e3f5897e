//! Checks 5 and 6: the same place twice, two places that are one, one visit sent twice.

use super::{Finding, RoundData};
use crate::assessment::Assessment;
use std::collections::{BTreeMap, HashMap, HashSet};
use vocab::distance_km;

/// What may stand only once in a round.
fn identity(row: &Assessment) -> String {
    [
        row.place_key().as_str(),
        &row.assessment_type,
        &row.population,
        row.reason.as_deref().unwrap_or(""),
        row.origin.as_deref().unwrap_or(""),
    ]
    .join("|")
}

/// One place several times with the same type, population, reason and origin.
pub fn duplicate_places(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("duplicate_place") else {
        return Vec::new();
    };
    let mut groups: BTreeMap<String, Vec<&Assessment>> = BTreeMap::new();
    for row in data.assessments {
        // lines of one long table are parts, not repetitions
        let part = row.breakdown.len() == 1
            && row
                .breakdown
                .first()
                .is_some_and(|line| Some(line.value) == row.individuals);
        if !part {
            groups.entry(identity(row)).or_default().push(row);
        }
    }
    groups
        .into_values()
        .filter(|rows| rows.len() > 1)
        .map(|rows| {
            let last = rows
                .iter()
                .max_by_key(|row| (row.ordinal, row.id.as_str()))
                .copied()
                .unwrap_or(rows[0]);
            Finding::of(
                "duplicate_place",
                severity,
                last,
                "place_id",
                rows.len().to_string(),
            )
            .with("count", rows.len())
        })
        .collect()
}

/// Places with different codes, like names and almost the same point. A grid keeps it from comparing all with all.
pub fn near_duplicates(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("near_duplicate") else {
        return Vec::new();
    };
    let within_km = data.settings.threshold("near_duplicate", "within_km", 0.2);
    let likeness = data
        .settings
        .threshold("near_duplicate", "least_likeness", 0.75);
    let mut seen: HashSet<String> = HashSet::new();
    let mut grid: HashMap<(i64, i64), Vec<&Assessment>> = HashMap::new();
    let mut findings = Vec::new();
    for row in data.assessments {
        let Some(point) = row.position() else {
            continue;
        };
        if row.level != "place" || !seen.insert(row.place_key()) {
            continue;
        }
        let cell = cell(point.lon, point.lat, within_km);
        for (dx, dy) in (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy))) {
            for other in grid.get(&(cell.0 + dx, cell.1 + dy)).into_iter().flatten() {
                let Some(there) = other.position() else {
                    continue;
                };
                let km = distance_km(&point, &there);
                if km > within_km || vocab::similarity(&row.label(), &other.label()) < likeness {
                    continue;
                }
                findings.push(
                    Finding::of("near_duplicate", severity, row, "latitude", other.label())
                        .about(other.place_key())
                        .with("other", other.label())
                        .with("metres", format!("{:.0}", km * 1000.0)),
                );
            }
        }
        grid.entry(cell).or_default().push(row);
    }
    findings
}

/// A cell at least `km` wide; degrees of longitude shrink towards the poles, so cells of 1/cos(latitude) are taken.
fn cell(longitude: f64, latitude: f64, km: f64) -> (i64, i64) {
    let degrees = (km.max(0.01)) / 110.0;
    // bands of latitude share one width, so that neighbours stay neighbours
    let band = (latitude / degrees).floor();
    let width = degrees / (latitude.to_radians().cos().max(0.05) * 0.98);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "degrees over at least a ten-thousandth fit easily"
    )]
    let cell = ((longitude / width).floor() as i64, band as i64);
    cell
}

/// One enumerator, one place, one day, several submissions.
pub fn duplicate_submissions(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("duplicate_submission") else {
        return Vec::new();
    };
    let mut groups: BTreeMap<(String, String, String), Vec<&Assessment>> = BTreeMap::new();
    for row in data.assessments {
        if let (Some(enumerator), Some(day)) = (&row.enumerator, &row.interviewed_on) {
            groups
                .entry((enumerator.clone(), identity(row), day.clone()))
                .or_default()
                .push(row);
        }
    }
    groups
        .into_iter()
        .filter(|(_, rows)| rows.len() > 1)
        .map(|((_, _, day), rows)| {
            let last = rows
                .iter()
                .max_by_key(|row| (row.ordinal, row.id.as_str()))
                .copied()
                .unwrap_or(rows[0]);
            Finding::of(
                "duplicate_submission",
                severity,
                last,
                "interviewed_on",
                rows.len().to_string(),
            )
            .with("count", rows.len())
            .with("day", day)
        })
        .collect()
}
