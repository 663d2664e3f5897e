//! Incidents around a country that does not exist, wholly invented and the same for the same seed: published ones with a
//! revision and a withdrawal, candidates that wait for a second person, and an inbox with a duplicate in it.

use access::{Actor, Grant, Via};
use house::Dice;
use registers::{Act, Change, CommitError, Registers, Strictness};
use serde_json::{Map, Value as Json, json};
use vocab::{ActorId, PartialDate, Point, RegisterName, VocabError};

use crate::{
    cause::Cause,
    incident::{Incident, IncidentKind, Precision},
    module::{INCIDENTS, REPORTS},
};

/// Incidents of the demo.
const INCIDENTS_MADE: u64 = 150;
/// Those at the end that still wait for a second person.
const WAITING: usize = 3;

/// Why the demo could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A batch was refused.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// A name is malformed.
    #[error(transparent)]
    Word(#[from] VocabError),
    /// A register is not in force.
    #[error(transparent)]
    Read(#[from] registers::ReadError),
}

fn below(dice: &mut Dice, bound: u32) -> u32 {
    u32::try_from(dice.below(bound.into())).unwrap_or_default()
}

/// -1 to 1.
fn around(dice: &mut Dice) -> f64 {
    f64::from(below(dice, 2_001)) / 1_000.0 - 1.0
}

/// A stretch of the invented ways: where, how it is told, and what happens there.
struct Stretch {
    region: &'static str,
    route: &'static str,
    place: &'static str,
    precision: Precision,
    middle: (f64, f64),
    spread: f64,
    cause: Cause,
    most: u32,
}

const STRETCHES: [Stretch; 5] = [
    Stretch {
        region: "Middle Africa",
        route: "Road north from Marula",
        place: "Road to the northern border",
        precision: Precision::Area,
        middle: (9.5, 22.5),
        spread: 1.6,
        cause: Cause::Vehicle,
        most: 9,
    },
    Stretch {
        region: "Middle Africa",
        route: "Road north from Marula",
        place: "Border post of Zandi",
        precision: Precision::Place,
        middle: (8.4, 23.2),
        spread: 0.4,
        cause: Cause::Violence,
        most: 4,
    },
    Stretch {
        region: "Northern Africa",
        route: "Great dune crossing",
        place: "Unspecified location in the dunes",
        precision: Precision::Area,
        middle: (23.0, 19.0),
        spread: 3.5,
        cause: Cause::Environment,
        most: 14,
    },
    Stretch {
        region: "Mediterranean",
        route: "Middle sea crossing",
        place: "Off the coast, north of the dunes",
        precision: Precision::SeaArea,
        middle: (34.2, 17.5),
        spread: 1.6,
        cause: Cause::Drowning,
        most: 60,
    },
    Stretch {
        region: "Europe",
        route: "Coast road",
        place: "Station of the coast road",
        precision: Precision::Exact,
        middle: (40.6, 16.2),
        spread: 0.7,
        cause: Cause::Accident,
        most: 2,
    },
];

/// Invented incidents, oldest first.
pub fn incidents(seed: u64) -> Vec<Incident> {
    let mut dice = Dice(seed ^ 0x6d69_7373);
    let mut made: Vec<Incident> = (0..INCIDENTS_MADE)
        .filter_map(|number| incident(&mut dice, number))
        .collect();
    made.sort_by(|a, b| (a.occurred, &a.incident_id).cmp(&(b.occurred, &b.incident_id)));
    made
}

fn incident(dice: &mut Dice, number: u64) -> Option<Incident> {
    let picked = [0, 1, 2, 2, 2, 3, 3, 3, 3, 4][usize::try_from(below(dice, 10)).ok()?];
    let stretch = &STRETCHES[picked];
    let year = 2022 + i16::try_from(below(dice, 5)).ok()?;
    let months = if year == 2026 { 9 } else { 12 };
    let month = 1 + i8::try_from(below(dice, months)).ok()?;
    let day = 1 + i8::try_from(below(dice, 28)).ok()?;
    let occurred = PartialDate::new(year, Some(month), Some(day)).ok()?;
    let id = format!("XMR-{year}-{number:04}");
    let mut made = Incident::new(&id, &id, occurred);
    stretch.region.clone_into(&mut made.region);
    stretch.route.clone_into(&mut made.route);
    stretch.place.clone_into(&mut made.place);
    made.precision = Some(stretch.precision);
    let (lat, lon) = stretch.middle;
    let degree =
        |middle: f64, around: f64| ((middle + around * stretch.spread) * 1_000.0).round() / 1_000.0;
    made.point = Point::new(degree(lon, around(dice)), degree(lat, around(dice))).ok();
    made.causes.insert(stretch.cause);
    let most = 1 + dice.0.trailing_zeros().min(3) * stretch.most / 4;
    let dead = 1 + below(dice, most);
    made.people.dead = Some(dead);
    if stretch.precision == Precision::SeaArea {
        made.people.missing = Some(below(dice, stretch.most));
        made.people.survivors = Some(below(dice, 80));
    }
    made.people.females = Some(dead / 3).filter(|_| below(dice, 3) == 0);
    made.people.minors = Some(dead / 5).filter(|_| below(dice, 4) == 0);
    made.origin_country = "Marula".to_owned();
    made.origin_region = "Middle Africa".to_owned();
    made.origin_presumed = below(dice, 3) == 0;
    let sources = [
        "Rescue centre",
        "Marula Red Crescent",
        "District hospital",
        "Newspaper",
    ];
    let source = usize::try_from(below(dice, 4)).ok()?;
    sources[source].clone_into(&mut made.source);
    made.quality.insert([5, 4, 4, 1][source]);
    match number {
        // Not known is not zero.
        7 => made.people.dead = None,
        // A total over half a year.
        11 => {
            made.kind = IncidentKind::Cumulative;
            made.occurred = PartialDate::new(year, Some(1), None).ok()?;
            made.until = PartialDate::new(year, Some(6), None).ok();
            made.point = None;
            made.precision = None;
            made.people.dead = Some(23);
        }
        // Two rows of one event.
        20 | 21 => {
            made.kind = IncidentKind::Split;
            made.main_id = "XMR-event-20".to_owned();
        }
        _ => {}
    }
    Some(made)
}

/// Reports of the inbox; the first is about a boat that is published already.
pub fn reports(known: &Incident) -> Vec<Map<String, Json>> {
    let point = known.point.as_ref();
    let first = json!({
        "report_id": "XMR-report-1", "received_on": "2026-10-02", "occurred": known.occurred.to_string(),
        "dead": known.people.dead.map(|dead| dead + 1), "missing": known.people.missing,
        "region": known.region, "route": known.route, "place": "Boat found drifting",
        "latitude": point.map(|point| point.lat), "longitude": point.map(|point| point.lon),
        "point_precision": "sea_area", "source": "Coast radio", "link": "https://example.org/coast-radio", "quality": 3,
    });
    let second = json!({
        "report_id": "XMR-report-2", "received_on": "2026-10-05", "occurred": "2026-10-01", "dead": 2,
        "region": "Northern Africa", "route": "Great dune crossing", "place": "Well of Tiru", "latitude": 26.1,
        "longitude": 21.4, "point_precision": "place", "cause": ["environment"], "source": "Drivers' union", "quality": 2,
        "account": "Told by two drivers who passed the well.",
    });
    let third = json!({
        "report_id": "XMR-report-3", "received_on": "2026-10-06", "occurred": "2026-10", "missing": 12,
        "region": "Mediterranean", "route": "Middle sea crossing", "place": "Left the coast and did not arrive",
        "source": "Families", "quality": 2, "account": "Three families ask for a boat with twelve people.",
    });
    [first, second, third]
        .into_iter()
        .filter_map(|report| match report {
            Json::Object(mut fields) => {
                fields.retain(|_, value| !value.is_null());
                Some(fields)
            }
            _ => None,
        })
        .collect()
}

/// Makes everything in a unit: one person enters, another verifies and publishes.
///
/// # Errors
/// What the registers refuse.
pub async fn create(registers: &Registers, unit: &str, seed: u64) -> Result<(), DemoError> {
    let monitor = person("monitor", unit)?;
    let verifier = person("verifier", unit)?;
    let register = registers.register(INCIDENTS)?;
    let made = incidents(seed);
    let change = |id: &str, act: Act, note: Option<&str>| Change {
        register: register.name.clone(),
        id: register.id_for_key(&[id]),
        base: None,
        act,
        note: note.map(str::to_owned),
    };
    let step = |id: &str, name: &str, reason: Option<&str>| {
        let act = Act::Transition {
            name: name.to_owned(),
            reason: reason.map(str::to_owned),
        };
        change(id, act, None)
    };
    let commit = async |actor: &Actor, changes: Vec<Change>| {
        registers
            .commit(actor, changes, Strictness::Strict)
            .await
            .map_err(DemoError::from)
    };
    let entered = made.iter().map(|incident| {
        let mut data = incident.record();
        data.retain(|_, value| !value.is_null());
        let owner = Some(unit.to_owned());
        change(&incident.incident_id, Act::Put { data, owner }, None)
    });
    commit(&monitor, entered.collect()).await?;
    let public = &made[..made.len().saturating_sub(WAITING)];
    for name in ["verify", "publish"] {
        let steps = public.iter().map(|i| step(&i.incident_id, name, None));
        commit(&verifier, steps.collect()).await?;
    }
    let boats = || {
        public
            .iter()
            .filter(|i| i.precision == Some(Precision::SeaArea))
    };
    if let Some(boat) = boats().next_back() {
        commit(&monitor, inbox(registers, boat, unit)?).await?;
    }
    // A missing person is found dead; an incident turns out to be another's double.
    if let Some(boat) = boats().find(|i| i.people.missing.is_some_and(|missing| missing > 0)) {
        let set = json!({
            "dead": boat.people.dead.map(|dead| dead + 1),
            "missing": boat.people.missing.map(|missing| missing.saturating_sub(1)),
        });
        if let Json::Object(set) = set {
            let why = Some("a body was found and named by the family");
            commit(
                &monitor,
                vec![change(&boat.incident_id, Act::Patch { set }, why)],
            )
            .await?;
        }
    }
    if let Some(double) = public.iter().find(|i| i.best_quality() == Some(1)) {
        let why = Some("the newspaper told of an incident that is recorded already");
        commit(&verifier, vec![step(&double.incident_id, "withdraw", why)]).await?;
    }
    Ok(())
}

fn inbox(registers: &Registers, boat: &Incident, unit: &str) -> Result<Vec<Change>, DemoError> {
    let register = registers.register(REPORTS)?;
    let name = RegisterName::parse(REPORTS)?;
    Ok(reports(boat)
        .into_iter()
        .filter_map(|data| {
            Some(Change {
                register: name.clone(),
                id: register.id_for_data(&data)?,
                base: None,
                act: Act::Put {
                    data,
                    owner: Some(unit.to_owned()),
                },
                note: None,
            })
        })
        .collect())
}

fn person(role: &str, unit: &str) -> Result<Actor, DemoError> {
    Ok(Actor {
        id: ActorId::parse(role)?,
        name: role.to_owned(),
        lang: "en".to_owned(),
        grants: vec![Grant {
            role: role.to_owned(),
            unit: unit.to_owned(),
        }],
        via: Via::Session,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_incidents() {
        let (one, two) = (incidents(7), incidents(7));
        assert_eq!(one, two);
        assert_ne!(one, incidents(8));
        assert_eq!(one.len(), 150);
        let kinds = |kind| one.iter().filter(|i| i.kind == kind).count();
        assert_eq!(
            (kinds(IncidentKind::Cumulative), kinds(IncidentKind::Split)),
            (1, 2)
        );
    }
}
