//! The tables of a form over OData: service document, schema, rows. Rows are sent as they are read.

use axum::{
    Json as Body, Router,
    body::{Body as Pieces, Bytes},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::get,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use futures_util::StreamExt as _;
use house::House;
use serde_json::{Map, Value as Json, json};
use tokio::sync::mpsc;
use xform::XForm;

use crate::{
    CollectionError,
    central::{Answer, Asked},
    device_http::{host, in_path},
    feed::{Feed, Kept, Told},
    odata, published,
    shelf::{one, text, version_key},
};

/// The routes: forms as `{form}.svc`.
pub fn routes() -> Router<House> {
    let form = "/v1/projects/{project}/forms/{form}";
    Router::new()
        .route(&format!("{form}/$metadata"), get(metadata))
        .route(&format!("{form}/{{table}}"), get(table))
        .route(&format!("{form}/{{table}}/{{*within}}"), get(table))
}

/// What a request for a form's tables is about.
pub(crate) struct Service {
    asked: Asked,
    /// Absolute address of the service.
    address: String,
    /// Its fields are the columns.
    form: XForm,
    kept: Kept,
}

impl Service {
    /// The tables of a form's newest published version.
    async fn published(asked: Asked, headers: &HeaderMap) -> Result<Self, CollectionError> {
        let name = asked.name("form");
        let name = name
            .strip_suffix(".svc")
            .ok_or(CollectionError::NotFound("address"))?
            .to_owned();
        let project = asked.project()?;
        let (house, actor) = (&asked.house, &asked.actor);
        let number = project.to_string();
        let form = one(house, actor, "collect_forms", &[&number, &name], "form").await?;
        let key = version_key(text(&form.data, "version"));
        let key = [number.as_str(), &name, &key];
        let version = one(house, actor, "form_versions", &key, "published form").await?;
        let form = published::read(house, &version.data).await?;
        Ok(Self {
            address: format!("{}{}.svc", forms(headers, project), in_path(&name)),
            form,
            kept: Kept::of_form(project, &name),
            asked,
        })
    }

    /// The tables of a draft that is tried out.
    pub(crate) fn of_draft(
        asked: Asked,
        headers: &HeaderMap,
        form: XForm,
        kept: Kept,
    ) -> Result<Self, CollectionError> {
        let name = in_path(asked.name("form"));
        Ok(Self {
            address: format!("{}{name}/draft.svc", forms(headers, asked.project()?)),
            form,
            kept,
            asked,
        })
    }

    /// The service document (OData JSON Format § 5).
    pub(crate) fn document(&self) -> Response {
        let tables: Vec<Json> = odata::table_names(&self.form)
            .iter()
            .map(|table| json!({"name": table, "kind": "EntitySet", "url": table}))
            .collect();
        let context = format!("{}/$metadata", self.address);
        answered(Body(json!({"@odata.context": context, "value": tables})).into_response())
    }

    /// The schema of the tables (OData CSDL XML).
    pub(crate) fn schema(&self) -> Response {
        let kind = [(header::CONTENT_TYPE, "application/xml; charset=utf-8")];
        answered((kind, odata::metadata(&self.form)).into_response())
    }
}

fn forms(headers: &HeaderMap, project: i64) -> String {
    format!("{}/v1/projects/{project}/forms/", host(headers))
}

/// The service document of a form.
pub(crate) async fn service(asked: Asked, headers: &HeaderMap) -> Answer {
    Ok(Service::published(asked, headers).await?.document())
}

/// Says of an answer by which version of OData it is written.
pub(crate) fn answered(mut response: Response) -> Response {
    let version = header::HeaderValue::from_static("4.0");
    response.headers_mut().insert("odata-version", version);
    response
}

async fn metadata(asked: Asked, headers: HeaderMap) -> Answer {
    Ok(Service::published(asked, &headers).await?.schema())
}

async fn table(asked: Asked, headers: HeaderMap) -> Answer {
    rows(Service::published(asked, &headers).await?).await
}

/// The table asked for, and the rows above that an address names: `Submissions('uuid:1')/household`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Target {
    table: String,
    /// Submission.
    instance: Option<String>,
    /// Id of the row above.
    above: Option<String>,
    /// One row is asked for, not a table.
    single: bool,
}

