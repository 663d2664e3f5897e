//! The part of ODK Central's REST interface that scripts use (its API documentation, "Central API v1"): sessions,
//! projects, forms and drafts, submissions with review and comments, devices as app users. What is JSON there is JSON here.

use std::collections::BTreeMap;

use access::{Actor, Question, Verb};
use axum::{
    Extension, Json as Body, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequestParts, Path, Query, State},
    http::{HeaderMap, header, request::Parts},
    response::{IntoResponse, Response},
    routing::{delete, get, post},
};
use house::House;
use registers::{RecordView, Strictness};
use serde_json::{Map, Value as Json, json};

use crate::{
    CollectionError,
    caller::{self, BasicSessions},
    device_http::{self, download, streamed},
    devices, entities, form_figures,
    incoming::Incoming,
    odata_http,
    openrosa::tracing_fault,
    receive::{self, Sender, Taken},
    renamed::with_version,
    shelf::{self, DRAFT, Drawn, all, commit, id_of, one, put, step, text, version_key},
};

pub(crate) type Names = BTreeMap<String, String>;
pub(crate) type Answer = Result<Response, CollectionError>;

/// Largest form or file beside a form, in bytes.
const LARGEST_FORM: usize = 32 * 1024 * 1024;

/// The routes of scripts and of the workspace.
pub fn routes() -> Router<House> {
    let project = "/v1/projects/{project}";
    let form = "/v1/projects/{project}/forms/{form}";
    let one = format!("{form}/submissions/{{instance}}");
    Router::new()
        .route("/v1/sessions", post(sign_in))
        .route("/v1/users/current", get(who))
        .route("/v1/projects", get(projects).post(new_project))
        .route(project, get(project_of))
        .route(&format!("{project}/forms"), get(forms).post(new_form))
        .route(form, get(form_of).patch(form_state))
        .route(&format!("{form}/versions"), get(versions))
        .route(&format!("{form}/versions/{{version}}"), get(version_xml))
        .route(&format!("{form}/draft.xml"), get(draft_xml))
        .route(&format!("{form}/draft"), get(draft).post(new_draft))
        .route(&format!("{form}/draft/publish"), post(publish))
        .route(&format!("{form}/draft/attachments"), get(draft_files))
        .route(
            &format!("{form}/draft/attachments/{{name}}"),
            post(new_file),
        )
        .route(&format!("{form}/attachments"), get(files))
        .route(
            &format!("{form}/attachments/{{name}}"),
            get(device_http::file),
        )
        .route(
            &format!("{form}/submissions"),
            get(submissions).post(new_submission),
        )
        .route(&one, get(submission).put(edit_submission).patch(review))
        .route(&format!("{one}/comments"), get(comments).post(comment))
        .route(&format!("{one}/attachments"), get(submission_files))
        .route(
            &format!("{one}/attachments/{{name}}"),
            get(submission_file).post(new_submission_file),
        )
        .route(
            &format!("{project}/app-users"),
            get(app_users).post(new_app_user),
        )
        .route(
            &format!("{project}/app-users/{{device}}"),
            delete(revoke_app_user),
        )
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
}

impl IntoResponse for CollectionError {
    fn into_response(self) -> Response {
        if let Self::Inside(cause) = &self {
            tracing_fault(cause.as_ref());
        }
        let details = match &self {
            Self::FormFaults { faults } => json!({"error": self.to_string(), "faults": faults}),
            Self::FormWarnings { warnings } => json!({"warnings": {"xlsFormWarnings":
                warnings.iter().map(ToString::to_string).collect::<Vec<_>>(), "workflowWarnings": []}, "faults": warnings}),
            _ => json!({}),
        };
        let body =
            json!({"message": self.to_string(), "code": self.central_code(), "details": details});
        (self.status(), Body(body)).into_response()
    }
}

