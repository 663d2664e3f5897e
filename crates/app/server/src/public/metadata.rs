//! What a published figure is, in the words that catalogues of data read (schema.org `Dataset`, JSON-LD).

use axum::{
    Json,
    http::header,
    response::{IntoResponse, Response},
};
use portal::{Format, Lang};
use serde_json::json;

use super::{Pages, file::written, published::Published};

impl Published {
    /// Title, method, terms, times and files of the figure.
    pub(super) fn metadata(&self, pages: &Pages, lang: Lang) -> Response {
        let code = lang.code();
        let figure = self.figure(pages);
        let address = figure.address();
        let round = &self.rounds[self.at];
        let files: Vec<serde_json::Value> = Format::ALL
            .into_iter()
            .map(|format| {
                json!({
                    "@type": "DataDownload",
                    "contentUrl": address.data(lang, format),
                    "encodingFormat": written(format).media_type(),
                })
            })
            .collect();
        let from = round.round.from.unwrap_or(round.round.until);
        let place = figure.trail.last().map(
            |area| json!({"@type": "Place", "name": area.name.get(code), "identifier": area.code}),
        );
        let provenance = &figure.provenance;
        let notes: Vec<&str> = self.rows.notes.iter().map(String::as_str).collect();
        let document = json!({
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": self.indicator.title.get(code),
            "description": self.indicator.description.get(code),
            "identifier": format!("{}:{}", self.indicator.id, round.round.id),
            "url": address.page(lang),
            "inLanguage": code,
            "creator": {"@type": "Organization", "name": pages.site.publisher.get(code)},
            "license": provenance.licence.get(code),
            "temporalCoverage": format!("{from}/{}", round.round.until),
            "spatialCoverage": place,
            "measurementTechnique": provenance.method.get(code),
            "isBasedOn": {"round": round.round.id, "title": round.round.title.get(code), "remote": round.remote, "assessments": provenance.records},
            "variableMeasured": [
                {"@type": "PropertyValue", "name": "area code", "propertyID": "#adm+code"},
                {"@type": "PropertyValue", "name": "area name", "propertyID": "#adm+name"},
                {"@type": "PropertyValue", "name": "round", "propertyID": "#round+code"},
                {"@type": "PropertyValue", "name": "date", "propertyID": "#date+reported"},
                {"@type": "PropertyValue", "name": "value", "propertyID": self.indicator.hxl, "unitText": self.indicator.unit},
                {"@type": "PropertyValue", "name": "status", "propertyID": "#status+value", "description": "shown, suppressed (below the threshold, or telling such a figure) or unknown"},
            ],
            "minimumPublished": provenance.threshold,
            "notes": notes,
            "distribution": files,
        });
        (
            [(header::CONTENT_TYPE, "application/ld+json")],
            Json(document),
        )
            .into_response()
    }
}
