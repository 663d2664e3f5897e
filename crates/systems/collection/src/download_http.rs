//! Downloads of a form's submissions. The first three addresses and their parameters are ODK Central's (its API
//! documentation, "Exporting Form Submissions"); `labels`, `hxl` and the workbook are ours.

use axum::{Router, body::Body, response::IntoResponse, routing::get};
use exchange::TagRow;
use house::House;
use serde_json::Value as Json;
use tokio_util::io::ReaderStream;

use crate::{
    central::{Answer, Asked},
    device_http::as_download,
    download::{Download, Kind},
    feed::Feed,
    published,
    shelf::{of_any, text},
    tables::{Shape, Tables},
};

/// The routes of downloads.
pub fn routes() -> Router<House> {
    let of = "/v1/projects/{project}/forms/{form}/submissions";
    Router::new()
        .route(&format!("{of}.csv"), get(csv))
        .route(&format!("{of}.csv.zip"), get(csv_zip).post(csv_zip))
        .route(&format!("{of}.xlsx"), get(xlsx))
}

async fn csv(asked: Asked) -> Answer {
    download(Kind::Csv, asked).await
}

async fn csv_zip(asked: Asked) -> Answer {
    download(Kind::CsvZip, asked).await
}

async fn xlsx(asked: Asked) -> Answer {
    download(Kind::Xlsx, asked).await
}

async fn download(kind: Kind, asked: Asked) -> Answer {
    let form = asked.form().await?;
    let form = text(&form.data, "form_id");
    let about = (asked.project()?, form);
    let said = |name: &str| asked.query.get(name).map(String::as_str);
    let labels = match (asked.flag("labels"), said("language")) {
        (false, None) => None,
        (_, language) => Some(language.unwrap_or_default().to_owned()),
    };
    let shape = Shape {
        split: asked.flag("splitSelectMultiples"),
        short_names: said("groupPaths") == Some("false"),
        labels,
        dates: kind == Kind::Xlsx,
    };
    let tags = if asked.flag("hxl") {
        TagRow::With
    } else {
        TagRow::Without
    };
    let versions = published::versions(&asked.house, &asked.actor, about).await?;
    let versions = if said("deletedFields") == Some("false") {
        &versions[..1]
    } else {
        &versions[..]
    };
    let tables = Tables::of(versions, &shape);
    let mut feed = Feed::of(&asked.house, &asked.actor, about, said("$filter")).await?;
    let files = kind == Kind::CsvZip && said("attachments") != Some("false");
    let mut written = Download::begin(kind, form, tables.clone(), tags);
    while let Some(page) = feed.next().await? {
        let ids: Vec<Json> = page
            .iter()
            .map(|one| one.record.id.as_str().into())
            .collect();
        for told in &page {
            if let Err(stopped) = written.rows(tables.rows(&told.about, told.answers())).await {
                // Why it stopped is what the writer says.
                written.finish().await?;
                return Err(stopped);
            }
        }
        if files {
            let of = ("submission", ids);
            for file in of_any(&asked.house, &asked.actor, "submission_files", of).await? {
                let submission = text(&file.data, "submission");
                let told = page
                    .iter()
                    .find(|told| told.record.id.as_str() == submission);
                let instance = told.map_or(submission, |told| told.about.key.as_str());
                let kept = (instance, text(&file.data, "name"), text(&file.data, "file"));
                written.file(&asked.house, kept).await?;
            }
        }
    }
    let (file, length) = written.finish().await?;
    let file = tokio::fs::File::from_std(file);
    let name = format!("{form}.{}", kind.ending());
    let response = Body::from_stream(ReaderStream::new(file)).into_response();
    Ok(as_download(response, kind.media_type(), length, &name))
}
