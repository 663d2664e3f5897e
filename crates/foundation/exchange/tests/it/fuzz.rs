//! Any bytes under any name: an error or rows, never a panic, and never a hang.

use std::path::Path;

use exchange::{Format, places, table};
use proptest::prelude::*;

use crate::desk::{columns, file, rows, written};

/// Everything that an import does with a file before it looks at meaning.
fn walk(path: &Path) {
    let Ok(book) = exchange::open(path) else {
        return;
    };
    for sheet in book.sheets() {
        let _ = table::find(&book, &sheet.name);
        let Ok(found) = book.rows(&sheet.name) else {
            continue;
        };
        for row in found.take(10_000) {
            let Ok(row) = row else { break };
            assert!(!row.cells.is_empty(), "a blank row was given");
        }
    }
}

/// Some bytes of a good file replaced.
fn spoiled(mut bytes: Vec<u8>, changes: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    for (place, byte) in changes {
        let place = place.index(bytes.len());
        bytes[place] = *byte;
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    prop::collection::vec(any::<(prop::sample::Index, u8)>(), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes_under_any_name(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        for name in ["a.csv", "a.tsv", "a.txt", "a.xlsx", "a.xls", "a.xlsb", "a.ods", "a.json"] {
            walk(&file(name, &bytes).path);
        }
        let mut old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        old.extend_from_slice(&bytes);
        walk(&file("a.xls", &old).path);
        for name in ["a.geojson", "a.shp"] {
            let _ = places::read(&file(name, &bytes).path, &places::BoundaryOptions::default());
        }
    }

    #[test]
    fn any_text_as_a_table(text in "([a-z#+;,\"\t\n\r 0-9é=-]{0,40}\n){0,30}") {
        walk(&file("a.csv", text).path);
    }

    #[test]
    fn a_good_workbook_with_some_bytes_spoiled(changes in changes()) {
        let bytes = spoiled(written(Format::Xlsx, columns(), rows()), &changes);
        for name in ["a.xlsx", "a.ods", "a.xlsb"] {
            walk(&file(name, &bytes).path);
        }
    }

    #[test]
    fn a_good_shapefile_with_some_bytes_spoiled(changes in changes(), table in any::<bool>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = crate::boundaries::areas(folder.path());
        let spoilt = if table { path.with_extension("dbf") } else { path.clone() };
        let bytes = spoiled(std::fs::read(&spoilt).unwrap(), &changes);
        std::fs::write(&spoilt, bytes).unwrap();
        let _ = places::read(&path, &places::BoundaryOptions::default());
    }

    #[test]
    fn a_good_feature_collection_with_some_bytes_spoiled(changes in changes()) {
        let bytes = spoiled(written(Format::Geojson, columns(), rows()), &changes);
        let options = places::BoundaryOptions { code: Some("code".to_owned()), ..Default::default() };
        let _ = places::read(&file("a.geojson", bytes).path, &options);
    }
}
