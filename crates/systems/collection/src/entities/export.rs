//! Whole lists for scripts and people, page by page as the caller may see them.

use access::{Actor, Verb};
use axum::{
    body::{Body, Bytes},
    http::{StatusCode, header},
    response::IntoResponse,
};
use futures_util::{StreamExt as _, stream};
use house::House;
use registers::{Counted, ListQuery, Op, Order, RecordView, Sort};
use serde_json::{Map, Value as Json};

use super::{
    backed::Names,
    backlog,
    call::{Answer, Call},
    csv::{about_csv, known_tag, row},
    lists::EntityList,
    records,
};
use crate::{CollectionError, central::number_of, shelf::text};

/// Entities read at once.
pub(super) const PAGE: usize = 500;

/// The current entities of a list as somebody may see them, newest first.
pub(super) struct Pages {
    house: House,
    actor: Actor,
    list: EntityList,
    names: Names,
    query: Option<ListQuery>,
}

impl Pages {
    pub(super) async fn of(
        call: &Call,
        list: &EntityList,
        limit: usize,
    ) -> Result<Self, CollectionError> {
        let mut query = ListQuery::of(list.register());
        query.limit = limit.clamp(1, PAGE);
        let mut names = Names::default();
        if list.backing.is_some() {
            names = Names::of(&call.house, list).await?;
        } else {
            query = query.with("@partition", Op::Eq, list.id.as_str()).with(
                "@state",
                Op::Eq,
                "current",
            );
            query.sort = Sort {
                by: Some("created_at".to_owned()),
                order: Order::Descending,
            };
        }
        Ok(Self {
            house: call.house.clone(),
            actor: call.actor.clone(),
            list: list.clone(),
            names,
            query: Some(query),
        })
    }

    /// The next page and, with the first, how many there are in all; `None` at the end.
    pub(super) async fn next(
        &mut self,
    ) -> Result<Option<(Vec<RecordView>, Counted)>, CollectionError> {
        let Some(mut query) = self.query.take() else {
            return Ok(None);
        };
        let page = self.house.registers.list(&self.actor, &query).await?;
        if let Some(next) = page.next {
            query.cursor = Some(next);
            query.counts = false;
            self.query = Some(query);
        }
        let records = if self.list.backing.is_some() {
            records::as_entities(&self.house, &self.list, &self.names, page.records).await?
        } else {
            page.records
        };
        Ok(Some((records, page.count)))
    }
}

/// A property of an entity.
pub(super) fn value(data: &Map<String, Json>, property: &str) -> String {
    let values = data.get("data").and_then(Json::as_object);
    values
        .map(|values| text(values, property).to_owned())
        .unwrap_or_default()
}

/// How often an entity was changed.
pub(super) fn updates(data: &Map<String, Json>) -> u64 {
    data.get("version")
        .and_then(Json::as_u64)
        .unwrap_or_default()
        .saturating_sub(1)
}

/// A list as a CSV for people.
pub(super) async fn csv(call: Call) -> Answer {
    let list = call.list().await?;
    call.must_in(&list, &Verb::List)?;
    backlog::catch_up(&call.house, call.project).await?;
    let (at, count) = call
        .house
        .registers
        .stamp(list.register(), list.partition())
        .await?;
    // Who asks belongs to it: what is masked differs from one to the other.
    let state = format!(
        "{} {} {} {count}",
        call.actor.id.as_str(),
        list.changed.as_i64(),
        at.as_i64()
    );
    let tag = format!("\"{}\"", crate::shelf::md5_hex(state.as_bytes()));
    if known_tag(&call.headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let file = format!("{}.csv", list.name);
    let begun = Some(row(&columns(&list))?);
    let pages = Pages::of(&call, &list, PAGE).await?;
    let lines = stream::unfold(
        (pages, list, begun),
        |(mut pages, list, begun)| async move {
            let piece = match begun {
                Some(header) => Ok(header),
                None => match pages.next().await {
                    Ok(None) => return None,
                    Ok(Some((records, _))) => lines(&records, &list),
                    Err(error) => Err(error),
                },
            };
            Some((piece.map(Bytes::from), (pages, list, None)))
        },
    );
    let mut response = Body::from_stream(lines.fuse()).into_response();
    about_csv(&mut response, &file, &tag);
    Ok(response)
}

fn columns(list: &EntityList) -> Vec<String> {
    let of_list = list
        .properties
        .iter()
        .map(|property| property.name.as_str());
    let after = [
        "__createdAt",
        "__creatorId",
        "__creatorName",
        "__updates",
        "__updatedAt",
        "__version",
    ];
    ["__id", "label"]
        .into_iter()
        .chain(of_list)
        .chain(after)
        .map(str::to_owned)
        .collect()
}

fn lines(records: &[RecordView], list: &EntityList) -> Result<Vec<u8>, CollectionError> {
    let mut all = Vec::new();
    for record in records {
        let data = &record.data;
        let mut cells = vec![
            text(data, "uuid").to_owned(),
            text(data, "label").to_owned(),
        ];
        cells.extend(
            list.properties
                .iter()
                .map(|property| value(data, &property.name)),
        );
        let creator = text(data, "creator");
        cells.extend([
            text(data, "created_at").to_owned(),
            number_of(creator).to_string(),
            creator.to_owned(),
            updates(data).to_string(),
            text(data, "updated_at").to_owned(),
            data.get("version")
                .and_then(Json::as_u64)
                .unwrap_or_default()
                .to_string(),
        ]);
        all.extend(row(&cells)?);
    }
    Ok(all)
}
