//! Submissions with review, comments and files, as scripts ask for them.

use axum::{
    Json as Body,
    body::Bytes,
    http::{HeaderMap, header},
    response::IntoResponse as _,
};
use registers::{RecordView, Strictness};
use serde_json::{Value as Json, json};

use super::{Answer, Asked, instant, number_of, object};
use crate::{
    CollectionError,
    device_http::streamed,
    entities, form_figures,
    incoming::Incoming,
    receive::{self, Sender, Taken},
    review,
    shelf::{all, commit, id_of, one, put, step, text},
};

handlers! {
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
        let made = json!({"body": said, "actorId": number_of(asked.actor.id.as_str()), "createdAt": house::timestamp_text(asked.house.now())});
        list.insert(0, made.clone());
        commit(&asked.house, &asked.actor, vec![put("submissions", found.id, json!({"comments": list}))], Strictness::Receive).await?;
        Ok(Body(made).into_response())
    };
    submission_files => async |asked: Asked, _, _| {
        let found = asked.submission().await?;
        let here = all(&asked.house, &asked.actor, "submission_files", &[("submission", found.id.as_str().into())]).await?;
        Ok(Body(files_json(&found, &here)).into_response())
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

/// The files that a submission names and those that are here, by name.
pub(crate) fn files_json(submission: &RecordView, here: &[RecordView]) -> Json {
    review::files(&review::expected(&submission.data), here)
        .iter()
        .map(|file| json!({"name": file.name, "exists": file.exists}))
        .collect()
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
