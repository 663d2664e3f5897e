//! Entities over HTTP: what scripts read and write (ODK Central's API), and what phones ask about.

use access::Verb;
use axum::{
    Json as Body, Router,
    response::IntoResponse as _,
    routing::{get, post},
};
use house::House;
use registers::Strictness;
use serde_json::{Map, Value as Json, json};

use std::collections::{BTreeMap, BTreeSet};

use super::{
    backed::Names,
    backlog,
    call::{Answer, Call},
    export, intake, integrity,
    lists::{self, EntityList},
    lists_http::success,
    odata, records, rows,
    rules::{Source, Stored},
    sent::Sent,
    shapes::{entity_json, history_json},
    store::{self, About, Entity, TRIES, Tried, appended, attempt, fresh_uuid, uuid_of},
    who::Reach,
};
use crate::{
    CollectionError,
    shelf::{all, commit, id_of, known, put, step, text},
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
        .route(&format!("{list}/Entities"), get(odata::table))
        .route(&format!("{list}/$metadata"), get(odata::metadata))
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
    call.must_in(&list, &Verb::List)?;
    backlog::catch_up(&call.house, call.project).await?;
    let mut found = if list.backing.is_some() {
        // A register's records are not deleted; they take steps of its lifecycle.
        if call.flag("deleted") {
            return Ok(Body(json!([])).into_response());
        }
        let names = Names::of(&call.house, &list).await?;
        let records = all(&call.house, &call.actor, list.register(), &[]).await?;
        records::as_entities(&call.house, &list, &names, records).await?
    } else {
        let state = if call.flag("deleted") {
            "deleted"
        } else {
            "current"
        };
        let filters = [
            ("@partition", Json::from(list.id.as_str())),
            ("@state", Json::from(state)),
        ];
        all(&call.house, &call.actor, "entities", &filters).await?
    };
    found.sort_by(|a, b| text(&b.data, "created_at").cmp(text(&a.data, "created_at")));
    let mut versions = BTreeMap::new();
    if list.backing.is_none() {
        let ids = found
            .iter()
            .map(|entity| version_id(&call, &list, &entity.data))
            .collect::<Result<Vec<_>, _>>()?;
        for version in store::read_all(&call.house, "entity_versions", &ids)
            .await?
            .into_values()
        {
            versions.insert(text(&version.data, "uuid").to_owned(), version.data);
        }
    }
    let told: Vec<Json> = found
        .iter()
        .map(|entity| {
            let mut short = entity.data.clone();
            short.insert("number".to_owned(), json!(entity.data.get("version")));
            let version = versions.get(text(&entity.data, "uuid")).unwrap_or(&short);
            entity_json(entity, Some(version), (&list, false))
        })
        .collect();
    Ok(Body(told).into_response())
}

fn version_id(
    call: &Call,
    list: &EntityList,
    entity: &Map<String, Json>,
) -> Result<vocab::RecordId, CollectionError> {
    let number = store::number(entity, "version").to_string();
    id_of(
        &call.house,
        "entity_versions",
        &[list.id.as_str(), text(entity, "uuid"), &number],
    )
}

/// The versions of an entity, oldest first, in the shape in which they are kept.
async fn history(
    call: &Call,
    list: &EntityList,
    uuid: &str,
    entity: &Entity,
) -> Result<Vec<Map<String, Json>>, CollectionError> {
    if list.backing.is_some() {
        return Ok(records::history(list, uuid, entity));
    }
    let count = entity
        .record
        .as_ref()
        .map_or(0, |record| store::number(&record.data, "version"));
    let found = store::versions(&call.house, &list.id, uuid, count).await?;
    Ok(found.into_iter().map(|version| version.data).collect())
}

async fn told(call: &Call, list: &EntityList, uuid: &str, entity: &Entity) -> Answer {
    let record = entity.record.as_ref();
    let record = record.ok_or(CollectionError::NotFound("entity"))?;
    let registers = &call.house.registers;
    let mut shown = registers
        .get(&call.actor, list.register(), &record.id, None)
        .await?;
    let current = if list.backing.is_some() {
        let mut versions = records::history(list, uuid, entity);
        let names = Names::of(&call.house, list).await?;
        let all = records::as_entities(&call.house, list, &names, vec![shown]).await?;
        shown = all
            .into_iter()
            .next()
            .ok_or(CollectionError::NotFound("entity"))?;
        let first = versions.first();
        let creator = first.map_or("", |first| text(first, "creator"));
        shown.data.insert("creator".to_owned(), creator.into());
        versions.pop()
    } else {
        let id = version_id(call, list, &record.data)?;
        let version = known(&call.house, "entity_versions", &id).await?;
        version.map(|version| version.data)
    };
    Ok(Body(entity_json(&shown, current.as_ref(), (list, true))).into_response())
}

async fn entity(call: Call) -> Answer {
    let list = call.list().await?;
    backlog::catch_up(&call.house, call.project).await?;
    let entity = call.entity(&list).await?;
    if entity.deleted() && !call.flag("deleted") {
        return Err(CollectionError::NotFound("entity"));
    }
    told(&call, &list, &call.uuid_in(&list)?, &entity).await
}

