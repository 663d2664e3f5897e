//! What a round is to cover, read from the registers: the areas of its plan, and the places that are known before.

use std::collections::{BTreeMap, BTreeSet};

use registers::{ReadError, Registers};
use serde_json::{Map, Value as Json};
use vocab::PlaceTree;

use crate::{
    background::round_before,
    coverage::{Coverage, ExpectedPlace, PlannedArea, coverage},
    rounds,
};

/// The coverage of a round, given by the content of its record, as it stands.
///
/// # Errors
/// When reading fails.
pub async fn coverage_of(
    registers: &Registers,
    round: &Map<String, Json>,
    tree: &PlaceTree,
) -> Result<Coverage, ReadError> {
    let code = text(round, "round_id").unwrap_or_default();
    let plan = planned(registers, &code).await?;
    let expected = expected(registers, round, tree).await?;
    let rows = rounds::assessments(registers, &code).await?;
    let remote = text(round, "remote").as_deref() == Some("yes");
    Ok(coverage(&plan, &expected, &rows, tree, remote))
}

fn text(data: &Map<String, Json>, field: &str) -> Option<String> {
    data.get(field).and_then(Json::as_str).map(str::to_owned)
}

async fn planned(registers: &Registers, round: &str) -> Result<Vec<PlannedArea>, ReadError> {
    let mut areas = Vec::new();
    let mut scan = registers.scan("round_areas", Some(round))?;
    while let Some(record) = scan.next().await {
        let record = record?;
        let Some(code) = text(&record.data, "area_code") else {
            continue;
        };
        if record.state == "planned" {
            let expected = record.data.get("expected_places").and_then(Json::as_u64);
            areas.push(PlannedArea {
                code,
                name: text(&record.data, "area_name"),
                team: text(&record.data, "team"),
                starts: text(&record.data, "starts"),
                ends: text(&record.data, "ends"),
                expected: expected.and_then(|count| usize::try_from(count).ok()),
            });
        }
    }
    Ok(areas)
}

/// Places of the round before that were not closed then, and listed sites that are open.
async fn expected(
    registers: &Registers,
    round: &Map<String, Json>,
    tree: &PlaceTree,
) -> Result<Vec<ExpectedPlace>, ReadError> {
    let mut places: BTreeMap<String, ExpectedPlace> = BTreeMap::new();
    if let Some(before) = round_before(registers, round).await? {
        let rows = rounds::assessments(registers, &before).await?;
        for row in crate::coverage::counted(&rows) {
            if row.presence.as_deref() == Some("closed") {
                continue;
            }
            let key = row.place_key();
            places.entry(key.clone()).or_insert_with(|| ExpectedPlace {
                key,
                name: row.label(),
                area: row.area_code.clone(),
                admin1: row
                    .admin_code(1)
                    .map(str::to_owned)
                    .or_else(|| row.admin_names[0].clone()),
            });
        }
    }
    let country = text(round, "country");
    let mut closed: BTreeSet<String> = BTreeSet::new();
    let mut sites = registers.scan("sites", None)?;
    while let Some(site) = sites.next().await {
        let site = site?;
        let Some(code) = text(&site.data, "site_code").or_else(|| text(&site.data, "site_id"))
        else {
            continue;
        };
        let key = format!("place:{code}");
        if text(&site.data, "site_status").as_deref() == Some("closed") || site.state == "retired" {
            closed.insert(key);
            continue;
        }
        // A list of sites may hold several countries; a site that does not say lies in the country of its area.
        let own = text(&site.data, "country").or_else(|| country_of(&site.data, tree));
        if own.is_some() && country.is_some() && own != country {
            continue;
        }
        places.entry(key.clone()).or_insert_with(|| ExpectedPlace {
            key,
            name: text(&site.data, "name").unwrap_or(code),
            area: text(&site.data, "area_code"),
            admin1: text(&site.data, "admin1_code").or_else(|| text(&site.data, "admin1_name")),
        });
    }
    places.retain(|key, _| !closed.contains(key));
    Ok(places.into_values().collect())
}

fn country_of(site: &Map<String, Json>, tree: &PlaceTree) -> Option<String> {
    let area = vocab::PCode::parse(&text(site, "area_code")?).ok()?;
    tree.ancestor_at(&area, 0)
        .map(|place| place.code.to_string())
}
