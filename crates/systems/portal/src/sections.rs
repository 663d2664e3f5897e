//! The parts that pages about a figure are made of.

use maud::{Markup, html};

use crate::area_table::area_table;
use crate::bar_chart::bar_chart;
use crate::choropleth::{Choropleth, MapArea};
use crate::figure::{AreaRow, Figure};
use crate::line_chart::line_chart;
use crate::number::{change, count, date, percent, percent_sign};
use crate::projection::{Projection, WIDTH};
use crate::svg_path::draw;
use crate::{Amount, Arg, Catalogue, Format, Lang, Site};

/// The one figure, large, with its sentence and the facts behind it.
pub(crate) fn headline(figure: &Figure, lang: Lang) -> Markup {
    let words = Catalogue::of(lang);
    html! {
        div class="headline" {
            div {
                p class="big" { (big(figure.total, lang)) }
                p class="lead" { (summary(figure, lang)) }
            }
            (facts(figure, words, lang))
        }
    }
}

fn big(amount: Amount, lang: Lang) -> Markup {
    html! {
        @match amount {
            Amount::Known(value) => { bdi { (count(value, lang)) } },
            other => { span class="no-value" { (other.cell(lang)) } },
        }
    }
}

/// What the data say in sentences: how many and when, more or fewer, and where most are.
pub(crate) fn summary(figure: &Figure, lang: Lang) -> String {
    let words = Catalogue::of(lang);
    let amount = figure.total.phrase(figure.indicator.unit, lang);
    let day = date(&figure.round.until, lang);
    let mut sentences = vec![words.with(
        "summary-value",
        &[
            ("amount", Arg::Text(&amount)),
            ("area", Arg::Text(figure.whole(lang))),
            ("date", Arg::Text(&day)),
        ],
    )];
    if let Some((round, Amount::Known(before))) = &figure.previous
        && let Some(now) = figure.total.known()
        && *before > 0.0
    {
        let ratio = (now - before) / before;
        let share = percent(ratio, lang);
        let then = date(&round.until, lang);
        let key = match percent_sign(ratio) {
            0 => "summary-same",
            1 => "summary-more",
            _ => "summary-fewer",
        };
        let title = round.title.get(lang.code());
        let args = [
            ("share", Arg::Text(&share)),
            ("round", Arg::Text(title)),
            ("date", Arg::Text(&then)),
        ];
        sentences.push(words.with(key, &args[usize::from(key == "summary-same")..]));
    }
    if let Some((row, value)) = greatest(figure)
        && let Some(total) = figure
            .total
            .known()
            .filter(|total| *total > 0.0 && figure.rows.len() > 1)
    {
        let share = percent(value / total, lang);
        let name = row.area.name.get(lang.code());
        sentences.push(words.with(
            "summary-most",
            &[("area", Arg::Text(name)), ("share", Arg::Text(&share))],
        ));
    }
    sentences.join(" ")
}

fn greatest<'a, 'b>(figure: &'a Figure<'b>) -> Option<(&'a AreaRow<'b>, f64)> {
    let known = figure
        .rows
        .iter()
        .filter_map(|row| Some((row, row.amount.known()?)));
    known
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .filter(|(_, value)| *value > 0.0)
}

