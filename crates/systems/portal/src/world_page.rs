//! The map of the world by country.

use maud::{Markup, html};
use vocab::country;

use crate::choropleth::{Choropleth, MapArea};
use crate::figure::{Indicator, Provenance};
use crate::frame::Frame;
use crate::number::date;
use crate::svg_path::extent;
use crate::{Amount, Arg, Catalogue, Lang, Site, Unit};
use vocab::PartialDate;

/// Shapes of countries as they come from the web build.
#[derive(Debug, Clone, Copy)]
pub struct WorldShapes<'a> {
    /// Width and height of the map in the units of the paths.
    pub size: (f64, f64),
    /// Units of the paths in one pixel at full size (960 pixels wide).
    pub scale: f64,
    /// Code of the country (three letters, or its number) and the `d` of its path (commands M, L, H, V, Z). The
    /// code decides what a shape stands for, never the shape.
    pub shapes: &'a [(String, String)],
}

/// One indicator by country.
#[derive(Debug, Clone)]
pub struct World {
    /// What is measured.
    pub indicator: Indicator,
    /// The date of the values.
    pub until: PartialDate,
    /// Three letters of the country, its value, and a page about it where there is one.
    pub values: Vec<(String, Amount, Option<String>)>,
    /// Where the numbers come from.
    pub provenance: Provenance,
}

/// The whole page.
pub fn world_page(site: &Site, lang: Lang, world: &World, shapes: WorldShapes) -> String {
    let words = Catalogue::of(lang);
    let title = world.indicator.title.get(lang.code());
    let day = date(&world.until, lang);
    let label = words.plain(
        "world-label",
        &[("title", Arg::Text(title)), ("date", Arg::Text(&day))],
    );
    let frame = Frame {
        site,
        lang,
        title: &label,
        description: &label,
        path: "/world",
    };
    let areas = country_areas(&world.values, world.indicator.unit, shapes, lang);
    let map = Choropleth {
        id: "world",
        size: shapes.size,
        scale: shapes.scale,
        label: &label,
        areas: &areas,
    };
    frame.around(&html! {
        div class="wrap" {
            h1 { bdi { (title) } }
            p class="lead" { (words.with("world-lead", &[("date", Arg::Text(&day))])) }
            figure class="map-figure" aria-labelledby="map-caption" {
                (map.render(lang))
                figcaption {
                    span id="map-caption" { (label) }
                    p class="small" { (words.text("boundary-disclaimer")) }
                }
            }
            h2 { (words.text("heading-countries")) }
            (table(world, words, lang))
            p class="small" { bdi { (world.provenance.source.get(lang.code())) } ". " bdi { (world.provenance.licence.get(lang.code())) } }
        }
    })
}

/// A country by three letters or by number.
fn country_of(code: &str) -> Option<&'static vocab::Country> {
    match code.parse::<u16>() {
        Ok(number) => country::by_numeric(number),
        Err(_) => country::by_alpha3(code),
    }
}

/// Countries as areas of a map, each with its value where there is one: three letters, value, a page about it.
pub(crate) fn country_areas(
    values: &[(String, Amount, Option<String>)],
    unit: Unit,
    shapes: WorldShapes,
    lang: Lang,
) -> Vec<MapArea> {
    let mut areas: Vec<MapArea> = shapes
        .shapes
        .iter()
        .filter_map(|(code, path)| {
            let (left, top, right, bottom) = extent(path)?;
            let country = country_of(code);
            let value = country.and_then(|country| {
                values
                    .iter()
                    .find(|(alpha3, ..)| alpha3.eq_ignore_ascii_case(country.alpha3))
            });
            let amount = value.map_or(Amount::Unknown, |(_, amount, _)| *amount);
            let name = country.map_or(code.as_str(), |country| country.name(lang.code()));
            Some(MapArea {
                path: path.clone(),
                centre: (f64::midpoint(left, right), f64::midpoint(top, bottom)),
                extent: (right - left, bottom - top),
                amount,
                title: format!("{name}: {}", amount.phrase(unit, lang)),
                href: value.and_then(|(_, _, href)| href.clone()),
            })
        })
        .collect();
    areas.sort_by(|a, b| (b.extent.0 * b.extent.1).total_cmp(&(a.extent.0 * a.extent.1)));
    areas
}

fn table(world: &World, words: &Catalogue, lang: Lang) -> Markup {
    let mut rows: Vec<_> = world.values.iter().collect();
    rows.sort_by(|a, b| {
        let value = |amount: Amount| amount.known().unwrap_or(-1.0);
        value(b.1)
            .total_cmp(&value(a.1))
            .then_with(|| a.0.cmp(&b.0))
    });
    html! {
        div class="scroll" role="region" tabindex="0" aria-labelledby="map-caption" {
            table {
                thead {
                    tr {
                        th scope="col" { (words.text("column-country")) }
                        th scope="col" class="number" { (world.indicator.unit.heading(lang)) }
                    }
                }
                tbody {
                    @for (code, amount, href) in rows {
                        @let name = country_of(code).map_or(code.as_str(), |country| country.name(lang.code()));
                        tr {
                            th scope="row" {
                                @match href {
                                    Some(href) => { a href=(href) { (name) } },
                                    None => { (name) },
                                }
                            }
                            td class="number" { bdi { (amount.cell(lang)) } }
                        }
                    }
                }
            }
        }
    }
}
