//! Whether a text is a value of a type: ODK XForms, data types.

use xpath::{geo, plain_number};

use crate::model::DataType;

/// Whether a text that is not blank is a value of the type.
pub fn fits(data_type: DataType, text: &str) -> bool {
    let text = text.trim();
    match data_type {
        DataType::String => true,
        // longer numbers lose digits on phones and in spreadsheets
        DataType::Int => {
            let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
            !digits.is_empty()
                && digits.len() <= 18
                && digits.bytes().all(|byte| byte.is_ascii_digit())
        }
        DataType::Decimal => plain_number(text).is_finite(),
        DataType::Boolean => matches!(text, "true" | "false" | "1" | "0"),
        DataType::Date => date(text),
        DataType::Time => time(text),
        DataType::DateTime => text
            .split_once('T')
            .is_some_and(|(day, clock)| date(day) && time(clock)),
        DataType::Geopoint => geo::point(text).is_some(),
        DataType::Geotrace => geo::points(text).is_some_and(|points| points.len() >= 2),
        DataType::Geoshape => geo::points(text)
            .is_some_and(|points| points.len() >= 4 && points.first() == points.last()),
        DataType::Binary => {
            !text.contains(['/', '\\']) && !text.contains("..") && text.len() <= 255
        }
    }
}

fn digits(text: &str, from: usize, to: usize) -> Option<u32> {
    let part = text.get(from..to)?;
    part.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| part.parse().ok())
        .flatten()
}

fn date(text: &str) -> bool {
    let parts = || {
        Some((
            digits(text, 0, 4)?,
            digits(text, 5, 7)?,
            digits(text, 8, 10)?,
        ))
    };
    let Some((year, month, day)) = parts() else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    };
    text.len() == 10
        && text.as_bytes()[4] == b'-'
        && text.as_bytes()[7] == b'-'
        && (1..=12).contains(&month)
        && (1..=longest).contains(&day)
}

/// `HH:MM:SS`, optional fraction, optional offset as `Z`, `+03`, `+03:00` or `+0300`.
fn time(text: &str) -> bool {
    let clock = text.strip_suffix('Z').unwrap_or(text);
    let (clock, offset) = clock
        .find(['+', '-'])
        .map_or((clock, ""), |at| (&clock[..at], &clock[at + 1..]));
    let offset: String = offset.chars().filter(|letter| *letter != ':').collect();
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let parts = || {
        Some((
            digits(whole, 0, 2)?,
            digits(whole, 3, 5)?,
            digits(whole, 6, 8)?,
        ))
    };
    let Some((hour, minute, second)) = parts() else {
        return false;
    };
    whole.len() == 8
        && whole.as_bytes()[2] == b':'
        && whole.as_bytes()[5] == b':'
        && hour < 24
        && minute < 60
        && second < 60
        && (1..=9).contains(&fraction.len())
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(offset.len(), 0 | 2 | 4)
        && offset.bytes().all(|byte| byte.is_ascii_digit())
}
