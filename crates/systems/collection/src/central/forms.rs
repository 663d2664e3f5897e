//! Forms, their versions and drafts, and the files beside them.

use axum::{
    Json as Body,
    body::Bytes,
    http::{HeaderMap, header},
    response::IntoResponse as _,
};
use registers::{RecordView, Strictness};
use serde_json::{Value as Json, json};

use super::{Answer, Asked, instant, object, of_form};
use crate::{
    CollectionError,
    device_http::{self, download},
    entities, form_figures, odata_http, receive,
    renamed::with_version,
    shelf::{self, DRAFT, Drawn, all, commit, id_of, one, put, step, text, version_key},
    trial,
};

handlers! {
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
        let mut told = version_json(&form, &found);
        // The token opens the draft to anybody: it is told to those who could make it.
        if asked.manages_forms().is_ok() {
            told["draftToken"] = trial::token(&asked.house, asked.project()?, asked.name("form")).await?.into();
        }
        Ok(Body(told).into_response())
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
