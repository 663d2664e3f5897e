//! Entities over HTTP: what scripts read and write (ODK Central's API), and what phones ask about.

use access::Verb;
use axum::{
    Json as Body, Router,
    response::IntoResponse as _,
    routing::{get, post},
};
use house::House;
use registers::{RecordView, Strictness};
use serde_json::{Map, Value as Json, json};

use super::{
    backlog,
    call::{Answer, Call},
    export, intake, integrity,
    lists::{self, EntityList},
    lists_http::success,
    rules::{Properties, Source, Stored},
    shapes::{entity_json, history_json},
    store::{self, About, Entity, TRIES, Tried, appended, attempt, fresh_uuid, uuid_of},
};
use crate::{
    CollectionError,
    shelf::{all, commit, id_of, put, step, text},
};

/// Entities of one request at the most.
const MOST: usize = 50_000;

/// The routes of entities.
pub(super) fn routes() -> Router<House> {
    let list = "/v1/projects/{project}/datasets/{list}";
    let one = format!("{list}/entities/{{uuid}}");
    Router::new()
        .route(&format!("{list}/entities"), get(entities).post(new))
        .route(&format!("{list}/entities.csv"), get(export::csv))
        .route(&format!("{list}/Entities"), get(export::odata))
        .route(&format!("{list}/bulk-delete"), post(delete_many))
        .route(&format!("{list}/integrity"), get(integrity::integrity))
        .route(
            "/v1/key/{token}/projects/{project}/datasets/{list}/integrity",
            get(integrity::integrity),
        )
        .route(&one, get(entity).patch(update).delete(delete))
        .route(&format!("{one}/versions"), get(versions))
        .route(&format!("{one}/restore"), post(restore))
}

async fn entities(call: Call) -> Answer {
    let list = call.list().await?;
    call.must("entities", &Verb::List, &list.owner)?;
    backlog::catch_up(&call.house, call.project).await?;
    let state = if call.flag("deleted") {
        "deleted"
    } else {
        "current"
    };
    let filters = [
        ("@partition", Json::from(list.id.as_str())),
        ("@state", Json::from(state)),
    ];
    let mut found = all(&call.house, &call.actor, "entities", &filters).await?;
    found.sort_by(|a, b| text(&b.data, "created_at").cmp(text(&a.data, "created_at")));
    let ids = found
        .iter()
        .map(|entity| version_id(&call, &list, entity))
        .collect::<Result<Vec<_>, _>>()?;
    let versions = store::read_all(&call.house, "entity_versions", &ids).await?;
    let told: Vec<Json> = found
        .iter()
        .zip(&ids)
        .map(|(entity, id)| entity_json(entity, versions.get(id), false))
        .collect();
    Ok(Body(told).into_response())
}

fn version_id(
    call: &Call,
    list: &EntityList,
    entity: &RecordView,
) -> Result<vocab::RecordId, CollectionError> {
    let number = store::number(&entity.data, "version").to_string();
    id_of(
        &call.house,
        "entity_versions",
        &[list.id.as_str(), text(&entity.data, "uuid"), &number],
    )
}

async fn told(call: &Call, list: &EntityList, uuid: &str) -> Answer {
    let id = call.entity_id(list, uuid)?;
    let entity = call
        .house
        .registers
        .get(&call.actor, "entities", &id, None)
        .await?;
    let version = version_id(call, list, &entity)?;
    let versions = store::read_all(
        &call.house,
        "entity_versions",
        std::slice::from_ref(&version),
    )
    .await?;
    Ok(Body(entity_json(&entity, versions.get(&version), true)).into_response())
}

async fn entity(call: Call) -> Answer {
    let list = call.list().await?;
    backlog::catch_up(&call.house, call.project).await?;
    let entity = call.entity(&list).await?;
    if entity.state == "deleted" && !call.flag("deleted") {
        return Err(CollectionError::NotFound("entity"));
    }
    told(&call, &list, &call.uuid()?).await
}

async fn versions(call: Call) -> Answer {
    let list = call.list().await?;
    backlog::catch_up(&call.house, call.project).await?;
    let entity = call.entity(&list).await?;
    let count = store::number(&entity.data, "version");
    let found = store::versions(&call.house, &list.id, &call.uuid()?, count).await?;
    let told: Vec<Json> = found
        .iter()
        .map(|version| {
            history_json(
                &version.data,
                store::number(&version.data, "number") == count,
            )
        })
        .collect();
    Ok(Body(told).into_response())
}

/// An entity as a script sends it.
struct Sent {
    uuid: Option<String>,
    label: Option<String>,
    data: Properties,
}