fn facts(figure: &Figure, words: &Catalogue, lang: Lang) -> Markup {
    let provenance = &figure.provenance;
    let collected = match &figure.round.from {
        Some(from) => format!("{} – {}", date(from, lang), date(&figure.round.until, lang)),
        None => date(&figure.round.until, lang),
    };
    html! {
        dl class="facts" {
            div { dt { (words.text("fact-round")) } dd { bdi { (figure.round.title.get(lang.code())) } } }
            div { dt { (words.text("fact-collected")) } dd { (collected) } }
            @if let Some(coverage) = provenance.coverage {
                div {
                    dt { (words.text("fact-coverage")) }
                    dd { (words.with("coverage-of", &[
                        ("assessed", Arg::Text(&count(whole(coverage.assessed), lang))),
                        ("planned", Arg::Text(&count(whole(coverage.planned), lang))),
                    ])) }
                }
            }
            div { dt { (words.text("fact-records")) } dd { (count(whole(provenance.records), lang)) } }
            div { dt { (words.text("fact-source")) } dd { bdi { (provenance.source.get(lang.code())) } } }
            @if let Some(approved) = &provenance.approved {
                div { dt { (words.text("fact-approved")) } dd { (date(approved, lang)) } }
            }
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of records are far below 2^52"
)]
pub(crate) fn whole(number: u64) -> f64 {
    number as f64
}

/// Map and table of the areas, side by side where there is room.
pub(crate) fn areas(figure: &Figure, lang: Lang) -> Markup {
    let words = Catalogue::of(lang);
    html! {
        section class="where" aria-labelledby="where" {
            h2 id="where" { (words.text("heading-areas")) }
            div class="side-by-side" {
                @if let Some(map) = map(figure, lang) {
                    figure class="map-figure" aria-labelledby="map-caption" {
                        (map)
                        figcaption {
                            span id="map-caption" { (map_label(figure, lang)) }
                            p class="small" { (words.text("boundary-disclaimer")) }
                        }
                    }
                }
                (area_table(figure, lang))
            }
        }
    }
}

/// What a map shows, where and when.
fn map_label(figure: &Figure, lang: Lang) -> String {
    Catalogue::of(lang).plain(
        "map-label",
        &[
            ("title", Arg::Text(figure.indicator.title.get(lang.code()))),
            ("area", Arg::Text(figure.whole(lang))),
            ("date", Arg::Text(&date(&figure.round.until, lang))),
        ],
    )
}

/// The map of the areas that have a shape or a position; none when no area has.
fn map(figure: &Figure, lang: Lang) -> Option<Markup> {
    let positions: Vec<vocab::Geometry> = figure
        .rows
        .iter()
        .filter(|row| row.geometry.is_none())
        .filter_map(|row| row.position.map(vocab::Geometry::Point))
        .collect();
    let mut drawable: Vec<(&AreaRow, &vocab::Geometry)> = Vec::new();
    let mut spare = positions.iter();
    for row in &figure.rows {
        let shape = row
            .geometry
            .or_else(|| row.position.and_then(|_| spare.next()));
        drawable.extend(shape.map(|shape| (row, shape)));
    }
    let shapes: Vec<&vocab::Geometry> = drawable.iter().map(|(_, shape)| *shape).collect();
    let projection = Projection::fitting(shapes.iter().copied())?;
    let mut areas: Vec<MapArea> = drawable
        .iter()
        .zip(draw(&shapes, &projection))
        .map(|((row, _), drawn)| MapArea {
            path: drawn.path,
            centre: drawn.centre,
            extent: drawn.extent,
            amount: row.amount,
            title: area_title(figure, row, lang),
            href: row
                .has_parts
                .then(|| figure.address_within(&row.area).page(lang)),
        })
        .collect();
    areas.sort_by(|a, b| (b.extent.0 * b.extent.1).total_cmp(&(a.extent.0 * a.extent.1)));
    let map = Choropleth {
        id: "map",
        size: (WIDTH * 10.0, projection.height * 10.0),
        scale: 10.0,
        label: &map_label(figure, lang),
        areas: &areas,
    };
    Some(map.render(lang))
}

fn area_title(figure: &Figure, row: &AreaRow, lang: Lang) -> String {
    let name = row.area.name.get(lang.code());
    let name = if name.is_empty() {
        row.area.code.as_str()
    } else {
        name
    };
    format!("{name}: {}", row.amount.phrase(figure.indicator.unit, lang))
}

/// The line over rounds with its table; nothing for a single round.
pub(crate) fn series(figure: &Figure, lang: Lang) -> Markup {
    let words = Catalogue::of(lang);
    if figure.series.len() < 2 {
        return html! {};
    }
    let label = words.plain(
        "series-label",
        &[
            ("title", Arg::Text(figure.indicator.title.get(lang.code()))),
            ("area", Arg::Text(figure.whole(lang))),
        ],
    );
    html! {
        section aria-labelledby="time" {
            h2 id="time" { (words.text("heading-series")) }
            figure class="side-by-side" aria-labelledby="series-caption" {
                div {
                    (line_chart(&label, &figure.series, lang))
                    p class="small" id="series-caption" { (label) ". " (words.text("series-note")) }
                }
                (series_table(figure, words, lang))
            }
        }
    }
}

fn series_table(figure: &Figure, words: &Catalogue, lang: Lang) -> Markup {
    let points = figure.series.iter().enumerate().rev();
    let before = |index: usize| {
        index
            .checked_sub(1)
            .and_then(|at| figure.series[at].amount.known())
    };
    html! {
        div class="scroll short" role="region" tabindex="0" aria-labelledby="series-caption" {
            table {
                thead {
                    tr {
                        th scope="col" { (words.text("column-round")) }
                        th scope="col" { (words.text("column-date")) }
                        th scope="col" class="number" { (figure.indicator.unit.heading(lang)) }
                        th scope="col" class="number" { (words.text("column-change")) }
                    }
                }
                tbody {
                    @for (index, point) in points {
                        @let change = before(index).zip(point.amount.known()).and_then(|(before, now)| change(before, now, lang));
                        tr {
                            th scope="row" { bdi { (point.round.title.get(lang.code())) } }
                            td { (date(&point.round.until, lang)) }
                            td class="number" { bdi { (point.amount.cell(lang)) } }
                            td class="number change" { bdi dir="ltr" { (change.unwrap_or_default()) } }
                        }
                    }
                }
            }
        }
    }
}

/// The total in parts.
pub(crate) fn breakdowns(figure: &Figure, lang: Lang) -> Markup {
    html! {
        @if !figure.breakdowns.is_empty() {
            section aria-labelledby="parts" {
                h2 id="parts" { (Catalogue::of(lang).text("heading-breakdowns")) }
                div class="cards" {
                    @for (index, breakdown) in figure.breakdowns.iter().enumerate() {
                        (bar_chart(&format!("part-{index}"), breakdown, figure.indicator.unit, lang))
                    }
                }
            }
        }
    }
}

/// The same figures as files, and how to cite them.
pub(crate) fn downloads(site: &Site, figure: &Figure, lang: Lang) -> Markup {
    let words = Catalogue::of(lang);
    let address = figure.address();
    html! {
        section aria-labelledby="data" {
            h2 id="data" { (words.text("heading-downloads")) }
            ul class="downloads" {
                @for format in Format::ALL {
                    li {
                        a href=(address.data(lang, format)) { (format_name(format)) }
                        span { (words.text(format_note(format))) }
                    }
                }
                li {
                    a href=(address.metadata(lang)) { "JSON-LD" }
                    span { (words.text("format-metadata")) }
                }
                li {
                    a href=(address.report(lang)) { (words.text("report-link")) }
                    span { (words.text("report-link-note")) }
                }
            }
            (citation(site, figure, lang))
        }
    }
}

/// How to cite the figures, where they stay, on what terms.
pub(crate) fn citation(site: &Site, figure: &Figure, lang: Lang) -> Markup {
    let words = Catalogue::of(lang);
    let address = figure.address();
    let cite = words.with(
        "cite-text",
        &[
            ("publisher", Arg::Text(site.publisher.get(lang.code()))),
            ("title", Arg::Text(figure.indicator.title.get(lang.code()))),
            ("area", Arg::Text(figure.whole(lang))),
            ("round", Arg::Text(figure.round.title.get(lang.code()))),
            ("date", Arg::Text(&date(&figure.round.until, lang))),
        ],
    );
    html! {
        dl class="cite" {
            dt { (words.text("cite")) }
            dd { (cite) }
            dt { (words.text("address")) }
            dd { code dir="ltr" { (address.page(lang)) } }
            dt { (words.text("licence")) }
            dd { bdi { (figure.provenance.licence.get(lang.code())) } }
        }
    }
}

pub(crate) fn format_name(format: Format) -> &'static str {
    match format {
        Format::Csv => "CSV",
        Format::Xlsx => "XLSX",
        Format::GeoJson => "GeoJSON",
        Format::Parquet => "Parquet",
    }
}

