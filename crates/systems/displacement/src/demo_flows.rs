//! Flow monitoring, emergencies and assessments by place in the country that does not exist: the same for the same seed.

use house::Dice;
use jiff::{ToSpan, civil::Date};
use serde_json::{Map, Value as Json, json};

use crate::demo::{COUNTRY, Planned, round_id};

/// Days of counts that the demo has: eleven weeks to judge a day by, and some.
const DAYS: i64 = 98;
/// First day of counts.
const FIRST: Date = Date::constant(2026, 6, 15);
/// Day on which flight fills the first route.
const FLIGHT: i64 = 84;
/// Days at the end that nobody has approved yet.
const WAITING: i64 = 3;

/// A step of the lifecycle that a record of the demo takes after it is made.
pub type Step = (&'static str, Map<String, Json>, &'static str);

struct PlannedPoint {
    id: &'static str,
    name: &'static str,
    route: &'static str,
    order: u8,
    kind: &'static str,
    at: (f64, f64),
    open: Option<f64>,
    people: f64,
}

const NORTH: &str = "Northern road";
const RIVER: &str = "River way";

const POINTS: [PlannedPoint; 7] = [
    point(
        "N1",
        "Karu bus station",
        NORTH,
        1,
        "bus_station",
        (21.9, 4.7),
        Some(14.0),
        150.0,
    ),
    point(
        "N2",
        "Moten junction",
        NORTH,
        2,
        "road",
        (22.9, 5.3),
        Some(16.0),
        120.0,
    ),
    point(
        "N3",
        "Saragol transit site",
        NORTH,
        3,
        "transit_site",
        (23.9, 6.0),
        Some(12.0),
        90.0,
    ),
    point(
        "N4",
        "Wandi crossing",
        NORTH,
        4,
        "border_crossing",
        (24.9, 6.8),
        Some(10.0),
        80.0,
    ),
    point(
        "R1",
        "Luko landing",
        RIVER,
        1,
        "port",
        (23.1, 4.5),
        Some(12.0),
        60.0,
    ),
    point(
        "R2",
        "Zaten ferry",
        RIVER,
        2,
        "port",
        (24.2, 4.9),
        Some(12.0),
        45.0,
    ),
    point(
        "R3",
        "Dosha post",
        RIVER,
        3,
        "border_unofficial",
        (25.3, 5.2),
        None,
        30.0,
    ),
];

#[expect(clippy::too_many_arguments, reason = "a row of the table above")]
const fn point(
    id: &'static str,
    name: &'static str,
    route: &'static str,
    order: u8,
    kind: &'static str,
    at: (f64, f64),
    open: Option<f64>,
    people: f64,
) -> PlannedPoint {
    PlannedPoint {
        id,
        name,
        route,
        order,
        kind,
        at,
        open,
        people,
    }
}

fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}

fn pick<'a>(dice: &mut Dice, list: &[&'a str]) -> &'a str {
    let at = usize::try_from(dice.below(list.len() as u64)).unwrap_or(0);
    list.get(at).copied().unwrap_or_default()
}

/// Records, each with the step that it takes next; blank for none.
#[must_use]
pub fn planned(seed: u64) -> Vec<Step> {
    let mut dice = Dice(seed ^ 0x00f1_0375);
    let mut all = Vec::new();
    for point in &POINTS {
        all.push(("flow_points", point_record(point), "approve"));
    }
    for day in 0..DAYS {
        for point in &POINTS {
            // A watch is missed now and then: that day is not known, and not zero.
            if dice.below(20) == 0 {
                continue;
            }
            let step = if day + WAITING < DAYS { "approve" } else { "" };
            all.push(("flow_counts", watch(&mut dice, point, day), step));
        }
    }
    events(&mut dice, &mut all);
    all
}

fn point_record(point: &PlannedPoint) -> Map<String, Json> {
    let mut data = object(json!({
        "point_id": point.id, "name": point.name, "country": COUNTRY, "route": point.route, "route_order": point.order,
        "point_type": point.kind, "point_status": "active", "point": {"lat": point.at.1, "lon": point.at.0},
        "opened_on": FIRST.to_string(),
    }));
    if let Some(open) = point.open {
        data.insert("hours_open".to_owned(), json!(open));
    }
    data
}

