//! Check 10: the change of a province from round to round against the arrivals that emergency tracking told meanwhile.
//!
//! Only places with a figure in both rounds are compared, so that coverage does not look like movement. Counts at flow points
//! stay out: they count passages, not people who stay.

use super::{Finding, RoundData, exact};
use crate::compare::compare;
use std::collections::BTreeMap;
use vocab::PCode;

/// Provinces whose change and whose net arrivals are far apart.
pub fn arrivals(data: &RoundData<'_>) -> Vec<Finding> {
    let Some(severity) = data.settings.severity("arrivals_differ") else {
        return Vec::new();
    };
    let Some(previous) = data.previous.filter(|_| !data.arrivals.is_empty()) else {
        return Vec::new();
    };
    let people = data.settings.threshold("arrivals_differ", "people", 500.0);
    let share = data.settings.threshold("arrivals_differ", "share", 0.1);
    let compared = compare(previous, data.assessments);
    let Some(compared) = compared.iter().find(|one| one.population == "idps") else {
        return Vec::new();
    };
    let mut provinces: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for place in &compared.places {
        let (Some(before), Some(now), Some(code)) = (place.before, place.now, &place.area_code)
        else {
            continue;
        };
        if let Some(province) = crate::background::admin1(data.places, code) {
            let sum = provinces.entry(province).or_default();
            sum.0 += before;
            sum.1 += now;
        }
    }
    let mut findings = Vec::new();
    for (code, (before, now)) in provinces {
        let Some(net) = data.arrivals.get(&code) else {
            continue;
        };
        let change = now - before;
        let gap = change - net;
        if exact(gap.abs()) <= people.max(share * exact(before)) {
            continue;
        }
        let name = PCode::parse(&code).ok();
        let name = name.and_then(|code| data.places.get(&code));
        let name = name.map_or(code.as_str(), |place| place.name("en"));
        let mut finding = Finding::of_round(
            "arrivals_differ",
            severity,
            &code,
            "individuals",
            format!("{change} against {net}"),
        )
        .with("area", name)
        .with("change", change)
        .with("net", *net);
        finding.area_code = Some(code.clone());
        finding.area_name = Some(name.to_owned());
        findings.push(finding);
    }
    findings
}