impl Target {
    fn of(first: &str, within: &str) -> Option<Self> {
        let mut target = Self {
            table: String::new(),
            instance: None,
            above: None,
            single: false,
        };
        let within = within.split('/').filter(|part| !part.is_empty());
        for part in std::iter::once(first).chain(within) {
            let (name, id) = match part.split_once('(') {
                None => (part, None),
                Some((name, rest)) => {
                    let id = rest.strip_prefix('\'')?.strip_suffix("')")?;
                    (name, Some(id.replace("''", "'")))
                }
            };
            if target.table.is_empty() {
                name.clone_into(&mut target.table);
                target.instance.clone_from(&id);
            } else {
                target.table = format!("{}.{name}", target.table);
                if id.is_some() {
                    target.above.clone_from(&id);
                }
            }
            target.single = id.is_some();
        }
        Some(target)
    }
}

/// Where a client goes on: after so many rows of a submission.
struct Mark {
    received: String,
    key: String,
    rows: usize,
    /// Rows of the table so far.
    before: usize,
}

impl Mark {
    fn read(token: &str) -> Result<Self, CollectionError> {
        let fault =
            || CollectionError::BadRequest("$skiptoken is none that was given here".to_owned());
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| fault())?;
        let (received, key, rows, before) = serde_json::from_slice(&bytes).map_err(|_| fault())?;
        Ok(Self {
            received,
            key,
            rows,
            before,
        })
    }

    fn token(&self) -> String {
        URL_SAFE_NO_PAD.encode(json!([self.received, self.key, self.rows, self.before]).to_string())
    }
}

/// The rows of the table that the address names, sent as they are read.
pub(crate) async fn rows(service: Service) -> Answer {
    let asked = &service.asked;
    let target = Target::of(asked.name("table"), asked.name("within"))
        .ok_or(CollectionError::NotFound("table"))?;
    if !odata::table_names(&service.form).contains(&target.table) {
        return Err(CollectionError::NotFound("table"));
    }
    let whole = |name: &str| {
        let read = |said: &String| {
            let fault = || CollectionError::BadRequest(format!("{name} is a whole number"));
            said.parse::<usize>().map_err(|_| fault())
        };
        asked.query.get(name).map(read).transpose()
    };
    let (top, skip) = (whole("$top")?, whole("$skip")?);
    let expand = match asked.query.get("$expand").map(String::as_str) {
        None => false,
        Some("*") => true,
        Some(_) => {
            return Err(CollectionError::BadRequest(
                "$expand is *, for all repeats".to_owned(),
            ));
        }
    };
    let mark = asked
        .query
        .get("$skiptoken")
        .map(|token| Mark::read(token))
        .transpose()?;
    let context = format!("{}/$metadata#{}", service.address, target.table);
    let next = next_link(&service, &target);
    let filter = asked.query.get("$filter").map(String::as_str);
    let mut feed = Feed::of(&asked.house, &asked.actor, service.kept, filter).await?;
    if let Some(mark) = &mark {
        feed.from(&mark.received);
    }
    if let Some(instance) = &target.instance {
        feed.only(instance);
    }
    let select = asked.query.get("$select").map(|fields| {
        fields
            .split(',')
            .map(|field| {
                field
                    .trim()
                    .split('/')
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            })
            .collect()
    });
    let first = feed.next().await?;
    let walk = Walk {
        form: service.form,
        told: odata::Told {
            expand,
            wkt: asked.flag("$wkt"),
        },
        left: top.unwrap_or(usize::MAX),
        skip: skip.unwrap_or(0),
        counts: asked.flag("$count"),
        context,
        next,
        total: mark.as_ref().map_or(0, |mark| mark.before),
        met: false,
        last: None,
        more: false,
        mark,
        select,
        target,
    };
    if walk.target.single {
        return single(walk, first);
    }
    let (send, receive) = mpsc::channel::<Result<Bytes, CollectionError>>(4);
    tokio::spawn(async move {
        if let Err(error) = walk.send(feed, first, &send).await {
            let _ = send.send(Err(error)).await;
        }
    });
    let pieces = futures_util::stream::unfold(receive, async |mut receive| {
        receive.recv().await.map(|piece| (piece, receive))
    });
    // Compression asks once more after the end.
    let kind = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
    Ok(answered(
        (kind, Pieces::from_stream(pieces.fuse())).into_response(),
    ))
}

fn single(mut walk: Walk, first: Option<Vec<Told>>) -> Answer {
    let of = first.into_iter().flatten().next();
    let rows = of.map(|told| walk.rows_of(&told)).unwrap_or_default();
    let above = walk.target.above.clone();
    let mut found = rows.into_iter().filter(|row| {
        above.is_none() || row.get("__id").and_then(Json::as_str) == above.as_deref()
    });
    let Some(Json::Object(mut row)) = found.next() else {
        return Err(CollectionError::NotFound("row"));
    };
    row = walk.chosen(row);
    row.insert(
        "@odata.context".to_owned(),
        format!("{}/$entity", walk.context).into(),
    );
    Ok(answered(Body(Json::Object(row)).into_response()))
}

