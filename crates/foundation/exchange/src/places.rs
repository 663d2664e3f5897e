//! Boundaries: GeoJSON feature collections and shapefiles as places.

use std::{collections::BTreeMap, fs::File, io::BufReader, path::Path};

use serde_json::Value as Json;
use shapefile::{PolygonRing, Shape, dbase::FieldValue};
use vocab::{Geometry, LangText, PCode, Place, Point, Polygon};

use crate::{ExchangeError, read::guarded};

/// A larger boundary file than this is to be simplified first.
const LARGEST: u64 = 1024 * 1024 * 1024;

/// Which properties hold what, and what the file does not say.
#[derive(Debug, Clone, Default)]
pub struct BoundaryOptions {
    /// Property with the code; guessed from the usual names when not given.
    pub code: Option<String>,
    /// Property with the name; guessed likewise.
    pub name: Option<String>,
    /// Admin level of all areas; guessed from the names of the properties when not given.
    pub level: Option<u8>,
}

/// Places read, and what could not be read, by feature.
#[derive(Debug, Default)]
pub struct Boundaries {
    /// The places.
    pub places: Vec<Place>,
    /// One line a fault, with the number of the feature from 1.
    pub faults: Vec<String>,
}

/// Reads a `.geojson`/`.json` feature collection or a `.shp` with its `.dbf`.
///
/// # Errors
/// The file's own faults; those of single features are listed.
pub fn read(path: &Path, options: &BoundaryOptions) -> Result<Boundaries, ExchangeError> {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    if ending.as_deref() == Some("shp") {
        guarded("shapefile", || read_shapefile(path, options))
    } else {
        read_geojson(path, options)
    }
}

type Properties = BTreeMap<String, String>;

fn read_geojson(path: &Path, options: &BoundaryOptions) -> Result<Boundaries, ExchangeError> {
    let at = |source| ExchangeError::File {
        path: path.display().to_string(),
        source,
    };
    let damaged = |reason: String| ExchangeError::Damaged {
        kind: "GeoJSON",
        reason,
    };
    let file = File::open(path).map_err(at)?;
    if file.metadata().map_err(at)?.len() > LARGEST {
        return Err(ExchangeError::TooLarge {
            what: "the boundary file in bytes",
            limit: LARGEST,
        });
    }
    let collection: Json = serde_json::from_reader(BufReader::new(file))
        .map_err(|error| damaged(error.to_string()))?;
    let features = collection["features"]
        .as_array()
        .ok_or_else(|| damaged("it is no feature collection".to_owned()))?;
    let mut found = Boundaries::default();
    for (position, feature) in features.iter().enumerate() {
        let properties: Properties = feature["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| {
                let text = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                (name.clone(), text)
            })
            .collect();
        let geometry =
            Geometry::from_geojson(&feature["geometry"]).map_err(|error| error.to_string());
        found.add(position + 1, &properties, geometry, options);
    }
    Ok(found)
}

fn read_shapefile(path: &Path, options: &BoundaryOptions) -> Result<Boundaries, ExchangeError> {
    let projection = std::fs::read_to_string(path.with_extension("prj")).unwrap_or_default();
    if projection.contains("PROJCS") {
        return Err(ExchangeError::Projection);
    }
    let damaged = |error: shapefile::Error| ExchangeError::Damaged {
        kind: "shapefile",
        reason: error.to_string(),
    };
    let mut reader = shapefile::Reader::from_path(path).map_err(damaged)?;
    let mut found = Boundaries::default();
    for (position, pair) in reader.iter_shapes_and_records().enumerate() {
        let (shape, record) = match pair {
            Ok(pair) => pair,
            Err(error) => {
                found
                    .faults
                    .push(format!("feature {}: {error}", position + 1));
                continue;
            }
        };
        let properties: Properties = record
            .into_iter()
            .filter_map(|(name, value)| Some((name, text_of(value)?)))
            .collect();
        found.add(position + 1, &properties, geometry_of(shape), options);
    }
    Ok(found)
}

