//! What is written is read again.

use datafusion::{
    arrow::{
        array::{Array, AsArray},
        datatypes::{Date32Type, Float64Type, Int64Type},
    },
    parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder,
};
use exchange::{
    Cell, ColumnKind, Dataset, DatasetColumn, DatasetRow, ExchangeError, Format, table,
};
use proptest::prelude::*;

use crate::desk::{columns, day, file, read, rows, shown, written};

fn cells() -> Vec<Vec<String>> {
    rows()
        .iter()
        .map(|row| row.cells.iter().map(Cell::shown).collect())
        .collect()
}

#[test]
fn csv_gives_back_every_text_under_its_tags() {
    let found = file("a.csv", written(Format::HxlCsv, columns(), rows()));
    let read = read(&found.path).unwrap();
    let mut texts = shown(&read);
    assert_eq!(
        texts[0],
        ["P-code", "Name", "People", "Share", "Seen on", "Open"]
    );
    assert_eq!(texts[1][2], "#affected+idps+ind");
    assert_eq!(texts.split_off(2), cells());
    // Row 5 holds a text of two lines: it is one row, as in the spreadsheet that people will look it up in.
    assert_eq!((read[4].number, read[5].number), (5, 6));
    let plain = file("b.csv", written(Format::Csv, columns(), rows()));
    let texts = crate::desk::texts(&plain.path);
    assert_eq!(
        texts[0],
        ["code", "name", "people", "share", "seen", "open"]
    );
    assert_eq!(texts[1..], cells());
}

#[test]
fn xlsx_gives_back_every_cell_with_its_type() {
    let found = file("a.xlsx", written(Format::Xlsx, columns(), rows()));
    let book = exchange::open(&found.path).unwrap();
    assert_eq!(book.sheets()[0].name, "Camps  2024 ");
    let read = read(&found.path).unwrap();
    for (row, expected) in read[2..].iter().zip(rows()) {
        assert_eq!(row.cells, expected.cells);
    }
    assert_eq!(read.len(), 2 + rows().len());
    let table = table::find(&book, "Camps  2024 ").unwrap().unwrap();
    assert_eq!(
        (table.header_row, table.tag_row, table.first_data_row),
        (1, Some(2), 3)
    );
    assert_eq!(table.columns[4].tag.as_deref(), Some("#date+reported"));
}

#[test]
fn geojson_gives_back_values_and_shapes() {
    let bytes = written(Format::Geojson, columns(), rows());
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let features = json["features"].as_array().unwrap();
    assert_eq!(features.len(), rows().len());
    assert_eq!(features[0]["properties"]["people"], 1_000);
    assert_eq!(features[0]["properties"]["share"], 0.125);
    assert_eq!(features[0]["properties"]["seen"], "2024-02-21");
    assert_eq!(features[2]["properties"]["people"], serde_json::Value::Null);
    assert_eq!(features[0]["geometry"]["coordinates"][0], 1.25);
    assert_eq!(features[1]["geometry"], serde_json::Value::Null);
    let found = file("a.geojson", bytes);
    let options = exchange::places::BoundaryOptions {
        code: Some("code".to_owned()),
        ..Default::default()
    };
    let boundaries = exchange::places::read(&found.path, &options).unwrap();
    assert_eq!(boundaries.places.len(), rows().len());
    assert_eq!(boundaries.places[0].geometry, rows()[0].geometry);
    assert_eq!(boundaries.places[3].names.get("en"), "القضارف");
}

#[test]
fn parquet_gives_back_values_nulls_and_tags() {
    let bytes = written(Format::Parquet, columns(), rows());
    let found = file("a.parquet", bytes);
    let opened = std::fs::File::open(&found.path).unwrap();
    let builder = ParquetRecordBatchReaderBuilder::try_new(opened).unwrap();
    let field = builder.schema().field_with_name("people").unwrap().clone();
    assert_eq!(field.metadata()["hxl"], "#affected+idps+ind");
    let batches: Vec<_> = builder.build().unwrap().map(Result::unwrap).collect();
    assert_eq!(batches.len(), 1);
    let batch = &batches[0];
    let names = batch.column(1).as_string::<i32>();
    assert_eq!(names.value(3), "القضارف");
    assert!(names.is_null(5));
    let people = batch.column(2).as_primitive::<Int64Type>();
    assert!(people.is_null(2));
    assert_eq!(people.iter().flatten().sum::<i64>(), 25_000);
    assert_eq!(
        batch.column(3).as_primitive::<Float64Type>().values()[..2],
        [0.125, 0.25]
    );
    // 2024-02-21 is day 19,774 of the era of Parquet.
    assert_eq!(
        batch.column(4).as_primitive::<Date32Type>().value(0),
        19_774
    );
    assert!(batch.column(5).as_boolean().value(1));
}

