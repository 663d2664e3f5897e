//! The page about missing migrants.

use maud::{Markup, html};
use vocab::{LangText, PartialDate};

use crate::address::encoded;
use crate::figure::{Round, SeriesPoint};
use crate::frame::Frame;
use crate::incident_map::incident_map;
use crate::line_chart::line_chart;
use crate::missing::{
    Counts, MissingAddress, MissingMigrants, RegionSystem, RevisionKind, RevisionRow,
};
use crate::number::{count, date};
use crate::sections::{format_name, format_note};
use crate::world_page::WorldShapes;
use crate::{Amount, Arg, Catalogue, Format, Lang, Site};

/// Formats in which the incidents are offered.
const FILES: [Format; 3] = [Format::Csv, Format::Xlsx, Format::GeoJson];

impl MissingAddress {
    /// The page in a language.
    pub fn page(&self, lang: Lang) -> String {
        format!("/{}{}", lang.code(), self.path())
    }

    /// The same incidents as a file.
    pub fn data(&self, lang: Lang, format: Format) -> String {
        format!(
            "/{}/missing-migrants.{}{}",
            lang.code(),
            format.extension(),
            self.query()
        )
    }

    fn path(&self) -> String {
        format!("/missing-migrants{}", self.query())
    }

    fn query(&self) -> String {
        let mut parts = Vec::new();
        if let Some(as_of) = &self.as_of {
            parts.push(format!("as_of={}", encoded(as_of)));
        }
        if self.system != RegionSystem::default() {
            parts.push(format!("system={}", self.system.code()));
        }
        if parts.is_empty() {
            String::new()
        } else {
            format!("?{}", parts.join("&"))
        }
    }
}

/// The whole page. `outlines` are the countries of the world, where the build has them.
pub fn missing_page(
    site: &Site,
    lang: Lang,
    found: &MissingMigrants,
    outlines: Option<WorldShapes>,
) -> String {
    let words = Catalogue::of(lang);
    let title = words.text("missing-title");
    let frame = Frame {
        site,
        lang,
        title: &title,
        description: &lead(found, words, lang),
        path: &found.address.path(),
    };
    frame.around(&html! {
        div class="wrap" { h1 { (title) } (controls(found, words, lang)) }
        @if found.years.is_empty() {
            div class="wrap" { p class="lead" { (words.text("missing-empty")) } }
        } @else {
            div class="band" { div class="wrap" { (headline(site, found, words, lang)) } }
            div class="wrap" {
                (place(found, outlines, words, lang))
                (regions(found, words, lang))
                (years(found, words, lang))
                (revisions(found, words, lang))
                (files(site, found, words, lang))
                (meaning(found, words, lang))
            }
        }
    })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of people are far below 2^52"
)]
fn people(number: i64, lang: Lang) -> String {
    count(number as f64, lang)
}

fn many(number: u64, lang: Lang) -> String {
    people(i64::try_from(number).unwrap_or(i64::MAX), lang)
}

fn lead(found: &MissingMigrants, words: &Catalogue, lang: Lang) -> String {
    let (Some((first, _)), Some((last, _))) = (found.years.first(), found.years.last()) else {
        return words.text("missing-empty");
    };
    words.with(
        "missing-lead",
        &[
            (
                "people",
                Arg::Text(&people(found.whole.dead_or_missing(), lang)),
            ),
            ("incidents", Arg::Text(&many(found.whole.incidents, lang))),
            ("first", Arg::Text(&first.to_string())),
            ("last", Arg::Text(&last.to_string())),
            ("date", Arg::Text(&date(&found.as_of, lang))),
        ],
    )
}

/// Moment and system of regions, as a plain form that asks for another address.
fn controls(found: &MissingMigrants, words: &Catalogue, lang: Lang) -> Markup {
    let bare = MissingAddress::default();
    let day = found.as_of.to_string();
    html! {
        form class="controls" method="get" action=(bare.page(lang)) {
            p {
                label for="as_of" { (words.text("missing-choose-as-of")) }
                input id="as_of" name="as_of" type="date" value=[found.address.as_of.as_ref().map(|_| &day)];
            }
            p {
                label for="system" { (words.text("missing-choose-system")) }
                select id="system" name="system" {
                    @for system in RegionSystem::ALL {
                        option value=(system.code()) selected[system == found.address.system] { (words.text(system_word(system))) }
                    }
                }
            }
            button type="submit" { (words.text("choose-show")) }
        }
    }
}

fn system_word(system: RegionSystem) -> &'static str {
    match system {
        RegionSystem::Project => "missing-system-project",
        RegionSystem::Unsd => "missing-system-unsd",
    }
}

