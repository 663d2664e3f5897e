//! The page about people on the move: routes, their points, weeks, and from where to where.

use maud::{Markup, html};
use vocab::{LangText, PartialDate};

use crate::figure::{Round, SeriesPoint};
use crate::frame::Frame;
use crate::line_chart::line_chart;
use crate::movement::{FlowRoute, FlowStop, Flows};
use crate::number::{count, date};
use crate::{Amount, Arg, Catalogue, Lang, Site};

/// Radius of the greatest and of the smallest mark, in pixels.
const RADII: (f64, f64) = (32.0, 6.0);
/// Height of the line, of the figures and of the names, in pixels: the picture keeps it on any screen.
const LINE: &str = "44";
const FIGURES: &str = "108";
const NAMES: [&str; 2] = ["132", "149"];
/// Rows of departures and destinations on the page; all are in the file.
const MOST_PAIRS: usize = 12;

/// The whole page.
pub fn flow_page(site: &Site, lang: Lang, found: &Flows) -> String {
    let words = Catalogue::of(lang);
    let title = words.text("flows-title");
    let frame = Frame {
        site,
        lang,
        title: &title,
        description: &words.text("flows-what"),
        path: "/flows",
    };
    frame.around(&html! {
        div class="wrap" {
            h1 { (title) }
            p class="lead" { (words.text("flows-what")) }
            @match &found.period {
                Some((first, last)) => p { (words.with("flows-period", &[("from", Arg::Text(&date(first, lang))), ("to", Arg::Text(&date(last, lang)))])) },
                None => p class="lead" { (words.text("flows-empty")) },
            }
        }
        @for (at, route) in found.routes.iter().enumerate() {
            div class="wrap" { (route_section(route, at, words, lang)) }
        }
        div class="wrap" {
            section aria-labelledby="method" {
                h2 id="method" { (words.text("flows-method")) }
                p { (words.text("flows-method-scaling")) }
                p { (words.text("flows-method-people")) }
                p { (words.text("flows-method-hidden")) }
                ul class="downloads" {
                    li { a href=(format!("/{}/flows.csv", lang.code())) { "CSV" } span { (words.text("flows-file")) } }
                }
                dl class="cite" { dt { (words.text("licence")) } dd { bdi { (found.licence.get(lang.code())) } } }
            }
        }
    })
}

fn route_section(route: &FlowRoute, at: usize, words: &Catalogue, lang: Lang) -> Markup {
    let heading = format!("route-{at}");
    let (low, best, high) = route.people;
    html! {
        section aria-labelledby=(heading) {
            h2 id=(heading) { bdi { (route.name) } }
            p class="lead" {
                @match best {
                    Some(best) => (words.with("flows-people", &[("best", Arg::Text(&best.cell(lang))), ("low", Arg::Text(&low.cell(lang))), ("high", Arg::Text(&high.cell(lang)))])),
                    None => (words.with("flows-people-bounds", &[("low", Arg::Text(&low.cell(lang))), ("high", Arg::Text(&high.cell(lang)))])),
                }
            }
            p class="small" { (route.derived) }
            figure { (picture(route, words, lang)) figcaption { (words.text("flows-picture-note")) } }
            @for stop in &route.stops { (stop_section(stop, words, lang)) }
        }
    }
}

/// The last whole week's passages onward.
fn latest(stop: &FlowStop) -> Amount {
    stop.weeks
        .iter()
        .rev()
        .find(|week| week.days == 7)
        .or(stop.weeks.last())
        .map_or(Amount::Unknown, |week| week.onward)
}

/// The points in a row, each as large as what it saw onward in its latest whole week. Read from left to right in every
/// language: the arrow says which way is onward.
fn picture(route: &FlowRoute, words: &Catalogue, lang: Lang) -> Markup {
    let stops = &route.stops;
    let greatest = stops
        .iter()
        .filter_map(|stop| latest(stop).known())
        .fold(1.0, f64::max);
    // Positions are percentages, so that text keeps its size on a phone.
    let step = 100.0 / f64::from(u32::try_from(stops.len().max(1)).unwrap_or(1));
    let x = |at: usize| step * (f64::from(u32::try_from(at).unwrap_or(0)) + 0.5);
    let label = words.with("flows-picture", &[("route", Arg::Text(&route.name))]);
    html! {
        svg class="route" role="img" aria-label=(crate::text::without_isolates(&label)) direction="ltr" {
            @if stops.len() > 1 {
                line class="series" x1=(percent(x(0))) x2=(percent(x(stops.len() - 1))) y1=(LINE) y2=(LINE) {}
            }
            @for at in 1..stops.len() {
                svg x=(percent(f64::midpoint(x(at - 1), x(at)))) y=(LINE) overflow="visible" { path class="arrow" d="M6 0l-12 -8v16z" {} }
            }
            @for (at, stop) in stops.iter().enumerate() {
                @let passages = latest(stop);
                @let radius = passages.known().map_or(RADII.1, |people| RADII.1.max(RADII.0 * (people / greatest).sqrt()));
                circle class=(if passages.known().is_some() { "stop" } else { "stop hidden" }) cx=(percent(x(at))) cy=(LINE) r=(format!("{radius:.1}")) {
                    title { (stop.name) ": " (passages.cell(lang)) }
                }
                text class="direct" x=(percent(x(at))) y=(FIGURES) text-anchor="middle" { (passages.cell(lang)) }
                @for (part, y) in broken(&stop.name).iter().zip(NAMES) {
                    text class="tick" x=(percent(x(at))) y=(y) text-anchor="middle" { (part) }
                }
            }
        }
    }
}