#[test]
fn more_rows_than_one_batch_are_all_written() {
    let column = || {
        vec![DatasetColumn {
            name: "n".to_owned(),
            label: "N".to_owned(),
            tag: None,
            kind: ColumnKind::Integer,
        }]
    };
    let many = || {
        (0..20_001)
            .map(|n| DatasetRow {
                cells: vec![Cell::Number(f64::from(n))],
                geometry: None,
            })
            .collect::<Vec<_>>()
    };
    let found = file("n.parquet", written(Format::Parquet, column(), many()));
    let opened = std::fs::File::open(&found.path).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(opened)
        .unwrap()
        .build()
        .unwrap();
    let sum: i64 = reader
        .flat_map(|batch| {
            let batch = batch.unwrap();
            let column = batch.column(0).as_primitive::<Int64Type>().clone();
            column.iter().flatten().collect::<Vec<_>>()
        })
        .sum();
    assert_eq!(sum, 20_000 * 20_001 / 2);
    for (format, name, head) in [(Format::Csv, "n.csv", 1), (Format::Xlsx, "n.xlsx", 1)] {
        let found = file(name, written(format, column(), many()));
        let read = read(&found.path).unwrap();
        assert_eq!(read.len(), 20_001 + head, "{name}");
        assert_eq!(read.last().unwrap().cells[0].shown(), "20000", "{name}");
    }
}

#[test]
fn a_row_that_cannot_be_had_ends_the_file_with_its_reason() {
    for format in [
        Format::Csv,
        Format::HxlCsv,
        Format::Xlsx,
        Format::Geojson,
        Format::Parquet,
    ] {
        let mut source =
            vec![Ok(rows().remove(0)), Err("the store went away".to_owned())].into_iter();
        let dataset = Dataset {
            title: String::new(),
            columns: columns(),
            rows: &mut source,
        };
        let Err(ExchangeError::Write { reason, .. }) =
            exchange::write(format, dataset, &mut Vec::new())
        else {
            panic!("{format:?} kept silent");
        };
        assert_eq!(reason, "the store went away");
    }
}

#[test]
fn xlsx_survives_what_its_format_cannot_hold() {
    let long = "🏕".repeat(40_000);
    let row = |cell: Cell| DatasetRow {
        cells: vec![Cell::text("XM01"), cell],
        geometry: None,
    };
    let found = file(
        "a.xlsx",
        written(
            Format::Xlsx,
            columns(),
            vec![
                row(Cell::text(long)),
                row(day(1850, 1, 1)),
                row(Cell::Number(f64::NAN)),
                row(Cell::text("bell \u{7} and _x0041_")),
                row(day(1900, 3, 1)),
            ],
        ),
    );
    let read = read(&found.path).unwrap();
    let text = |row: usize| read[row].cells[1].shown();
    assert!(text(2).starts_with("🏕🏕") && text(2).encode_utf16().count() <= 32_767);
    assert_eq!(text(3), "1850-01-01T00:00:00");
    assert_eq!(text(5), "bell \u{7} and _x0041_");
    assert_eq!(read[6].cells[1], day(1900, 3, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_and_number_survives_csv_and_xlsx(
        cells in prop::collection::vec(("[A-Zé(\u{600}-\u{650}🏕][ -~äé\u{600}-\u{650}🏕\"]{0,30}", -1e12_f64..1e12), 1..30)
    ) {
        let rows: Vec<DatasetRow> = cells
            .iter()
            .map(|(text, number)| DatasetRow {
                cells: vec![Cell::text("XM01"), Cell::text(text.clone()), Cell::Number(*number)],
                geometry: None,
            })
            .collect();
        let columns = columns()[..3].to_vec();
        for (format, name) in [(Format::HxlCsv, "a.csv"), (Format::Xlsx, "a.xlsx")] {
            let found = file(name, written(format, columns.clone(), rows.clone()));
            let read = read(&found.path).unwrap();
            prop_assert_eq!(read.len(), rows.len() + 2);
            for (row, expected) in read[2..].iter().zip(&rows) {
                prop_assert_eq!(row.cells[1].shown(), expected.cells[1].shown());
                let number: f64 = row.cells[2].shown().parse().unwrap();
                let Cell::Number(wanted) = expected.cells[2] else { unreachable!() };
                prop_assert!((number - wanted).abs() <= wanted.abs() * 1e-12);
            }
        }
    }
}