fn text_of(value: FieldValue) -> Option<String> {
    match value {
        FieldValue::Character(text) => text.map(|text| text.trim().to_owned()),
        FieldValue::Numeric(number) => number.map(|number| number.to_string()),
        FieldValue::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

fn geometry_of(shape: Shape) -> Result<Geometry, String> {
    let rings: Vec<(bool, Vec<Point>)> = match shape {
        Shape::Point(point) => {
            return Point::new(point.x, point.y)
                .map(Geometry::Point)
                .map_err(|error| error.to_string());
        }
        Shape::Polygon(polygon) => polygon
            .rings()
            .iter()
            .map(|ring| {
                let points = ring.points().iter().map(|point| Point {
                    lon: point.x,
                    lat: point.y,
                });
                (matches!(ring, PolygonRing::Outer(_)), points.collect())
            })
            .collect(),
        Shape::PolygonZ(polygon) => polygon
            .rings()
            .iter()
            .map(|ring| {
                let points = ring.points().iter().map(|point| Point {
                    lon: point.x,
                    lat: point.y,
                });
                (matches!(ring, PolygonRing::Outer(_)), points.collect())
            })
            .collect(),
        _ => return Err("only points and polygons can be areas".to_owned()),
    };
    let mut polygons: Vec<(Vec<Point>, Vec<Vec<Point>>)> = Vec::new();
    for (is_outer, points) in rings {
        match (is_outer, polygons.last_mut()) {
            (false, Some((_, holes))) => holes.push(points),
            _ => polygons.push((points, Vec::new())),
        }
    }
    polygons
        .into_iter()
        .map(|(outer, holes)| Polygon::new(outer, holes))
        .collect::<Result<Vec<_>, _>>()
        .map(Geometry::MultiPolygon)
        .map_err(|error| error.to_string())
}

impl Boundaries {
    fn add(
        &mut self,
        number: usize,
        properties: &Properties,
        geometry: Result<Geometry, String>,
        options: &BoundaryOptions,
    ) {
        let mut fault = |reason: &str| self.faults.push(format!("feature {number}: {reason}"));
        let Some((code, level)) = code_and_level(properties, options) else {
            fault("no property holds a code; name it with --code-field");
            return;
        };
        let Ok(code) = PCode::parse(code.trim()) else {
            fault("the code has characters that a P-code may not have");
            return;
        };
        let geometry = match geometry {
            Ok(geometry) => Some(geometry),
            Err(reason) => {
                fault(&reason);
                None
            }
        };
        let parent = level
            .checked_sub(1)
            .and_then(|above| pick(properties, &code_names(above)))
            .and_then(|code| PCode::parse(code.trim()).ok());
        let mut names = LangText::default();
        let name = match &options.name {
            Some(name) => properties.get(name),
            None => pick(properties, &name_names(level, "en")),
        };
        if let Some(name) = name {
            names.set("en", name.clone());
        }
        for lang in ["fr", "es", "ar", "pt", "ru", "zh", "uk"] {
            if let Some(name) =
                pick(properties, &name_names(level, lang)).filter(|name| !name.is_empty())
            {
                names.set(lang, name.clone());
            }
        }
        self.places.push(Place {
            code,
            level,
            parent,
            names,
            geometry,
            centroid: None,
            valid_from: None,
        });
    }
}

fn code_and_level<'a>(
    properties: &'a Properties,
    options: &BoundaryOptions,
) -> Option<(&'a String, u8)> {
    if let Some(name) = &options.code {
        return Some((properties.get(name)?, options.level.unwrap_or(1)));
    }
    if let Some(level) = options.level {
        return Some((pick(properties, &code_names(level))?, level));
    }
    (0..=4_u8).rev().find_map(|level| {
        Some((
            pick(properties, &code_names(level)).filter(|code| !code.is_empty())?,
            level,
        ))
    })
}

fn pick<'a>(properties: &'a Properties, names: &[String]) -> Option<&'a String> {
    names.iter().find_map(|name| {
        properties
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    })
}

/// Names that humanitarian boundary files give to codes (OCHA common operational datasets, and what else is usual).
fn code_names(level: u8) -> Vec<String> {
    let mut names = vec![
        format!("ADM{level}_PCODE"),
        format!("admin{level}Pcode"),
        format!("adm{level}_code"),
        format!("adm{level}code"),
    ];
    if level == 0 {
        names.extend(["iso3", "iso_a3"].map(str::to_owned));
    }
    names.extend(["pcode", "code", "shapeISO"].map(str::to_owned));
    names
}

fn name_names(level: u8, lang: &str) -> Vec<String> {
    let mut names = vec![
        format!("ADM{level}_{lang}"),
        format!("admin{level}Name_{lang}"),
        format!("name_{lang}"),
    ];
    if lang == "en" {
        names.extend([
            format!("admin{level}Name"),
            format!("adm{level}_name"),
            "name".to_owned(),
            "shapeName".to_owned(),
        ]);
    }
    names
}