/// What every handler is given.
pub(crate) struct Asked {
    pub(crate) house: House,
    pub(crate) actor: Actor,
    pub(crate) names: Names,
    pub(crate) query: Names,
}

impl FromRequestParts<House> for Asked {
    type Rejection = CollectionError;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Self::Rejection> {
        let Path(names): Path<Names> = Path::from_request_parts(parts, house)
            .await
            .map_err(|_| CollectionError::NotFound("address"))?;
        let Query(query) = Query::from_request_parts(parts, house).await.map_err(|_| {
            CollectionError::BadRequest("the address's query cannot be read".to_owned())
        })?;
        let Extension(basic): Extension<BasicSessions> =
            Extension::from_request_parts(parts, house)
                .await
                .map_err(CollectionError::inside)?;
        let token = names.get("token").map(String::as_str);
        let actor = caller::actor(house, &basic, &parts.headers, token).await?;
        let asked = Self {
            house: house.clone(),
            actor,
            names,
            query,
        };
        // A phone's token is good for its own project only, whichever door it is shown at.
        if asked.names.contains_key("project") {
            device_http::of_project(&asked.house, &asked.actor, asked.project()?).await?;
        }
        Ok(asked)
    }
}

impl Asked {
    pub(crate) fn project(&self) -> Result<i64, CollectionError> {
        self.names
            .get("project")
            .and_then(|written| written.parse().ok())
            .ok_or(CollectionError::NotFound("project"))
    }

    pub(crate) fn name(&self, which: &str) -> &str {
        self.names
            .get(which)
            .map(String::as_str)
            .unwrap_or_default()
    }

    pub(crate) fn flag(&self, which: &str) -> bool {
        self.query
            .get(which)
            .is_some_and(|said| said.eq_ignore_ascii_case("true"))
    }

    /// Refuses whoever may not manage forms, before anything of what they sent is read.
    pub(crate) fn manages_forms(&self) -> Result<(), CollectionError> {
        let question = Question {
            register: "collect_forms",
            class: self.house.registers.register("collect_forms")?.class,
            verb: &Verb::Create,
            owner: None,
            purpose: None,
        };
        let decision = self.house.policy.decide(&self.actor, &question);
        if decision.allow {
            Ok(())
        } else {
            Err(CollectionError::NotAllowed(decision.why))
        }
    }

    pub(crate) async fn form(&self) -> Result<RecordView, CollectionError> {
        let number = self.project()?.to_string();
        one(
            &self.house,
            &self.actor,
            "collect_forms",
            &[&number, self.name("form")],
            "form",
        )
        .await
    }

    async fn draft(&self) -> Result<RecordView, CollectionError> {
        let number = self.project()?.to_string();
        let key = [number.as_str(), self.name("form"), DRAFT];
        one(&self.house, &self.actor, "form_versions", &key, "draft").await
    }

    /// The XForm of one version, byte for byte.
    async fn xform(&self, key: &str) -> Answer {
        let number = self.project()?.to_string();
        let key = [number.as_str(), self.name("form"), key];
        let found = one(&self.house, &self.actor, "form_versions", &key, "version").await?;
        let xml = receive::content(&self.house, text(&found.data, "xform")).await?;
        Ok(([(header::CONTENT_TYPE, "application/xml")], xml).into_response())
    }

    pub(crate) async fn submission(&self) -> Result<RecordView, CollectionError> {
        let number = self.project()?.to_string();
        let instance = self.name("instance");
        let key = [
            number.as_str(),
            self.name("form"),
            instance.strip_suffix(".xml").unwrap_or(instance),
        ];
        one(&self.house, &self.actor, "submissions", &key, "submission").await
    }
}

/// Makes a handler of what it does with an [`Asked`]; the body comes along where one is read.
macro_rules! handlers {
    ($($name:ident => $act:expr;)*) => {$(
        async fn $name(asked: Asked, headers: HeaderMap, body: Bytes) -> Answer {
            $act(asked, headers, body).await
        }
    )*};
}