impl Sent {
    fn read(list: &EntityList, sent: &Map<String, Json>) -> Result<Self, CollectionError> {
        let bad = |reason: String| CollectionError::BadRequest(reason);
        if let Some(other) = sent
            .keys()
            .find(|key| !["uuid", "label", "data"].contains(&key.as_str()))
        {
            return Err(bad(format!(
                "an entity has uuid, label and data, and no {other}"
            )));
        }
        let written = |name: &str| match sent.get(name) {
            None | Some(Json::Null) => Ok(None),
            Some(Json::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(bad(format!("{name} is a text"))),
        };
        let uuid = written("uuid")?
            .map(|id| {
                uuid_of(&id).ok_or_else(|| bad(format!("uuid: {id} is no UUID of version 4")))
            })
            .transpose()?;
        let label = written("label")?;
        if label.as_ref().is_some_and(|label| label.trim().is_empty()) {
            return Err(bad("the label is empty".to_owned()));
        }
        let mut data = Properties::new();
        match sent.get("data") {
            None | Some(Json::Null) => {}
            Some(Json::Object(values)) => {
                for (name, value) in values {
                    let property = list.property(name).ok_or_else(|| {
                        bad(format!("the list has no property {name}; make it first"))
                    })?;
                    let value = match value {
                        Json::String(text) => text.clone(),
                        Json::Null => String::new(),
                        Json::Number(_) | Json::Bool(_) => value.to_string(),
                        _ => return Err(bad(format!("{name} is a text"))),
                    };
                    data.insert(property.name.clone(), value);
                }
            }
            Some(_) => return Err(bad("data is an object of texts by property".to_owned())),
        }
        Ok(Self { uuid, label, data })
    }

    /// The first version of a new entity.
    fn first(self) -> Result<Stored, CollectionError> {
        let label = self
            .label
            .ok_or_else(|| CollectionError::BadRequest("an entity needs a label".to_owned()))?;
        Ok(Stored {
            version: 1,
            received_label: Some(label.clone()),
            label,
            received: self.data.clone(),
            data: self.data,
            base: None,
            source: Source::Api,
            conflict: None,
            conflicting: Vec::new(),
            forced: false,
        })
    }
}

fn about(call: &Call, source: Json) -> About {
    About {
        creator: call.actor.id.as_str().to_owned(),
        user_agent: call.agent().map(str::to_owned),
        at: lists::now(&call.house),
        submission: None,
        source,
    }
}

async fn new(call: Call) -> Answer {
    let list = call.list().await?;
    call.must("entities", &Verb::Create, &list.owner)?;
    let sent = call.object()?;
    if let Some(several) = sent.get("entities") {
        return new_many(&call, &list, several, sent.get("source")).await;
    }
    let sent = Sent::read(&list, &sent)?;
    let uuid = sent.uuid.clone().unwrap_or_else(|| fresh_uuid(&call.house));
    make(&call, &list, vec![(uuid.clone(), sent.first()?)], json!({})).await?;
    told(&call, &list, &uuid).await
}

async fn new_many(call: &Call, list: &EntityList, several: &Json, source: Option<&Json>) -> Answer {
    let bad = |reason: &str| CollectionError::BadRequest(reason.to_owned());
    let several = several
        .as_array()
        .ok_or_else(|| bad("entities is a list"))?;
    let name = source
        .and_then(|source| source["name"].as_str())
        .filter(|name| !name.trim().is_empty());
    let name = name.ok_or_else(|| {
        bad("source needs a name: the file or program that the entities come from")
    })?;
    if several.len() > MOST {
        return Err(bad(&format!("send at most {MOST} entities at once")));
    }
    let size = source
        .and_then(|source| source.get("size"))
        .filter(|size| size.is_number() || size.is_string());
    let mut made = Vec::with_capacity(several.len());
    for (at, one) in several.iter().enumerate() {
        let placed = |error: CollectionError| match error {
            CollectionError::BadRequest(reason) => {
                CollectionError::BadRequest(format!("entity {}: {reason}", at + 1))
            }
            other => other,
        };
        let one = one
            .as_object()
            .ok_or_else(|| placed(bad("an entity is an object")))?;
        let sent = Sent::read(list, one).map_err(placed)?;
        let uuid = sent.uuid.clone().unwrap_or_else(|| fresh_uuid(&call.house));
        made.push((uuid, sent.first().map_err(placed)?));
    }
    make(call, list, made, json!({"name": name, "size": size})).await?;
    Ok(success())
}

/// Makes entities, all or none.
async fn make(
    call: &Call,
    list: &EntityList,
    made: Vec<(String, Stored)>,
    source: Json,
) -> Result<(), CollectionError> {
    let about = about(call, source);
    let taken = |uuid: &str| {
        CollectionError::Conflict(format!(
            "an entity with the id {uuid} exists already or was deleted"
        ))
    };
    let ids = made
        .iter()
        .map(|(uuid, _)| call.entity_id(list, uuid))
        .collect::<Result<Vec<_>, _>>()?;
    let known = store::read_all(&call.house, "entities", &ids).await?;
    let mut seen = std::collections::BTreeSet::new();
    let mut changes = Vec::with_capacity(made.len() * 2);
    let mut uuids = Vec::with_capacity(made.len());
    for ((uuid, first), id) in made.into_iter().zip(&ids) {
        if known.contains_key(id) || !seen.insert(uuid.clone()) {
            return Err(taken(&uuid));
        }
        changes.extend(appended(
            &call.house,
            list,
            &uuid,
            true,
            &[(first, None)],
            &about,
        )?);
        uuids.push(uuid);
    }
    if changes.is_empty() {
        return Ok(());
    }
    match attempt(&call.house, &call.actor, changes).await? {
        Tried::Written => {}
        Tried::Overtaken => {
            return Err(CollectionError::Conflict(
                "one of these entities was made just now by somebody else".to_owned(),
            ));
        }
    }
    intake::free(&call.house, &list.id, &uuids).await
}

async fn update(call: Call) -> Answer {
    let list = call.list().await?;
    call.must("entities", &Verb::Patch, &list.owner)?;
    call.entity(&list).await?;
    let uuid = call.uuid()?;
    let sent = Sent::read(&list, &call.object()?)?;
    let resolve = call.flag("resolve");
    let changes_it = sent.label.is_some() || !sent.data.is_empty();
    if !changes_it && !resolve {
        return Err(CollectionError::BadRequest(
            "send a label or data to change, or resolve=true".to_owned(),
        ));
    }
    for _ in 0..TRIES {
        let entity = Entity::read(&call.house, &list.id, &uuid).await?;
        let current = entity.versions.last().filter(|_| !entity.deleted());
        let current = current.ok_or(CollectionError::NotFound("entity"))?;
        check_base(&call, current.version, changes_it)?;
        if resolve && current.conflict.is_none() {
            return Err(CollectionError::BadRequest(
                "the entity is in no conflict".to_owned(),
            ));
        }
        let about = about(&call, json!({}));
        let changes = if changes_it {
            let mut data = current.data.clone();
            data.extend(sent.data.clone());
            let next = Stored {
                version: current.version + 1,
                label: sent.label.clone().unwrap_or_else(|| current.label.clone()),
                data,
                received: sent.data.clone(),
                received_label: sent.label.clone(),
                base: Some(current.version),
                source: Source::Api,
                conflict: current.conflict.filter(|_| !resolve),
                conflicting: Vec::new(),
                forced: false,
            };
            appended(&call.house, &list, &uuid, false, &[(next, None)], &about)?
        } else {
            let data = json!({"conflict": null, "updated_at": about.at});
            vec![put("entities", call.entity_id(&list, &uuid)?, data)]
        };
        if let Tried::Written = attempt(&call.house, &call.actor, changes).await? {
            return told(&call, &list, &uuid).await;
        }
    }
    Err(CollectionError::Conflict(
        "others write to this entity all the time; try again".to_owned(),
    ))
}

/// A change says which version its author has seen, or that it does not matter.
fn check_base(call: &Call, current: u64, changes_it: bool) -> Result<(), CollectionError> {
    match call.said("baseVersion") {
        _ if call.flag("force") => Ok(()),
        Some(said) if said.parse() == Ok(current) => Ok(()),
        None if !changes_it => Ok(()),
        said => Err(CollectionError::VersionConflict {
            current,
            given: said.unwrap_or("none").to_owned(),
        }),
    }
}

async fn delete(call: Call) -> Answer {
    let list = call.list().await?;
    let entity = call.entity(&list).await?;
    if entity.state == "deleted" {
        return Err(CollectionError::NotFound("entity"));
    }
    commit(
        &call.house,
        &call.actor,
        vec![step("entities", entity.id, "delete", None)],
        Strictness::Strict,
    )
    .await?;
    Ok(success())
}

async fn restore(call: Call) -> Answer {
    let list = call.list().await?;
    let entity = call.entity(&list).await?;
    if entity.state != "deleted" {
        return Err(CollectionError::NotFound("deleted entity"));
    }
    commit(
        &call.house,
        &call.actor,
        vec![step("entities", entity.id, "restore", None)],
        Strictness::Strict,
    )
    .await?;
    Ok(success())
}

async fn delete_many(call: Call) -> Answer {
    let list = call.list().await?;
    let sent = call.object()?;
    let written = sent
        .get("ids")
        .and_then(Json::as_array)
        .filter(|ids| ids.len() <= MOST);
    let written = written.ok_or_else(|| {
        CollectionError::BadRequest(format!("ids is a list of at most {MOST} ids of entities"))
    })?;
    let mut ids = Vec::new();
    for id in written {
        let uuid = id
            .as_str()
            .and_then(uuid_of)
            .ok_or(CollectionError::NotFound("entity"))?;
        ids.push(call.entity_id(&list, &uuid)?);
    }
    ids.sort();
    ids.dedup();
    let known = store::read_all(&call.house, "entities", &ids).await?;
    if known.len() != ids.len() {
        return Err(CollectionError::NotFound("entity"));
    }
    let gone = known.values().filter(|entity| entity.state != "deleted");
    let changes = gone
        .map(|entity| step("entities", entity.id.clone(), "delete", None))
        .collect();
    commit(&call.house, &call.actor, changes, Strictness::Strict).await?;
    Ok(success())
}
