//! Days on which unusually many or few passed a point.
//!
//! Method, robust against the very days that it looks for:
//! 1. Counts are put on the scale x = 2·√(n + 3/8) (Anscombe 1948), on which a count that only chance moves has a standard
//!    deviation of 1, whatever its size; a count scaled by a factor f has √f.
//! 2. What is usual for a weekday is the median of the same weekday in the window before; the day itself is not in it.
//! 3. What is usual variation is 1.4826 times the median absolute deviation of all days of the window from the median of
//!    their own weekday, corrected for the few days that a weekday's median is made of, and never below chance alone.
//! 4. A day is told when it lies further off than the threshold and by at least so many passages. Iglewicz and Hoaglin
//!    (1993) advise 3.5; the shipped 4 halves the false alarms that seasons make in eight weeks, as the tests measure.
//!
//! Where nobody passes on most days of the window (boats that land now and then), a day is told only when it is also the
//! greatest of the window: the variation of bursts cannot be learned from eight weeks.
//!
//! Days without a watch take no part. With too little history a day is not judged, and that is said: an alert system that
//! is silent for lack of data must not look like one that sees nothing.

use std::collections::VecDeque;

use jiff::civil::Date;
use serde::Deserialize;

/// The text that ships.
pub const SHIPPED: &str = include_str!("alerts.toml");

/// When a day is unusual.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertRule {
    /// Kept with every alert.
    pub version: String,
    /// Where the method comes from.
    pub source: String,
    /// Weeks of history that are looked at.
    pub weeks: u16,
    /// Same weekdays that must have been watched in them.
    pub least_same_weekdays: usize,
    /// Standard deviations off what is usual.
    pub threshold: f64,
    /// Passages more or fewer than usual, at the least.
    pub least_difference: f64,
}

/// Why a text of rules is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the rule of alerts is not valid: {0}")]
pub struct AlertRuleError(String);

impl AlertRule {
    /// Reads a text of rules.
    ///
    /// # Errors
    /// When it is not TOML of this shape, or a number judges nothing.
    pub fn parse(text: &str) -> Result<Self, AlertRuleError> {
        let rule: Self = toml::from_str(text).map_err(|error| AlertRuleError(error.to_string()))?;
        let sound = rule.threshold.is_finite()
            && rule.threshold > 0.0
            && rule.least_difference >= 0.0
            && (2..=104).contains(&rule.weeks)
            && (2..=usize::from(rule.weeks)).contains(&rule.least_same_weekdays);
        if sound {
            Ok(rule)
        } else {
            Err(AlertRuleError(
                "threshold is above 0, weeks is 2 to 104, least_same_weekdays is 2 to weeks"
                    .to_owned(),
            ))
        }
    }

    /// The rule that ships.
    #[must_use]
    pub fn shipped() -> Self {
        Self::parse(SHIPPED).expect("the shipped text is read by a test")
    }
}

/// One day of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayValue {
    /// The day.
    pub day: Date,
    /// Passages, observed or scaled.
    pub people: f64,
    /// How much they were scaled; 1 for what was observed.
    pub factor: f64,
}

/// A day further off than usual.
#[derive(Debug, Clone, PartialEq)]
pub struct Alert {
    /// The day.
    pub day: Date,
    /// What it counted.
    pub people: f64,
    /// What is usual for its weekday.
    pub expected: f64,
    /// From this to `high` a day is usual.
    pub low: f64,
    /// See `low`.
    pub high: f64,
    /// How far off, in standard deviations; negative for fewer.
    pub deviations: f64,
    /// Days of history behind it.
    pub history: usize,
}

/// What became of a series.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judged {
    /// The unusual days.
    pub alerts: Vec<Alert>,
    /// Days that had enough history.
    pub judged: usize,
    /// Days that had not.
    pub unjudged: usize,
}

fn root(people: f64) -> f64 {
    2.0 * (people.max(0.0) + 0.375).sqrt()
}

fn unroot(x: f64) -> f64 {
    ((x.max(0.0) / 2.0).powi(2) - 0.375).max(0.0)
}

