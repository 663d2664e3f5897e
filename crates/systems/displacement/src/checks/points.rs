//! Check 4: the point of a place lies in its area; else how far away, or which slip would explain it.

use super::{Finding, RoundData, Severity};
use crate::assessment::Assessment;
use std::collections::HashMap;
use vocab::{BoundingBox, Geometry, PCode, Place, Point};

/// Shapes of the areas that rows name, with their boxes: the box is asked first.
struct Shapes<'a>(HashMap<&'a str, Option<(&'a Place, &'a Geometry, BoundingBox)>>);

impl<'a> Shapes<'a> {
    fn of(data: &RoundData<'a>) -> Self {
        let mut shapes = HashMap::new();
        for row in data.assessments {
            if let Some(code) = row.area_code.as_deref() {
                shapes.entry(code).or_insert_with(|| shape(data, code));
            }
        }
        Self(shapes)
    }

    fn get(&self, row: &Assessment) -> Option<(&'a Place, &'a Geometry, BoundingBox)> {
        *self.0.get(row.area_code.as_deref()?)?
    }
}

/// The shape of an area, or of the nearest one around it that has a shape.
fn shape<'a>(data: &RoundData<'a>, code: &str) -> Option<(&'a Place, &'a Geometry, BoundingBox)> {
    let code = PCode::parse(code).ok()?;
    let own = data.places.get(&code);
    own.into_iter()
        .chain(data.places.ancestors(&code))
        .find_map(|place| {
            let geometry = place
                .geometry
                .as_ref()
                .filter(|geometry| matches!(geometry, Geometry::MultiPolygon(_)))?;
            Some((place, geometry, geometry.bbox()))
        })
}

fn inside(geometry: &Geometry, bounds: &BoundingBox, longitude: f64, latitude: f64) -> bool {
    Point::new(longitude, latitude)
        .is_ok_and(|point| bounds.contains(&point) && geometry.contains(&point))
}

/// Points off the earth, at 0/0, swapped, with a wrong sign, or outside their area.
pub fn points(data: &RoundData<'_>) -> Vec<Finding> {
    let shapes = Shapes::of(data);
    let tolerance = data
        .settings
        .threshold("point_outside", "tolerance_km", 2.0);
    let mut findings = Vec::new();
    for row in data.assessments {
        let Some((longitude, latitude)) = row.point else {
            continue;
        };
        let finding = |check: &'static str, severity: Severity| {
            Finding::of(
                check,
                severity,
                row,
                "latitude",
                format!("{latitude}, {longitude}"),
            )
            .with("latitude", latitude.to_string())
            .with("longitude", longitude.to_string())
        };
        let say = |check: &'static str| {
            data.settings
                .severity(check)
                .map(|severity| finding(check, severity))
        };
        if longitude.abs() < 1e-9 && latitude.abs() < 1e-9 {
            findings.extend(say("point_zero"));
            continue;
        }
        let point = Point::new(longitude, latitude);
        let Some((place, geometry, bounds)) = shapes.get(row) else {
            if point.is_err() {
                findings.extend(say("point_off_earth"));
            }
            continue;
        };
        if inside(geometry, &bounds, longitude, latitude) {
            continue;
        }
        let area = place.name("en").to_owned();
        let km = point
            .as_ref()
            .ok()
            .map(|point| geometry.distance_km_to(point));
        if km.is_some_and(|km| km <= tolerance) {
            continue;
        }
        let signs = [
            (-longitude, latitude),
            (longitude, -latitude),
            (-longitude, -latitude),
        ];
        if inside(geometry, &bounds, latitude, longitude) {
            findings.extend(say("point_swapped").map(|finding| finding.with("area", area)));
        } else if signs
            .iter()
            .any(|(lon, lat)| inside(geometry, &bounds, *lon, *lat))
        {
            findings.extend(say("point_sign").map(|finding| finding.with("area", area)));
        } else if let Some(km) = km {
            findings.extend(
                say("point_outside")
                    .map(|finding| finding.with("area", area).with("km", format!("{km:.1}"))),
            );
        } else {
            findings.extend(say("point_off_earth"));
        }
    }
    findings
}
