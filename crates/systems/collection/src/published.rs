//! Published versions of forms, read from the shelf.

use std::collections::HashMap;

use access::Actor;
use house::House;
use serde_json::{Map, Value as Json};
use xform::XForm;

use crate::{
    CollectionError,
    receive::content,
    shelf::{DRAFT, all, described, id_of, known, text, version_key},
};

/// The form that a submission answers, whatever its state.
///
/// # Errors
/// [`CollectionError::NotFound`], or the store's failure.
pub async fn form_of(
    house: &House,
    project: i64,
    (form, version): (&str, &str),
) -> Result<XForm, CollectionError> {
    let key = [&project.to_string(), form, &version_key(version)];
    let id = id_of(house, "form_versions", &key)?;
    let kept = known(house, "form_versions", &id)
        .await?
        .ok_or(CollectionError::NotFound("version of the form"))?;
    read(house, &kept.data).await
}

/// The published versions of a form, the newest first.
///
/// # Errors
/// What the actor may not see, or the store's failure.
pub async fn versions(
    house: &House,
    actor: &Actor,
    (project, form): (i64, &str),
) -> Result<Vec<XForm>, CollectionError> {
    let filters = [("project", project.into()), ("form_id", Json::from(form))];
    let mut found = all(house, actor, "form_versions", &filters).await?;
    found.retain(|version| text(&version.data, "version_key") != DRAFT);
    found.sort_by(|a, b| text(&b.data, "published_at").cmp(text(&a.data, "published_at")));
    let mut forms = Vec::with_capacity(found.len());
    for version in &found {
        forms.push(read(house, &version.data).await?);
    }
    if forms.is_empty() {
        return Err(CollectionError::NotFound("published form"));
    }
    Ok(forms)
}

/// The XForm of a version's record.
///
/// # Errors
/// [`CollectionError::NoXForm`], or the store's failure.
pub async fn read(house: &House, version: &Map<String, Json>) -> Result<XForm, CollectionError> {
    let xml = content(house, text(version, "xform")).await?;
    let mut form = XForm::read(&xml).map_err(CollectionError::NoXForm)?;
    meanings(&mut form, version.get("fields"));
    Ok(form)
}

/// HXL tags that stand in the workbook only: an XForm carries those of `instance::hxl`.
fn meanings(form: &mut XForm, about: Option<&Json>) {
    let tags: HashMap<&str, &str> = described(about)
        .into_iter()
        .filter_map(|field| field.get("path")?.as_str().zip(field.get("hxl")?.as_str()))
        .collect();
    for field in &mut form.fields {
        if field.hxl.is_none() {
            field.hxl = tags.get(field.path.as_str()).map(|tag| (*tag).to_owned());
        }
    }
}
