//! The rule of unusual days over real history. No registry of flows is public by rows, so two real series of events on the
//! way stand in: incidents a day (regular, few) and survivors a day (boats: none on most days, hundreds on some).

use std::{collections::BTreeMap, path::PathBuf};

use displacement::flows::{AlertRule, alert::DayValue, judge};
use jiff::{ToSpan, civil::Date};

use crate::desk;

/// Incidents and survivors by day, every day from the first to the last.
fn history() -> Option<[Vec<DayValue>; 2]> {
    // Beside the published files of displacement.
    let beside = desk::published("totals.json")?;
    let path: PathBuf = beside
        .parent()?
        .parent()?
        .join("mmp/missing_migrants_europe.csv");
    let mut reader = csv::Reader::from_path(path).ok()?;
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (day, survivors) = (column("Incident date"), column("No. survivors"));
    let mut found: BTreeMap<Date, [f64; 2]> = BTreeMap::new();
    for row in reader.records() {
        let row = row.unwrap();
        let day: Date = row[day].get(..10)?.parse().unwrap();
        let values = found.entry(day).or_default();
        values[0] += 1.0;
        values[1] += row[survivors].parse().unwrap_or(0.0);
    }
    let (first, last) = (*found.keys().next()?, *found.keys().last()?);
    let mut series = [Vec::new(), Vec::new()];
    let mut day = first;
    while day <= last {
        let values = found.get(&day).copied().unwrap_or_default();
        for (series, people) in series.iter_mut().zip(values) {
            series.push(DayValue {
                day,
                people,
                factor: 1.0,
            });
        }
        day = day.checked_add(1.days()).unwrap();
    }
    Some(series)
}

#[test]
fn twelve_real_years_bring_few_alerts_and_those_are_far_off() {
    let Some([incidents, survivors]) = history() else {
        return;
    };
    let mut rule = AlertRule::shipped();
    let found = judge(&survivors, &rule);
    let rate = found.alerts.len() as f64 / found.judged as f64;
    assert!(found.judged > 4_000, "{}", found.judged);
    assert!(rate < 0.03, "{} of {}", found.alerts.len(), found.judged);
    // Single incidents are too few to matter as passages: the rule without its least difference.
    rule.least_difference = 0.0;
    let found = judge(&incidents, &rule);
    let rate = found.alerts.len() as f64 / found.judged as f64;
    assert!(rate < 0.005, "{} of {}", found.alerts.len(), found.judged);
    assert!(
        found
            .alerts
            .iter()
            .all(|alert| alert.people > 2.0 * alert.expected),
        "{:?}",
        found.alerts
    );
    assert!(
        !found.alerts.is_empty(),
        "the worst days of twelve years are told"
    );
}
