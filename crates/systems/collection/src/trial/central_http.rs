//! Test submissions as scripts for ODK Central read and send them, under `…/draft/submissions`.

use axum::{
    Json as Body, Router,
    body::Bytes,
    extract::DefaultBodyLimit,
    http::{HeaderMap, header},
    response::IntoResponse as _,
    routing::get,
};
use house::House;
use registers::RecordView;
use serde_json::Value as Json;

use super::kept::{self, FILES, SUBMISSIONS, Trial};
use crate::{
    CollectionError,
    central::{Answer, Asked, files_json, submission_json},
    device_http::streamed,
    incoming::Incoming,
    receive::{self, Sender, Taken},
    shelf::{all, one, text},
};

/// Largest XML, in bytes: as phones' submissions.
const LARGEST: usize = 16 * 1024 * 1024;

/// The routes.
pub(super) fn routes() -> Router<House> {
    let draft = "/v1/projects/{project}/forms/{form}/draft";
    let one = format!("{draft}/submissions/{{instance}}");
    Router::new()
        .route(&format!("{draft}/submissions"), get(list).post(send))
        .route(&one, get(whole))
        .route(&format!("{one}/attachments"), get(files))
        .route(&format!("{one}/attachments/{{name}}"), get(file))
        .layer(DefaultBodyLimit::max(LARGEST))
}

/// The draft, where the one who asks sees the form.
pub(super) async fn trial(asked: &Asked) -> Result<Trial, CollectionError> {
    asked.form().await?;
    let found = kept::running(&asked.house, asked.project()?, asked.name("form")).await?;
    found.ok_or(CollectionError::NotFound("draft"))
}

async fn found(asked: &Asked) -> Result<RecordView, CollectionError> {
    let trial = trial(asked).await?;
    let instance = asked.name("instance");
    let instance = instance.strip_suffix(".xml").unwrap_or(instance);
    one(
        &asked.house,
        &asked.actor,
        SUBMISSIONS,
        &[&trial.run, instance],
        "submission",
    )
    .await
}

fn told(record: &RecordView) -> Json {
    let mut told = submission_json(record);
    // Whoever tries a draft out by its address has no account.
    if record.data.get("submitter").is_none_or(Json::is_null) {
        told["submitterId"] = Json::Null;
    }
    told
}

async fn list(asked: Asked) -> Answer {
    let trial = trial(&asked).await?;
    let filters = [("run", Json::from(trial.run.as_str()))];
    let mut found = all(&asked.house, &asked.actor, SUBMISSIONS, &filters).await?;
    found.sort_by(|a, b| text(&b.data, "received_at").cmp(text(&a.data, "received_at")));
    let list: Vec<Json> = found.iter().map(told).collect();
    Ok(Body(list).into_response())
}

async fn send(asked: Asked, headers: HeaderMap, body: Bytes) -> Answer {
    asked.manages_forms()?;
    let trial = trial(&asked).await?;
    let incoming = Incoming {
        xml: body.to_vec(),
        files: Vec::new(),
    };
    let sender = Sender::of_device(&asked.query, &headers);
    let by = (&sender, Some(&asked.actor));
    let (Taken::Stored(instance) | Taken::Known(instance)) =
        kept::take(&asked.house, &trial, incoming, by).await?;
    let key = [trial.run.as_str(), &instance];
    let made = one(&asked.house, &asked.actor, SUBMISSIONS, &key, "submission").await?;
    Ok(Body(told(&made)).into_response())
}

async fn whole(asked: Asked) -> Answer {
    let found = found(&asked).await?;
    if asked.name("instance").ends_with(".xml") {
        let xml = receive::content(&asked.house, text(&found.data, "xml")).await?;
        return Ok(([(header::CONTENT_TYPE, "application/xml")], xml).into_response());
    }
    Ok(Body(told(&found)).into_response())
}

async fn files(asked: Asked) -> Answer {
    let found = found(&asked).await?;
    let filters = [("submission", Json::from(found.id.as_str()))];
    let here = all(&asked.house, &asked.actor, FILES, &filters).await?;
    Ok(Body(files_json(&found, &here)).into_response())
}

async fn file(asked: Asked) -> Answer {
    let found = found(&asked).await?;
    let name = asked.name("name");
    let key = [found.id.as_str(), name];
    let file = one(&asked.house, &asked.actor, FILES, &key, "file").await?;
    streamed(&asked.house, text(&file.data, "file"), name).await
}
