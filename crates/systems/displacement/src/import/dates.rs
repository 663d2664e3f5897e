//! Dates as migration data writes them: in cells, in titles, in file names, in period headers.
//!
//! The answer is ISO text, as exact as the source: `2024`, `2024-12` or `2024-12-17`.

use super::words::{plain, words};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Which of two small numbers comes first in a column of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 30/03/2017
    #[default]
    DayFirst,
    /// 03/30/2017
    MonthFirst,
}

/// Month names: English, French, Spanish, Ukrainian, Arabic (both series), plain form, number.
const MONTHS: &[(&str, i8)] = &[
    ("january", 1),
    ("jan", 1),
    ("janvier", 1),
    ("enero", 1),
    ("ene", 1),
    ("січень", 1),
    ("يناير", 1),
    ("february", 2),
    ("feb", 2),
    ("fevrier", 2),
    ("fev", 2),
    ("febrero", 2),
    ("лютий", 2),
    ("فبراير", 2),
    ("شباط", 2),
    ("march", 3),
    ("mar", 3),
    ("mars", 3),
    ("marzo", 3),
    ("березень", 3),
    ("مارس", 3),
    ("اذار", 3),
    ("april", 4),
    ("apr", 4),
    ("avril", 4),
    ("avr", 4),
    ("abril", 4),
    ("abr", 4),
    ("квітень", 4),
    ("ابريل", 4),
    ("نيسان", 4),
    ("may", 5),
    ("mai", 5),
    ("mayo", 5),
    ("травень", 5),
    ("مايو", 5),
    ("ايار", 5),
    ("june", 6),
    ("jun", 6),
    ("juin", 6),
    ("junio", 6),
    ("червень", 6),
    ("يونيو", 6),
    ("حزيران", 6),
    ("july", 7),
    ("jul", 7),
    ("juillet", 7),
    ("julio", 7),
    ("липень", 7),
    ("يوليو", 7),
    ("تموز", 7),
    ("august", 8),
    ("aug", 8),
    ("aout", 8),
    ("agosto", 8),
    ("ago", 8),
    ("серпень", 8),
    ("اغسطس", 8),
    ("اب", 8),
    ("september", 9),
    ("sep", 9),
    ("sept", 9),
    ("septembre", 9),
    ("septiembre", 9),
    ("вересень", 9),
    ("سبتمبر", 9),
    ("ايلول", 9),
    ("october", 10),
    ("oct", 10),
    ("octobre", 10),
    ("octubre", 10),
    ("жовтень", 10),
    ("اكتوبر", 10),
    ("november", 11),
    ("nov", 11),
    ("novembre", 11),
    ("noviembre", 11),
    ("листопад", 11),
    ("نوفمبر", 11),
    ("december", 12),
    ("dec", 12),
    ("decembre", 12),
    ("diciembre", 12),
    ("dic", 12),
    ("грудень", 12),
    ("ديسمبر", 12),
];

/// The month that a word names.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    let word = plain(word);
    MONTHS
        .iter()
        .find(|(name, _)| plain(name) == word)
        .map(|(_, number)| *number)
}

/// A date in a cell of a date column; `None` when the text is no date.
#[must_use]
pub fn cell_date(text: &str, order: DateOrder) -> Option<String> {
    let text = text.trim();
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    if let Some(iso) = iso(day) {
        return Some(iso);
    }
    let parts = words(text);
    let numbers: Vec<i32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let named = parts.iter().filter_map(|part| month(part)).next_back();
    match (named, numbers.as_slice()) {
        (Some(month), [year]) => whole(year_of(*year)?, Some(month.into()), None),
        (Some(month), [a, b, ..]) if *a > 31 => whole(*a, Some(month.into()), Some(*b)),
        (Some(month), [a, b, ..]) => whole(year_of(*b)?, Some(month.into()), Some(*a)),
        (None, [year]) if (1950..=2100).contains(year) => whole(*year, None, None),
        (None, [y, m]) if *y > 1900 => whole(*y, Some(*m), None),
        (None, [m, y]) if *y > 1900 => whole(*y, Some(*m), None),
        (None, [y, m, d, ..]) if *y > 1900 => whole(*y, Some(*m), Some(*d)),
        (None, [a, b, year, ..]) => {
            let year = year_of(*year)?;
            let (day, month) = if *a > 12 || (order == DateOrder::DayFirst && *b <= 12) {
                (*a, *b)
            } else {
                (*b, *a)
            };
            whole(year, Some(month), Some(day))
        }
        _ => None,
    }
}