pub(crate) fn format_note(format: Format) -> &'static str {
    match format {
        Format::Csv => "format-csv",
        Format::Xlsx => "format-xlsx",
        Format::GeoJson => "format-geojson",
        Format::Parquet => "format-parquet",
    }
}

/// What the numbers mean, and what they do not.
pub(crate) fn meaning(figure: &Figure, lang: Lang) -> Markup {
    let words = Catalogue::of(lang);
    let day = date(&figure.round.until, lang);
    let threshold = figure.provenance.threshold.to_string();
    html! {
        section class="meaning" aria-labelledby="meaning" {
            div {
                h2 id="meaning" { (words.text("heading-meaning")) }
                dl {
                    dt { (words.text("meaning-who")) }
                    dd { bdi { (figure.indicator.definition.get(lang.code())) } }
                    dt { (words.text("meaning-when")) }
                    dd { (words.with("meaning-when-text", &[("date", Arg::Text(&day))])) }
                    dt { (words.text("meaning-map")) }
                    dd { (words.text("meaning-map-text")) }
                }
            }
            aside class="limits" aria-labelledby="limits" {
                h2 id="limits" { (words.text("heading-limits")) }
                p { bdi { (figure.provenance.method.get(lang.code())) } }
                ul {
                    li { (words.text("limits-estimate")) }
                    @if let Some(coverage) = figure.provenance.coverage {
                        li { (words.with("limits-coverage", &[
                            ("assessed", Arg::Text(&count(whole(coverage.assessed), lang))),
                            ("planned", Arg::Text(&count(whole(coverage.planned), lang))),
                        ])) }
                    }
                    li { (words.with("limits-suppression", &[("threshold", Arg::Text(&threshold))])) }
                    li { (words.text("limits-rounds")) }
                }
            }
        }
    }
}
