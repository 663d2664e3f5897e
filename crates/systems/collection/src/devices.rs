//! Devices: each has an account of its own that can only list forms and submit, and a token that a person can take back.

use access::{Actor, Grant, NewAccount, Scopes, new_password};
use house::House;
use registers::{RecordView, Strictness};
use serde_json::{Map, Value as Json, json};

use crate::{
    CollectionError,
    central::{instant, number_of},
    shelf::{all, commit, create, id_of, one, put, step, text},
};

/// The role of devices in the policy.
const ROLE: &str = "device";
/// Days that a token is good for: phones stay in the field for long.
const DAYS: u32 = 730;

/// Makes a device and gives what only it is to know: its token, and what Collect reads from the QR code.
///
/// # Errors
/// When the actor may not, or the store fails.
pub async fn make(
    house: &House,
    actor: &Actor,
    project: i64,
    name: &str,
    attributes: Option<&Json>,
) -> Result<Json, CollectionError> {
    let of = one(
        house,
        actor,
        "collect_projects",
        &[&project.to_string()],
        "project",
    )
    .await?;
    let account = format!("device-{}", house.clock.new_id().as_str());
    let number = number_of(&account);
    let record = json!({"project": project, "number": number, "account": account, "name": name,
        "attributes": attributes.filter(|attributes| attributes.is_object())});
    let id = id_of(house, "collect_devices", &[&account])?;
    // Whoever may not make the record may not make the account either, so the record comes first.
    commit(
        house,
        actor,
        vec![create("collect_devices", id, record)],
        Strictness::Strict,
    )
    .await?;
    let account_of = NewAccount {
        id: account.clone(),
        name: name.to_owned(),
        lang: "en".to_owned(),
        password: new_password()?,
        grants: vec![Grant {
            role: ROLE.to_owned(),
            unit: of.owner.clone(),
        }],
    };
    house.access.create_user(actor, account_of).await?;
    let scopes = [
        "collect_projects",
        "collect_forms",
        "form_versions",
        "form_files",
    ]
    .iter()
    .flat_map(|register| [format!("{register}:list"), format!("{register}:read")])
    .chain([
        "submissions:create".to_owned(),
        "submission_files:create".to_owned(),
        "refused_submissions:create".to_owned(),
    ])
    .collect();
    let token = house
        .access
        .create_token(actor, &account, name, Scopes(scopes), DAYS)
        .await?;
    Ok(json!({
        "projectId": project, "id": number, "type": "field_key", "displayName": name, "token": token, "properties": attributes,
        "createdAt": house.now().to_string(),
        "updatedAt": null, "deletedAt": null, "lastUsed": null,
    }))
}

/// The devices of a project; their tokens were shown once and are not kept.
///
/// # Errors
/// When the actor may not, or the store fails.
pub async fn list(
    house: &House,
    actor: &Actor,
    project: i64,
) -> Result<Vec<Json>, CollectionError> {
    let found = all(
        house,
        actor,
        "collect_devices",
        &[("project", project.into())],
    )
    .await?;
    Ok(found
        .iter()
        .filter(|device| device.state == "active")
        .map(|device| {
            json!({
                "projectId": project, "id": device.data.get("number"), "type": "field_key",
                "displayName": text(&device.data, "name"), "token": null, "createdAt": instant(device.created),
                "updatedAt": null, "deletedAt": null, "lastUsed": null, "properties": device.data.get("attributes"),
            })
        })
        .collect())
}

/// The account of a device of the project, by its number; none when there is no such device.
///
/// # Errors
/// When the actor may not, or the store fails.
pub async fn account(
    house: &House,
    actor: &Actor,
    project: i64,
    number: &str,
) -> Result<Option<String>, CollectionError> {
    match find(house, actor, project, number).await {
        Ok(device) => Ok(Some(text(&device.data, "account").to_owned())),
        Err(CollectionError::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Sets the attributes of a device that rules of entity lists ask for.
///
/// # Errors
/// When there is no such device in the project, the actor may not, or the store fails.
pub async fn set_attributes(
    house: &House,
    actor: &Actor,
    project: i64,
    number: &str,
    attributes: &Map<String, Json>,
) -> Result<(), CollectionError> {
    let device = find(house, actor, project, number).await?;
    let change = put(
        "collect_devices",
        device.id,
        json!({"attributes": attributes}),
    );
    commit(house, actor, vec![change], Strictness::Strict).await?;
    Ok(())
}

/// Takes a device's token back.
///
/// # Errors
/// When there is no such device in the project, the actor may not, or the store fails.
pub async fn revoke(
    house: &House,
    actor: &Actor,
    project: i64,
    number: &str,
) -> Result<(), CollectionError> {
    let device = find(house, actor, project, number).await?;
    if device.state == "revoked" {
        return Ok(());
    }
    let account = text(&device.data, "account").to_owned();
    commit(
        house,
        actor,
        vec![step("collect_devices", device.id.clone(), "revoke", None)],
        Strictness::Strict,
    )
    .await?;
    for token in house.access.tokens(&account).await? {
        house
            .access
            .revoke_token(actor, &account, &token.id)
            .await?;
    }
    Ok(())
}

async fn find(
    house: &House,
    actor: &Actor,
    project: i64,
    number: &str,
) -> Result<RecordView, CollectionError> {
    let found = all(
        house,
        actor,
        "collect_devices",
        &[("project", project.into())],
    )
    .await?;
    found
        .into_iter()
        .find(|device| {
            device
                .data
                .get("number")
                .and_then(Json::as_u64)
                .is_some_and(|known| number.parse() == Ok(known))
        })
        .ok_or(CollectionError::NotFound("device"))
}
