//! Check 7: origin, shelter, period, nationality, sex and age add up to the total.

use super::{Finding, RoundData};
use crate::assessment::Assessment;
use std::collections::BTreeMap;

/// Each block of a row against its total.
pub fn blocks(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("block_sum") else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for row in data.assessments {
        for ((dimension, unit), sum) in sums(row) {
            let total = if unit == "households" {
                row.households
            } else {
                row.individuals
            };
            let Some(total) = total.filter(|total| *total != sum) else {
                continue;
            };
            // several answers are allowed there: they need not add up
            if matches!(dimension, "vulnerability" | "intention") {
                continue;
            }
            findings.push(
                Finding::of(
                    "block_sum",
                    severity,
                    row,
                    "breakdown",
                    format!("{sum} of {total}"),
                )
                .about(format!("{dimension} {unit}"))
                .with("dimension", dimension)
                .with("unit", unit)
                .with("sum", sum)
                .with("total", total),
            );
        }
    }
    findings
}

fn sums(row: &Assessment) -> BTreeMap<(&str, &str), i64> {
    let mut sums: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for line in &row.breakdown {
        *sums.entry((&line.dimension, &line.unit)).or_default() += line.value;
    }
    sums
}

/// Women and men (and children without sex, where given) against the total.
pub fn sexes(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("sex_sum") else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for row in data.assessments {
        let (Some(females), Some(males), Some(total)) = (row.females, row.males, row.individuals)
        else {
            continue;
        };
        let sum = females + males + row.children.unwrap_or(0);
        if sum != total {
            findings.push(
                Finding::of(
                    "sex_sum",
                    severity,
                    row,
                    "females",
                    format!("{sum} of {total}"),
                )
                .with("females", females)
                .with("males", males)
                .with("sum", sum)
                .with("total", total),
            );
        }
    }
    findings
}
