//! How far a round has come: what was to be visited, what was found there, what is still to come.
//!
//! A place without people, one that was not reached and one that is closed are three different things (displacement
//! reference, section 1.2): each is counted by itself, and none of them is a place that nobody has reported on yet.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use utoipa::ToSchema;
use vocab::{PCode, PlaceTree};

use crate::{
    assessment::Assessment,
    reliability::{self, Reliability},
};

/// Places named in an answer, of those still to be visited.
const NAMED: usize = 100;

/// An area in the plan of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlannedArea {
    /// P-code of the area.
    pub code: String,
    /// Its name, as planned.
    pub name: Option<String>,
    /// The team that covers it.
    pub team: Option<String>,
    /// First day, ISO.
    pub starts: Option<String>,
    /// Last day, ISO.
    pub ends: Option<String>,
    /// How many places are expected there.
    pub expected: Option<usize>,
}

/// A place that a round should hear of: one of the round before, or a listed site that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedPlace {
    /// What names it over rounds; see [`Assessment::place_key`].
    pub key: String,
    /// Its name.
    pub name: String,
    /// P-code of its area.
    pub area: Option<String>,
    /// Its own admin 1, where no register knows the area.
    pub admin1: Option<String>,
}

/// Places by what is known of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Reached {
    /// Places expected: as planned, else those known before.
    pub expected: usize,
    /// People are there, with a figure.
    pub covered: usize,
    /// Visited: nobody is there.
    pub nobody_there: usize,
    /// Not reached: its people are not known.
    pub not_reached: usize,
    /// Closed.
    pub closed: usize,
    /// Reported without a figure and without a word why.
    pub without_word: usize,
    /// Expected by name, and nothing has come yet.
    pub waiting: usize,
    /// Reported although nobody knew of it before.
    pub newly_found: usize,
    /// People in the places covered.
    pub individuals: i64,
}

impl Reached {
    /// Places on which somebody has reported something.
    #[must_use]
    pub fn reported(&self) -> usize {
        self.covered + self.nobody_there + self.not_reached + self.closed + self.without_word
    }

    /// Places of which it is known how many people are there: the coverage.
    #[must_use]
    pub fn known(&self) -> usize {
        self.covered + self.nobody_there + self.closed
    }
}

/// Places and people with one score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Relied {
    /// The score.
    pub reliability: Reliability,
    /// Places.
    pub places: usize,
    /// People in them.
    pub individuals: i64,
}

/// One area of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct AreaCoverage {
    /// P-code, or the name where no code is known; empty for what lies in no area of the plan.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it is in the plan.
    pub planned: bool,
    /// The team that covers it.
    pub team: Option<String>,
    /// First day.
    pub starts: Option<String>,
    /// Last day.
    pub ends: Option<String>,
    /// Its places.
    #[serde(flatten)]
    pub reached: Reached,
    /// Names of places of which nothing has come yet, the first of them.
    pub waiting_for: Vec<String>,
}

/// The coverage of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Coverage {
    /// All areas together.
    pub total: Reached,
    /// Area by area, by name.
    pub areas: Vec<AreaCoverage>,
    /// Places with figures by how far these can be relied on.
    pub reliability: Vec<Relied>,
}

/// One place of the round, put together from its rows.
struct Seen<'a> {
    row: &'a Assessment,
    presence: Presence,
    people: i64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    Covered,
    NobodyThere,
    NotReached,
    Closed,
    WithoutWord,
}

