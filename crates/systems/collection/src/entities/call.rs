//! A request about entities, with who asks and for which project and list.

use access::{Actor, Verb};
use axum::{
    body::{Bytes, to_bytes},
    extract::{FromRequest, FromRequestParts as _, Request},
    http::{HeaderMap, header},
};
use house::House;
use registers::RecordView;
use serde_json::{Map, Value as Json};

use super::{
    lists::{self, EntityList},
    store::uuid_of,
    who::may,
};
pub(super) use crate::central::Answer;
use crate::{
    CollectionError,
    central::{Asked, Names},
    shelf::{id_of, one},
};

/// Largest body, in bytes: tens of thousands of entities at once.
const LARGEST: usize = 32 * 1024 * 1024;

/// A request.
pub(super) struct Call {
    pub(super) house: House,
    pub(super) actor: Actor,
    pub(super) project: i64,
    names: Names,
    query: Names,
    pub(super) headers: HeaderMap,
    body: Bytes,
}

impl FromRequest<House> for Call {
    type Rejection = CollectionError;

    async fn from_request(request: Request, house: &House) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let asked = Asked::from_request_parts(&mut parts, house).await?;
        let project = asked.project()?;
        let body = to_bytes(body, LARGEST)
            .await
            .map_err(|_| CollectionError::TooLarge(LARGEST as u64))?;
        Ok(Self {
            house: asked.house,
            actor: asked.actor,
            project,
            names: asked.names,
            query: asked.query,
            headers: parts.headers,
            body,
        })
    }
}

impl Call {
    /// A part of the address.
    pub(super) fn name(&self, which: &str) -> &str {
        self.names
            .get(which)
            .map(String::as_str)
            .unwrap_or_default()
    }

    /// A parameter of the query.
    pub(super) fn said(&self, which: &str) -> Option<&str> {
        self.query.get(which).map(String::as_str)
    }

    /// Whether a parameter says yes; scripts write it in several ways.
    pub(super) fn flag(&self, which: &str) -> bool {
        self.said(which)
            .is_some_and(|said| said.eq_ignore_ascii_case("true"))
    }

    /// The body, a JSON object.
    ///
    /// # Errors
    /// [`CollectionError::BadRequest`].
    pub(super) fn object(&self) -> Result<Map<String, Json>, CollectionError> {
        if self.body.is_empty() {
            return Ok(Map::new());
        }
        serde_json::from_slice(&self.body)
            .map_err(|_| CollectionError::BadRequest("the body is no JSON object".to_owned()))
    }

    /// The program that asks.
    pub(super) fn agent(&self) -> Option<&str> {
        self.headers
            .get(header::USER_AGENT)
            .and_then(|said| said.to_str().ok())
    }

    /// The project, as the caller may see it.
    ///
    /// # Errors
    /// [`CollectionError::NotFound`], or what the caller may not.
    pub(super) async fn project_record(&self) -> Result<RecordView, CollectionError> {
        let number = self.project.to_string();
        one(
            &self.house,
            &self.actor,
            "collect_projects",
            &[&number],
            "project",
        )
        .await
    }

    /// The list of the address, as the caller may see it.
    ///
    /// # Errors
    /// [`CollectionError::NotFound`], or what the caller may not.
    pub(super) async fn list(&self) -> Result<EntityList, CollectionError> {
        let name = self.name("list");
        let name = name.strip_suffix(".svc").unwrap_or(name);
        let key = [&self.project.to_string(), name];
        one(
            &self.house,
            &self.actor,
            "entity_lists",
            &key,
            "entity list",
        )
        .await?;
        lists::find(&self.house, self.project, name)
            .await?
            .ok_or(CollectionError::NotFound("entity list"))
    }

    /// The entity of the address, as the caller may see it.
    ///
    /// # Errors
    /// [`CollectionError::NotFound`], or what the caller may not.
    pub(super) async fn entity(&self, list: &EntityList) -> Result<RecordView, CollectionError> {
        let uuid = self.uuid()?;
        let key = [list.id.as_str(), &uuid];
        one(&self.house, &self.actor, "entities", &key, "entity").await
    }

    /// The id of the entity of the address.
    ///
    /// # Errors
    /// [`CollectionError::NotFound`] for what is no id.
    pub(super) fn uuid(&self) -> Result<String, CollectionError> {
        uuid_of(self.name("uuid")).ok_or(CollectionError::NotFound("entity"))
    }

    /// Refuses whoever may not do this, before anything of what they sent is looked at.
    ///
    /// # Errors
    /// [`CollectionError::NotAllowed`].
    pub(super) fn must(
        &self,
        register: &str,
        verb: &Verb,
        owner: &str,
    ) -> Result<(), CollectionError> {
        if may(&self.house, &self.actor, register, verb, owner)? {
            return Ok(());
        }
        Err(CollectionError::NotAllowed(format!(
            "no role of yours may {verb} {register} here"
        )))
    }

    /// The record id of an entity.
    ///
    /// # Errors
    /// When the catalogue has no such register.
    pub(super) fn entity_id(
        &self,
        list: &EntityList,
        uuid: &str,
    ) -> Result<vocab::RecordId, CollectionError> {
        id_of(&self.house, "entities", &[list.id.as_str(), uuid])
    }
}
