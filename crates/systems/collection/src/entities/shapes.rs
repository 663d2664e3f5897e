//! Lists, entities and versions as the JSON of ODK Central.

use registers::RecordView;
use serde_json::{Map, Value as Json, json};

use super::lists::EntityList;
use crate::{
    central::{instant, number_of},
    odata::identifier,
    shelf::text,
};

/// A list, in short.
pub(super) fn list_json(list: &EntityList) -> Json {
    json!({"name": list.name, "projectId": list.project, "createdAt": instant(list.created),
        "approvalRequired": list.approval_required, "ownerOnly": false,
        "register": list.backing.as_ref().map(|backing| &backing.register)})
}

/// A form as lists name it.
pub(super) fn form_json(id: &str, title: &str) -> Json {
    json!({"xmlFormId": id, "name": if title.is_empty() { id } else { title }})
}

/// A list with its properties. `forms` gives the titles of forms; `plain` names the forms of properties by their ids
/// alone, which is what pyodk's model declares.
pub(super) fn list_whole(
    list: &EntityList,
    titles: &std::collections::BTreeMap<String, String>,
    linked: &[String],
    plain: bool,
) -> Json {
    let form = |id: &String| form_json(id, titles.get(id).map_or("", String::as_str));
    let mut whole = list_json(list);
    whole["lastUpdate"] = instant(list.changed).into();
    whole["holdDays"] = list.hold_days.into();
    whole["accessRules"] = json!(list.rules);
    whole["sourceForms"] = list.source_forms.iter().map(form).collect();
    whole["linkedForms"] = linked.iter().map(form).collect();
    whole["properties"] = list
        .properties
        .iter()
        .map(|property| {
            let forms: Json = property
                .forms
                .iter()
                .map(|id| if plain { Json::from(id.as_str()) } else { form(id) })
                .collect();
            json!({"name": property.name, "odataName": identifier(&property.name), "publishedAt": property.published_at,
                "forms": forms, "class": property.class, "identity": property.identity})
        })
        .collect();
    whole
}

/// An entity with its current version.
pub(super) fn entity_json(
    entity: &RecordView,
    version: Option<&Map<String, Json>>,
    (list, with_data): (&EntityList, bool),
) -> Json {
    let data = &entity.data;
    let deleted = (entity.state == "deleted").then(|| instant(entity.changed));
    let empty = Map::new();
    let version = version.unwrap_or(&empty);
    json!({
        "uuid": text(data, "uuid"), "creatorId": number_of(text(data, "creator")), "createdAt": data.get("created_at"),
        "updatedAt": data.get("updated_at"), "deletedAt": deleted, "conflict": data.get("conflict"),
        "currentVersion": version_json(version, true, (list, with_data)),
    })
}

/// A version of an entity.
pub(super) fn version_json(
    data: &Map<String, Json>,
    current: bool,
    (list, with_data): (&EntityList, bool),
) -> Json {
    let values = |field: &str| {
        let mut values = data.get(field).and_then(Json::as_object).cloned();
        if let Some(values) = &mut values {
            values.retain(|name, _| !list.hidden.contains(name));
        }
        Json::Object(values.unwrap_or_default())
    };
    let conflicting = data
        .get("conflicting")
        .filter(|names| names.as_array().is_some_and(|names| !names.is_empty()));
    let mut version = json!({
        "version": data.get("number"), "label": text(data, "label"), "current": current, "createdAt": data.get("created_at"),
        "creatorId": number_of(text(data, "creator")), "userAgent": text(data, "user_agent"),
        "baseVersion": data.get("base"), "branchId": data.get("branch"), "trunkVersion": data.get("trunk"),
        "branchBaseVersion": data.get("branch_base"), "conflictingProperties": conflicting,
    });
    if with_data {
        version["data"] = values("data");
        let mut received = values("received");
        if let Some(label) = data.get("received_label") {
            received["label"] = label.clone();
        }
        version["dataReceived"] = received;
    }
    version
}

/// A version with what it came from.
pub(super) fn history_json(data: &Map<String, Json>, current: bool, list: &EntityList) -> Json {
    let mut version = version_json(data, current, (list, true));
    version["source"] = data
        .get("source")
        .filter(|source| source.is_object())
        .cloned()
        .unwrap_or_else(|| json!({}));
    version["conflict"] = data.get("conflict").cloned().unwrap_or(Json::Null);
    version["forceProcessed"] = Json::from(data.get("forced") == Some(&Json::Bool(true)));
    version
}
