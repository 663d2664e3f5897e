//! A line over rounds. Positions are percentages, so that text keeps its size on any screen.

use maud::{Markup, html};
use vocab::PartialDate;

use crate::Lang;
use crate::figure::SeriesPoint;
use crate::number::{count, date};

/// Dates below the line stand this far apart, in percent; a phone shows only the ends.
const BETWEEN_DATES: f64 = 31.0;

/// The chart without its words; the caller gives it a name and a table. Time runs from left to right in every
/// language.
pub(crate) fn line_chart(label: &str, series: &[SeriesPoint], lang: Lang) -> Markup {
    let Some(scale) = Scale::over(series) else {
        return html! {};
    };
    let points: Vec<Option<(f64, f64)>> = series
        .iter()
        .map(|point| {
            point
                .amount
                .known()
                .map(|value| scale.place(&point.round.until, value))
        })
        .collect();
    let last = points.iter().rposition(Option::is_some);
    let places: Vec<f64> = series
        .iter()
        .map(|point| scale.x(&point.round.until))
        .collect();
    html! {
        svg class="line-chart" role="img" aria-label=(label) direction="ltr" {
            @for tick in scale.ticks() {
                @let y = percent(scale.y(tick));
                line class="grid" x1="0" x2="100%" y1=(y) y2=(y) {}
                text class="tick" x="0" y=(y) dy="-5" { (count(tick, lang)) }
            }
            // A plane of its own for the line, stretched to any shape.
            svg viewBox="0 0 100 100" width="100%" height="100%" preserveAspectRatio="none" {
                @for run in points.split(Option::is_none).filter(|run| run.len() > 1) {
                    polyline class="series" points=(joined(run)) {}
                }
            }
            @for (index, point) in points.iter().enumerate() {
                @if let Some((x, y)) = point {
                    circle class="dot" cx=(percent(*x)) cy=(percent(*y)) r=(if Some(index) == last { "6" } else { "4" }) {
                        title { (title(&series[index], lang)) }
                    }
                }
            }
            @if let Some(index) = last && let Some((x, y)) = points[index] {
                text class="direct" x=(percent(x)) y=(percent(y)) dy="-14" text-anchor="end" { (series[index].amount.cell(lang)) }
            }
            @for index in dates_to_write(&places) {
                @let x = scale.x(&series[index].round.until);
                text class=(if anchor(x) == "middle" { "tick between" } else { "tick" }) x=(percent(x)) y="100%" dy="-2" text-anchor=(anchor(x)) { (date(&month(&series[index].round.until), lang)) }
            }
        }
    }
}

/// What the chart spans, in percent of its plane.
struct Scale {
    first_day: f64,
    last_day: f64,
    top: f64,
    step: f64,
}

impl Scale {
    fn over(series: &[SeriesPoint]) -> Option<Self> {
        let greatest = series
            .iter()
            .filter_map(|point| point.amount.known())
            .fold(0.0, f64::max);
        let first = series.first()?;
        let last = series.last()?;
        let step = nice_step(greatest / 3.0);
        Some(Self {
            first_day: day(&first.round.until),
            last_day: day(&last.round.until),
            top: (greatest / step).ceil().max(1.0) * step,
            step,
        })
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        let step = self.step;
        (0u8..=8)
            .map(move |number| f64::from(number) * step)
            .take_while(|tick| *tick <= self.top * 1.001)
    }

    fn x(&self, date: &PartialDate) -> f64 {
        let span = self.last_day - self.first_day;
        if span > 0.0 {
            1.5 + 97.0 * (day(date) - self.first_day) / span
        } else {
            50.0
        }
    }

    fn y(&self, value: f64) -> f64 {
        89.0 - 77.0 * value / self.top
    }

    fn place(&self, date: &PartialDate, value: f64) -> (f64, f64) {
        (self.x(date), self.y(value))
    }
}

/// 1, 2 or 5 times a power of ten, at least `about`.
fn nice_step(about: f64) -> f64 {
    let about = about.max(1.0);
    let power = 10f64.powf(about.log10().floor());
    let factor = [1.0, 2.0, 5.0]
        .into_iter()
        .find(|factor| factor * power >= about);
    factor.unwrap_or(10.0) * power
}

fn day(date: &PartialDate) -> f64 {
    let day = date.last_day();
    f64::from(day.year()) * 365.25 + f64::from(day.day_of_year())
}

fn month(date: &PartialDate) -> PartialDate {
    PartialDate::new(date.year(), date.month(), None).unwrap_or(*date)
}

fn percent(value: f64) -> String {
    format!("{value:.2}%")
}

fn anchor(x: f64) -> &'static str {
    if x < 8.0 {
        "start"
    } else if x > 92.0 {
        "end"
    } else {
        "middle"
    }
}

fn joined(run: &[Option<(f64, f64)>]) -> String {
    let places: Vec<String> = run
        .iter()
        .flatten()
        .map(|(x, y)| format!("{x:.2},{y:.2}"))
        .collect();
    places.join(" ")
}

fn title(point: &SeriesPoint, lang: Lang) -> String {
    format!(
        "{}, {}: {}",
        point.round.title.get(lang.code()),
        date(&point.round.until, lang),
        point.amount.cell(lang)
    )
}

/// Which dates are written: the last, the first, and those between with room on both sides.
fn dates_to_write(places: &[f64]) -> Vec<usize> {
    let Some(end) = places.last() else {
        return Vec::new();
    };
    let mut written: Vec<usize> = Vec::new();
    for (index, place) in places.iter().enumerate() {
        let after_others = written
            .last()
            .is_none_or(|last| place - places[*last] >= BETWEEN_DATES);
        if after_others && end - place >= BETWEEN_DATES {
            written.push(index);
        }
    }
    written.push(places.len() - 1);
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_numbers() {
        let steps = [0.0, 3.0, 12.0, 340_000.0, 600.0].map(|about| format!("{}", nice_step(about)));
        assert_eq!(steps, ["1", "5", "20", "500000", "1000"]);
    }

    #[test]
    fn dates_never_touch_and_the_last_is_always_there() {
        assert_eq!(dates_to_write(&[50.0]), [0]);
        assert_eq!(dates_to_write(&[1.0, 98.0]), [0, 1]);
        assert_eq!(
            dates_to_write(&[1.0, 20.0, 40.0, 60.0, 80.0, 98.0]),
            [0, 2, 5]
        );
        assert_eq!(dates_to_write(&[1.0, 90.0, 98.0]), [0, 2]);
        assert!(dates_to_write(&[]).is_empty());
    }
}
