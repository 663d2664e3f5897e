//! Dates of the zone: six digits, the century an assumption that is said (Doc 9303-3, section 4.8).

use jiff::civil::Date;
use serde::Serialize;
use vocab::PartialDate;

/// A date of the zone given its century.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The date, as much of it as is known.
    pub date: PartialDate,
    /// Which century was assumed and by which rule.
    pub assumption: &'static str,
}

/// Two digits of a year, month or day; `None` for fillers.
type Parts = (Option<i8>, Option<i8>, Option<i8>);

/// Whether six characters can be a date of birth: unknown parts are `<<`, what is known must exist in some century.
pub fn is_possible_birth(field: &[u8]) -> bool {
    parts(field).is_some_and(|(year, month, day)| exists(year, month, day))
}

/// Whether six characters can be a date of expiry: all of it is known.
pub fn is_possible_expiry(field: &[u8]) -> bool {
    parts(field).is_some_and(|found| match found {
        (Some(year), Some(month), Some(day)) => exists(Some(year), Some(month), Some(day)),
        _ => false,
    })
}

/// The latest year that is not after the day of the check. Unknown without a year.
pub fn birth(field: &[u8], on: Date) -> Option<Reading> {
    let (year, month, day) = parts(field)?;
    if !exists(year, month, day) {
        return None;
    }
    let short = i16::from(year?);
    let this_century = on.year() - on.year() % 100 + short;
    let (month, day) = (month, month.and(day));
    let date = [this_century, this_century - 100]
        .into_iter()
        .filter_map(|year| PartialDate::new(year, month, day).ok())
        .find(|date| date.first_day() <= on)?;
    Some(Reading {
        date,
        assumption: "the latest year that is not after the day of the check",
    })
}

/// The year from 30 before to 69 after the year of the check.
pub fn expiry(field: &[u8], on: Date) -> Option<Reading> {
    let (Some(year), Some(month), Some(day)) = parts(field)? else {
        return None;
    };
    let first = on.year() - 30;
    let year = first + (i16::from(year) - first).rem_euclid(100);
    Some(Reading {
        date: PartialDate::new(year, Some(month), Some(day)).ok()?,
        assumption: "the year from 30 before to 69 after the day of the check",
    })
}

fn parts(field: &[u8]) -> Option<Parts> {
    let [y1, y2, m1, m2, d1, d2] = field else {
        return None;
    };
    let two = |tens: &u8, ones: &u8| match (tens, ones) {
        (b'<', b'<') => Some(None),
        (b'0'..=b'9', b'0'..=b'9') => {
            Some(Some(i8::try_from((tens - b'0') * 10 + ones - b'0').ok()?))
        }
        _ => None,
    };
    Some((two(y1, y2)?, two(m1, m2)?, two(d1, d2)?))
}

/// The 29th of February is possible in a year that is a leap year in one of the centuries, so in every fourth.
fn exists(year: Option<i8>, month: Option<i8>, day: Option<i8>) -> bool {
    let days = match month {
        None => 31,
        Some(2) if year.is_none_or(|year| year % 4 == 0) => 29,
        Some(2) => 28,
        Some(4 | 6 | 9 | 11) => 30,
        Some(1..=12) => 31,
        Some(_) => return false,
    };
    day.is_none_or(|day| (1..=days).contains(&day))
}
