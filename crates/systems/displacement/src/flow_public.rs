//! What everybody may see of flow monitoring: weeks of approved points, with small numbers and what would reveal them left
//! out.

use std::collections::BTreeMap;

use disclosure::{CountCell, Group, SmallNumbers, suppress};
use jiff::{ToSpan, civil::Date};

use crate::{
    flow_book::FlowBook,
    flows::{DayCount, Direction, Scaling, daily::scale},
};

/// A figure that may be shown, or must not be, or is not known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shown {
    /// May be seen.
    Figure(f64),
    /// Small, or a small one could be computed from it.
    Suppressed,
    /// Nobody watched.
    Unknown,
}

/// A week of a point, from Monday.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// Its Monday.
    pub monday: Date,
    /// Days on which somebody watched, 1 to 7.
    pub days: u8,
    /// Hours watched.
    pub hours: f64,
    /// Passages seen, all directions.
    pub all: Shown,
    /// Passages seen by direction, in the order of [`Direction::ALL`].
    pub by_direction: [Shown; 4],
    /// Passages scaled to the open hours of the days that were watched, and the mean factor; none where a day of the week
    /// could not be scaled.
    pub scaled: Option<(Shown, f64)>,
}

fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap_or(day)
}

/// The weeks of a point, oldest first, ready for everybody.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of people are far below 2^52"
)]
pub fn weeks(book: &FlowBook, point: &str, rule: &SmallNumbers) -> Vec<Week> {
    let open = book.points.get(point).and_then(|point| point.hours_open);
    let mut found: BTreeMap<Date, (u8, DayCount, Option<f64>)> = BTreeMap::new();
    for (day, count) in book.days(point) {
        let scaled = scale(count.people(), count.hours, open, Scaling::default()).ok();
        let (days, sum, people) =
            found
                .entry(monday(day))
                .or_insert((0, DayCount::default(), Some(0.0)));
        *days += 1;
        sum.hours += count.hours;
        for (all, more) in sum.observed.iter_mut().zip(count.observed) {
            *all += more;
        }
        *people = people.zip(scaled).map(|(all, more)| all + more.people);
    }
    // A week's total is the sum of its directions: one group of cells each, total first.
    let mut cells = Vec::new();
    let mut groups = Vec::new();
    for (_, sum, _) in found.values() {
        let total = cells.len();
        let cell = |value: u64| CountCell {
            value: Some(value as f64),
            suppressed: false,
        };
        cells.push(cell(sum.people()));
        cells.extend(sum.observed.map(cell));
        groups.push(Group {
            total: Some(total),
            members: (total + 1..total + 5).collect(),
        });
    }
    suppress(&mut cells, &groups, rule);
    let shown = |cell: &CountCell| match cell.value {
        _ if cell.suppressed => Shown::Suppressed,
        Some(value) => Shown::Figure(value),
        None => Shown::Unknown,
    };
    found
        .into_iter()
        .zip(cells.chunks(1 + Direction::ALL.len()))
        .map(|((monday, (days, sum, scaled)), cells)| Week {
            monday,
            days,
            hours: sum.hours,
            all: cells.first().map_or(Shown::Unknown, shown),
            by_direction: std::array::from_fn(|at| cells.get(at + 1).map_or(Shown::Unknown, shown)),
            scaled: scaled.map(|people| {
                // Scaled figures are as small as what they are made of.
                let hidden = cells.first().is_some_and(|cell| cell.suppressed);
                let factor = if sum.people() > 0 {
                    people / sum.people() as f64
                } else {
                    1.0
                };
                let figure = if hidden {
                    Shown::Suppressed
                } else {
                    Shown::Figure(people.round())
                };
                (figure, factor)
            }),
        })
        .collect()
}

/// From where to where people passed a point in one direction, with the small rows and their complements left out; the
/// total of the direction is the sum of all rows.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of people are far below 2^52"
)]
pub fn pairs(
    book: &FlowBook,
    point: &str,
    direction: Direction,
    rule: &SmallNumbers,
) -> Vec<((Option<String>, Option<String>), Shown)> {
    let rows: Vec<_> = book.pairs(point, direction).into_iter().collect();
    let total: u64 = rows.iter().map(|(_, people)| people).sum();
    let mut cells: Vec<CountCell> = std::iter::once(total)
        .chain(rows.iter().map(|(_, people)| *people))
        .map(|value| CountCell {
            value: Some(value as f64),
            suppressed: false,
        })
        .collect();
    let group = Group {
        total: Some(0),
        members: (1..cells.len()).collect(),
    };
    suppress(&mut cells, &[group], rule);
    let mut shown: Vec<_> = rows
        .into_iter()
        .zip(cells.into_iter().skip(1))
        .map(|((pair, people), cell)| {
            let figure = if cell.suppressed {
                Shown::Suppressed
            } else {
                Shown::Figure(people as f64)
            };
            (pair, figure)
        })
        .collect();
    shown.sort_by(|(one_pair, one), (other_pair, other)| {
        let size = |shown: &Shown| match shown {
            Shown::Figure(people) => *people,
            Shown::Suppressed | Shown::Unknown => -1.0,
        };
        size(other)
            .total_cmp(&size(one))
            .then_with(|| one_pair.cmp(other_pair))
    });
    shown
}
