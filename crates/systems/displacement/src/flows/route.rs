//! How many people are behind the passages along a route.
//!
//! One person who passes three points is counted three times. Everybody on the way is sighted first at exactly one point:
//! people are passages less repeated passages, those of people who had passed an earlier point of the route. Whether a
//! group had is asked in the registry ("last place of transit"); the share of those who say so, among those who were
//! asked, is the share of repeated passages at that point.
//!
//! Uncertainty: groups, not persons, are what was sampled, so the interval of the share is Wilson's for the number of
//! groups ([`super::share`]); the ends of the intervals of all points are added, which is wider than their joint 95%.
//! Where fewer than [`LEAST_GROUPS`] groups were asked there is no best figure, and the bounds are what logic allows:
//! nobody was counted before, or as many as the earlier points saw (Fréchet's bounds).
//!
//! Limits: somebody who names a place in between that is no point is taken for a first sighting, so repeats are rather
//! too few and people rather too many; who stays longer than the period between two points is not matched; directions
//! are never mixed.

use super::share::wilson;

/// Fewer groups that told their last place of transit give no share.
pub const LEAST_GROUPS: u64 = 30;

/// What one point of the route saw in one direction and period.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PointSightings {
    /// Code of the point.
    pub point: String,
    /// Passages: observed, or scaled where that is said.
    pub passages: f64,
    /// Groups that told their last place of transit.
    pub groups_told: u64,
    /// People in those groups.
    pub people_told: u64,
    /// People in those groups who named an earlier point of this route.
    pub people_repeated: u64,
}

/// A figure between two others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Between {
    /// Not fewer than this.
    pub low: f64,
    /// Best estimate, where there is one.
    pub best: Option<f64>,
    /// Not more than this.
    pub high: f64,
}

/// How a point's repeated passages were estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The first point of the route: nobody was counted before.
    First,
    /// The share of groups that named an earlier point.
    Told,
    /// Too few were asked: only bounds.
    Bounds,
}

impl Basis {
    /// The code in answers.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::First => "first_point",
            Self::Told => "told_last_transit",
            Self::Bounds => "bounds_only",
        }
    }
}

/// One point's part in the estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct PointRepeats {
    /// What it saw.
    pub sightings: PointSightings,
    /// Passages of people whom an earlier point had counted.
    pub repeated: Between,
    /// How that is known.
    pub basis: Basis,
}

/// People behind the passages of a route.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteEstimate {
    /// All passages added: no number of people.
    pub passages: f64,
    /// Different people.
    pub people: Between,
    /// Point by point, in the order of the route.
    pub points: Vec<PointRepeats>,
}

impl RouteEstimate {
    /// The rule by which its figures are derived: only bounds as soon as one point knows no more.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        let bounds = |point: &PointRepeats| point.basis == Basis::Bounds;
        if self.points.iter().any(bounds) {
            "route_bounds"
        } else {
            "route_people"
        }
    }
}

/// Estimates how many different people passed the points of a route, given in its order, in one direction.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of people are far below 2^52"
)]
pub fn estimate(points: &[PointSightings]) -> RouteEstimate {
    let mut earlier = 0.0;
    let mut told = Vec::with_capacity(points.len());
    for (at, sightings) in points.iter().enumerate() {
        let most = sightings.passages.min(earlier);
        let share = (sightings.groups_told >= LEAST_GROUPS && sightings.people_told > 0)
            .then(|| {
                let repeated = sightings.people_repeated.min(sightings.people_told);
                wilson(
                    repeated as f64 / sightings.people_told as f64,
                    sightings.groups_told,
                )
            })
            .flatten();
        let (repeated, basis) = match (at, share) {
            (0, _) => (Between::nobody(), Basis::First),
            (_, Some(share)) => {
                let of = |share: f64| (share * sightings.passages).min(most);
                let between = Between {
                    low: of(share.low),
                    best: Some(of(share.share)),
                    high: of(share.high),
                };
                (between, Basis::Told)
            }
            (_, None) => {
                let between = Between {
                    low: 0.0,
                    best: None,
                    high: most,
                };
                (between, Basis::Bounds)
            }
        };
        earlier += sightings.passages;
        told.push(PointRepeats {
            sightings: sightings.clone(),
            repeated,
            basis,
        });
    }
    let sum = |of: fn(&Between) -> f64| told.iter().map(|point| of(&point.repeated)).sum::<f64>();
    let greatest = points
        .iter()
        .map(|point| point.passages)
        .fold(0.0, f64::max);
    let best: Option<f64> = told.iter().map(|point| point.repeated.best).sum();
    RouteEstimate {
        passages: earlier,
        people: Between {
            // Whatever is repeated, the busiest point saw that many once.
            low: (earlier - sum(|between| between.high)).max(greatest),
            best: best.map(|repeated| (earlier - repeated).max(greatest)),
            high: (earlier - sum(|between| between.low)).max(greatest),
        },
        points: told,
    }
}

