//! Dates of releases, in their three shapes.

use jiff::civil::{Date, Weekday};
use vocab::PartialDate;

/// Why a text is no date of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateFault {
    /// No shape fits.
    #[error("this is no date; write it as 2024-05-31")]
    Shape,
    /// The parts are not in the calendar.
    #[error("the calendar has no such day; write it as 2024-05-31")]
    Calendar,
    /// The day of the week is another: the day may stand before the month.
    #[error("the day of the week does not fit the date; is the day written before the month?")]
    Weekday,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month of an English name or its first three letters, or of a number from 1 to 12.
pub(crate) fn month(text: &str) -> Option<i8> {
    let text = text.trim().trim_end_matches('.').to_ascii_lowercase();
    if let Ok(number) = text.parse::<i8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let at = MONTHS
        .iter()
        .position(|name| *name == text || (text.len() >= 3 && name.starts_with(&text)))?;
    i8::try_from(at + 1).ok()
}

fn weekday(text: &str) -> Option<Weekday> {
    let text = text.trim().to_ascii_lowercase();
    [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ]
    .into_iter()
    .find(|(name, _)| text.len() >= 3 && name.starts_with(&text))
    .map(|(_, day)| day)
}

/// Reads `2024-05-31` (also `2024-05` and `2024`, and with a time), `Thu, 01/31/2026 - 12:00` (month first, as the
/// portal writes; the weekday must agree), and `January 05, 2020` (up to 2020).
///
/// # Errors
/// What is wrong with the text.
pub fn date(text: &str) -> Result<PartialDate, DateFault> {
    let text = text.trim();
    if let Some((name, rest)) = text.split_once(',')
        && let Some(day_of_week) = weekday(name)
    {
        let found = slashed(rest.split_once(" - ").map_or(rest, |(date, _)| date))?;
        return if found.weekday() == day_of_week {
            Ok(found.into())
        } else {
            Err(DateFault::Weekday)
        };
    }
    if let Some((month_and_day, year)) = text.split_once(',') {
        let (name, day) = month_and_day
            .trim()
            .split_once(' ')
            .ok_or(DateFault::Shape)?;
        let month = month(name).ok_or(DateFault::Shape)?;
        return calendar(number(year)?, month, number(day)?).map(PartialDate::from);
    }
    if text.contains('/') {
        return slashed(text).map(PartialDate::from);
    }
    let day = text.split_once(['T', ' ']).map_or(text, |(day, _)| day);
    PartialDate::parse(day).map_err(|_| {
        let digits = day.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if digits && day.len() == "2024-05-31".len() {
            DateFault::Calendar
        } else {
            DateFault::Shape
        }
    })
}

/// `01/31/2026`, the month first.
fn slashed(text: &str) -> Result<Date, DateFault> {
    let mut parts = text.trim().split('/');
    let (month, day, year) = (parts.next(), parts.next(), parts.next());
    let (Some(month), Some(day), Some(year), None) = (month, day, year, parts.next()) else {
        return Err(DateFault::Shape);
    };
    let month: i16 = number(month)?;
    let month = i8::try_from(month).map_err(|_| DateFault::Calendar)?;
    calendar(number(year)?, month, number(day)?)
}

fn number(text: &str) -> Result<i16, DateFault> {
    let text = text.trim();
    let plain = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    if !plain {
        return Err(DateFault::Shape);
    }
    text.parse().map_err(|_| DateFault::Shape)
}

fn calendar(year: i16, month: i8, day: i16) -> Result<Date, DateFault> {
    // Two digits of a year would mean the first century.
    if year < 1000 {
        return Err(DateFault::Shape);
    }
    let day = i8::try_from(day).map_err(|_| DateFault::Calendar)?;
    Date::new(year, month, day).map_err(|_| DateFault::Calendar)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_three_shapes_name_the_same_day() {
        for text in [
            "2026-01-05",
            "2026-01-05T12:00:00",
            "2026-01-05 12:00",
            "Mon, 01/05/2026 - 12:00",
            "January 05, 2026",
            "Jan 5, 2026",
            "01/05/2026",
        ] {
            assert_eq!(date(text).unwrap().to_string(), "2026-01-05", "{text}");
        }
        assert_eq!(date("2026-01").unwrap().to_string(), "2026-01");
    }

    #[test]
    fn a_day_before_the_month_is_found_by_its_weekday() {
        // The fifth of January was a Monday; the first of May was a Friday.
        assert_eq!(date("Mon, 05/01/2026 - 12:00"), Err(DateFault::Weekday));
        assert_eq!(date("Thu, 31/01/2026 - 12:00"), Err(DateFault::Calendar));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for (text, fault) in [
            ("", DateFault::Shape),
            ("soon", DateFault::Shape),
            ("2023-02-29", DateFault::Calendar),
            ("February 30, 2020", DateFault::Calendar),
            ("Smarch 1, 2020", DateFault::Shape),
            ("01/05/26", DateFault::Shape),
            ("1/2", DateFault::Shape),
            ("May, 2020", DateFault::Shape),
        ] {
            assert_eq!(date(text), Err(fault), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in ".{0,40}") {
            let _ = date(&text);
            let _ = month(&text);
        }

        #[test]
        fn every_day_is_read_back_in_every_shape(year in 1000_i16..=9999, of_year in 1_i16..=365) {
            let day = Date::new(year, 1, 1).unwrap().checked_add(jiff::Span::new().days(of_year - 1)).unwrap();
            let month = MONTHS[usize::try_from(day.month() - 1).unwrap()];
            let short = &format!("{:?}", day.weekday())[..3];
            for text in [
                day.to_string(),
                format!("{short}, {:02}/{:02}/{} - 12:00", day.month(), day.day(), day.year()),
                format!("{month} {:02}, {}", day.day(), day.year()),
            ] {
                prop_assert_eq!(date(&text).unwrap().first_day(), day);
            }
        }
    }
}
