//! Instants as people and clients write them (RFC 3339, UTC).

use vocab::Hlc;

/// The wall-clock part of a hybrid time as RFC 3339 with milliseconds, e.g. `2024-05-01T10:00:00.000Z`.
pub fn instant_text(hlc: Hlc) -> String {
    jiff::Timestamp::from_millisecond(hlc.ms())
        .map(|instant| format!("{instant:.3}"))
        .unwrap_or_default()
}

/// Reads an instant or a date as the last hybrid time within it: "as of 2024-05-01" includes that day.
pub fn parse_instant(text: &str) -> Option<Hlc> {
    const DAY_MS: i64 = 86_400_000;
    let ms = if let Ok(instant) = text.parse::<jiff::Timestamp>() {
        instant.as_millisecond()
    } else {
        let day: jiff::civil::Date = text.parse().ok()?;
        let start = jiff::tz::Offset::UTC
            .to_timestamp(day.at(0, 0, 0, 0))
            .ok()?;
        start.as_millisecond() + DAY_MS - 1
    };
    (ms >= 0).then(|| Hlc::new(ms, u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_means_its_last_moment() {
        let end = parse_instant("1970-01-02").expect("a date");
        assert_eq!(end.ms(), 2 * 86_400_000 - 1);
        assert_eq!(instant_text(end), "1970-01-02T23:59:59.999Z");
        assert_eq!(parse_instant("yesterday"), None);
    }
}
