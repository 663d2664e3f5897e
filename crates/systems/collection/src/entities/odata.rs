//! A list over OData 4.0 as ODK Central gives it: service document, schema, and the table `Entities`.

use std::fmt::Write as _;

use access::Verb;
use axum::{
    Json as Answered,
    body::{Body, Bytes},
    http::header,
    response::IntoResponse as _,
};
use house::House;
use registers::{Counted, RecordView};
use serde_json::{Map, Value as Json, json};
use tokio::sync::mpsc;

use super::{
    backlog,
    call::{Answer, Call},
    export::{PAGE, Pages, updates, value},
    lists::EntityList,
};
use crate::{
    CollectionError,
    central::number_of,
    device_http::{host, in_path},
    odata::identifier,
    odata_filter::Filter,
    odata_http::answered,
    shelf::text,
};

/// Fields of `__system` that a filter may name.
const SYSTEM: [&str; 8] = [
    "createdAt",
    "creatorId",
    "creatorName",
    "updates",
    "updatedAt",
    "deletedAt",
    "version",
    "conflict",
];

/// The list behind `{list}.svc`, as whoever asks may list it.
async fn service_of(call: &Call) -> Result<EntityList, CollectionError> {
    if !call.name("list").ends_with(".svc") {
        return Err(CollectionError::NotFound("table"));
    }
    let list = call.list().await?;
    call.must_in(&list, &Verb::List)?;
    Ok(list)
}

fn address(call: &Call, list: &EntityList) -> String {
    format!(
        "{}/v1/projects/{}/datasets/{}.svc",
        host(&call.headers),
        call.project,
        in_path(&list.name)
    )
}

/// The service document (OData JSON Format § 5).
pub(super) async fn service(call: Call) -> Answer {
    let list = service_of(&call).await?;
    let context = format!("{}/$metadata", address(&call, &list));
    let tables = json!([{"name": "Entities", "kind": "EntitySet", "url": "Entities"}]);
    Ok(answered(
        Answered(json!({"@odata.context": context, "value": tables})).into_response(),
    ))
}

/// The schema (CSDL XML).
pub(super) async fn metadata(call: Call) -> Answer {
    let list = service_of(&call).await?;
    let kind = [(header::CONTENT_TYPE, "application/xml; charset=utf-8")];
    Ok(answered((kind, schema(&list)).into_response()))
}

fn schema(list: &EntityList) -> String {
    let name = identifier(&list.name);
    let namespace = format!("org.opendatakit.user.{name}");
    let mut properties = String::new();
    for property in &list.properties {
        let _ = write!(
            properties,
            "<Property Name=\"{}\" Type=\"Edm.String\"/>",
            identifier(&property.name)
        );
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<edmx:Edmx xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\" Version=\"4.0\">\n\
        <edmx:DataServices>\n<Schema xmlns=\"http://docs.oasis-open.org/odata/ns/edm\" Namespace=\"org.opendatakit.entity\">\n\
        <ComplexType Name=\"metadata\"><Property Name=\"createdAt\" Type=\"Edm.DateTimeOffset\"/>\
        <Property Name=\"creatorId\" Type=\"Edm.String\"/><Property Name=\"creatorName\" Type=\"Edm.String\"/>\
        <Property Name=\"updates\" Type=\"Edm.Int64\"/><Property Name=\"updatedAt\" Type=\"Edm.DateTimeOffset\"/>\
        <Property Name=\"deletedAt\" Type=\"Edm.DateTimeOffset\"/><Property Name=\"version\" Type=\"Edm.Int64\"/>\
        <Property Name=\"conflict\" Type=\"Edm.String\"/></ComplexType>\n</Schema>\n\
        <Schema xmlns=\"http://docs.oasis-open.org/odata/ns/edm\" Namespace=\"{namespace}\">\n<EntityType Name=\"Entities\">\
        <Key><PropertyRef Name=\"__id\"/></Key><Property Name=\"__id\" Type=\"Edm.String\" Nullable=\"false\"/>\
        <Property Name=\"label\" Type=\"Edm.String\"/><Property Name=\"__system\" Type=\"org.opendatakit.entity.metadata\"/>\
        {properties}</EntityType>\n<EntityContainer Name=\"{name}\"><EntitySet Name=\"Entities\" EntityType=\"{namespace}.Entities\"/>\
        </EntityContainer>\n</Schema>\n</edmx:DataServices>\n</edmx:Edmx>\n"
    )
}

