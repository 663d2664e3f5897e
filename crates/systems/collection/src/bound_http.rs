//! Forms and the registers that they feed: what would go where, binding, and the shipped form of a register.

use access::Verb;
use axum::{
    Json as Body, Router,
    body::Bytes,
    response::IntoResponse,
    routing::{get, post},
};
use house::House;
use registers::{EntityRule, Register, Strictness};
use serde_json::{Value as Json, json};

use crate::{
    CollectionError,
    bound::Binding,
    central::{Answer, Asked},
    feeding,
    published::form_of,
    shelf::{self, Drawn, commit, put, text},
};

/// The routes.
pub fn routes() -> Router<House> {
    let project = "/api/v1/collect/projects/{project}";
    Router::new()
        .route(
            &format!("{project}/forms/{{form}}/register"),
            get(shown).put(bind).delete(free),
        )
        .route(&format!("{project}/registers"), get(offered))
        .route(&format!("{project}/registers/{{register}}"), post(offer))
}

/// A register that this person may write to: nobody opens by a form what is closed to them otherwise.
fn register<'a>(asked: &'a Asked, name: &str) -> Result<&'a Register, CollectionError> {
    let register = asked
        .house
        .registers
        .register(name)
        .map_err(|_| CollectionError::NotFound("register"))?;
    for verb in [Verb::Create, Verb::Patch] {
        let decision = asked
            .house
            .decision(&asked.actor, register.name.as_str(), &verb, None)?;
        decision.granted().map_err(CollectionError::NotAllowed)?;
    }
    Ok(register)
}

async fn binding(asked: &Asked, register: &Register) -> Result<Binding, CollectionError> {
    let form = asked.form().await?;
    let of = (text(&form.data, "form_id"), text(&form.data, "version"));
    let xform = form_of(&asked.house, asked.project()?, of).await?;
    Ok(Binding::of(&xform, &register.form))
}

async fn shown(asked: Asked) -> Answer {
    let form = asked.form().await?;
    let name = asked
        .query
        .get("register")
        .map_or_else(|| text(&form.data, "register"), String::as_str);
    if name.is_empty() {
        return Ok(Body(json!({"register": null})).into_response());
    }
    let told = binding(&asked, register(&asked, name)?).await?.told;
    Ok(Body(json!({"register": name, "filled": told.filled, "unused": told.unused, "missing": told.missing})).into_response())
}

async fn bind(asked: Asked, body: Bytes) -> Answer {
    let sent: Json = serde_json::from_slice(&body)
        .map_err(|_| CollectionError::BadRequest("the body is no JSON object".to_owned()))?;
    let name = sent
        .get("register")
        .and_then(Json::as_str)
        .unwrap_or_default();
    asked.manages_forms()?;
    let register = register(&asked, name)?;
    let told = binding(&asked, register).await?.told;
    let absent: Vec<&String> = register
        .key
        .iter()
        .filter(|field| !told.filled.iter().any(|(_, filled)| filled == *field))
        .collect();
    if !absent.is_empty() {
        return Err(CollectionError::Conflict(format!(
            "no question fills {}, which names the records of {name}; add one by that name or meaning",
            absent
                .iter()
                .map(|field| field.as_str())
                .collect::<Vec<_>>()
                .join(" and ")
        )));
    }
    let form = asked.form().await?;
    let change = put("collect_forms", form.id.clone(), json!({"register": name}));
    commit(&asked.house, &asked.actor, vec![change], Strictness::Strict).await?;
    let answer = json!({"register": name, "filled": told.filled, "unused": told.unused, "missing": told.missing});
    Ok(Body(answer).into_response())
}

async fn free(asked: Asked) -> Answer {
    asked.manages_forms()?;
    let form = asked.form().await?;
    feeding::settle(&asked.house, asked.project()?).await;
    let change = put("collect_forms", form.id, json!({"register": null}));
    commit(&asked.house, &asked.actor, vec![change], Strictness::Strict).await?;
    Ok(Body(json!({"register": null})).into_response())
}

async fn offered(asked: Asked) -> Answer {
    asked.manages_forms()?;
    let shown = asked
        .house
        .registers
        .catalogue()
        .iter()
        .filter(|register| register.collect || register.entities.is_some())
        .filter(|one| self::register(&asked, one.name.as_str()).is_ok());
    let told = |register: &Register| {
        let entities = register.entities.as_ref();
        json!({"name": register.name.as_str(), "title": register.title, "version": register.form.version,
            "collect": register.collect, "entities": entities.is_some(),
            "label": entities.map(|rule| &rule.label), "states": entities.map(|rule| states(register, rule))})
    };
    let list: Json = shown.map(told).collect();
    Ok(Body(list).into_response())
}

/// The states in which phones are given a record, with their titles; none where every state is.
fn states(register: &Register, rule: &EntityRule) -> Vec<Json> {
    let known = register
        .lifecycle
        .states
        .iter()
        .filter(|state| rule.states.contains(&state.name));
    known
        .map(|state| json!({"name": state.name, "title": state.title}))
        .collect()
}

async fn offer(asked: Asked) -> Answer {
    asked.manages_forms()?;
    let name = asked.name("register").to_owned();
    let register = register(&asked, &name)?;
    if !register.collect {
        return Err(CollectionError::NotFound(
            "register with a form for devices",
        ));
    }
    let drawn = Drawn::of_register(register)?;
    let form = shelf::keep_draft(&asked.house, &asked.actor, asked.project()?, drawn).await?;
    shelf::publish(&asked.house, &asked.actor, asked.project()?, &form).await?;
    let key = [asked.project()?.to_string(), form.clone()];
    let id = shelf::id_of(
        &asked.house,
        "collect_forms",
        &key.each_ref().map(String::as_str),
    )?;
    let change = put("collect_forms", id, json!({"register": name}));
    commit(&asked.house, &asked.actor, vec![change], Strictness::Strict).await?;
    Ok(Body(json!({"xmlFormId": form, "register": name})).into_response())
}
