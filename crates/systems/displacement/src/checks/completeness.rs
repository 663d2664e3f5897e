//! Check 1: a figure, or the reason why there is none. Check 14: a figure on one person's word.

use super::{Finding, RoundData};

/// A row without a figure that does not say whether nobody is there, it was not reached, or it is closed.
pub fn required(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("required") else {
        return Vec::new();
    };
    let open = |presence: Option<&str>| {
        !matches!(presence, Some("nobody_there" | "not_reached" | "closed"))
    };
    data.assessments
        .iter()
        .filter(|row| {
            row.individuals.is_none() && row.households.is_none() && open(row.presence.as_deref())
        })
        .map(|row| Finding::of("required", severity, row, "individuals", String::new()))
        .collect()
}

/// A populated place known from a single key informant.
pub fn one_informant(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("one_informant") else {
        return Vec::new();
    };
    data.assessments
        .iter()
        .filter(|row| row.ki_count == Some(1))
        .filter_map(|row| {
            row.individuals
                .filter(|people| *people > 0)
                .map(|people| (row, people))
        })
        .map(|(row, people)| {
            Finding::of("one_informant", severity, row, "ki_count", "1".to_owned())
                .with("individuals", people)
        })
        .collect()
}
