//! Signing in and out.

use std::net::SocketAddr;

use access::{Actor, Credentials, Grant, Question, Verb};
use axum::{
    Extension, Json,
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use house::{House, Problem, SESSION_COOKIES, Signed, cookie_value};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether the settings say that the installation is reached over HTTPS.
#[derive(Debug, Clone, Copy)]
pub struct Https(pub bool);

/// A proxy that speaks HTTPS says so, or the settings do; then the cookie is bound to the host.
fn over_https(installation: Https, headers: &HeaderMap) -> bool {
    installation.0
        || headers
            .get("x-forwarded-proto")
            .is_some_and(|value| value == "https")
}

/// What is typed to sign in.
#[derive(Deserialize, ToSchema)]
pub struct SignIn {
    /// User id.
    user: String,
    /// Password.
    password: String,
    /// Code of the authenticator, when asked for.
    totp: Option<String>,
}

/// Who is signed in, and what they may do.
#[derive(Serialize, ToSchema)]
pub struct SessionAnswer {
    /// Who.
    actor: ActorAnswer,
    /// What they may do somewhere: `register:verb`, e.g. `rounds:transition:approve`.
    may: Vec<String>,
}

/// Somebody who is signed in.
#[derive(Serialize, ToSchema)]
pub struct ActorAnswer {
    /// User id.
    id: String,
    /// Name for screens.
    name: String,
    /// Preferred language.
    lang: String,
    /// Roles with their org units.
    grants: Vec<GrantAnswer>,
}

/// A role in an org unit and everything below it.
#[derive(Serialize, ToSchema)]
pub struct GrantAnswer {
    /// Role, as the policy names it.
    role: String,
    /// Org unit path.
    unit: String,
}

impl From<Grant> for GrantAnswer {
    fn from(grant: Grant) -> Self {
        Self {
            role: grant.role,
            unit: grant.unit,
        }
    }
}

/// Signs in; the session travels as a cookie.
#[utoipa::path(post, path = "/api/v1/session", operation_id = "sign_in", tag = "session", request_body = SignIn, responses((status = 200, description = "signed in", body = SessionAnswer), (status = 401), (status = 429, description = "too many failures")))]
pub async fn sign_in(
    State(house): State<House>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    Extension(installation): Extension<Https>,
    headers: HeaderMap,
    Json(typed): Json<SignIn>,
) -> Result<impl IntoResponse, Problem> {
    let about = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let token = house
        .access
        .login(Credentials {
            user: typed.user,
            password: typed.password,
            totp: typed.totp,
            address: address.ip().to_string(),
            about: about.to_owned(),
        })
        .await?;
    let actor = house
        .access
        .session(&token)
        .await?
        .ok_or_else(Problem::not_signed_in)?;
    let cookie = access::session_cookie(&token, over_https(installation, &headers));
    Ok(([(header::SET_COOKIE, cookie)], Json(view(&house, actor))))
}

/// Who is signed in, and what they may do.
#[utoipa::path(get, path = "/api/v1/session", operation_id = "who_am_i", tag = "session", responses((status = 200, body = SessionAnswer), (status = 401)))]
pub async fn who(State(house): State<House>, Signed(actor): Signed) -> Json<SessionAnswer> {
    Json(view(&house, actor))
}

/// Signs out.
#[utoipa::path(delete, path = "/api/v1/session", operation_id = "sign_out", tag = "session", responses((status = 204)))]
pub async fn sign_out(
    State(house): State<House>,
    Extension(installation): Extension<Https>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    if let Some(token) = cookie_value(&headers, &SESSION_COOKIES) {
        house.access.logout(token).await?;
    }
    Ok((
        StatusCode::NO_CONTENT,
        [(
            header::SET_COOKIE,
            access::session_cookie("", over_https(installation, &headers)),
        )],
    ))
}

fn view(house: &House, actor: Actor) -> SessionAnswer {
    let mut may = Vec::new();
    for register in house.catalogue.iter() {
        let mut verbs = vec![
            Verb::List,
            Verb::Create,
            Verb::Patch,
            Verb::Settle,
            Verb::Export,
            Verb::Import,
        ];
        verbs.extend(
            register
                .lifecycle
                .transitions
                .iter()
                .map(|step| Verb::Transition(step.name.clone())),
        );
        for verb in verbs {
            let question = Question {
                register: register.name.as_str(),
                class: register.class,
                verb: &verb,
                owner: None,
                purpose: None,
            };
            if house.policy.decide(&actor, &question).allow {
                may.push(format!("{}:{verb}", register.name));
            }
        }
    }
    if super::users::may_administer(house, &actor) {
        may.push("access:administer".to_owned());
    }
    SessionAnswer {
        actor: ActorAnswer {
            id: actor.id.to_string(),
            name: actor.name,
            lang: actor.lang,
            grants: actor.grants.into_iter().map(Into::into).collect(),
        },
        may,
    }
}
