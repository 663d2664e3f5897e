//! Registers as entity lists: a register that allows it (`[entities]` in its definition) is given to phones, and what
//! phones make and change are ordinary changes of its records, with its history, its classes and its conflicts. What
//! a change of a phone built on is kept beside it, as `entity_links`: the register's own history knows no branches.

use std::collections::{BTreeMap, BTreeSet};

use access::Actor;
use forms::{Field, Kind};
use house::House;
use journal::RecordState;
use registers::{Act, Change, ContentVersion, Register, content_versions};
use serde_json::{Map, Value as Json, json};
use vocab::{AccessClass, RecordId};

use super::{
    lists::{EntityList, Property, owned},
    rules::{Conflict, Properties, Source, Stored},
    store::{About, Entity, conflict_of, number},
};
use crate::{
    CollectionError,
    shelf::{all, create, id_of, known, text},
};

/// What a list needs to know of the register behind it.
#[derive(Debug, Clone)]
pub(crate) struct Backing {
    /// Its name.
    pub(crate) register: String,
    /// The field that is the label.
    pub(crate) label: String,
    /// Class of that field, and whether it names a person.
    pub(crate) label_class: (AccessClass, bool),
    /// Whether whoever asks is not given the label.
    pub(crate) label_withheld: bool,
    /// States in which devices are given a record; all when empty.
    states: Vec<String>,
}

impl Backing {
    /// Of a register that may be given to devices.
    pub(crate) fn of(register: &Register) -> Option<Self> {
        let rule = register.entities.as_ref()?;
        let class = register.rule(&rule.label);
        Some(Self {
            register: register.name.to_string(),
            label: rule.label.clone(),
            label_class: (class.class, class.identity),
            label_withheld: class.identity || class.class >= AccessClass::Confidential,
            states: rule.states.clone(),
        })
    }

    /// Whether devices are given records in this state.
    pub(crate) fn gives(&self, state: &str) -> bool {
        self.states.is_empty() || self.states.iter().any(|known| known == state)
    }
}

/// A register that is given to devices as an entity list, when there is one of this name.
pub(crate) fn offered<'a>(house: &'a House, name: &str) -> Option<&'a Register> {
    let register = house.registers.register(name).ok()?;
    register.entities.as_ref().map(|_| register)
}

/// The fields that are properties: single answers whose names a property may have. What is known of properties by
/// forms that save to them stays.
pub(crate) fn properties(register: &Register, known: &[Property]) -> Vec<Property> {
    let taken = ["name", "label"];
    let fields = register.form.fields.iter().filter(|field| {
        let single = !matches!(
            field.kind,
            Kind::Note | Kind::File | Kind::Json | Kind::Repeat(_)
        );
        single && !taken.contains(&field.name.to_lowercase().as_str())
    });
    fields
        .map(|field| {
            let before = known.iter().find(|known| known.name == field.name);
            let rule = register.rule(&field.name);
            Property {
                class: rule.class,
                identity: rule.identity,
                ..before
                    .cloned()
                    .unwrap_or_else(|| Property::new(&field.name, "1970-01-01T00:00:00Z"))
            }
        })
        .collect()
}

/// The id of a record, as an address or a phone writes it.
pub(crate) fn record_id(written: &str) -> Option<String> {
    let id = written.trim();
    RecordId::parse(id).ok().map(|id| id.to_string())
}

/// A value as phones know it: a text, as ODK writes it.
pub(crate) fn as_text(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Number(_) | Json::Bool(_) => value.to_string(),
        Json::Array(several) => {
            let names: Vec<String> = several.iter().map(plain).collect();
            names.join(" ")
        }
        Json::Object(point) => {
            let parts = ["lat", "lon", "alt", "accuracy"].map(|part| point.get(part).map(plain));
            match parts {
                [Some(lat), Some(lon), alt, accuracy] => format!(
                    "{lat} {lon} {} {}",
                    alt.unwrap_or_else(|| "0".to_owned()),
                    accuracy.unwrap_or_else(|| "0".to_owned())
                ),
                _ => String::new(),
            }
        }
    }
}

fn plain(value: &Json) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// A text of a phone as the register takes it; the register's form types it.
fn as_value(field: Option<&Field>, text: &str) -> Json {
    let said = text.trim();
    if said.is_empty() {
        return Json::Null;
    }
    match field.map(|field| &field.kind) {
        // The several ways in which forms say yes.
        Some(Kind::Boolean) if ["1", "true", "yes", "OK"].contains(&said) => Json::Bool(true),
        Some(Kind::Boolean) if ["0", "false", "no"].contains(&said) => Json::Bool(false),
        _ => Json::from(text),
    }
}

/// The content of a record as properties.
pub(crate) fn texts(list: &EntityList, data: &Map<String, Json>) -> Properties {
    let named = list.properties.iter();
    named
        .filter_map(|property| Some((property.name.clone(), as_text(data.get(&property.name)?))))
        .collect()
}