/// The table `Entities` (OData JSON Format 4.01) with `$filter`, `$top`, `$skip`, `$count` and `$select`.
pub(super) async fn table(call: Call) -> Answer {
    let list = service_of(&call).await?;
    for option in ["$orderby", "$search", "$expand", "$skiptoken"] {
        if call.said(option).is_some() {
            return Err(CollectionError::BadRequest(format!(
                "{option} is not answered for entities; ask with $filter, $top, $skip, $count and $select"
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
    let end = top.map_or(usize::MAX, |top| skip.saturating_add(top));
    let filter = filter(&call, &list)?;
    let ask = if filter.is_some() { PAGE } else { end };
    let mut pages = Pages::of(&call, &list, ask).await?;
    let first = pages.next().await?;
    let counted = match (&filter, &first) {
        (Some(_), _) => None,
        (None, None) => Some(0),
        (None, Some((_, Counted::Exactly(count)))) => Some(*count),
        (None, Some((_, Counted::MoreThan(_)))) => Some(count_all(&call.house, &list).await?),
    };
    let walk = Walk {
        select: selected(&call, &list)?,
        context: format!("{}/$metadata#Entities", address(&call, &list)),
        next: top
            .filter(|top| *top > 0)
            .map(|top| next_link(&call, end, top)),
        counts: call.flag("$count"),
        asked_at: call.house.now(),
        skip,
        end,
        counted,
        filter,
        list,
    };
    let (send, received) = mpsc::channel::<Result<Bytes, CollectionError>>(4);
    tokio::spawn(async move {
        if let Err(error) = walk
            .send(pages, first.map(|(records, _)| records), &send)
            .await
        {
            let _ = send.send(Err(error)).await;
        }
    });
    let pieces = futures_util::stream::unfold(received, async |mut received| {
        received.recv().await.map(|piece| (piece, received))
    });
    let kind = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
    // Compression asks once more after the end.
    let pieces = futures_util::StreamExt::fuse(pieces);
    Ok(answered((kind, Body::from_stream(pieces)).into_response()))
}

/// The address of the next page, with what else was asked.
fn next_link(call: &Call, skip: usize, top: usize) -> String {
    let kept = call
        .query
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "$skip" | "$top"));
    let kept: String = kept
        .map(|(name, value)| format!("&{}={}", in_path(name), in_path(value)))
        .collect();
    format!("Entities?%24skip={skip}&%24top={top}{kept}")
}

fn filter(call: &Call, list: &EntityList) -> Result<Option<Filter>, CollectionError> {
    let known = |name: &str| {
        name == "__id"
            || name == "label"
            || name
                .strip_prefix("__system/")
                .is_some_and(|name| SYSTEM.contains(&name))
            || list
                .properties
                .iter()
                .any(|property| identifier(&property.name) == name)
    };
    call.said("$filter")
        .filter(|said| !said.trim().is_empty())
        .map(|said| Filter::parse(said, &known))
        .transpose()
        .map_err(|fault| CollectionError::BadRequest(fault.to_string()))
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

/// Counts where counting a page has given up; all entities of a list of its own have one owner, so who may list one may
/// list all.
async fn count_all(house: &House, list: &EntityList) -> Result<u64, CollectionError> {
    let mut scan = house.registers.scan(list.register(), list.partition())?;
    let mut count = 0;
    while let Some(record) = scan.next().await {
        count += u64::from(record?.state != "deleted");
    }
    Ok(count)
}

/// A walk over the pages of a list, row by row.
struct Walk {
    list: EntityList,
    filter: Option<Filter>,
    select: Option<Vec<String>>,
    context: String,
    /// The address of the next page, where one was asked for.
    next: Option<String>,
    counts: bool,
    /// How many there are, where that is known before the walk.
    counted: Option<u64>,
    asked_at: jiff::Timestamp,
    skip: usize,
    end: usize,
}

impl Walk {
    /// Sends the rows, then what is known only after them.
    async fn send(
        self,
        mut pages: Pages,
        first: Option<Vec<RecordView>>,
        out: &mpsc::Sender<Result<Bytes, CollectionError>>,
    ) -> Result<(), CollectionError> {
        let mut page = first;
        let mut at = 0_usize;
        let mut piece = "{\"value\":[".to_owned();
        while let Some(records) = page {
            for record in &records {
                let row = odata_row(&record.data, &self.list);
                let passes = self.filter.as_ref();
                if !passes.is_none_or(|filter| filter.holds(&row, self.asked_at)) {
                    continue;
                }
                if (self.skip..self.end).contains(&at) {
                    if at > self.skip {
                        piece.push(',');
                    }
                    piece.push_str(&self.chosen(row).to_string());
                }
                at += 1;
            }
            if out
                .send(Ok(Bytes::from(std::mem::take(&mut piece))))
                .await
                .is_err()
            {
                // Whoever asked has gone.
                return Ok(());
            }
            // One row past the end says whether there is a next page; only a count needs them all.
            let known = self.counted.is_some() || !self.counts;
            page = if known && at > self.end || at >= self.end && self.counted.is_some() {
                None
            } else {
                pages.next().await?.map(|(records, _)| records)
            };
        }
        let count = self.counted.unwrap_or(at as u64);
        let mut foot = json!({"@odata.context": self.context});
        if self.counts {
            foot["@odata.count"] = count.into();
        }
        if let Some(next) = self.next.filter(|_| count > self.end as u64) {
            foot["@odata.nextLink"] = next.into();
        }
        piece.push_str("],");
        piece.push_str(&foot.to_string()[1..]);
        let _ = out.send(Ok(Bytes::from(piece))).await;
        Ok(())
    }

    fn chosen(&self, row: Json) -> Json {
        match (&self.select, row) {
            (Some(names), Json::Object(mut row)) => {
                row.retain(|name, _| names.contains(name));
                Json::Object(row)
            }
            (_, row) => row,
        }
    }
}

fn odata_row(data: &Map<String, Json>, list: &EntityList) -> Json {
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
    whole
}