/// Puts plan, expectation and reports side by side. Rows of levels above the deepest, and of assessment types beside the
/// first, are the same places again and are left out.
#[must_use]
pub fn coverage(
    plan: &[PlannedArea],
    expected: &[ExpectedPlace],
    rows: &[Assessment],
    tree: &PlaceTree,
    remote_round: bool,
) -> Coverage {
    let seen = places(rows);
    let mut areas: BTreeMap<String, AreaCoverage> = BTreeMap::new();
    for area in plan {
        let name = PCode::parse(&area.code).ok();
        let name = name
            .and_then(|code| tree.get(&code))
            .map(|place| place.name("en").to_owned());
        areas.insert(
            area.code.clone(),
            AreaCoverage {
                code: area.code.clone(),
                name: area
                    .name
                    .clone()
                    .or(name)
                    .unwrap_or_else(|| area.code.clone()),
                planned: true,
                team: area.team.clone(),
                starts: area.starts.clone(),
                ends: area.ends.clone(),
                ..AreaCoverage::default()
            },
        );
    }
    let planned: BTreeSet<String> = areas.keys().cloned().collect();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for place in expected {
        let code = home(
            &planned,
            place.area.as_deref(),
            place.admin1.as_deref(),
            tree,
        );
        *known.entry(code.clone()).or_default() += 1;
        let area = area_of(&mut areas, code, tree);
        if !seen.contains_key(&place.key) {
            area.reached.waiting += 1;
            area.waiting_for.push(place.name.clone());
        }
    }
    let expected_keys: BTreeSet<&str> = expected.iter().map(|place| place.key.as_str()).collect();
    let mut scores: BTreeMap<Reliability, (usize, i64)> = BTreeMap::new();
    for (key, place) in &seen {
        let admin1 = place
            .row
            .admin_code(1)
            .or(place.row.admin_names[0].as_deref());
        let code = home(&planned, place.row.area_code.as_deref(), admin1, tree);
        let reached = &mut area_of(&mut areas, code, tree).reached;
        match place.presence {
            Presence::Covered => reached.covered += 1,
            Presence::NobodyThere => reached.nobody_there += 1,
            Presence::NotReached => reached.not_reached += 1,
            Presence::Closed => reached.closed += 1,
            Presence::WithoutWord => reached.without_word += 1,
        }
        reached.newly_found += usize::from(!expected_keys.contains(key.as_str()));
        if place.presence == Presence::Covered {
            reached.individuals += place.people;
            let score = reliability::score(place.row, remote_round).reliability;
            let entry = scores.entry(score).or_default();
            entry.0 += 1;
            entry.1 += place.people;
        }
    }
    let mut total = Reached::default();
    for (code, area) in &mut areas {
        let by_plan = plan
            .iter()
            .find(|one| one.code == *code)
            .and_then(|one| one.expected);
        let by_name = known.get(code).copied().unwrap_or(0);
        area.reached.expected = by_plan.unwrap_or(by_name);
        area.waiting_for.sort();
        area.waiting_for.truncate(NAMED);
        total.add(&area.reached);
    }
    let mut areas: Vec<AreaCoverage> = areas.into_values().collect();
    areas.sort_by(|a, b| (!a.planned, &a.name, &a.code).cmp(&(!b.planned, &b.name, &b.code)));
    Coverage {
        total,
        areas,
        reliability: scores
            .into_iter()
            .map(|(reliability, (places, individuals))| Relied {
                reliability,
                places,
                individuals,
            })
            .collect(),
    }
}

impl Reached {
    fn add(&mut self, other: &Self) {
        self.expected += other.expected;
        self.covered += other.covered;
        self.nobody_there += other.nobody_there;
        self.not_reached += other.not_reached;
        self.closed += other.closed;
        self.without_word += other.without_word;
        self.waiting += other.waiting;
        self.newly_found += other.newly_found;
        self.individuals += other.individuals;
    }
}

/// The rows that are not the same people or places again: the first assessment type and its deepest level.
pub(crate) fn counted(rows: &[Assessment]) -> Vec<&Assessment> {
    let kind = ["BA", "MSLA", "SA"]
        .into_iter()
        .find(|kind| rows.iter().any(|row| row.assessment_type == *kind));
    let of_kind = |row: &&Assessment| kind.is_none_or(|kind| row.assessment_type == kind);
    let level = ["place", "5", "4", "3", "2", "1", "0"]
        .into_iter()
        .find(|level| rows.iter().filter(of_kind).any(|row| row.level == *level));
    rows.iter()
        .filter(of_kind)
        .filter(|row| level.is_none_or(|level| row.level == level))
        .collect()
}

/// The places of a round; rows by reason or origin are one place.
fn places(rows: &[Assessment]) -> BTreeMap<String, Seen<'_>> {
    let mut seen: BTreeMap<String, Seen<'_>> = BTreeMap::new();
    for row in counted(rows) {
        let presence = match (row.presence.as_deref(), row.individuals, row.households) {
            (Some("not_reached"), ..) => Presence::NotReached,
            (Some("closed"), ..) => Presence::Closed,
            (Some("nobody_there"), ..) | (_, Some(0), _) => Presence::NobodyThere,
            (_, Some(_), _) | (_, None, Some(_)) => Presence::Covered,
            (_, None, None) => Presence::WithoutWord,
        };
        let people = row.individuals.unwrap_or(0);
        seen.entry(row.place_key())
            .and_modify(|place| {
                place.people += people;
                if presence == Presence::Covered {
                    place.presence = presence;
                }
            })
            .or_insert(Seen {
                row,
                presence,
                people,
            });
    }
    seen
}