/// The middle of values; they come out sorted.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len().is_multiple_of(2) {
        f64::midpoint(values[middle - 1], values[middle])
    } else {
        values[middle]
    }
}

/// Judges each day of a series, oldest first, by the days before it.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "weeks are few")]
pub fn judge(series: &[DayValue], rule: &AlertRule) -> Judged {
    let mut found = Judged::default();
    let mut window: VecDeque<(Date, f64)> = VecDeque::new();
    for day in series {
        let reach = i32::from(rule.weeks) * 7;
        while window
            .front()
            .is_some_and(|(past, _)| days_between(*past, day.day) > reach)
        {
            window.pop_front();
        }
        let mut by_weekday: [Vec<f64>; 7] = Default::default();
        for (past, x) in &window {
            by_weekday[weekday(*past)].push(*x);
        }
        let same = &mut by_weekday[weekday(day.day)].clone();
        if same.len() < rule.least_same_weekdays {
            found.unjudged += 1;
        } else {
            found.judged += 1;
            let expected = median(same);
            let mut off: Vec<f64> = Vec::with_capacity(window.len());
            for values in by_weekday.iter_mut().filter(|values| values.len() > 2) {
                // A median of few days lies nearer to them than what they vary around.
                let few = (values.len() as f64 / (values.len() as f64 - 1.0)).sqrt();
                let middle = median(values);
                off.extend(values.iter().map(|x| (x - middle).abs() * few));
            }
            let chance = day.factor.max(1.0).sqrt();
            let usual = if off.is_empty() {
                chance
            } else {
                (1.4826 * median(&mut off)).max(chance)
            };
            // The median itself is known only so well.
            let spread = usual * (1.0 + std::f64::consts::FRAC_PI_2 / same.len() as f64).sqrt();
            let deviations = (root(day.people) - expected) / spread;
            let usual_people = unroot(expected);
            let mut all: Vec<f64> = window.iter().map(|(_, x)| *x).collect();
            let most = all.iter().copied().fold(0.0, f64::max);
            // Where nobody passes on most days, people come in bursts, and no variation can be learned.
            let in_bursts = median(&mut all) <= root(0.0);
            if deviations.abs() > rule.threshold
                && (!in_bursts || root(day.people) > most)
                && (day.people - usual_people).abs() >= rule.least_difference
            {
                found.alerts.push(Alert {
                    day: day.day,
                    people: day.people,
                    expected: usual_people,
                    low: unroot(expected - rule.threshold * spread),
                    high: unroot(expected + rule.threshold * spread),
                    deviations,
                    history: window.len(),
                });
            }
        }
        window.push_back((day.day, root(day.people)));
    }
    found
}

fn weekday(day: Date) -> usize {
    usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())
}

