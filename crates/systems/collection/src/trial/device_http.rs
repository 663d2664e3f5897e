//! The doors of phones that try a draft out. Their address holds the token of the draft and opens nothing else.

use std::collections::BTreeMap;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Query, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use house::House;
use serde_json::Value as Json;

use super::kept::{self, Trial};
use crate::{
    CollectionError,
    device_http::{answered, host, in_path, received, streamed, xml},
    entities,
    incoming::Incoming,
    openrosa::{self, Listed, Media, http_date},
    receive::{self, Sender},
    shelf::{DRAFT, all, md5_hex, text},
};

type Names = BTreeMap<String, String>;
type Found = Result<Response, CollectionError>;

/// The routes.
pub(super) fn routes() -> Router<House> {
    let form = "/v1/test/{test}/projects/{project}/forms/{form}";
    Router::new()
        .route(&format!("{form}/draft/formList"), get(form_list))
        .route(&format!("{form}/draft/manifest"), get(manifest))
        .route(&format!("{form}/draft.xml"), get(xform))
        .route(&format!("{form}/draft/attachments/{{name}}"), get(file))
        .route(
            &format!("{form}/draft/submission"),
            post(submit).head(room).layer(DefaultBodyLimit::disable()),
        )
}

/// Where a phone that tries a draft out connects.
pub(super) fn address(site: &str, token: &str, (project, form): (i64, &str)) -> String {
    format!(
        "{site}/v1/test/{token}/projects/{project}/forms/{}/draft",
        in_path(form)
    )
}

async fn trial(
    house: &House,
    names: &Names,
    headers: &HeaderMap,
) -> Result<Trial, CollectionError> {
    openrosa::spoken(headers)?;
    let said = |name: &str| names.get(name).map(String::as_str).unwrap_or_default();
    let project = said("project")
        .parse()
        .map_err(|_| CollectionError::NotFound("draft"))?;
    kept::opened(house, (project, said("form")), said("test")).await
}

fn base(names: &Names, trial: &Trial, headers: &HeaderMap) -> String {
    let token = names.get("test").map(String::as_str).unwrap_or_default();
    address(&host(headers), token, (trial.project, &trial.form))
}

/// The files that were sent with the draft.
async fn files(
    house: &House,
    trial: &Trial,
) -> Result<Vec<registers::RecordView>, CollectionError> {
    let filters = [
        ("project", trial.project.into()),
        ("form_id", Json::from(trial.form.as_str())),
    ];
    let system = access::Actor::system("collection");
    let mut found = all(house, &system, "form_files", &filters).await?;
    let expected = trial.draft.data.get("files").and_then(Json::as_array);
    found.retain(|file| {
        let name = text(&file.data, "name");
        text(&file.data, "version_key") == DRAFT
            && expected.into_iter().flatten().any(|known| known == name)
    });
    Ok(found)
}

async fn form_list(
    State(house): State<House>,
    Path(names): Path<Names>,
    headers: HeaderMap,
) -> Response {
    let listed = async {
        let trial = trial(&house, &names, &headers).await?;
        let draft = &trial.draft.data;
        let address = base(&names, &trial, &headers);
        let title = text(draft, "title");
        let expects = draft.get("files").and_then(Json::as_array);
        let listed = Listed {
            form_id: trial.form.clone(),
            name: if title.is_empty() { &trial.form } else { title }.to_owned(),
            version: text(draft, "version").to_owned(),
            md5: text(draft, "md5").to_owned(),
            download: format!("{address}.xml"),
            manifest: expects
                .is_some_and(|files| !files.is_empty())
                .then(|| format!("{address}/manifest")),
        };
        Ok(xml(&house, openrosa::form_list(&[listed])))
    };
    answered(&house, &headers, listed.await)
}

async fn manifest(
    State(house): State<House>,
    Path(names): Path<Names>,
    headers: HeaderMap,
) -> Response {
    let listed = async {
        let trial = trial(&house, &names, &headers).await?;
        let address = base(&names, &trial, &headers);
        let media = |name: &str, md5: String| Media {
            name: name.to_owned(),
            md5,
            download: format!("{address}/attachments/{}", in_path(name)),
            list: None,
        };
        let mut found: Vec<Media> = files(&house, &trial)
            .await?
            .iter()
            .map(|file| media(text(&file.data, "name"), text(&file.data, "md5").to_owned()))
            .collect();
        let expected = trial.draft.data.get("files").and_then(Json::as_array);
        for name in expected.into_iter().flatten().filter_map(Json::as_str) {
            if found.iter().any(|media| media.name == name) {
                continue;
            }
            let columns = entities::columns(&house, trial.project, &trial.draft.data, name).await?;
            found.extend(columns.map(|line| media(name, md5_hex(&line))));
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(xml(&house, openrosa::manifest(&found)))
    };
    answered(&house, &headers, listed.await)
}

async fn xform(
    State(house): State<House>,
    Path(names): Path<Names>,
    headers: HeaderMap,
) -> Response {
    let found = async {
        let trial = trial(&house, &names, &headers).await?;
        let kept = receive::content(&house, text(&trial.draft.data, "xform")).await?;
        let kept = String::from_utf8(kept).map_err(CollectionError::inside)?;
        Ok(xml(&house, kept))
    };
    answered(&house, &headers, found.await)
}

async fn file(
    State(house): State<House>,
    Path(names): Path<Names>,
    headers: HeaderMap,
) -> Response {
    let found = async { attachment(&house, &names, &headers).await };
    answered(&house, &headers, found.await)
}

async fn attachment(house: &House, names: &Names, headers: &HeaderMap) -> Found {
    let trial = trial(house, names, headers).await?;
    let name = names.get("name").map(String::as_str).unwrap_or_default();
    let files = files(house, &trial).await?;
    if let Some(file) = files.iter().find(|file| text(&file.data, "name") == name) {
        return streamed(house, text(&file.data, "file"), name).await;
    }
    let columns = entities::columns(house, trial.project, &trial.draft.data, name).await?;
    let line = columns.ok_or(CollectionError::NotFound("file"))?;
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], line).into_response())
}

/// HEAD: whether this draft takes submissions, and how much at once.
async fn room(
    State(house): State<House>,
    Path(names): Path<Names>,
    headers: HeaderMap,
) -> Response {
    let found = async {
        trial(&house, &names, &headers).await?;
        let date = http_date(house.clock.now_ms());
        Ok(openrosa::answer(
            StatusCode::NO_CONTENT,
            String::new(),
            &date,
        ))
    };
    answered(&house, &headers, found.await)
}

async fn submit(
    State(house): State<House>,
    Path(names): Path<Names>,
    Query(query): Query<Names>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let taken = async {
        // Who may not send is told so before anything of what they send is read.
        let trial = trial(&house, &names, &headers).await?;
        let incoming = Incoming::of_request(&headers, request).await?;
        let sender = Sender::of_device(&query, &headers);
        let taken = kept::take(&house, &trial, incoming, (&sender, None)).await?;
        Ok(received(&house, &headers, &taken))
    };
    answered(&house, &headers, taken.await)
}
