//! Who sees which entities of a list. Those who may list entities by their role see all of them; a phone, and the
//! account behind it, sees what the rules of the list let through.

use std::sync::Arc;

use access::{Actor, Scope, Verb, is_within};
use house::House;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use vocab::{PCode, PlaceTree};

use super::lists::EntityList;
use crate::{
    CollectionError,
    shelf::{id_of, known},
};

/// An entity is seen when its property equals an attribute of whoever asks. All rules that name a role of theirs must
/// hold; a list with rules shows nothing to those whom none of its rules names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Rule {
    /// Property of the list.
    pub(crate) dataset_property: String,
    /// Attribute of the device, or `@account`, `@role`, `@unit` of whoever asks.
    pub(crate) actor_property: String,
    /// Roles that it speaks of; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) roles: Vec<String>,
    /// Whether places and org units below the attribute count too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) within: bool,
}

/// What one caller sees of a list.
#[derive(Debug, Clone)]
pub(crate) enum Sight {
    /// All of it.
    All,
    /// Nothing of it.
    Nothing,
    /// Where all of these hold.
    Where(Vec<Condition>),
}

/// What one caller is within reach of: rules over properties and, where the list is a register, org units.
#[derive(Debug, Clone)]
pub(crate) struct Reach {
    sight: Sight,
    /// Units whose records are seen, with those below; none where owners have no say.
    units: Option<Vec<String>>,
}

impl Reach {
    /// What somebody reaches of a list.
    ///
    /// # Errors
    /// The store's failure.
    pub(crate) async fn of(
        house: &House,
        actor: &Actor,
        list: &EntityList,
    ) -> Result<Self, CollectionError> {
        let sight = Sight::of(house, actor, list).await?;
        let units = match &list.backing {
            None => None,
            Some(_) => units(house, actor, list.register())?,
        };
        Ok(Self { sight, units })
    }

    /// All there is, for the server's own decisions.
    pub(crate) fn everything() -> Self {
        Self {
            sight: Sight::All,
            units: None,
        }
    }

    /// Whether an entity of this owner with these properties is seen.
    pub(crate) fn covers(&self, owner: &str, data: Option<&Map<String, Json>>) -> bool {
        let units = self.units.as_ref();
        units.is_none_or(|units| units.iter().any(|unit| is_within(owner, unit)))
            && self.sight.covers(data)
    }

    /// A text that is the same for those who reach the same; `None` where places have a say.
    pub(crate) fn key(&self) -> Option<String> {
        let sight = self.sight.key()?;
        Some(serde_json::json!([sight, self.units]).to_string())
    }
}

/// The units whose records of a register somebody is given: those in which their role lists it, else (a phone lists
/// no register) those in which they have a role at all. `None` is everywhere.
fn units(
    house: &House,
    actor: &Actor,
    register: &str,
) -> Result<Option<Vec<String>>, CollectionError> {
    let decision = house.decision(actor, register, &Verb::List, None)?;
    Ok(match (decision.allow, decision.units) {
        (true, Scope::All) => None,
        (true, Scope::Subtrees(units)) => Some(units),
        (false, _) => Some(
            actor
                .grants
                .iter()
                .map(|grant| grant.unit.clone())
                .collect(),
        ),
    })
}

/// One property and the values that open it.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    property: String,
    values: Vec<String>,
    below: Below,
}

#[derive(Debug, Clone)]
enum Below {
    Nothing,
    Units,
    Places(Arc<PlaceTree>),
}

impl Sight {
    /// What somebody sees of a list.
    ///
    /// # Errors
    /// The store's failure.
    pub(crate) async fn of(
        house: &House,
        actor: &Actor,
        list: &EntityList,
    ) -> Result<Self, CollectionError> {
        // An enumerator may list a register and is still given only what the rules say; whoever makes the rules is not.
        let above = match &list.backing {
            None => may(house, actor, "entities", &Verb::List, &list.owner)?,
            Some(_) => may(house, actor, "entity_lists", &Verb::Patch, &list.owner)?,
        };
        if list.rules.is_empty() || above {
            return Ok(Self::All);
        }
        let roles: Vec<&str> = actor
            .grants
            .iter()
            .map(|grant| grant.role.as_str())
            .collect();
        let device = id_of(house, "collect_devices", &[actor.id.as_str()])?;
        let device = known(house, "collect_devices", &device).await?;
        let attributes =
            device.and_then(|device| device.data.get("attributes")?.as_object().cloned());
        let attributes = attributes.unwrap_or_default();
        let mut conditions = Vec::new();
        for rule in &list.rules {
            if !rule.roles.is_empty()
                && !rule.roles.iter().any(|role| roles.contains(&role.as_str()))
            {
                continue;
            }
            let values = match rule.actor_property.as_str() {
                "@account" => vec![actor.id.as_str().to_owned()],
                "@role" => roles.iter().map(|role| (*role).to_owned()).collect(),
                "@unit" => actor
                    .grants
                    .iter()
                    .map(|grant| grant.unit.clone())
                    .collect(),
                name => values(attributes.get(name)),
            };
            let below = match (rule.within, rule.actor_property.as_str()) {
                (false, _) => Below::Nothing,
                (true, "@unit") => Below::Units,
                (true, _) => Below::Places(house.places.tree().await?),
            };
            conditions.push(Condition {
                property: rule.dataset_property.clone(),
                values,
                below,
            });
        }
        Ok(if conditions.is_empty() {
            Self::Nothing
        } else {
            Self::Where(conditions)
        })
    }

