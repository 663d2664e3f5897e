//! Shapes as `GeoJSON` (RFC 7946).

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::{Value, json};

use crate::{Geometry, Point, Polygon, VocabError};

impl Geometry {
    /// Reads a Point, Polygon or `MultiPolygon`, or a Feature that has one. Heights are left out.
    pub fn from_geojson(value: &Value) -> Result<Self, VocabError> {
        let fault = |reason| Err(VocabError::Geometry(reason));
        let coordinates = &value["coordinates"];
        match value["type"].as_str() {
            Some("Feature") => match &value["geometry"] {
                Value::Null => fault("the feature has no geometry"),
                Value::Object(inner) if inner.get("type").is_some_and(|kind| kind == "Feature") => {
                    fault("a feature cannot stand inside a feature")
                }
                geometry => Self::from_geojson(geometry),
            },
            Some("Point") => Ok(Self::Point(position(coordinates)?)),
            Some("Polygon") => Ok(Self::MultiPolygon(vec![polygon(coordinates)?])),
            Some("MultiPolygon") => {
                let polygons: Vec<Polygon> = list(coordinates)?
                    .iter()
                    .map(polygon)
                    .collect::<Result<_, _>>()?;
                if polygons.is_empty() {
                    return fault("a multipolygon needs at least one polygon");
                }
                Ok(Self::MultiPolygon(polygons))
            }
            Some(_) => fault("a place is a Point, a Polygon or a MultiPolygon"),
            None => fault("a GeoJSON geometry needs a type"),
        }
    }

    /// Writes the geometry object.
    pub fn to_geojson(&self) -> Value {
        match self {
            Self::Point(point) => json!({"type": "Point", "coordinates": [point.lon, point.lat]}),
            Self::MultiPolygon(polygons) => {
                let mut all: Vec<Value> = polygons.iter().map(rings).collect();
                if all.len() == 1 {
                    json!({"type": "Polygon", "coordinates": all.remove(0)})
                } else {
                    json!({"type": "MultiPolygon", "coordinates": all})
                }
            }
        }
    }
}

fn list(value: &Value) -> Result<&Vec<Value>, VocabError> {
    value
        .as_array()
        .ok_or(VocabError::Geometry("coordinates must be lists of numbers"))
}

fn position(value: &Value) -> Result<Point, VocabError> {
    match &list(value)?[..] {
        [lon, lat, ..] => match (lon.as_f64(), lat.as_f64()) {
            (Some(lon), Some(lat)) => Point::new(lon, lat),
            _ => Err(VocabError::Geometry("a position must be two numbers")),
        },
        _ => Err(VocabError::Geometry("a position must be two numbers")),
    }
}

fn polygon(value: &Value) -> Result<Polygon, VocabError> {
    let mut rings = list(value)?
        .iter()
        .map(|ring| list(ring)?.iter().map(position).collect())
        .collect::<Result<Vec<Vec<Point>>, _>>()?
        .into_iter();
    let outer = rings
        .next()
        .ok_or(VocabError::Geometry("a polygon needs an outer ring"))?;
    Polygon::new(outer, rings.collect())
}

fn rings(polygon: &Polygon) -> Value {
    let ring = |points: &[Point]| -> Value {
        points
            .iter()
            .map(|point| json!([point.lon, point.lat]))
            .collect()
    };
    let mut all = vec![ring(polygon.outer())];
    all.extend(polygon.holes().iter().map(|hole| ring(hole)));
    Value::Array(all)
}

impl Serialize for Geometry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_geojson().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Geometry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::from_geojson(&value).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_come_back_as_they_were_written() {
        for text in [
            r#"{"coordinates":[32.5,15.6],"type":"Point"}"#,
            r#"{"coordinates":[[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,0.0]]],"type":"Polygon"}"#,
        ] {
            let shape: Geometry = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&shape).unwrap(), text);
        }
    }

    #[test]
    fn a_feature_is_read_for_its_geometry_and_heights_are_left_out() {
        let feature =
            json!({"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2, 300]}});
        assert_eq!(
            Geometry::from_geojson(&feature),
            Ok(Geometry::Point(Point { lon: 1.0, lat: 2.0 }))
        );
    }

    #[test]
    fn what_is_no_shape_of_a_place_gives_a_reason() {
        for wrong in [
            json!(null),
            json!({"type": "LineString", "coordinates": [[0, 0], [1, 1]]}),
            json!({"type": "Polygon", "coordinates": []}),
            json!({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]}),
            json!({"type": "Point", "coordinates": [15.6, 132.5]}),
            json!({"type": "Point", "coordinates": "here"}),
            json!({"type": "Feature", "geometry": null}),
        ] {
            assert!(Geometry::from_geojson(&wrong).is_err(), "{wrong}");
        }
    }
}
