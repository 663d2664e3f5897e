//! The report of a round: one page that prints as it stands, so that a browser makes the PDF.

use maud::{Markup, html};

use crate::figure::{Figure, Indicator};
use crate::frame::Frame;
use crate::number::{change, count, date};
use crate::sections::{areas, breakdowns, citation, headline, meaning, series, summary, whole};
use crate::{Amount, Arg, Catalogue, Lang, Site};

/// What a report holds beside its main figure.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// The main figure of the round.
    pub figure: Figure<'a>,
    /// Other figures of the same round: now, and in the round before.
    pub others: Vec<(Indicator, Amount, Option<Amount>)>,
    /// Nobody was on the spot.
    pub remote: bool,
    /// Places by what is known of them.
    pub places: Places,
    /// Places with figures by how far these can be relied on, best first: one of [`RELIABILITY`] and how many.
    pub reliability: Vec<(&'static str, u64)>,
}

/// Keys of the scores in the catalogues, best first.
pub const RELIABILITY: [&str; 4] = [
    "reliability-high",
    "reliability-medium",
    "reliability-low",
    "reliability-unknown",
];

/// Places by what is known of them: three different absences, and those nobody has reported on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Places {
    /// With people and a figure.
    pub covered: u64,
    /// Visited: nobody is there.
    pub nobody_there: u64,
    /// Not reached.
    pub not_reached: u64,
    /// Closed.
    pub closed: u64,
    /// Without a report or a figure.
    pub silent: u64,
}

/// The whole page.
pub fn report_page(site: &Site, lang: Lang, report: &Report) -> String {
    let words = Catalogue::of(lang);
    let figure = &report.figure;
    let title = words.plain(
        "report-title",
        &[
            ("area", Arg::Text(figure.whole(lang))),
            ("round", Arg::Text(figure.round.title.get(lang.code()))),
        ],
    );
    let frame = Frame {
        site,
        lang,
        title: &title,
        description: &summary(figure, lang),
        path: &figure.address().report_path(),
    };
    frame.around(&html! {
        div class="wrap" {
            h1 { (title) }
            p class="lead" { (words.with("report-date", &[("date", Arg::Text(&date(&figure.round.until, lang)))])) }
            p class="screen-only" { (words.text("report-print")) }
            @if report.remote {
                p class="notice remote" { strong { (words.text("report-remote")) } " " (words.text("report-remote-text")) }
            }
        }
        div class="band" {
            div class="wrap" {
                p class="kicker" { (figure.indicator.title.get(lang.code())) }
                (headline(figure, lang))
            }
        }
        div class="wrap report" {
            (others(report, words, lang))
            (areas(figure, lang))
            (series(figure, lang))
            (breakdowns(figure, lang))
            (coverage(report, words, lang))
            (meaning(figure, lang))
            (citation(site, figure, lang))
        }
    })
}

/// Other figures of the round, with the round before beside them.
fn others(report: &Report, words: &Catalogue, lang: Lang) -> Markup {
    html! {
        @if !report.others.is_empty() {
            section aria-labelledby="others" {
                h2 id="others" { (words.text("heading-headlines")) }
                div class="scroll" role="group" tabindex="0" aria-labelledby="others" {
                    table {
                        thead {
                            tr {
                                th scope="col" { (words.text("column-part")) }
                                th scope="col" class="number" { (words.text("column-now")) }
                                th scope="col" class="number" { (words.text("column-before")) }
                                th scope="col" class="number" { (words.text("column-change")) }
                            }
                        }
                        tbody {
                            @for (indicator, now, before) in &report.others {
                                @let difference = before.and_then(Amount::known).zip(now.known()).and_then(|(before, now)| change(before, now, lang));
                                tr {
                                    th scope="row" { bdi { (indicator.title.get(lang.code())) } }
                                    td class="number" { bdi { (now.cell(lang)) } }
                                    td class="number" { bdi { (before.map(|before| before.cell(lang)).unwrap_or_default()) } }
                                    td class="number change" { bdi dir="ltr" { (difference.unwrap_or_default()) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Which places the figures are of, and who they rest on.
fn coverage(report: &Report, words: &Catalogue, lang: Lang) -> Markup {
    let places = report.places;
    let rows = [
        ("places-covered", places.covered),
        ("places-nobody-there", places.nobody_there),
        ("places-not-reached", places.not_reached),
        ("places-closed", places.closed),
        ("places-silent", places.silent),
    ];
    let scores = report
        .reliability
        .iter()
        .map(|(score, places)| ((*score).to_owned(), *places));
    html! {
        section aria-labelledby="coverage" {
            h2 id="coverage" { (words.text("heading-coverage")) }
            div class="side-by-side" {
                (tally(&words.text("column-places"), rows.map(|(key, places)| (key.to_owned(), places)), words, lang))
                @if !report.reliability.is_empty() {
                    (tally(&words.text("heading-reliability"), scores, words, lang))
                }
            }
            p class="small" { (words.text("coverage-note")) }
            @if !report.reliability.is_empty() {
                p class="small" { (words.text("reliability-note")) }
            }
        }
    }
}

fn tally(
    caption: &str,
    rows: impl IntoIterator<Item = (String, u64)>,
    words: &Catalogue,
    lang: Lang,
) -> Markup {
    html! {
        table {
            caption { (caption) }
            tbody {
                @for (key, places) in rows {
                    tr {
                        th scope="row" { (words.text(&key)) }
                        td class="number" { (count(whole(places), lang)) }
                    }
                }
            }
        }
    }
}
