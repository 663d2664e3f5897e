//! Files attached to a form as instances: CSV, GeoJSON, XML.

use xpath::Tree;

use crate::document::MAX_NODES;
use crate::error::XFormError;

/// A CSV file as `root/item/*`, a column each, as `jr://file-csv/…` gives it.
///
/// # Errors
/// A file that is no CSV in UTF-8, or has more cells than a document may have nodes.
pub fn csv_instance(bytes: &[u8]) -> Result<Tree, XFormError> {
    let fault = |error: csv::Error| XFormError::List(error.to_string());
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = rows.headers().map_err(fault)?.clone();
    let mut tree = Tree::build();
    tree.open("root");
    let mut cells = 0;
    for row in rows.records() {
        let row = row.map_err(fault)?;
        cells += row.len() * 2 + 1;
        if cells > MAX_NODES {
            return Err(XFormError::List(format!(
                "it has more than {} cells",
                MAX_NODES / 2
            )));
        }
        tree.open("item");
        for (name, cell) in header.iter().zip(row.iter()) {
            tree.leaf(name.trim(), cell);
        }
        tree.close();
    }
    Ok(tree.finish())
}

/// A GeoJSON feature collection as `root/item/*`: `geometry` as ODK writes places, `id`, and the properties.
///
/// # Errors
/// A text that is no feature collection.
pub fn geojson_instance(bytes: &[u8]) -> Result<Tree, XFormError> {
    let whole: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|error| XFormError::List(error.to_string()))?;
    let features = whole["features"]
        .as_array()
        .ok_or_else(|| XFormError::List("it is no feature collection of GeoJSON".to_owned()))?;
    let mut tree = Tree::build();
    tree.open("root");
    for feature in features {
        tree.open("item");
        let coordinates = &feature["geometry"]["coordinates"];
        let place = match feature["geometry"]["type"].as_str() {
            Some("Point") => position(coordinates).unwrap_or_default(),
            Some("LineString") => positions(coordinates),
            Some("Polygon") => positions(&coordinates[0]),
            _ => String::new(),
        };
        tree.leaf("geometry", &place);
        if feature["id"].is_string() || feature["id"].is_number() {
            tree.leaf("id", &plain(&feature["id"]));
        }
        for (name, value) in feature["properties"].as_object().into_iter().flatten() {
            tree.leaf(name, &plain(value));
        }
        tree.close();
    }
    Ok(tree.finish())
}

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// GeoJSON has the longitude first, ODK the latitude.
fn position(value: &serde_json::Value) -> Option<String> {
    Some(format!(
        "{} {} {} 0",
        value[1].as_f64()?,
        value[0].as_f64()?,
        value[2].as_f64().unwrap_or(0.0)
    ))
}

fn positions(value: &serde_json::Value) -> String {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(position)
        .collect::<Vec<_>>()
        .join("; ")
}
