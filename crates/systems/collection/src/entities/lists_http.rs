//! Entity lists over HTTP: ODK Central's `datasets`, their properties, and who sees what.

use std::collections::BTreeMap;

use access::{Actor, Verb};
use axum::{
    Json as Body, Router,
    response::{IntoResponse as _, Response},
    routing::{get, patch, post},
};
use house::House;
use registers::Strictness;
use serde_json::{Map, Value as Json, json};
use vocab::AccessClass;

use super::{
    backed, backlog,
    call::{Answer, Call},
    intake::{Occasion, process},
    lists::{self, EntityList, Property, new_list},
    naming::{check_list_name, check_property_name},
    odata,
    shapes::{list_json, list_whole},
    who::Rule,
};
use crate::{
    CollectionError,
    central::instant,
    devices,
    shelf::{all, commit, put, text, version_key},
};

/// Days that a change may wait at the most.
const MOST_DAYS: i64 = 365;

/// The routes of lists.
pub(super) fn routes() -> Router<House> {
    let list = "/v1/projects/{project}/datasets/{list}";
    Router::new()
        .route("/v1/projects/{project}/datasets", get(lists_of).post(new))
        .route(list, get(one).patch(change))
        .route(&format!("{list}/properties"), post(new_property))
        .route(
            &format!("{list}/properties/{{property}}"),
            patch(class_property),
        )
        .route(
            &format!("{list}/access-filter"),
            get(rules).put(put_rule).delete(drop_rule),
        )
        .route(
            "/v1/projects/{project}/app-users/{device}",
            patch(attributes),
        )
}

fn said_yes(sent: &Map<String, Json>, name: &str) -> Result<Option<bool>, CollectionError> {
    match sent.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::Bool(said)) => Ok(Some(*said)),
        Some(_) => Err(CollectionError::BadRequest(format!(
            "{name} is true or false"
        ))),
    }
}

async fn lists_of(call: Call) -> Answer {
    call.project_record().await?;
    let lists = lists::seen_by(&call.house, &call.actor, call.project).await?;
    let extended = call
        .headers
        .get("x-extended-metadata")
        .is_some_and(|said| said == "true");
    let mut answer = Vec::new();
    for list in &lists {
        let mut one = list_json(list);
        if extended {
            figures(&call, list, &mut one).await?;
        }
        answer.push(one);
    }
    Ok(Body(answer).into_response())
}

/// How many entities a list has, how many in conflict, and when the last was made.
async fn figures(call: &Call, list: &EntityList, about: &mut Json) -> Result<(), CollectionError> {
    call.must_in(list, &Verb::List)?;
    if list.backing.is_some() {
        let (at, count) = call.house.registers.stamp(list.register(), None).await?;
        about["entities"] = count.into();
        about["conflicts"] = 0.into();
        about["lastEntity"] = (count > 0).then(|| instant(at)).into();
        return Ok(());
    }
    let (mut count, mut conflicts, mut last) = (0_u64, 0_u64, None);
    let mut scan = call
        .house
        .registers
        .scan("entities", Some(list.id.as_str()))?;
    while let Some(record) = scan.next().await {
        let record = record?;
        if record.state != "current" {
            continue;
        }
        count += 1;
        conflicts += u64::from(!text(&record.data, "conflict").is_empty());
        last = last.max(Some(text(&record.data, "created_at").to_owned()));
    }
    about["entities"] = count.into();
    about["conflicts"] = conflicts.into();
    about["lastEntity"] = last.into();
    Ok(())
}

