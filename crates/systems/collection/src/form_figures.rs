//! How many submissions a form has, when the last came, and how many wait for a review: what lists of forms show beside
//! each (ODK Central's "extended metadata").

use house::House;
use registers::{ListQuery, Op, RecordView};
use serde_json::{Value as Json, json};

use access::Actor;

use crate::{
    CollectionError,
    central::submission_json,
    shelf::{newest, text},
};

/// States of a review that ask something of a person, by Central's names.
const REVIEWS: [(&str, &str); 3] = [
    ("received", "received"),
    ("has_issues", "hasIssues"),
    ("edited", "edited"),
];

fn of_form(project: i64, form: &str) -> ListQuery {
    newest("submissions")
        .with("project", Op::Eq, project)
        .with("form_id", Op::Eq, form)
}

/// Adds the figures of a form to what is told of it. Whoever may not list submissions is told none.
///
/// # Errors
/// The store's failure.
pub(crate) async fn add(
    house: &House,
    actor: &Actor,
    (project, form): (i64, &str),
    told: &mut Json,
) -> Result<(), CollectionError> {
    let mut query = of_form(project, form);
    query.limit = 1;
    let newest = match house.registers.list(actor, &query).await {
        Ok(page) => page,
        Err(registers::ReadError::NotAllowed(_)) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let last = newest.records.first();
    told["submissions"] = newest.count.at_least().into();
    told["lastSubmission"] = last.map(|last| text(&last.data, "received_at")).into();
    let mut reviews = json!({});
    for (state, name) in REVIEWS {
        let query = query.clone().with("@state", Op::Eq, state);
        let page = house.registers.list(actor, &query).await?;
        reviews[name] = page.count.at_least().into();
    }
    told["reviewStates"] = reviews;
    Ok(())
}

/// Submissions of a form, the newest first: all of them, or `limit` after `offset`.
///
/// # Errors
/// Who may not list them, or the store's failure.
pub(crate) async fn submissions(
    house: &House,
    actor: &Actor,
    (project, form): (i64, &str),
    (limit, offset): (Option<usize>, usize),
) -> Result<Vec<Json>, CollectionError> {
    let end = limit.map_or(usize::MAX, |limit| offset.saturating_add(limit));
    let mut query = of_form(project, form);
    query.limit = end.clamp(1, 200);
    query.counts = false;
    let mut list = Vec::new();
    let mut at = 0_usize;
    while at < end {
        let page = house.registers.list(actor, &query).await?;
        let wanted = |place: usize| (offset..end).contains(&(at + place));
        let records: Vec<&RecordView> = page
            .records
            .iter()
            .enumerate()
            .filter(|(place, _)| wanted(*place))
            .map(|(_, record)| record)
            .collect();
        list.extend(records.into_iter().map(submission_json));
        at += page.records.len();
        match page.next {
            Some(next) => query.cursor = Some(next),
            None => break,
        }
    }
    Ok(list)
}
