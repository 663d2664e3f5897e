//! Flow monitoring as it stands: points and the counts of a period, read from the registers in one pass. Memory grows with
//! points and days, not with watches.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use registers::{ReadError, Registers};

use crate::{
    flow_columns::{CountColumns, FlowPoint, MissingMeaning, PointColumns},
    flows::{
        AlertRule, DayCount, Direction, PointSightings, RouteEstimate, Scaling, Watch,
        alert::DayValue,
        daily::{HourRate, hourly, scale},
        days, estimate,
        matrix::{Pair, origin_destination},
    },
    rule_texts::{self, UnusableRule},
};

/// Register of points.
pub const POINTS: &str = "flow_points";
/// Register of counts.
pub const COUNTS: &str = "flow_counts";
/// State of counts and points that everybody may see.
pub const APPROVED: &str = "approved";
/// State of what was taken back.
const WITHDRAWN: &str = "withdrawn";

/// Why the book cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum FlowError {
    /// The store.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A country's form leaves a meaning out.
    #[error(transparent)]
    Meaning(#[from] MissingMeaning),
    /// The country's own rule of alerts judges nothing.
    #[error("rule of alerts {0}")]
    Rule(UnusableRule),
}

/// Register of a country's own rules of alerts.
pub const ALERT_RULES: &str = "flow_alert_rules";

/// The rule of alerts in force on a day (ISO): the country's own, else the one that ships.
///
/// # Errors
/// The store's failure, or a rule that judges nothing.
pub async fn alert_rule(registers: &Registers, day: &str) -> Result<AlertRule, FlowError> {
    let Some(own) = rule_texts::in_force(registers, (ALERT_RULES, "rule"), day).await? else {
        return Ok(AlertRule::shipped());
    };
    AlertRule::parse(&own.text).map_err(|reason| {
        FlowError::Rule(UnusableRule {
            register: ALERT_RULES,
            version: own.version,
            reason: reason.to_string(),
        })
    })
}

/// Who asks: the team sees what is recorded, the public what is approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Everything but what was taken back.
    ByTheTeam,
    /// Approved counts of points that are open to the public.
    ByEverybody,
}

/// What a point saw of one direction, for the estimate of a route.
#[derive(Debug, Clone, Default, PartialEq)]
struct Told {
    groups: u64,
    people: u64,
    /// People by the last place of transit that they named.
    by_previous: BTreeMap<String, u64>,
}

/// One point in a period.
#[derive(Debug, Clone, Default)]
struct Tally {
    days: BTreeMap<Date, DayCount>,
    hours: [HourRate; 24],
    pairs: BTreeMap<(Direction, Pair), u64>,
    told: BTreeMap<Direction, Told>,
}

/// Points and counts.
#[derive(Debug, Clone, Default)]
pub struct FlowBook {
    /// Points by code.
    pub points: BTreeMap<String, FlowPoint>,
    tallies: BTreeMap<String, Tally>,
    /// Counts of points that are in no register, by code: they are told, not dropped in silence.
    pub unknown_points: BTreeMap<String, u64>,
    /// Records of counts without point, day or hours.
    pub incomplete: u64,
    /// First and last day with a watch.
    pub period: Option<(Date, Date)>,
}

