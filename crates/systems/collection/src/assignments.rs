//! Who gets a form on their device. A form is for everybody of its project until it is given to somebody; from then on
//! its list of forms shows it only to those it was given to. ODK Central's addresses (its API documentation, "Form
//! Assignments"); what was filled in before a form was taken back is still received.

use axum::{
    Json as Body, Router,
    response::IntoResponse,
    routing::{get, post},
};
use house::House;
use registers::{RecordView, Strictness};
use serde_json::{Map, Value as Json, json};

use crate::{
    CollectionError,
    central::{Answer, Asked, number_of},
    devices,
    shelf::{commit, put},
};

/// Central's number for the role of app users.
const APP_USER: u32 = 2;

/// The routes.
pub fn routes() -> Router<House> {
    let of = "/v1/projects/{project}/forms/{form}/assignments";
    Router::new()
        .route(of, get(list).delete(open_to_all))
        .route(&format!("{of}/{{role}}"), get(list))
        .route(
            &format!("{of}/{{role}}/{{actor}}"),
            post(assign).delete(withdraw),
        )
}

/// The accounts that a form was given to; none when it is for everybody. They stand in an object, for an empty list
/// would be no value at all.
fn assigned(form: &Map<String, Json>) -> Option<Vec<&str>> {
    let list = form.get("assigned")?.get("accounts")?.as_array()?;
    Some(list.iter().filter_map(Json::as_str).collect())
}

/// Whether this account finds the form in its list.
pub fn is_for(form: &Map<String, Json>, account: &str) -> bool {
    assigned(form).is_none_or(|accounts| accounts.contains(&account))
}

async fn account_of(asked: &Asked) -> Result<String, CollectionError> {
    let wanted = asked.name("actor");
    if let Some(device) =
        devices::account(&asked.house, &asked.actor, asked.project()?, wanted).await?
    {
        return Ok(device);
    }
    let people = asked.house.access.users().await?;
    let known = people
        .into_iter()
        .find(|person| number_of(&person.id).to_string() == wanted);
    known
        .map(|person| person.id)
        .ok_or(CollectionError::NotFound("device or person"))
}

async fn keep(
    asked: &Asked,
    form: &RecordView,
    accounts: Option<Vec<&str>>,
) -> Result<(), CollectionError> {
    let change = put(
        "collect_forms",
        form.id.clone(),
        json!({"assigned": accounts.map(|accounts| json!({"accounts": accounts}))}),
    );
    commit(&asked.house, &asked.actor, vec![change], Strictness::Strict).await?;
    Ok(())
}

fn done() -> Answer {
    Ok(Body(json!({"success": true})).into_response())
}

async fn list(asked: Asked) -> Answer {
    let form = asked.form().await?;
    let accounts = assigned(&form.data).unwrap_or_default();
    let told = accounts
        .into_iter()
        .map(|account| json!({"actorId": number_of(account), "roleId": APP_USER}));
    Ok(Body(told.collect::<Json>()).into_response())
}

async fn assign(asked: Asked) -> Answer {
    let form = asked.form().await?;
    let account = account_of(&asked).await?;
    let mut accounts = assigned(&form.data).unwrap_or_default();
    if !accounts.contains(&account.as_str()) {
        accounts.push(&account);
        keep(&asked, &form, Some(accounts)).await?;
    }
    done()
}

async fn withdraw(asked: Asked) -> Answer {
    let form = asked.form().await?;
    let account = account_of(&asked).await?;
    let Some(mut accounts) = assigned(&form.data) else {
        return Err(CollectionError::BadRequest(
            "the form is for everybody; give it to somebody first".to_owned(),
        ));
    };
    accounts.retain(|known| *known != account);
    keep(&asked, &form, Some(accounts)).await?;
    done()
}

async fn open_to_all(asked: Asked) -> Answer {
    let form = asked.form().await?;
    keep(&asked, &form, None).await?;
    done()
}
