//! Published releases against totals that were computed from the raw files without this program.

use std::collections::BTreeMap;

use fatalities::{
    Cause, IncidentKind, Options, Published, System, published, title,
    totals::{self, Tally},
};
use serde_json::Value as Json;

use crate::desk::{Desk, release, totals as expected};

const EUROPE: &str = "missing_migrants_europe.csv";
const PORTAL: &str = "missing_migrants_global_2026_05_06_part.csv";

async fn imported(name: &str) -> Option<(Desk, Published)> {
    let path = release(name)?;
    let desk = Desk::open().await;
    let report = desk.import(&path, Options::default()).await;
    assert!(report.committed, "{}", report.to_text());
    let found = published(&desk.registers, None).await.unwrap();
    Some((desk, found))
}

fn figures(of: &Json) -> BTreeMap<String, i64> {
    let pairs = of.as_object().unwrap().iter();
    pairs
        .map(|(name, value)| (name.clone(), value.as_i64().unwrap()))
        .collect()
}

fn people<K: ToString>(groups: BTreeMap<K, Tally>) -> BTreeMap<String, i64> {
    let pairs = groups.into_iter();
    pairs
        .map(|(key, tally)| (key.to_string(), tally.dead_or_missing()))
        .collect()
}

/// Regions under their English titles, several of one row joined as the release joins them.
fn regions(found: &Published, system: System) -> BTreeMap<String, i64> {
    let groups = totals::by(&found.incidents, |incident| {
        totals::region_of(incident, system, &found.names)
    });
    let pairs = people(groups).into_iter();
    pairs
        .map(|(code, people)| (title(&code).get("en").replace(", ", ","), people))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_europe_bound_release_adds_up_to_what_pandas_finds() {
    let Some((_desk, found)) = imported(EUROPE).await else {
        return;
    };
    let expected = expected(EUROPE);
    let all = totals::whole(&found.incidents);
    for (what, value) in [
        ("rows", i64::try_from(all.rows).unwrap()),
        ("dead", all.dead),
        ("missing", all.missing),
        ("dead_or_missing", all.dead_or_missing()),
        ("survivors", all.survivors),
        ("females", all.females),
        ("males", all.males),
        ("minors", all.minors),
    ] {
        assert_eq!(Json::from(value), expected[what], "{what}");
    }
    // Nine rows repeat the main id of another.
    assert_eq!(all.incidents, 6802 - 9);
    assert_eq!(
        people(totals::by_year(&found.incidents)),
        figures(&expected["dead_or_missing_by_year"])
    );
    assert_eq!(
        regions(&found, System::Project),
        figures(&expected["by_region_of_incident"])
    );
    assert_eq!(
        people(totals::by_route(&found.incidents)),
        figures(&expected["by_route"])
    );
    let mut causes: BTreeMap<String, i64> = BTreeMap::new();
    for (set, tally) in totals::by_cause(&found.incidents) {
        let mut labels: Vec<&str> = set.into_iter().map(Cause::label).collect();
        labels.sort_unstable();
        causes.insert(labels.join(","), tally.dead_or_missing());
    }
    assert_eq!(causes, figures(&expected["by_cause"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn joined_qualities_presumptions_and_corrections_are_read_and_kept_verbatim() {
    let Some((_desk, found)) = imported(EUROPE).await else {
        return;
    };
    let expected = expected(EUROPE);
    let mut joined: BTreeMap<String, i64> = BTreeMap::new();
    for incident in &found.incidents {
        let said: String = incident.quality.iter().map(ToString::to_string).collect();
        *joined.entry(said.clone()).or_default() += 1;
        if incident.quality.len() > 1 {
            assert_eq!(incident.source_values.get("Source Quality"), Some(&said));
            assert!(incident.best_quality().unwrap() <= 5);
        }
    }
    assert_eq!(joined, figures(&expected["source_quality_raw"]));
    let split = |incident: &&fatalities::Incident| incident.kind == IncidentKind::Split;
    // 351 rows, and four that somebody joined with the whole incident.
    assert_eq!(found.incidents.iter().filter(split).count(), 355);
    let presumed = found
        .incidents
        .iter()
        .filter(|incident| incident.origin_presumed);
    for incident in presumed {
        assert!(!incident.origin_region.contains("(P)"));
        assert!(incident.source_values["Region of Origin"].contains("(P)"));
    }
    let corrections: Vec<i32> = found
        .incidents
        .iter()
        .filter_map(|incident| incident.people.missing_correction)
        .collect();
    assert_eq!(corrections, [-2, -13, -1, -5]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_portal_download_adds_up_and_its_splits_are_found() {
    let Some((_desk, found)) = imported(PORTAL).await else {
        return;
    };
    let expected = expected(PORTAL);
    let all = totals::whole(&found.incidents);
    assert_eq!(Json::from(all.dead), expected["dead"]);
    assert_eq!(Json::from(all.missing), expected["missing"]);
    assert_eq!(Json::from(all.survivors), expected["survivors"]);
    assert_eq!(all.incidents, 238 - 27);
    assert_eq!(
        regions(&found, System::Project),
        figures(&expected["by_region"])
    );
    let months = totals::by(&found.incidents, |incident| {
        ["January", "February", "March", "April", "May"]
            [usize::try_from(incident.occurred.month().unwrap() - 1).unwrap()]
    });
    assert_eq!(people(months), figures(&expected["by_month"]));
    let differing = found
        .incidents
        .iter()
        .filter(|incident| incident.main_id != incident.incident_id);
    assert_eq!(
        Json::from(differing.count()),
        expected["split_children_rows_main_id_ne_incident_id"]
    );
    assert!(found.incidents.iter().all(|i| i.point.is_some()));
    let several = found.incidents.iter().filter(|i| i.links.len() > 1);
    assert!(several.count() > 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_import_changes_nothing_and_files_that_overlap_share_their_incidents() {
    let (Some(europe), Some(portal)) = (release(EUROPE), release(PORTAL)) else {
        return;
    };
    let desk = Desk::open().await;
    desk.import(&europe, Options::default()).await;
    let newest = async || {
        let store = desk.registers.store();
        store.newest_entries(None, 1).await.unwrap()
    };
    let before = newest().await;
    let again = desk.import(&europe, Options::default()).await;
    assert_eq!((again.created, again.changed), (0, 0));
    assert_eq!(again.unchanged, 6802);
    assert_eq!(newest().await, before);
    let other = desk.import(&portal, Options::default()).await;
    assert_eq!(
        Json::from(238 - other.created),
        expected(PORTAL)["overlap_incident_ids_with_europe_file"]
    );
    let found = published(&desk.registers, None).await.unwrap();
    assert_eq!(found.incidents.len(), 6802 + 238 - 153);
}

#[tokio::test(flavor = "multi_thread")]
async fn both_systems_of_regions_hold_the_same_people() {
    let Some((_desk, found)) = imported(EUROPE).await else {
        return;
    };
    let project = regions(&found, System::Project);
    let unsd = regions(&found, System::Unsd);
    assert_eq!(
        project.values().sum::<i64>(),
        unsd.values().sum::<i64>(),
        "people are in one region of each system"
    );
    // The Mediterranean stays out of the geoscheme.
    assert!(unsd["Uncategorized"] >= project["Mediterranean"]);
    assert!(!project.contains_key("Not stated"));
}