impl FlowBook {
    /// Reads points and the counts from `from` to `to`, both included; all when not given. Of the counts only those of
    /// units that `may_see` lets pass: figures must tell nobody what lists would not.
    ///
    /// # Errors
    /// The store's failure, or a form without a meaning that figures need.
    pub async fn read(
        registers: &Registers,
        seen: Seen,
        (from, to): (Option<Date>, Option<Date>),
        may_see: &(dyn Fn(&str) -> bool + Sync),
    ) -> Result<Self, FlowError> {
        let mut book = Self::default();
        let columns = PointColumns::of(registers.register(POINTS)?)?;
        let mut scan = registers.scan(POINTS, None)?;
        while let Some(record) = scan.next().await {
            let record = record?;
            let open = match seen {
                Seen::ByTheTeam => true,
                Seen::ByEverybody => record.state == APPROVED,
            };
            if open && let Some(point) = columns.point(&record.data) {
                book.points.insert(point.id.clone(), point);
            }
        }
        let columns = CountColumns::of(registers.register(COUNTS)?)?;
        let mut scan = registers.scan(COUNTS, None)?;
        let mut spans: BTreeMap<(String, Date), Vec<Watch>> = BTreeMap::new();
        while let Some(record) = scan.next().await {
            let record = record?;
            let wanted = match seen {
                Seen::ByTheTeam => record.state != WITHDRAWN,
                Seen::ByEverybody => record.state == APPROVED,
            };
            if !wanted || !may_see(&record.owner) {
                continue;
            }
            let Some(watch) = columns.watch(&record.data) else {
                book.incomplete += 1;
                continue;
            };
            if from.is_some_and(|from| watch.day < from) || to.is_some_and(|to| watch.day > to) {
                continue;
            }
            if !book.points.contains_key(&watch.point) {
                *book.unknown_points.entry(watch.point).or_default() +=
                    watch_people(&watch.parties);
                continue;
            }
            book.take(&watch);
            // Hours that two watches share are known only when all of a day are there: their spans are kept, not
            // their groups.
            let bare = Watch {
                parties: Vec::new(),
                ..watch
            };
            spans
                .entry((bare.point.clone(), bare.day))
                .or_default()
                .push(bare);
        }
        book.cover(spans);
        Ok(book)
    }

