//! The doors of devices: OpenRosa under ODK Central's addresses, with the token of a device in the path, and under
//! KoboToolbox's for one project.

use std::collections::BTreeMap;

use access::Actor;
use axum::{
    Extension, Router,
    body::Body,
    extract::{DefaultBodyLimit, Path, Query, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use futures_util::StreamExt as _;
use house::House;
use journal::AttachmentReader;
use serde_json::Value as Json;

use crate::{
    CollectionError, assignments,
    caller::{self, BasicSessions},
    device_words::Language,
    entities::{self, ListHashes},
    feeding,
    incoming::Incoming,
    openrosa::{self, Listed, Media, http_date},
    receive::{self, Sender, Taken},
    shelf::{all, id_of, known, one, text, version_key},
};

/// The routes of devices.
pub fn routes() -> Router<House> {
    let submission = || post(submit).head(room).layer(DefaultBodyLimit::disable());
    let mut router = Router::new();
    for start in [
        "/v1/projects/{project}",
        "/v1/key/{token}/projects/{project}",
    ] {
        router = router
            .route(&format!("{start}/formList"), get(form_list))
            .route(&format!("{start}/submission"), submission())
            .route(&format!("{start}/forms/{{form}}/manifest"), get(manifest));
    }
    router = router
        .route(
            "/v1/key/{token}/projects/{project}/forms/{form}",
            get(xform),
        )
        .route(
            "/v1/key/{token}/projects/{project}/forms/{form}/attachments/{name}",
            get(file),
        );
    router
        .route("/formList", get(form_list))
        .route("/submission", submission())
        // KoboToolbox's addresses with the name of a person: whoever signs in is who asks.
        .route("/{username}/formList", get(form_list))
        .route("/{username}/submission", submission())
}

/// Where a request goes: project and device by the path; the first project where the path names none.
pub(crate) struct Place {
    pub(crate) actor: Actor,
    pub(crate) project: i64,
    /// Everything of the address before `/formList`, with host.
    pub(crate) base: String,
}

impl Place {
    /// The key of a form's published version: project, form, version.
    async fn published(&self, house: &House, form: &str) -> Result<[String; 3], CollectionError> {
        let number = self.project.to_string();
        let key = [number.as_str(), form];
        let kept = one(house, &self.actor, "collect_forms", &key, "form").await?;
        let version = version_key(text(&kept.data, "version"));
        Ok([number, form.to_owned(), version])
    }
}

type Names = BTreeMap<String, String>;

/// Finds who asks and for which project.
pub(crate) async fn place(
    house: &House,
    basic: &BasicSessions,
    names: &Names,
    query: &Names,
    headers: &HeaderMap,
) -> Result<Place, CollectionError> {
    openrosa::spoken(headers)?;
    let token = names.get("token").or_else(|| query.get("st"));
    let actor = caller::actor(house, basic, headers, token.map(String::as_str)).await?;
    let project = match names.get("project") {
        Some(written) => written
            .parse()
            .map_err(|_| CollectionError::NotFound("project"))?,
        None => all(house, &actor, "collect_projects", &[])
            .await?
            .iter()
            .filter_map(|project| project.data.get("project").and_then(Json::as_i64))
            .min()
            .ok_or(CollectionError::NotFound("project"))?,
    };
    one(
        house,
        &actor,
        "collect_projects",
        &[&project.to_string()],
        "project",
    )
    .await?;
    of_project(house, &actor, project).await?;
    let key = names
        .get("token")
        .map(|token| format!("/key/{token}"))
        .unwrap_or_default();
    Ok(Place {
        actor,
        project,
        base: format!("{}/v1{key}/projects/{project}", host(headers)),
    })
}

/// Scheme and host by which the caller knows this server.
pub(crate) fn host(headers: &HeaderMap) -> String {
    let said = |name: &str| headers.get(name).and_then(|said| said.to_str().ok());
    format!(
        "{}://{}",
        said("x-forwarded-proto").unwrap_or("http"),
        said("host").unwrap_or("localhost")
    )
}

/// A device belongs to one project and is refused elsewhere.
pub(crate) async fn of_project(
    house: &House,
    actor: &Actor,
    project: i64,
) -> Result<(), CollectionError> {
    let id = id_of(house, "collect_devices", &[actor.id.as_str()])?;
    match known(house, "collect_devices", &id).await? {
        Some(device) if device.state == "revoked" => Err(CollectionError::NotSignedIn),
        Some(device) if device.data.get("project").and_then(Json::as_i64) != Some(project) => Err(
            CollectionError::NotAllowed("this device belongs to another project".to_owned()),
        ),
        _ => Ok(()),
    }
}

pub(crate) fn answered(
    house: &House,
    headers: &HeaderMap,
    result: Result<Response, CollectionError>,
) -> Response {
    let date = http_date(house.clock.now_ms());
    let language = Language::of(headers);
    let mut response = result.unwrap_or_else(|error| openrosa::refusal(&error, language, &date));
    // A browser's page asks its person itself; a challenge would open the browser's own window of passwords.
    if headers.contains_key("sec-fetch-mode") {
        response.headers_mut().remove(header::WWW_AUTHENTICATE);
    }
    response
}

/// 200 with a document of the protocol.
pub(crate) fn xml(house: &House, text: String) -> Response {
    openrosa::answer(StatusCode::OK, text, &http_date(house.clock.now_ms()))
}

/// Text for the path of an address.
pub(crate) fn in_path(text: &str) -> String {
    text.bytes().fold(String::new(), |mut path, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
        path
    })
}

async fn form_list(
    State(house): State<House>,
    Extension(basic): Extension<BasicSessions>,
    Path(names): Path<Names>,
    Query(query): Query<Names>,
    headers: HeaderMap,
) -> Response {
    let listed = async {
        let place = place(&house, &basic, &names, &query, &headers).await?;
        let wanted = query.get("formID");
        feeding::settle(&house, place.project).await;
        let forms = all(
            &house,
            &place.actor,
            "collect_forms",
            &[("project", place.project.into())],
        )
        .await?;
        let files = all(
            &house,
            &place.actor,
            "form_files",
            &[("project", place.project.into())],
        )
        .await?;
        let lists = entities::names_of(&house, place.project).await?;
        let mut list = Vec::new();
        for form in forms {
            let id = text(&form.data, "form_id");
            if form.state != "open"
                || form.data.get("published") != Some(&Json::Bool(true))
                || wanted.is_some_and(|wanted| wanted != id)
                || !assignments::is_for(&form.data, place.actor.id.as_str())
            {
                continue;
            }
            let key = version_key(text(&form.data, "version"));
            let number = place.project.to_string();
            let version = one(
                &house,
                &place.actor,
                "form_versions",
                &[&number, id, &key],
                "version",
            )
            .await?;
            let has_files = files.iter().any(|file| {
                text(&file.data, "form_id") == id && text(&file.data, "version_key") == key
            }) || entities::expects(&version.data, &lists);
            let address = format!("{}/forms/{}", place.base, in_path(id));
            let title = text(&version.data, "title");
            list.push(Listed {
                form_id: id.to_owned(),
                name: if title.is_empty() { id } else { title }.to_owned(),
                version: text(&version.data, "version").to_owned(),
                md5: text(&version.data, "md5").to_owned(),
                download: format!("{address}.xml"),
                manifest: has_files.then(|| format!("{address}/manifest")),
            });
        }
        list.sort_by(|a, b| a.form_id.cmp(&b.form_id));
        Ok(xml(&house, openrosa::form_list(&list)))
    };
    answered(&house, &headers, listed.await)
}

async fn manifest(
    State(house): State<House>,
    Extension(basic): Extension<BasicSessions>,
    Extension(hashes): Extension<ListHashes>,
    Path(names): Path<Names>,
    Query(query): Query<Names>,
    headers: HeaderMap,
) -> Response {
    let listed = async {
        let place = place(&house, &basic, &names, &query, &headers).await?;
        let form = names.get("form").map(String::as_str).unwrap_or_default();
        let [number, form, key] = &place.published(&house, form).await?;
        let filters = [
            ("project", place.project.into()),
            ("form_id", Json::from(form.as_str())),
        ];
        let files = all(&house, &place.actor, "form_files", &filters).await?;
        let mut media: Vec<Media> = files
            .iter()
            .filter(|file| text(&file.data, "version_key") == key.as_str())
            .map(|file| {
                let name = text(&file.data, "name");
                Media {
                    name: name.to_owned(),
                    md5: text(&file.data, "md5").to_owned(),
                    download: format!(
                        "{}/forms/{}/attachments/{}",
                        place.base,
                        in_path(form),
                        in_path(name)
                    ),
                    list: None,
                }
            })
            .collect();
        let version = one(
            &house,
            &place.actor,
            "form_versions",
            &[number, form, key],
            "version",
        )
        .await?;
        let address = format!("{}/forms/{}", place.base, in_path(form));
        let of = (&place.actor, place.project);
        let at = (place.base.as_str(), address.as_str());
        media.extend(entities::in_manifest(&house, &hashes, of, &version.data, &media, at).await?);
        media.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(xml(&house, openrosa::manifest(&media)))
    };
    answered(&house, &headers, listed.await)
}

async fn xform(
    State(house): State<House>,
    Extension(basic): Extension<BasicSessions>,
    Path(names): Path<Names>,
    Query(query): Query<Names>,
    headers: HeaderMap,
) -> Response {
    let found = async {
        let place = place(&house, &basic, &names, &query, &headers).await?;
        let asked = names.get("form").map(String::as_str).unwrap_or_default();
        let form = asked
            .strip_suffix(".xml")
            .ok_or(CollectionError::NotFound("form"))?;
        download(&house, &place, form).await
    };
    answered(&house, &headers, found.await)
}

/// The XForm of the published version, byte for byte.
pub(crate) async fn download(
    house: &House,
    place: &Place,
    form: &str,
) -> Result<Response, CollectionError> {
    let [number, form, key] = &place.published(house, form).await?;
    let version = one(
        house,
        &place.actor,
        "form_versions",
        &[number, form, key],
        "form",
    )
    .await?;
    let xml = receive::content(house, text(&version.data, "xform")).await?;
    let xml = String::from_utf8(xml).map_err(CollectionError::inside)?;
    Ok(openrosa::answer(
        StatusCode::OK,
        xml,
        &http_date(house.clock.now_ms()),
    ))
}

pub(crate) async fn file(
    State(house): State<House>,
    Extension(basic): Extension<BasicSessions>,
    Extension(hashes): Extension<ListHashes>,
    Path(names): Path<Names>,
    Query(query): Query<Names>,
    headers: HeaderMap,
) -> Response {
    let found = async {
        let place = place(&house, &basic, &names, &query, &headers).await?;
        let (form, name) = (names.get("form"), names.get("name"));
        let (form, name) = form.zip(name).ok_or(CollectionError::NotFound("file"))?;
        let [number, form, key] = &place.published(&house, form).await?;
        let file = one(
            &house,
            &place.actor,
            "form_files",
            &[number, form, key, name],
            "file",
        )
        .await;
        let file = match file {
            Err(CollectionError::NotFound(_)) => {
                let of = (&place.actor, place.project);
                let version = one(
                    &house,
                    &place.actor,
                    "form_versions",
                    &[number, form, key],
                    "file",
                )
                .await?;
                return entities::media_file(&house, &hashes, of, &version.data, name, &headers)
                    .await;
            }
            found => found?,
        };
        let tag = format!("\"{}\"", text(&file.data, "file"));
        if headers
            .get(header::IF_NONE_MATCH)
            .is_some_and(|known| known.as_bytes() == tag.as_bytes())
        {
            return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
        }
        let mut response = streamed(&house, text(&file.data, "file"), name).await?;
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        Ok(response)
    };
    answered(&house, &headers, found.await)
}

/// A kept file as a download, piece by piece; never shown as a page of ours.
pub(crate) async fn streamed(
    house: &House,
    hash: &str,
    name: &str,
) -> Result<Response, CollectionError> {
    let reader = house.store.open_attachment(hash).await?;
    let about = reader.about().clone();
    let pieces = futures_util::stream::unfold(reader, |mut reader: AttachmentReader| async {
        reader.next().await.map(|piece| (piece, reader))
    });
    // Compression asks once more after the end.
    let response = Body::from_stream(pieces.fuse()).into_response();
    Ok(as_download(response, &about.media_type, about.size, name))
}

/// Says of a body what it is, how long in bytes, and by which name it is kept.
pub(crate) fn as_download(
    mut response: Response,
    media_type: &str,
    length: impl std::fmt::Display,
    name: &str,
) -> Response {
    let headers = response.headers_mut();
    for (header, value) in [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename*=UTF-8''{}", in_path(name)),
        ),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(header, value);
        }
    }
    response
}

