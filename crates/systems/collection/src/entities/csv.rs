//! An entity list as a file beside a form: a CSV that is never whole in memory, with a hash that changes exactly when
//! what this caller sees of the list changes.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use access::Actor;
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt as _, stream};
use house::House;
use journal::{Draft, Entry, JournalError, Kind};
use md5::{Digest as _, Md5};
use serde_json::{Map, Value as Json, json};
use vocab::RecordId;

use super::{
    backlog, grants,
    lists::{self, EntityList},
    rows::Rows,
    who::Reach,
};
use crate::{
    CollectionError,
    openrosa::Media,
    shelf::{hex, id_of, known, text},
};

/// Hashes remembered at once; beyond this all are made anew.
const MOST_REMEMBERED: usize = 1_000;
/// The record under which readings of whole lists stand in the journal.
const READ_OF_A_LIST: &str = "@list";
/// Rows sent in one piece.
const ROWS: usize = 200;

/// Hashes of lists as somebody sees them, by list, state of the list and what is seen: lists of thousands are asked for
/// by every phone at every sync and change seldom.
#[derive(Clone, Default)]
pub(crate) struct ListHashes(Arc<Mutex<HashMap<String, String>>>);

impl ListHashes {
    fn get(&self, key: &str) -> Option<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(key)
            .cloned()
    }

    fn keep(&self, key: String, hash: String) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_REMEMBERED {
            known.clear();
        }
        known.insert(key, hash);
    }
}

/// The list that stands behind a file which a form expects, if one does: `trees.csv` is the list `trees`.
///
/// # Errors
/// The store's failure.
pub(super) async fn behind(
    house: &House,
    project: i64,
    file: &str,
) -> Result<Option<EntityList>, CollectionError> {
    match file.strip_suffix(".csv") {
        Some(name) => lists::find(house, project, name).await,
        None => Ok(None),
    }
}

/// The list as a version of a form is given it.
pub(super) async fn granted(
    house: &House,
    list: EntityList,
    version: &Map<String, Json>,
) -> Result<EntityList, CollectionError> {
    let key = [&list.project.to_string(), text(version, "form_id")];
    let form = known(
        house,
        "collect_forms",
        &id_of(house, "collect_forms", &key)?,
    )
    .await?;
    let granted = form.map(|form| grants::of(&form.data, &list.name));
    Ok(list.granted(&granted.unwrap_or_default()))
}

/// The entity lists among the files that a version of a form expects, as its manifest tells them. `base` is the
/// address of the project, `form` that of the form.
///
/// # Errors
/// The store's failure.
pub(crate) async fn in_manifest(
    house: &House,
    hashes: &ListHashes,
    (actor, project): (&Actor, i64),
    version: &Map<String, Json>,
    uploaded: &[Media],
    (base, form): (&str, &str),
) -> Result<Vec<Media>, CollectionError> {
    let expected = version.get("files").and_then(Json::as_array);
    let mut found = Vec::new();
    for file in expected.into_iter().flatten().filter_map(Json::as_str) {
        if uploaded.iter().any(|media| media.name == file) {
            continue;
        }
        let Some(list) = behind(house, project, file).await? else {
            continue;
        };
        if found.is_empty() {
            backlog::catch_up(house, project).await?;
        }
        let list = granted(house, list, version).await?;
        let reach = Reach::of(house, actor, &list).await?;
        found.push(Media {
            name: file.to_owned(),
            md5: hash(house, hashes, &list, &reach).await?,
            download: format!("{form}/attachments/{}", crate::device_http::in_path(file)),
            list: Some(crate::openrosa::MediaList {
                approval: list.approval_required,
                integrity: format!(
                    "{base}/datasets/{}/integrity",
                    crate::device_http::in_path(&list.name)
                ),
            }),
        });
    }
    Ok(found)
}

