//! Days of a point: what was observed, for how many hours, and what that makes of the whole day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::watch::Watch;

/// What was seen at one point on one day. Days without a watch are not in any list: not seen is not nobody.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DayCount {
    /// Passages seen, by direction (in the order of [`super::Direction::ALL`]).
    pub observed: [u64; 4],
    /// Hours of the day in which somebody watched.
    pub hours: f64,
    /// Hours in which two or more watched at once: their counts may hold the same people twice.
    pub doubled_hours: f64,
    /// Watches.
    pub watches: u32,
}

impl DayCount {
    /// Passages in all directions.
    #[must_use]
    pub fn people(&self) -> u64 {
        self.observed.iter().sum()
    }
}

/// When an observed count may be scaled to a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scaling {
    /// Share of the open hours that must have been watched, 0 to 1.
    pub least_share: f64,
}

impl Default for Scaling {
    /// A quarter of the open hours: below it the hours seen say too little of those not seen.
    fn default() -> Self {
        Self { least_share: 0.25 }
    }
}

/// A count scaled to the hours in which people pass. It stands beside what was observed and never in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scaled {
    /// Passages in the whole day, if those hours that were not watched were like those that were.
    pub people: f64,
    /// Open hours divided by watched hours; 1 when all were watched.
    pub factor: f64,
}

/// Why a count is not scaled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotScaled {
    /// Nobody has said in how many hours of the day people pass there.
    HoursOpenUnknown,
    /// Too few of them were watched.
    TooFewHours,
}

/// Scales what was seen in some hours to all hours in which people pass: expansion by the inverse of the observed
/// fraction (a ratio estimator, Cochran 1977, chapter 6), under the assumption that hours not seen are like those seen.
///
/// # Errors
/// When the open hours are not known or too few of them were watched: then there is no figure for the day.
#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of people are far below 2^52"
)]
pub fn scale(
    observed: u64,
    hours: f64,
    hours_open: Option<f64>,
    rule: Scaling,
) -> Result<Scaled, NotScaled> {
    let open = hours_open
        .filter(|open| open.is_finite() && *open > 0.0)
        .ok_or(NotScaled::HoursOpenUnknown)?;
    if !(hours > 0.0 && hours >= open * rule.least_share) {
        return Err(NotScaled::TooFewHours);
    }
    let factor = (open / hours).max(1.0);
    Ok(Scaled {
        people: observed as f64 * factor,
        factor,
    })
}

/// Hours covered by spans, and those covered more than once.
fn covered(spans: &mut [(f64, f64)]) -> (f64, f64) {
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (mut once, mut twice) = (0.0, 0.0);
    let mut until = f64::NEG_INFINITY;
    for (from, to) in spans.iter() {
        twice += (until.min(*to) - from).max(0.0);
        once += (to - from.max(until)).max(0.0);
        until = until.max(*to);
    }
    (once, twice)
}

/// Point and day.
pub type PointDay = (String, Date);

/// Watches by point and day.
#[must_use]
pub fn days<'a>(watches: impl IntoIterator<Item = &'a Watch>) -> BTreeMap<PointDay, DayCount> {
    let mut found: BTreeMap<PointDay, (DayCount, Vec<(f64, f64)>)> = BTreeMap::new();
    for watch in watches {
        let (count, spans) = found.entry((watch.point.clone(), watch.day)).or_default();
        for party in &watch.parties {
            count.observed[party.direction.index()] += u64::from(party.size);
        }
        count.watches += 1;
        spans.push(watch.span());
    }
    found
        .into_iter()
        .map(|(key, (mut count, mut spans))| {
            (count.hours, count.doubled_hours) = covered(&mut spans);
            (key, count)
        })
        .collect()
}

/// Passages in an hour of the day, and for how many hours that hour was watched.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct HourRate {
    /// Passages; a watch of several hours is spread evenly over them.
    pub people: f64,
    /// Hours watched.
    pub hours: f64,
}

impl HourRate {
    /// Passages for each hour watched; none where nobody watched.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (self.hours > 0.0).then(|| self.people / self.hours)
    }
}

