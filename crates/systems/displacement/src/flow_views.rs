//! What the routes of flow monitoring and returns answer.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    estimates::{Derived, Estimate},
    flow_book::FlowBook,
    flows::{Alert, DayCount, Direction, RouteEstimate, Scaling, daily::scale},
    returns::ReturnPlace,
    round_estimates::RoundEstimate,
};

/// How a figure was derived.
#[derive(Debug, Serialize, ToSchema)]
pub struct DerivedAnswer {
    /// Stable code of the rule.
    pub rule: String,
    /// The same as a sentence in the language asked for.
    pub words: String,
}

impl DerivedAnswer {
    fn of(derived: &Derived, lang: &str) -> Self {
        Self {
            rule: derived.rule.to_owned(),
            words: derived.words(lang),
        }
    }
}

/// A figure with its range.
#[derive(Debug, Serialize, ToSchema)]
pub struct RangeAnswer {
    /// Lowest.
    pub low: f64,
    /// Best; none where only bounds are known.
    pub best: Option<f64>,
    /// Highest.
    pub high: f64,
    /// How.
    pub derived: DerivedAnswer,
}

/// A figure of a round, with its range where there is one.
#[derive(Debug, Serialize, ToSchema)]
pub struct EstimateAnswer {
    /// Lowest; none where no place gave a range.
    pub low: Option<f64>,
    /// Best.
    pub best: f64,
    /// Highest.
    pub high: Option<f64>,
    /// How.
    pub derived: DerivedAnswer,
}

impl EstimateAnswer {
    fn of(estimate: &Estimate, lang: &str) -> Self {
        Self {
            low: estimate.low,
            best: estimate.best,
            high: estimate.high,
            derived: DerivedAnswer::of(&estimate.derived, lang),
        }
    }
}

/// The places of a round together.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundEstimateAnswer {
    /// People; none where no place has a figure.
    pub people: Option<EstimateAnswer>,
    /// By `female` and `male`; blank with too few people in samples.
    pub by_sex: BTreeMap<String, EstimateAnswer>,
    /// By sex and age band, the youngest first; blank with too few people in samples.
    pub by_sex_and_age: Vec<SexAgeEstimate>,
    /// Places with a figure.
    pub places: u64,
    /// Places without one: unknown, not zero.
    pub without_figure: u64,
}

/// People of one sex and one band of age.
#[derive(Debug, Serialize, ToSchema)]
pub struct SexAgeEstimate {
    /// `female` or `male`.
    pub sex: String,
    /// In completed years: `0-4`, `60+`.
    pub ages: String,
    /// How many.
    pub figure: EstimateAnswer,
}

impl RoundEstimateAnswer {
    pub(crate) fn of(found: &RoundEstimate, lang: &str) -> Self {
        let parts = found.by_sex.iter();
        let bands = found.by_sex_and_age.iter();
        Self {
            people: found
                .people
                .as_ref()
                .map(|people| EstimateAnswer::of(people, lang)),
            by_sex: parts
                .map(|(sex, part)| (sex.code().to_owned(), EstimateAnswer::of(part, lang)))
                .collect(),
            by_sex_and_age: bands
                .map(|((sex, ages), part)| SexAgeEstimate {
                    sex: sex.code().to_owned(),
                    ages: ages.to_string(),
                    figure: EstimateAnswer::of(part, lang),
                })
                .collect(),
            places: found.places,
            without_figure: found.without_figure,
        }
    }
}

/// A point of a route in one direction.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoutePointAnswer {
    /// Code of the point.
    pub point: String,
    /// Its name.
    pub name: String,
    /// Degrees east and north, where known.
    pub position: Option<(f64, f64)>,
    /// Passages observed in the period.
    pub passages: f64,
    /// Passages of people whom an earlier point had counted: lowest, best, highest.
    pub repeated: (f64, Option<f64>, f64),
    /// `first_point`, `told_last_transit` or `bounds_only`.
    pub basis: String,
    /// Groups that told their last place of transit.
    pub groups_told: u64,
}

