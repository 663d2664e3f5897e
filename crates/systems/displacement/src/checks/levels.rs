//! Check 16: the same people at several levels: each area is the sum of its parts.

use super::{Finding, RoundData};
use std::collections::BTreeMap;

/// Rows of one figure at several levels: type, population, reason, origin.
type Slice<'a> = (&'a str, &'a str, &'a str, &'a str);

/// Sums of a deeper level against the level above, for each type, population, reason and origin.
pub fn levels(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("levels_differ") else {
        return Vec::new();
    };
    let mut sums: BTreeMap<Slice<'_>, BTreeMap<u8, BTreeMap<String, i64>>> = BTreeMap::new();
    let mut tops: BTreeMap<Slice<'_>, BTreeMap<u8, BTreeMap<String, i64>>> = BTreeMap::new();
    for row in data.assessments {
        let (Ok(level), Some(people)) = (row.level.parse::<u8>(), row.individuals) else {
            continue;
        };
        let slice: Slice<'_> = (
            &row.assessment_type,
            &row.population,
            row.reason.as_deref().unwrap_or(""),
            row.origin.as_deref().unwrap_or(""),
        );
        let own = if level == 0 {
            row.country.clone()
        } else {
            row.area_code.clone().or_else(|| row.area_name.clone())
        };
        if let Some(own) = own {
            *tops
                .entry(slice)
                .or_default()
                .entry(level)
                .or_default()
                .entry(own)
                .or_default() += people;
        }
        let above = if level == 1 {
            row.country.clone()
        } else {
            level
                .checked_sub(1)
                .and_then(|up| row.admin_code(usize::from(up)))
                .map(str::to_owned)
        };
        if let Some(above) = above {
            *sums
                .entry(slice)
                .or_default()
                .entry(level)
                .or_default()
                .entry(above)
                .or_default() += people;
        }
    }
    let mut findings = Vec::new();
    for (slice, by_level) in &sums {
        for (deeper, parts) in by_level {
            let Some(level) = deeper.checked_sub(1) else {
                continue;
            };
            let Some(wholes) = tops.get(slice).and_then(|levels| levels.get(&level)) else {
                continue;
            };
            for (area, upper) in wholes {
                let Some(sum) = parts.get(area).filter(|sum| *sum != upper) else {
                    continue;
                };
                findings.push(
                    Finding::of_round(
                        "levels_differ",
                        severity,
                        &format!(
                            "{area} {} {} {} {} {level}/{deeper}",
                            slice.0, slice.1, slice.2, slice.3
                        ),
                        "individuals",
                        format!("{upper} and {sum}"),
                    )
                    .with("area", area.as_str())
                    .with("upper", *upper)
                    .with("level", level)
                    .with("deeper", *deeper)
                    .with("sum", *sum),
                );
            }
        }
    }
    findings
}
