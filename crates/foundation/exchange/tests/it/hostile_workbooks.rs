//! Workbooks and API answers that are damaged, oversized or odd: an error or the right rows, never fewer in silence.

use std::io::{Cursor, Read, Write};

use exchange::{Cell, ExchangeError, Format, table};
use rust_xlsxwriter::{Format as Look, Formula, Workbook};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::desk::{columns, file, read, rows, shown, texts, written};

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// The same archive with one part changed.
fn with_part(bytes: &[u8], part: &str, change: impl Fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut changed = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut found = archive.by_index(index).unwrap();
        let name = found.name().unwrap().into_owned();
        let mut content = Vec::new();
        found.read_to_end(&mut content).unwrap();
        if name == part {
            content = change(content);
        }
        changed
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        changed.write_all(&content).unwrap();
    }
    changed.finish().unwrap().into_inner()
}

fn workbook() -> Vec<u8> {
    written(Format::Xlsx, columns(), rows())
}

#[test]
fn a_workbook_cut_short_is_refused_at_every_length() {
    let whole = workbook();
    for part in 0..40 {
        let length = whole.len() * part / 40;
        let found = file("a.xlsx", &whole[..length]);
        let told = read(&found.path);
        assert!(
            matches!(
                told,
                Err(ExchangeError::Damaged {
                    kind: "spreadsheet",
                    ..
                })
            ),
            "{length} of {} bytes gave {told:?}",
            whole.len()
        );
    }
}

#[test]
fn a_sheet_cut_short_within_a_sound_archive_is_refused() {
    for keep in [2, 3, 4] {
        let bytes = with_part(&workbook(), SHEET, |xml| {
            let end = xml.len() * keep / 5;
            xml[..end].to_vec()
        });
        let found = file("a.xlsx", bytes);
        let told = read(&found.path);
        assert!(
            matches!(told, Err(ExchangeError::Damaged { .. })),
            "{told:?}"
        );
    }
}

#[test]
fn a_cell_far_outside_the_sheet_is_refused() {
    for reference in ["ZZZZZZ3", "A99999999999999999999", "XFE3", "ZZZZ3", "3", ""] {
        let bytes = with_part(&workbook(), SHEET, |xml| {
            let text = String::from_utf8(xml).unwrap();
            assert!(text.contains("r=\"A3\""), "{text}");
            text.replace("r=\"A3\"", &format!("r=\"{reference}\""))
                .into_bytes()
        });
        let found = file("a.xlsx", bytes);
        match read(&found.path) {
            Err(ExchangeError::Damaged { .. }) => {}
            Ok(rows) => {
                let widest = rows.iter().map(|row| row.cells.len()).max();
                assert!(widest <= Some(20_000), "{reference}: {widest:?}");
            }
            Err(other) => panic!("{reference}: {other}"),
        }
    }
}

#[test]
fn what_is_no_workbook_is_refused_whatever_its_name() {
    for name in ["a.xlsx", "a.xlsm", "a.xls", "a.xlsb", "a.ods"] {
        for bytes in [
            &b""[..],
            b"a,b\n1,2\n",
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ] {
            let found = file(name, bytes);
            let Err(error) = exchange::open(&found.path) else {
                panic!("{name} was opened");
            };
            assert!(
                error
                    .to_string()
                    .starts_with("the spreadsheet file cannot be read"),
                "{error}"
            );
        }
    }
}

#[test]
fn a_bomb_is_refused_before_it_unpacks() {
    let mut bomb = ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file(SHEET, SimpleFileOptions::default())
        .unwrap();
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..100 {
        bomb.write_all(&zeros).unwrap();
    }
    let bytes = bomb.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    for name in ["a.xlsx", "a.xlsb", "a.ods"] {
        let found = file(name, &bytes);
        let told = exchange::open(&found.path);
        assert!(
            matches!(told, Err(ExchangeError::TooLarge { .. })),
            "{name} gave {told:?}"
        );
    }
}

