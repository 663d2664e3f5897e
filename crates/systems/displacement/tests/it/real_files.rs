//! Every published file against totals that were computed from the raw file without this program.

use std::collections::BTreeMap;

use displacement::import::Options;
use serde_json::{Map, Value as Json};

use crate::desk::{Desk, published, sum, totals};

type Records = Vec<Map<String, Json>>;

fn text<'a>(record: &'a Map<String, Json>, field: &str) -> &'a str {
    record.get(field).and_then(Json::as_str).unwrap_or_default()
}

/// Individuals by the value of a field.
fn sums_by(records: &Records, by: &str, figure: &str) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    for record in records {
        *sums.entry(text(record, by).to_owned()).or_default() +=
            record.get(figure).and_then(Json::as_i64).unwrap_or(0);
    }
    sums
}

fn expected(of: &Json) -> BTreeMap<String, i64> {
    let pairs = of.as_object().unwrap().iter();
    pairs
        .map(|(name, value)| (name.clone(), value.as_i64().unwrap()))
        .collect()
}

/// Breakdown lines of one dimension, by category, in one unit.
fn breakdown(records: &Records, dimension: &str, unit: &str) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    for line in records
        .iter()
        .filter_map(|record| record.get("breakdown")?.as_array())
        .flatten()
    {
        if line["dimension"] == dimension && line["unit"] == unit {
            let name = line["category"].as_str().unwrap().to_owned();
            *sums.entry(name).or_default() += line["value"].as_i64().unwrap();
        }
    }
    sums
}

/// What a second import of the same file must leave: nothing new.
async fn unchanged(desk: &Desk, name: &str) {
    let path = published(name).unwrap();
    let newest = async || {
        desk.registers
            .store()
            .newest_entries(None, 1)
            .await
            .unwrap()
    };
    let before = newest().await;
    let again = desk.import(&path, Options::default()).await;
    assert_eq!((again.created, again.changed), (0, 0), "{name} again");
    assert!(again.unchanged > 0, "{name} again");
    assert_eq!(before, newest().await, "{name}: no entry was written");
}

#[tokio::test]
async fn the_answer_of_the_tracking_programme_keeps_its_levels_apart() {
    let name = "global_dtm_api_admin0_2.csv";
    let (Some(path), Some(totals)) = (published(name), totals(name)) else {
        return;
    };
    let desk = Desk::sqlite().await;
    let report = desk.import(&path, Options::default()).await;
    assert!(report.committed);
    let records = desk.records("area_assessments").await;
    assert_eq!(records.len() as u64, totals["rows"].as_u64().unwrap());
    assert_eq!(
        sums_by(&records, "level", "individuals"),
        expected(&totals["sum_idps_by_admin_level"])
    );
    assert_eq!(
        sum(&records, "males"),
        totals["sadd_males"].as_i64().unwrap()
    );
    assert_eq!(
        sum(&records, "females"),
        totals["sadd_females"].as_i64().unwrap()
    );
    let mut by_country: BTreeMap<String, (u64, i64)> = BTreeMap::new();
    for record in &records {
        let key = format!("{}/{}", text(record, "country"), text(record, "level"));
        let (rows, people) = by_country.entry(key).or_default();
        *rows += 1;
        *people += record
            .get("individuals")
            .and_then(Json::as_i64)
            .unwrap_or(0);
    }
    for (key, want) in totals["by_country_level"].as_object().unwrap() {
        let want = (
            want["rows"].as_u64().unwrap(),
            want["sum_numPresentIdpInd"].as_i64().unwrap(),
        );
        assert_eq!(by_country[key], want, "{key}");
    }
    // A round is several rows, one a reason and origin; its figure is their sum, whatever the level asked.
    for latest in totals["latest_admin0_by_country_operation_type"]
        .as_array()
        .unwrap()
    {
        let (country, number) = (latest["country"].as_str().unwrap(), &latest["round"]);
        let operation = latest["operation"].as_str().unwrap();
        let kind = latest["assessmentType"].as_str().unwrap();
        let of_round: Records = records
            .iter()
            .filter(|record| text(record, "country") == country && text(record, "level") == "0")
            .filter(|record| text(record, "assessment_type") == kind)
            .filter(|record| {
                let slug: String = operation
                    .to_lowercase()
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .collect::<Vec<_>>()
                    .join("-");
                text(record, "round") == format!("{}-{slug}-r{number}", country.to_lowercase())
            })
            .cloned()
            .collect();
        assert_eq!(
            (of_round.len() as u64, sum(&of_round, "individuals")),
            (
                latest["rows"].as_u64().unwrap(),
                latest["idps"].as_i64().unwrap()
            ),
            "{country} {operation} round {number} {kind}"
        );
    }
    // The indicator counts the deepest level once, and the baseline where a round has site assessments, too.
    let of = |records: &Records, kind: &str| {
        let rows: Records = records
            .iter()
            .filter(|record| text(record, "round") == "tcd-lake-chad-basin-crisis-r9")
            .filter(|record| {
                text(record, "level") == "2" && text(record, "assessment_type") == kind
            })
            .cloned()
            .collect();
        sum(&rows, "individuals")
    };
    assert!(of(&records, "BA") > 0 && of(&records, "SA") > 0);
    let measured = desk
        .measured("idps_present", "tcd-lake-chad-basin-crisis-r9", None)
        .await;
    #[expect(clippy::cast_precision_loss, reason = "counts of people")]
    let want = of(&records, "BA") as f64;
    assert_eq!(measured, [(None, want)]);
    unchanged(&desk, name).await;
}

