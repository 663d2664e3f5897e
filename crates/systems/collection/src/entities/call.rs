//! A request about entities, with who asks and for which project and list.

use std::ops::Deref;

use access::Verb;
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
    store::Entity,
    who::may,
};
pub(super) use crate::central::Answer;
use crate::{CollectionError, central::Asked, shelf::one};

/// Largest body, in bytes: tens of thousands of entities at once.
const LARGEST: usize = 32 * 1024 * 1024;

/// A request.
pub(super) struct Call {
    asked: Asked,
    pub(super) project: i64,
    pub(super) headers: HeaderMap,
    body: Bytes,
}

impl Deref for Call {
    type Target = Asked;

    fn deref(&self) -> &Asked {
        &self.asked
    }
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
            asked,
            project,
            headers: parts.headers,
            body,
        })
    }
}

impl Call {
    /// A parameter of the query.
    pub(super) fn said(&self, which: &str) -> Option<&str> {
        self.query.get(which).map(String::as_str)
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
        let list = lists::find(&self.house, self.project, name)
            .await?
            .ok_or(CollectionError::NotFound("entity list"))?;
        let decision =
            self.house
                .decision(&self.actor, list.register(), &Verb::Read, Some(&list.owner))?;
        Ok(list.shown_by(&decision))
    }

    /// The entity of the address with all its versions, as the caller may see it.
    ///
    /// # Errors
    /// [`CollectionError::NotFound`], or what the caller may not.
    pub(super) async fn entity(&self, list: &EntityList) -> Result<Entity, CollectionError> {
        let uuid = self.uuid_in(list)?;
        let entity = Entity::read(&self.house, list, &uuid).await?;
        let record = entity.record.as_ref();
        let record = record.ok_or(CollectionError::NotFound("entity"))?;
        let register = list.register();
        match self
            .house
            .registers
            .get(&self.actor, register, &record.id, None)
            .await
        {
            Ok(view) if !view.erased => Ok(entity),
            Ok(_) | Err(registers::ReadError::NotFound(_)) => {
                Err(CollectionError::NotFound("entity"))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The id of the entity of the address.
    ///
    /// # Errors
    /// [`CollectionError::NotFound`] for what is no id.
    pub(super) fn uuid_in(&self, list: &EntityList) -> Result<String, CollectionError> {
        list.uuid_of(self.name("uuid"))
            .ok_or(CollectionError::NotFound("entity"))
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

    /// The same for the records behind a list.
    ///
    /// # Errors
    /// [`CollectionError::NotAllowed`].
    pub(super) fn must_in(&self, list: &EntityList, verb: &Verb) -> Result<(), CollectionError> {
        self.must(list.register(), verb, &list.owner)
    }
}
