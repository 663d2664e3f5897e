//! Delimited files as they come: every encoding and line ending, and what is no text at all.

use exchange::{Cell, ExchangeError, Format};

use crate::desk::{DatasetRowExt, columns, file, read, texts, written};

#[test]
fn an_empty_file_has_no_rows_and_no_table() {
    for bytes in ["", "\u{feff}", "\n\n\n", "   \r\n \t \r\n"] {
        let found = file("a.csv", bytes);
        assert!(read(&found.path).unwrap().is_empty(), "{bytes:?}");
        let book = exchange::open(&found.path).unwrap();
        assert_eq!(exchange::table::find(&book, "a").unwrap(), None);
    }
}

#[test]
fn marks_line_endings_and_quotes_are_understood() {
    for text in [
        "\u{feff}a,b\r\n\"x,\"\"1\"\"\",2\r\n",
        "a;b\n\"x,\"\"1\"\"\";2\n",
        "a\tb\r\"x,\"\"1\"\"\"\t2\r",
        "\n\na|b\n\n\"x,\"\"1\"\"\"|2",
    ] {
        let found = file("a.csv", text);
        let numbers: Vec<usize> = read(&found.path)
            .unwrap()
            .iter()
            .map(|row| row.number)
            .collect();
        let first = 1 + text.len() - text.trim_start_matches('\n').len();
        let blank = usize::from(text.contains("\n\n\""));
        assert_eq!(numbers, [first, first + 1 + blank], "{text:?}");
        assert_eq!(
            texts(&found.path),
            [["a", "b"], ["x,\"1\"", "2"]],
            "{text:?}"
        );
    }
}

#[test]
fn latin_and_wide_encodings_keep_their_letters() {
    let text = "nom,lieu\nÉloïse,Guéckédou\n";
    let latin: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let wide = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
        let units = text.encode_utf16().flat_map(bytes);
        mark.into_iter().chain(units).collect::<Vec<u8>>()
    };
    for bytes in [
        latin,
        wide([0xff, 0xfe], u16::to_le_bytes),
        wide([0xfe, 0xff], u16::to_be_bytes),
    ] {
        let found = file("a.csv", bytes);
        assert_eq!(texts(&found.path)[1], ["Éloïse", "Guéckédou"]);
    }
}

#[test]
fn the_first_latin_letter_may_come_late() {
    let mut bytes = b"id,name\n".to_vec();
    while bytes.len() < 300_000 {
        bytes.extend_from_slice(b"1,plain\n");
    }
    bytes.extend_from_slice(b"2,Gu\xe9ck\xe9dou\n");
    let found = file("a.csv", bytes);
    let read = read(&found.path).unwrap();
    assert_eq!(read.last().unwrap().cells[1].shown(), "Guéckédou");
}

#[test]
fn a_workbook_named_csv_is_refused_and_says_so() {
    let bytes = written(Format::Xlsx, columns(), crate::desk::rows());
    let found = file("a.csv", bytes);
    let Err(ExchangeError::Damaged {
        kind: "CSV",
        reason,
    }) = read(&found.path)
    else {
        panic!("it was read as text");
    };
    assert!(reason.contains(".xlsx"), "{reason}");
}

#[test]
fn an_unclosed_quotation_mark_is_told_with_its_row() {
    let mut text = "a,b\n1,\"open\n".to_owned();
    text.push_str(&"x,y\n".repeat(5_000_000));
    let found = file("a.csv", text);
    let book = exchange::open(&found.path).unwrap();
    let told: Vec<_> = book.rows("a").unwrap().skip(1).collect();
    assert_eq!(told.len(), 1);
    let Err(ExchangeError::Row { place, reason }) = &told[0] else {
        panic!("{:?} expected to fail", told[0]);
    };
    assert_eq!(place.row, Some(2));
    assert!(reason.contains("quotation mark"), "{reason}");
}

#[test]
fn ragged_rows_and_a_thousand_blank_ones_keep_their_numbers() {
    for blank in [",,\n", ",,\r\n", "\n", "\r\n", "\r"] {
        let text = format!("a,b,c\r\n\"1\r\n2\"\r\n{}2,3,4,5", blank.repeat(1_000));
        let found = file("a.csv", text);
        let read = read(&found.path).unwrap();
        let numbers: Vec<usize> = read.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 2, 1_003], "{blank:?}");
        assert_eq!(read[1].cells[0].shown(), "1\n2");
        assert_eq!(read[2].cells.len(), 4);
    }
}

#[test]
fn an_exported_formula_is_only_text() {
    let texts = [
        "=cmd|' /C calc'!A0",
        "+1+cmd",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "-5",
        "+49 170",
    ];
    let rows = texts
        .iter()
        .map(|text| Cell::Text((*text).to_owned()).row())
        .collect();
    let mut named = columns()[..1].to_vec();
    named[0].label = "=HYPERLINK(1)".to_owned();
    let bytes = written(Format::HxlCsv, named, rows);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(&bytes[..]);
    let fields: Vec<String> = reader
        .records()
        .map(|record| record.unwrap()[0].to_owned())
        .collect();
    assert_eq!(fields[0], "'=HYPERLINK(1)");
    assert_eq!(fields[1], "#adm1+code");
    for (field, text) in fields[2..].iter().zip(texts) {
        if text == "-5" {
            assert_eq!(field, text, "a number stays one");
        } else {
            assert_eq!(*field, format!("'{text}"));
        }
    }
}

#[test]
fn a_kind_that_is_not_known_is_named() {
    let Err(error) = exchange::open(&file("a.pdf", "x").path) else {
        panic!("opened")
    };
    assert!(error.to_string().contains("\"pdf\""), "{error}");
    let missing = std::path::Path::new("nowhere.csv");
    assert!(matches!(
        exchange::open(missing),
        Err(ExchangeError::File { .. })
    ));
    let found = file("a.csv", "a,b\n");
    let book = exchange::open(&found.path).unwrap();
    assert!(matches!(book.rows("b"), Err(ExchangeError::NoSheet(name)) if name == "b"));
}