async fn new(call: Call) -> Answer {
    let project = call.project_record().await?;
    call.must("entity_lists", &Verb::Create, &project.owner)?;
    let sent = call.object()?;
    let name = sent.get("name").and_then(Json::as_str).unwrap_or_default();
    check_list_name(name)?;
    let known = lists::names_of(&call.house, call.project).await?;
    if let Some(known) = known
        .iter()
        .find(|known| known.to_lowercase() == name.to_lowercase())
    {
        return Err(CollectionError::Conflict(format!(
            "the project has an entity list {known} already"
        )));
    }
    let approval = said_yes(&sent, "approvalRequired")?.unwrap_or(false);
    let register = sent.get("register").and_then(Json::as_str);
    if let Some(register) = register {
        gives(&call, register, &project.owner)?;
    }
    let change = new_list(
        &call.house,
        (call.project, &project.owner),
        name,
        approval,
        register,
    )?;
    commit(&call.house, &call.actor, vec![change], Strictness::Strict).await?;
    let list = lists::find(&call.house, call.project, name).await?;
    whole(
        &call,
        &list.ok_or(CollectionError::NotFound("entity list"))?,
    )
    .await
}

/// Refuses a register that may not be given to devices, or not by this person: nobody opens by a list what is closed
/// to them otherwise.
fn gives(call: &Call, register: &str, owner: &str) -> Result<(), CollectionError> {
    if backed::offered(&call.house, register).is_none() {
        return Err(CollectionError::BadRequest(format!(
            "{register} is no register that is given to devices; its definition says so under [entities]"
        )));
    }
    for verb in [Verb::List, Verb::Create, Verb::Patch] {
        call.must(register, &verb, owner)?;
    }
    Ok(())
}

async fn one(call: Call) -> Answer {
    if call.name("list").ends_with(".svc") {
        return odata::service(call).await;
    }
    let list = call.list().await?;
    backlog::catch_up(&call.house, call.project).await?;
    whole(&call, &list).await
}

/// A list with its properties and the forms that fill and use it.
async fn whole(call: &Call, list: &EntityList) -> Answer {
    let system = Actor::system("collection");
    let of = [("project", Json::from(call.project))];
    let forms = all(&call.house, &system, "collect_forms", &of).await?;
    let versions = all(&call.house, &system, "form_versions", &of).await?;
    let files = all(&call.house, &system, "form_files", &of).await?;
    let file = format!("{}.csv", list.name);
    let mut titles = BTreeMap::new();
    let mut linked = Vec::new();
    for form in forms
        .iter()
        .filter(|form| form.data.get("published") == Some(&Json::Bool(true)))
    {
        let id = text(&form.data, "form_id");
        titles.insert(id.to_owned(), text(&form.data, "title").to_owned());
        let key = version_key(text(&form.data, "version"));
        let is = |data: &Map<String, Json>| {
            text(data, "form_id") == id && text(data, "version_key") == key
        };
        let asks = versions
            .iter()
            .filter(|version| is(&version.data))
            .any(|version| {
                let expected = version.data.get("files").and_then(Json::as_array);
                expected.into_iter().flatten().any(|known| *known == file)
            });
        let sent = files
            .iter()
            .any(|kept| is(&kept.data) && text(&kept.data, "name") == file);
        if asks && !sent {
            linked.push(id.to_owned());
        }
    }
    linked.sort();
    let plain = call.agent().is_some_and(|agent| agent.starts_with("pyodk"));
    Ok(Body(list_whole(list, &titles, &linked, plain)).into_response())
}

