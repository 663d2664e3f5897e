//! Entities as scripts send them.

use serde_json::{Map, Value as Json};

use super::{
    lists::EntityList,
    rules::{Properties, Source, Stored},
};
use crate::CollectionError;

/// An entity as a script sends it.
pub(super) struct Sent {
    pub(super) uuid: Option<String>,
    pub(super) label: Option<String>,
    pub(super) data: Properties,
}

impl Sent {
    /// Reads one, strictly.
    ///
    /// # Errors
    /// [`CollectionError::BadRequest`] with the name at fault.
    pub(super) fn read(
        list: &EntityList,
        sent: &Map<String, Json>,
    ) -> Result<Self, CollectionError> {
        let bad = |reason: String| CollectionError::BadRequest(reason);
        if let Some(other) = sent
            .keys()
            .find(|key| !["uuid", "label", "data"].contains(&key.as_str()))
        {
            return Err(bad(format!(
                "an entity has uuid, label and data, and no {other}"
            )));
        }
        let written = |name: &str| match sent.get(name) {
            None | Some(Json::Null) => Ok(None),
            Some(Json::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(bad(format!("{name} is a text"))),
        };
        let uuid = written("uuid")?
            .map(|id| {
                list.uuid_of(&id)
                    .ok_or_else(|| bad(format!("uuid: {id} is no UUID of version 4")))
            })
            .transpose()?;
        let label = written("label")?;
        if label.as_ref().is_some_and(|label| label.trim().is_empty()) {
            return Err(bad("the label is empty".to_owned()));
        }
        let mut data = Properties::new();
        match sent.get("data") {
            None | Some(Json::Null) => {}
            Some(Json::Object(values)) => {
                for (name, value) in values {
                    let property = list.property(name).ok_or_else(|| {
                        bad(format!("the list has no property {name}; make it first"))
                    })?;
                    let value = match value {
                        Json::String(text) => text.clone(),
                        Json::Null => String::new(),
                        Json::Number(_) | Json::Bool(_) => value.to_string(),
                        _ => return Err(bad(format!("{name} is a text"))),
                    };
                    data.insert(property.name.clone(), value);
                }
            }
            Some(_) => return Err(bad("data is an object of texts by property".to_owned())),
        }
        Ok(Self { uuid, label, data })
    }

    /// The first version of a new entity.
    ///
    /// # Errors
    /// [`CollectionError::BadRequest`] without a label.
    pub(super) fn first(self) -> Result<Stored, CollectionError> {
        let label = self
            .label
            .ok_or_else(|| CollectionError::BadRequest("an entity needs a label".to_owned()))?;
        Ok(Stored {
            version: 1,
            received_label: Some(label.clone()),
            label,
            received: self.data.clone(),
            data: self.data,
            base: None,
            source: Source::Api,
            conflict: None,
            conflicting: Vec::new(),
            forced: false,
        })
    }
}
