//! Changes made without a connection that came before what they build on: they wait for it, and are forced after the
//! days that their list allows.

use access::Actor;
use house::House;
use registers::Change;
use serde_json::{Value as Json, json};
use vocab::RecordId;

use super::{
    intake::{Occasion, process},
    lists::{EntityList, now, of_project, owned},
    rules::{Given, Held},
};
use crate::{
    CollectionError,
    openrosa::tracing_fault,
    shelf::{all, id_of, known, put, step, text},
};

fn id(
    house: &House,
    submission: &RecordId,
    list: &RecordId,
    uuid: &str,
) -> Result<RecordId, CollectionError> {
    id_of(
        house,
        "entity_backlog",
        &[submission.as_str(), list.as_str(), uuid],
    )
}

/// Whether what a submission asks of an entity waits.
///
/// # Errors
/// The store's failure.
pub(crate) async fn held(
    house: &House,
    submission: &RecordId,
    list: &RecordId,
    uuid: &str,
) -> Result<bool, CollectionError> {
    let record = known(house, "entity_backlog", &id(house, submission, list, uuid)?).await?;
    Ok(record.is_some_and(|record| record.state == "held"))
}

/// The changes that let it wait.
///
/// # Errors
/// The store's failure.
pub(crate) async fn hold(
    house: &House,
    submission: &RecordId,
    list: &EntityList,
    uuid: &str,
    given: &Given,
    why: Held,
) -> Result<Vec<Change>, CollectionError> {
    let id = id(house, submission, &list.id, uuid)?;
    let reason = match why {
        Held::NoEntity => "the entity",
        Held::NoPredecessor => "the version before it",
    };
    let data = json!({
        "project": list.project, "list": list.id.as_str(), "uuid": uuid, "submission": submission.as_str(),
        "branch": given.branch, "branch_base": given.base, "reason": reason, "held_at": now(house),
    });
    let again = known(house, "entity_backlog", &id)
        .await?
        .is_some_and(|record| record.state == "released");
    let mut changes = vec![owned(put("entity_backlog", id.clone(), data), &list.owner)];
    if again {
        changes.push(step("entity_backlog", id, "hold", None));
    }
    Ok(changes)
}

/// The change that ends the waiting.
///
/// # Errors
/// When the catalogue has no such register.
pub(crate) fn release(
    house: &House,
    submission: &RecordId,
    list: &RecordId,
    uuid: &str,
) -> Result<Change, CollectionError> {
    Ok(step(
        "entity_backlog",
        id(house, submission, list, uuid)?,
        "release",
        None,
    ))
}

async fn waiting(
    house: &House,
    filters: &[(&str, Json)],
) -> Result<Vec<registers::RecordView>, CollectionError> {
    let mut filters = filters.to_vec();
    filters.push(("@state", "held".into()));
    let mut found = all(
        house,
        &Actor::system("collection"),
        "entity_backlog",
        &filters,
    )
    .await?;
    // Branch by branch, in the order in which the device wrote.
    found.sort_by_key(|one| {
        (
            text(&one.data, "branch").to_owned(),
            one.data.get("branch_base").and_then(Json::as_u64),
        )
    });
    Ok(found)
}

/// The changes that end all waiting of a submission.
///
/// # Errors
/// The store's failure.
pub(crate) async fn release_all(
    house: &House,
    submission: &RecordId,
) -> Result<Vec<Change>, CollectionError> {
    let found = waiting(house, &[("submission", submission.as_str().into())]).await?;
    Ok(found
        .into_iter()
        .map(|one| step("entity_backlog", one.id, "release", None))
        .collect())
}

/// The submissions that wait for something about this entity, in the order in which they were made.
///
/// # Errors
/// The store's failure.
pub(crate) async fn waiting_for(
    house: &House,
    list: &RecordId,
    uuid: &str,
) -> Result<Vec<RecordId>, CollectionError> {
    let found = waiting(
        house,
        &[("list", list.as_str().into()), ("uuid", uuid.into())],
    )
    .await?;
    Ok(found
        .iter()
        .filter_map(|one| RecordId::parse(text(&one.data, "submission")).ok())
        .collect())
}

/// The submissions that wait for something about one of these entities.
///
/// # Errors
/// The store's failure.
pub(crate) async fn waiting_in(
    house: &House,
    list: &RecordId,
    uuids: &[String],
) -> Result<Vec<RecordId>, CollectionError> {
    let found = waiting(house, &[("list", list.as_str().into())]).await?;
    let about = found
        .iter()
        .filter(|one| uuids.iter().any(|uuid| uuid == text(&one.data, "uuid")));
    Ok(about
        .filter_map(|one| RecordId::parse(text(&one.data, "submission")).ok())
        .collect())
}

/// Catches up with a project before its entities are read: submissions that a stop of the server left undone, reviews
/// that came by another door, and changes that have waited long enough. One that cannot be done is told to the log
/// and keeps nobody from reading.
///
/// # Errors
/// The store's failure.
pub(crate) async fn catch_up(house: &House, project: i64) -> Result<(), CollectionError> {
    let system = Actor::system("collection");
    let of = |state: &str| {
        vec![
            ("project", project.into()),
            ("entity_state", Json::from(state)),
        ]
    };
    let mut todo: Vec<(RecordId, Occasion)> = Vec::new();
    for one in all(house, &system, "submissions", &of("due")).await? {
        todo.push((one.id, Occasion::Received));
    }
    let held = waiting(house, &[("project", project.into())]).await?;
    let mut approved = of("waiting");
    approved.push(("@state", "approved".into()));
    for one in all(house, &system, "submissions", &approved).await? {
        // One that waits for more than its review is let go by what it waits for.
        let waits =
            |held: &registers::RecordView| text(&held.data, "submission") == one.id.as_str();
        if !held.iter().any(waits) {
            todo.push((one.id, Occasion::Approved));
        }
    }
    if !held.is_empty() {
        let lists = of_project(house, project).await?;
        let moment = house.clock.now_ms();
        for one in held {
            let days = lists
                .iter()
                .find(|list| list.id.as_str() == text(&one.data, "list"))
                .map_or(0, |list| list.hold_days);
            let since: Option<jiff::Timestamp> = text(&one.data, "held_at").parse().ok();
            let over = since.is_none_or(|since| since.as_millisecond() + days * DAY_MS <= moment);
            if let Some(submission) = RecordId::parse(text(&one.data, "submission"))
                .ok()
                .filter(|_| over)
            {
                todo.push((submission, Occasion::Forced));
            }
        }
    }
    for (submission, occasion) in todo {
        if let Err(error) = process(house, &submission, occasion).await {
            tracing_fault(&error);
        }
    }
    Ok(())
}

/// A day in milliseconds.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
