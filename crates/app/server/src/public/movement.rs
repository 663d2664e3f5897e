//! The pages about flows and emergencies, and the same as files.

use std::sync::Arc;

use axum::response::{Html, IntoResponse, Response};
use disclosure::SmallNumbers;
use displacement::{
    estimates::Derived,
    events::{self, Event},
    flow_book::{COUNTS, FlowBook, FlowError, POINTS, Seen},
    flow_public::{self, Shown, Week},
    flows::Direction,
};
use exchange::{Cell, ColumnKind, Dataset, DatasetColumn, DatasetRow};
use house::Problem;
use portal::{
    Amount, EventRow, Events, FlowRoute, FlowStop, FlowWeek, Flows, Lang, event_page, flow_page,
};
use registers::ReadError;
use vocab::{Geometry, Hlc, LangText, PCode, PartialDate, PlaceTree};

use super::{
    Pages, failed,
    file::{attached, column},
    kept::Kept,
    missing,
};

/// Whether a page has anything to show, by its name.
pub(super) type KeptLinks = Kept<&'static str, bool>;
/// Approved counts.
pub(super) type KeptFlows = Kept<(), FlowBook>;
/// Published events.
pub(super) type KeptEvents = Kept<(), Vec<Event>>;

impl Pages {
    async fn flow_book(&self) -> Result<Arc<FlowBook>, FlowError> {
        let registers = [POINTS, COUNTS];
        let everybody = |_: &str| true;
        let read = async |_: &[Hlc]| {
            let house = &self.house;
            FlowBook::read(
                &house.registers,
                Seen::ByEverybody,
                (None, None),
                &everybody,
            )
            .await
        };
        self.flows.read(&self.house, &registers, (), read).await
    }

    async fn published_events(&self) -> Result<Arc<Vec<Event>>, ReadError> {
        let read = async |_: &[Hlc]| events::published(&self.house.registers).await;
        self.events
            .read(&self.house, &[events::EVENTS], (), read)
            .await
    }
}

/// Whether there are approved flows and published events: their pages are linked then. Every page asks this.
pub(super) async fn has(pages: &Pages) -> (bool, bool) {
    let (house, linked) = (&pages.house, &pages.linked);
    let registers = &house.registers;
    let flows = async |_: &[Hlc]| FlowBook::any_approved(registers).await;
    let events = async |_: &[Hlc]| events::any_published(registers).await;
    let flows = linked.read(house, &[POINTS, COUNTS], "flows", flows).await;
    let events = linked
        .read(house, &[events::EVENTS], "events", events)
        .await;
    (
        flows.is_ok_and(|found| *found),
        events.is_ok_and(|found| *found),
    )
}

pub(super) async fn flows(pages: Pages, lang: String) -> Response {
    let pages = pages.with_nav().await;
    let Some(lang) = Lang::parse(&lang) else {
        return missing(&pages, Lang::En, "/flows");
    };
    match pages.flow_book().await {
        Ok(book) => Html(flow_page(&pages.site, lang, &shown(&book, &pages, lang))).into_response(),
        Err(error) => failed(&pages, lang, error.into()),
    }
}

fn amount(shown: Shown) -> Amount {
    match shown {
        Shown::Figure(people) => Amount::Known(people),
        Shown::Suppressed => Amount::Suppressed,
    }
}

/// An estimate to the nearest ten: it is no more exact, and no small difference can be taken from it.
fn rounded(people: f64, rule: &SmallNumbers) -> Amount {
    if rule.is_small(people) {
        Amount::Suppressed
    } else {
        Amount::Known((people / 10.0).round() * 10.0)
    }
}

fn partial(day: jiff::civil::Date) -> PartialDate {
    PartialDate::from(day)
}

fn shown(book: &FlowBook, pages: &Pages, lang: Lang) -> Flows {
    let rule = SmallNumbers::default();
    let routes = book.routes().into_iter().map(|(name, points)| {
        let estimate = book.people_on_route(&points, Direction::Onward);
        let derived = Derived::new(estimate.rule());
        FlowRoute {
            name,
            people: (
                rounded(estimate.people.low, &rule),
                estimate.people.best.map(|best| rounded(best, &rule)),
                rounded(estimate.people.high, &rule),
            ),
            derived: derived.words(lang.code()),
            stops: points
                .iter()
                .map(|point| {
                    let found = flow_public::of_point(book, &point.id, &rule);
                    let pairs = found.pairs.into_iter();
                    FlowStop {
                        id: point.id.clone(),
                        name: point.name.clone(),
                        hours_open: point.hours_open,
                        weeks: found.weeks.iter().map(week).collect(),
                        pairs: pairs
                            .map(|((origin, destination), people)| {
                                (origin, destination, amount(people))
                            })
                            .collect(),
                    }
                })
                .collect(),
        }
    });
    Flows {
        routes: routes.collect(),
        period: book
            .period
            .map(|(first, last)| (partial(first), partial(last))),
        licence: (*pages.licence).clone(),
    }
}

