//! Entity lists: their names, their properties, and the forms that write to them.

use std::collections::BTreeSet;

use access::{Actor, Decision};
use house::House;
use journal::RecordState;
use registers::{Act, Change};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};
use vocab::{AccessClass, Hlc, RecordId};
use xform::XForm;

use super::{
    backed::{self, Backing},
    naming::{one_spelling, same},
    store,
    who::Rule,
};
use crate::{
    CollectionError,
    shelf::{all, create, described, id_of, known, put, text},
};

/// Days that a change waits for what comes before it, unless its list says otherwise (as in ODK Central).
const HOLD_DAYS: i64 = 5;
/// A property of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Property {
    /// Its one spelling.
    pub(crate) name: String,
    /// When it came to be.
    pub(crate) published_at: String,
    /// Forms whose published version saves to it.
    pub(crate) forms: Vec<String>,
    /// How harmful its disclosure would be.
    #[serde(default = "internal")]
    pub(crate) class: AccessClass,
    /// Whether it names a person.
    #[serde(default)]
    pub(crate) identity: bool,
}

fn internal() -> AccessClass {
    AccessClass::Internal
}

impl Property {
    /// One that harms nobody, of today.
    pub(crate) fn new(name: &str, published_at: &str) -> Self {
        Self {
            name: name.to_owned(),
            published_at: published_at.to_owned(),
            forms: Vec::new(),
            class: internal(),
            identity: false,
        }
    }

    /// Whether it says of a person what may harm them: phones are given it only where a form's grant names it.
    pub(crate) fn is_personal(&self) -> bool {
        self.identity || self.class >= AccessClass::Confidential
    }
}

/// A list.
#[derive(Debug, Clone)]
pub(crate) struct EntityList {
    pub(crate) id: RecordId,
    pub(crate) project: i64,
    pub(crate) name: String,
    /// Whether new entities wait until their submission is approved.
    pub(crate) approval_required: bool,
    /// Days that a change waits for what comes before it.
    pub(crate) hold_days: i64,
    pub(crate) properties: Vec<Property>,
    /// Forms whose published version writes to it.
    pub(crate) source_forms: Vec<String>,
    /// Who of those who only get it on a phone sees which entities.
    pub(crate) rules: Vec<Rule>,
    pub(crate) owner: String,
    pub(crate) created: Hlc,
    pub(crate) changed: Hlc,
    /// The register whose records are its entities, where it is not a list of its own.
    pub(crate) backing: Option<Backing>,
    /// Properties that whoever asks may not see.
    pub(crate) hidden: Vec<String>,
}

impl EntityList {
    /// Reads one; none where the register behind it is no longer there, or no longer given to devices.
    fn of(
        house: &House,
        id: RecordId,
        owner: String,
        times: (Hlc, Hlc),
        data: &Map<String, Json>,
    ) -> Option<Self> {
        let mut properties: Vec<Property> = read(data, "properties");
        let backing = match text(data, "register") {
            "" => None,
            register => {
                let register = backed::offered(house, register)?;
                properties = backed::properties(register, &properties);
                Some(Backing::of(register)?)
            }
        };
        Some(Self {
            id,
            project: data
                .get("project")
                .and_then(Json::as_i64)
                .unwrap_or_default(),
            name: text(data, "name").to_owned(),
            approval_required: data.get("approval_required") == Some(&Json::Bool(true)),
            hold_days: data
                .get("hold_days")
                .and_then(Json::as_i64)
                .unwrap_or(HOLD_DAYS),
            properties,
            source_forms: read(data, "source_forms"),
            rules: read(data, "access_rules"),
            owner,
            created: times.0,
            changed: times.1,
            backing,
            hidden: Vec::new(),
        })
    }

    fn of_record(house: &House, record: RecordState) -> Option<Self> {
        let times = (record.created, record.hlc);
        Self::of(house, record.id, record.owner, times, &record.data)
    }

    /// The register in which its entities are records.
    pub(crate) fn register(&self) -> &str {
        self.backing
            .as_ref()
            .map_or("entities", |backing| &backing.register)
    }

    /// The partition of that register which holds them; none where all of it does.
    pub(crate) fn partition(&self) -> Option<&str> {
        self.backing.is_none().then_some(self.id.as_str())
    }