fn headline(site: &Site, found: &MissingMigrants, words: &Catalogue, lang: Lang) -> Markup {
    let whole = found.whole;
    html! {
        div class="headline" {
            div {
                p class="big" { bdi { (people(whole.dead_or_missing(), lang)) } }
                p class="lead" { (lead(found, words, lang)) }
                p class="lead" { strong { (words.text("missing-minimum")) } }
            }
            dl class="facts" {
                div { dt { (words.text("missing-dead")) } dd { bdi { (people(whole.dead, lang)) } } }
                div { dt { (words.text("missing-missing")) } dd { bdi { (people(whole.missing, lang)) } } }
                div { dt { (words.text("missing-incidents")) } dd { bdi { (many(whole.incidents, lang)) } } }
                div { dt { (words.text("missing-as-of")) } dd { (date(&found.as_of, lang)) } }
                div { dt { (words.text("fact-source")) } dd { bdi { (site.publisher.get(lang.code())) } } }
            }
        }
    }
}

fn place(
    found: &MissingMigrants,
    outlines: Option<WorldShapes>,
    words: &Catalogue,
    lang: Lang,
) -> Markup {
    let day = date(&found.as_of, lang);
    let label = words.plain("missing-map-label", &[("date", Arg::Text(&day))]);
    html! {
        @if !found.marks.is_empty() {
            section class="where" aria-labelledby="where" {
                h2 id="where" { (words.text("missing-where")) }
                figure class="map-figure" aria-labelledby="map-caption" {
                    (incident_map(&label, &found.marks, outlines, lang))
                    figcaption {
                        span id="map-caption" { (label) }
                        p class="small" { (words.text("missing-map-note")) }
                        p class="small" {
                            (words.with("missing-map-without", &[
                                ("records", Arg::Text(&many(found.without_point, lang))),
                                ("people", Arg::Text(&people(found.cumulative, lang))),
                            ])) " " (words.text("boundary-disclaimer"))
                        }
                    }
                }
            }
        }
    }
}

fn heads(words: &Catalogue) -> Markup {
    html! {
        th scope="col" class="number" { (words.text("missing-incidents")) }
        th scope="col" class="number" { (words.text("missing-dead")) }
        th scope="col" class="number" { (words.text("missing-missing")) }
        th scope="col" class="number" { (words.text("missing-both")) }
    }
}

fn cells(counts: Counts, lang: Lang) -> Markup {
    html! {
        td class="number" { bdi { (many(counts.incidents, lang)) } }
        td class="number" { bdi { (people(counts.dead, lang)) } }
        td class="number" { bdi { (people(counts.missing, lang)) } }
        td class="number" { bdi { (people(counts.dead_or_missing(), lang)) } }
    }
}

fn regions(found: &MissingMigrants, words: &Catalogue, lang: Lang) -> Markup {
    html! {
        section aria-labelledby="regions" {
            h2 id="regions" { (words.text("missing-regions")) }
            div class="scroll" role="group" tabindex="0" aria-labelledby="regions" {
                table {
                    caption { (words.text(system_word(found.address.system))) ". " (words.text("missing-regions-note")) }
                    thead { tr { th scope="col" { (words.text("missing-region")) } (heads(words)) } }
                    tbody {
                        @for row in &found.regions {
                            tr { th scope="row" { bdi { (row.title.get(lang.code())) } } (cells(row.whole, lang)) }
                        }
                        tr class="total" { th scope="row" { (words.text("missing-all")) } (cells(found.whole, lang)) }
                    }
                }
            }
            h3 id="region-years" { (words.text("missing-region-years")) }
            div class="scroll" role="region" tabindex="0" aria-labelledby="region-years" {
                table {
                    thead {
                        tr {
                            th scope="col" { (words.text("missing-region")) }
                            @for (year, _) in &found.years { th scope="col" class="number" { (year) } }
                        }
                    }
                    tbody {
                        @for row in &found.regions {
                            tr {
                                th scope="row" { bdi { (row.title.get(lang.code())) } }
                                @for value in &row.years {
                                    td class="number" { bdi { (value.map_or_else(|| "–".to_owned(), |value| people(value, lang))) } }
                                }
                            }
                        }
                        tr class="total" {
                            th scope="row" { (words.text("missing-all")) }
                            @for (_, counts) in &found.years { td class="number" { bdi { (people(counts.dead_or_missing(), lang)) } } }
                        }
                    }
                }
            }
        }
    }
}

fn years(found: &MissingMigrants, words: &Catalogue, lang: Lang) -> Markup {
    let label = words.text("missing-years-label");
    #[expect(
        clippy::cast_precision_loss,
        reason = "numbers of people are far below 2^52"
    )]
    let series: Vec<SeriesPoint> = found
        .years
        .iter()
        .filter_map(|(year, counts)| {
            Some(SeriesPoint {
                round: Round {
                    id: year.to_string(),
                    title: LangText::single("en", year.to_string()),
                    from: None,
                    until: PartialDate::new(*year, None, None).ok()?,
                },
                amount: Amount::Known(counts.dead_or_missing() as f64),
            })
        })
        .collect();
    html! {
        section aria-labelledby="years" {
            h2 id="years" { (words.text("missing-years")) }
            @if series.len() > 1 {
                figure { (line_chart(&label, &series, lang)) figcaption { span { (label) } p class="small" { (words.text("missing-years-note")) } } }
            }
            div class="scroll short" role="group" tabindex="0" aria-labelledby="years" {
                table {
                    thead { tr { th scope="col" { (words.text("missing-year")) } (heads(words)) } }
                    tbody {
                        @for (year, counts) in found.years.iter().rev() {
                            tr { th scope="row" { (year) } (cells(*counts, lang)) }
                        }
                    }
                }
            }
        }
    }
}