fn week(week: &Week) -> FlowWeek {
    FlowWeek {
        monday: partial(week.monday),
        days: week.days,
        hours: week.hours,
        all: amount(week.all),
        onward: amount(week.by_direction[Direction::Onward.index()]),
        back: amount(week.by_direction[Direction::Back.index()]),
        scaled: week.scaled.map(|(people, factor)| (amount(people), factor)),
    }
}

/// Columns of the file of weeks: name, meaning, kind.
const WEEKS: [(&str, &str, ColumnKind); 11] = [
    ("point", "#loc+code", ColumnKind::Text),
    ("name", "#loc+name", ColumnKind::Text),
    ("route", "#route+name", ColumnKind::Text),
    ("week_from", "#date+start", ColumnKind::Text),
    (
        "days_watched",
        "#indicator+days+observed",
        ColumnKind::Integer,
    ),
    (
        "hours_watched",
        "#indicator+hours+observed",
        ColumnKind::Decimal,
    ),
    ("seen", "#affected+migrants+ind", ColumnKind::Integer),
    (
        "onward",
        "#affected+migrants+ind+onward",
        ColumnKind::Integer,
    ),
    ("back", "#affected+migrants+ind+back", ColumnKind::Integer),
    (
        "scaled",
        "#affected+migrants+ind+scaled",
        ColumnKind::Integer,
    ),
    ("factor", "#method+factor", ColumnKind::Decimal),
];

pub(super) async fn flows_file(pages: Pages, lang: String) -> Response {
    let Some(lang) = Lang::parse(&lang) else {
        return missing(&pages, Lang::En, "/flows.csv");
    };
    let book = match pages.flow_book().await {
        Ok(book) => book,
        Err(error) => return failed(&pages, lang, error.into()),
    };
    let rule = SmallNumbers::default();
    let figure = |shown: Shown| match shown {
        Shown::Figure(people) => Cell::Number(people),
        Shown::Suppressed => Cell::Empty,
    };
    let rows = book.points.values().flat_map(|point| {
        let weeks = flow_public::of_point(&book, &point.id, &rule).weeks;
        weeks.into_iter().map(move |week| DatasetRow {
            cells: vec![
                Cell::text(point.id.as_str()),
                Cell::text(point.name.as_str()),
                Cell::text(point.route.clone().unwrap_or_default()),
                Cell::text(week.monday.to_string()),
                Cell::Number(f64::from(week.days)),
                Cell::Number(week.hours),
                figure(week.all),
                figure(week.by_direction[Direction::Onward.index()]),
                figure(week.by_direction[Direction::Back.index()]),
                week.scaled
                    .map_or(Cell::Empty, |(people, _)| figure(people)),
                week.scaled
                    .map_or(Cell::Empty, |(_, factor)| Cell::Number(factor)),
            ],
            geometry: None,
        })
    });
    let columns = WEEKS.map(|(name, tag, kind)| column(name, tag, kind));
    file(
        "flows",
        exchange::Format::HxlCsv,
        columns.into(),
        &mut rows.map(Ok),
    )
    .unwrap_or_else(IntoResponse::into_response)
}

fn file(
    title: &str,
    format: exchange::Format,
    columns: Vec<DatasetColumn>,
    rows: &mut dyn Iterator<Item = Result<DatasetRow, String>>,
) -> Result<Response, Problem> {
    let dataset = Dataset {
        title: title.to_owned(),
        columns,
        rows,
    };
    attached(title, format, dataset)
}

pub(super) async fn events(pages: Pages, lang: String) -> Response {
    let pages = pages.with_nav().await;
    let Some(lang) = Lang::parse(&lang) else {
        return missing(&pages, Lang::En, "/events");
    };
    match told(&pages, lang).await {
        Ok(found) => Html(event_page(&pages.site, lang, &found)).into_response(),
        Err(problem) => failed(&pages, lang, problem),
    }
}

