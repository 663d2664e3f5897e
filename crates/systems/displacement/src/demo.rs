//! A demo country, wholly invented and the same for the same seed: areas with shapes, sites, three rounds, faults on purpose.

use house::Dice;
use serde_json::{Map, Value as Json, json};
use vocab::LangText;

/// The demo country's code: ISO 3166 leaves X-codes to users.
pub const COUNTRY: &str = "XMR";
/// Org unit that owns the demo's records.
pub const UNIT: &str = "/marula";
const PROVINCES: usize = 8;
const DISTRICTS: usize = 6;
const SITES_IN_DISTRICT: usize = 42;

/// Name of the demo's public pages.
pub fn title() -> LangText {
    [
        ("en", "Displacement in Marula"),
        ("fr", "Déplacements au Marula"),
        ("es", "Desplazamiento en Marula"),
        ("ar", "النزوح في مارولا"),
    ]
    .into_iter()
    .collect()
}

/// What every public page of the demo says first.
pub fn notice() -> LangText {
    [
        (
            "en",
            "A demonstration: Marula does not exist, and its figures are generated.",
        ),
        (
            "fr",
            "Démonstration : Marula n’existe pas et ses chiffres sont générés.",
        ),
        (
            "es",
            "Demostración: Marula no existe y sus cifras son generadas.",
        ),
        ("ar", "عرض تجريبي: مارولا بلد غير موجود وأرقامه مولّدة."),
    ]
    .into_iter()
    .collect()
}

/// Terms of use of the demo's figures.
pub fn licence() -> LangText {
    [
        ("en", "Generated data, free for any use (CC0 1.0)."),
        ("fr", "Données générées, libres de tout usage (CC0 1.0)."),
        ("es", "Datos generados, de uso libre (CC0 1.0)."),
        ("ar", "بيانات مولّدة، متاحة لأي استخدام (CC0 1.0)."),
    ]
    .into_iter()
    .collect()
}