/// A spreadsheet's serial day number (1900 system) as a date.
#[must_use]
pub fn serial_date(serial: f64) -> Option<String> {
    if !(20_000.0..80_000.0).contains(&serial) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked against 80 000 above"
    )]
    let days = serial.floor() as i64;
    let start = Date::new(1899, 12, 30).ok()?;
    start
        .checked_add(jiff::Span::new().days(days))
        .ok()
        .map(|date| date.to_string())
}

/// The order of day and month that the values of a column prove, if they prove one.
#[must_use]
pub fn proven_order<'a>(values: impl Iterator<Item = &'a str>) -> Option<DateOrder> {
    for value in values {
        let numbers: Vec<i32> = words(value)
            .iter()
            .filter_map(|part| part.parse().ok())
            .collect();
        if let [a, b, year, ..] = numbers.as_slice()
            && *year > 31
        {
            if *a > 12 && *b <= 12 {
                return Some(DateOrder::DayFirst);
            }
            if *b > 12 && *a <= 12 {
                return Some(DateOrder::MonthFirst);
            }
        }
    }
    None
}

/// The date that a title or file name speaks of: the last day it names, as exact as it is.
#[must_use]
pub fn in_text(text: &str) -> Option<String> {
    let parts = words(text);
    if let Some(found) = parts.iter().find_map(|part| eight_digits(part)) {
        return Some(found);
    }
    let number = |index: usize| parts.get(index).and_then(|part| part.parse::<i32>().ok());
    for index in 0..parts.len() {
        // 2022-04-14 and 29-02-2020
        if let (Some(a), Some(b), Some(c)) = (number(index), number(index + 1), number(index + 2)) {
            let found = if (1990..=2100).contains(&a) {
                whole(a, Some(b), Some(c))
            } else if (1990..=2100).contains(&c) {
                whole(c, Some(b), Some(a)).or_else(|| whole(c, Some(a), Some(b)))
            } else {
                None
            };
            if found.is_some() {
                return found;
            }
        }
    }
    for index in (0..parts.len()).rev() {
        let Some(named) = month(&parts[index]) else {
            continue;
        };
        let year = (index + 1..=index + 2)
            .filter_map(number)
            .find(|n| (1990..=2100).contains(n));
        let day = index
            .checked_sub(1)
            .and_then(number)
            .filter(|day| (1..=31).contains(day));
        let american = number(index + 1).filter(|day| (1..=31).contains(day));
        if let Some(year) = year {
            return whole(year, Some(named.into()), day.or(american))
                .or_else(|| whole(year, Some(named.into()), None));
        }
        if let Some(year) = index
            .checked_sub(1)
            .and_then(number)
            .filter(|n| (1990..=2100).contains(n))
        {
            return whole(year, Some(named.into()), None);
        }
    }
    for index in 0..parts.len() {
        if let (Some(year), Some(month)) = (number(index), number(index + 1))
            && (1990..=2100).contains(&year)
            && (1..=12).contains(&month)
        {
            return whole(year, Some(month), None);
        }
    }
    (0..parts.len())
        .filter_map(number)
        .find(|n| (1990..=2100).contains(n))
        .and_then(|year| whole(year, None, None))
}

/// A period header: its ISO month or year, and whether a spreadsheet had spoiled it.
///
/// A spreadsheet turns "August 14" (2014) into the date 14 August of the year of typing, shown as
/// "14-Aug". In a block of periods the small number is the year: displacement periods are months.
#[must_use]
pub fn period(header: &str) -> Option<(String, bool)> {
    if let Some(date) = iso(header.split(['T', ' ']).next().unwrap_or(header))
        && date.len() == 10
    {
        let (month, day) = (&date[5..7], date[8..10].parse::<i32>().ok()?);
        return if day > 1 {
            Some((format!("{}-{month}", 2000 + day), true))
        } else {
            Some((date[..7].to_owned(), false))
        };
    }
    let parts = words(header);
    if parts.iter().any(|part| {
        matches!(
            part.as_str(),
            "post"
                | "pre"
                | "before"
                | "after"
                | "since"
                | "to"
                | "between"
                | "over"
                | "avant"
                | "apres"
                | "antes"
                | "ago"
                | "last"
        )
    }) {
        return None; // an open span, not one month
    }
    let months: Vec<i8> = parts.iter().filter_map(|part| month(part)).collect();
    let numbers: Vec<i32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    match (months.as_slice(), numbers.as_slice()) {
        ([month], [number]) => {
            let spoiled = parts
                .first()
                .is_some_and(|first| first.parse::<i32>().is_ok())
                && *number < 100;
            Some((format!("{}-{month:02}", year_of(*number)?), spoiled))
        }
        ([], [year]) if (1950..=2100).contains(year) && parts.len() == 1 => {
            Some((year.to_string(), false))
        }
        _ => None,
    }
}