/// An entity list as a file beside a form, where the version expects a file of this name and none was sent.
///
/// # Errors
/// [`CollectionError::NotFound`] where there is no such list, or the store's failure.
pub(crate) async fn media_file(
    house: &House,
    hashes: &ListHashes,
    (actor, project): (&Actor, i64),
    version: &Map<String, Json>,
    file: &str,
    headers: &HeaderMap,
) -> Result<Response, CollectionError> {
    let expected = version.get("files").and_then(Json::as_array);
    if !expected.into_iter().flatten().any(|known| known == file) {
        return Err(CollectionError::NotFound("file"));
    }
    let list = behind(house, project, file)
        .await?
        .ok_or(CollectionError::NotFound("file"))?;
    backlog::catch_up(house, project).await?;
    let list = granted(house, list, version).await?;
    let reach = Reach::of(house, actor, &list).await?;
    let tag = format!("\"{}\"", hash(house, hashes, &list, &reach).await?);
    if known_tag(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    note_reading(house, actor, &list, &tag).await?;
    let rows = Rows::of(house, &list, &reach).await?;
    let mut response = Body::from_stream(pieces(rows, list).fuse()).into_response();
    about_csv(&mut response, file, &tag);
    Ok(response)
}

/// Journals who was given which state of a list: entities are confidential, and a phone carries them away.
async fn note_reading(
    house: &House,
    actor: &Actor,
    list: &EntityList,
    tag: &str,
) -> Result<(), CollectionError> {
    let draft = Draft {
        kind: Kind::Read,
        actor: actor.id.clone(),
        register: house.registers.register(list.register())?.name.clone(),
        record: RecordId::parse(READ_OF_A_LIST).expect("a constant of plain characters"),
        base: None,
        body: json!({"list": list.id.as_str(), "file": tag.trim_matches('"')}),
    };
    let noted: Result<Entry, JournalError> = house.store.write(move |tx| tx.append(draft)).await;
    noted?;
    Ok(())
}

/// Whether the caller says that it has this content.
pub(super) fn known_tag(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get(header::IF_NONE_MATCH)
        .and_then(|known| known.to_str().ok())
        .is_some_and(|known| {
            known
                .split(',')
                .any(|one| one.trim().trim_start_matches("W/") == tag)
        })
}

/// The headers of a CSV.
pub(super) fn about_csv(response: &mut Response, file: &str, tag: &str) {
    for (name, value) in [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!(
                "attachment; filename*=UTF-8''{}",
                crate::device_http::in_path(file)
            ),
        ),
        (header::ETAG, tag.to_owned()),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
}

/// MD5 of the CSV as this caller would get it.
async fn hash(
    house: &House,
    hashes: &ListHashes,
    list: &EntityList,
    reach: &Reach,
) -> Result<String, CollectionError> {
    let (at, count) = house
        .registers
        .stamp(list.register(), list.partition())
        .await?;
    let columns = header_row(list);
    let label = list.backing.as_ref().map(|backing| backing.label_withheld);
    let key = reach.key().map(|seen| {
        let (id, changed, at) = (&list.id, list.changed.as_i64(), at.as_i64());
        format!("{id} {changed} {at} {count} {label:?} {columns:?} {seen}")
    });
    if let Some(known) = key.as_deref().and_then(|key| hashes.get(key)) {
        return Ok(known);
    }
    let mut digest = Md5::new();
    digest.update(row(&columns)?);
    let mut rows = Rows::of(house, list, reach).await?;
    while let Some(lines) = next_piece(&mut rows, list).await {
        digest.update(lines?);
    }
    let hash = hex(&digest.finalize());
    if let Some(key) = key {
        hashes.keep(key, hash.clone());
    }
    Ok(hash)
}

/// The columns that ODK Collect reads (ODK Entities specification, "Entity lists").
pub(super) fn header_row(list: &EntityList) -> Vec<String> {
    ["name", "label", "__version"]
        .into_iter()
        .map(str::to_owned)
        .chain(list.properties.iter().map(|property| property.name.clone()))
        .collect()
}

/// One line of a CSV (RFC 4180).
pub(super) fn row(cells: &[String]) -> Result<Vec<u8>, CollectionError> {
    let mut line = csv::WriterBuilder::new().from_writer(Vec::new());
    line.write_record(cells).map_err(CollectionError::inside)?;
    line.into_inner()
        .map_err(|error| CollectionError::inside(error.into_error()))
}

/// The next lines; `None` at the end.
async fn next_piece(
    rows: &mut Rows,
    list: &EntityList,
) -> Option<Result<Vec<u8>, CollectionError>> {
    let mut lines = Vec::new();
    let mut count = 0;
    while count < ROWS {
        let one = match rows.next().await {
            None => break,
            Some(Ok(one)) => one,
            Some(Err(error)) => return Some(Err(error)),
        };
        if one.gone {
            continue;
        }
        let mut cells = vec![one.uuid, one.label, one.version.to_string()];
        let values = list.properties.iter();
        cells.extend(values.map(|property| text(&one.data, &property.name).to_owned()));
        match row(&cells) {
            Ok(line) => lines.extend(line),
            Err(error) => return Some(Err(error)),
        }
        count += 1;
    }
    (count > 0).then_some(Ok(lines))
}

fn pieces(
    rows: Rows,
    list: EntityList,
) -> impl futures_util::Stream<Item = Result<Bytes, CollectionError>> {
    stream::unfold((rows, list, true), |(mut rows, list, first)| async move {
        let piece = if first {
            Some(row(&header_row(&list)))
        } else {
            next_piece(&mut rows, &list).await
        };
        piece.map(|piece| (piece.map(Bytes::from), (rows, list, false)))
    })
}