/// A register and the content of one record.
pub type Planned = (&'static str, Map<String, Json>);

/// A corner of the grid that areas share, so that borders meet.
fn corner(seed: u64, column: usize, row: usize) -> [f64; 2] {
    let mut dice =
        Dice(seed ^ ((column as u64) << 32) ^ (row as u64).wrapping_mul(0x51_7cc1_b727_2202));
    let (x, y) = (
        f64::from(u32::try_from(column).unwrap_or(0)),
        f64::from(u32::try_from(row).unwrap_or(0)),
    );
    let mut shift = || (dice.share() - 0.5) * 0.9;
    // The outline swells and narrows, so that the country is no rectangle.
    let turn = std::f64::consts::PI;
    let swell = 0.14 * (x / 16.0 * turn).sin() * (y - 6.0) + 0.9 * (x / 11.0 * turn).cos();
    let lean = 1.1 * (y / 9.0 * turn).sin() - 0.12 * (y - 6.0) * (x / 8.0 - 1.0);
    [
        round4(21.0 + 0.3 * (x + lean + shift())),
        round4(4.0 + 0.3 * (y + swell + shift())),
    ]
}

/// A border between two corners, bent again and again (midpoint displacement): the same points from either side, so
/// that neighbours share them. Leaves out the last point.
fn border(seed: u64, from: [f64; 2], to: [f64; 2], bends: u32, points: &mut Vec<[f64; 2]>) {
    if bends == 0 {
        points.push(from);
        return;
    }
    let (first, second) = if from <= to { (from, to) } else { (to, from) };
    let bits = |at: [f64; 2]| at[0].to_bits().rotate_left(17) ^ at[1].to_bits();
    let mut dice = Dice(seed ^ bits(first) ^ bits(second).rotate_left(31));
    let (dx, dy) = (second[0] - first[0], second[1] - first[1]);
    let aside = (dice.share() - 0.5) * 0.42;
    let middle = [
        round4(f64::midpoint(first[0], second[0]) - dy * aside),
        round4(f64::midpoint(first[1], second[1]) + dx * aside),
    ];
    border(seed, from, middle, bends - 1, points);
    border(seed, middle, to, bends - 1, points);
}

fn round4(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}

/// The ring around cells of the grid from (`left`, `bottom`) to (`right`, `top`).
fn ring(seed: u64, left: usize, bottom: usize, right: usize, top: usize) -> Vec<[f64; 2]> {
    let corners: Vec<[f64; 2]> = (left..right)
        .map(|column| (column, bottom))
        .chain((bottom..top).map(|row| (right, row)))
        .chain((left + 1..=right).rev().map(|column| (column, top)))
        .chain((bottom + 1..=top).rev().map(|row| (left, row)))
        .map(|(column, row)| corner(seed, column, row))
        .collect();
    let mut points: Vec<[f64; 2]> = Vec::new();
    for (at, from) in corners.iter().enumerate() {
        border(
            seed,
            *from,
            corners[(at + 1) % corners.len()],
            3,
            &mut points,
        );
    }
    points.push(points[0]);
    points
}

const FIRST: [&str; 12] = [
    "Ka", "Ti", "Mo", "Sa", "Lu", "Ber", "Na", "Do", "Gi", "Wa", "Za", "Ru",
];
const SECOND: [&str; 10] = [
    "ru", "lam", "ndi", "ko", "sha", "mba", "ten", "ra", "vi", "gol",
];
const THIRD: [&str; 8] = ["", "ne", "la", "ti", "bo", "", "ra", "mu"];

fn name(dice: &mut Dice) -> String {
    let mut pick =
        |list: &[&'static str]| list[usize::try_from(dice.below(list.len() as u64)).unwrap_or(0)];
    format!("{}{}{}", pick(&FIRST), pick(&SECOND), pick(&THIRD))
}

fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}

fn place(code: &str, level: u8, name: &str, parent: Option<&str>, ring: &[[f64; 2]]) -> Planned {
    let mut data = object(json!({
        "code": code, "level": level, "name": name, "country": COUNTRY,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }));
    if let Some(parent) = parent {
        data.insert("parent".to_owned(), Json::from(parent));
    }
    ("places", data)
}

/// Everything of the demo country in the order to commit it.
pub fn country(seed: u64) -> Vec<Planned> {
    let mut dice = Dice(seed);
    let mut all = vec![(
        "operations",
        object(
            json!({"operation_id": "xmr-marula", "name": "Marula displacement tracking", "country": COUNTRY, "operation_status": "active"}),
        ),
    )];
    all.push(place(COUNTRY, 0, "Marula", None, &ring(seed, 0, 0, 16, 12)));
    if let Some((_, country)) = all.last_mut() {
        country.insert("name_fr".to_owned(), Json::from("Marula"));
        country.insert("name_es".to_owned(), Json::from("Marula"));
        country.insert("name_ar".to_owned(), Json::from("مارولا"));
    }
    let mut districts = Vec::new();
    for province in 0..PROVINCES {
        let (left, bottom) = ((province % 4) * 4, (province / 4) * 6);
        let code = format!("XM{:02}", province + 1);
        let province_name = name(&mut dice);
        all.push(place(
            &code,
            1,
            &province_name,
            Some(COUNTRY),
            &ring(seed, left, bottom, left + 4, bottom + 6),
        ));
        for district in 0..DISTRICTS {
            let (x, y) = (left + (district % 2) * 2, bottom + (district / 2) * 2);
            let district_code = format!("{code}{:02}", district + 1);
            let district_name = name(&mut dice);
            let shape = ring(seed, x, y, x + 2, y + 2);
            all.push(place(
                &district_code,
                2,
                &district_name,
                Some(&code),
                &shape,
            ));
            districts.push(District {
                code: district_code,
                name: district_name,
                province: code.clone(),
                province_name: province_name.clone(),
                shape,
                number: province,
            });
        }
    }
    for round in 1..=3_u32 {
        let before = (round > 1).then(|| format!("xmr-marula-r{}", round - 1));
        let mut data = object(json!({
            "round_id": round_id(round), "operation": "xmr-marula", "number": round, "title": format!("Round {round}"), "country": COUNTRY,
            "reported_on": reported(round), "collection_start": format!("2026-{:02}-03", round * 3), "collection_end": reported(round),
            "methodology": "Key informants in every place; generated data of a country that does not exist.",
        }));
        if let Some(before) = before {
            data.insert("previous_round".to_owned(), Json::from(before));
        }
        all.push(("rounds", data));
    }
    for (at, district) in districts.iter().enumerate() {
        sites(&mut dice, at, district, &mut all);
    }
    all
}

struct District {
    code: String,
    name: String,
    province: String,
    province_name: String,
    shape: Vec<[f64; 2]>,
    number: usize,
}

/// Code of a round of the demo.
pub fn round_id(round: u32) -> String {
    format!("xmr-marula-r{round}")
}

fn reported(round: u32) -> String {
    format!("2026-{:02}-20", round * 3)
}

/// The sites of one district with their figures in three rounds. Between the second and third round fighting in the third
/// province drives people out; in the sixth some return.
fn sites(dice: &mut Dice, at: usize, district: &District, all: &mut Vec<Planned>) {
    let middle = |axis: usize| {
        district.shape.iter().map(|point| point[axis]).sum::<f64>()
            / f64::from(u32::try_from(district.shape.len()).unwrap_or(1))
    };
    let reasons = ["Conflict", "Natural disaster", "Insecurity"];
    // Displacement gathers in some districts and hardly reaches others.
    let weight = 0.25 + 2.0 * dice.share().powi(2);
    for site in 0..SITES_IN_DISTRICT {
        let site_name = name(dice);
        let code = format!("{}-{:03}", district.code, site + 1);
        let (lon, lat) = (
            round4(middle(0) + (dice.share() - 0.5) * 0.24),
            round4(middle(1) + (dice.share() - 0.5) * 0.24),
        );
        let households = 4 + whole(weight * 180.0 * dice.share());
        let size = 4.2 + 1.6 * dice.share();
        let reason = reasons[usize::try_from(dice.below(3)).unwrap_or(0)];
        let informants = 2 + dice.below(4);
        for round in 1..=3_u32 {
            let factor = match (round, district.number) {
                (3, 2) => 1.25,
                (3, 5) => 0.8,
                _ => 1.0,
            } * (0.96 + 0.08 * dice.share());
            let people_households =
                whole(f64::from(i32::try_from(households).unwrap_or(0)) * factor);
            let individuals =
                whole(f64::from(i32::try_from(people_households).unwrap_or(0)) * size);
            let girls = whole(
                f64::from(i32::try_from(individuals).unwrap_or(0))
                    * (0.5 + 0.06 * (dice.share() - 0.5)),
            );
            let key = format!("{}|{code}|idps", round_id(round));
            let mut data = object(json!({
                "assessment_key": key, "operation": "xmr-marula", "round": round_id(round), "country": COUNTRY, "reported_on": reported(round),
                "assessment_type": "BA", "population": "idps", "level": "place", "area_code": district.code, "area_name": site_name, "place_id": code,
                "admin1_name": district.province_name, "admin1_code": district.province, "admin2_name": district.name, "admin2_code": district.code,
                "latitude": lat, "longitude": lon, "reason": reason, "presence": "present", "individuals": individuals, "households": people_households,
                "females": girls, "males": individuals - girls, "method": "key_informant", "ki_count": informants, "interviewed_on": format!("2026-{:02}-{:02}", round * 3, 4 + site % 14),
            }));
            if round == 3 {
                spoil(at * SITES_IN_DISTRICT + site, individuals, &mut data);
            }
            all.push(("area_assessments", data));
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "figures of a demo are far below 2^63"
)]
fn whole(number: f64) -> i64 {
    number.round() as i64
}

/// Faults on purpose, so that every kind of check has something to find in the third round.
fn spoil(number: usize, individuals: i64, data: &mut Map<String, Json>) {
    let mut set = |field: &str, value: Json| {
        data.insert(field.to_owned(), value);
    };
    match number {
        100 => set("males", Json::from(individuals)),
        350 | 351 => set("individuals", Json::from(individuals * 12)),
        500 => {
            set("latitude", json!(22.4));
            set("longitude", json!(5.1));
        }
        700 => set("households", Json::from(individuals)),
        900 => set("interviewed_on", Json::from("2025-01-04")),
        1100 => set("area_code", Json::from("XM0999")),
        1300 => set("presence", Json::from("closed")),
        1500 => set("ki_count", Json::from(1)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_country() {
        let (one, two) = (country(7), country(7));
        assert_eq!(one, two);
        assert_ne!(one, country(8));
        assert_eq!(
            one.iter()
                .filter(|(register, _)| *register == "places")
                .count(),
            1 + 8 + 48
        );
        assert_eq!(
            one.iter()
                .filter(|(register, _)| *register == "area_assessments")
                .count(),
            48 * 42 * 3
        );
    }
}