#[tokio::test]
async fn the_humanitarian_exchange_keeps_provider_names_beside_codes() {
    let name = "hdx_hapi_idps_global.csv";
    let (Some(path), Some(totals)) = (published(name), totals(name)) else {
        return;
    };
    let desk = Desk::sqlite().await;
    let report = desk.import(&path, Options::default()).await;
    assert_eq!(report.refused_rows, 0, "{:?}", report.faults.first());
    let records = desk.records("area_assessments").await;
    assert_eq!(records.len() as u64, totals["rows"].as_u64().unwrap());
    assert_eq!(
        sums_by(&records, "level", "individuals"),
        expected(&totals["sum_population_by_admin_level"])
    );
    let warned = records.iter().filter(|record| {
        record
            .get("extra")
            .is_some_and(|extra| extra.get("warning").is_some())
    });
    assert_eq!(
        warned.count() as u64,
        totals["rows_with_warning"].as_u64().unwrap(),
        "the provider's warnings stay beside the figures"
    );
    unchanged(&desk, name).await;
}

#[tokio::test]
async fn a_master_list_of_places_adds_up_by_origin_shelter_and_period() {
    let name = "iraq_idp_master_list_2020_02_29.csv";
    let (Some(path), Some(totals)) = (published(name), totals(name)) else {
        return;
    };
    let desk = Desk::sqlite().await;
    let (understood, report) = desk.understood(&path, Options::default()).await;
    assert!(report.committed);
    let records = desk.records("area_assessments").await;
    assert_eq!(records.len() as u64, totals["rows"].as_u64().unwrap());
    assert_eq!(
        sum(&records, "individuals"),
        totals["individuals"].as_i64().unwrap()
    );
    assert_eq!(
        sum(&records, "households"),
        totals["households"].as_i64().unwrap()
    );
    assert_eq!(
        sums_by(&records, "admin1_name", "households"),
        expected(&totals["by_governorate_households"])
    );
    let shown = |want: &Json| -> BTreeMap<String, i64> {
        let all = expected(want).into_iter();
        all.filter(|(_, households)| *households > 0).collect()
    };
    let found = |dimension: &str| -> BTreeMap<String, i64> {
        let all = breakdown(&records, dimension, "households").into_iter();
        all.filter(|(_, households)| *households > 0).collect()
    };
    assert_eq!(found("origin"), shown(&totals["origin_households"]));
    assert_eq!(found("shelter"), shown(&totals["shelter_households"]));
    assert_eq!(
        found("period").values().sum::<i64>(),
        totals["households"].as_i64().unwrap()
    );
    // "14-Aug", "17-Jul", "19-Jan" are months of 2014, 2017 and 2019 that a spreadsheet took for days.
    let months: Vec<&str> = understood.sheets[0]
        .columns
        .iter()
        .filter(|column| ["14-Aug", "17-Jul", "19-Jan"].contains(&column.header.as_str()))
        .filter_map(|column| column.category_code.as_deref())
        .collect();
    assert_eq!(months, ["2014-08", "2017-07", "2019-01"]);
    // Individuals are households times six on every row: an estimate, and each record says so.
    assert!(
        records
            .iter()
            .all(|record| record["household_factor"] == 6.0)
    );
    assert!(records.iter().all(|record| record.contains_key("latitude")));
    let local = records
        .iter()
        .filter(|record| record.contains_key("area_name_local"));
    assert!(local.count() > 2_900, "Arabic names are kept");
    unchanged(&desk, name).await;
}

