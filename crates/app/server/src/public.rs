//! The public pages: published observations handed to the pure pages of the portal.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use exchange::{Cell as FileCell, ColumnKind, Dataset, DatasetColumn, DatasetRow};
use house::{House, Problem};
use journal::RecordState;
use measures::{Ask, Audience, Cell, Observations};
use portal::{
    Amount, AreaName, AreaRow, Choices, Fault, Figure, Format, Home, Indicator, Lang, Provenance,
    Round, SeriesPoint, Site, Unit, fault_page, figure_page, home_page,
};
use serde::Deserialize;
use vocab::{HxlTag, LangText, PCode, PartialDate, PlaceTree};

use crate::Settings;

/// What the pages need to know of the installation.
#[derive(Clone)]
struct Pages {
    house: House,
    site: Arc<Site>,
    headline: Arc<str>,
}

/// What may be asked of a figure.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    level: Option<u8>,
    round: Option<String>,
    area: Option<String>,
}

/// Routes of the public pages; they need no sign-in and see only what is published.
pub fn routes(settings: &Settings) -> Router<House> {
    let site = Arc::new(Site {
        name: LangText::single("en", &settings.title),
        publisher: LangText::single("en", &settings.title),
        notice: None,
        contact: None,
        has_world: false,
        workspace: Some("/app/".to_owned()),
    });
    let headline: Arc<str> = settings.headline_indicator.as_str().into();
    let pages = move |house: House| Pages {
        house,
        site: Arc::clone(&site),
        headline: Arc::clone(&headline),
    };
    let (one, two) = (pages.clone(), pages);
    Router::new()
        .route(
            "/",
            get(|headers: HeaderMap| async move {
                Redirect::to(&format!("/{}", negotiated(&headers).code()))
            }),
        )
        .route(portal::STYLESHEET_PATH, get(stylesheet))
        .route(
            "/{lang}",
            get(move |State(house): State<House>, Path(lang): Path<String>| home(one(house), lang)),
        )
        .route(
            "/{lang}/displacement/{figure}",
            get(
                move |State(house): State<House>,
                      Path((lang, figure)): Path<(String, String)>,
                      Query(asked): Query<Asked>| {
                    figure_or_data(two(house), lang, figure, asked)
                },
            ),
        )
}

async fn stylesheet() -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, "text/css; charset=utf-8"),
            (header::CACHE_CONTROL, "public, max-age=3600"),
        ],
        portal::STYLESHEET,
    )
}

fn negotiated(headers: &HeaderMap) -> Lang {
    Lang::negotiate(
        headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default(),
    )
}

async fn home(pages: Pages, lang: String) -> Response {
    let Some(lang) = Lang::parse(&lang) else {
        return missing(&pages, Lang::En, "");
    };
    match Published::read(&pages, &pages.headline, &Asked::default()).await {
        Ok(published) => {
            let figure = published.as_ref().map(|published| published.figure(&pages));
            Html(home_page(
                &pages.site,
                lang,
                &Home {
                    figure,
                    headlines: Vec::new(),
                },
            ))
            .into_response()
        }
        Err(problem) => failed(&pages, lang, problem),
    }
}

async fn figure_or_data(pages: Pages, lang: String, figure: String, asked: Asked) -> Response {
    let Some(lang) = Lang::parse(&lang) else {
        return missing(&pages, Lang::En, "");
    };
    let (indicator, format) = match figure.rsplit_once('.') {
        Some((indicator, ending)) => (indicator.to_owned(), Some(Format::parse(ending))),
        None => (figure.clone(), None),
    };
    let path = format!("/displacement/{figure}");
    let published = match Published::read(&pages, &indicator, &asked).await {
        Ok(Some(published)) => published,
        Ok(None) => return missing(&pages, lang, &path),
        Err(problem) => return failed(&pages, lang, problem),
    };
    match format {
        None => Html(figure_page(&pages.site, lang, &published.figure(&pages))).into_response(),
        Some(None) => missing(&pages, lang, &path),
        Some(Some(format)) => published
            .file(&indicator, format, lang)
            .unwrap_or_else(IntoResponse::into_response),
    }
}

fn missing(pages: &Pages, lang: Lang, path: &str) -> Response {
    (
        StatusCode::NOT_FOUND,
        Html(fault_page(&pages.site, lang, Fault::NotFound, path)),
    )
        .into_response()
}

fn failed(pages: &Pages, lang: Lang, problem: Problem) -> Response {
    if problem.status == StatusCode::NOT_FOUND.as_u16() {
        return missing(pages, lang, "");
    }
    problem.into_response()
}

