//! Check 14: patterns of an enumerator's work that no visit makes: too many places in a day, the same answers again and again,
//! an interview that was over at once or held elsewhere.

use super::{Finding, RoundData, exact};
use crate::assessment::Assessment;
use std::collections::{BTreeMap, BTreeSet};
use vocab::distance_km;

/// What an enumerator reported on one day.
type Days<'a> = BTreeMap<(&'a str, &'a str), Vec<&'a Assessment>>;

fn days<'a>(data: &'a RoundData<'_>) -> Days<'a> {
    let mut days = Days::new();
    for row in data.assessments {
        if let (Some(enumerator), Some(day)) = (&row.enumerator, &row.interviewed_on) {
            days.entry((enumerator, day)).or_default().push(row);
        }
    }
    days
}

/// A finding must not carry the name of a colleague: a fingerprint tells enumerators apart.
fn about(enumerator: &str, day: &str) -> String {
    let print = crate::import::fingerprint(enumerator) & 0xffff_ffff;
    format!("enumerator-{print:08x} {day}")
}

/// More places in one day than a team can visit.
pub fn many_interviews(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("many_interviews") else {
        return Vec::new();
    };
    let most = data.settings.threshold("many_interviews", "a_day", 15.0);
    let mut findings = Vec::new();
    for ((enumerator, day), rows) in days(data) {
        let places: BTreeSet<String> = rows.iter().map(|row| row.place_key()).collect();
        let count = i64::try_from(places.len()).unwrap_or(i64::MAX);
        if exact(count) > most {
            findings.push(
                Finding::of_round(
                    "many_interviews",
                    severity,
                    &about(enumerator, day),
                    "interviewed_on",
                    count.to_string(),
                )
                .with("count", count)
                .with("day", day),
            );
        }
    }
    findings
}

/// The figures of a row that two places hardly share by chance.
type Answers = (Option<i64>, Option<i64>, Option<i64>, Option<i64>);

/// The same figures for several places of one enumerator and day.
pub fn alike_answers(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("alike_answers") else {
        return Vec::new();
    };
    let least = data.settings.threshold("alike_answers", "places", 4.0);
    let mut findings = Vec::new();
    for ((enumerator, day), rows) in days(data) {
        let mut alike: BTreeMap<Answers, BTreeMap<String, String>> = BTreeMap::new();
        for row in rows {
            let answers = (row.individuals, row.households, row.females, row.males);
            // Empty places are alike, and two figures that are the same are no pattern.
            let told = [answers.0, answers.1, answers.2, answers.3];
            let told = told.iter().flatten().filter(|figure| **figure > 0).count();
            if told >= 2 {
                let places = alike.entry(answers).or_default();
                places.insert(row.place_key(), row.label());
            }
        }
        for (answers, places) in alike {
            let count = i64::try_from(places.len()).unwrap_or(i64::MAX);
            if exact(count) < least {
                continue;
            }
            let people = answers.0.or(answers.1).unwrap_or_default();
            let named: Vec<&str> = places.values().take(5).map(String::as_str).collect();
            findings.push(
                Finding::of_round(
                    "alike_answers",
                    severity,
                    &format!("{} {people}", about(enumerator, day)),
                    "individuals",
                    format!("{people} x {count}"),
                )
                .with("count", count)
                .with("day", day)
                .with("individuals", people)
                .with("places", named.join(", ")),
            );
        }
    }
    findings
}

/// Interviews that were over sooner than the questions can be asked. A form that was kept open overnight is long, and says nothing;
/// one that ends before it begins has a phone with a wrong clock.
pub fn short_interviews(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("short_interview") else {
        return Vec::new();
    };
    let least = data.settings.threshold("short_interview", "minutes", 5.0);
    let mut findings = Vec::new();
    for row in data.assessments {
        let Some((began, ended)) = row.interview else {
            continue;
        };
        let minutes = ended.duration_since(began).as_secs_f64() / 60.0;
        // Nobody there, nobody asked: such a visit is short.
        let asked = row.individuals.is_some_and(|people| people > 0);
        if asked && minutes < least {
            let told = (minutes * 10.0).round() / 10.0;
            findings.push(
                Finding::of("short_interview", severity, row, "ended", told.to_string())
                    .with("minutes", told)
                    .with("least", least),
            );
        }
    }
    findings
}

/// Interviews that were held further from the place than its extent explains. Those by telephone are meant to.
pub fn far_from_place(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("far_from_place") else {
        return Vec::new();
    };
    let most = data.settings.threshold("far_from_place", "km", 5.0);
    let mut findings = Vec::new();
    for row in data.assessments {
        if row.remote == Some(true) {
            continue;
        }
        let Some((held, place)) = row.interview_point.zip(row.position()) else {
            continue;
        };
        let km = distance_km(&held, &place).round();
        if km > most {
            findings.push(
                Finding::of(
                    "far_from_place",
                    severity,
                    row,
                    "interview_point",
                    format!("{km} km"),
                )
                .with("km", km),
            );
        }
    }
    findings
}
