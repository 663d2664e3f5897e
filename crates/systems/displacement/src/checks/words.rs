//! Checks 1 and 15: reasons that are in no list of the register, to be recoded before they are counted apart.

use super::{Finding, RoundData, exact};
use std::collections::BTreeMap;
use vocab::fold;

/// Each reason, of the several that a row may join, that the register's list does not know by name or label.
pub fn uncoded_reasons(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("uncoded_reason") else {
        return Vec::new();
    };
    if data.reasons.is_empty() {
        return Vec::new();
    }
    let mut unknown: BTreeMap<String, (String, i64, i64)> = BTreeMap::new();
    for row in data.assessments {
        let said = row.reason.as_deref().unwrap_or_default();
        for word in said
            .split(';')
            .map(str::trim)
            .filter(|word| !word.is_empty())
        {
            let folded = fold(word);
            if !data.reasons.contains(&folded) {
                let entry = unknown
                    .entry(folded)
                    .or_insert_with(|| (word.to_owned(), 0, 0));
                entry.1 += 1;
                entry.2 += row.individuals.unwrap_or(0);
            }
        }
    }
    let least = data.settings.threshold("uncoded_reason", "rows", 1.0);
    unknown
        .into_iter()
        .filter(|(_, (_, rows, _))| exact(*rows) >= least)
        .map(|(folded, (word, rows, people))| {
            Finding::of_round("uncoded_reason", severity, &folded, "reason", word.clone())
                .with("reason", word)
                .with("rows", rows)
                .with("individuals", people)
        })
        .collect()
}