/// The published observations of one indicator and round, with what a page says around them.
struct Published {
    indicator: measures::Indicator,
    tree: Arc<PlaceTree>,
    level: u8,
    area: Option<PCode>,
    rounds: Vec<Round>,
    at: usize,
    totals: Vec<Amount>,
    rows: Arc<Observations>,
    before: BTreeMap<String, Amount>,
    records: u64,
    others: Vec<(String, LangText)>,
}

impl Published {
    async fn read(pages: &Pages, id: &str, asked: &Asked) -> Result<Option<Self>, Problem> {
        let house = &pages.house;
        let indicator = house.measures.indicator(id)?.clone();
        let published = house.measures.published_partitions(id).await?;
        let mut rounds = Vec::new();
        let mut scan = house.registers.scan("rounds", None)?;
        while let Some(record) = scan.next().await {
            rounds.extend(round_of(&record?, &published));
        }
        rounds.sort_by(|a, b| (a.until.last_day(), &a.id).cmp(&(b.until.last_day(), &b.id)));
        let at = match &asked.round {
            Some(wanted) => rounds.iter().position(|round| round.id == *wanted),
            None => rounds.len().checked_sub(1),
        };
        let Some(at) = at else { return Ok(None) };
        let tree = house.places.tree().await?;
        let area = asked
            .area
            .as_deref()
            .and_then(|code| PCode::parse(code).ok())
            .filter(|code| tree.get(code).is_some());
        let level = asked
            .level
            .unwrap_or_else(|| {
                area.as_ref()
                    .and_then(|code| tree.get(code))
                    .map_or(1, |place| place.level + 1)
            })
            .min(4);
        let ask = |partition: &str, level: Option<u8>| Ask {
            level,
            under: area.clone(),
            partition: Some(partition.to_owned()),
            audience: Audience::Public,
            ..Ask::of(id)
        };
        let rows = house
            .measures
            .observe(&ask(&rounds[at].id, Some(level)))
            .await?;
        let mut before = BTreeMap::new();
        if let Some(previous) = at.checked_sub(1) {
            for row in &house
                .measures
                .observe(&ask(&rounds[previous].id, Some(level)))
                .await?
                .rows
            {
                if let Some(place) = &row.place {
                    before.insert(place.clone(), amount(row.value));
                }
            }
        }
        let own_level = area
            .as_ref()
            .and_then(|code| tree.get(code))
            .map(|place| place.level);
        let mut totals = Vec::new();
        let mut records = 0;
        for round in &rounds {
            let found = house.measures.observe(&ask(&round.id, own_level)).await?;
            let row = found.rows.first();
            totals.push(row.map_or(Amount::Unknown, |row| amount(row.value)));
            if round.id == rounds[at].id {
                records = row.map_or(0, |row| row.records);
            }
        }
        let others = house
            .measures
            .indicators()
            .filter(|other| other.class == vocab::AccessClass::Open)
            .map(|other| (other.id.clone(), other.title.clone()))
            .collect();
        Ok(Some(Self {
            indicator,
            tree,
            level,
            area,
            rounds,
            at,
            totals,
            rows,
            before,
            records,
            others,
        }))
    }

