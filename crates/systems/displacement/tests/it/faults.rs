//! Bad files: every fault at once, each with its place; nothing half written; never a panic.

use displacement::import::{self, Options, Severity};
use proptest::prelude::*;

use crate::desk::Desk;

#[tokio::test]
async fn every_fault_is_told_at_once_with_sheet_row_and_column() {
    let desk = Desk::sqlite().await;
    let path = desk.file(
        "round.csv",
        "State,P-Code Admin 1,IDPs,Households,Round,Reporting date\n\
         North,XM01,100,20,5,2026-05-01\n\
         South,XM02,-4,2,5,2026-05-01\n\
         East,XM03,many,7,5,2026-05-01\n\
         ,,50,10,5,2026-05-01\n",
    );
    let options = || Options {
        country: Some("XMR".to_owned()),
        operation: Some("demo".to_owned()),
        ..Options::default()
    };
    let report = desk.import(&path, options()).await;
    assert!(!report.committed, "a file with refused rows is not begun");
    let refused: Vec<(Option<usize>, Option<&str>, &str, Option<&str>)> = report
        .faults
        .iter()
        .filter(|fault| fault.severity == Severity::Refusal)
        .map(|fault| {
            (
                fault.row,
                fault.column.as_deref(),
                fault.code,
                fault.value.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        refused,
        [
            (Some(3), Some("C"), "negative", Some("-4")),
            (Some(4), Some("C"), "not_a_number", Some("many")),
            (Some(5), None, "no_place", None),
        ]
    );
    assert_eq!(report.refused_rows, 3);
    assert!(desk.records("area_assessments").await.is_empty());

    let valid = Options {
        accept_valid_rows: true,
        ..options()
    };
    let report = desk.import(&path, valid).await;
    assert!(report.committed);
    assert_eq!(desk.records("area_assessments").await.len(), 1);
}

#[tokio::test]
async fn what_the_register_refuses_is_told_with_its_column_and_value() {
    let desk = Desk::sqlite().await;
    let path = desk.file(
        "lengths.csv",
        "Location,Country Length,Admin 1 Length,Admin 2 Length\n\
         #country+code,#country+len,#adm1+len,#adm2+len\n\
         AAA,3,2,2\nBBB,3,99,2\n",
    );
    let report = desk.import(&path, Options::default()).await;
    assert!(!report.committed);
    let fault = &report.faults[0];
    assert_eq!(
        (fault.row, fault.column.as_deref(), fault.value.as_deref()),
        (Some(4), Some("C"), Some("99")),
        "{}",
        fault.to_line()
    );
}

#[tokio::test]
async fn a_figure_without_a_date_or_round_is_asked_for() {
    let desk = Desk::sqlite().await;
    let path = desk.file(
        "f.csv",
        "State,P-Code Admin 1,IDPs\nNorth,XM01,100\nSouth,XM02,7\n",
    );
    let report = desk.import(&path, Options::default()).await;
    assert!(
        report
            .faults
            .iter()
            .any(|fault| fault.reason.contains("--round"))
    );
    assert!(!report.committed);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever bytes a file has: it is understood, or refused in words.
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), ending in prop::sample::select(vec!["csv", "xlsx", "json", "xls"])) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("file.{ending}"));
        std::fs::write(&path, &bytes).unwrap();
        let _ = import::understand(&path, &Options::default(), &vocab::PlaceTree::default());
    }

    /// Whatever words a table has: rows are read or refused, and totals are never negative.
    #[test]
    fn no_table_makes_the_importer_panic(cells in proptest::collection::vec(
        proptest::collection::vec("(IDPs|Admin 1|P-Code|Round|Total|Date|Male|[0-9]{1,7}|[A-Z]{2}[0-9]{2,4}|-|n/a|[ -~]{0,8}|\\PC{0,4})", 1..6), 1..12)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.csv");
        let mut writer = csv::WriterBuilder::new().flexible(true).from_path(&path).unwrap();
        for row in &cells {
            writer.write_record(row).unwrap();
        }
        writer.flush().unwrap();
        let options = Options { round: Some(1), country: Some("XMR".to_owned()), dry_run: true, ..Options::default() };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let desk = Desk::sqlite().await;
            let tree = desk.places.tree().await.unwrap();
            if let Ok(understood) = import::understand(&path, &options, &tree) {
                let report = desk.import(&path, options).await;
                prop_assert!(!report.committed);
                prop_assert!(report.control_sums.iter().all(|sum| sum.individuals >= 0));
                prop_assert!(report.rows <= cells.len());
                drop(understood);
            }
            Ok(())
        })?;
    }
}
