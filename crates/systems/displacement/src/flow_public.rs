//! What everybody may see of flow monitoring: weeks of approved points, and from where to where, with small numbers and
//! what would reveal them left out.

use std::collections::BTreeMap;

use disclosure::{CountCell, Group, SmallNumbers, suppress};
use jiff::{ToSpan, civil::Date};

use crate::{
    flow_book::FlowBook,
    flows::{DayCount, Direction, Scaling, daily::scale, matrix::Pair},
};

/// A figure that may be shown, or must not be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shown {
    /// May be seen.
    Figure(f64),
    /// Small, or a small one could be computed from it.
    Suppressed,
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

/// A point as everybody may see it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PublicPoint {
    /// Its weeks, oldest first.
    pub weeks: Vec<Week>,
    /// From where to where people went onward in the whole period, the most first.
    pub pairs: Vec<(Pair, Shown)>,
}

fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap_or(day)
}

/// What was seen in one week.
#[derive(Default)]
struct Seen {
    days: u8,
    sum: DayCount,
    /// None once a day could not be scaled.
    scaled: Option<f64>,
}

fn by_week(book: &FlowBook, point: &str) -> BTreeMap<Date, Seen> {
    let open = book.points.get(point).and_then(|point| point.hours_open);
    let mut found: BTreeMap<Date, Seen> = BTreeMap::new();
    for (day, count) in book.days(point) {
        let scaled = scale(count.people(), count.hours, open, Scaling::default()).ok();
        let week = found.entry(monday(day)).or_insert_with(|| Seen {
            scaled: Some(0.0),
            ..Seen::default()
        });
        week.days += 1;
        week.sum.hours += count.hours;
        for (all, more) in week.sum.observed.iter_mut().zip(count.observed) {
            *all += more;
        }
        week.scaled = week.scaled.zip(scaled).map(|(all, more)| all + more.people);
    }
    found
}

#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of people are far below 2^52"
)]
fn cell(value: u64) -> CountCell {
    CountCell {
        value: Some(value as f64),
        suppressed: false,
    }
}

fn shown(cell: &CountCell) -> Shown {
    match cell.value {
        Some(value) if !cell.suppressed => Shown::Figure(value),
        _ => Shown::Suppressed,
    }
}

/// Cells of one week: its total, then its directions.
const WIDTH: usize = 1 + Direction::ALL.len();

