//! Entity lists: their names, their properties, and the forms that write to them.

use access::Actor;
use house::House;
use journal::RecordState;
use registers::{Act, Change};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};
use vocab::{Hlc, RecordId};
use xform::XForm;

use super::who::Rule;
use crate::{
    CollectionError,
    shelf::{all, create, id_of, known, put, text},
};

/// Days that a change waits for what comes before it, unless its list says otherwise (as in ODK Central).
const HOLD_DAYS: i64 = 5;
/// The versions of the specification that are understood.
const VERSIONS: std::ops::RangeInclusive<(u32, u32)> = (2022, 1)..=(2025, 1);
/// From here on a form may write to several lists and from within repeats.
const SEVERAL: (u32, u32) = (2025, 1);

/// A property of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Property {
    /// Its one spelling.
    pub(crate) name: String,
    /// When it came to be.
    pub(crate) published_at: String,
    /// Forms whose published version saves to it.
    pub(crate) forms: Vec<String>,
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
}

impl EntityList {
    fn of(id: RecordId, owner: String, times: (Hlc, Hlc), data: &Map<String, Json>) -> Self {
        Self {
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
            properties: read(data, "properties"),
            source_forms: read(data, "source_forms"),
            rules: read(data, "access_rules"),
            owner,
            created: times.0,
            changed: times.1,
        }
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

impl From<RecordState> for EntityList {
    fn from(record: RecordState) -> Self {
        Self::of(
            record.id,
            record.owner,
            (record.created, record.hlc),
            &record.data,
        )
    }
}

fn read<T: serde::de::DeserializeOwned + Default>(data: &Map<String, Json>, field: &str) -> T {
    data.get(field)
        .and_then(|value| serde_json::from_value(value.clone()).ok())
        .unwrap_or_default()
}

/// Names are one when they differ in case only.
fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
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
    Ok(found.filter(|record| !record.erased).map(EntityList::from))
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
        .map(|view| {
            EntityList::of(
                view.id,
                view.owner,
                (view.created, view.changed),
                &view.data,
            )
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

/// A name that XML takes for one (XML 1.0, `NCName`).
fn is_xml_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_alphanumeric() || "_-.".contains(letter))
        && name.len() <= 255
}

/// Refuses what cannot name a list: a list is also a file name and a name in expressions.
///
/// # Errors
/// [`CollectionError::BadRequest`] with the rule.
pub(crate) fn check_list_name(name: &str) -> Result<(), CollectionError> {
    if is_xml_name(name) && !name.contains('.') && !name.starts_with("__") {
        return Ok(());
    }
    Err(CollectionError::BadRequest(format!(
        "\"{name}\" cannot name an entity list: begin with a letter or _ (not two of them), go on with letters, digits, _ and -"
    )))
}

/// Refuses what cannot name a property.
///
/// # Errors
/// [`CollectionError::BadRequest`] with the rule.
pub(crate) fn check_property_name(name: &str) -> Result<(), CollectionError> {
    let reserved = same(name, "name") || same(name, "label") || name.starts_with("__");
    if is_xml_name(name) && !reserved {
        return Ok(());
    }
    Err(CollectionError::BadRequest(format!(
        "\"{name}\" cannot name a property: begin with a letter or _ (not two of them), go on with letters, digits, _, - and .; \
         name and label are taken"
    )))
}

fn version_of(written: &str) -> Option<(u32, u32)> {
    let mut parts = written.split('.');
    let year = parts.next()?.parse().ok()?;
    let number = parts.next().unwrap_or("1").parse().ok()?;
    Some((year, number))
}

/// Refuses a form whose entities are not understood: a newer specification, names that are none, several lists or
/// repeats in a form that says it knows neither.
///
/// # Errors
/// [`CollectionError::BadRequest`].
pub(crate) fn check_form(form: &XForm) -> Result<(), CollectionError> {
    if form.entities.is_empty() {
        return Ok(());
    }
    let written = form.entities_version.as_deref().unwrap_or("2022.1.0");
    let version = version_of(written).filter(|version| VERSIONS.contains(version)).ok_or_else(|| {
        CollectionError::BadRequest(format!(
            "the form is written for version {written} of the entities specification; 2022.1 to 2025.1 are understood here"
        ))
    })?;
    let first = &form.entities[0].dataset;
    let several = form.entities.iter().any(|one| one.dataset != *first);
    let repeated = form.entities.iter().any(|one| {
        let mut here = one.path.as_str();
        std::iter::from_fn(|| {
            here = here.rsplit_once('/').map(|(above, _)| above)?;
            Some(here)
        })
        .any(|path| form.field(path).is_some_and(|field| field.repeat))
    });
    if (several || repeated) && version < SEVERAL {
        return Err(CollectionError::BadRequest(
            "a form that writes to several entity lists, or from within a repeat, must be of entities version 2025.1.0".to_owned(),
        ));
    }
    for declared in &form.entities {
        check_list_name(&declared.dataset)?;
        for (at, (_, property)) in declared.properties.iter().enumerate() {
            check_property_name(property)?;
            let before = declared.properties[..at].iter().map(|(_, name)| name);
            one_spelling(property, before)?;
        }
    }
    Ok(())
}

fn one_spelling<'a>(
    name: &str,
    mut known: impl Iterator<Item = &'a String>,
) -> Result<(), CollectionError> {
    match known.find(|known| same(known, name) && *known != name) {
        Some(known) => Err(CollectionError::Conflict(format!(
            "the property {name} is spelt {known} already; use that spelling"
        ))),
        None => Ok(()),
    }
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
) -> Result<Vec<Change>, CollectionError> {
    let now = now(house);
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
                lists.push(EntityList::of(
                    id,
                    String::new(),
                    (Hlc::from_i64(0), Hlc::from_i64(0)),
                    &members,
                ));
                lists.len() - 1
            }
        };
        let list = &mut lists[at];
        if !list.source_forms.contains(&form.id) {
            list.source_forms.push(form.id.clone());
        }
        for (_, property) in &declared.properties {
            one_spelling(property, list.properties.iter().map(|known| &known.name))?;
            let at = list
                .properties
                .iter()
                .position(|known| known.name == *property);
            let at = at.unwrap_or_else(|| {
                list.properties.push(Property {
                    name: property.clone(),
                    published_at: now.clone(),
                    forms: Vec::new(),
                });
                list.properties.len() - 1
            });
            let forms = &mut list.properties[at].forms;
            if !forms.contains(&form.id) {
                forms.push(form.id.clone());
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

/// The change that makes a list.
///
/// # Errors
/// When the catalogue has no such register.
pub(crate) fn new_list(
    house: &House,
    (project, owner): (i64, &str),
    name: &str,
    approval_required: bool,
) -> Result<Change, CollectionError> {
    let id = id_of(house, "entity_lists", &[&project.to_string(), name])?;
    let data = json!({"project": project, "name": name, "approval_required": approval_required, "properties": [],
        "source_forms": []});
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
    jiff::Timestamp::from_millisecond(house.clock.now_ms())
        .unwrap_or_default()
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_lists_and_properties() {
        for good in ["trees", "border_posts", "_x", "دور"] {
            assert!(check_list_name(good).is_ok(), "{good}");
        }
        for bad in ["", "__x", "a.b", "1a", "a b", "a:b", "../a"] {
            assert!(check_list_name(bad).is_err(), "{bad}");
        }
        for good in ["height", "a.b", "Name2"] {
            assert!(check_property_name(good).is_ok(), "{good}");
        }
        for bad in ["name", "NAME", "Label", "__system", "a b", ""] {
            assert!(check_property_name(bad).is_err(), "{bad}");
        }
    }

    fn form(version: &str, body: &str, binds: &str) -> XForm {
        let xml = format!(
            "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" \
             xmlns:entities=\"http://www.opendatakit.org/xforms/entities\"><h:head><h:title>t</h:title>\
             <model entities:entities-version=\"{version}\"><instance><data id=\"f\">{body}</data></instance>{binds}</model>\
             </h:head><h:body/></h:html>"
        );
        XForm::read(xml.as_bytes()).unwrap()
    }

    const ONE: &str =
        "<a/><meta><entity dataset=\"trees\" id=\"\" create=\"1\"><label/></entity></meta>";

    #[test]
    fn a_form_says_the_version_that_its_entities_need() {
        for (version, good) in [
            ("2022.1.0", true),
            ("2024.1.0", true),
            ("2025.1.9", true),
            ("2025.2.0", false),
            ("2021.1", false),
            ("x", false),
        ] {
            assert_eq!(
                check_form(&form(version, ONE, "")).is_ok(),
                good,
                "{version}"
            );
        }
        let two =
            format!("{ONE}<g><meta><entity dataset=\"people\" id=\"\" create=\"1\"/></meta></g>");
        assert!(check_form(&form("2024.1.0", &two, "")).is_err());
        assert!(check_form(&form("2025.1.0", &two, "")).is_ok());
        let twice = "<bind nodeset=\"/data/a\" entities:saveto=\"Height\"/><bind nodeset=\"/data/b\" entities:saveto=\"height\"/>";
        let told = check_form(&form("2024.1.0", &format!("<b/>{ONE}"), twice));
        assert!(
            matches!(told, Err(CollectionError::Conflict(_))),
            "{told:?}"
        );
    }

    proptest! {
        #[test]
        fn no_name_makes_it_panic(name in "\\PC{0,12}") {
            let _ = (check_list_name(&name), check_property_name(&name), version_of(&name));
        }
    }
}
