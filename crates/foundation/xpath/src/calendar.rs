//! Dates and times: ISO 8601 texts to and from days since 1970-01-01.
//!
//! A day is a civil day of the surroundings' offset, so a bare date is a whole number; a time with an offset is
//! first brought to that offset.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Span, Timestamp};

use crate::instances::Surroundings;

const EPOCH: Date = Date::constant(1970, 1, 1);
const DAY_SECONDS: f64 = 86_400.0;

/// Civil date and time of a text in the surroundings' time zone.
pub(crate) fn moment(text: &str, world: &dyn Surroundings) -> Option<DateTime> {
    let text = text.trim();
    let bytes = text.as_bytes();
    if bytes.len() < 10 || bytes[4] != b'-' || bytes[7] != b'-' || !text.is_ascii() {
        return None;
    }
    if bytes.len() == 10 {
        return Some(text.parse::<Date>().ok()?.at(0, 0, 0, 0));
    }
    if bytes[10] != b'T' {
        return None;
    }
    // phones write -07 where the standard of dates wants -07:00; both are taken
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(world.now().offset.to_datetime(instant));
    }
    text.parse::<DateTime>().ok()
}

/// Days since 1970 of a date or a date with time.
pub fn days(text: &str, world: &dyn Surroundings) -> Option<f64> {
    Some(moment_days(moment(text, world)?))
}

fn moment_days(moment: DateTime) -> f64 {
    let whole = moment.date().since(EPOCH).map_or(0, |span| span.get_days());
    f64::from(whole) + day_share(moment.time())
}

/// Share of the day that has passed.
pub(crate) fn day_share(time: Time) -> f64 {
    let seconds = f64::from(time.hour()) * 3600.0
        + f64::from(time.minute()) * 60.0
        + f64::from(time.second());
    (seconds + f64::from(time.subsec_nanosecond()) / 1e9) / DAY_SECONDS
}

/// The civil moment so many days after 1970, to the millisecond; none outside the years 1 to 9999.
pub(crate) fn from_days(days: f64) -> Option<DateTime> {
    if !days.is_finite() || days.abs() > 3_000_000.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
    let millis = (days * DAY_SECONDS * 1000.0).round() as i64;
    let found = EPOCH
        .at(0, 0, 0, 0)
        .checked_add(Span::new().milliseconds(millis))
        .ok()?;
    (1..=9999).contains(&found.year()).then_some(found)
}

/// A moment as ISO 8601 with milliseconds and the offset of the surroundings.
pub(crate) fn iso(moment: DateTime, world: &dyn Surroundings) -> String {
    format!(
        "{}T{:02}:{:02}:{:02}.{:03}{}",
        moment.date(),
        moment.hour(),
        moment.minute(),
        moment.second(),
        moment.millisecond(),
        offset(world)
    )
}

/// The surroundings' offset as `+HH:MM`.
fn offset(world: &dyn Surroundings) -> String {
    let seconds = world.now().offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Share of the day of `HH:MM:SS` with optional fraction and offset; the offset is the phone's and is left as it is.
pub(crate) fn time_share(text: &str) -> Option<f64> {
    let clock = text.trim();
    let clock = clock.strip_suffix('Z').unwrap_or(clock);
    let clock = clock.find(['+', '-']).map_or(clock, |at| &clock[..at]);
    if clock.len() < 5 || !clock.is_ascii() {
        return None;
    }
    Some(day_share(clock.parse::<Time>().ok()?))
}

/// Fills a pattern of `format-date()`: `%Y %y %m %n %b %d %e %H %h %M %S %3 %a %W %j %Z`; others stay as they are.
pub(crate) fn format(moment: DateTime, pattern: &str, world: &dyn Surroundings) -> String {
    let mut out = String::new();
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            out.push(letter);
            continue;
        }
        let filled = match letters.next() {
            Some('Y') => format!("{:04}", moment.year()),
            Some('y') => format!("{:02}", moment.year().rem_euclid(100)),
            Some('m') => format!("{:02}", moment.month()),
            Some('n') => moment.month().to_string(),
            Some('b') => moment.strftime("%b").to_string(),
            Some('d') => format!("{:02}", moment.day()),
            Some('e') => moment.day().to_string(),
            Some('H') => format!("{:02}", moment.hour()),
            Some('h') => moment.hour().to_string(),
            Some('M') => format!("{:02}", moment.minute()),
            Some('S') => format!("{:02}", moment.second()),
            Some('3') => format!("{:03}", moment.millisecond()),
            Some('a') => moment.strftime("%a").to_string(),
            Some('W') => format!("{:02}", moment.date().iso_week_date().week()),
            Some('j') => format!("{:03}", moment.day_of_year()),
            Some('Z') => offset(world),
            Some('%') | None => "%".to_owned(),
            Some(other) => format!("%{other}"),
        };
        out.push_str(&filled);
    }
    out
}