#[tokio::test]
async fn two_sheets_of_the_same_people_are_counted_once() {
    let name = "sudan_idp_master_list_2024_12_17.xlsx";
    let (Some(path), Some(totals)) = (published(name), totals(name)) else {
        return;
    };
    let desk = Desk::sqlite().await;
    desk.import(&path, Options::default()).await;
    let records = desk.records("area_assessments").await;
    let want = &totals["MASTER LIST (ADMIN2)"];
    assert_eq!(records.len() as u64, want["rows"].as_u64().unwrap());
    assert_eq!(sum(&records, "individuals"), want["idps"].as_i64().unwrap());
    assert_eq!(
        sum(&records, "households"),
        want["households"].as_i64().unwrap()
    );
    assert_eq!(
        sums_by(&records, "admin1_name", "individuals"),
        expected(&totals["MASTER LIST (ADMIN1)"]["by_state"]),
        "the localities add up to the other sheet's states"
    );
    assert_eq!(
        breakdown(&records, "origin", "individuals"),
        expected(&want["origin_state"])
    );
    let nationality = breakdown(&records, "nationality", "individuals");
    assert_eq!(
        nationality.values().sum::<i64>(),
        want["idps"].as_i64().unwrap()
    );
    assert_eq!(nationality["SUDANESE"], want["sudanese"].as_i64().unwrap());
    unchanged(&desk, name).await;
}

#[tokio::test]
async fn three_sheets_of_migrants_are_one_population_split_by_nationality() {
    let name = "libya_migrants_round54_2024.xlsx";
    let (Some(path), Some(totals)) = (published(name), totals(name)) else {
        return;
    };
    let desk = Desk::sqlite().await;
    desk.import(&path, Options::default()).await;
    let records = desk.records("area_assessments").await;
    let want = &totals["muhalla"];
    assert_eq!(records.len() as u64, want["rows"].as_u64().unwrap());
    assert!(
        records
            .iter()
            .all(|record| text(record, "population") == "migrants")
    );
    assert_eq!(
        sum(&records, "individuals"),
        want["migrants"].as_i64().unwrap()
    );
    assert_eq!(
        sum(&records, "individuals"),
        totals["printed_total"].as_i64().unwrap()
    );
    let without_point = records
        .iter()
        .filter(|record| !record.contains_key("latitude"));
    assert_eq!(
        without_point.count() as u64,
        want["no_coordinates"].as_u64().unwrap()
    );
    let nationalities = breakdown(&records, "nationality", "individuals");
    for (nationality, people) in expected(&totals["nationalities"]["top5"]) {
        assert_eq!(nationalities[&nationality], people, "{nationality}");
    }
    assert_eq!(
        nationalities.values().sum::<i64>(),
        totals["nationalities"]["migrants"].as_i64().unwrap()
    );
    unchanged(&desk, name).await;
}

#[tokio::test]
async fn a_baseline_of_one_region_keeps_its_districts() {
    let name = "ukraine_zakarpatska_area_baseline_2022_04.csv";
    let (Some(path), Some(totals)) = (published(name), totals(name)) else {
        return;
    };
    let desk = Desk::sqlite().await;
    desk.import(&path, Options::default()).await;
    let records = desk.records("area_assessments").await;
    assert_eq!(records.len() as u64, totals["rows"].as_u64().unwrap());
    assert_eq!(
        sums_by(&records, "admin2_name", "individuals"),
        expected(&totals["by_raion"])
    );
    unchanged(&desk, name).await;
}