/// The published events as everybody may see them: areas by name, figures that are not small, points near their place.
async fn told(pages: &Pages, lang: Lang) -> Result<Events, Problem> {
    let house = &pages.house;
    let tree = house.places.tree().await?;
    let found = pages.published_events().await?;
    let register = house.registers.register(events::EVENTS)?;
    let causes = register
        .form
        .fields
        .iter()
        .filter_map(forms::Field::list)
        .filter_map(|list| register.form.lists.get(list))
        .collect::<Vec<_>>();
    let cause = |code: &str| {
        causes.iter().find_map(|list| list.get(code)).map_or_else(
            || LangText::single("en", code),
            |choice| choice.label.clone(),
        )
    };
    let level = tree.at_level(1);
    let shapes = if level.is_empty() {
        tree.at_level(0)
    } else {
        level
    };
    Ok(Events {
        outlines: shapes
            .into_iter()
            .filter(|place| {
                pages.country.is_empty()
                    || place.code.as_str().starts_with(&*pages.country)
                    || tree
                        .ancestors(&place.code)
                        .iter()
                        .any(|above| above.code.as_str() == &*pages.country)
            })
            .filter_map(|place| place.geometry.clone())
            .collect(),
        rows: found
            .iter()
            .filter_map(|event| row(event, &tree, cause(&event.cause), lang))
            .collect(),
        licence: (*pages.licence).clone(),
    })
}

/// The name of an area by its P-code; what names no area stays untold: it may be the name of a hiding place.
fn area(tree: &PlaceTree, code: Option<&str>, lang: Lang) -> String {
    let code = code.and_then(|code| PCode::parse(code).ok());
    code.and_then(|code| {
        tree.get(&code)
            .map(|place| place.name(lang.code()).to_owned())
    })
    .unwrap_or_else(|| "–".to_owned())
}

fn row(event: &Event, tree: &PlaceTree, cause: LangText, lang: Lang) -> Option<EventRow> {
    let rule = SmallNumbers::default();
    #[expect(
        clippy::cast_precision_loss,
        reason = "numbers of people are far below 2^52"
    )]
    let figure = |people: i64| people as f64;
    let people = match event.individuals.map(figure) {
        None => Amount::Unknown,
        Some(people) if rule.is_small(people) => Amount::Suppressed,
        Some(people) => Amount::Known(people),
    };
    let range = event.range.0.zip(event.range.1);
    let range = range
        .map(|(low, high)| (figure(low), figure(high)))
        .filter(|(low, high)| !rule.is_small(*low) && !rule.is_small(*high));
    Some(EventRow {
        id: event.id.clone(),
        day: event.occurred_on.parse().ok()?,
        cause,
        from: area(tree, event.from_code.as_deref(), lang),
        to: area(tree, event.to_code.as_deref(), lang),
        range: range.filter(|_| people.known().is_some()),
        people,
        position: event.public_position(),
    })
}

/// Columns of the file of events.
const EVENT_COLUMNS: [(&str, &str, ColumnKind); 6] = [
    ("id", "#event+id", ColumnKind::Text),
    ("date", "#date+occurred", ColumnKind::Text),
    ("cause", "#cause+type", ColumnKind::Text),
    ("from_area", "#adm+name+origin", ColumnKind::Text),
    ("to_area", "#adm+name", ColumnKind::Text),
    ("people", "#affected+ind", ColumnKind::Integer),
];

pub(super) async fn events_file(pages: Pages, lang: String) -> Response {
    let Some(lang) = Lang::parse(&lang) else {
        return missing(&pages, Lang::En, "/events.geojson");
    };
    let found = match told(&pages, lang).await {
        Ok(found) => found,
        Err(problem) => return failed(&pages, lang, problem),
    };
    let rows = found.rows.iter().map(|row| DatasetRow {
        cells: vec![
            Cell::text(row.id.as_str()),
            Cell::text(row.day.to_string()),
            Cell::text(row.cause.get(lang.code())),
            Cell::text(row.from.as_str()),
            Cell::text(row.to.as_str()),
            row.people.known().map_or(Cell::Empty, Cell::Number),
        ],
        geometry: row.position.map(Geometry::Point),
    });
    let columns = EVENT_COLUMNS.map(|(name, tag, kind)| column(name, tag, kind));
    file(
        "events",
        exchange::Format::Geojson,
        columns.into(),
        &mut rows.map(Ok),
    )
    .unwrap_or_else(IntoResponse::into_response)
}
