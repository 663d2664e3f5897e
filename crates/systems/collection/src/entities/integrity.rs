//! What phones ask before they delete: which of the entities that they have are gone.

use access::Verb;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use house::House;
use quick_xml::escape::escape;
use serde_json::Value as Json;

use super::{
    backlog,
    call::Call,
    lists::{self, EntityList},
    rows::{self, Row, Rows},
    who::{Reach, may},
};
use crate::{
    CollectionError,
    device_words::Language,
    openrosa::{self, http_date},
    shelf::{all, text, version_key},
};

/// Ids asked about at once at the most.
const MOST_IDS: usize = 10_000;

/// Which of the entities that a phone has are gone: deleted, or out of its reach now. What is not known here may have
/// been made on the phone and is not named.
pub(super) async fn integrity(
    State(house): State<House>,
    headers: HeaderMap,
    call: Result<Call, CollectionError>,
) -> Response {
    let date = http_date(house.clock.now_ms());
    let told = async {
        let call = call?;
        let list = lists::find(&call.house, call.project, call.name("list")).await?;
        let list = list.ok_or(CollectionError::NotFound("entity list"))?;
        let register = list.register();
        if !may(&call.house, &call.actor, register, &Verb::List, &list.owner)? {
            call.uses(&list).await?;
        }
        backlog::catch_up(&call.house, call.project).await?;
        let reach = Reach::of(&call.house, &call.actor, &list).await?;
        let xml = states(&call, &list, &reach).await?;
        Ok(openrosa::answer(StatusCode::OK, xml, &date))
    };
    told.await.unwrap_or_else(|error: CollectionError| {
        openrosa::refusal(&error, Language::of(&headers), &date)
    })
}

async fn states(call: &Call, list: &EntityList, reach: &Reach) -> Result<String, CollectionError> {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<data><entities>\n");
    let mut tell = |row: &Row| {
        let id = escape(&row.uuid);
        xml.push_str(&format!(
            "<entity id=\"{id}\"><deleted>{}</deleted></entity>\n",
            row.gone
        ));
    };
    if let Some(asked) = call.said("id") {
        let uuids: Vec<String> = asked.split(',').filter_map(|id| list.uuid_of(id)).collect();
        if uuids.len() > MOST_IDS {
            return Err(CollectionError::BadRequest(format!(
                "ask about at most {MOST_IDS} entities at once"
            )));
        }
        let found = rows::some(&call.house, list, reach, &uuids).await?;
        found.iter().for_each(&mut tell);
    } else {
        let mut rows = Rows::of(&call.house, list, reach).await?;
        while let Some(row) = rows.next().await {
            tell(&row?);
        }
    }
    xml.push_str("</entities></data>\n");
    Ok(xml)
}

impl Call {
    /// Refuses those who neither list entities nor have a form that uses this list.
    async fn uses(&self, list: &EntityList) -> Result<(), CollectionError> {
        let file = format!("{}.csv", list.name);
        let of = [("project", Json::from(self.project))];
        let forms = all(&self.house, &self.actor, "collect_forms", &of).await?;
        let versions = all(&self.house, &self.actor, "form_versions", &of).await?;
        let used = forms
            .iter()
            .filter(|form| form.state == "open")
            .any(|form| {
                let key = version_key(text(&form.data, "version"));
                versions.iter().any(|version| {
                    text(&version.data, "form_id") == text(&form.data, "form_id")
                        && text(&version.data, "version_key") == key
                        && version
                            .data
                            .get("files")
                            .and_then(Json::as_array)
                            .into_iter()
                            .flatten()
                            .any(|known| *known == file)
                })
            });
        if used {
            Ok(())
        } else {
            Err(CollectionError::NotAllowed(
                "no form of yours uses this entity list".to_owned(),
            ))
        }
    }
}