/// What a record is called; its id where that may not be shown.
pub(crate) fn label(list: &EntityList, data: &Map<String, Json>, id: &str) -> String {
    let backing = list.backing.as_ref();
    let said = backing
        .filter(|backing| !backing.label_withheld)
        .and_then(|backing| data.get(&backing.label))
        .map(as_text);
    said.filter(|said| !said.trim().is_empty())
        .unwrap_or_else(|| id.to_owned())
}

/// Ids by which phones know records that were made on them: a record of a register with a key is named by its key.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(BTreeMap<String, String>);

impl Names {
    /// Those of a list.
    ///
    /// # Errors
    /// The store's failure.
    pub(crate) async fn of(house: &House, list: &EntityList) -> Result<Self, CollectionError> {
        let system = Actor::system("collection");
        let made = [
            ("list", Json::from(list.id.as_str())),
            ("act", Json::from("create")),
        ];
        let found = all(house, &system, "entity_links", &made).await?;
        Ok(Self(
            found
                .iter()
                .map(|link| {
                    (
                        text(&link.data, "record").to_owned(),
                        text(&link.data, "uuid").to_owned(),
                    )
                })
                .collect(),
        ))
    }

    /// The id by which phones know a record.
    pub(crate) fn uuid(&self, record: &RecordId) -> String {
        let known = self.0.get(record.as_str()).map(String::as_str);
        known.unwrap_or(record.as_str()).to_owned()
    }

    /// The records that entities are by the ids by which phones know them; what is no id is left out.
    pub(crate) fn records(&self, uuids: &[String]) -> BTreeSet<RecordId> {
        let made: BTreeMap<&str, &str> = self
            .0
            .iter()
            .map(|(record, uuid)| (uuid.as_str(), record.as_str()))
            .collect();
        let ids = uuids
            .iter()
            .map(|uuid| made.get(uuid.as_str()).copied().unwrap_or(uuid));
        ids.filter_map(|id| RecordId::parse(id).ok()).collect()
    }
}

/// What changes of phones built on, oldest first.
async fn links(
    house: &House,
    list: &EntityList,
    uuid: &str,
) -> Result<Vec<Map<String, Json>>, CollectionError> {
    let system = Actor::system("collection");
    let of = [
        ("list", Json::from(list.id.as_str())),
        ("uuid", Json::from(uuid)),
    ];
    let mut found = all(house, &system, "entity_links", &of).await?;
    found.sort_by_key(|link| (link.created, number(&link.data, "place")));
    Ok(found.into_iter().map(|link| link.data).collect())
}

/// The record that an entity is.
fn record_of(links: &[Map<String, Json>], uuid: &str) -> Result<RecordId, CollectionError> {
    let made = links.iter().find(|link| text(link, "act") == "create");
    let id = made.map_or(uuid, |link| text(link, "record"));
    RecordId::parse(id).map_err(|_| CollectionError::NotFound("entity"))
}

/// An entity that is a record of a register, with its versions from the journal.
///
/// # Errors
/// The store's failure.
pub(crate) async fn read(
    house: &House,
    list: &EntityList,
    uuid: &str,
) -> Result<Entity, CollectionError> {
    let links = links(house, list, uuid).await?;
    let Ok(id) = record_of(&links, uuid) else {
        return Ok(Entity::nothing());
    };
    let Some(record) = known(house, list.register(), &id).await? else {
        return Ok(Entity::nothing());
    };
    let entries = house.store.history(&record.register, &id).await?;
    let mut told = content_versions(&entries);
    if let Some(last) = told.last_mut() {
        // The fold knows of authors who met later; what stands is what it says.
        last.data.clone_from(&record.data);
    }
    let versions = versions(list, uuid, &record, &told, links);
    Ok(Entity {
        record: Some(record),
        versions,
        told,
    })
}

/// The versions of the record before the rules. A link whose change set nothing new has no entry: it stands as what its
/// author saw, so that what comes after it on its branch finds it.
fn versions(
    list: &EntityList,
    uuid: &str,
    record: &RecordState,
    told: &[ContentVersion],
    mut links: Vec<Map<String, Json>>,
) -> Vec<Stored> {
    let disputed: Vec<String> = record
        .conflicts
        .iter()
        .map(|conflict| conflict.field.clone())
        .collect();
    let mut found = Vec::new();
    for one in told {
        let at = one.note.as_deref().and_then(|note| {
            links
                .iter()
                .position(|link| text(link, "note") == note && !note.is_empty())
        });
        let link = at.map(|at| links.remove(at));
        found.push(stored(list, uuid, one, link.as_ref()));
    }
    for link in links {
        let before = number(&link, "number").saturating_sub(1).max(1);
        let Some(at) = found.iter().rposition(|known| known.version <= before) else {
            continue;
        };
        let mut same = found[at].clone();
        same.source = source_of(Some(&link));
        found.insert(at + 1, same);
    }
    if let Some(last) = found.last_mut()
        && !disputed.is_empty()
    {
        last.conflict = Some(Conflict::Hard);
        last.conflicting = disputed;
    }
    found
}

fn source_of(link: Option<&Map<String, Json>>) -> Source {
    let Some(link) = link else { return Source::Api };
    match text(link, "branch") {
        "" if text(link, "submission") == API => Source::Api,
        "" => Source::Submission,
        branch => Source::Branch {
            id: branch.to_owned(),
            base: number(link, "branch_base"),
        },
    }
}

