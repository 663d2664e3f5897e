//! Two rounds compared: over the places covered in both, with the change of coverage beside it.

use crate::assessment::Assessment;
use crate::reliability::{Reliability, score};
use serde::Serialize;
use std::{cmp::Ordering, collections::BTreeMap};
use utoipa::ToSchema;

/// What became of a place between two rounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// In the later round only.
    New,
    /// Visited: nobody is there any more.
    Emptied,
    /// Not reached this time: its people are not known.
    NotReached,
    /// Closed.
    Closed,
    /// Missing without a word.
    Missing,
    /// The same code in another area.
    Moved,
    /// Another figure.
    Changed,
    /// The same figure.
    Same,
}

/// One place in two rounds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceChange {
    /// What names the place over rounds.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Admin 1 by name or code.
    pub admin1: Option<String>,
    /// P-code of its area now, else before.
    pub area_code: Option<String>,
    /// What became of it.
    pub fate: Fate,
    /// People before.
    pub before: Option<i64>,
    /// People now.
    pub now: Option<i64>,
    /// Change as a share of before, where both are known and before is not 0.
    pub share: Option<f64>,
    /// The area before, when it moved.
    pub area_before: Option<String>,
    /// Comment of the later round.
    pub comment: Option<String>,
    /// How far the figure before can be relied on.
    pub reliability_before: Option<Reliability>,
    /// How far the figure now can be relied on.
    pub reliability_now: Option<Reliability>,
    /// Record ids in the later round.
    pub records: Vec<String>,
}

/// The comparison of two rounds for one assessment type and population.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Comparison {
    /// Assessment type.
    pub assessment_type: String,
    /// Population.
    pub population: String,
    /// Level of the rows compared.
    pub level: String,
    /// Places with a known figure in both rounds.
    pub covered_in_both: usize,
    /// People in those places before.
    pub before_in_both: i64,
    /// People in those places now.
    pub now_in_both: i64,
    /// Places with a known figure before and now: the coverage.
    pub covered_before: usize,
    /// The same for the later round.
    pub covered_now: usize,
    /// People in places that only the later round covers.
    pub now_only_in_new: i64,
    /// People before in places of which the later round knows nothing.
    pub before_only_in_lost: i64,
    /// Every place, by key.
    pub places: Vec<PlaceChange>,
}

/// The change of one province: people over the places of both rounds, and beside it what coverage changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct AreaChange {
    /// Admin 1 by name or code; none where it is not known.
    pub admin1: Option<String>,
    /// Places with a figure in both rounds.
    pub covered_both: usize,
    /// People in them before.
    pub before: i64,
    /// People in them after.
    pub after: i64,
    /// Places that the earlier round covers.
    pub covered_before: usize,
    /// Places that the later round covers.
    pub covered_after: usize,
    /// People in places that only the earlier round covers: not a change, a gap.
    pub only_before: i64,
    /// People in places that only the later round covers.
    pub only_after: i64,
}

#[derive(Default)]
struct Side {
    people: Option<i64>,
    presence: Option<String>,
    area: Option<String>,
    admin1: Option<String>,
    name: String,
    comment: Option<String>,
    reliability: Option<Reliability>,
    records: Vec<String>,
}

/// Slices that must not be mixed: type, population, level.
type Slice = (String, String, String);

/// What a comparison keeps of a round, place by place: much less than its assessments, so that a round can be read through
/// without being held.
#[derive(Default)]
pub struct Sides(BTreeMap<Slice, BTreeMap<String, Side>>);

impl Sides {
    /// Takes note of an assessment.
    pub fn add(&mut self, row: &Assessment) {
        let slice = (
            row.assessment_type.clone(),
            row.population.clone(),
            row.level.clone(),
        );
        let places = self.0.entry(slice).or_default();
        let side = places.entry(row.place_key()).or_default();
        // reasons and origins are parts of one place
        if let Some(people) = row.individuals {
            side.people = Some(side.people.unwrap_or(0) + people);
        }
        side.presence = side.presence.take().or_else(|| row.presence.clone());
        side.area = side.area.take().or_else(|| row.area_code.clone());
        side.admin1 = side
            .admin1
            .take()
            .or_else(|| row.admin_names[0].clone())
            .or_else(|| row.admin_codes[0].clone());
        side.comment = side.comment.take().or_else(|| row.comment.clone());
        // A place is as reliable as the least reliable of its rows.
        side.reliability = side.reliability.max(Some(score(row, false).reliability));
        if side.name.is_empty() {
            side.name = row.label();
        }
        side.records.push(row.id.clone());
    }
}

impl<'a> FromIterator<&'a Assessment> for Sides {
    fn from_iter<Rows: IntoIterator<Item = &'a Assessment>>(rows: Rows) -> Self {
        let mut sides = Self::default();
        for row in rows {
            sides.add(row);
        }
        sides
    }
}

/// Compares two rounds, one comparison for each type, population and level.
#[must_use]
pub fn compare(before: &[Assessment], now: &[Assessment]) -> Vec<Comparison> {
    between(before.iter().collect(), now.iter().collect())
}

