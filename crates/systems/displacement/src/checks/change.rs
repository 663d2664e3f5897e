//! Check 9: changes from round to round that need a word, new places, vanished places.

use super::{Finding, RoundData};
use crate::assessment::Assessment;
use crate::compare::{Fate, PlaceChange, compare};
use std::collections::HashMap;

/// Changes over 30 % or 500 people without a comment; new and vanished places.
pub fn change(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(previous) = data.previous else {
        return Vec::new();
    };
    let share = data.settings.threshold("change", "share", 0.3);
    let people = data.settings.threshold("change", "people", 500.0);
    let by_id: HashMap<&str, &Assessment> = data
        .assessments
        .iter()
        .map(|row| (row.id.as_str(), row))
        .collect();
    let mut findings = Vec::new();
    for comparison in compare(previous, data.assessments) {
        let slice = format!("{} {}", comparison.assessment_type, comparison.population);
        for place in &comparison.places {
            let row = place.records.first().and_then(|id| by_id.get(id.as_str()));
            findings.extend(match place.fate {
                Fate::New => row.and_then(|row| new_place(data, row, place)),
                Fate::Missing => vanished(data, row.copied(), place, &slice),
                Fate::Changed | Fate::Emptied | Fate::Moved => {
                    row.and_then(|row| changed(data, row, place, share, people))
                }
                Fate::NotReached | Fate::Closed | Fate::Same => None,
            });
        }
    }
    findings
}

fn changed(
    data: &RoundData<'_>,
    row: &Assessment,
    place: &PlaceChange,
    share: f64,
    people: f64,
) -> Option<Finding> {
    let severity = data.settings.severity("change")?;
    let (before, now) = (place.before?, place.now?);
    let difference = super::exact((now - before).abs());
    let large = difference > people
        || place
            .share
            .is_some_and(|part| part.abs() > share && difference >= 10.0);
    if !large
        || place
            .comment
            .as_deref()
            .is_some_and(|comment| !comment.trim().is_empty())
    {
        return None;
    }
    let percent = place
        .share
        .map_or_else(|| "—".to_owned(), |part| format!("{:+.0}", part * 100.0));
    Some(
        Finding::of(
            "change",
            severity,
            row,
            "individuals",
            format!("{before} → {now}"),
        )
        .with("before", before)
        .with("now", now)
        .with("share", percent),
    )
}

fn new_place(data: &RoundData<'_>, row: &Assessment, place: &PlaceChange) -> Option<Finding> {
    let severity = data.settings.severity("new_place")?;
    let now = place.now.filter(|people| *people > 0)?;
    Some(Finding::of("new_place", severity, row, "individuals", now.to_string()).with("now", now))
}

fn vanished(
    data: &RoundData<'_>,
    row: Option<&Assessment>,
    place: &PlaceChange,
    slice: &str,
) -> Option<Finding> {
    let severity = data.settings.severity("vanished_place")?;
    let before = place.before.filter(|people| *people > 0)?;
    let finding = match row {
        Some(row) => Finding::of(
            "vanished_place",
            severity,
            row,
            "presence",
            before.to_string(),
        ),
        None => {
            let mut finding = Finding::of_round(
                "vanished_place",
                severity,
                &format!("{} {slice}", place.key),
                "presence",
                before.to_string(),
            )
            .with("place", place.name.as_str());
            finding.area_code.clone_from(&place.area_code);
            finding.area_name = Some(place.name.clone());
            finding
        }
    };
    Some(finding.with("before", before))
}
