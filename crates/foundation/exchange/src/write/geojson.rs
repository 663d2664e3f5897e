//! GeoJSON (RFC 7946), one feature at a time.

use std::io::Write;

use serde_json::{Map, Value as Json};

use super::failed;
use crate::{Cell, Dataset, ExchangeError};

/// Writes a feature collection and gives the number of features. A row without a shape is a feature with a null geometry,
/// so that none is lost.
///
/// # Errors
/// The reason of a row that could not be had, or of the output.
pub fn write_geojson(
    dataset: Dataset<'_>,
    out: &mut (dyn Write + Send),
) -> Result<u64, ExchangeError> {
    let failed = failed("GeoJSON");
    let fault = |error: std::io::Error| failed(error.to_string());
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")
        .map_err(fault)?;
    let mut count = 0_u64;
    for row in dataset.rows {
        let row = row.map_err(&failed)?;
        let mut properties = Map::new();
        for (column, cell) in dataset.columns.iter().zip(&row.cells) {
            properties.insert(column.name.clone(), json_of(cell));
        }
        let mut feature = Map::new();
        feature.insert("type".to_owned(), Json::from("Feature"));
        feature.insert(
            "geometry".to_owned(),
            row.geometry
                .as_ref()
                .map_or(Json::Null, vocab::Geometry::to_geojson),
        );
        feature.insert("properties".to_owned(), Json::Object(properties));
        let separator: &[u8] = if count == 0 { b"\n" } else { b",\n" };
        out.write_all(separator).map_err(fault)?;
        serde_json::to_writer(&mut *out, &feature).map_err(|error| failed(error.to_string()))?;
        count += 1;
    }
    out.write_all(b"\n]}\n").map_err(fault)?;
    Ok(count)
}

fn json_of(cell: &Cell) -> Json {
    match cell {
        Cell::Empty => Json::Null,
        Cell::Bool(truth) => Json::Bool(*truth),
        // Whole numbers are written without a point.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "checked to be whole and small"
        )]
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
            Json::from(*number as i64)
        }
        Cell::Number(number) => Json::from(*number),
        other => Json::from(other.shown()),
    }
}
