//! Files with faults: every fault at once, with its row, its column and its value, and nothing written.

use fatalities::{
    Options, published,
    release::{Fault, Severity},
    totals,
};

use crate::desk::Desk;

const HEADER: &str = "Main ID,Incident ID,Incident Type,Region of Incident,Incident date,Incident year,No. dead,No. missing,No. dead/missing,Source Quality,Latitude,Longitude,Cause of death (category)\n";

fn refusals(faults: &[Fault]) -> Vec<(usize, &str, &str, &str)> {
    faults
        .iter()
        .filter(|fault| fault.severity == Severity::Refusal)
        .map(|fault| {
            (
                fault.row,
                fault.column.as_deref().unwrap_or_default(),
                fault.code,
                fault.value.as_deref().unwrap_or_default(),
            )
        })
        .collect()
}

#[tokio::test]
async fn every_fault_is_told_at_once_and_nothing_is_written() {
    let desk = Desk::open().await;
    let file = desk.file(
        "faults.csv",
        format!(
            "{HEADER}\
             A,A,Incident,Mediterranean,2024-02-30,2024,1,0,1,4,35,14,Drowning\n\
             B,,Shipwreck,Mediterranean,2024-03-01,2024,some,0,1,7,95,14,Drowning\n\
             C,C,Incident,Mediterranean,2024-03-01,2024,-1,0,,4,35,14,Drowning\n\
             D,D,Incident,Mediterranean,2024-03-01,2024,1,0,1,4,35,14,Drowning\n\
             D,D,Incident,Mediterranean,2024-03-01,2024,1,0,1,4,35,14,Drowning\n"
        ),
    );
    let report = desk.import(&file, Options::default()).await;
    assert!(!report.committed);
    let found = refusals(&report.faults);
    for expected in [
        (2, "Incident date", "date", "2024-02-30"),
        (3, "Incident ID", "id_missing", ""),
        (3, "Incident Type", "type_unknown", "Shipwreck"),
        (3, "No. dead", "number", "some"),
        (3, "Source Quality", "quality", "7"),
        (3, "Latitude", "coordinates", "95"),
        (4, "No. dead", "below_zero", "-1"),
        (6, "Incident ID", "id_twice", "D"),
    ] {
        assert!(
            found.contains(&expected),
            "{expected:?} is not in {found:?}"
        );
    }
    assert_eq!(found.len(), 8, "{found:?}");
    assert_eq!(report.refused_rows, 4);
    let all = published(&desk.registers, None).await.unwrap();
    assert!(all.incidents.is_empty());
}

#[tokio::test]
async fn what_is_odd_comes_in_with_a_warning() {
    let desk = Desk::open().await;
    let file = desk.file(
        "odd.csv",
        format!(
            "{HEADER}\
             A,A,Incident,Atlantis,2024-03-01,2023,2,1,4,45,0,0,Dehydration\n\
             B,B,Cumulative Incident,Northern Africa,2024-12-31,2024,NA,NA,,3,,,Mixed or unknown\n"
        ),
    );
    let report = desk.import(&file, Options::default()).await;
    assert!(report.committed, "{}", report.to_text());
    let mut codes: Vec<&str> = report.faults.iter().map(|fault| fault.code).collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        [
            "cause_unclassified",
            "no_figure",
            "quality_joined",
            "region_unknown",
            "total_differs",
            "year_differs",
            "zero_point"
        ]
    );
    let found = published(&desk.registers, None).await.unwrap();
    let odd = &found.incidents[0];
    assert_eq!(odd.point, None);
    assert_eq!(odd.cause_reported, "Dehydration");
    assert_eq!(odd.source_values["Latitude"], "0");
    // A total over a period has no day; what the file says of it is kept.
    let total = &found.incidents[1];
    assert_eq!(total.occurred.to_string(), "2024-12");
    assert_eq!(total.source_values["Incident date"], "2024-12-31");
    assert_eq!(totals::whole(&found.incidents).incidents, 1);
}

#[tokio::test]
async fn releases_up_to_2020_are_read_with_mark_encoding_and_separators() {
    let desk = Desk::open().await;
    let text = "Notes above the table,,,,,,,,,\n\
        Web ID,Region of Incident,Reported Date,Reported Year,Reported Month,Number Dead,Minimum Estimated Number of Missing,Total Dead and Missing,Cause of Death,Location Description,Location Coordinates,Migration Route,URL,UNSD Geographical Grouping,Source Quality\n\
        51591,Mediterranean,\"April 18, 2015\",2015,Apr,58,\"1,022\",\"1,080\",Presumed drowning,Off the coast of Libya near Zuwārah – 60 miles,\"33.9, 12.1\",Central Mediterranean,https://example.org/a,Uncategorized,4\n\
        51592,North Africa,\"January 05, 2020\",2020,Jan,,3,3,Dehydration,Sahara désert,\"21.1, 15.2\",,,Northern Africa,2\n";
    let utf8 = desk.file("utf8.csv", format!("\u{feff}{text}"));
    let report = desk.import(&utf8, Options::default()).await;
    assert!(report.committed, "{}", report.to_text());
    let found = published(&desk.registers, None).await.unwrap();
    let wreck = &found.incidents[0];
    assert_eq!(wreck.incident_id, "51591");
    assert_eq!(wreck.main_id, "51591");
    assert_eq!(wreck.occurred.to_string(), "2015-04-18");
    assert_eq!(
        (wreck.people.dead, wreck.people.missing),
        (Some(58), Some(1022))
    );
    assert_eq!(
        wreck.source_values["Minimum Estimated Number of Missing"],
        "1,022"
    );
    assert_eq!(wreck.source_values["Reported Date"], "April 18, 2015");
    assert_eq!(wreck.cause_reported, "Presumed drowning");
    let desert = &found.incidents[1];
    assert_eq!(desert.people.dead, None, "a blank is unknown");
    assert_eq!(desert.place, "Sahara désert");

    // The same in Windows' encoding and separated by semicolons changes nothing but what that encoding cannot say.
    let latin: Vec<u8> = text
        .replace("Zuwārah – 60", "Zuwarah - 60")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let latin = desk.file("latin.csv", latin);
    let again = desk.import(&latin, Options::default()).await;
    assert_eq!((again.created, again.changed, again.unchanged), (0, 1, 1));
}

#[tokio::test]
async fn a_dry_run_tells_everything_and_writes_nothing() {
    let desk = Desk::open().await;
    let row = "A,A,Incident,Mediterranean,2024-03-01,2024,2,1,3,4,35,14,Drowning\n";
    let file = desk.file("good.csv", format!("{HEADER}{row}"));
    let options = Options {
        dry_run: true,
        ..Options::default()
    };
    let report = desk.import(&file, options).await;
    assert!(!report.committed && !report.has_refusals());
    assert_eq!((report.rows, report.dead, report.missing), (1, 2, 1));
    assert_eq!(
        desk.registers
            .stamp(fatalities::INCIDENTS, None)
            .await
            .unwrap()
            .1,
        0
    );
}

#[tokio::test]
async fn a_file_of_something_else_says_which_columns_it_lacks() {
    let desk = Desk::open().await;
    let file = desk.file("other.csv", "Incident ID,Number Dead\n1,2\n");
    let refused = fatalities::import(
        &desk.registers,
        &access::Actor::system("import"),
        &file,
        &Options::default(),
    )
    .await;
    let told = refused.unwrap_err().to_string();
    assert!(told.contains("Incident date or Reported Date"), "{told}");
    assert!(told.contains("No. missing"), "{told}");
}