async fn versions(call: Call) -> Answer {
    let list = call.list().await?;
    backlog::catch_up(&call.house, call.project).await?;
    let entity = call.entity(&list).await?;
    let found = history(&call, &list, &call.uuid_in(&list)?, &entity).await?;
    let count = found.len();
    let told: Vec<Json> = found
        .iter()
        .enumerate()
        .map(|(at, version)| history_json(version, at + 1 == count, &list))
        .collect();
    Ok(Body(told).into_response())
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
    call.must_in(&list, &Verb::Create)?;
    let sent = call.object()?;
    if let Some(several) = sent.get("entities") {
        return new_many(&call, &list, several, sent.get("source")).await;
    }
    let sent = Sent::read(&list, &sent)?;
    let uuid = sent.uuid.clone().unwrap_or_else(|| fresh_uuid(&call.house));
    make(&call, &list, vec![(uuid.clone(), sent.first()?)], json!({})).await?;
    let entity = Entity::read(&call.house, &list, &uuid).await?;
    told(&call, &list, &uuid, &entity).await
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
    let uuids: Vec<String> = made.iter().map(|(uuid, _)| uuid.clone()).collect();
    let known = rows::some(&call.house, list, &Reach::everything(), &uuids).await?;
    let mut seen: BTreeSet<String> = known.into_iter().map(|row| row.uuid).collect();
    let mut changes = Vec::with_capacity(made.len() * 2);
    let nothing = Entity::nothing();
    for (uuid, first) in made {
        if !seen.insert(uuid.clone()) {
            return Err(taken(&uuid));
        }
        let new = [(first, None)];
        let made = appended(&call.house, list, (&uuid, &nothing), &new, &about)?;
        changes.extend(made);
    }
    if changes.is_empty() {
        return Ok(());
    }
    match attempt(&call.house, &call.actor, changes).await? {
        Tried::Written => {}
        Tried::Refused(why) => return Err(CollectionError::Conflict(why)),
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
    call.must_in(&list, &Verb::Patch)?;
    let mut entity = call.entity(&list).await?;
    let uuid = call.uuid_in(&list)?;
    let sent = Sent::read(&list, &call.object()?)?;
    let resolve = call.flag("resolve");
    let changes_it = sent.label.is_some() || !sent.data.is_empty();
    if !changes_it && !resolve {
        return Err(CollectionError::BadRequest(
            "send a label or data to change, or resolve=true".to_owned(),
        ));
    }
    if resolve && list.backing.is_some() {
        return Err(CollectionError::BadRequest(format!(
            "settle the conflict in the register {}, where both values stand",
            list.register()
        )));
    }
    for _ in 0..TRIES {
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
            appended(
                &call.house,
                &list,
                (&uuid, &entity),
                &[(next, None)],
                &about,
            )?
        } else {
            let data = json!({"conflict": null, "updated_at": about.at});
            let key = [list.id.as_str(), &uuid];
            vec![put("entities", id_of(&call.house, "entities", &key)?, data)]
        };
        match attempt(&call.house, &call.actor, changes).await? {
            Tried::Written => {
                entity = Entity::read(&call.house, &list, &uuid).await?;
                return told(&call, &list, &uuid, &entity).await;
            }
            Tried::Refused(why) => return Err(CollectionError::Conflict(why)),
            Tried::Overtaken => entity = Entity::read(&call.house, &list, &uuid).await?,
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

/// Records of a register come to their end by steps of its lifecycle.
fn own_list(list: &EntityList) -> Result<(), CollectionError> {
    if list.backing.is_none() {
        return Ok(());
    }
    Err(CollectionError::Conflict(format!(
        "these are records of the register {}, which are not deleted; take a step of its lifecycle",
        list.register()
    )))
}

async fn delete(call: Call) -> Answer {
    let list = call.list().await?;
    own_list(&list)?;
    let entity = call.entity(&list).await?;
    let deleted = entity.deleted();
    let record = entity.record.filter(|_| !deleted);
    let record = record.ok_or(CollectionError::NotFound("entity"))?;
    commit(
        &call.house,
        &call.actor,
        vec![step("entities", record.id, "delete", None)],
        Strictness::Strict,
    )
    .await?;
    Ok(success())
}

async fn restore(call: Call) -> Answer {
    let list = call.list().await?;
    own_list(&list)?;
    let entity = call.entity(&list).await?;
    let deleted = entity.deleted();
    let record = entity.record.filter(|_| deleted);
    let record = record.ok_or(CollectionError::NotFound("deleted entity"))?;
    commit(
        &call.house,
        &call.actor,
        vec![step("entities", record.id, "restore", None)],
        Strictness::Strict,
    )
    .await?;
    Ok(success())
}

async fn delete_many(call: Call) -> Answer {
    let list = call.list().await?;
    own_list(&list)?;
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
        let key = [list.id.as_str(), &uuid];
        ids.push(id_of(&call.house, "entities", &key)?);
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
