//! A published figure as a file.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use exchange::{Cell as FileCell, ColumnKind, Dataset, DatasetColumn, DatasetRow};
use house::Problem;
use measures::Cell;
use portal::{Format, Lang};
use vocab::HxlTag;

use super::{figure::place_of, published::Published};

impl Published {
    /// The areas with their values; a suppressed value is an empty cell with its status beside it.
    pub(super) fn file(
        &self,
        indicator: &str,
        format: Format,
        lang: Lang,
    ) -> Result<Response, Problem> {
        let value_tag = self
            .indicator
            .hxl
            .clone()
            .unwrap_or_else(|| "#indicator+value".to_owned());
        let columns = vec![
            column("area_code", "#adm+code", ColumnKind::Text),
            column("area_name", "#adm+name", ColumnKind::Text),
            column("round", "#round+code", ColumnKind::Text),
            column("date", "#date+reported", ColumnKind::Text),
            column("value", &value_tag, ColumnKind::Integer),
            column("status", "#status+value", ColumnKind::Text),
        ];
        let date = self.rounds[self.at].round.until.to_string();
        let mut rows = self.rows.rows.iter().map(|row| {
            let place = row
                .place
                .as_deref()
                .and_then(|key| place_of(&self.tree, key));
            let status = match row.value {
                Cell::Value(_) => "shown",
                Cell::Suppressed => "suppressed",
                Cell::Unknown => "unknown",
            };
            Ok(DatasetRow {
                cells: vec![
                    FileCell::text(row.place.clone().unwrap_or_default()),
                    FileCell::text(
                        place.map_or(row.place.as_deref().unwrap_or_default(), |place| {
                            place.name(lang.code())
                        }),
                    ),
                    FileCell::text(row.partition.as_str()),
                    FileCell::text(date.as_str()),
                    row.value.value().map_or(FileCell::Empty, FileCell::Number),
                    FileCell::text(status),
                ],
                geometry: place.and_then(|place| place.geometry.clone()),
            })
        });
        let dataset = Dataset {
            title: self.indicator.title.get(lang.code()).to_owned(),
            columns,
            rows: &mut rows,
        };
        attached(indicator, written(format), dataset)
    }
}

/// The format in which a page's file is written: tables carry the row of HXL tags.
pub(super) fn written(format: Format) -> exchange::Format {
    match format {
        Format::Csv => exchange::Format::HxlCsv,
        Format::Xlsx => exchange::Format::Xlsx,
        Format::GeoJson => exchange::Format::Geojson,
        Format::Parquet => exchange::Format::Parquet,
    }
}

/// A dataset as a file of this name, to be kept by the browser.
pub(super) fn attached(
    name: &str,
    format: exchange::Format,
    dataset: Dataset<'_>,
) -> Result<Response, Problem> {
    let mut out = Vec::new();
    exchange::write(format, dataset, &mut out).map_err(|error| Problem::internal(&error))?;
    let name = format!("attachment; filename=\"{name}.{}\"", format.extension());
    Ok((
        [
            (header::CONTENT_TYPE, format.media_type().to_owned()),
            (header::CONTENT_DISPOSITION, name),
        ],
        out,
    )
        .into_response())
}

/// A column whose label is its name in words.
pub(super) fn column(name: &str, tag: &str, kind: ColumnKind) -> DatasetColumn {
    DatasetColumn {
        name: name.to_owned(),
        label: name.replace('_', " "),
        tag: HxlTag::parse(tag).ok(),
        kind,
    }
}
