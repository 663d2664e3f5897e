//! The page about emergencies: displacement events as analysts published them, on a map and in a table.

use maud::{Markup, html};

use crate::frame::Frame;
use crate::movement::{EventRow, Events};
use crate::number::{count, date};
use crate::projection::{Projection, WIDTH};
use crate::svg_path::draw;
use crate::{Arg, Catalogue, Lang, Site};

/// Radius of the greatest and smallest mark, in tenths of a pixel.
const RADII: (f64, f64) = (260.0, 55.0);

/// The whole page.
pub fn event_page(site: &Site, lang: Lang, found: &Events) -> String {
    let words = Catalogue::of(lang);
    let title = words.text("events-title");
    let frame = Frame {
        site,
        lang,
        title: &title,
        description: &words.text("events-what"),
        path: "/events",
    };
    frame.around(&html! {
        div class="wrap" {
            h1 { (title) }
            p class="lead" { (words.text("events-what")) }
            @if found.rows.is_empty() {
                p { (words.text("events-empty")) }
            } @else {
                section aria-labelledby="where" {
                    h2 id="where" { (words.text("missing-where")) }
                    figure { (map(found, words, lang)) figcaption { (words.text("events-map-note")) } }
                }
                section aria-labelledby="list" {
                    h2 id="list" { (words.text("events-list")) }
                    (table(&found.rows, words, lang))
                }
                section aria-labelledby="data" {
                    h2 id="data" { (words.text("heading-downloads")) }
                    ul class="downloads" {
                        li { a href=(format!("/{}/events.geojson", lang.code())) { "GeoJSON" } span { (words.text("events-file")) } }
                    }
                    dl class="cite" { dt { (words.text("licence")) } dd { bdi { (found.licence.get(lang.code())) } } }
                }
            }
        }
    })
}

fn map(found: &Events, words: &Catalogue, lang: Lang) -> Markup {
    let Some(projection) = Projection::fitting(found.outlines.iter()) else {
        return html! { p { (words.text("events-no-map")) } };
    };
    let shapes: Vec<_> = found.outlines.iter().collect();
    let greatest = found
        .rows
        .iter()
        .filter_map(|row| row.people.known())
        .fold(1.0, f64::max);
    html! {
        svg class="map events" role="img" aria-label=(words.plain("events-map", &[])) viewBox=(format!("0 0 {:.0} {:.0}", WIDTH * 10.0, projection.height * 10.0)) {
            @for shape in draw(&shapes, &projection) { path class="land" stroke-width="9" d=(shape.path) {} }
            @for row in found.rows.iter().rev() {
                @if let Some(point) = &row.position {
                    @let (x, y) = projection.tenths(point);
                    @let radius = row.people.known().map_or(RADII.1, |people| RADII.1.max(RADII.0 * (people / greatest).sqrt()));
                    circle class="mark area" stroke-width="12" cx=(format!("{x:.0}")) cy=(format!("{y:.0}")) r=(format!("{radius:.0}")) {
                        title { (date(&row.day, lang)) ", " (row.to) ": " (row.people.cell(lang)) }
                    }
                }
            }
        }
    }
}

fn table(rows: &[EventRow], words: &Catalogue, lang: Lang) -> Markup {
    html! {
        div class="scroll" role="group" tabindex="0" aria-labelledby="list" {
            table {
                thead { tr {
                    th scope="col" { (words.text("column-date")) }
                    th scope="col" { (words.text("events-cause")) }
                    th scope="col" { (words.text("events-from")) }
                    th scope="col" { (words.text("events-to")) }
                    th scope="col" class="number" { (words.text("events-people")) }
                    th scope="col" class="number" { (words.text("events-range")) }
                } }
                tbody { @for row in rows { tr id=(format!("e-{}", row.id)) {
                    th scope="row" { (date(&row.day, lang)) }
                    td { (row.cause.get(lang.code())) }
                    td { bdi { (row.from) } }
                    td { bdi { (row.to) } }
                    td class="number" { bdi { (row.people.cell(lang)) } }
                    td class="number" {
                        @match row.range {
                            Some((low, high)) => (words.with("events-between", &[("low", Arg::Text(&count(low, lang))), ("high", Arg::Text(&count(high, lang)))])),
                            None => "–",
                        }
                    }
                } } }
            }
        }
    }
}
