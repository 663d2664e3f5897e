//! Values that are not of the kind their tag promises.

use exchange::{Cell, hxl_check::check_row, table};

use crate::desk::{day, file, read};

#[test]
fn each_wrong_value_is_told_with_its_cell() {
    let text = "Code,People,Seen,Year,Lat,Lon\n\
        #adm1+code,#affected+idps+ind,#date+reported,#date+year,#geo+lat,#geo+lon\n\
        XM01,\"1,200\",2024-05-01T10:00:00,2024,10.5,179\n\
        XM02,-3,2024-13-01,99,91,-181\n\
        XM03,many,01/05/2024,,north,x\n\
        ,,,,,\n";
    let found = file("a.csv", text);
    let book = exchange::open(&found.path).unwrap();
    let table = table::find(&book, "a").unwrap().unwrap();
    let rows = read(&found.path).unwrap();
    let told: Vec<String> = rows[2..]
        .iter()
        .flat_map(|row| check_row(&table, row))
        .map(|finding| {
            let place = finding.place;
            format!(
                "{}{} {}",
                place.column.unwrap(),
                place.row.unwrap(),
                finding.tag
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "B4 #affected+idps+ind",
            "C4 #date+reported",
            "E4 #geo+lat",
            "F4 #geo+lon",
            "B5 #affected+idps+ind",
            "C5 #date+reported",
            "E5 #geo+lat",
            "F5 #geo+lon",
        ]
    );
}

#[test]
fn parts_of_a_date_pass_and_pieces_of_one_do_not() {
    let found = file("a.csv", "Code,Seen\n#adm1+code,#date+reported\nXM01,2024\n");
    let book = exchange::open(&found.path).unwrap();
    let table = table::find(&book, "a").unwrap().unwrap();
    let faults = |cell: Cell| {
        let row = exchange::SheetRow {
            number: 3,
            cells: vec![Cell::Empty, cell],
        };
        check_row(&table, &row).len()
    };
    for good in [
        "2024",
        "2024-05",
        "2024-05-01",
        " 2024-05-01 ",
        "2024-05-01 10:00",
        "2024-05-01T10:00:00Z",
    ] {
        assert_eq!(faults(Cell::text(good)), 0, "{good}");
    }
    for bad in [
        "20245",
        "2024-05-0",
        "2024-0",
        "2024-5-1",
        "May 2024",
        "2023-02-29",
        "２０２４",
    ] {
        assert_eq!(faults(Cell::text(bad)), 1, "{bad}");
    }
    assert_eq!(faults(day(2024, 5, 1)), 0);
    assert_eq!(
        faults(Cell::Number(45_000.0)),
        1,
        "a bare serial number is no date"
    );
}
