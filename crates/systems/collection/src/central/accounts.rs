//! Who signs in, projects, and devices as app users.

use access::Actor;
use axum::{
    Json as Body, body::Bytes, extract::State, http::HeaderMap, response::IntoResponse as _,
};
use house::House;
use registers::{RecordView, Strictness};
use serde_json::{Value as Json, json};

use super::{Answer, Asked, instant, number_of, object};
use crate::{
    CollectionError, caller, devices,
    shelf::{self, all, commit, id_of, one},
};

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
pub(super) async fn sign_in(State(house): State<House>, body: Bytes) -> Answer {
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

fn person(actor: &Actor) -> Json {
    json!({"id": number_of(actor.id.as_str()), "type": "user", "displayName": actor.name, "email": actor.id.as_str(),
        "createdAt": "1970-01-01T00:00:00Z", "updatedAt": null, "deletedAt": null})
}

fn project_json(record: &RecordView) -> Json {
    json!({"id": record.data.get("project"), "name": record.data.get("name"), "description": record.data.get("description"),
        "archived": null, "keyId": null, "createdAt": instant(record.created), "updatedAt": instant(record.changed),
        "deletedAt": null})
}