fn revisions(found: &MissingMigrants, words: &Catalogue, lang: Lang) -> Markup {
    html! {
        section aria-labelledby="revisions" {
            h2 id="revisions" { (words.text("missing-revisions")) }
            p { (words.text("missing-revisions-note")) }
            @if found.revisions.is_empty() {
                p { (words.text("missing-revisions-none")) }
            } @else {
                div class="scroll short" role="group" tabindex="0" aria-labelledby="revisions" {
                    table {
                        thead {
                            tr {
                                th scope="col" { (words.text("column-date")) }
                                th scope="col" { (words.text("missing-incident")) }
                                th scope="col" { (words.text("missing-what")) }
                                th scope="col" class="number" { (words.text("missing-difference")) }
                                th scope="col" { (words.text("missing-why")) }
                            }
                        }
                        tbody { @for row in &found.revisions { (revision(row, words, lang)) } }
                    }
                }
                @if found.more_revisions > 0 {
                    p class="small" { (words.with("missing-revisions-more", &[("count", Arg::Text(&many(found.more_revisions as u64, lang)))])) }
                }
            }
        }
    }
}

fn revision(row: &RevisionRow, words: &Catalogue, lang: Lang) -> Markup {
    let sign = match row.difference {
        0 => "",
        1.. => "+",
        _ => "−",
    };
    let unknown = words.text("missing-unknown");
    let said = |value: &str| {
        if value.is_empty() {
            unknown.clone()
        } else {
            value.to_owned()
        }
    };
    html! {
        tr {
            td { (date(&row.at, lang)) }
            td { bdi dir="ltr" { (row.incident) } }
            td {
                @match &row.kind {
                    RevisionKind::Withdrawn => { (words.text("missing-withdrawn")) },
                    RevisionKind::Restored => { (words.text("missing-restored")) },
                    RevisionKind::Changed(fields) => {
                        @for (at, (field, before, after)) in fields.iter().enumerate() {
                            @if at > 0 { br; }
                            (words.with("missing-changed", &[
                                ("field", Arg::Text(field.get(lang.code()))),
                                ("before", Arg::Text(&said(before))),
                                ("after", Arg::Text(&said(after))),
                            ]))
                        }
                    },
                }
            }
            td class="number" { bdi dir="ltr" { (sign) (people(row.difference.abs(), lang)) } }
            td { bdi { (row.reason) } }
        }
    }
}

fn files(site: &Site, found: &MissingMigrants, words: &Catalogue, lang: Lang) -> Markup {
    let lasting = MissingAddress {
        as_of: Some(found.moment.clone()),
        system: found.address.system,
    };
    let cite = words.with(
        "missing-cite",
        &[
            ("publisher", Arg::Text(site.publisher.get(lang.code()))),
            ("date", Arg::Text(&date(&found.as_of, lang))),
        ],
    );
    html! {
        section aria-labelledby="data" {
            h2 id="data" { (words.text("heading-downloads")) }
            ul class="downloads" {
                @for format in FILES {
                    li {
                        a href=(lasting.data(lang, format)) { (format_name(format)) }
                        span { (words.text(note(format))) }
                    }
                }
            }
            dl class="cite" {
                dt { (words.text("cite")) }
                dd { (cite) }
                dt { (words.text("address")) }
                dd { a href=(lasting.page(lang)) { code dir="ltr" { (lasting.page(lang)) } } }
                dt { (words.text("licence")) }
                dd { bdi { (found.licence.get(lang.code())) } }
            }
        }
    }
}

fn note(format: Format) -> &'static str {
    match format {
        Format::GeoJson => "missing-format-geojson",
        other => format_note(other),
    }
}

fn meaning(found: &MissingMigrants, words: &Catalogue, lang: Lang) -> Markup {
    html! {
        section class="meaning" aria-labelledby="meaning" {
            div {
                h2 id="meaning" { (words.text("heading-meaning")) }
                dl {
                    dt { (words.text("meaning-who")) }
                    dd { (words.text("missing-who")) }
                    dt { (words.text("missing-who-not")) }
                    dd { (words.text("missing-who-not-text")) }
                    dt { (words.text("missing-counting")) }
                    dd { (words.text("missing-counting-text")) }
                }
            }
            aside class="limits" aria-labelledby="limits" {
                h2 id="limits" { (words.text("heading-limits")) }
                ul {
                    li { (words.text("missing-minimum")) }
                    li { (words.with("missing-limits-blank", &[("records", Arg::Text(&many(found.whole.without_figure, lang)))])) }
                    li { (words.text("missing-limits-dead")) }
                    li { (words.text("missing-limits-regions")) }
                    li { (words.text("missing-limits-change")) }
                }
            }
        }
    }
}