fn stored(
    list: &EntityList,
    uuid: &str,
    one: &ContentVersion,
    link: Option<&Map<String, Json>>,
) -> Stored {
    let label_field = list.backing.as_ref().map(|backing| backing.label.as_str());
    let names = link.and_then(|link| link.get("conflicting")?.as_array());
    Stored {
        version: one.number,
        label: label(list, &one.data, uuid),
        data: texts(list, &one.data),
        received: texts(list, &one.set),
        base: link.and_then(|link| link.get("base")?.as_u64()),
        source: source_of(link),
        // A conflict of a register is settled in the register; what is left of it is on the record.
        conflict: link
            .and_then(|link| conflict_of(text(link, "conflict")))
            .filter(|found| *found == Conflict::Soft),
        conflicting: names
            .into_iter()
            .flatten()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect(),
        received_label: label_field
            .and_then(|field| one.set.get(field))
            .map(as_text),
        forced: link.is_some_and(|link| link.get("forced") == Some(&Json::Bool(true))),
    }
}

/// The place of the submission in links that scripts made.
const API: &str = "api";

/// The changes of the register that append versions to an entity, and what they build on.
///
/// # Errors
/// When the catalogue has no such register.
pub(crate) fn appended(
    house: &House,
    list: &EntityList,
    (uuid, entity): (&str, &Entity),
    new: &[(Stored, Option<u64>)],
    about: &About,
) -> Result<Vec<Change>, CollectionError> {
    let register = house.registers.register(list.register())?;
    let label = list.backing.as_ref().map(|backing| backing.label.as_str());
    let instance = about.source.pointer("/submission/instanceId");
    let note = match instance.and_then(Json::as_str) {
        Some(instance) => format!("submission {instance}"),
        None => format!("entity list {}", list.name),
    };
    let mut id = entity.record.as_ref().map(|record| record.id.clone());
    let mut changes = Vec::new();
    for (place, (version, trunk)) in new.iter().enumerate() {
        let mut set: Map<String, Json> = version
            .received
            .iter()
            .map(|(name, value)| (name.clone(), as_value(register.form.field(name), value)))
            .collect();
        let named = version
            .received_label
            .as_deref()
            .filter(|label| !label.trim().is_empty());
        if let (Some(field), Some(named)) = (label, named) {
            set.entry(field.to_owned())
                .or_insert_with(|| Json::from(named));
        }
        let made = id.is_none();
        let record = match &id {
            Some(id) => id.clone(),
            None => register
                .id_for_data(&set)
                .map_or_else(|| RecordId::parse(uuid), Ok)
                .map_err(CollectionError::inside)?,
        };
        let (base, act) = if made {
            let owner = Some(list.owner.clone());
            (None, Act::Create { data: set, owner })
        } else {
            let seen = entity
                .told
                .iter()
                .find(|told| Some(told.number) == version.base);
            (seen.map(|told| told.seen.clone()), Act::Patch { set })
        };
        changes.push(Change {
            register: register.name.clone(),
            id: record.clone(),
            base,
            act,
            note: Some(note.clone()),
        });
        let from = about.submission.as_ref().map_or(API, RecordId::as_str);
        if from != API || (made && record.as_str() != uuid) {
            let (branch, branch_base) = match &version.source {
                Source::Branch { id, base } => (Some(id.as_str()), Some(*base)),
                _ => (None, None),
            };
            let place = place as u64;
            let key = [list.id.as_str(), uuid, from, &place.to_string()];
            let data = json!({
                "project": list.project, "list": list.id.as_str(), "uuid": uuid, "record": record.as_str(),
                "act": if made { "create" } else { "update" }, "submission": from, "place": place,
                "note": if from == API { "" } else { &note }, "number": version.version, "base": version.base,
                "branch": branch, "branch_base": branch_base, "trunk": trunk, "forced": version.forced,
                "conflict": version.conflict.map(Conflict::code),
                "conflicting": version.conflicting, "user_agent": about.user_agent, "source": about.source,
            });
            let link = id_of(house, "entity_links", &key)?;
            changes.push(owned(create("entity_links", link, data), &list.owner));
        }
        id = Some(record);
    }
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_written_as_phones_write_them() {
        for (value, text) in [
            (json!("Al Karama"), "Al Karama"),
            (json!(12), "12"),
            (json!(12.5), "12.5"),
            (json!(true), "true"),
            (json!(["water", "food"]), "water food"),
            (json!({"lat": 33.5, "lon": 36.25}), "33.5 36.25 0 0"),
            (
                json!({"lat": 1, "lon": 2, "alt": 3, "accuracy": 4}),
                "1 2 3 4",
            ),
            (Json::Null, ""),
        ] {
            assert_eq!(as_text(&value), text);
        }
    }

    proptest! {
        #[test]
        fn no_id_makes_it_panic(written in "\\PC{0,80}") {
            prop_assert!(record_id(&written).is_none_or(|id| !id.is_empty()));
        }
    }
}