/// A route in one direction.
#[derive(Debug, Serialize, ToSchema)]
pub struct RouteAnswer {
    /// Its name.
    pub route: String,
    /// `onward` or `back`.
    pub direction: String,
    /// Passages at all points: no number of people.
    pub passages: f64,
    /// Different people.
    pub people: RangeAnswer,
    /// The points in the order in which they are passed.
    pub points: Vec<RoutePointAnswer>,
}

impl RouteAnswer {
    pub(crate) fn of(
        book: &FlowBook,
        (route, direction): (&str, Direction),
        found: &RouteEstimate,
        lang: &str,
    ) -> Self {
        Self {
            route: route.to_owned(),
            direction: direction.code().to_owned(),
            passages: found.passages,
            people: RangeAnswer {
                low: found.people.low,
                best: found.people.best,
                high: found.people.high,
                derived: DerivedAnswer::of(&Derived::new(found.rule()), lang),
            },
            points: found
                .points
                .iter()
                .map(|point| {
                    let known = book.points.get(&point.sightings.point);
                    RoutePointAnswer {
                        point: point.sightings.point.clone(),
                        name: known.map_or_else(String::new, |known| known.name.clone()),
                        position: known
                            .and_then(|known| known.position)
                            .map(|at| (at.lon, at.lat)),
                        passages: point.sightings.passages,
                        repeated: (point.repeated.low, point.repeated.best, point.repeated.high),
                        basis: point.basis.code().to_owned(),
                        groups_told: point.sightings.groups_told,
                    }
                })
                .collect(),
        }
    }
}

/// Flow monitoring in a period.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlowsAnswer {
    /// First day with a watch, ISO.
    pub from: Option<String>,
    /// Last day with a watch, ISO.
    pub to: Option<String>,
    /// Routes, each onward and back.
    pub routes: Vec<RouteAnswer>,
    /// Passages counted at points that are in no register, by the code that was written down.
    pub unknown_points: BTreeMap<String, u64>,
    /// Counts without point, day or hours.
    pub incomplete: u64,
}

/// A day of a point.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlowDay {
    /// ISO day.
    pub day: String,
    /// Passages seen.
    pub observed: u64,
    /// Passages seen by direction.
    pub by_direction: BTreeMap<String, u64>,
    /// Hours watched.
    pub hours_observed: f64,
    /// Hours that two or more watched at once.
    pub doubled_hours: f64,
    /// Passages scaled to the hours in which people pass; none where they cannot be.
    pub scaled: Option<f64>,
    /// By what the observed was multiplied.
    pub factor: Option<f64>,
    /// How the figure came about, or why there is none.
    pub derived: DerivedAnswer,
}

impl FlowDay {
    pub(crate) fn of(
        day: jiff::civil::Date,
        count: &DayCount,
        open: Option<f64>,
        lang: &str,
    ) -> Self {
        let hours = (count.hours * 10.0).round() / 10.0;
        let scaled = scale(count.people(), count.hours, open, Scaling::default());
        let derived = match scaled {
            Ok(scaled) if scaled.factor > 1.0 => Derived::new("scaled_to_open_hours")
                .with("hours", &hours)
                .with("factor", &((scaled.factor * 100.0).round() / 100.0)),
            Ok(_) => Derived::new("observed").with("hours", &hours),
            Err(crate::flows::NotScaled::HoursOpenUnknown) => {
                Derived::new("not_scaled_hours_open_unknown")
            }
            Err(crate::flows::NotScaled::TooFewHours) => Derived::new("not_scaled_too_few_hours"),
        };
        Self {
            day: day.to_string(),
            observed: count.people(),
            by_direction: Direction::ALL
                .into_iter()
                .map(|direction| {
                    (
                        direction.code().to_owned(),
                        count.observed[direction.index()],
                    )
                })
                .collect(),
            hours_observed: count.hours,
            doubled_hours: count.doubled_hours,
            scaled: scaled.ok().map(|scaled| scaled.people),
            factor: scaled.ok().map(|scaled| scaled.factor),
            derived: DerivedAnswer::of(&derived, lang),
        }
    }
}