/// One watch: market days are busy, the seventh day is quiet; on the day of flight three times as many take the road.
fn watch(dice: &mut Dice, point: &PlannedPoint, day: i64) -> Map<String, Json> {
    let date = FIRST.checked_add(day.days()).unwrap_or(FIRST);
    let week = [1.0, 0.9, 1.1, 1.4, 1.0, 0.8, 0.5];
    let weekday = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
    let flight = if (FLIGHT..FLIGHT + 3).contains(&day) && point.route == NORTH {
        3.0
    } else {
        1.0
    };
    let hours = 6.0 + f64::from(u32::try_from(dice.below(4)).unwrap_or(0));
    let open = point.open.unwrap_or(12.0);
    let mut left =
        point.people * week[weekday % 7] * (0.85 + 0.3 * dice.share()) * flight * hours.min(open)
            / open;
    let earlier: Vec<&str> = POINTS
        .iter()
        .filter(|other| other.route == point.route && other.order < point.order)
        .map(|other| other.id)
        .collect();
    let mut groups = Vec::new();
    while left > 0.5 {
        let women = 1 + dice.below(2);
        let men = dice.below(3);
        let (girls, boys) = (dice.below(3), dice.below(3));
        let size = women + men + girls + boys;
        left -= f64::from(u32::try_from(size).unwrap_or(1));
        let onward = dice.below(10) < 7;
        let mut group = object(json!({
            "size": size, "women": women, "men": men, "girls": girls, "boys": boys,
            "direction": if onward { "onward" } else { "back" },
            "flow_type": if point.kind.starts_with("border") { if onward { "outgoing" } else { "incoming" } } else { "internal" },
            "nationality": if dice.below(8) == 0 { "XMS" } else { COUNTRY },
            "origin_country": if onward { COUNTRY } else { "XMS" },
            "destination_country": if onward { "XMS" } else { COUNTRY },
            "transport": pick(dice, &["foot", "bus", "truck", "car"]),
            "reason": if flight > 1.0 { "conflict" } else { pick(dice, &["economic", "family", "market", "conflict", "seasonal"]) },
            "intended_stay": pick(dice, &["week", "three_months", "year", "unknown"]),
        }));
        // Four of five are asked where they passed last; most of those on their way came along the route.
        if onward && dice.below(5) > 0 {
            let before = match earlier.last() {
                Some(last) if dice.below(10) < 6 => *last,
                _ => "another way",
            };
            group.insert("previous_point".to_owned(), Json::from(before));
        }
        groups.push(Json::Object(group));
    }
    object(json!({
        "point_id": point.id, "counted_on": date.to_string(), "from_hour": 6, "hours_observed": hours, "groups": groups,
    }))
}

/// Events around the flight of the third round: published ones, and two that wait for an analyst.
fn events(dice: &mut Dice, all: &mut Vec<Step>) {
    let told = [
        (
            "2026-09-04",
            "conflict",
            "XM0301",
            "XM0302",
            1_240,
            "publish",
        ),
        ("2026-09-05", "conflict", "XM0303", "XM0401", 860, "publish"),
        (
            "2026-09-07",
            "conflict",
            "XM0302",
            "XM0204",
            2_110,
            "publish",
        ),
        ("2026-09-11", "flood", "XM0705", "XM0706", 430, "publish"),
        ("2026-09-15", "communal", "XM0105", "XM0106", 7, "publish"),
        ("2026-09-18", "conflict", "XM0304", "XM0402", 590, ""),
        ("2026-09-19", "fire", "XM0501", "XM0501", 64, ""),
    ];
    for (at, (day, cause, from, to, people, step)) in told.into_iter().enumerate() {
        let households = people / 5;
        let spread = i64::from(u32::try_from(dice.below(20)).unwrap_or(0));
        let lon = 21.6 + 0.6 * f64::from(u32::try_from(at).unwrap_or(0)) + 0.2 * dice.share();
        let data = object(json!({
            "operation": "xmr-marula", "country": COUNTRY, "occurred_on": day, "cause": cause, "from_name": from, "from_code": from,
            "to_name": format!("Place of arrival {}", at + 1), "to_code": to, "point": {"lat": 4.6 + 2.0 * dice.share(), "lon": lon},
            "households": households, "individuals": people, "individuals_low": people - people * spread / 100,
            "individuals_high": people + people * spread / 100, "shelter": "host_families", "needs": ["shelter", "food"],
            "still_moving": "unknown", "event_source": "informant", "ki_count": 3, "alert": "yes",
        }));
        all.push(("displacement_events", data, step));
    }
}

