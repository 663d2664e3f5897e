//! Published specimens, forged and misread variants of them, national layouts: all decided as labelled.

use std::{collections::HashMap, fs, path::PathBuf};

use jiff::civil::date;
use travel_document::{Report, Zone};

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn rows(file: &str, test: &str) -> Option<Vec<HashMap<String, String>>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/mrz");
    let Ok(text) = fs::read(folder.join(file)) else {
        eprintln!("skipped: {test} (no shared/data/mrz beside the project)");
        return None;
    };
    let rows: Vec<HashMap<String, String>> = csv::Reader::from_reader(text.as_slice())
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("a table");
    assert!(!rows.is_empty());
    Some(rows)
}

fn report(text: &str) -> Report {
    Report::of(text, date(2026, 11, 25))
}

#[test]
fn every_specimen_is_decided_as_labelled() {
    let Some(rows) = rows("specimens.csv", "every_specimen_is_decided_as_labelled") else {
        return;
    };
    for row in rows {
        let mrz = &row["mrz"];
        let report = report(mrz);
        assert_eq!(report.format, Some(row["format"].as_str()), "{mrz}");
        assert_eq!(report.valid.to_string(), row["valid"], "{mrz}: {report:?}");
        assert_eq!(report.errors.join("; "), row["errors"], "{mrz}");
        let fields = report.fields.expect("a known layout has fields");
        let found = [
            ("document_code", &fields.document_code),
            ("issuing_state", &fields.issuing_state),
            ("surname", &fields.surname),
            ("given_names", &fields.given_names),
            ("document_number", &fields.document_number),
            ("nationality", &fields.nationality),
            ("birth_date", &fields.birth_date),
            ("sex", &fields.sex),
            ("expiry_date", &fields.expiry_date),
            ("optional_data", &fields.optional_data),
            ("optional_data_2", &fields.optional_data_2),
        ];
        for (name, value) in found {
            assert_eq!(value, &row[name], "{name} of {mrz}");
        }
        for warning in row["warnings"].split("; ").filter(|it| !it.is_empty()) {
            assert!(
                report.warnings.iter().any(|found| found == warning),
                "{mrz}: {warning} not among {:?}",
                report.warnings
            );
        }
    }
}

#[test]
fn every_forgery_that_a_digit_can_see_is_seen_with_its_reason() {
    let Some(rows) = rows(
        "forged.csv",
        "every_forgery_that_a_digit_can_see_is_seen_with_its_reason",
    ) else {
        return;
    };
    for row in rows {
        let report = report(&row["mrz"]);
        assert_eq!(report.valid.to_string(), row["valid"], "{}", row["mrz"]);
        assert_eq!(report.errors.join("; "), row["errors"], "{}", row["mrz"]);
    }
}

#[test]
fn misreadings_are_put_right_where_it_is_provable_and_nowhere_else() {
    let Some(rows) = rows(
        "ocr.csv",
        "misreadings_are_put_right_where_it_is_provable_and_nowhere_else",
    ) else {
        return;
    };
    for row in rows {
        let read = &row["mrz_read"];
        let report = report(read);
        if row["provable"] == "yes" {
            let corrected = report.corrected.expect("something is put right");
            assert_eq!(corrected.mrz, row["mrz_true"], "{read}");
            assert_eq!(
                report.corrections.len().to_string(),
                row["changed"],
                "{read}"
            );
        } else {
            assert_eq!(report.corrections, [], "{read}");
            assert!(!report.candidates.is_empty(), "{read}");
        }
    }
}

#[test]
fn layouts_of_one_state_are_read_as_such() {
    let Some(rows) = rows(
        "national_formats.csv",
        "layouts_of_one_state_are_read_as_such",
    ) else {
        return;
    };
    for row in rows {
        let zone = Zone::read(&row["mrz"]).expect("a known layout");
        assert!(zone.format().is_national(), "{}", row["mrz"]);
        let report = report(&row["mrz"]);
        let valid = report.corrected.map_or(report.valid, |it| it.valid);
        assert!(valid, "{} {:?}", row["mrz"], report.errors);
    }
}