    /// An id of an entity in the one form in which it is kept. Those of ODK's own lists are UUIDs of version 4; a
    /// register's records have ids of their own.
    pub(crate) fn uuid_of(&self, written: &str) -> Option<String> {
        match (&self.backing, store::uuid_of(written)) {
            (_, Some(uuid)) => Some(uuid),
            (Some(_), None) => backed::record_id(written),
            (None, None) => None,
        }
    }

    /// The list as a form is given it: of properties with personal data only those that its grant names.
    pub(crate) fn granted(mut self, granted: &[String]) -> Self {
        self.properties
            .retain(|property| !property.is_personal() || granted.contains(&property.name));
        if let Some(backing) = &mut self.backing {
            backing.label_withheld &= !granted.contains(&backing.label);
        }
        self
    }

    /// The list as somebody sees it by a decision on reading it: properties above their class are hidden.
    pub(crate) fn shown_by(mut self, decision: &Decision) -> Self {
        let shows = |property: &Property| {
            property.class <= decision.max_field_class && (decision.identity || !property.identity)
        };
        let (shown, hidden): (Vec<_>, Vec<_>) = self.properties.into_iter().partition(shows);
        self.properties = shown;
        self.hidden = hidden.into_iter().map(|property| property.name).collect();
        if let Some(backing) = &mut self.backing {
            let (class, identity) = backing.label_class;
            backing.label_withheld =
                class > decision.max_field_class || (identity && !decision.identity);
        }
        self
    }

    /// The property of this name, whatever its case.
    pub(crate) fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|known| same(&known.name, name))
    }

    /// The change that adds properties.
    pub(crate) fn with_properties(&self, properties: &[Property]) -> Change {
        put(
            "entity_lists",
            self.id.clone(),
            json!({"properties": properties}),
        )
    }
}

fn read<T: serde::de::DeserializeOwned + Default>(data: &Map<String, Json>, field: &str) -> T {
    data.get(field)
        .and_then(|value| serde_json::from_value(value.clone()).ok())
        .unwrap_or_default()
}

/// A list of a project, for the server's own decisions.
///
/// # Errors
/// The store's failure.
pub(crate) async fn find(
    house: &House,
    project: i64,
    name: &str,
) -> Result<Option<EntityList>, CollectionError> {
    let id = id_of(house, "entity_lists", &[&project.to_string(), name])?;
    let found = known(house, "entity_lists", &id).await?;
    Ok(found
        .filter(|record| !record.erased)
        .and_then(|record| EntityList::of_record(house, record)))
}

/// The lists of a project by name, for the server's own decisions.
///
/// # Errors
/// The store's failure.
pub(crate) async fn of_project(
    house: &House,
    project: i64,
) -> Result<Vec<EntityList>, CollectionError> {
    let system = Actor::system("collection");
    seen_by(house, &system, project).await
}

/// The lists of a project that somebody may see, by name.
///
/// # Errors
/// Who may not see lists, or the store's failure.
pub(crate) async fn seen_by(
    house: &House,
    actor: &Actor,
    project: i64,
) -> Result<Vec<EntityList>, CollectionError> {
    let found = all(house, actor, "entity_lists", &[("project", project.into())]).await?;
    let mut lists: Vec<EntityList> = found
        .into_iter()
        .filter(|view| !view.erased)
        .filter_map(|view| {
            let times = (view.created, view.changed);
            EntityList::of(house, view.id, view.owner, times, &view.data)
        })
        .collect();
    lists.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(lists)
}

/// The names of a project's lists.
///
/// # Errors
/// The store's failure.
pub(crate) async fn names_of(house: &House, project: i64) -> Result<Vec<String>, CollectionError> {
    let lists = of_project(house, project).await?;
    Ok(lists.into_iter().map(|list| list.name).collect())
}

/// Whether a file that a form expects is one of these lists: `trees.csv` is the list `trees`.
pub(crate) fn is_of(file: &str, lists: &[String]) -> bool {
    file.strip_suffix(".csv")
        .is_some_and(|name| lists.iter().any(|list| list == name))
}

/// Whether a version of a form expects one of these lists.
pub(crate) fn expects(version: &Map<String, Json>, lists: &[String]) -> bool {
    let files = version.get("files").and_then(Json::as_array);
    files
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .any(|file| is_of(file, lists))
}