/// The same of what was noted of two rounds. Both are used up place by place, so that no place is held twice.
#[must_use]
pub fn between(before: Sides, now: Sides) -> Vec<Comparison> {
    let (mut before, now) = (before.0, now.0);
    let mut comparisons = Vec::new();
    for (slice, places_now) in now {
        let places_before = before.remove(&slice).unwrap_or_default();
        let mut comparison = Comparison {
            assessment_type: slice.0,
            population: slice.1,
            level: slice.2,
            ..Comparison::default()
        };
        for (key, was, is) in merged(places_before, places_now) {
            let change = place_change(key, was, is);
            comparison.count(&change);
            comparison.places.push(change);
        }
        comparisons.push(comparison);
    }
    comparisons
}

/// The places of either round in the order of their keys, each with what is known of it before and now.
fn merged(
    before: BTreeMap<String, Side>,
    now: BTreeMap<String, Side>,
) -> impl Iterator<Item = (String, Option<Side>, Option<Side>)> {
    let (mut before, mut now) = (before.into_iter().peekable(), now.into_iter().peekable());
    std::iter::from_fn(move || {
        let order = match (before.peek(), now.peek()) {
            (None, None) => return None,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((was, _)), Some((is, _))) => was.cmp(is),
        };
        let was = order.is_le().then(|| before.next()).flatten();
        let is = order.is_ge().then(|| now.next()).flatten();
        let (key, was) = was.map_or((None, None), |(key, side)| (Some(key), Some(side)));
        let (other, is) = is.map_or((None, None), |(key, side)| (Some(key), Some(side)));
        Some((key.or(other)?, was, is))
    })
}

fn place_change(key: String, before: Option<Side>, now: Option<Side>) -> PlaceChange {
    let presence = now.as_ref().and_then(|side| side.presence.clone());
    let people_before = before.as_ref().and_then(|side| side.people);
    let people_now = now.as_ref().and_then(|side| side.people);
    let fate = match (&before, &now) {
        (None, _) => Fate::New,
        (Some(_), None) => Fate::Missing,
        (Some(was), Some(is)) => match presence.as_deref() {
            Some("not_reached") => Fate::NotReached,
            Some("closed") => Fate::Closed,
            _ if is.people.is_none() => Fate::Missing,
            _ if is.people == Some(0) && was.people.is_some_and(|people| people > 0) => {
                Fate::Emptied
            }
            _ if was.area.is_some() && is.area.is_some() && was.area != is.area => Fate::Moved,
            _ if was.people != is.people => Fate::Changed,
            _ => Fate::Same,
        },
    };
    let share = match (people_before, people_now) {
        (Some(was), Some(is)) if was > 0 => Some(ratio(is - was, was)),
        _ => None,
    };
    let area_before = before
        .as_ref()
        .and_then(|side| side.area.clone())
        .filter(|_| fate == Fate::Moved);
    let reliability = |side: &Option<Side>| side.as_ref().and_then(|side| side.reliability);
    let (reliability_before, reliability_now) = (reliability(&before), reliability(&now));
    let known = now.or(before).unwrap_or_default();
    PlaceChange {
        key,
        name: known.name,
        admin1: known.admin1,
        area_code: known.area,
        fate,
        before: people_before,
        now: people_now,
        share,
        area_before,
        comment: known.comment,
        reliability_before,
        reliability_now,
        records: known.records,
    }
}

impl Comparison {
    fn count(&mut self, change: &PlaceChange) {
        let unknown = matches!(change.fate, Fate::NotReached | Fate::Missing);
        let now = change.now.filter(|_| !unknown);
        self.covered_before += usize::from(change.before.is_some());
        self.covered_now += usize::from(now.is_some());
        match (change.before, now) {
            (Some(before), Some(now)) => {
                self.covered_in_both += 1;
                self.before_in_both += before;
                self.now_in_both += now;
            }
            (None, Some(now)) => self.now_only_in_new += now,
            (Some(before), None) => self.before_only_in_lost += before,
            (None, None) => {}
        }
    }

    /// Change over the places covered in both, as a share; `None` when nobody was there before.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.before_in_both > 0)
            .then(|| ratio(self.now_in_both - self.before_in_both, self.before_in_both))
    }

    /// The change province by province, with what each round covers there.
    #[must_use]
    pub fn by_admin1(&self) -> Vec<AreaChange> {
        let mut areas: BTreeMap<Option<&str>, AreaChange> = BTreeMap::new();
        for place in &self.places {
            let area = areas
                .entry(place.admin1.as_deref())
                .or_insert_with(|| AreaChange {
                    admin1: place.admin1.clone(),
                    ..AreaChange::default()
                });
            let unknown = matches!(place.fate, Fate::NotReached | Fate::Missing);
            let now = place.now.filter(|_| !unknown);
            area.covered_before += usize::from(place.before.is_some());
            area.covered_after += usize::from(now.is_some());
            match (place.before, now) {
                (Some(before), Some(now)) => {
                    area.covered_both += 1;
                    area.before += before;
                    area.after += now;
                }
                (None, Some(now)) => area.only_after += now,
                (Some(before), None) => area.only_before += before,
                (None, None) => {}
            }
        }
        areas.into_values().collect()
    }

    /// Places of a fate.
    pub fn of(&self, fate: Fate) -> impl Iterator<Item = &PlaceChange> {
        self.places.iter().filter(move |place| place.fate == fate)
    }
}

fn ratio(part: i64, whole: i64) -> f64 {
    crate::checks::exact(part) / crate::checks::exact(whole)
}