/// The area of the plan in which a place lies; without a plan its admin 1.
fn home(
    planned: &BTreeSet<String>,
    area: Option<&str>,
    admin1: Option<&str>,
    tree: &PlaceTree,
) -> String {
    let code = area.and_then(|area| PCode::parse(area).ok());
    let mut line: Vec<String> = area.map(str::to_owned).into_iter().collect();
    if let Some(code) = &code {
        line.extend(
            tree.ancestors(code)
                .iter()
                .map(|place| place.code.to_string()),
        );
    }
    line.extend(admin1.map(str::to_owned));
    if !planned.is_empty() {
        return line
            .into_iter()
            .find(|code| planned.contains(code))
            .unwrap_or_default();
    }
    area.and_then(|area| crate::background::admin1(tree, area))
        .or_else(|| admin1.map(str::to_owned))
        .unwrap_or_default()
}

fn area_of<'a>(
    areas: &'a mut BTreeMap<String, AreaCoverage>,
    code: String,
    tree: &PlaceTree,
) -> &'a mut AreaCoverage {
    areas.entry(code).or_insert_with_key(|code| {
        let place = PCode::parse(code).ok();
        let place = place.and_then(|code| tree.get(&code));
        AreaCoverage {
            code: code.clone(),
            name: place
                .map_or(code.as_str(), |place| place.name("en"))
                .to_owned(),
            ..AreaCoverage::default()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, area: &str, presence: Option<&str>, people: Option<i64>) -> Assessment {
        Assessment {
            id: id.to_owned(),
            place_id: Some(id.to_owned()),
            level: "place".to_owned(),
            assessment_type: "BA".to_owned(),
            area_code: Some(area.to_owned()),
            presence: presence.map(str::to_owned),
            individuals: people,
            ..Assessment::default()
        }
    }

    fn expected(id: &str, area: &str) -> ExpectedPlace {
        ExpectedPlace {
            key: format!("place:{id}"),
            name: id.to_owned(),
            area: Some(area.to_owned()),
            admin1: None,
        }
    }

    #[test]
    fn three_absences_and_a_silence_are_told_apart() {
        let plan = [PlannedArea {
            code: "XM01".to_owned(),
            team: Some("North".to_owned()),
            expected: Some(9),
            ..PlannedArea::default()
        }];
        let known: Vec<ExpectedPlace> = ["a", "b", "c", "d", "e", "f"]
            .iter()
            .map(|id| expected(id, "XM01"))
            .collect();
        let rows = [
            row("a", "XM01", Some("present"), Some(40)),
            row("b", "XM01", Some("nobody_there"), None),
            row("c", "XM01", Some("not_reached"), None),
            row("d", "XM01", Some("closed"), None),
            row("e", "XM01", None, None),
            row("new", "XM01", Some("present"), Some(7)),
            row("far", "ZZ01", Some("present"), Some(5)),
        ];
        let found = coverage(&plan, &known, &rows, &PlaceTree::default(), false);
        let area = &found.areas[0];
        assert_eq!(area.team.as_deref(), Some("North"));
        assert_eq!(
            area.reached,
            Reached {
                expected: 9,
                covered: 2,
                nobody_there: 1,
                not_reached: 1,
                closed: 1,
                without_word: 1,
                waiting: 1,
                newly_found: 1,
                individuals: 47,
            }
        );
        assert_eq!(area.waiting_for, ["f"]);
        assert_eq!((area.reached.known(), area.reached.reported()), (4, 6));
        let outside = &found.areas[1];
        assert!(!outside.planned && outside.code.is_empty() && outside.reached.covered == 1);
        assert_eq!(found.total.individuals, 52);
    }

    #[test]
    fn rows_by_reason_are_one_place_and_levels_are_not_added() {
        let mut of_level = row("sum", "XM01", Some("present"), Some(100));
        of_level.level = "1".to_owned();
        let mut site = row("a", "XM01", Some("present"), Some(60));
        site.assessment_type = "SA".to_owned();
        let rows = [
            row("a", "XM01", Some("present"), Some(60)),
            row("a", "XM01", Some("present"), Some(40)),
            of_level,
            site,
        ];
        let found = coverage(&[], &[], &rows, &PlaceTree::default(), false);
        assert_eq!((found.total.covered, found.total.individuals), (1, 100));
        assert_eq!(found.reliability.len(), 1);
        assert_eq!(found.reliability[0].reliability, Reliability::Unknown);
    }
}