    /// Whether everybody may see a count at all: what such a book would have a period for.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub async fn any_approved(registers: &Registers) -> Result<bool, FlowError> {
        let columns = PointColumns::of(registers.register(POINTS)?)?;
        let mut points = BTreeSet::new();
        let mut scan = registers.scan(POINTS, None)?;
        while let Some(record) = scan.next().await {
            let record = record?;
            if record.state == APPROVED {
                points.extend(columns.point(&record.data).map(|point| point.id));
            }
        }
        let columns = CountColumns::of(registers.register(COUNTS)?)?;
        let mut scan = registers.scan(COUNTS, None)?;
        while let Some(record) = scan.next().await {
            let record = record?;
            if record.state == APPROVED
                && let Some(watch) = columns.watch(&record.data)
                && points.contains(&watch.point)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A book of these watches, each point with nothing known but its code.
    #[cfg(test)]
    pub(crate) fn of_watches(watches: impl Iterator<Item = Watch>) -> Self {
        let mut book = Self::default();
        let mut spans: BTreeMap<(String, Date), Vec<Watch>> = BTreeMap::new();
        for watch in watches {
            book.take(&watch);
            let key = (watch.point.clone(), watch.day);
            spans.entry(key).or_default().push(watch);
        }
        book.cover(spans);
        book
    }

    fn cover(&mut self, spans: BTreeMap<(String, Date), Vec<Watch>>) {
        for ((point, day), watches) in spans {
            let covered = days(&watches).into_values().next().unwrap_or_default();
            let tally = self.tallies.entry(point).or_default();
            let count = tally.days.entry(day).or_default();
            count.hours = covered.hours;
            count.doubled_hours = covered.doubled_hours;
            count.watches = covered.watches;
        }
    }

    fn take(&mut self, watch: &Watch) {
        let (first, last) = self.period.unwrap_or((watch.day, watch.day));
        self.period = Some((first.min(watch.day), last.max(watch.day)));
        let tally = self.tallies.entry(watch.point.clone()).or_default();
        let count = tally.days.entry(watch.day).or_default();
        for party in &watch.parties {
            count.observed[party.direction.index()] += u64::from(party.size);
            let told = tally.told.entry(party.direction).or_default();
            if let Some(previous) = &party.previous {
                told.groups += 1;
                told.people += u64::from(party.size);
                *told.by_previous.entry(previous.clone()).or_default() += u64::from(party.size);
            }
        }
        for direction in Direction::ALL {
            for (pair, people) in origin_destination([watch], Some(direction)) {
                *tally.pairs.entry((direction, pair)).or_default() += people;
            }
        }
        for (all, more) in tally.hours.iter_mut().zip(hourly([watch])) {
            all.people += more.people;
            all.hours += more.hours;
        }
    }

    /// Routes with their points, each in the order of the route.
    #[must_use]
    pub fn routes(&self) -> BTreeMap<String, Vec<&FlowPoint>> {
        let mut found: BTreeMap<String, Vec<&FlowPoint>> = BTreeMap::new();
        for point in self.points.values() {
            if let Some(route) = &point.route {
                found.entry(route.clone()).or_default().push(point);
            }
        }
        for points in found.values_mut() {
            points.sort_by(|one, other| (one.order, &one.id).cmp(&(other.order, &other.id)));
        }
        found
    }

    /// The days of a point on which somebody watched, oldest first.
    pub fn days(&self, point: &str) -> impl Iterator<Item = (Date, &DayCount)> {
        self.tallies
            .get(point)
            .into_iter()
            .flat_map(|tally| tally.days.iter().map(|(day, count)| (*day, count)))
    }

    /// How people pass a point over the hours of a day.
    #[must_use]
    pub fn hours(&self, point: &str) -> [HourRate; 24] {
        self.tallies
            .get(point)
            .map_or_else(Default::default, |tally| tally.hours)
    }

    /// Passages of a point by departure and destination, in one direction.
    #[must_use]
    pub fn pairs(&self, point: &str, direction: Direction) -> BTreeMap<Pair, u64> {
        self.tallies
            .get(point)
            .into_iter()
            .flat_map(|tally| &tally.pairs)
            .filter(|((told, _), _)| *told == direction)
            .map(|((_, pair), people)| (pair.clone(), *people))
            .collect()
    }

    /// Passages of a point in one direction, day by day, for judging what is unusual: scaled where the open hours are
    /// known and enough of them were watched (other days take no part), else as observed.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "numbers of people are far below 2^52"
    )]
    pub fn series(&self, point: &str, direction: Direction) -> Vec<DayValue> {
        let open = self.points.get(point).and_then(|point| point.hours_open);
        self.days(point)
            .filter_map(|(day, count)| {
                let observed = count.observed[direction.index()];
                let (people, factor) = match open {
                    None => (observed as f64, 1.0),
                    Some(_) => {
                        let scaled = scale(observed, count.hours, open, Scaling::default()).ok()?;
                        (scaled.people, scaled.factor)
                    }
                };
                Some(DayValue {
                    day,
                    people,
                    factor,
                })
            })
            .collect()
    }

    /// Different people on a route in one direction, from what was observed at its points.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "numbers of people are far below 2^52"
    )]
    pub fn people_on_route(&self, points: &[&FlowPoint], direction: Direction) -> RouteEstimate {
        let mut ordered: Vec<&&FlowPoint> = points.iter().collect();
        if direction == Direction::Back {
            ordered.reverse();
        }
        let mut sightings: Vec<PointSightings> = Vec::new();
        for (at, point) in ordered.iter().enumerate() {
            let observed: u64 = self
                .days(&point.id)
                .map(|(_, count)| count.observed[direction.index()])
                .sum();
            let told = self
                .tallies
                .get(&point.id)
                .and_then(|tally| tally.told.get(&direction));
            let repeated = told.map_or(0, |told| {
                ordered[..at]
                    .iter()
                    .map(|earlier| {
                        // Enumerators write the code of a point, or its name as people say it.
                        let said = |words: &String| told.by_previous.get(words).copied();
                        let by_name = said(&earlier.name).filter(|_| earlier.name != earlier.id);
                        said(&earlier.id).unwrap_or(0) + by_name.unwrap_or(0)
                    })
                    .sum()
            });
            sightings.push(PointSightings {
                point: point.id.clone(),
                passages: observed as f64,
                groups_told: told.map_or(0, |told| told.groups),
                people_told: told.map_or(0, |told| told.people),
                people_repeated: repeated,
            });
        }
        estimate(&sightings)
    }
}

fn watch_people(parties: &[crate::flows::Party]) -> u64 {
    parties.iter().map(|party| u64::from(party.size)).sum()
}