/// Assessments by place of the third round: sub-areas, locations in depth, and places of return.
#[must_use]
pub fn assessments(seed: u64) -> Vec<Planned> {
    let mut dice = Dice(seed ^ 0x0a55_e55e);
    let mut all = Vec::new();
    for province in 1..=8 {
        for district in 1..=6 {
            place(&mut dice, (province, district), &mut all);
        }
    }
    all
}

/// People of one sex by age: a young population, and everybody else an adult.
fn by_age(sex: &str, people: u64) -> Map<String, Json> {
    let shares = [("0_4", 14), ("5_11", 20), ("12_17", 13), ("60", 6)];
    let mut adults = people;
    let mut found: Map<String, Json> = shares
        .into_iter()
        .map(|(band, share)| {
            let part = people * share / 100;
            adults -= part;
            (format!("{sex}_{band}"), part.into())
        })
        .collect();
    found.insert(format!("{sex}_18_59"), adults.into());
    found
}

fn place(dice: &mut Dice, (province, district): (u32, u32), all: &mut Vec<Planned>) {
    let (admin1, admin2) = (
        format!("XM{province:02}"),
        format!("XM{province:02}{district:02}"),
    );
    let households = 20 + dice.below(160);
    let people = households * 5;
    let females = people * (48 + dice.below(6)) / 100;
    let head = json!({
        "operation": "xmr-marula", "round": round_id(3), "country": COUNTRY, "reported_on": "2026-09-20", "admin1_code": admin1,
        "admin2_code": admin2, "area_code": admin2, "place_id": format!("{admin2}-L1"), "place_name": format!("Location {admin2}"),
        "households": households, "individuals": people, "ki_count": 3, "ki_kinds": ["authority", "displaced_person"],
        "ki_agreement": "agree", "observation": "yes", "interviewed_on": "2026-09-10",
    });
    let with = |more: Json| {
        let mut data = object(head.clone());
        data.extend(object(more));
        data
    };
    let mut location = object(json!({
            "place_type": pick(dice, &["village", "informal_site", "collective_centre"]), "site_status": "open", "population": "idps",
            "method": "key_informant", "reason": "conflict", "intention": pick(dice, &["stay", "return", "undecided"]),
            "sadd_method": "sample", "sadd_sample": 60, "females": females, "males": people - females,
            "water_source": pick(dice, &["borehole", "trucked", "surface"]), "water_litres": 8 + dice.below(14),
            "need_1": "food", "need_2": "shelter", "need_3": "water",
    }));
    location.extend(by_age("f", females));
    location.extend(by_age("m", people - females));
    all.push(("location_assessments", with(Json::Object(location))));
    all.push((
        "sub_area_assessments",
        with(json!({"place_type": "village", "population": "idps", "presence": "present", "method": "key_informant", "reason": "conflict",
            "females": females, "males": people - females})),
    ));
    // People return to the sixth province; conditions differ.
    if province == 6 {
        let mut said = Map::new();
        for indicator in crate::return_index::Weights::shipped().indicators() {
            said.insert(indicator.to_owned(), Json::from(dice.below(3).to_string()));
        }
        all.push(("return_assessments", with(Json::Object(said))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_movements() {
        assert_eq!(planned(7), planned(7));
        assert_ne!(planned(7), planned(8));
        let counts = planned(7);
        let watches = counts
            .iter()
            .filter(|(register, ..)| *register == "flow_counts");
        assert!(watches.count() > 600);
        assert_eq!(assessments(7), assessments(7));
    }
}
