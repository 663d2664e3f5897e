//! Whole lists for scripts and people: CSV and OData, page by page as the caller may see them.

use access::{Actor, Verb};
use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt as _, stream};
use house::House;
use registers::{Counted, ListQuery, Op, Order, RecordView, Sort};
use serde_json::{Map, Value as Json, json};

use super::{
    backlog,
    call::{Answer, Call},
    csv::{about_csv, known_tag, row},
    lists::EntityList,
};
use crate::{CollectionError, central::number_of, odata::identifier, shelf::text};

/// Entities read at once.
const PAGE: usize = 500;

/// The current entities of a list as somebody may see them, newest first.
struct Pages {
    house: House,
    actor: Actor,
    query: Option<ListQuery>,
}

impl Pages {
    fn of(call: &Call, list: &EntityList, limit: usize) -> Self {
        let mut query = ListQuery::of("entities")
            .with("@partition", Op::Eq, list.id.as_str())
            .with("@state", Op::Eq, "current");
        query.limit = limit.clamp(1, PAGE);
        query.sort = Sort {
            by: Some("created_at".to_owned()),
            order: Order::Descending,
        };
        Self {
            house: call.house.clone(),
            actor: call.actor.clone(),
            query: Some(query),
        }
    }

    /// The next page and how many there are in all; `None` at the end.
    async fn next(&mut self) -> Result<Option<(Vec<RecordView>, Counted)>, CollectionError> {
        let Some(mut query) = self.query.take() else {
            return Ok(None);
        };
        let page = self.house.registers.list(&self.actor, &query).await?;
        if let Some(next) = page.next {
            query.cursor = Some(next);
            self.query = Some(query);
        }
        Ok(Some((page.records, page.count)))
    }
}

fn value(data: &Map<String, Json>, property: &str) -> String {
    let values = data.get("data").and_then(Json::as_object);
    values
        .map(|values| text(values, property).to_owned())
        .unwrap_or_default()
}

fn updates(data: &Map<String, Json>) -> u64 {
    data.get("version")
        .and_then(Json::as_u64)
        .unwrap_or_default()
        .saturating_sub(1)
}