async fn change(call: Call) -> Answer {
    let list = call.list().await?;
    call.must("entity_lists", &Verb::Patch, &list.owner)?;
    let sent = call.object()?;
    let mut data = json!({});
    let approval = said_yes(&sent, "approvalRequired")?;
    if let Some(said) = approval {
        data["approval_required"] = said.into();
    }
    if said_yes(&sent, "ownerOnly")? == Some(true) {
        return Err(CollectionError::BadRequest(
            "ownerOnly is not known here; say with accessRules who sees which entities".to_owned(),
        ));
    }
    if let Some(days) = sent.get("holdDays") {
        let days = days
            .as_i64()
            .filter(|days| (0..=MOST_DAYS).contains(days))
            .ok_or_else(|| {
                CollectionError::BadRequest(format!(
                    "holdDays is a whole number from 0 to {MOST_DAYS}"
                ))
            })?;
        data["hold_days"] = days.into();
    }
    if let Some(rules) = sent.get("accessRules") {
        let rules: Vec<Rule> = serde_json::from_value(rules.clone()).map_err(|error| {
            CollectionError::BadRequest(format!(
                "accessRules is a list of {{\"datasetProperty\", \"actorProperty\", \"roles\", \"within\"}}: {error}"
            ))
        })?;
        for rule in &rules {
            check_rule(&list, rule)?;
        }
        data["access_rules"] = json!(rules);
    }
    let pending = if approval == Some(false) && list.approval_required {
        pending(&call, &list).await?
    } else {
        Vec::new()
    };
    if !pending.is_empty() && call.said("convert").is_none() {
        return Err(CollectionError::Pending(pending.len()));
    }
    commit(
        &call.house,
        &call.actor,
        vec![put("entity_lists", list.id.clone(), data)],
        Strictness::Strict,
    )
    .await?;
    if call.flag("convert") {
        for submission in &pending {
            process(&call.house, submission, Occasion::Received).await?;
        }
    }
    let list = call.list().await?;
    whole(&call, &list).await
}

/// The submissions that wait for approval to make entities of a list.
async fn pending(call: &Call, list: &EntityList) -> Result<Vec<vocab::RecordId>, CollectionError> {
    let system = Actor::system("collection");
    let waits = [
        ("project", Json::from(call.project)),
        ("entity_state", Json::from("waiting")),
    ];
    let found = all(&call.house, &system, "submissions", &waits).await?;
    let held = [
        ("project", Json::from(call.project)),
        ("@state", Json::from("held")),
    ];
    let held = all(&call.house, &system, "entity_backlog", &held).await?;
    Ok(found
        .into_iter()
        .filter(|one| {
            list.source_forms
                .iter()
                .any(|form| form == text(&one.data, "form_id"))
        })
        .filter(|one| {
            !held
                .iter()
                .any(|held| text(&held.data, "submission") == one.id.as_str())
        })
        .map(|one| one.id)
        .collect())
}

/// The properties of a register are the fields of its form.
fn own_properties(list: &EntityList) -> Result<(), CollectionError> {
    match &list.backing {
        None => Ok(()),
        Some(backing) => Err(CollectionError::Conflict(format!(
            "the properties of this list are the fields of the register {}; change its definition",
            backing.register
        ))),
    }
}

/// Says how harmful disclosure of a property would be.
async fn class_property(call: Call) -> Answer {
    let list = call.list().await?;
    call.must("entity_lists", &Verb::Patch, &list.owner)?;
    own_properties(&list)?;
    let sent = call.object()?;
    let class = sent
        .get("class")
        .and_then(|class| serde_json::from_value::<AccessClass>(class.clone()).ok());
    let class = class.ok_or_else(|| {
        CollectionError::BadRequest(
            "class is open, internal, confidential or strictly_confidential".to_owned(),
        )
    })?;
    // The whole list again: what the caller may not see of it stays as it is.
    let whole = lists::find(&call.house, call.project, &list.name).await?;
    let mut properties = whole.map(|list| list.properties).unwrap_or_default();
    let known = properties.iter_mut().find(|known| {
        list.property(call.name("property")).map(|own| &own.name) == Some(&known.name)
    });
    known.ok_or(CollectionError::NotFound("property"))?.class = class;
    let change = list.with_properties(&properties);
    commit(&call.house, &call.actor, vec![change], Strictness::Strict).await?;
    Ok(success())
}