handlers! {
    who => async |asked: Asked, _: HeaderMap, _: Bytes| Ok(Body(person(&asked.actor)).into_response());
    projects => async |asked: Asked, _, _| {
        let found = all(&asked.house, &asked.actor, "collect_projects", &[]).await?;
        let mut list: Vec<Json> = found.iter().map(project_json).collect();
        list.sort_by_key(|project| project["id"].as_i64());
        Ok(Body(list).into_response())
    };
    new_project => async |asked: Asked, _, body: Bytes| {
        let sent = object(&body)?;
        let name = sent.get("name").and_then(Json::as_str).filter(|name| !name.trim().is_empty());
        let name = name.ok_or_else(|| CollectionError::BadRequest("a project needs a name".to_owned()))?;
        let known = all(&asked.house, &asked.actor, "collect_projects", &[]).await?;
        let number = 1 + known.iter().filter_map(|one| one.data.get("project")?.as_i64()).max().unwrap_or(0);
        let id = id_of(&asked.house, "collect_projects", &[&number.to_string()])?;
        let record = json!({"project": number, "name": name, "description": sent.get("description")});
        commit(&asked.house, &asked.actor, vec![shelf::create("collect_projects", id, record)], Strictness::Strict).await?;
        let made = one(&asked.house, &asked.actor, "collect_projects", &[&number.to_string()], "project").await?;
        Ok(Body(project_json(&made)).into_response())
    };
    project_of => async |asked: Asked, _, _| {
        let number = asked.project()?.to_string();
        let found = one(&asked.house, &asked.actor, "collect_projects", &[&number], "project").await?;
        Ok(Body(project_json(&found)).into_response())
    };
    forms => async |asked: Asked, headers: HeaderMap, _| {
        let found = all(&asked.house, &asked.actor, "collect_forms", &[("project", asked.project()?.into())]).await?;
        let mut list = Vec::new();
        for form in &found {
            list.push(with_figures(&asked, &headers, form).await?);
        }
        list.sort_by(|a, b| a["xmlFormId"].as_str().cmp(&b["xmlFormId"].as_str()));
        Ok(Body(list).into_response())
    };
    new_form => async |asked: Asked, headers: HeaderMap, body: Bytes| {
        asked.manages_forms()?;
        let drawn = drawn(&asked, &headers, body).await?;
        let number = asked.project()?;
        one(&asked.house, &asked.actor, "collect_projects", &[&number.to_string()], "project").await?;
        let id = id_of(&asked.house, "collect_forms", &[&number.to_string(), drawn.form_id()])?;
        if shelf::known(&asked.house, "collect_forms", &id).await?.is_some() {
            return Err(CollectionError::Conflict(format!(
                "the project has a form {} already; send a new draft of it", drawn.form_id()
            )));
        }
        let form = shelf::keep_draft(&asked.house, &asked.actor, number, drawn).await?;
        if asked.flag("publish") {
            shelf::publish(&asked.house, &asked.actor, number, &form).await?;
        }
        let made = one(&asked.house, &asked.actor, "collect_forms", &[&number.to_string(), &form], "form").await?;
        Ok(Body(form_json(&asked, &made).await?).into_response())
    };
    form_of => async |asked: Asked, headers: HeaderMap, _| {
        if asked.name("form").ends_with(".svc") {
            return odata_http::service(asked, &headers).await;
        }
        let name = asked.name("form");
        let number = asked.project()?;
        if let Some(form) = name.strip_suffix(".xml") {
            let place = device_http::Place { actor: asked.actor.clone(), project: number, base: String::new() };
            return download(&asked.house, &place, form).await;
        }
        let form = asked.form().await?;
        Ok(Body(with_figures(&asked, &headers, &form).await?).into_response())
    };
    form_state => async |asked: Asked, _, body: Bytes| {
        let form = asked.form().await?;
        let sent = object(&body)?;
        let wanted = sent.get("state").and_then(Json::as_str).unwrap_or_default();
        let name = match (form.state.as_str(), wanted) {
            (now, wanted) if now == wanted => None,
            (_, "open") => Some("open"),
            (_, "closing") => Some("wind_down"),
            (_, "closed") => Some("close"),
            _ => return Err(CollectionError::BadRequest("state is open, closing or closed".to_owned())),
        };
        if let Some(name) = name {
            commit(&asked.house, &asked.actor, vec![step("collect_forms", form.id, name, None)], Strictness::Strict).await?;
        }
        let form = asked.form().await?;
        Ok(Body(form_json(&asked, &form).await?).into_response())
    };
    versions => async |asked: Asked, _, _| {
        let form = asked.form().await?;
        let mut list: Vec<Json> = of_form(&asked, "form_versions").await?
            .iter()
            .filter(|version| text(&version.data, "version_key") != DRAFT)
            .map(|version| version_json(&form, version))
            .collect();
        list.sort_by(|a, b| b["publishedAt"].as_str().cmp(&a["publishedAt"].as_str()));
        Ok(Body(list).into_response())
    };
    version_xml => async |asked: Asked, _, _| {
        let version = asked.name("version").strip_suffix(".xml").ok_or(CollectionError::NotFound("version"))?;
        // Central's word for a version without a name.
        let key = version_key(if version == "___" { "" } else { version });
        asked.xform(&key).await
    };
    draft_xml => async |asked: Asked, _, _| asked.xform(DRAFT).await;
    draft => async |asked: Asked, _, _| {
        let form = asked.form().await?;
        let found = asked.draft().await?;
        Ok(Body(version_json(&form, &found)).into_response())
    };
    new_draft => async |asked: Asked, headers: HeaderMap, body: Bytes| {
        asked.manages_forms()?;
        let number = asked.project()?;
        let form = asked.form().await?;
        if body.is_empty() {
            // As Central does: a draft that is the published version again.
            let key = version_key(text(&form.data, "version"));
            let number = number.to_string();
            let published = one(&asked.house, &asked.actor, "form_versions", &[&number, asked.name("form"), &key], "version").await?;
            let xml = receive::content(&asked.house, text(&published.data, "xform")).await?;
            let drawn = Drawn::read(xml, "", true)?;
            shelf::keep_draft(&asked.house, &asked.actor, asked.project()?, drawn).await?;
            return Ok(Body(json!({"success": true})).into_response());
        }
        let drawn = drawn(&asked, &headers, body).await?;
        if drawn.form_id() != asked.name("form") {
            return Err(CollectionError::BadRequest(format!(
                "the file is form {}, not {}", drawn.form_id(), asked.name("form")
            )));
        }
        shelf::keep_draft(&asked.house, &asked.actor, number, drawn).await?;
        Ok(Body(json!({"success": true})).into_response())
    };
    publish => async |asked: Asked, _, _| {
        let named = asked.query.get("version").filter(|version| !version.is_empty());
        if let Some(version) = named
            && version != text(&asked.draft().await?.data, "version")
        {
            asked.manages_forms()?;
            let xml = receive::content(&asked.house, text(&asked.draft().await?.data, "xform")).await?;
            let xml = String::from_utf8(xml).map_err(CollectionError::inside)?;
            let renamed = with_version(&xml, version).ok_or_else(|| CollectionError::BadRequest(
                "the version is written in the form itself; change it there and send the draft again".to_owned(),
            ))?;
            shelf::rename_draft(&asked.house, &asked.actor, asked.project()?, renamed).await?;
        }
        shelf::publish(&asked.house, &asked.actor, asked.project()?, asked.name("form")).await?;
        Ok(Body(json!({"success": true})).into_response())
    };
    draft_files => async |asked: Asked, _, _| Ok(Body(file_list(&asked, DRAFT).await?).into_response());
    files => async |asked: Asked, _, _| {
        let key = version_key(text(&asked.form().await?.data, "version"));
        Ok(Body(file_list(&asked, &key).await?).into_response())
    };
    new_file => async |asked: Asked, headers: HeaderMap, body: Bytes| {
        let number = asked.project()?.to_string();
        let (form, name) = (asked.name("form").to_owned(), asked.name("name").to_owned());
        let draft = one(&asked.house, &asked.actor, "form_versions", &[&number, &form, DRAFT], "draft").await?;
        let expected = draft.data.get("files").and_then(Json::as_array);
        if !expected.into_iter().flatten().any(|file| file == name.as_str()) {
            return Err(CollectionError::NotFound("file in the form"));
        }
        let kind = headers.get(header::CONTENT_TYPE).and_then(|said| said.to_str().ok()).unwrap_or("application/octet-stream");
        let (md5, size) = (shelf::md5_hex(&body), body.len());
        let kept = asked.house.store.attach(std::io::Cursor::new(body.to_vec()), kind).await?;
        let id = id_of(&asked.house, "form_files", &[&number, &form, DRAFT, &name])?;
        let record = json!({"project": asked.project()?, "form_id": form, "version_key": DRAFT, "name": name,
            "file": kept.hash, "md5": md5, "size": size, "media_type": kind});
        commit(&asked.house, &asked.actor, vec![put("form_files", id, record)], Strictness::Strict).await?;
        Ok(Body(json!({"success": true})).into_response())
    };
    submissions => async |asked: Asked, _, _| {
        asked.form().await?;
        let whole = |name: &str| {
            let fault = || CollectionError::BadRequest(format!("{name} is a whole number"));
            asked.query.get(name).map(|said| said.parse::<usize>().map_err(|_| fault())).transpose()
        };
        let page = (whole("limit")?, whole("offset")?.unwrap_or(0));
        let of = (asked.project()?, asked.name("form"));
        let list = form_figures::submissions(&asked.house, &asked.actor, of, page).await?;
        Ok(Body(list).into_response())
    };
    new_submission => async |asked: Asked, headers: HeaderMap, body: Bytes| {
        let sender = sender(&headers);
        let incoming = Incoming { xml: body.to_vec(), files: Vec::new() };
        let taken = receive::take(&asked.house, &asked.actor, asked.project()?, incoming, &sender).await?;
        let (Taken::Stored(instance) | Taken::Known(instance)) = taken;
        let number = asked.project()?.to_string();
        let key = [number.as_str(), asked.name("form"), &instance];
        match one(&asked.house, &asked.actor, "submissions", &key, "submission").await {
            Ok(found) => Ok(Body(submission_json(&found)).into_response()),
            // Those who may only send are told what they sent.
            Err(CollectionError::NotAllowed(_)) => Ok(Body(json!({"instanceId": instance})).into_response()),
            Err(error) => Err(error),
        }
    };
    submission => async |asked: Asked, _, _| {
        let found = asked.submission().await?;
        if asked.name("instance").ends_with(".xml") {
            let xml = receive::content(&asked.house, text(&found.data, "xml")).await?;
            return Ok(([(header::CONTENT_TYPE, "application/xml")], xml).into_response());
        }
        Ok(Body(submission_json(&found)).into_response())
    };
    edit_submission => async |asked: Asked, headers: HeaderMap, body: Bytes| {
        let before = asked.submission().await?;
        let incoming = Incoming { xml: body.to_vec(), files: Vec::new() };
        receive::take(&asked.house, &asked.actor, asked.project()?, incoming, &sender(&headers)).await?;
        let found = asked.house.registers.get(&asked.actor, "submissions", &before.id, None).await?;
        Ok(Body(submission_json(&found)).into_response())
    };
    review => async |asked: Asked, _, body: Bytes| {
        let found = asked.submission().await?;
        let sent = object(&body)?;
        let name = match sent.get("reviewState").and_then(Json::as_str) {
            Some("approved") => "approve",
            Some("rejected") => "reject",
            Some("hasIssues") => "question",
            Some("edited") => "edit",
            None => "reset",
            Some(_) => return Err(CollectionError::BadRequest(
                "reviewState is approved, rejected, hasIssues, edited or null".to_owned(),
            )),
        };
        if review_state(&found.state) != sent.get("reviewState").and_then(Json::as_str) {
            commit(&asked.house, &asked.actor, vec![step("submissions", found.id.clone(), name, None)], Strictness::Strict).await?;
        }
        if name == "approve" {
            entities::process_approved(&asked.house, &found.id).await;
        }
        let found = asked.submission().await?;
        Ok(Body(submission_json(&found)).into_response())
    };
    comments => async |asked: Asked, _, _| {
        let found = asked.submission().await?;
        Ok(Body(found.data.get("comments").cloned().unwrap_or_else(|| json!([]))).into_response())
    };
    comment => async |asked: Asked, _, body: Bytes| {
        let found = asked.submission().await?;
        let sent = object(&body)?;
        let said = sent.get("body").and_then(Json::as_str).filter(|said| !said.trim().is_empty());
        let said = said.ok_or_else(|| CollectionError::BadRequest("a comment needs a body".to_owned()))?;
        let mut list = found.data.get("comments").and_then(Json::as_array).cloned().unwrap_or_default();
        let at = jiff::Timestamp::from_millisecond(asked.house.clock.now_ms()).unwrap_or_default();
        let made = json!({"body": said, "actorId": number_of(asked.actor.id.as_str()), "createdAt": at.to_string()});
        list.insert(0, made.clone());
        commit(&asked.house, &asked.actor, vec![put("submissions", found.id, json!({"comments": list}))], Strictness::Receive).await?;
        Ok(Body(made).into_response())
    };
    submission_files => async |asked: Asked, _, _| {
        let found = asked.submission().await?;
        let here = all(&asked.house, &asked.actor, "submission_files", &[("submission", found.id.as_str().into())]).await?;
        let mut names: Vec<&str> = found.data.get("expected").and_then(Json::as_array).into_iter().flatten()
            .filter_map(Json::as_str)
            .chain(here.iter().map(|file| text(&file.data, "name")))
            .collect();
        names.sort_unstable();
        names.dedup();
        let exists = |name: &str| here.iter().any(|file| text(&file.data, "name") == name);
        let list: Vec<Json> = names.iter().map(|name| json!({"name": name, "exists": exists(name)})).collect();
        Ok(Body(list).into_response())
    };
    submission_file => async |asked: Asked, _, _| {
        let found = asked.submission().await?;
        let name = asked.name("name");
        let file = one(&asked.house, &asked.actor, "submission_files", &[found.id.as_str(), name], "file").await?;
        streamed(&asked.house, text(&file.data, "file"), name).await
    };
    new_submission_file => async |asked: Asked, headers: HeaderMap, body: Bytes| {
        let found = asked.submission().await?;
        let name = asked.name("name");
        let expected = found.data.get("expected").and_then(Json::as_array);
        if !expected.into_iter().flatten().any(|file| file == name) {
            return Err(CollectionError::NotFound("file in the submission"));
        }
        let kind = headers.get(header::CONTENT_TYPE).and_then(|said| said.to_str().ok()).unwrap_or("application/octet-stream");
        let kept = asked.house.store.attach(std::io::Cursor::new(body.to_vec()), kind).await?;
        let id = id_of(&asked.house, "submission_files", &[found.id.as_str(), name])?;
        let record = json!({"submission": found.id.as_str(), "name": name, "file": kept.hash, "size": kept.size, "media_type": kind});
        commit(&asked.house, &asked.actor, vec![put("submission_files", id, record)], Strictness::Strict).await?;
        Ok(Body(json!({"success": true})).into_response())
    };
    app_users => async |asked: Asked, _, _| {
        let list = devices::list(&asked.house, &asked.actor, asked.project()?).await?;
        Ok(Body(list).into_response())
    };
    new_app_user => async |asked: Asked, _, body: Bytes| {
        let sent = object(&body)?;
        let name = sent.get("displayName").and_then(Json::as_str).filter(|name| !name.trim().is_empty());
        let name = name.ok_or_else(|| CollectionError::BadRequest("a device needs a displayName".to_owned()))?;
        let made = devices::make(&asked.house, &asked.actor, asked.project()?, name, sent.get("properties")).await?;
        Ok(Body(made).into_response())
    };
    revoke_app_user => async |asked: Asked, _, _| {
        devices::revoke(&asked.house, &asked.actor, asked.project()?, asked.name("device")).await?;
        Ok(Body(json!({"success": true})).into_response())
    };
}

