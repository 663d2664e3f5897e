//! Which personal data of entity lists a form is given. A list shows phones what harms nobody; a property with personal
//! data goes only to the forms whose grant names it, and only somebody who may see it themselves can grant it.

use std::collections::BTreeMap;

use access::Verb;
use axum::{Json as Body, Router, body::Bytes, response::IntoResponse as _, routing::get};
use house::House;
use registers::Strictness;
use serde_json::{Map, Value as Json, json};

use super::lists::{self, EntityList};
use crate::{
    CollectionError,
    central::{Answer, Asked},
    shelf::{commit, id_of, known, put, text, version_key},
};

/// The routes.
pub(super) fn routes() -> Router<House> {
    Router::new().route(
        "/api/v1/collect/projects/{project}/forms/{form}/entity-grants",
        get(shown).put(grant),
    )
}

/// The properties of a list that a form is given though they are personal data.
pub(super) fn of(form: &Map<String, Json>, list: &str) -> Vec<String> {
    let names = form
        .get("entity_grants")
        .and_then(|grants| grants.get(list)?.as_array());
    names
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect()
}

/// The lists that the published version of a form, or its draft, is given.
async fn given(asked: &Asked) -> Result<Vec<EntityList>, CollectionError> {
    let form = asked.form().await?;
    let project = asked.project()?;
    let keys = [
        version_key(text(&form.data, "version")),
        crate::shelf::DRAFT.to_owned(),
    ];
    let mut found: BTreeMap<String, EntityList> = BTreeMap::new();
    for key in keys {
        let key = [&project.to_string(), text(&form.data, "form_id"), &key];
        let id = id_of(&asked.house, "form_versions", &key)?;
        let Some(version) = known(&asked.house, "form_versions", &id).await? else {
            continue;
        };
        let files = version.data.get("files").and_then(Json::as_array);
        for file in files.into_iter().flatten().filter_map(Json::as_str) {
            let Some(name) = file.strip_suffix(".csv") else {
                continue;
            };
            if let Some(list) = lists::find(&asked.house, project, name).await? {
                found.insert(list.name.clone(), list);
            }
        }
    }
    Ok(found.into_values().collect())
}

/// What of a list is personal data, with the label where it is.
fn personal(list: &EntityList) -> Vec<(String, Json)> {
    let mut found: Vec<(String, Json)> = list
        .properties
        .iter()
        .filter(|property| property.is_personal())
        .map(|property| {
            let about = json!({"class": property.class, "identity": property.identity});
            (property.name.clone(), about)
        })
        .collect();
    if let Some(backing) = list
        .backing
        .as_ref()
        .filter(|backing| backing.label_withheld)
    {
        let (class, identity) = backing.label_class;
        let name = backing.label.clone();
        if found.iter().all(|(known, _)| *known != name) {
            found.push((name, json!({"class": class, "identity": identity})));
        }
    }
    found
}

async fn shown(asked: Asked) -> Answer {
    asked.manages_forms()?;
    let form = asked.form().await?;
    let mut told = Vec::new();
    for list in given(&asked).await? {
        let granted = of(&form.data, &list.name);
        let properties: Vec<Json> = personal(&list)
            .into_iter()
            .map(|(name, mut about)| {
                about["granted"] = granted.contains(&name).into();
                about["name"] = name.into();
                about
            })
            .collect();
        let register = list.backing.as_ref().map(|backing| &backing.register);
        told.push(json!({"list": list.name, "register": register, "properties": properties}));
    }
    Ok(Body(told).into_response())
}

async fn grant(asked: Asked, body: Bytes) -> Answer {
    asked.manages_forms()?;
    let form = asked.form().await?;
    let sent: BTreeMap<String, Vec<String>> = serde_json::from_slice(&body).map_err(|_| {
        CollectionError::BadRequest(
            "the body is an object of lists: {\"sites\": [\"contact_phone\"]}".to_owned(),
        )
    })?;
    let lists = given(&asked).await?;
    for (name, properties) in &sent {
        let list = lists.iter().find(|list| list.name == *name);
        let list = list.ok_or_else(|| {
            CollectionError::BadRequest(format!("the form is given no entity list {name}"))
        })?;
        let decision = asked
            .house
            .decision(
                &asked.actor,
                list.register(),
                &Verb::Read,
                Some(&list.owner),
            )?
            .granted()
            .map_err(CollectionError::NotAllowed)?;
        let all = personal(list);
        let own = list.clone().shown_by(&decision);
        for property in properties {
            if all.iter().all(|(known, _)| known != property) {
                return Err(CollectionError::BadRequest(format!(
                    "{property} is no property of {name} with personal data"
                )));
            }
            let hidden = own.hidden.contains(property)
                || own
                    .backing
                    .as_ref()
                    .is_some_and(|backing| backing.label == *property && backing.label_withheld);
            if hidden {
                return Err(CollectionError::NotAllowed(format!(
                    "no role of yours may see {property}; somebody who may has to grant it"
                )));
            }
        }
    }
    let change = put(
        "collect_forms",
        form.id.clone(),
        json!({"entity_grants": (!sent.is_empty()).then_some(&sent)}),
    );
    commit(&asked.house, &asked.actor, vec![change], Strictness::Strict).await?;
    shown(asked).await
}