    fn figure(&self, pages: &Pages) -> Figure<'_> {
        let named = |code: &PCode| {
            self.tree.get(code).map(|place| AreaName {
                code: code.to_string(),
                name: place.names.clone(),
            })
        };
        let mut trail: Vec<AreaName> = Vec::new();
        if let Some(area) = &self.area {
            trail = self
                .tree
                .ancestors(area)
                .iter()
                .rev()
                .filter_map(|place| named(&place.code))
                .collect();
            trail.extend(named(area));
        }
        if trail.is_empty() {
            let country = self.tree.at_level(0);
            trail.push(country.first().map_or_else(
                || AreaName {
                    code: String::new(),
                    name: pages.site.name.clone(),
                },
                |place| AreaName {
                    code: place.code.to_string(),
                    name: place.names.clone(),
                },
            ));
        }
        let rows = self
            .rows
            .rows
            .iter()
            .filter_map(|row| {
                let key = row.place.as_ref()?;
                let place = PCode::parse(key).ok().and_then(|code| self.tree.get(&code));
                Some(AreaRow {
                    area: AreaName {
                        code: key.clone(),
                        name: place.map_or_else(
                            || LangText::single("en", key),
                            |place| place.names.clone(),
                        ),
                    },
                    amount: amount(row.value),
                    previous: self.before.get(key).copied(),
                    geometry: place.and_then(|place| place.geometry.as_ref()),
                    position: place.and_then(vocab::Place::position),
                    has_parts: place
                        .is_some_and(|place| !self.tree.children(&place.code).is_empty()),
                })
            })
            .collect();
        let level_names = [
            (1, LangText::single("en", "Province")),
            (2, LangText::single("en", "District")),
        ];
        Figure {
            indicator: Indicator {
                id: self.indicator.id.clone(),
                title: self.indicator.title.clone(),
                definition: self.indicator.description.clone(),
                unit: match self.indicator.unit.as_str() {
                    "households" => Unit::Households,
                    _ => Unit::People,
                },
            },
            round: self.rounds[self.at].clone(),
            level: self.level,
            trail,
            total: self.totals[self.at],
            previous: self
                .at
                .checked_sub(1)
                .map(|before| (self.rounds[before].clone(), self.totals[before])),
            rows,
            series: self
                .rounds
                .iter()
                .zip(&self.totals)
                .map(|(round, total)| SeriesPoint {
                    round: round.clone(),
                    amount: *total,
                })
                .collect(),
            breakdowns: Vec::new(),
            provenance: Provenance {
                source: pages.site.publisher.clone(),
                method: LangText::default(),
                records: self.records,
                coverage: None,
                approved: None,
                licence: LangText::default(),
                threshold: 10,
            },
            choices: Choices {
                indicators: self.others.clone(),
                levels: level_names
                    .into_iter()
                    .filter(|(level, _)| !self.tree.at_level(*level).is_empty())
                    .collect(),
                rounds: self
                    .rounds
                    .iter()
                    .rev()
                    .map(|round| (round.id.clone(), round.title.clone()))
                    .collect(),
            },
        }
    }

    fn file(&self, indicator: &str, format: Format, lang: Lang) -> Result<Response, Problem> {
        let column = |name: &str, tag: &str, kind| DatasetColumn {
            name: name.to_owned(),
            label: name.replace('_', " "),
            tag: HxlTag::parse(tag).ok(),
            kind,
        };
        let value_tag = self
            .indicator
            .hxl
            .clone()
            .unwrap_or_else(|| "#indicator+value".to_owned());
        let columns = vec![
            column("area_code", "#adm+code", ColumnKind::Text),
            column("area_name", "#adm+name", ColumnKind::Text),
            column("round", "#round+code", ColumnKind::Text),
            column("date", "#date+reported", ColumnKind::Text),
            column("value", &value_tag, ColumnKind::Integer),
            column("status", "#status+value", ColumnKind::Text),
        ];
        let date = self.rounds[self.at].until.to_string();
        let mut rows = self.rows.rows.iter().map(|row| {
            let place = row
                .place
                .as_deref()
                .and_then(|code| PCode::parse(code).ok())
                .and_then(|code| self.tree.get(&code));
            let status = match row.value {
                Cell::Value(_) => "shown",
                Cell::Suppressed => "suppressed",
                Cell::Unknown => "unknown",
            };
            Ok(DatasetRow {
                cells: vec![
                    FileCell::text(row.place.clone().unwrap_or_default()),
                    FileCell::text(place.map_or("", |place| place.name(lang.code()))),
                    FileCell::text(row.partition.as_str()),
                    FileCell::text(date.as_str()),
                    row.value.value().map_or(FileCell::Empty, FileCell::Number),
                    FileCell::text(status),
                ],
                geometry: place.and_then(|place| place.geometry.clone()),
            })
        });
        let written = match format {
            Format::Csv => exchange::Format::HxlCsv,
            Format::Xlsx => exchange::Format::Xlsx,
            Format::GeoJson => exchange::Format::Geojson,
            Format::Parquet => exchange::Format::Parquet,
        };
        let mut out = Vec::new();
        let dataset = Dataset {
            title: self.indicator.title.get(lang.code()).to_owned(),
            columns,
            rows: &mut rows,
        };
        exchange::write(written, dataset, &mut out).map_err(|error| Problem::internal(&error))?;
        let name = format!(
            "attachment; filename=\"{indicator}.{}\"",
            written.extension()
        );
        Ok((
            [
                (header::CONTENT_TYPE, written.media_type().to_owned()),
                (header::CONTENT_DISPOSITION, name),
            ],
            out,
        )
            .into_response())
    }
}

fn amount(cell: Cell) -> Amount {
    match cell {
        Cell::Value(value) => Amount::Known(value),
        Cell::Suppressed => Amount::Suppressed,
        Cell::Unknown => Amount::Unknown,
    }
}

fn round_of(record: &RecordState, published: &[String]) -> Option<Round> {
    let text = |field: &str| record.data.get(field).and_then(|value| value.as_str());
    let id = text("round_id")?.to_owned();
    if !published.contains(&id) {
        return None;
    }
    let until = text("reported_on").and_then(|date| PartialDate::parse(date).ok())?;
    let title = text("title").map_or_else(|| id.clone(), str::to_owned);
    Some(Round {
        id,
        title: LangText::single("en", &title),
        from: text("collection_start").and_then(|date| PartialDate::parse(date).ok()),
        until,
    })
}