#[test]
fn blank_rows_that_only_look_filled_are_left_out() {
    let mut book = Workbook::new();
    let grey = Look::new().set_bold();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Code", "People"]).unwrap();
    for row in 1..=1_000 {
        sheet.write_blank(row, 0, &grey).unwrap();
        sheet.write_string(row, 1, "  ").unwrap();
    }
    sheet.write_string(1_001, 0, "XM01").unwrap();
    sheet.write_number(1_001, 1, 5).unwrap();
    let found = file("a.xlsx", book.save_to_buffer().unwrap());
    let read = read(&found.path).unwrap();
    assert_eq!(shown(&read), [["Code", "People"], ["XM01", "5"]]);
    assert_eq!(read[1].number, 1_002);
}

#[test]
fn merged_names_stand_over_their_columns() {
    let mut book = Workbook::new();
    let plain = Look::new();
    let sheet = book.add_worksheet();
    sheet
        .merge_range(0, 0, 0, 4, "Master list", &plain)
        .unwrap();
    sheet.merge_range(1, 0, 1, 1, "Place", &plain).unwrap();
    sheet.merge_range(1, 2, 1, 4, "Origin", &plain).unwrap();
    sheet
        .write_row(2, 0, ["Code", "Name", "North", "South", "Other"])
        .unwrap();
    for row in 3..6 {
        sheet.write_row(row, 0, ["XM01", "Town"]).unwrap();
        sheet.write_row(row, 2, [1.0, 2.0, 3.0]).unwrap();
    }
    sheet.write_string(6, 0, "Grand total").unwrap();
    let error = Formula::new("=SUM(C4:C6)/0").set_result("#DIV/0!");
    sheet.write_formula(6, 2, error).unwrap();
    let hidden = book.add_worksheet();
    hidden.set_hidden(true).write_string(0, 0, "x").unwrap();
    let found = file("a.xlsx", book.save_to_buffer().unwrap());
    let book = exchange::open(&found.path).unwrap();
    let visible: Vec<bool> = book.sheets().iter().map(|sheet| sheet.visible).collect();
    assert_eq!(visible, [true, false]);
    let table = table::find(&book, "Sheet1").unwrap().unwrap();
    assert_eq!(
        (table.title.as_str(), table.group_row, table.header_row),
        ("Master list", Some(2), 3)
    );
    let groups: Vec<&str> = table
        .columns
        .iter()
        .filter_map(|column| column.group.as_deref())
        .collect();
    assert_eq!(groups, ["Place", "Place", "Origin", "Origin", "Origin"]);
    let lines: Vec<table::Line> = table.lines(&book).unwrap().map(Result::unwrap).collect();
    assert_eq!(lines.len(), 4);
    let table::Line::Total(total) = &lines[3] else {
        panic!("{:?}", lines[3])
    };
    assert_eq!(total.cells[2], Cell::Error("#DIV/0!".to_owned()));
}

#[test]
fn an_api_answer_is_rows_or_its_own_reason() {
    let answer = r#"{"result":[{"a":1,"b":null},{"b":"x","c":true}],"isSuccess":true}"#;
    let found = file("a.json", answer);
    assert_eq!(
        texts(&found.path),
        [["a", "b", "c"], ["1", "", ""], ["", "x", "yes"]]
    );
    let empty = file("a.json", r#"{"result":[],"isSuccess":true}"#);
    assert!(read(&empty.path).unwrap().is_empty());
    let refused = file(
        "a.json",
        r#"{"isSuccess":false,"errorMessages":["no such country"]}"#,
    );
    let told = read(&refused.path);
    assert!(matches!(&told, Err(ExchangeError::ApiFailure(reason)) if reason == "no such country"));
    for bytes in ["", "{}", "7", "{\"result\":7}", "[", &"[".repeat(100_000)] {
        let found = file("a.json", bytes);
        assert!(matches!(
            read(&found.path),
            Err(ExchangeError::Damaged { kind: "JSON", .. })
        ));
    }
}

#[test]
fn an_answer_with_ever_new_names_is_refused_before_it_fills_the_memory() {
    let records: Vec<String> = (0..30_000).map(|n| format!("{{\"n{n}\":1}}")).collect();
    let found = file("a.json", format!("[{}]", records.join(",")));
    assert!(matches!(
        read(&found.path),
        Err(ExchangeError::TooLarge { .. })
    ));
}
