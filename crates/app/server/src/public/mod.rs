//! The public pages: published observations handed to the pure pages of the portal.

mod border;
mod figure;
mod file;
mod kept;
mod metadata;
mod missing;
mod movement;
mod published;
mod report;
mod trafficking;
mod world;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use house::{House, Problem};
use portal::{Fault, Format, Home, Lang, Site, fault_page, figure_page, home_page};
use serde::Deserialize;
use vocab::{LangText, PartialDate};

use crate::Settings;
use published::Published;

/// What the pages need to know of the installation.
#[derive(Clone)]
struct Pages {
    house: House,
    site: Arc<Site>,
    headline: Arc<str>,
    /// ISO 3166 alpha-3 code of the country that the front page is about; empty for the latest of any.
    country: Arc<str>,
    licence: Arc<LangText>,
    incidents: Arc<missing::KeptIncidents>,
    linked: Arc<movement::KeptLinks>,
    coverage: Arc<report::KeptCoverage>,
    flows: Arc<movement::KeptFlows>,
    events: Arc<movement::KeptEvents>,
    releases: Arc<trafficking::KeptReleases>,
}

/// What may be asked of a figure.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    level: Option<u8>,
    round: Option<String>,
    area: Option<String>,
}

/// The pages about people on the move.
#[derive(Debug, Clone, Copy)]
enum Moving {
    Flows,
    FlowsFile,
    Events,
    EventsFile,
    Border,
}

/// Routes of the public pages; they need no sign-in and see only what is published.
pub fn routes(settings: &Settings) -> Router<House> {
    let site = Arc::new(Site {
        name: settings.title.clone(),
        publisher: settings.title.clone(),
        notice: (!settings.notice.is_empty()).then(|| settings.notice.clone()),
        contact: None,
        // An installation of one country has no use for a map of the world.
        has_world: settings.country.is_empty() && world::is_built(),
        has_missing: false,
        has_flows: false,
        has_events: false,
        has_trafficking: false,
        has_border: false,
        workspace: Some("/app/".to_owned()),
    });
    let headline: Arc<str> = settings.headline_indicator.as_str().into();
    let country: Arc<str> = settings.country.as_str().into();
    let licence = Arc::new(settings.licence.clone());
    let incidents = Arc::new(missing::KeptIncidents::default());
    let linked = Arc::new(movement::KeptLinks::default());
    let coverage = Arc::new(report::KeptCoverage::default());
    let flows = Arc::new(movement::KeptFlows::default());
    let events = Arc::new(movement::KeptEvents::default());
    let releases = Arc::new(trafficking::KeptReleases::default());
    let pages = move |house: House| Pages {
        house,
        site: Arc::clone(&site),
        headline: Arc::clone(&headline),
        country: Arc::clone(&country),
        licence: Arc::clone(&licence),
        incidents: Arc::clone(&incidents),
        linked: Arc::clone(&linked),
        coverage: Arc::clone(&coverage),
        flows: Arc::clone(&flows),
        events: Arc::clone(&events),
        releases: Arc::clone(&releases),
    };
    let (one, two, three) = (pages.clone(), pages.clone(), pages.clone());
    let (four, five) = (pages.clone(), pages.clone());
    let (six, seven) = (pages.clone(), pages.clone());
    let file = |ending: &'static str| {
        let pages = pages.clone();
        get(
            move |State(house): State<House>,
                  Path(lang): Path<String>,
                  Query(asked): Query<missing::Asked>| {
                missing::file(pages(house), lang, ending, asked)
            },
        )
    };
    let moving = {
        let pages = pages.clone();
        move |answer: Moving| {
            let pages = pages.clone();
            get(
                move |State(house): State<House>, Path(lang): Path<String>| async move {
                    let pages = pages(house);
                    match answer {
                        Moving::Flows => movement::flows(pages, lang).await,
                        Moving::FlowsFile => movement::flows_file(pages, lang).await,
                        Moving::Events => movement::events(pages, lang).await,
                        Moving::EventsFile => movement::events_file(pages, lang).await,
                        Moving::Border => border::page(pages, lang).await,
                    }
                },
            )
        }
    };
    let in_own_language = |path: &'static str| {
        get(move |headers: HeaderMap| async move {
            Redirect::to(&format!("/{}{path}", negotiated(&headers).code()))
        })
    };
    Router::new()
        .route("/flows", in_own_language("/flows"))
        .route("/{lang}/flows", moving(Moving::Flows))
        .route("/{lang}/flows.csv", moving(Moving::FlowsFile))
        .route("/events", in_own_language("/events"))
        .route("/{lang}/events", moving(Moving::Events))
        .route("/{lang}/events.geojson", moving(Moving::EventsFile))
        .route("/border", in_own_language("/border"))
        .route("/{lang}/border", moving(Moving::Border))
        .route("/", in_own_language(""))
        .route(portal::STYLESHEET_PATH, get(stylesheet))
        .route(
            "/{lang}",
            get(move |State(house): State<House>, Path(lang): Path<String>| home(one(house), lang)),
        )
        .route(
            "/{lang}/world",
            get(
                move |State(house): State<House>, Path(lang): Path<String>| {
                    world::page(three(house), lang)
                },
            ),
        )
        .route("/missing-migrants", in_own_language("/missing-migrants"))
        .route(
            "/{lang}/missing-migrants",
            get(
                move |State(house): State<House>,
                      Path(lang): Path<String>,
                      Query(asked): Query<missing::Asked>| {
                    missing::page(four(house), lang, asked)
                },
            ),
        )
        .route("/{lang}/missing-migrants.csv", file("csv"))
        .route("/{lang}/missing-migrants.xlsx", file("xlsx"))
        .route("/{lang}/missing-migrants.geojson", file("geojson"))
        .route("/trafficking", in_own_language("/trafficking"))
        .route(
            "/{lang}/trafficking",
            get(
                move |State(house): State<House>,
                      Path(lang): Path<String>,
                      Query(asked): Query<trafficking::Asked>| {
                    trafficking::page(six(house), lang, asked)
                },
            ),
        )
        .route(
            "/{lang}/trafficking/{name}",
            get(
                move |State(house): State<House>, Path((lang, name)): Path<(String, String)>| {
                    trafficking::below(seven(house), lang, name)
                },
            ),
        )
        .route(
            "/{lang}/displacement/report",
            get(
                move |State(house): State<House>,
                      Path(lang): Path<String>,
                      Query(asked): Query<Asked>| {
                    report::page(five(house), lang, asked)
                },
            ),
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
    let pages = pages.with_nav().await;
    let Some(lang) = Lang::parse(&lang) else {
        return missing(&pages, Lang::En, "");
    };
    match Published::read(&pages, &pages.headline, &Asked::default()).await {
        Ok(published) => {
            let figure = published.as_ref().map(|published| published.figure(&pages));
            let headlines = Vec::new();
            Html(home_page(&pages.site, lang, &Home { figure, headlines })).into_response()
        }
        Err(problem) => failed(&pages, lang, problem),
    }
}

async fn figure_or_data(pages: Pages, lang: String, figure: String, asked: Asked) -> Response {
    let pages = pages.with_nav().await;
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
        Some(None) if path.ends_with(".json") => published.metadata(&pages, lang),
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

/// Today, for a page that has nothing to date itself by.
fn today(house: &House) -> PartialDate {
    PartialDate::from(house.today())
}