/// The address of the next page but for its token.
fn next_link(service: &Service, target: &Target) -> String {
    let kept = service
        .asked
        .query
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "$skip" | "$skiptoken"));
    let kept: String = kept
        .map(|(name, value)| format!("{}={}&", in_path(name).replace("%24", "$"), in_path(value)))
        .collect();
    format!("{}/{}?{kept}%24skiptoken=", service.address, target.table)
}

struct Walk {
    form: XForm,
    target: Target,
    told: odata::Told,
    left: usize,
    skip: usize,
    counts: bool,
    context: String,
    next: String,
    total: usize,
    last: Option<Mark>,
    more: bool,
    mark: Option<Mark>,
    met: bool,
    select: Option<Vec<String>>,
}

impl Walk {
    fn rows_of(&mut self, told: &Told) -> Vec<Json> {
        let mut rows = odata::rows(
            &self.form,
            &self.target.table,
            &told.about,
            told.answers(),
            &told.updated(),
            self.told,
        );
        if let Some(above) = &self.target.above
            && !self.target.single
        {
            rows.retain(|row| {
                let keys = row.as_object().into_iter().flatten();
                keys.filter(|(name, _)| name.starts_with("__") && name.ends_with("-id"))
                    .any(|(_, id)| id == above.as_str())
            });
        }
        rows
    }

    fn chosen(&self, row: Map<String, Json>) -> Map<String, Json> {
        match &self.select {
            None => row,
            Some(names) => row
                .into_iter()
                .filter(|(name, _)| names.contains(name))
                .collect(),
        }
    }

    /// Sends the rows, then what is known only after them.
    async fn send(
        mut self,
        mut feed: Feed,
        first: Option<Vec<Told>>,
        out: &mpsc::Sender<Result<Bytes, CollectionError>>,
    ) -> Result<(), CollectionError> {
        let mut page = first;
        let mut piece = format!(
            "{{\"@odata.context\":{},\"value\":[",
            Json::from(self.context.as_str())
        );
        let mut begun = false;
        'pages: while let Some(submissions) = page {
            for told in &submissions {
                for (number, row) in self.rows_of(told).into_iter().enumerate() {
                    if self.passed(told, number) {
                        continue;
                    }
                    self.total += 1;
                    if self.skip > 0 {
                        self.skip -= 1;
                        continue;
                    }
                    if self.left == 0 {
                        self.more = true;
                        if self.counts {
                            continue;
                        }
                        break 'pages;
                    }
                    self.left -= 1;
                    self.last = Some(Mark {
                        received: told.about.received.clone(),
                        key: told.about.key.clone(),
                        rows: number + 1,
                        before: self.total,
                    });
                    if begun {
                        piece.push(',');
                    }
                    begun = true;
                    if let Json::Object(row) = row {
                        piece.push_str(&Json::Object(self.chosen(row)).to_string());
                    }
                }
            }
            if out
                .send(Ok(Bytes::from(std::mem::take(&mut piece))))
                .await
                .is_err()
            {
                // Whoever asked has gone.
                return Ok(());
            }
            page = feed.next().await?;
        }
        piece.push(']');
        if self.counts {
            piece.push_str(&format!(",\"@odata.count\":{}", self.total));
        }
        if let (true, Some(last)) = (self.more, &self.last) {
            let next = Json::from(format!("{}{}", self.next, last.token()));
            piece.push_str(&format!(",\"@odata.nextLink\":{next}"));
        }
        piece.push('}');
        let _ = out.send(Ok(Bytes::from(piece))).await;
        Ok(())
    }

    /// Whether a row lies before the mark that the client goes on from.
    fn passed(&mut self, told: &Told, number: usize) -> bool {
        let Some(mark) = &self.mark else { return false };
        if told.about.key == mark.key {
            self.met = true;
            return number < mark.rows;
        }
        // Others of the same moment stand before it; later ones in the list are older.
        let before = !self.met && told.about.received == mark.received;
        if !before {
            self.mark = None;
        }
        before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_table_and_the_rows_above() {
        let of = |first: &str, within: &str| Target::of(first, within);
        let target = of("Submissions('uuid:1')", "household('ab')/member").expect("a target");
        assert_eq!(
            (target.table.as_str(), target.single),
            ("Submissions.household.member", false)
        );
        assert_eq!(
            (target.instance.as_deref(), target.above.as_deref()),
            (Some("uuid:1"), Some("ab"))
        );
        assert!(of("Submissions('x')", "").expect("a target").single);
        assert_eq!(of("Submissions(1)", ""), None);
    }
}
