//! Checks 8, 11 and 15: household size, what cannot be, and families in the column of individuals.

use super::{Finding, RoundData};
use std::collections::BTreeMap;
use vocab::{PCode, PartialDate};

/// Individuals over households outside the usual, and one factor on all rows.
pub fn household_size(data: &RoundData<'_>) -> Vec<Finding> {
    let least = data.settings.threshold("household_size", "least", 1.5);
    let most = data.settings.threshold("household_size", "most", 12.0);
    let mut findings = Vec::new();
    let mut factors: BTreeMap<(i64, i64), (usize, f64)> = BTreeMap::new();
    let mut rows = 0usize;
    for row in data.assessments {
        let (Some(people), Some(households)) = (row.individuals, row.households) else {
            continue;
        };
        if people <= 0 || households <= 0 {
            continue;
        }
        rows += 1;
        let divisor = gcd(people, households);
        let size = exact(people) / exact(households);
        let entry = factors
            .entry((people / divisor, households / divisor))
            .or_insert((0, size));
        entry.0 += 1;
        if let Some(severity) = data
            .settings
            .severity("household_size")
            .filter(|_| size < least || size > most)
        {
            findings.push(
                Finding::of(
                    "household_size",
                    severity,
                    row,
                    "households",
                    format!("{people}/{households}"),
                )
                .with("individuals", people)
                .with("households", households)
                .with("size", format!("{size:.1}")),
            );
        }
    }
    let enough = data.settings.threshold("constant_factor", "rows", 20.0);
    if let (Some(severity), [(_, (count, factor))]) = (
        data.settings.severity("constant_factor"),
        factors.iter().collect::<Vec<_>>().as_slice(),
    ) && *count == rows
        && exact(i64::try_from(rows).unwrap_or(i64::MAX)) >= enough
    {
        findings.push(
            Finding::of_round(
                "constant_factor",
                severity,
                data.round,
                "household_factor",
                format!("{factor}"),
            )
            .with(
                "factor",
                format!("{factor:.2}")
                    .trim_end_matches('0')
                    .trim_end_matches('.'),
            )
            .with("rows", rows),
        );
    }
    findings
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

/// A count as a float; counts of people are far below 2^53.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of people are far below 2^53"
)]
pub fn exact(count: i64) -> f64 {
    count as f64
}

/// Negative figures, more people than live there, a closed place with people in it.
pub fn impossible(data: &RoundData<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in data.assessments {
        let figures = [
            ("individuals", row.individuals),
            ("households", row.households),
            ("females", row.females),
            ("males", row.males),
            ("children", row.children),
        ];
        for (field, value) in figures {
            if let (Some(severity), Some(value)) = (
                data.settings.severity("negative"),
                value.filter(|value| *value < 0),
            ) {
                findings.push(
                    Finding::of("negative", severity, row, field, value.to_string())
                        .with("field", field)
                        .with("value", value),
                );
            }
        }
        let Some(people) = row.individuals.filter(|people| *people > 0) else {
            continue;
        };
        let closed = row.presence.as_deref() == Some("closed")
            || row
                .place_id
                .as_ref()
                .is_some_and(|id| data.closed_places.contains(id));
        if let Some(severity) = data
            .settings
            .severity("closed_populated")
            .filter(|_| closed)
        {
            findings.push(
                Finding::of(
                    "closed_populated",
                    severity,
                    row,
                    "presence",
                    people.to_string(),
                )
                .with("individuals", people),
            );
        }
        let area = row.area_code.as_deref().and_then(|code| {
            data.populations
                .get(code)
                .map(|population| (code, *population))
        });
        if let (Some(severity), Some((code, population))) = (
            data.settings.severity("above_population"),
            area.filter(|(_, population)| people > *population),
        ) {
            let name = PCode::parse(code)
                .ok()
                .and_then(|code| data.places.get(&code))
                .map_or(code, |place| place.name("en"));
            findings.push(
                Finding::of(
                    "above_population",
                    severity,
                    row,
                    "individuals",
                    people.to_string(),
                )
                .with("individuals", people)
                .with("population", population)
                .with("area", name),
            );
        }
    }
    findings
}

/// A visit outside the round, a displacement before the crisis.
pub fn dates(data: &RoundData<'_>) -> Vec<Finding> {
    let parse = |text: Option<&str>| text.and_then(|text| PartialDate::parse(text).ok());
    let (from, to) = (parse(data.collected.0), parse(data.collected.1));
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a number of days from a settings file, at most some thousands"
    )]
    let slack = data
        .settings
        .threshold("date_outside_round", "days_around", 31.0)
        .clamp(0.0, 3650.0) as i32;
    let mut findings = Vec::new();
    for row in data.assessments {
        if let (Some(severity), Some(day), Some(from), Some(to)) = (
            data.settings.severity("date_outside_round"),
            parse(row.interviewed_on.as_deref()),
            from,
            to,
        ) {
            let span = jiff::Span::new().days(slack);
            let early = from
                .first_day()
                .checked_sub(span)
                .is_ok_and(|first| day.last_day() < first);
            let late = to
                .last_day()
                .checked_add(span)
                .is_ok_and(|last| day.first_day() > last);
            if early || late {
                findings.push(
                    Finding::of(
                        "date_outside_round",
                        severity,
                        row,
                        "interviewed_on",
                        day.to_string(),
                    )
                    .with("day", day.to_string())
                    .with("from", from.to_string())
                    .with("to", to.to_string()),
                );
            }
        }
        if let (Some(severity), Some(since), Some(began)) = (
            data.settings.severity("before_crisis"),
            parse(row.displaced_since.as_deref()),
            parse(data.crisis_began),
        ) && since.last_day() < began.first_day()
        {
            findings.push(
                Finding::of(
                    "before_crisis",
                    severity,
                    row,
                    "displaced_since",
                    since.to_string(),
                )
                .with("since", since.to_string())
                .with("began", began.to_string()),
            );
        }
    }
    findings
}

/// As many individuals as households: families in the column of individuals.
pub fn unit_slip(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("unit_slip") else {
        return Vec::new();
    };
    let least = data.settings.threshold("unit_slip", "households", 10.0);
    data.assessments
        .iter()
        .filter(|row| {
            row.individuals.is_some()
                && row.individuals == row.households
                && row
                    .households
                    .is_some_and(|households| exact(households) >= least)
        })
        .map(|row| {
            let people = row.individuals.unwrap_or_default();
            Finding::of(
                "unit_slip",
                severity,
                row,
                "individuals",
                people.to_string(),
            )
            .with("individuals", people)
        })
        .collect()
}
