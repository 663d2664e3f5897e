//! Downloads of a form's submissions. The first three addresses and their parameters are ODK Central's (its API
//! documentation, "Exporting Form Submissions"); `labels`, `hxl` and the workbook are ours.

use std::collections::HashMap;

use axum::{
    Router,
    body::{Body, Bytes},
    extract::DefaultBodyLimit,
    response::IntoResponse,
    routing::get,
};
use exchange::TagRow;
use house::House;
use serde_json::Value as Json;
use tokio_util::io::ReaderStream;

use crate::{
    CollectionError,
    central::{Answer, Asked},
    device_http::as_download,
    download::{Download, Kind},
    feed::{Feed, Kept},
    published,
    sealed::{self, LARGEST_KEY, PrivateKey, SealError},
    shelf::{of_any, text},
    tables::{Shape, Tables},
};

/// The routes of downloads.
pub fn routes() -> Router<House> {
    let of = "/v1/projects/{project}/forms/{form}/submissions";
    Router::new()
        .route(&format!("{of}.csv"), get(csv).post(csv))
        .route(&format!("{of}.csv.zip"), get(csv_zip).post(csv_zip))
        .route(&format!("{of}.xlsx"), get(xlsx).post(xlsx))
        .layer(DefaultBodyLimit::max(LARGEST_KEY))
}

/// The private key of an encrypted form, where whoever downloads sends it: the body of a POST. It is in memory for as
/// long as the download is written, and nowhere else.
fn key(body: &[u8]) -> Result<Option<PrivateKey>, CollectionError> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(None);
    }
    let text = std::str::from_utf8(body).map_err(|_| CollectionError::Sealed(SealError::NoKey))?;
    let key = PrivateKey::read(text).map_err(CollectionError::Sealed)?;
    Ok(Some(key))
}

async fn csv(asked: Asked, body: Bytes) -> Answer {
    download(Kind::Csv, asked, key(&body)?).await
}

async fn csv_zip(asked: Asked, body: Bytes) -> Answer {
    download(Kind::CsvZip, asked, key(&body)?).await
}

async fn xlsx(asked: Asked, body: Bytes) -> Answer {
    download(Kind::Xlsx, asked, key(&body)?).await
}

async fn download(kind: Kind, asked: Asked, key: Option<PrivateKey>) -> Answer {
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
    let shown = if said("deletedFields") == Some("false") {
        &versions[..1]
    } else {
        &versions[..]
    };
    let tables = Tables::of(shown, &shape);
    let mut feed = Feed::of(
        &asked.house,
        &asked.actor,
        Kept::of_form(about.0, about.1),
        said("$filter"),
    )
    .await?;
    let files = kind == Kind::CsvZip && said("attachments") != Some("false");
    let mut written = Download::begin(kind, form, tables.clone(), tags);
    while let Some(page) = feed.next().await? {
        let ids: Vec<Json> = page
            .iter()
            .map(|one| one.record.id.as_str().into())
            .collect();
        let mut opened = HashMap::new();
        for told in &page {
            let mut about = told.about.clone();
            let mut answers = told.answers();
            if let (Some(key), Some(_)) = (&key, about.status) {
                let of = (asked.project()?, told.record.id.as_str());
                let one = sealed::open(&asked.house, key, of, &told.record.data, &versions).await?;
                about.status = one.status;
                opened.insert(told.record.id.as_str(), one);
                answers = &opened[told.record.id.as_str()].answers;
            }
            if let Err(stopped) = written.rows(tables.rows(&about, answers)).await {
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
                if opened.contains_key(submission) {
                    continue;
                }
                let kept = (instance, text(&file.data, "name"), text(&file.data, "file"));
                written.file(&asked.house, kept).await?;
            }
            for told in &page {
                let Some(one) = opened.get(told.record.id.as_str()) else {
                    continue;
                };
                for file in &one.files {
                    let bytes = file.open(&asked.house).await?;
                    let of = (told.about.key.as_str(), file.name.as_str());
                    written.bytes(of, bytes).await?;
                }
            }
        }
    }
    let (file, length) = written.finish().await?;
    let file = tokio::fs::File::from_std(file);
    let name = format!("{form}.{}", kind.ending());
    let response = Body::from_stream(ReaderStream::new(file)).into_response();
    Ok(as_download(response, kind.media_type(), length, &name))
}