#[tokio::test]
async fn codes_become_places_and_formats_and_answers_are_checked_against_them() {
    let (Some(codes), Some(lengths)) = (
        published("global_pcodes_adm1_2.csv"),
        published("global_pcode_lengths.csv"),
    ) else {
        return;
    };
    let want = totals("global_pcodes_adm1_2.csv").unwrap();
    let desk = Desk::sqlite().await;
    let report = desk.import(&codes, Options::default()).await;
    assert_eq!(report.created as u64, want["rows"].as_u64().unwrap());
    let places = desk.records("places").await;
    for (level, count) in want["by_level"].as_object().unwrap() {
        let found = places
            .iter()
            .filter(|place| place["level"].as_i64().unwrap().to_string() == *level);
        assert_eq!(
            found.count() as u64,
            count.as_u64().unwrap(),
            "level {level}"
        );
    }
    let formats = desk.import(&lengths, Options::default()).await;
    assert_eq!(formats.created, 156);
    let formats = desk.records("pcode_formats").await;
    let myanmar = formats
        .iter()
        .find(|format| text(format, "country") == "MMR")
        .unwrap();
    assert_eq!(myanmar["length_3"], -1, "its third level shortens the code");
    unchanged(&desk, "global_pcodes_adm1_2.csv").await;
    unchanged(&desk, "global_pcode_lengths.csv").await;
}

#[tokio::test]
async fn answers_of_the_programming_interface_are_read_with_their_envelope() {
    let Some(totals) = totals("api_fixtures") else {
        return;
    };
    for level in 0..=2 {
        let name = format!("admin{level}-admin0pcode-tcd.json");
        let path = published(&format!("api_fixtures/{name}")).unwrap();
        let desk = Desk::sqlite().await;
        desk.import(&path, Options::default()).await;
        let records = desk.records("area_assessments").await;
        assert_eq!(
            records.len() as u64,
            totals[&name]["totalRecordsCount"].as_u64().unwrap()
        );
        assert!(
            records
                .iter()
                .all(|record| text(record, "level") == level.to_string())
        );
        assert_eq!(
            sum(&records, "individuals"),
            totals[&name]["sum_numPresentIdpInd"].as_i64().unwrap()
        );
        unchanged(&desk, &format!("api_fixtures/{name}")).await;
    }
    for (name, register) in [
        ("country-list.json", "places"),
        ("operation-list.json", "operations"),
    ] {
        let path = published(&format!("api_fixtures/{name}")).unwrap();
        let desk = Desk::sqlite().await;
        desk.import(&path, Options::default()).await;
        assert_eq!(
            desk.records(register).await.len() as u64,
            totals[name]["totalRecordsCount"].as_u64().unwrap()
        );
        unchanged(&desk, &format!("api_fixtures/{name}")).await;
    }
}

#[tokio::test]
async fn points_without_figures_become_sites() {
    let Some(path) = published("ukraine_border_crossings_2022_04_14.xlsx") else {
        return;
    };
    let desk = Desk::sqlite().await;
    desk.import(&path, Options::default()).await;
    let sites = desk.records("sites").await;
    assert_eq!(sites.len(), 67);
    assert!(sites.iter().all(|site| site.contains_key("latitude")));
    assert!(desk.records("area_assessments").await.is_empty());
    unchanged(&desk, "ukraine_border_crossings_2022_04_14.xlsx").await;
}

#[tokio::test]
async fn a_sample_survey_is_no_count_and_the_file_says_why() {
    for name in [
        "ukraine_general_population_survey_round2.xlsx",
        "ukraine_general_population_survey_round3.xlsx",
        "ukraine_idp_estimate_2022_03_16.xlsx",
    ] {
        let Some(path) = published(name) else { return };
        let desk = Desk::sqlite().await;
        let (understood, report) = desk.understood(&path, Options::default()).await;
        assert!(!report.committed, "{name}");
        assert!(desk.records("area_assessments").await.is_empty(), "{name}");
        let reasons = understood.reasons_for_nothing();
        assert_eq!(
            reasons.len(),
            understood.sheets.len(),
            "{name}: each sheet has its reason"
        );
        assert!(
            reasons.iter().any(|reason| reason.contains("sample")),
            "{name}: {reasons:?}"
        );
    }
}