/// How people pass over the hours of a day.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of people are far below 2^52"
)]
pub fn hourly<'a>(watches: impl IntoIterator<Item = &'a Watch>) -> [HourRate; 24] {
    let mut rates = [HourRate::default(); 24];
    for watch in watches {
        let (from, to) = watch.span();
        if to <= from {
            continue;
        }
        let people = watch.people() as f64;
        for (hour, rate) in (0_u8..).zip(&mut rates) {
            let part = (to.min(f64::from(hour) + 1.0) - from.max(f64::from(hour))).max(0.0);
            rate.hours += part;
            rate.people += people * part / (to - from);
        }
    }
    rates
}

#[cfg(test)]
mod tests {
    use super::super::watch::{Direction, Party};
    use super::*;
    use proptest::prelude::*;

    fn watch(from_hour: u8, hours: f64, size: u32) -> Watch {
        Watch {
            point: "F1".to_owned(),
            day: Date::constant(2026, 3, 1),
            from_hour,
            hours,
            parties: vec![Party {
                size,
                direction: Direction::Onward,
                origin: None,
                previous: None,
                destination: None,
            }],
        }
    }

    fn only(watches: &[Watch]) -> DayCount {
        days(watches).into_values().next().unwrap()
    }

    #[test]
    fn hours_watched_by_two_count_once_and_are_told() {
        let day = only(&[
            watch(6, 6.0, 40),
            watch(10, 4.0, 30),
            watch(20, 8.0, 5),
            watch(6, 0.0, 1),
        ]);
        assert_eq!((day.people(), day.watches), (76, 4));
        // 6 to 14 and 20 to midnight; 10 to 12 twice.
        assert!((day.hours - 12.0).abs() < 1e-9 && (day.doubled_hours - 2.0).abs() < 1e-9);
    }

    #[test]
    fn scaling_says_its_factor_or_why_not() {
        let rule = Scaling::default();
        let scaled = scale(76, 12.0, Some(16.0), rule).unwrap();
        assert!((scaled.factor - 4.0 / 3.0).abs() < 1e-9 && (scaled.people - 101.333).abs() < 1e-3);
        // More hours than are open add nothing and take nothing.
        assert!((scale(76, 20.0, Some(16.0), rule).unwrap().people - 76.0).abs() < 1e-9);
        assert_eq!(
            scale(76, 12.0, None, rule),
            Err(NotScaled::HoursOpenUnknown)
        );
        assert_eq!(
            scale(76, 3.9, Some(16.0), rule),
            Err(NotScaled::TooFewHours)
        );
        assert_eq!(scale(0, 0.0, Some(16.0), rule), Err(NotScaled::TooFewHours));
    }

    #[test]
    fn a_day_has_its_hours_and_an_hour_nobody_watched_has_no_rate() {
        let rates = hourly(&[watch(6, 2.0, 40), watch(7, 1.0, 10)]);
        assert_eq!(rates[6].rate(), Some(20.0));
        assert_eq!(rates[7].rate(), Some(15.0));
        assert_eq!(rates[8].rate(), None);
    }

    proptest! {
        #[test]
        fn no_more_than_a_day_is_watched_and_nobody_is_lost(
            spans in prop::collection::vec((0_u8..24, 0.0_f64..30.0, 0_u32..50), 1..12)
        ) {
            let watches: Vec<Watch> = spans.iter().map(|(from, hours, size)| watch(*from, *hours, *size)).collect();
            let day = only(&watches);
            prop_assert!(day.hours <= 24.0 + 1e-9 && day.doubled_hours >= 0.0);
            prop_assert_eq!(day.people(), spans.iter().map(|(_, _, size)| u64::from(*size)).sum::<u64>());
            let long: u64 = watches.iter().filter(|watch| watch.span().0 < watch.span().1).map(Watch::people).sum();
            let spread: f64 = hourly(&watches).iter().map(|rate| rate.people).sum();
            prop_assert!((spread - long as f64).abs() < 1e-6);
        }
    }
}
