//! The mapping that a person saves, edits and gives back.

use displacement::import::{self, Mapping, Options};

use crate::desk::{Desk, published, sum};

const FILES: &[&str] = &[
    "global_dtm_api_admin0_2.csv",
    "iraq_idp_master_list_2020_02_29.csv",
    "libya_migrants_round54_2024.xlsx",
    "sudan_idp_master_list_2024_12_17.xlsx",
    "ukraine_border_crossings_2022_04_14.xlsx",
    "ukraine_zakarpatska_area_baseline_2022_04.csv",
];

#[tokio::test]
async fn a_saved_mapping_says_what_was_proposed() {
    let desk = Desk::sqlite().await;
    let tree = desk.places.tree().await.unwrap();
    for name in FILES {
        let Some(path) = published(name) else { return };
        let proposed = import::understand(&path, &Options::default(), &tree).unwrap();
        let text = Mapping::of(&proposed).to_toml().unwrap();
        let options = Options {
            mapping: Some(Mapping::parse(&text).unwrap()),
            ..Options::default()
        };
        let again = import::understand(&path, &options, &tree).unwrap();
        assert_eq!(proposed.context, again.context, "{name}");
        for (one, two) in proposed.sheets.iter().zip(&again.sheets) {
            assert_eq!(
                (one.role, &one.population),
                (two.role, &two.population),
                "{name}"
            );
            let meanings = |sheet: &displacement::import::SheetUnderstanding| {
                let columns = sheet.columns.iter();
                columns
                    .map(|column| (column.meaning.clone(), column.category.clone(), column.unit))
                    .collect::<Vec<_>>()
            };
            assert_eq!(meanings(one), meanings(two), "{name} {}", one.name);
        }
    }
}

#[tokio::test]
async fn a_person_says_what_no_header_tells() {
    let desk = Desk::sqlite().await;
    let path = desk.file(
        "list.csv",
        "Ort,Leute,Haushalte\nKaru,120,20\nMoshane,75,15\nBervi,0,0\n",
    );
    let mapping = "[context]\ncountry = \"XMR\"\noperation = \"marula\"\n\n\
        [[sheet]]\nname = \"list\"\nrole = \"counts\"\npopulation = \"idps\"\n\
        column = [{ header = \"Ort\", meaning = \"admin2.name\" }, \
        { header = \"Leute\", meaning = \"count.idps.individuals\" }, \
        { header = \"Haushalte\", meaning = \"count.idps.households\" }]\n";
    let options = || Options {
        mapping: Some(Mapping::parse(mapping).unwrap()),
        round: Some(4),
        date: Some("2026-05-01".to_owned()),
        ..Options::default()
    };
    let dry = desk
        .import(
            &path,
            Options {
                dry_run: true,
                ..options()
            },
        )
        .await;
    assert!(!dry.committed);
    assert_eq!(dry.control_sums[0].individuals, 195);
    assert!(
        desk.records("area_assessments").await.is_empty(),
        "a dry run writes nothing"
    );

    desk.import(&path, options()).await;
    let records = desk.records("area_assessments").await;
    assert_eq!(
        (sum(&records, "individuals"), sum(&records, "households")),
        (195, 35)
    );
    assert_eq!(
        desk.measured("idps_present", "marula-r4", None).await,
        [(None, 195.0)]
    );
    // The same file after a correction: exactly the corrected row changes.
    let corrected = desk.file(
        "list.csv",
        "Ort,Leute,Haushalte\nKaru,121,20\nMoshane,75,15\nBervi,0,0\n",
    );
    let report = desk.import(&corrected, options()).await;
    assert_eq!((report.created, report.changed), (0, 1));
    assert_eq!(
        desk.measured("idps_present", "marula-r4", None).await,
        [(None, 196.0)]
    );
}

#[test]
fn a_wrong_word_in_a_mapping_is_named() {
    let text = "[[sheet]]\nname = \"x\"\nrole = \"counts\"\ncolumn = [{ header = \"A\", meaning = \"admin2.nmae\" }]\n";
    let fault = Mapping::parse(text).unwrap_err().to_string();
    assert!(fault.contains("admin2.nmae"), "{fault}");
}
