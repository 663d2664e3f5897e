//! Checks 12 and 13: figures far from those around them, and figures that end in 00 too often.

use super::plausible::exact;
use super::{Finding, RoundData};
use crate::assessment::Assessment;
use std::collections::BTreeMap;
use vocab::PCode;

/// The middle of sorted figures.
#[must_use]
pub fn median(sorted: &[f64]) -> f64 {
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[n / 2],
        n => f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]),
    }
}

/// The median of the distances from the median: a spread that a few wild figures do not move.
#[must_use]
pub fn median_deviation(sorted: &[f64], middle: f64) -> f64 {
    let mut distances: Vec<f64> = sorted.iter().map(|value| (value - middle).abs()).collect();
    distances.sort_by(f64::total_cmp);
    median(&distances)
}

/// Figures above median + 5 MAD among the rows of one admin 2 (or admin 1 where there is none), by type and population.
pub fn outliers(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("outlier") else {
        return Vec::new();
    };
    let mads = data.settings.threshold("outlier", "mads", 5.0);
    let least_rows = data.settings.threshold("outlier", "rows", 8.0);
    let least_share = data
        .settings
        .threshold("outlier", "least_share_of_median", 1.0);
    let mut groups: BTreeMap<(String, &str, &str, &str), Vec<(&Assessment, f64)>> = BTreeMap::new();
    for row in data.assessments {
        let Some(people) = row.individuals.filter(|people| *people > 0) else {
            continue;
        };
        let at = |level: usize| {
            row.admin_code(level).or(row
                .admin_names
                .get(level - 1)
                .and_then(|name| name.as_deref()))
        };
        let deep = row.level.parse::<u8>().ok();
        // a row at admin 2 is compared with its neighbours in admin 1
        let area = if deep.is_none_or(|level| level > 2) {
            at(2).or_else(|| at(1))
        } else {
            at(1)
        };
        let Some(area) = area else { continue };
        groups
            .entry((
                area.to_owned(),
                &row.level,
                &row.assessment_type,
                &row.population,
            ))
            .or_default()
            .push((row, exact(people)));
    }
    let mut findings = Vec::new();
    for ((area, ..), mut rows) in groups {
        if exact(i64::try_from(rows.len()).unwrap_or(i64::MAX)) < least_rows {
            continue;
        }
        rows.sort_by(|a, b| a.1.total_cmp(&b.1));
        let figures: Vec<f64> = rows.iter().map(|(_, figure)| *figure).collect();
        let middle = median(&figures);
        let limit = middle + (mads * median_deviation(&figures, middle)).max(least_share * middle);
        let name = PCode::parse(&area)
            .ok()
            .and_then(|code| data.places.get(&code))
            .map_or(area.clone(), |place| place.name("en").to_owned());
        for (row, figure) in rows.iter().rev().take_while(|(_, figure)| *figure > limit) {
            findings.push(
                Finding::of(
                    "outlier",
                    severity,
                    row,
                    "individuals",
                    format!("{figure:.0}"),
                )
                .with("individuals", row.individuals.unwrap_or_default())
                .with("median", format!("{middle:.0}"))
                .with("area", name.as_str()),
            );
        }
    }
    findings
}

/// The share of an enumerator's figures that end in 00.
pub fn digit_heaping(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("digit_heaping") else {
        return Vec::new();
    };
    let least_rows = data.settings.threshold("digit_heaping", "rows", 20.0);
    let most = data.settings.threshold("digit_heaping", "share", 0.6);
    let mut by_enumerator: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for row in data.assessments {
        let (Some(enumerator), Some(people)) = (
            row.enumerator.as_deref(),
            row.individuals.filter(|people| *people >= 100),
        ) else {
            continue;
        };
        let entry = by_enumerator.entry(enumerator).or_default();
        entry.0 += 1;
        entry.1 += i64::from(people % 100 == 0);
    }
    by_enumerator
        .into_iter()
        .filter(|(_, (rows, heaped))| {
            exact(*rows) >= least_rows && exact(*heaped) / exact(*rows) > most
        })
        .map(|(enumerator, (rows, heaped))| {
            // the finding must not carry the name of a colleague: a fingerprint tells enumerators apart
            let about = format!(
                "enumerator-{:08x}",
                crate::import::fingerprint(enumerator) & 0xffff_ffff
            );
            let share = heaped * 100 / rows;
            Finding::of_round(
                "digit_heaping",
                severity,
                &about,
                "individuals",
                format!("{share}% of {rows}"),
            )
            .with("share", share)
            .with("rows", rows)
        })
        .collect()
}