/// A name on at most two lines.
fn broken(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').collect();
    if name.chars().count() <= 10 || words.len() < 2 {
        return vec![name.to_owned()];
    }
    let half = words.len().div_ceil(2);
    vec![words[..half].join(" "), words[half..].join(" ")]
}

fn percent(number: f64) -> String {
    format!("{number:.1}%")
}

fn stop_section(stop: &FlowStop, words: &Catalogue, lang: Lang) -> Markup {
    let label = words.with("flows-weeks", &[("point", Arg::Text(&stop.name))]);
    let plain = crate::text::without_isolates(&label);
    let series: Vec<SeriesPoint> = stop.weeks.iter().map(point_of).collect();
    html! {
        details {
            summary { bdi { (stop.name) } " – " (words.text("flows-open")) }
            @if series.len() > 1 {
                figure { (line_chart(&plain, &series, lang)) figcaption { (label) } }
            }
            div class="scroll short" role="region" tabindex="0" aria-label=(plain) {
                table {
                    thead { tr {
                        th scope="col" { (words.text("flows-week")) }
                        th scope="col" class="number" { (words.text("flows-seen")) }
                        th scope="col" class="number" { (words.text("flows-onward")) }
                        th scope="col" class="number" { (words.text("flows-back")) }
                        th scope="col" class="number" { (words.text("flows-days")) }
                        th scope="col" class="number" { (words.text("flows-hours")) }
                        th scope="col" class="number" { (words.text("flows-scaled")) }
                        th scope="col" class="number" { (words.text("flows-factor")) }
                    } }
                    tbody { @for week in stop.weeks.iter().rev() { tr {
                        th scope="row" { (date(&week.monday, lang)) }
                        td class="number" { bdi { (week.all.cell(lang)) } }
                        td class="number" { bdi { (week.onward.cell(lang)) } }
                        td class="number" { bdi { (week.back.cell(lang)) } }
                        td class="number" { bdi { (week.days) } }
                        td class="number" { bdi { (count(week.hours.round(), lang)) } }
                        @match week.scaled {
                            Some((people, factor)) => { td class="number" { bdi { (people.cell(lang)) } } td class="number" { bdi dir="ltr" { (format!("× {factor:.2}")) } } },
                            None => { td class="number" { (words.text("flows-not-scaled")) } td class="number" { "–" } },
                        }
                    } } }
                }
            }
            @if !stop.pairs.is_empty() { (pairs(stop, words, lang)) }
        }
    }
}

fn point_of(week: &crate::movement::FlowWeek) -> SeriesPoint {
    SeriesPoint {
        round: Round {
            id: week.monday.to_string(),
            title: LangText::single("en", week.monday.to_string()),
            from: None,
            until: PartialDate::clone(&week.monday),
        },
        // A week that was not watched every day is no lower week.
        amount: if week.days == 7 {
            week.all
        } else {
            Amount::Unknown
        },
    }
}

fn pairs(stop: &FlowStop, words: &Catalogue, lang: Lang) -> Markup {
    let unknown = words.text("flows-not-told");
    let said = |place: &Option<String>| place.clone().unwrap_or_else(|| unknown.clone());
    html! {
        table {
            thead { tr {
                th scope="col" { (words.text("flows-origin")) }
                th scope="col" { (words.text("flows-destination")) }
                th scope="col" class="number" { (words.text("flows-onward")) }
            } }
            tbody { @for (origin, destination, people) in stop.pairs.iter().take(MOST_PAIRS) { tr {
                td { bdi { (said(origin)) } }
                td { bdi { (said(destination)) } }
                td class="number" { bdi { (people.cell(lang)) } }
            } } }
        }
    }
}