fn iso(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let number = |text: Option<&str>| text.map(str::parse::<i32>).transpose().ok();
    whole(year.parse().ok()?, number(month)?, number(day)?).filter(|_| month.is_some())
}

/// "17122024" or "20241217" inside a file name.
fn eight_digits(word: &str) -> Option<String> {
    if !word.is_ascii() || word.len() != 8 || !word.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| word[range].parse::<i32>().ok();
    let plausible = |year: i32| (1990..=2100).contains(&year);
    let forward = (number(0..4)?, number(4..6)?, number(6..8)?);
    if plausible(forward.0)
        && let Some(found) = whole(forward.0, Some(forward.1), Some(forward.2))
    {
        return Some(found);
    }
    let year = number(4..8)?;
    plausible(year).then(|| {
        whole(year, number(2..4), number(0..2)).or_else(|| whole(year, number(0..2), number(2..4)))
    })?
}

fn year_of(number: i32) -> Option<i32> {
    match number {
        0..=79 => Some(2000 + number),
        80..=99 => Some(1900 + number),
        1900..=2100 => Some(number),
        _ => None,
    }
}

fn whole(year: i32, month: Option<i32>, day: Option<i32>) -> Option<String> {
    let year = i16::try_from(year)
        .ok()
        .filter(|year| (1900..=2200).contains(year))?;
    let Some(month) = month else {
        return Some(year.to_string());
    };
    let month = i8::try_from(month)
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    let Some(day) = day else {
        return Some(format!("{year}-{month:02}"));
    };
    Date::new(year, month, i8::try_from(day).ok()?)
        .ok()
        .map(|date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_in_every_usual_spelling() {
        for (text, want) in [
            ("2017-03-30T00:00:00", "2017-03-30"),
            ("2022-04-05", "2022-04-05"),
            ("29-02-2020", "2020-02-29"),
            ("17-Dec-2024", "2024-12-17"),
            ("Dec 2024", "2024-12"),
            ("30/03/2017", "2017-03-30"),
            ("15 août 2021", "2021-08-15"),
            ("2024", "2024"),
        ] {
            assert_eq!(
                cell_date(text, DateOrder::DayFirst).as_deref(),
                Some(want),
                "{text}"
            );
        }
        assert_eq!(
            cell_date("03/04/2017", DateOrder::MonthFirst).as_deref(),
            Some("2017-03-04")
        );
        assert_eq!(cell_date("30-02-2020", DateOrder::DayFirst), None);
        assert_eq!(serial_date(45_000.0).as_deref(), Some("2023-03-15"));
    }

    #[test]
    fn titles_and_file_names_name_the_date() {
        for (text, want) in [
            ("DTM : IDP Master List 29-02-2020", "2020-02-29"),
            (
                "dtm-sdn_smu-bi-weekly-13-_-17122024_v02_public_hdx",
                "2024-12-17",
            ),
            ("DTM SUDAN: IDP Master List 17-Dec-2024", "2024-12-17"),
            ("August-September 2024", "2024-09"),
            (
                "DTM_Ukraine_Zakarpatska_AreaBaseline_5_15_April_2022_0",
                "2022-04-15",
            ),
            ("iraq_idp_master_list_2020_02_29", "2020-02-29"),
            ("ukraine_2022_04", "2022-04"),
        ] {
            assert_eq!(in_text(text).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn a_period_header_spoiled_by_a_spreadsheet_is_a_month_of_its_year() {
        assert_eq!(period("14-Aug"), Some(("2014-08".into(), true)));
        assert_eq!(
            period("2026-08-14T00:00:00"),
            Some(("2014-08".into(), true))
        );
        assert_eq!(period("ـJan 20"), Some(("2020-01".into(), false)));
        assert_eq!(period("Post April15"), None);
        assert_eq!(period("June-July14"), None);
    }
}