/// The changes that publishing a form brings to the lists of its project: new lists, new properties, and which forms
/// write to what.
///
/// # Errors
/// [`CollectionError::Conflict`] for a name that is there in another spelling, or the store's failure.
pub(crate) async fn declared(
    house: &House,
    (project, owner): (i64, &str),
    form: &XForm,
    about: Option<&Json>,
) -> Result<Vec<Change>, CollectionError> {
    let now = now(house);
    let personal = personal(about);
    let mut lists = of_project(house, project).await?;
    for list in &mut lists {
        list.source_forms.retain(|source| *source != form.id);
        for property in &mut list.properties {
            property.forms.retain(|source| *source != form.id);
        }
    }
    for declared in &form.entities {
        let name = &declared.dataset;
        if let Some(other) = lists
            .iter()
            .find(|list| same(&list.name, name) && list.name != *name)
        {
            return Err(CollectionError::Conflict(format!(
                "the entity list {name} is spelt {} already; use that spelling",
                other.name
            )));
        }
        let at = match lists.iter().position(|list| list.name == *name) {
            Some(at) => at,
            None => {
                let id = id_of(house, "entity_lists", &[&project.to_string(), name])?;
                let data = json!({"project": project, "name": name});
                let members = data.as_object().cloned().unwrap_or_default();
                let times = (Hlc::from_i64(0), Hlc::from_i64(0));
                lists.extend(EntityList::of(house, id, String::new(), times, &members));
                lists.len() - 1
            }
        };
        let list = &mut lists[at];
        if !list.source_forms.contains(&form.id) {
            list.source_forms.push(form.id.clone());
        }
        for (path, property) in &declared.properties {
            one_spelling(property, list.properties.iter().map(|known| &known.name))?;
            if let Some(backing) = &list.backing
                && list.property(property).is_none()
            {
                return Err(CollectionError::Conflict(format!(
                    "the register {} behind the list {name} has no field {property} that a question can fill",
                    backing.register
                )));
            }
            let at = list
                .properties
                .iter()
                .position(|known| known.name == *property);
            let at = at.unwrap_or_else(|| {
                list.properties.push(Property::new(property, &now));
                list.properties.len() - 1
            });
            let known = &mut list.properties[at];
            if !known.forms.contains(&form.id) {
                known.forms.push(form.id.clone());
            }
            // What one form asks as personal data stays so, whatever other forms say.
            if personal.contains(path.as_str()) {
                known.class = known.class.max(AccessClass::Confidential);
            }
        }
    }
    Ok(lists
        .into_iter()
        .map(|list| {
            let data = json!({"project": project, "name": list.name, "properties": list.properties, "source_forms": list.source_forms});
            owned(put("entity_lists", list.id, data), owner)
        })
        .collect())
}

/// Paths of the questions that a workbook marks as personal data, in its column `waymark::pii`.
fn personal(about: Option<&Json>) -> BTreeSet<&str> {
    described(about)
        .into_iter()
        .filter(|field| {
            let pii = field.get("pii").and_then(Json::as_str);
            pii.is_some_and(|pii| !matches!(pii.trim(), "" | "none"))
        })
        .filter_map(|field| field.get("path")?.as_str())
        .collect()
}

/// The change that makes a list, of a register's records where one is named.
///
/// # Errors
/// When the catalogue has no such register.
pub(crate) fn new_list(
    house: &House,
    (project, owner): (i64, &str),
    name: &str,
    approval_required: bool,
    register: Option<&str>,
) -> Result<Change, CollectionError> {
    let id = id_of(house, "entity_lists", &[&project.to_string(), name])?;
    let data = json!({"project": project, "name": name, "approval_required": approval_required, "properties": [],
        "source_forms": [], "register": register});
    Ok(owned(create("entity_lists", id, data), owner))
}

/// A change whose new record belongs to this org unit.
pub(crate) fn owned(mut change: Change, unit: &str) -> Change {
    if let Act::Create { owner, .. } | Act::Put { owner, .. } = &mut change.act {
        *owner = Some(unit.to_owned());
    }
    change
}

/// The present instant, as it is kept.
pub(crate) fn now(house: &House) -> String {
    house::timestamp_text(house.now())
}
