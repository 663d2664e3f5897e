//! Boundary files as places.

use std::path::Path;

use exchange::{
    ExchangeError,
    places::{Boundaries, BoundaryOptions, read},
};
use serde_json::{Value as Json, json};
use shapefile::{
    NO_DATA, Point, Polygon, PolygonRing,
    dbase::{FieldValue, Record, TableWriterBuilder},
};
use vocab::{Geometry, PCode};

use crate::desk::{TestFile, file};

fn square(west: f64, south: f64, size: f64) -> Json {
    json!([[
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south]
    ]])
}

fn collection(features: &[Json]) -> TestFile {
    let json = json!({"type": "FeatureCollection", "features": features});
    file("areas.geojson", json.to_string())
}

fn feature(properties: &Json, geometry: &Json) -> Json {
    json!({"type": "Feature", "properties": properties, "geometry": geometry})
}

fn guessed(path: &Path) -> Boundaries {
    read(path, &BoundaryOptions::default()).unwrap()
}

fn code(text: &str) -> PCode {
    PCode::parse(text).unwrap()
}

#[test]
fn geojson_of_the_usual_names_becomes_places_in_a_tree() {
    let polygon = json!({"type": "Polygon", "coordinates": square(1.0, 1.0, 2.0)});
    let found = collection(&[
        feature(
            &json!({"ADM0_PCODE": "XM", "ADM1_PCODE": "XM01", "ADM1_EN": "North", "ADM1_AR": "شمال", "ADM1_FR": null}),
            &polygon,
        ),
        feature(
            &json!({"adm0_pcode": "xm", "adm1_pcode": "xm02", "adm1_en": "South"}),
            &json!({"type": "Point", "coordinates": [4.0, 5.0]}),
        ),
        feature(
            &json!({"ADM0_PCODE": "XM", "ADM0_EN": "Exampleland"}),
            &polygon,
        ),
    ]);
    let found = guessed(&found.path);
    assert!(found.faults.is_empty(), "{:?}", found.faults);
    let north = &found.places[0];
    assert_eq!((&north.code, north.level), (&code("XM01"), 1));
    assert_eq!(north.parent, Some(code("XM")));
    assert_eq!(north.names.get("ar"), "شمال");
    assert_eq!(north.names.get("fr"), "North", "null is no name");
    let inside = vocab::Point::new(2.0, 2.0).unwrap();
    assert!(north.geometry.as_ref().unwrap().contains(&inside));
    assert_eq!(found.places[1].code, code("XM02"));
    assert_eq!((found.places[2].level, &found.places[2].parent), (0, &None));
}

#[test]
fn each_feature_that_cannot_be_read_is_told_by_its_number() {
    let point = json!({"type": "Point", "coordinates": [4.0, 5.0]});
    let found = collection(&[
        feature(&json!({"name": "no code"}), &point),
        feature(&json!({"ADM1_PCODE": "a b/c"}), &point),
        feature(&json!({"ADM1_PCODE": null}), &point),
        feature(
            &json!({"ADM1_PCODE": "XM04"}),
            &json!({"type": "Point", "coordinates": [500_000.0, 4_000_000.0]}),
        ),
        feature(
            &json!({"ADM1_PCODE": "XM05"}),
            &json!({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}),
        ),
        json!(7),
    ]);
    let found = guessed(&found.path);
    let numbers: Vec<&str> = found
        .faults
        .iter()
        .map(|fault| fault.split(':').next().unwrap())
        .collect();
    assert_eq!(
        numbers,
        [
            "feature 1",
            "feature 2",
            "feature 3",
            "feature 4",
            "feature 5",
            "feature 6"
        ]
    );
    // A place whose shape is wrong stays, without it.
    assert_eq!(found.places.len(), 2);
    assert!(found.places.iter().all(|place| place.geometry.is_none()));
}

#[test]
fn what_is_no_feature_collection_is_refused() {
    for bytes in [
        "",
        "[]",
        "{\"type\":\"Feature\"}",
        "{\"features\":[",
        "a,b\n1,2\n",
    ] {
        let found = file("a.geojson", bytes);
        let told = read(&found.path, &BoundaryOptions::default());
        assert!(
            matches!(
                told,
                Err(ExchangeError::Damaged {
                    kind: "GeoJSON",
                    ..
                })
            ),
            "{bytes:?} gave {told:?}"
        );
    }
}

fn ring(points: &[(f64, f64)]) -> Vec<Point> {
    points.iter().map(|(x, y)| Point::new(*x, *y)).collect()
}

fn row(code: &str, name: &str) -> Record {
    let mut row = Record::default();
    for (field, text) in [
        ("ADM0_PCODE", "XM"),
        ("ADM1_PCODE", code),
        ("ADM1_EN", name),
    ] {
        row.insert(
            field.to_owned(),
            FieldValue::Character(Some(text.to_owned())),
        );
    }
    row
}

