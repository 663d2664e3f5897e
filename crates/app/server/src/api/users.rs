//! Users and org units, for administrators.

use access::{AccountView, Actor, Grant, NewAccount, Question, UnitView, Verb};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use house::{House, Problem, Signed};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocab::AccessClass;

use super::session::GrantAnswer;

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
#[derive(Serialize, ToSchema)]
pub struct UserList {
    /// By id.
    users: Vec<UserAnswer>,
}

/// A user.
#[derive(Serialize, ToSchema)]
pub struct UserAnswer {
    /// Id to sign in with.
    id: String,
    /// Name for screens.
    name: String,
    /// Preferred language.
    lang: String,
    /// Roles with their org units.
    grants: Vec<GrantAnswer>,
    /// Whether the account is closed.
    disabled: bool,
    /// Whether a code is asked for at sign-in.
    totp: bool,
}

impl From<AccountView> for UserAnswer {
    fn from(account: AccountView) -> Self {
        Self {
            id: account.id,
            name: account.name,
            lang: account.lang,
            grants: account.grants.into_iter().map(Into::into).collect(),
            disabled: account.disabled,
            totp: account.totp,
        }
    }
}

/// A user to be made.
#[derive(Deserialize, ToSchema)]
pub struct NewUser {
    /// Id to sign in with.
    id: String,
    /// Name for screens.
    name: String,
    /// Preferred language.
    lang: String,
    /// First password.
    password: String,
    /// Roles with their org units.
    grants: Vec<NewGrant>,
}

/// A role to be given.
#[derive(Deserialize, ToSchema)]
pub struct NewGrant {
    /// Role, as the policy names it.
    role: String,
    /// Org unit path, e.g. `/demo/north`.
    unit: String,
}

/// All org units.
#[derive(Serialize, ToSchema)]
pub struct UnitList {
    /// By path.
    units: Vec<UnitAnswer>,
}

/// An org unit.
#[derive(Serialize, ToSchema)]
pub struct UnitAnswer {
    /// Path.
    path: String,
    /// Title.
    title: String,
    /// Whether it is closed: nobody is newly granted a role in it.
    closed: bool,
}

impl From<UnitView> for UnitAnswer {
    fn from(unit: UnitView) -> Self {
        Self {
            path: unit.path,
            title: unit.title,
            closed: unit.closed,
        }
    }
}

/// All users.
#[utoipa::path(get, path = "/api/v1/users", operation_id = "list_users", tag = "users", responses((status = 200, body = UserList), (status = 401), (status = 403)))]
pub async fn list(
    State(house): State<House>,
    Signed(actor): Signed,
) -> Result<Json<UserList>, Problem> {
    administrator(&house, &actor)?;
    let users = house.access.users().await?;
    Ok(Json(UserList {
        users: users.into_iter().map(Into::into).collect(),
    }))
}

/// Makes a user.
#[utoipa::path(post, path = "/api/v1/users", operation_id = "create_user", tag = "users", request_body = NewUser, responses((status = 201), (status = 401), (status = 403), (status = 422)))]
pub async fn create(
    State(house): State<House>,
    Signed(actor): Signed,
    Json(new): Json<NewUser>,
) -> Result<StatusCode, Problem> {
    administrator(&house, &actor)?;
    let grants = new.grants.into_iter().map(|grant| Grant {
        role: grant.role,
        unit: grant.unit,
    });
    let account = NewAccount {
        id: new.id,
        name: new.name,
        lang: new.lang,
        password: new.password,
        grants: grants.collect(),
    };
    house.access.create_user(&actor, account).await?;
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
#[utoipa::path(get, path = "/api/v1/units", operation_id = "list_units", tag = "users", responses((status = 200, body = UnitList), (status = 401), (status = 403)))]
pub async fn units(
    State(house): State<House>,
    Signed(actor): Signed,
) -> Result<Json<UnitList>, Problem> {
    administrator(&house, &actor)?;
    let units = house.access.units().await?;
    Ok(Json(UnitList {
        units: units.into_iter().map(Into::into).collect(),
    }))
}