/// A list as a CSV for people.
pub(super) async fn csv(call: Call) -> Answer {
    let list = call.list().await?;
    call.must("entities", &Verb::List, &list.owner)?;
    backlog::catch_up(&call.house, call.project).await?;
    let (at, count) = call
        .house
        .registers
        .stamp("entities", Some(list.id.as_str()))
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
    let pages = Pages::of(&call, &list, PAGE);
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

/// The table `Entities` of a list (OData JSON Format 4.01) with `$top`, `$skip`, `$count` and `$select`.
pub(super) async fn odata(call: Call) -> Answer {
    if !call.name("list").ends_with(".svc") {
        return Err(CollectionError::NotFound("table"));
    }
    let list = call.list().await?;
    call.must("entities", &Verb::List, &list.owner)?;
    for option in ["$filter", "$orderby", "$search", "$expand", "$skiptoken"] {
        if call.said(option).is_some() {
            return Err(CollectionError::BadRequest(format!(
                "{option} is not answered for entities; ask with $top, $skip, $count and $select"
            )));
        }
    }
    backlog::catch_up(&call.house, call.project).await?;
    let whole = |name: &str| {
        let told = || CollectionError::BadRequest(format!("{name} is a whole number"));
        call.said(name)
            .map(|said| said.parse::<usize>().map_err(|_| told()))
            .transpose()
    };
    let (skip, top) = (whole("$skip")?.unwrap_or(0), whole("$top")?);
    let select = selected(&call, &list)?;
    let end = top.map_or(usize::MAX, |top| skip.saturating_add(top));
    let mut pages = Pages::of(&call, &list, end);
    let first = pages.next().await?;
    let counted = first
        .as_ref()
        .map_or(Counted::Exactly(0), |(_, counted)| *counted);
    let count = match counted {
        Counted::Exactly(count) => count,
        Counted::MoreThan(_) => count_all(&call.house, &list).await?,
    };
    let mut foot = json!({"@odata.context": format!("$metadata#Entities")});
    if call.flag("$count") {
        foot["@odata.count"] = count.into();
    }
    if let Some(top) = top.filter(|top| *top > 0 && (end as u64) < count) {
        foot["@odata.nextLink"] = format!("Entities?%24skip={end}&%24top={top}").into();
    }
    let foot = foot.to_string();
    let rest = Some(format!("],{}", &foot[1..]));
    let start = (
        pages,
        list,
        first.map(|(records, _)| records),
        select,
        0_usize,
        rest,
    );
    let pieces = stream::unfold(
        start,
        move |(mut pages, list, ready, select, at, rest)| async move {
            let rest = rest?;
            let records = match ready {
                Some(records) => records,
                None if at >= end => Vec::new(),
                None => match pages.next().await {
                    Ok(next) => next.map(|(records, _)| records).unwrap_or_default(),
                    Err(error) => return Some((Err(error), (pages, list, None, select, at, None))),
                },
            };
            if records.is_empty() {
                let begin = if at == 0 { "{\"value\":[" } else { "" };
                let piece = Ok(Bytes::from(format!("{begin}{rest}")));
                return Some((piece, (pages, list, None, select, at, None)));
            }
            let mut piece = String::from(if at == 0 { "{\"value\":[" } else { "" });
            for (place, record) in records.iter().enumerate() {
                let place = at + place;
                if (skip..end).contains(&place) {
                    if place > skip {
                        piece.push(',');
                    }
                    piece.push_str(&odata_row(&record.data, &list, select.as_deref()).to_string());
                }
            }
            let at = at + records.len();
            Some((
                Ok(Bytes::from(piece)),
                (pages, list, None, select, at, Some(rest)),
            ))
        },
    );
    let mut response: Response = Body::from_stream(pieces.fuse()).into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json; charset=utf-8"),
    );
    Ok(response)
}

/// The columns asked for, checked.
fn selected(call: &Call, list: &EntityList) -> Result<Option<Vec<String>>, CollectionError> {
    let Some(said) = call.said("$select").filter(|said| *said != "*") else {
        return Ok(None);
    };
    let names: Vec<String> = said.split(',').map(|name| name.trim().to_owned()).collect();
    let own = ["__id", "label", "__system"];
    let known = |name: &String| {
        own.contains(&name.as_str())
            || list
                .properties
                .iter()
                .any(|property| identifier(&property.name) == *name)
    };
    match names.iter().find(|name| !known(name)) {
        Some(name) => Err(CollectionError::BadRequest(format!(
            "$select: the list has no column {name}"
        ))),
        None => Ok(Some(names)),
    }
}

/// Counts where counting a page has given up; all entities of a list have one owner, so who may list one may list all.
async fn count_all(house: &House, list: &EntityList) -> Result<u64, CollectionError> {
    let mut scan = house.registers.scan("entities", Some(list.id.as_str()))?;
    let mut count = 0;
    while let Some(record) = scan.next().await {
        count += u64::from(record?.state == "current");
    }
    Ok(count)
}

fn odata_row(data: &Map<String, Json>, list: &EntityList, select: Option<&[String]>) -> Json {
    let creator = text(data, "creator");
    let mut whole = json!({
        "__id": text(data, "uuid"), "label": text(data, "label"),
        "__system": {
            "createdAt": data.get("created_at"), "creatorId": number_of(creator).to_string(), "creatorName": creator,
            "updates": updates(data), "updatedAt": data.get("updated_at"), "deletedAt": null,
            "version": data.get("version"), "conflict": data.get("conflict"),
        },
    });
    for property in &list.properties {
        whole[identifier(&property.name)] = value(data, &property.name).into();
    }
    match (select, whole) {
        (Some(names), Json::Object(mut whole)) => {
            whole.retain(|name, _| names.contains(name));
            Json::Object(whole)
        }
        (_, whole) => whole,
    }
}
