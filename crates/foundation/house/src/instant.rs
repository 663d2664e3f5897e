//! Instants as people and clients write them (RFC 3339, UTC).

use vocab::Hlc;

/// The wall-clock part of a hybrid time as RFC 3339 with milliseconds, e.g. `2024-05-01T10:00:00.000Z`.
pub fn instant_text(hlc: Hlc) -> String {
    jiff::Timestamp::from_millisecond(hlc.ms())
        .map(timestamp_text)
        .unwrap_or_default()
}

/// The same of a timestamp. There are always three decimals, so that texts sort as the instants do.
pub fn timestamp_text(at: jiff::Timestamp) -> String {
    format!("{at:.3}")
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
    fn instants_sort_as_their_texts() {
        let texts: Vec<String> = [5_000, 5_009, 5_010, 5_100, 5_123]
            .map(|ms| timestamp_text(jiff::Timestamp::from_millisecond(ms).expect("an instant")))
            .to_vec();
        assert!(texts.is_sorted(), "{texts:?}");
    }

    #[test]
    fn a_date_means_its_last_moment() {
        let end = parse_instant("1970-01-02").expect("a date");
        assert_eq!(end.ms(), 2 * 86_400_000 - 1);
        assert_eq!(instant_text(end), "1970-01-02T23:59:59.999Z");
        assert_eq!(parse_instant("yesterday"), None);
    }
}
