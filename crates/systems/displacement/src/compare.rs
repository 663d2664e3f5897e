//! Two rounds compared: over the places covered in both, with the change of coverage beside it.

use crate::assessment::Assessment;
use serde::Serialize;
use std::collections::BTreeMap;
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

#[derive(Default)]
struct Side {
    people: Option<i64>,
    presence: Option<String>,
    area: Option<String>,
    admin1: Option<String>,
    name: String,
    comment: Option<String>,
    records: Vec<String>,
}

/// Slices that must not be mixed: type, population, level.
type Slice = (String, String, String);

fn sides(rows: &[Assessment]) -> BTreeMap<Slice, BTreeMap<String, Side>> {
    let mut sides: BTreeMap<Slice, BTreeMap<String, Side>> = BTreeMap::new();
    for row in rows {
        let slice = (
            row.assessment_type.clone(),
            row.population.clone(),
            row.level.clone(),
        );
        let side = sides
            .entry(slice)
            .or_default()
            .entry(row.place_key())
            .or_default();
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
        if side.name.is_empty() {
            side.name = row.label();
        }
        side.records.push(row.id.clone());
    }
    sides
}

/// Compares two rounds, one comparison for each type, population and level.
#[must_use]
pub fn compare(before: &[Assessment], now: &[Assessment]) -> Vec<Comparison> {
    let (mut before, now) = (sides(before), sides(now));
    let mut comparisons = Vec::new();
    for (slice, mut places_now) in now {
        let mut places_before = before.remove(&slice).unwrap_or_default();
        let mut comparison = Comparison {
            assessment_type: slice.0,
            population: slice.1,
            level: slice.2,
            ..Comparison::default()
        };
        let keys: std::collections::BTreeSet<String> = places_before
            .keys()
            .chain(places_now.keys())
            .cloned()
            .collect();
        for key in keys {
            let change = place_change(
                key.clone(),
                places_before.remove(&key),
                places_now.remove(&key),
            );
            comparison.count(&change);
            comparison.places.push(change);
        }
        comparisons.push(comparison);
    }
    comparisons
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

    /// Places of a fate.
    pub fn of(&self, fate: Fate) -> impl Iterator<Item = &PlaceChange> {
        self.places.iter().filter(move |place| place.fate == fate)
    }
}

fn ratio(part: i64, whole: i64) -> f64 {
    crate::checks::exact(part) / crate::checks::exact(whole)
}