async fn new_property(call: Call) -> Answer {
    let list = call.list().await?;
    call.must("entity_lists", &Verb::Patch, &list.owner)?;
    own_properties(&list)?;
    let sent = call.object()?;
    let name = sent.get("name").and_then(Json::as_str).unwrap_or_default();
    check_property_name(name)?;
    if let Some(known) = list.property(name) {
        return Err(CollectionError::Conflict(format!(
            "the list has a property {} already",
            known.name
        )));
    }
    let whole = lists::find(&call.house, call.project, &list.name).await?;
    let mut properties = whole.map(|list| list.properties).unwrap_or_default();
    properties.push(Property::new(name, &lists::now(&call.house)));
    commit(
        &call.house,
        &call.actor,
        vec![list.with_properties(&properties)],
        Strictness::Strict,
    )
    .await?;
    Ok(success())
}

/// What Central says when there is no more to say.
pub(super) fn success() -> Response {
    Body(json!({"success": true})).into_response()
}

fn check_rule(list: &EntityList, rule: &Rule) -> Result<(), CollectionError> {
    if list
        .properties
        .iter()
        .all(|property| property.name != rule.dataset_property)
    {
        return Err(CollectionError::BadRequest(format!(
            "the list has no property {}; make it first",
            rule.dataset_property
        )));
    }
    let own = ["@account", "@role", "@unit"];
    if rule.actor_property.trim().is_empty()
        || (rule.actor_property.starts_with('@') && !own.contains(&rule.actor_property.as_str()))
    {
        return Err(CollectionError::BadRequest(
            "actorProperty names an attribute of devices, or is @account, @role or @unit"
                .to_owned(),
        ));
    }
    Ok(())
}

async fn rules(call: Call) -> Answer {
    let list = call.list().await?;
    Ok(Body(json!(list.rules.first())).into_response())
}

async fn put_rule(call: Call) -> Answer {
    let list = call.list().await?;
    call.must("entity_lists", &Verb::Patch, &list.owner)?;
    let rule: Rule = serde_json::from_value(Json::Object(call.object()?)).map_err(|error| {
        CollectionError::BadRequest(format!(
            "a rule needs datasetProperty and actorProperty: {error}"
        ))
    })?;
    check_rule(&list, &rule)?;
    let mut rules = list.rules.clone();
    rules.retain(|known| {
        (&known.dataset_property, &known.roles) != (&rule.dataset_property, &rule.roles)
    });
    rules.push(rule.clone());
    let change = put(
        "entity_lists",
        list.id.clone(),
        json!({"access_rules": rules}),
    );
    commit(&call.house, &call.actor, vec![change], Strictness::Strict).await?;
    Ok(Body(json!(rule)).into_response())
}

/// Takes the rules of one property away, or all of them.
async fn drop_rule(call: Call) -> Answer {
    let list = call.list().await?;
    call.must("entity_lists", &Verb::Patch, &list.owner)?;
    let mut rules = list.rules.clone();
    rules.retain(|known| {
        call.said("datasetProperty")
            .is_some_and(|name| name != known.dataset_property)
    });
    let change = put(
        "entity_lists",
        list.id.clone(),
        json!({"access_rules": rules}),
    );
    commit(&call.house, &call.actor, vec![change], Strictness::Strict).await?;
    Ok(success())
}

/// Sets the attributes of a device that rules ask for.
async fn attributes(call: Call) -> Answer {
    let sent = call.object()?;
    let attributes = sent
        .get("properties")
        .and_then(Json::as_object)
        .ok_or_else(|| {
            CollectionError::BadRequest("the body needs properties, an object of texts".to_owned())
        })?;
    devices::set_attributes(
        &call.house,
        &call.actor,
        call.project,
        call.name("device"),
        attributes,
    )
    .await?;
    let list = devices::list(&call.house, &call.actor, call.project).await?;
    let number: Option<u64> = call.name("device").parse().ok();
    let device = list
        .into_iter()
        .find(|device| device["id"].as_u64() == number);
    Ok(Body(device.ok_or(CollectionError::NotFound("device"))?).into_response())
}