/// Decides about all figures of a point together. They hang together in two ways: the directions of a week add up to its
/// total; and the weeks of the onward direction add up to the same as its departures and destinations, so that a hidden
/// week could be computed from those and the other weeks.
#[must_use]
pub fn of_point(book: &FlowBook, point: &str, rule: &SmallNumbers) -> PublicPoint {
    let weeks = by_week(book, point);
    let pairs: Vec<(Pair, u64)> = book.pairs(point, Direction::Onward).into_iter().collect();
    let mut cells = Vec::new();
    let mut groups = Vec::new();
    for week in weeks.values() {
        let total = cells.len();
        cells.push(cell(week.sum.people()));
        cells.extend(week.sum.observed.map(cell));
        groups.push(Group {
            total: Some(total),
            members: (total + 1..total + WIDTH).collect(),
        });
    }
    let first_pair = cells.len();
    cells.extend(pairs.iter().map(|(_, people)| cell(*people)));
    let onward = 1 + Direction::Onward.index();
    let whole = cells.len();
    let sum: u64 = pairs.iter().map(|(_, people)| people).sum();
    cells.push(cell(sum));
    groups.push(Group {
        total: Some(whole),
        members: (0..weeks.len()).map(|week| week * WIDTH + onward).collect(),
    });
    groups.push(Group {
        total: Some(whole),
        members: (first_pair..whole).collect(),
    });
    suppress(&mut cells, &groups, rule);
    let mut pairs: Vec<(Pair, Shown)> = pairs
        .into_iter()
        .zip(&cells[first_pair..whole])
        .map(|((pair, _), cell)| (pair, shown(cell)))
        .collect();
    let size = |shown: &Shown| match shown {
        Shown::Figure(people) => *people,
        Shown::Suppressed => -1.0,
    };
    pairs.sort_by(|(one_pair, one), (other_pair, other)| {
        size(other)
            .total_cmp(&size(one))
            .then_with(|| one_pair.cmp(other_pair))
    });
    PublicPoint {
        weeks: weeks
            .into_iter()
            .zip(cells.chunks(WIDTH))
            .map(|((monday, week), cells)| published(monday, &week, cells))
            .collect(),
        pairs,
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of people are far below 2^52"
)]
fn published(monday: Date, week: &Seen, cells: &[CountCell]) -> Week {
    let all = shown(&cells[0]);
    let people = week.sum.people();
    Week {
        monday,
        days: week.days,
        hours: week.sum.hours,
        all,
        by_direction: std::array::from_fn(|at| shown(&cells[at + 1])),
        scaled: week.scaled.map(|scaled| {
            let factor = if people > 0 {
                scaled / people as f64
            } else {
                1.0
            };
            // Scaled figures are as small as what they are made of.
            let figure = match all {
                Shown::Figure(_) => Shown::Figure(scaled.round()),
                Shown::Suppressed => Shown::Suppressed,
            };
            (figure, factor)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{Party, Watch};
    use proptest::prelude::*;

    fn book(groups: &[(i64, u32, bool, u8)]) -> FlowBook {
        let watches = groups.iter().map(|(day, size, onward, to)| Watch {
            point: "P".to_owned(),
            day: jiff::civil::date(2026, 3, 2)
                .checked_add(day.days())
                .unwrap(),
            from_hour: 6,
            hours: 6.0,
            parties: vec![Party {
                size: *size,
                direction: if *onward {
                    Direction::Onward
                } else {
                    Direction::Back
                },
                origin: Some("XMR".to_owned()),
                previous: None,
                destination: Some(format!("D{to}")),
            }],
        });
        FlowBook::of_watches(watches)
    }

    fn figure(shown: Shown) -> Option<f64> {
        match shown {
            Shown::Figure(value) => Some(value),
            Shown::Suppressed => None,
        }
    }

    #[test]
    fn a_hidden_week_is_not_told_by_the_destinations() {
        // Three weeks onward: 100, 100, and 6; destinations add up to 206.
        let book = book(&[
            (0, 100, true, 1),
            (7, 100, true, 1),
            (14, 6, true, 2),
            (14, 50, false, 1),
        ]);
        let found = of_point(&book, "P", &SmallNumbers::default());
        let onward: Vec<Option<f64>> = found
            .weeks
            .iter()
            .map(|week| figure(week.by_direction[0]))
            .collect();
        assert_eq!(onward[2], None);
        let pairs: Vec<Option<f64>> = found
            .pairs
            .iter()
            .map(|(_, people)| figure(*people))
            .collect();
        let hidden_weeks = onward.iter().filter(|value| value.is_none()).count();
        assert!(
            hidden_weeks > 1 || pairs.iter().any(Option::is_none),
            "{onward:?} {pairs:?}"
        );
        // Week three: total and back together would tell the six.
        let last = &found.weeks[2];
        assert!(figure(last.all).is_none() || figure(last.by_direction[1]).is_none());
    }

    proptest! {
        #[test]
        fn no_small_number_is_shown_or_left_alone_in_its_sum(
            groups in prop::collection::vec((0_i64..28, 1_u32..60, any::<bool>(), 0_u8..4), 1..40)
        ) {
            let book = book(&groups);
            let found = of_point(&book, "P", &SmallNumbers::default());
            let small = |shown: Shown| figure(shown).is_some_and(|value| value > 0.0 && value < 10.0);
            for week in &found.weeks {
                prop_assert!(!small(week.all) && !week.by_direction.iter().any(|shown| small(*shown)));
                if figure(week.all).is_some() {
                    let hidden = week.by_direction.iter().filter(|shown| figure(**shown).is_none()).count();
                    prop_assert!(hidden != 1, "{:?}", week);
                }
            }
            prop_assert!(found.pairs.iter().all(|(_, people)| !small(*people)));
            let hidden_pairs = found.pairs.iter().filter(|(_, people)| figure(*people).is_none()).count();
            let hidden_weeks = found.weeks.iter().filter(|week| figure(week.by_direction[0]).is_none()).count();
            // All pairs told give the sum of the weeks: then never one week alone is hidden; and the other way round.
            prop_assert!(hidden_pairs > 0 || hidden_weeks != 1);
            prop_assert!(hidden_weeks > 0 || hidden_pairs != 1);
        }
    }
}