impl Between {
    fn nobody() -> Self {
        Self {
            low: 0.0,
            best: Some(0.0),
            high: 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(name: &str, passages: f64, told: (u64, u64, u64)) -> PointSightings {
        PointSightings {
            point: name.to_owned(),
            passages,
            groups_told: told.0,
            people_told: told.1,
            people_repeated: told.2,
        }
    }

    #[test]
    fn those_who_had_been_counted_before_are_taken_off_once() {
        let found = estimate(&[
            point("A", 1_000.0, (0, 0, 0)),
            point("B", 800.0, (200, 800, 400)),
            point("C", 600.0, (150, 300, 300)),
        ]);
        assert!((found.passages - 2_400.0).abs() < 1e-9);
        // Half of B and all of C came through an earlier point.
        assert_eq!(found.people.best, Some(1_400.0));
        assert!(found.people.low < 1_400.0 && found.people.high > 1_400.0);
        assert!(found.people.low >= 1_000.0 && found.people.high < 1_500.0);
        assert_eq!(found.points[1].basis, Basis::Told);
    }

    #[test]
    fn without_answers_there_are_only_bounds() {
        let found = estimate(&[
            point("A", 1_000.0, (0, 0, 0)),
            point("B", 800.0, (29, 100, 100)),
        ]);
        assert_eq!(found.people.best, None);
        assert!((found.people.low - 1_000.0).abs() < 1e-9);
        assert!((found.people.high - 1_800.0).abs() < 1e-9);
        assert_eq!(found.points[1].basis, Basis::Bounds);
        let nothing = estimate(&[]);
        assert_eq!((nothing.passages, nothing.people.best), (0.0, Some(0.0)));
    }

    /// A generated walk along three points of which the truth is known: the interval holds it nearly always.
    #[test]
    fn the_interval_holds_the_true_number_of_generated_walkers() {
        let mut held = 0;
        for seed in 0..200_u64 {
            let mut dice = house::Dice(seed);
            let (mut people, mut seen) = (0_u64, [0_u64; 3]);
            let mut told = [(0_u64, 0_u64, 0_u64); 3];
            for _ in 0..600 {
                let size = 1 + dice.below(6);
                people += size;
                let first = usize::try_from(dice.below(2)).unwrap();
                for at in first..3 {
                    if at > first && dice.share() < 0.25 {
                        break;
                    }
                    seen[at] += size;
                    // Six of ten groups are asked.
                    if dice.share() < 0.6 {
                        told[at].0 += 1;
                        told[at].1 += size;
                        told[at].2 += if at > first { size } else { 0 };
                    }
                }
            }
            let points: Vec<PointSightings> = (0..3)
                .map(|at| point(&at.to_string(), seen[at] as f64, told[at]))
                .collect();
            let found = estimate(&points).people;
            if (found.low..=found.high).contains(&(people as f64)) {
                held += 1;
            }
        }
        assert!(held >= 190, "{held} of 200 intervals hold the truth");
    }

    proptest! {
        #[test]
        fn people_are_never_more_than_passages_nor_fewer_than_the_busiest_point(
            rows in prop::collection::vec((0_u32..100_000, 0_u64..500, 0_u64..5_000, 0_u64..5_000), 0..12)
        ) {
            let points: Vec<PointSightings> = rows.iter().map(|(seen, groups, told, again)| point("P", f64::from(*seen), (*groups, *told, *again))).collect();
            let found = estimate(&points);
            let greatest = points.iter().map(|point| point.passages).fold(0.0, f64::max);
            prop_assert!(found.people.low >= greatest - 1e-6);
            prop_assert!(found.people.high <= found.passages + 1e-6);
            prop_assert!(found.people.low <= found.people.high + 1e-6);
            if let Some(best) = found.people.best {
                prop_assert!(found.people.low - 1e-6 <= best && best <= found.people.high + 1e-6);
            }
        }
    }
}