/// Signs in as pyodk and Central's own pages do: `{"email": …, "password": …}`.
async fn sign_in(State(house): State<House>, body: Bytes) -> Answer {
    let sent = object(&body)?;
    let said = |name: &str| {
        sent.get(name)
            .and_then(Json::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let token = caller::sign_in(&house, said("email"), said("password")).await?;
    let now = house.clock.now_ms();
    let at = |ms: i64| {
        jiff::Timestamp::from_millisecond(ms)
            .unwrap_or_default()
            .to_string()
    };
    let until = at(now + 12 * 60 * 60 * 1000);
    Ok(
        Body(json!({"token": token, "csrf": "", "createdAt": at(now), "expiresAt": until}))
            .into_response(),
    )
}

fn object(body: &[u8]) -> Result<Map<String, Json>, CollectionError> {
    serde_json::from_slice(body)
        .map_err(|_| CollectionError::BadRequest("the body is no JSON object".to_owned()))
}

fn sender(headers: &HeaderMap) -> Sender {
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|said| said.to_str().ok());
    Sender {
        device: None,
        user_agent: agent.map(str::to_owned),
    }
}

/// Reads the form of a request, off the threads that answer.
async fn drawn(asked: &Asked, headers: &HeaderMap, body: Bytes) -> Result<Drawn, CollectionError> {
    let fallback = headers
        .get("x-xlsform-formid-fallback")
        .and_then(|said| said.to_str().ok());
    let fallback = fallback.unwrap_or("form").to_owned();
    let ignore = asked.flag("ignoreWarnings");
    tokio::task::spawn_blocking(move || Drawn::read(body.to_vec(), &fallback, ignore))
        .await
        .map_err(CollectionError::inside)?
}

async fn of_form(asked: &Asked, register: &str) -> Result<Vec<RecordView>, CollectionError> {
    let filters = [
        ("project", asked.project()?.into()),
        ("form_id", Json::from(asked.name("form"))),
    ];
    all(&asked.house, &asked.actor, register, &filters).await
}

async fn file_list(asked: &Asked, key: &str) -> Result<Vec<Json>, CollectionError> {
    let number = asked.project()?.to_string();
    let version = one(
        &asked.house,
        &asked.actor,
        "form_versions",
        &[&number, asked.name("form"), key],
        "draft",
    )
    .await?;
    let here = of_form(asked, "form_files").await?;
    let lists = entities::names_of(&asked.house, asked.project()?).await?;
    let expected = version
        .data
        .get("files")
        .and_then(Json::as_array)
        .cloned()
        .unwrap_or_default();
    Ok(expected
        .iter()
        .filter_map(Json::as_str)
        .map(|name| {
            let file = here
                .iter()
                .find(|file| text(&file.data, "name") == name && text(&file.data, "version_key") == key);
            let list = file.is_none() && entities::is_of(name, &lists);
            json!({
                "name": name, "type": "file", "exists": file.is_some() || list, "blobExists": file.is_some(), "datasetExists": list,
                "hash": file.map(|file| text(&file.data, "md5")), "updatedAt": file.map(|file| instant(file.changed)),
            })
        })
        .collect())
}

/// A whole number that stands for somebody, always the same.
pub(crate) fn number_of(id: &str) -> u32 {
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash & 0x7fff_ffff
}

pub(crate) fn instant(at: vocab::Hlc) -> String {
    house::instant_text(at)
}

fn person(actor: &Actor) -> Json {
    json!({"id": number_of(actor.id.as_str()), "type": "user", "displayName": actor.name, "email": actor.id.as_str(),
        "createdAt": "1970-01-01T00:00:00Z", "updatedAt": null, "deletedAt": null})
}

fn project_json(record: &RecordView) -> Json {
    json!({"id": record.data.get("project"), "name": record.data.get("name"), "description": record.data.get("description"),
        "archived": null, "keyId": null, "createdAt": instant(record.created), "updatedAt": instant(record.changed),
        "deletedAt": null})
}

/// The same with the figures of its submissions, where they are asked for.
async fn with_figures(
    asked: &Asked,
    headers: &HeaderMap,
    form: &RecordView,
) -> Result<Json, CollectionError> {
    let mut told = form_json(asked, form).await?;
    if headers
        .get("x-extended-metadata")
        .is_some_and(|said| said == "true")
    {
        let of = (asked.project()?, text(&form.data, "form_id"));
        form_figures::add(&asked.house, &asked.actor, of, &mut told).await?;
    }
    Ok(told)
}

async fn form_json(asked: &Asked, form: &RecordView) -> Result<Json, CollectionError> {
    let published = form.data.get("published") == Some(&Json::Bool(true));
    let id = text(&form.data, "form_id");
    let number = asked.project()?.to_string();
    let key = if published {
        version_key(text(&form.data, "version"))
    } else {
        DRAFT.to_owned()
    };
    let version = one(
        &asked.house,
        &asked.actor,
        "form_versions",
        &[&number, id, &key],
        "version",
    )
    .await?;
    Ok(version_json(form, &version))
}

fn version_json(form: &RecordView, version: &RecordView) -> Json {
    let title = text(&version.data, "title");
    json!({
        "projectId": form.data.get("project"), "xmlFormId": text(&form.data, "form_id"),
        "name": if title.is_empty() { text(&form.data, "form_id") } else { title },
        "version": text(&version.data, "version"), "hash": text(&version.data, "md5"), "sha256": text(&version.data, "xform"),
        "state": form.state, "enketoId": null, "keyId": null, "draftToken": null,
        "hasDraft": form.data.get("has_draft"), "createdAt": instant(form.created), "updatedAt": instant(version.changed),
        "publishedAt": version.data.get("published_at"), "warnings": version.data.get("warnings"),
        "languages": version.data.get("languages"), "fields": version.data.get("fields"),
    })
}

pub(crate) fn review_state(state: &str) -> Option<&'static str> {
    match state {
        "approved" => Some("approved"),
        "rejected" => Some("rejected"),
        "has_issues" => Some("hasIssues"),
        "edited" => Some("edited"),
        _ => None,
    }
}

pub(crate) fn submission_json(record: &RecordView) -> Json {
    let data = &record.data;
    json!({
        "instanceId": text(data, "instance_id"), "submitterId": number_of(text(data, "submitter")),
        "deviceId": data.get("device"), "userAgent": data.get("user_agent"), "instanceName": data.get("instance_name"),
        "reviewState": review_state(&record.state), "createdAt": data.get("received_at"), "updatedAt": instant(record.changed),
        "currentVersion": {"instanceId": text(data, "current_id"), "instanceName": data.get("instance_name"), "current": true},
        "formVersion": text(data, "version"), "edits": null, "findings": data.get("findings"), "errors": data.get("errors"),
    })
}