    /// Whether an entity with these properties is seen.
    pub(crate) fn covers(&self, data: Option<&Map<String, Json>>) -> bool {
        match self {
            Self::All => true,
            Self::Nothing => false,
            Self::Where(conditions) => conditions.iter().all(|condition| {
                let value = data.and_then(|data| data.get(&condition.property)?.as_str());
                value.is_some_and(|value| condition.opens(value))
            }),
        }
    }

    /// A text that is the same for those who see the same of one state of a list; `None` where places have a say.
    pub(crate) fn key(&self) -> Option<String> {
        match self {
            Self::All => Some("all".to_owned()),
            Self::Nothing => Some("nothing".to_owned()),
            Self::Where(conditions) => {
                let told: Option<Vec<Json>> = conditions
                    .iter()
                    .map(|one| match one.below {
                        Below::Places(_) => None,
                        Below::Units => Some(serde_json::json!([one.property, one.values, true])),
                        Below::Nothing => Some(serde_json::json!([one.property, one.values])),
                    })
                    .collect();
                told.map(|told| Json::from(told).to_string())
            }
        }
    }
}

impl Condition {
    fn opens(&self, value: &str) -> bool {
        // A blank property belongs to nobody, also not to those whose attribute is blank.
        if value.trim().is_empty() {
            return false;
        }
        self.values.iter().any(|mine| {
            value == mine
                || match &self.below {
                    Below::Nothing => false,
                    Below::Units => is_within(value, mine),
                    Below::Places(tree) => match (PCode::parse(value), PCode::parse(mine)) {
                        (Ok(place), Ok(area)) => tree.is_within(&place, &area),
                        _ => false,
                    },
                }
        })
    }
}

/// An attribute is a text or several.
fn values(attribute: Option<&Json>) -> Vec<String> {
    match attribute {
        Some(Json::String(one)) => vec![one.clone()],
        Some(Json::Array(several)) => several
            .iter()
            .filter_map(|one| one.as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether somebody may do something with records of this owner.
///
/// # Errors
/// When the catalogue has no such register.
pub(crate) fn may(
    house: &House,
    actor: &Actor,
    register: &str,
    verb: &Verb,
    owner: &str,
) -> Result<bool, CollectionError> {
    Ok(house.decision(actor, register, verb, Some(owner))?.allow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sight(values: &[&str], below: Below) -> Sight {
        Sight::Where(vec![Condition {
            property: "area".to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
            below,
        }])
    }

    #[test]
    fn equality_opens_and_everything_else_does_not() {
        let of = |data: Json| data.as_object().cloned();
        let north = sight(&["north"], Below::Nothing);
        assert!(north.covers(of(json!({"area": "north"})).as_ref()));
        for other in [
            json!({"area": "south"}),
            json!({"area": "North"}),
            json!({}),
            json!({"area": 7}),
        ] {
            assert!(!north.covers(of(other.clone()).as_ref()), "{other}");
        }
        let nobody = sight(&[""], Below::Nothing);
        assert!(!nobody.covers(of(json!({"area": ""})).as_ref()));
        assert!(!sight(&[], Below::Nothing).covers(of(json!({"area": "north"})).as_ref()));
        assert!(!Sight::Nothing.covers(of(json!({"area": "north"})).as_ref()));
        let unit = sight(&["/m/north"], Below::Units);
        assert!(unit.covers(of(json!({"area": "/m/north/a"})).as_ref()));
        assert!(!unit.covers(of(json!({"area": "/m/northwest"})).as_ref()));
    }
}