fn days_between(from: Date, to: Date) -> i32 {
    i32::try_from(to.duration_since(from).as_hours() / 24).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use house::Dice;
    use jiff::ToSpan;
    use proptest::prelude::*;

    const START: Date = Date::constant(2025, 1, 6);

    fn series(values: impl IntoIterator<Item = f64>) -> Vec<DayValue> {
        let mut day = START;
        values
            .into_iter()
            .map(|people| {
                let value = DayValue {
                    day,
                    people,
                    factor: 1.0,
                };
                day = day.checked_add(1.days()).unwrap();
                value
            })
            .collect()
    }

    /// A draw from Poisson's distribution (Knuth for small means, rounded normal for large).
    fn poisson(dice: &mut Dice, mean: f64) -> f64 {
        if mean > 60.0 {
            let sum: f64 = (0..12).map(|_| dice.share()).sum::<f64>() - 6.0;
            return (mean + mean.sqrt() * sum).round().max(0.0);
        }
        let limit = (-mean).exp();
        let (mut product, mut draws) = (dice.share(), 0.0);
        while product > limit {
            product *= dice.share();
            draws += 1.0;
        }
        draws
    }

    /// Two years of a quiet point: market days, a season, and variation beyond chance (`extra` is its coefficient).
    fn quiet(seed: u64, mean: f64, extra: f64) -> Vec<DayValue> {
        let mut dice = Dice(seed);
        let week = [1.0, 0.8, 1.1, 1.6, 0.4, 0.9, 1.0];
        series((0..730_u32).map(|day| {
            let season = 1.0 + 0.3 * (f64::from(day) / 365.0 * std::f64::consts::TAU).sin();
            let shake = 1.0 + extra * ((0..12).map(|_| dice.share()).sum::<f64>() - 6.0);
            let usual = mean * week[usize::try_from(day % 7).unwrap()] * season;
            poisson(&mut dice, usual * shake.max(0.05))
        }))
    }

    #[test]
    fn false_alarms_on_quiet_history_are_below_one_day_in_a_hundred() {
        let rule = AlertRule::shipped();
        for (mean, extra) in [(8.0, 0.0), (120.0, 0.1), (900.0, 0.25)] {
            let (mut alarms, mut judged) = (0, 0);
            for seed in 0..20 {
                let found = judge(&quiet(seed, mean, extra), &rule);
                alarms += found.alerts.len();
                judged += found.judged;
            }
            let rate = alarms as f64 / judged as f64;
            assert!(judged > 12_000, "{judged}");
            assert!(rate < 0.01, "mean {mean}: {alarms} of {judged}, {rate:.4}");
        }
    }

    #[test]
    fn a_day_of_flight_and_a_closed_border_are_told() {
        let mut found = 0;
        for seed in 0..50 {
            let mut days = quiet(seed, 120.0, 0.1);
            days[400].people *= 3.0;
            days[500].people = 0.0;
            let told = judge(&days, &AlertRule::shipped());
            let (up, down) = (days[400].day, days[500].day);
            found += usize::from(
                told.alerts
                    .iter()
                    .any(|alert| alert.day == up && alert.deviations > 0.0),
            );
            found += usize::from(
                told.alerts
                    .iter()
                    .any(|alert| alert.day == down && alert.deviations < 0.0),
            );
        }
        assert!(found >= 98, "{found} of 100");
    }

    #[test]
    fn what_has_no_history_is_not_judged_and_a_few_people_are_no_alert() {
        let rule = AlertRule::shipped();
        let found = judge(&series([5.0; 20]), &rule);
        assert_eq!(
            (found.judged, found.unjudged, found.alerts.len()),
            (0, 20, 0)
        );
        let mut days = series([1.0; 120]);
        days[100].people = 12.0;
        assert!(judge(&days, &rule).alerts.is_empty(), "far off and few");
        days[100].people = 60.0;
        let found = judge(&days, &rule);
        assert_eq!(found.alerts.len(), 1);
        let alert = &found.alerts[0];
        assert!((alert.expected - 1.0).abs() < 1e-9 && alert.high < 60.0 && alert.history == 56);
        // Scaled by four, the same is less sure.
        days[100] = DayValue {
            people: 24.0,
            factor: 16.0,
            ..days[100]
        };
        assert!(judge(&days, &rule).alerts.is_empty());
    }

    #[test]
    fn the_shipped_rule_is_one_and_nonsense_is_refused() {
        let rule = AlertRule::shipped();
        assert!((rule.threshold - 4.0).abs() < 1e-9);
        for (from, to) in [
            ("weeks = 8", "weeks = 1"),
            ("threshold = 4.0", "threshold = -1"),
            ("weeks", "month"),
        ] {
            AlertRule::parse(&SHIPPED.replace(from, to)).unwrap_err();
        }
    }

    proptest! {
        #[test]
        fn every_day_is_judged_or_not_and_an_alert_lies_outside_its_range(values in prop::collection::vec(0.0_f64..5_000.0, 0..160)) {
            let days = series(values);
            let found = judge(&days, &AlertRule::shipped());
            prop_assert_eq!(found.judged + found.unjudged, days.len());
            for alert in &found.alerts {
                prop_assert!(alert.people < alert.low + 1e-6 || alert.people > alert.high - 1e-6);
            }
        }
    }
}
