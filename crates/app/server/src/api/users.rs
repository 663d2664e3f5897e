//! Users and org units, for administrators.

use access::{Actor, NewAccount, Question, Verb};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use house::{House, Problem, Signed};
use serde_json::{Value, json};
use vocab::AccessClass;

/// Whether the actor may change users.
pub fn may_administer(house: &House, actor: &Actor) -> bool {
    let question = Question {
        register: "access",
        class: AccessClass::Internal,
        verb: &Verb::Administer,
        owner: None,
        purpose: None,
    };
    house.policy.decide(actor, &question).allow
}

fn administrator(house: &House, actor: &Actor) -> Result<(), Problem> {
    if may_administer(house, actor) {
        Ok(())
    } else {
        Err(Problem::not_allowed(
            "only administrators see and change users",
        ))
    }
}

/// All users.
#[utoipa::path(get, path = "/api/v1/users", operation_id = "list_users", tag = "users", responses((status = 200), (status = 401), (status = 403)))]
pub async fn list(
    State(house): State<House>,
    Signed(actor): Signed,
) -> Result<Json<Value>, Problem> {
    administrator(&house, &actor)?;
    Ok(Json(json!({ "users": house.access.users().await? })))
}

/// Makes a user.
#[utoipa::path(post, path = "/api/v1/users", operation_id = "create_user", tag = "users", request_body = Object, responses((status = 201), (status = 401), (status = 403), (status = 422)))]
pub async fn create(
    State(house): State<House>,
    Signed(actor): Signed,
    Json(new): Json<NewAccount>,
) -> Result<StatusCode, Problem> {
    administrator(&house, &actor)?;
    house.access.create_user(&actor, new).await?;
    Ok(StatusCode::CREATED)
}

/// Closes an account.
#[utoipa::path(post, path = "/api/v1/users/{id}/disable", operation_id = "disable_user", tag = "users", params(("id" = String, Path)), responses((status = 204), (status = 401), (status = 403), (status = 404)))]
pub async fn disable(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    administrator(&house, &actor)?;
    house.access.disable_user(&actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// All org units.
#[utoipa::path(get, path = "/api/v1/units", operation_id = "list_units", tag = "users", responses((status = 200), (status = 401), (status = 403)))]
pub async fn units(
    State(house): State<House>,
    Signed(actor): Signed,
) -> Result<Json<Value>, Problem> {
    administrator(&house, &actor)?;
    Ok(Json(json!({ "units": house.access.units().await? })))
}
