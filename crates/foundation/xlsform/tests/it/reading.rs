//! The same form from every kind of file, and files that are no forms.

use rust_xlsxwriter::{Format, Workbook};
use xlsform::{Options, Sheets, convert, convert_sheets};

const MD: &str = "
| survey   |              |      |          |
|          | type         | name | label    |
|          | select_one c | q    | Cost 5 \\| 6 |
| choices  |           |      |       |
|          | list_name | name | label |
|          | c         | 1    | One   |
| settings |         |         |
|          | form_id | version |
|          | f       | 3       |
";

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let survey = workbook.add_worksheet().set_name("Survey").unwrap();
    for (column, cell) in ["type", " Name ", "label", ""].iter().enumerate() {
        survey
            .write(0, u16::try_from(column).unwrap(), *cell)
            .unwrap();
    }
    for (column, cell) in ["select_one\u{a0}c", "q ", "Cost 5 | 6"].iter().enumerate() {
        survey
            .write(1, u16::try_from(column).unwrap(), *cell)
            .unwrap();
    }
    survey.write(1, 9, "a note far to the right").unwrap();
    let choices = workbook.add_worksheet().set_name("choices").unwrap();
    for (column, cell) in ["list_name", "name", "label"].iter().enumerate() {
        choices
            .write(0, u16::try_from(column).unwrap(), *cell)
            .unwrap();
    }
    choices.write(1, 0, "c").unwrap();
    choices.write(1, 1, 1.0).unwrap();
    choices.write(1, 2, "One").unwrap();
    let settings = workbook.add_worksheet().set_name("settings").unwrap();
    settings.write(0, 0, "form_id").unwrap();
    settings.write(0, 1, "version").unwrap();
    settings.write(1, 0, "f").unwrap();
    settings.write(1, 1, 3).unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn markdown_csv_and_workbook_give_the_same_xform() {
    let options = Options::default();
    let from_md = convert(MD.as_bytes(), &options).unwrap().xform;
    let csv = "survey,,,\n,type,name,label\n,select_one c,q,Cost 5 | 6\nchoices,,,\n,list_name,name,label\n,c,1,One\nsettings,,\n,form_id,version\n,f,3\n";
    assert_eq!(convert(csv.as_bytes(), &options).unwrap().xform, from_md);
    assert_eq!(convert(&workbook(), &options).unwrap().xform, from_md);
    let sheets = Sheets::from_csv(
        "type,name,label\nselect_one c,q,Cost 5 | 6\n",
        "list_name,name,label\nc,1,One\n",
        "form_id,version\nf,3\n",
    )
    .unwrap();
    assert_eq!(convert_sheets(&sheets, &options).unwrap().xform, from_md);
}

#[test]
fn rows_are_numbered_as_the_spreadsheet_does() {
    let mut workbook = Workbook::new();
    let survey = workbook.add_worksheet().set_name("survey").unwrap();
    for (row, cells) in [(0, ["type", "name"]), (4, ["text", "1q"])] {
        for (column, cell) in cells.iter().enumerate() {
            survey
                .write(row, u16::try_from(column).unwrap(), *cell)
                .unwrap();
        }
    }
    let refused = convert(&workbook.save_to_buffer().unwrap(), &Options::default()).unwrap_err();
    assert_eq!(refused.faults[0].row, Some(5));
}

#[test]
fn numbers_truths_and_dates_read_as_the_author_sees_them() {
    let mut workbook = Workbook::new();
    let survey = workbook.add_worksheet().set_name("survey").unwrap();
    let date = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    for (column, cell) in ["type", "name", "label", "required", "default"]
        .iter()
        .enumerate()
    {
        survey
            .write(0, u16::try_from(column).unwrap(), *cell)
            .unwrap();
    }
    for (row, name) in [(1, "a"), (2, "b"), (3, "c")] {
        survey.write(row, 0, "text").unwrap();
        survey.write(row, 1, name).unwrap();
        survey.write(row, 2, name).unwrap();
    }
    survey.write(1, 3, true).unwrap();
    survey.write(1, 4, 7.0).unwrap();
    survey.write(2, 4, 2.5).unwrap();
    survey.write_with_format(3, 4, 46_023.5, &date).unwrap();
    let form = convert(&workbook.save_to_buffer().unwrap(), &Options::default()).unwrap();
    assert!(form.xform.contains("<a>7</a>"));
    assert!(form.xform.contains("<b>2.5</b>"));
    assert!(form.xform.contains("<c>2026-01-01 12:00:00</c>"));
    assert!(
        form.xform
            .contains("nodeset=\"/data/a\" type=\"string\" required=\"true()\"")
    );
}

#[test]
fn curly_quotes_and_wide_spaces_are_mended() {
    let md = "| survey | | | | |\n| | type | name | label | relevant |\n| | text | a | A | |\n| | text | b | B | ${a}  =  \u{2018}x\u{2019} |\n";
    let form = convert(md.as_bytes(), &Options::default()).unwrap();
    assert!(form.xform.contains("relevant=\" /data/a  = 'x'\""));
}

#[test]
fn what_is_no_form_is_refused() {
    for bytes in [
        b"".as_slice(),
        b"hello",
        b"PK\x03\x04 not a zip after all",
        &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 1, 2],
        &[0xff, 0xfe, 0x00],
        b"a,b,c,d,e\n",
        b"|||||||",
    ] {
        let refused = convert(bytes, &Options::default()).unwrap_err();
        assert!(!refused.faults.is_empty());
    }
}

#[test]
fn a_column_named_twice_is_refused() {
    let md = "| survey | | | | |\n| | type | name | label | label |\n| | text | a | A | B |\n";
    let refused = convert(md.as_bytes(), &Options::default()).unwrap_err();
    assert_eq!(refused.faults[0].column, "label");
}

#[test]
fn a_sheet_larger_than_a_form_is_refused() {
    let mut csv = String::from("survey,,,\n,type,name,label\n,");
    csv.push_str(&"x".repeat(40_000));
    csv.push_str(",a,b\n");
    let refused = convert(csv.as_bytes(), &Options::default()).unwrap_err();
    assert!(refused.faults[0].reason.contains("32,767"));
    let wide = format!("survey,\n,type,name,{}\n,text,a,b\n", "c,".repeat(3_000));
    let refused = convert(wide.as_bytes(), &Options::default()).unwrap_err();
    assert!(refused.faults[0].reason.contains("c"));
}
