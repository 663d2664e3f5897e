//! Long files of counts to a series for each point, day and direction, in one pass. Memory grows with points and days, not
//! with rows: ten million counts of a year at fifty points are 18,250 days.

use std::{collections::HashMap, io::Read};

use jiff::civil::Date;

use super::watch::Direction;

/// Points and days that a file may have at the most: above it the column of points is none of points.
const MOST_DAYS: usize = 4_000_000;
/// Longest code of a point, in bytes.
const LONGEST_CODE: usize = 200;

/// Columns by the meaning or the name of the shipped form: point, day, direction, people.
const COLUMNS: [(&str, &[&str]); 4] = [
    ("#loc+code", &["point_id", "point"]),
    ("#date+occurred", &["counted_on", "day", "date"]),
    ("#direction+type", &["direction"]),
    ("#affected+migrants+ind", &["size", "people", "individuals"]),
];

/// Why a file gives no series.
#[derive(Debug, thiserror::Error)]
pub enum SeriesError {
    /// The file cannot be read as a table.
    #[error("the file is no table of comma-separated values: {0}")]
    Table(#[from] csv::Error),
    /// A column is missing.
    #[error("no column is named `{name}` or tagged {tag}; name or tag the one that holds it")]
    NoColumn {
        /// Name in the shipped form.
        name: &'static str,
        /// Its HXL tag.
        tag: &'static str,
    },
    /// A value that is none.
    #[error("line {line}, column {column}: {reason}")]
    Value {
        /// Line of the file, from 1.
        line: u64,
        /// Column by its meaning.
        column: &'static str,
        /// What is wrong.
        reason: &'static str,
    },
    /// Too many different points and days.
    #[error(
        "the file has more than {MOST_DAYS} different points and days; look at the column of points"
    )]
    TooMany,
}

/// Passages by point, day and direction.
#[derive(Debug, Default)]
pub struct Series {
    points: HashMap<Vec<u8>, usize>,
    names: Vec<String>,
    days: Vec<HashMap<i32, [u64; 4]>>,
    cells: usize,
    rows: u64,
    known_day: Option<([u8; 10], i32)>,
}

/// One day of one point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesDay {
    /// Code of the point.
    pub point: String,
    /// The day.
    pub day: Date,
    /// Passages by direction, in the order of [`Direction::ALL`].
    pub people: [u64; 4],
}

const EPOCH: Date = Date::constant(1970, 1, 1);

impl Series {
    /// Reads a file: one row a group, or one a count.
    ///
    /// # Errors
    /// The first fault, with its line.
    pub fn read(input: impl Read) -> Result<Self, SeriesError> {
        let mut reader = csv::ReaderBuilder::new()
            .buffer_capacity(1 << 18)
            .has_headers(true)
            .from_reader(input);
        let mut series = Self::default();
        let header = reader.byte_headers()?.clone();
        let mut row = csv::ByteRecord::new();
        let mut more = reader.read_byte_record(&mut row)?;
        let tagged = more && row.iter().any(|cell| cell.starts_with(b"#"));
        let at = columns(&header, tagged.then_some(&row))?;
        if tagged {
            more = reader.read_byte_record(&mut row)?;
        }
        while more {
            let line = || row.position().map_or(0, csv::Position::line);
            series
                .take(&row, at)
                .map_err(|(column, reason)| SeriesError::Value {
                    line: line(),
                    column: COLUMNS[column].0,
                    reason,
                })?;
            if series.cells > MOST_DAYS {
                return Err(SeriesError::TooMany);
            }
            more = reader.read_byte_record(&mut row)?;
        }
        Ok(series)
    }

    fn take(&mut self, row: &csv::ByteRecord, at: [usize; 4]) -> Result<(), (usize, &'static str)> {
        let cell = |column: usize| row.get(at[column]).map_or(&b""[..], <[u8]>::trim_ascii);
        let code = cell(0);
        if code.is_empty() || code.len() > LONGEST_CODE {
            return Err((0, "a point has a code of 1 to 200 bytes"));
        }
        let day = self
            .day(cell(1))
            .ok_or((1, "a day is written 2026-03-31"))?;
        let direction = std::str::from_utf8(cell(2)).map_or(Direction::Unknown, Direction::of);
        let people: u32 = std::str::from_utf8(cell(3))
            .ok()
            .and_then(|text| text.parse().ok())
            .ok_or((3, "people are a whole number from 0 to 4294967295"))?;
        let point = match self.points.get(code) {
            Some(known) => *known,
            None => {
                let name = std::str::from_utf8(code)
                    .map_err(|_| (0, "the code of a point is no UTF-8 text"))?;
                self.names.push(name.to_owned());
                self.days.push(HashMap::new());
                self.points.insert(code.to_vec(), self.names.len() - 1);
                self.names.len() - 1
            }
        };
        let days = &mut self.days[point];
        let before = days.len();
        days.entry(day).or_default()[direction.index()] += u64::from(people);
        self.cells += days.len() - before;
        self.rows += 1;
        Ok(())
    }

