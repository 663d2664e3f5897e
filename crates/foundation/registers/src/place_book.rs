//! Areas in a tree, kept fresh from the register of places.

use std::sync::Arc;

use journal::{JournalError, RecordState};
use serde_json::{Map, Value as Json};
use tokio::sync::Mutex;
use vocab::{Geometry, Hlc, LangText, PCode, PartialDate, Place, PlaceTree, Point};

use crate::{ReadError, Registers, register::plain_text};

/// The register that places come from.
const PLACES: &str = "places";
/// Fields that hold names, with the language of each: `name` is the one everybody uses, in Latin letters, and
/// stands in for every language without its own; `local` is the name in the area's own script.
const NAMES: [(&str, &str); 5] = [
    ("name", "en"),
    ("name_fr", "fr"),
    ("name_es", "es"),
    ("name_ar", "ar"),
    ("name_local", "und"),
];

/// A cached tree of the register `places`, read again when that register has changed. Cloning it is cheap, and
/// clones share the tree.
#[derive(Clone)]
pub struct PlaceBook {
    registers: Registers,
    read: Arc<Mutex<Option<Reading>>>,
}

#[derive(Clone)]
struct Reading {
    stamp: (Hlc, u64),
    tree: Arc<PlaceTree>,
    faults: Arc<Vec<String>>,
}

impl PlaceBook {
    /// A book that reads nothing until first asked.
    pub fn new(registers: Registers) -> Self {
        Self {
            registers,
            read: Arc::default(),
        }
    }

    /// The tree as it stands; one small read when nothing has changed. An installation without a register
    /// `places` has an empty tree.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn tree(&self) -> Result<Arc<PlaceTree>, ReadError> {
        Ok(self.reading().await?.tree)
    }

    /// What is wrong with the places: codes or shapes that cannot be read, parents that are missing. Such a place
    /// is left out, or stands without its shape or parent.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn faults(&self) -> Result<Arc<Vec<String>>, ReadError> {
        Ok(self.reading().await?.faults)
    }

    async fn reading(&self) -> Result<Reading, ReadError> {
        // Held while reading: others wait for one tree instead of each building their own.
        let mut read = self.read.lock().await;
        if self.registers.catalogue.get(PLACES).is_none() {
            return Ok(Reading {
                stamp: (Hlc::from_i64(0), 0),
                tree: Arc::default(),
                faults: Arc::default(),
            });
        }
        let stamp = self.registers.stamp(PLACES, None).await?;
        if let Some(known) = read.as_ref().filter(|known| known.stamp == stamp) {
            return Ok(known.clone());
        }
        let mut scan = self.registers.scan(PLACES, None)?;
        let mut records = Vec::new();
        while let Some(record) = scan.next().await {
            records.push(record?);
        }
        let built = tokio::task::spawn_blocking(move || build(records)).await;
        let (tree, faults) = built.map_err(|_| JournalError::Panicked)?;
        let fresh = Reading {
            stamp,
            tree: Arc::new(tree),
            faults: Arc::new(faults),
        };
        *read = Some(fresh.clone());
        Ok(fresh)
    }
}

fn build(records: Vec<RecordState>) -> (PlaceTree, Vec<String>) {
    let mut faults = Vec::new();
    let mut places: Vec<Place> = records
        .into_iter()
        .filter_map(|record| place(&record.data, &mut faults))
        .collect();
    // The countries first: a parent is known before its children.
    places.sort_by(|a, b| (a.level, &a.code).cmp(&(b.level, &b.code)));
    let (tree, wrong) = PlaceTree::from_places(places);
    faults.extend(wrong.iter().map(ToString::to_string));
    (tree, faults)
}

fn place(data: &Map<String, Json>, faults: &mut Vec<String>) -> Option<Place> {
    let text = |name: &str| data.get(name).and_then(plain_text);
    let written = text("code").unwrap_or_default();
    let Ok(code) = PCode::parse(&written) else {
        faults.push("a place has no readable code; mend its field `code`".to_owned());
        return None;
    };
    let mut fault = |what: &str| faults.push(format!("place {code}: {what}"));
    let level = data
        .get("level")
        .and_then(number)
        .and_then(|level| u8::try_from(level).ok());
    if level.is_none() {
        fault("its level is no number from 0; 0 is the country");
        return None;
    }
    let parent = text("parent").map(|parent| PCode::parse(&parent));
    if let Some(Err(_)) = parent {
        fault("its parent's code cannot be read");
    }
    let geometry = data.get("geometry").map(shape);
    if let Some(None) = geometry {
        fault("its geometry is no GeoJSON point, polygon or multipolygon");
    }
    let names: LangText = NAMES
        .iter()
        .filter_map(|(field, language)| Some(((*language).to_owned(), text(field)?)))
        .collect();
    Some(Place {
        level: level?,
        parent: parent.and_then(Result::ok),
        names,
        geometry: geometry.flatten(),
        centroid: data.get("centroid").and_then(point).or_else(|| {
            let degree = |field: &str| data.get(field).and_then(Json::as_f64);
            Point::new(degree("longitude")?, degree("latitude")?).ok()
        }),
        valid_from: text("valid_from").and_then(|date| PartialDate::parse(&date).ok()),
        code,
    })
}

/// A whole number, also where the form has it as a choice (`"2"`).
fn number(value: &Json) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_str()?.trim().parse().ok())
}

fn shape(value: &Json) -> Option<Geometry> {
    match value {
        Json::String(text) => Geometry::from_geojson(&serde_json::from_str(text).ok()?).ok(),
        json => Geometry::from_geojson(json).ok(),
    }
}

/// A point as forms store it, `{"lat":…, "lon":…}`, or as text `lat lon`.
fn point(value: &Json) -> Option<Point> {
    let (lat, lon) = match value {
        Json::Object(point) => (point.get("lat")?.as_f64()?, point.get("lon")?.as_f64()?),
        Json::String(text) => {
            let mut parts = text.split_whitespace().map(str::parse::<f64>);
            (parts.next()?.ok()?, parts.next()?.ok()?)
        }
        _ => return None,
    };
    Point::new(lon, lat).ok()
}