/// An unusual day.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlowAlert {
    /// Code of the point.
    pub point: String,
    /// `onward` or `back`.
    pub direction: String,
    /// ISO day.
    pub day: String,
    /// Passages, scaled where days are.
    pub people: f64,
    /// Usual for the weekday.
    pub expected: f64,
    /// From this to `high` a day is usual.
    pub low: f64,
    /// See `low`.
    pub high: f64,
    /// Standard deviations off; negative for fewer.
    pub deviations: f64,
}

impl FlowAlert {
    pub(crate) fn of(point: &str, direction: Direction, alert: &Alert) -> Self {
        Self {
            point: point.to_owned(),
            direction: direction.code().to_owned(),
            day: alert.day.to_string(),
            people: alert.people,
            expected: alert.expected,
            low: alert.low,
            high: alert.high,
            deviations: alert.deviations,
        }
    }
}

/// Unusual days of all points.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlowAlerts {
    /// The latest first.
    pub alerts: Vec<FlowAlert>,
    /// Days and directions that had enough history to be judged.
    pub judged: usize,
    /// Those that had not: there, silence says nothing.
    pub unjudged: usize,
    /// Version of the rule.
    pub rule: String,
}

/// An hour of the day.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlowHour {
    /// 0 to 23.
    pub hour: u8,
    /// Hours watched.
    pub hours: f64,
    /// Passages for each hour watched; none where nobody watched.
    pub rate: Option<f64>,
}

/// Passages by departure and destination.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlowPair {
    /// `onward`, `back` …
    pub direction: String,
    /// Where they departed from; none where not told.
    pub origin: Option<String>,
    /// Where they are going; none where not told.
    pub destination: Option<String>,
    /// Passages observed.
    pub passages: u64,
}

/// One point in a period.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlowPointAnswer {
    /// Code of the point.
    pub point: String,
    /// Its name.
    pub name: String,
    /// Hours a day in which people pass.
    pub hours_open: Option<f64>,
    /// Days on which somebody watched, oldest first; a day that is not here was not watched.
    pub days: Vec<FlowDay>,
    /// The hours of the day.
    pub hours: Vec<FlowHour>,
    /// From where to where.
    pub pairs: Vec<FlowPair>,
}

/// How many counts were approved.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlowApproval {
    /// Counts.
    pub approved: usize,
}

/// A place of return with its score.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReturnAnswer {
    /// Code of the place.
    pub place: String,
    /// Its name.
    pub name: String,
    /// P-code of its area.
    pub area: Option<String>,
    /// People who returned.
    pub people: Option<i64>,
    /// 0 (no problem) to 100; none when too little was answered.
    pub score: Option<f64>,
    /// `low`, `medium` or `high`.
    pub severity: Option<crate::return_index::Severity>,
    /// Each scale's own score.
    pub scales: BTreeMap<String, f64>,
    /// Points of the score that each indicator brings; they add up to it.
    pub parts: BTreeMap<String, f64>,
    /// Share of the weight that was answered, 0 to 1.
    pub answered: f64,
}

/// The places of return of a round.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReturnsAnswer {
    /// The most severe first.
    pub places: Vec<ReturnAnswer>,
    /// Version of the weights.
    pub weights: String,
    /// Where the weights come from.
    pub source: String,
}

impl From<ReturnPlace> for ReturnAnswer {
    fn from(place: ReturnPlace) -> Self {
        Self {
            place: place.place,
            name: place.name,
            area: place.area,
            people: place.people,
            score: place.score.score,
            severity: place.score.severity,
            scales: place.score.scales,
            parts: place.score.parts,
            answered: place.score.answered,
        }
    }
}
