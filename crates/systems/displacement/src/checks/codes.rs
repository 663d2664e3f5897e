//! Checks 2 and 3: P-codes exist, have the length of their country, lie where the row says, and fit the name.

use super::{Finding, RoundData};
use crate::assessment::Assessment;
use vocab::PCode;

/// P-codes against the register of places and the country's format.
pub fn codes(data: &RoundData<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in data.assessments {
        let Some(code) = row.area_code.as_deref().filter(|_| row.level != "0") else {
            continue;
        };
        findings.extend(length(data, row, code));
        let Ok(pcode) = PCode::parse(code) else {
            continue;
        };
        if data.places.get(&pcode).is_none() {
            findings.extend(unknown(data, row, code));
            continue;
        }
        findings.extend(parent(data, row, &pcode));
    }
    findings
}

/// A code that is not in the register, where the register knows codes of this country and level at all.
fn unknown(data: &RoundData<'_>, row: &Assessment, code: &str) -> Option<Finding> {
    let severity = data.settings.severity("pcode_unknown")?;
    let level: u8 = row.level.parse().ok().or_else(|| deepest(row))?;
    let country = PCode::parse(row.country.as_deref()?).ok()?;
    // a register without this country and level cannot say that a code is wrong
    let mut areas = data.places.children(&country);
    let mut known = false;
    while let Some(area) = areas.pop() {
        if area.level == level {
            known = true;
            break;
        }
        areas.extend(data.places.children(&area.code));
    }
    known.then(|| {
        Finding::of("pcode_unknown", severity, row, "area_code", code.to_owned()).with("code", code)
    })
}

fn deepest(row: &Assessment) -> Option<u8> {
    let at = row.admin_codes.iter().rposition(Option::is_some)?;
    u8::try_from(at + 1).ok()
}

/// The stated admin 1 (and further ones) are the areas around it.
fn parent(data: &RoundData<'_>, row: &Assessment, code: &PCode) -> Option<Finding> {
    let severity = data.settings.severity("pcode_parent")?;
    for level in 1..=5u8 {
        let Some(stated) = row.admin_code(usize::from(level)) else {
            continue;
        };
        let Some(actual) = data.places.ancestor_at(code, level) else {
            continue;
        };
        if actual.code.as_str() != stated {
            return Some(
                Finding::of("pcode_parent", severity, row, "area_code", code.to_string())
                    .with("code", code.as_str())
                    .with("actual", format!("{} ({})", actual.name("en"), actual.code))
                    .with("stated", stated)
                    .about(format!("admin{level}")),
            );
        }
    }
    None
}

fn length(data: &RoundData<'_>, row: &Assessment, code: &str) -> Option<Finding> {
    let severity = data.settings.severity("pcode_length")?;
    let level: usize = row.level.parse().ok()?;
    let expected = *data.code_lengths.get(row.country.as_deref()?)?.get(level)?;
    let length = code.chars().count();
    // a three-letter country prefix instead of two is the same code in another dress
    let prefix = *data.code_lengths.get(row.country.as_deref()?)?.first()?;
    let letters = code.chars().take_while(char::is_ascii_alphabetic).count();
    let dressed = prefix == 2 && letters == 3 && length == expected + 1;
    (expected > 0 && length != expected && !dressed).then(|| {
        Finding::of("pcode_length", severity, row, "area_code", code.to_owned())
            .with("code", code)
            .with("length", length)
            .with("expected", expected)
    })
}

/// The name of an admin area against the name its code has. Reported, never corrected.
pub fn names(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("name_mismatch") else {
        return Vec::new();
    };
    let least = data
        .settings
        .threshold("name_mismatch", "least_likeness", 0.6);
    let mut findings = Vec::new();
    for row in data.assessments {
        let Ok(level) = row.level.parse::<usize>() else {
            continue;
        };
        let name = row
            .area_name
            .as_deref()
            .or_else(|| row.admin_names.get(level.wrapping_sub(1))?.as_deref());
        let (Some(name), Some(code)) = (name, row.area_code.as_deref()) else {
            continue;
        };
        let Some(place) = PCode::parse(code)
            .ok()
            .and_then(|code| data.places.get(&code))
        else {
            continue;
        };
        if level == 0 || usize::from(place.level) != level || place.names.is_empty() {
            continue;
        }
        let likeness = place
            .names
            .iter()
            .map(|(_, own)| vocab::similarity(own, name))
            .fold(0.0, f64::max);
        if likeness < least {
            findings.push(
                Finding::of("name_mismatch", severity, row, "area_name", name.to_owned())
                    .with("code", code)
                    .with("known", place.name("en")),
            );
        }
    }
    findings
}