/// HEAD: whether this caller may submit here, and how much at once.
async fn room(
    State(house): State<House>,
    Extension(basic): Extension<BasicSessions>,
    Path(names): Path<Names>,
    Query(query): Query<Names>,
    headers: HeaderMap,
) -> Response {
    let found = async {
        place(&house, &basic, &names, &query, &headers).await?;
        Ok(openrosa::answer(
            StatusCode::NO_CONTENT,
            String::new(),
            &http_date(house.clock.now_ms()),
        ))
    };
    answered(&house, &headers, found.await)
}

async fn submit(
    State(house): State<House>,
    Extension(basic): Extension<BasicSessions>,
    Path(names): Path<Names>,
    Query(query): Query<Names>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let taken = async {
        let place = place(&house, &basic, &names, &query, &headers).await?;
        let incoming = Incoming::of_request(&headers, request).await?;
        let sender = Sender::of_device(&query, &headers);
        let taken = receive::take(&house, &place.actor, place.project, incoming, &sender).await?;
        Ok(received(&house, &headers, &taken))
    };
    answered(&house, &headers, taken.await)
}

/// What a phone is told of a submission that was taken.
pub(crate) fn received(house: &House, headers: &HeaderMap, taken: &Taken) -> Response {
    let date = http_date(house.clock.now_ms());
    let language = Language::of(headers);
    let (status, key) = match taken {
        Taken::Stored(_) => (StatusCode::CREATED, "device-received"),
        Taken::Known(_) => (StatusCode::ACCEPTED, "device-known"),
    };
    let text = language.say(key, &[]);
    openrosa::message(status, ("submit_success", &text), language, &date)
}