    /// Rows come by day: most days are the one before.
    fn day(&mut self, text: &[u8]) -> Option<i32> {
        let ten: [u8; 10] = text.get(..10)?.try_into().ok()?;
        if text.len() > 10 && text[10] != b'T' && text[10] != b' ' {
            return None;
        }
        if let Some((known, day)) = self.known_day
            && known == ten
        {
            return Some(day);
        }
        let day: Date = std::str::from_utf8(&ten).ok()?.parse().ok()?;
        let number = i32::try_from(day.duration_since(EPOCH).as_hours() / 24).ok()?;
        self.known_day = Some((ten, number));
        Some(number)
    }

    /// Rows read.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The days of all points, by code and day.
    #[must_use]
    pub fn days(&self) -> Vec<SeriesDay> {
        let mut all: Vec<SeriesDay> = self
            .names
            .iter()
            .zip(&self.days)
            .flat_map(|(name, days)| {
                days.iter().filter_map(|(day, people)| {
                    Some(SeriesDay {
                        point: name.clone(),
                        day: EPOCH.checked_add(jiff::Span::new().days(*day)).ok()?,
                        people: *people,
                    })
                })
            })
            .collect();
        all.sort_by(|one, other| (&one.point, one.day).cmp(&(&other.point, other.day)));
        all
    }
}

/// Where the four columns stand: by tag, else by name.
fn columns(
    header: &csv::ByteRecord,
    tags: Option<&csv::ByteRecord>,
) -> Result<[usize; 4], SeriesError> {
    let mut found = [0; 4];
    for (place, (tag, names)) in found.iter_mut().zip(COLUMNS) {
        let by_tag = tags.and_then(|tags| tags.iter().position(|cell| same_tag(cell, tag)));
        let named = |cell: &[u8]| {
            let cell = cell.strip_prefix("\u{feff}".as_bytes()).unwrap_or(cell);
            names
                .iter()
                .any(|name| cell.trim_ascii().eq_ignore_ascii_case(name.as_bytes()))
        };
        *place = by_tag
            .or_else(|| header.iter().position(named))
            .ok_or(SeriesError::NoColumn {
                name: names[0],
                tag,
            })?;
    }
    Ok(found)
}

/// Attributes of a tag mean the same in any order (HXL 1.1).
fn same_tag(cell: &[u8], tag: &str) -> bool {
    let parts = |text: &str| {
        let mut parts: Vec<String> = text
            .trim()
            .split('+')
            .map(|part| part.trim().to_ascii_lowercase())
            .collect();
        parts.get_mut(1..).unwrap_or_default().sort();
        parts
    };
    std::str::from_utf8(cell).is_ok_and(|cell| parts(cell) == parts(tag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn people(text: &str) -> Result<Vec<SeriesDay>, SeriesError> {
        Ok(Series::read(text.as_bytes())?.days())
    }

    #[test]
    fn rows_add_up_by_point_day_and_direction() {
        let found = people(
            "point_id,counted_on,direction,size\nB,2026-03-02,back,5\nA,2026-03-01,onward,3\nA,2026-03-01,onward,4\nA,2026-03-01,north,1\n",
        )
        .unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].point.as_str(), found[0].people),
            ("A", [7, 0, 0, 1])
        );
        assert_eq!(found[1].day, jiff::civil::date(2026, 3, 2));
    }

    #[test]
    fn tags_find_their_columns_in_any_order_under_any_name() {
        let found = people(
            "Sens,Poste,Nombre,Jour\n#direction +type,#loc+code,#affected+ind+migrants,#date+occurred\nback,P1,9,2026-03-01T00:00:00\n",
        )
        .unwrap();
        assert_eq!(found[0].people, [0, 9, 0, 0]);
    }

    #[test]
    fn faults_name_their_line_and_column() {
        for (text, said) in [
            (
                "point_id,counted_on,direction,size\nA,2026-03-01,onward,3\nA,2026-03-41,onward,3\n",
                "line 3, column #date+occurred",
            ),
            (
                "point_id,counted_on,direction,size\nA,2026-03-01,onward,-3\n",
                "line 2, column #affected+migrants+ind",
            ),
            (
                "point_id,counted_on,direction,size\n,2026-03-01,onward,3\n",
                "column #loc+code",
            ),
            (
                "point_id,counted_on,size\n",
                "no column is named `direction`",
            ),
            (
                "point_id,counted_on,direction,size\nA,2026-03-01\n",
                "no table",
            ),
        ] {
            let error = people(text).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }

    proptest! {
        #[test]
        fn no_file_makes_it_panic(text in "(point_id|counted_on|direction|size|,|\n|#loc\\+code|2026-03-01|[0-9é\"]{1,3}){0,40}") {
            let _ = people(&text);
        }

        #[test]
        fn nobody_is_lost(rows in prop::collection::vec((0_u8..5, 1_i8..28, 0_u8..4, 0_u32..100_000), 0..200)) {
            let mut text = "point_id,counted_on,direction,size\n".to_owned();
            for (point, day, direction, size) in &rows {
                let direction = Direction::ALL[usize::from(*direction)].code();
                text.push_str(&format!("P{point},2026-03-{day:02},{direction},{size}\n"));
            }
            let sum: u64 = people(&text).unwrap().iter().flat_map(|day| day.people).sum();
            prop_assert_eq!(sum, rows.iter().map(|(.., size)| u64::from(*size)).sum::<u64>());
        }
    }
}