/// Two areas: one with a hole, one of two islands.
pub fn areas(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("areas.shp");
    let table = TableWriterBuilder::new()
        .add_character_field("ADM0_PCODE".try_into().unwrap(), 20)
        .add_character_field("ADM1_PCODE".try_into().unwrap(), 20)
        .add_character_field("ADM1_EN".try_into().unwrap(), 60);
    let mut writer = shapefile::Writer::from_path(&path, table).unwrap();
    let with_hole = Polygon::with_rings(vec![
        PolygonRing::Outer(ring(&[(0., 0.), (0., 9.), (9., 9.), (9., 0.)])),
        PolygonRing::Inner(ring(&[(3., 3.), (6., 3.), (6., 6.), (3., 6.)])),
    ]);
    writer
        .write_shape_and_record(&with_hole, &row("XM01", "North"))
        .unwrap();
    let islands = Polygon::with_rings(vec![
        PolygonRing::Outer(ring(&[(20., 0.), (20., 1.), (21., 1.), (21., 0.)])),
        PolygonRing::Outer(ring(&[(30., 0.), (30., 1.), (31., 1.), (31., 0.)])),
    ]);
    writer
        .write_shape_and_record(&islands, &row("XM02", "Îles"))
        .unwrap();
    drop(writer);
    path
}

#[test]
fn a_shapefile_keeps_holes_islands_and_names() {
    let folder = tempfile::tempdir().unwrap();
    let found = guessed(&areas(folder.path()));
    assert!(found.faults.is_empty(), "{:?}", found.faults);
    let inside = |place: usize, lon: f64, lat: f64| {
        let point = vocab::Point::new(lon, lat).unwrap();
        found.places[place]
            .geometry
            .as_ref()
            .unwrap()
            .contains(&point)
    };
    assert!(inside(0, 1.0, 1.0) && !inside(0, 4.5, 4.5) && !inside(0, 20.5, 0.5));
    assert!(inside(1, 20.5, 0.5) && inside(1, 30.5, 0.5) && !inside(1, 25.0, 0.5));
    assert_eq!(found.places[1].names.get("en"), "Îles");
    assert_eq!(found.places[1].parent, Some(code("XM")));
}

#[test]
fn coordinates_that_are_not_degrees_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = areas(folder.path());
    std::fs::write(
        path.with_extension("prj"),
        "PROJCS[\"WGS_1984_UTM_Zone_36N\"]",
    )
    .unwrap();
    let told = read(&path, &BoundaryOptions::default());
    assert!(matches!(told, Err(ExchangeError::Projection)));
    // Without a .prj the numbers themselves tell.
    let metres = folder.path().join("metres.shp");
    let table = TableWriterBuilder::new()
        .add_character_field("ADM0_PCODE".try_into().unwrap(), 20)
        .add_character_field("ADM1_PCODE".try_into().unwrap(), 20)
        .add_character_field("ADM1_EN".try_into().unwrap(), 60);
    let mut writer = shapefile::Writer::from_path(&metres, table).unwrap();
    let camp = shapefile::PointM::new(500_000.0, 4_000_000.0, NO_DATA);
    let point = Point::new(camp.x, camp.y);
    writer
        .write_shape_and_record(&point, &row("XM01", "North"))
        .unwrap();
    drop(writer);
    let found = guessed(&metres);
    assert_eq!(found.places[0].geometry, None::<Geometry>);
    assert!(
        found.faults[0].starts_with("feature 1: "),
        "{:?}",
        found.faults
    );
}

#[test]
fn a_shapefile_without_its_table_or_cut_short_is_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = areas(folder.path());
    let whole = std::fs::read(&path).unwrap();
    let mut cut_told = 0;
    for length in [0, 50, 99, 100, 108, 150, whole.len() - 1] {
        std::fs::write(&path, &whole[..length]).unwrap();
        match read(&path, &BoundaryOptions::default()) {
            Err(ExchangeError::Damaged { .. }) => cut_told += 1,
            Ok(found) => cut_told += usize::from(!found.faults.is_empty()),
            Err(other) => panic!("{length}: {other}"),
        }
    }
    assert_eq!(cut_told, 7, "a file cut short was taken for whole");
    // A record that promises two thousand million points in a file of a few hundred bytes.
    let mut greedy = whole.clone();
    greedy[100 + 8 + 4 + 32 + 4..][..4].copy_from_slice(&i32::MAX.to_le_bytes());
    std::fs::write(&path, &greedy).unwrap();
    let told = read(&path, &BoundaryOptions::default());
    assert!(told.is_err() || told.is_ok_and(|found| !found.faults.is_empty()));
    std::fs::write(&path, &whole).unwrap();
    std::fs::remove_file(path.with_extension("dbf")).unwrap();
    assert!(read(&path, &BoundaryOptions::default()).is_err());
}
