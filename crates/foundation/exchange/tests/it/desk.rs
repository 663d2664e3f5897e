//! What every test needs: a dataset of every kind of column, and files of it.

use std::path::{Path, PathBuf};

use exchange::{
    Cell, ColumnKind, Dataset, DatasetColumn, DatasetRow, ExchangeError, Format, SheetRow,
};
use vocab::{Geometry, HxlTag, Point};

pub fn columns() -> Vec<DatasetColumn> {
    [
        ("code", "P-code", "#adm1+code", ColumnKind::Text),
        ("name", "Name", "#adm1+name", ColumnKind::Text),
        (
            "people",
            "People",
            "#affected+idps+ind",
            ColumnKind::Integer,
        ),
        (
            "share",
            "Share",
            "#indicator+value+pct",
            ColumnKind::Decimal,
        ),
        ("seen", "Seen on", "#date+reported", ColumnKind::Date),
        ("open", "Open", "#status+open", ColumnKind::Bool),
    ]
    .into_iter()
    .map(|(name, label, tag, kind)| DatasetColumn {
        name: name.to_owned(),
        label: label.to_owned(),
        tag: Some(HxlTag::parse(tag).unwrap()),
        kind,
    })
    .collect()
}

pub fn day(year: i16, month: i8, day: i8) -> Cell {
    Cell::DateTime(jiff::civil::date(year, month, day).at(0, 0, 0, 0))
}

/// Names that writers stumble over: quotes, line breaks, other scripts, emoji, blanks, and none.
pub fn rows() -> Vec<DatasetRow> {
    let names = [
        Cell::text("Gedaref"),
        Cell::text("said \"no\", then; left"),
        Cell::text("two\nlines"),
        Cell::text("القضارف"),
        Cell::text("Žebřík 🏕"),
        Cell::Empty,
        Cell::text("  kept blanks  "),
    ];
    names
        .into_iter()
        .zip(1_i32..)
        .map(|(name, n)| DatasetRow {
            cells: vec![
                Cell::text(format!("XM{n:02}")),
                name,
                if n == 3 {
                    Cell::Empty
                } else {
                    Cell::Number(f64::from(n * 1_000))
                },
                Cell::Number(f64::from(n) / 8.0),
                day(2024, 2, 20 + i8::try_from(n).unwrap()),
                Cell::Bool(n % 2 == 0),
            ],
            geometry: (n != 2)
                .then(|| Geometry::Point(Point::new(f64::from(n) + 0.25, 10.5).unwrap())),
        })
        .collect()
}

pub fn written(format: Format, columns: Vec<DatasetColumn>, rows: Vec<DatasetRow>) -> Vec<u8> {
    let expected = rows.len() as u64;
    let mut bytes = Vec::new();
    let mut source = rows.into_iter().map(Ok);
    let dataset = Dataset {
        title: "Camps [2024]".to_owned(),
        columns,
        rows: &mut source,
    };
    let count = exchange::write(format, dataset, &mut bytes).unwrap();
    assert_eq!(count, expected);
    bytes
}

/// A file in a folder of its own.
pub struct TestFile {
    pub path: PathBuf,
    _folder: tempfile::TempDir,
}

pub fn file(name: &str, bytes: impl AsRef<[u8]>) -> TestFile {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    TestFile {
        path,
        _folder: folder,
    }
}

/// All rows of the first sheet.
pub fn read(path: &Path) -> Result<Vec<SheetRow>, ExchangeError> {
    let book = exchange::open(path)?;
    let Some(sheet) = book.sheets().first() else {
        return Ok(Vec::new());
    };
    book.rows(&sheet.name)?.collect()
}

pub fn shown(rows: &[SheetRow]) -> Vec<Vec<String>> {
    rows.iter()
        .map(|row| row.cells.iter().map(Cell::shown).collect())
        .collect()
}

pub fn texts(path: &Path) -> Vec<Vec<String>> {
    shown(&read(path).unwrap())
}

/// One cell as a row.
pub trait DatasetRowExt {
    fn row(self) -> DatasetRow;
}

impl DatasetRowExt for Cell {
    fn row(self) -> DatasetRow {
        DatasetRow {
            cells: vec![self],
            geometry: None,
        }
    }
}
