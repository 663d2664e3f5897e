//! The explorer of a released file: the published counts with what the noise leaves open, the synthetic records beside them.

use maud::{Markup, html};
use vocab::LangText;

use crate::address::encoded;
use crate::bar_chart::bar;
use crate::choropleth::Choropleth;
use crate::frame::Frame;
use crate::number::{count, date, percent};
use crate::release::{Guarantee, ReleaseLine, ReleaseShown};
use crate::world_page::{WorldShapes, country_areas};
use crate::{Arg, Catalogue, Lang, Site, Unit};

/// Where the pages stand.
const PATH: &str = "/trafficking";

/// Values up to which a list is short.
const SHORT: usize = 12;

/// The files of a release: what is after its id, the word that names it, and what it is.
const FILES: [(&str, &str, &str); 5] = [
    (".csv", "release-file-csv", "release-file-csv-note"),
    (
        ".parquet",
        "release-file-parquet",
        "release-file-parquet-note",
    ),
    (
        "-dictionary.csv",
        "release-file-dictionary",
        "release-file-dictionary-note",
    ),
    (
        "-counts.csv",
        "release-file-counts",
        "release-file-counts-note",
    ),
    (
        "-recipe.toml",
        "release-file-recipe",
        "release-file-recipe-note",
    ),
];

/// The explorer. `outlines` are the countries of the world, where the build has them.
pub fn release_page(
    site: &Site,
    lang: Lang,
    shown: &ReleaseShown,
    outlines: Option<WorldShapes>,
) -> String {
    let words = Catalogue::of(lang);
    let title = words.text("trafficking-title");
    let path = format!("{PATH}{}", query(shown));
    let lead = lead(shown, words, lang);
    let frame = Frame {
        site,
        lang,
        title: &title,
        description: &lead,
        path: &path,
    };
    frame.around(&html! {
        div class="wrap" {
            h1 { (title) }
            p class="lead" { (lead) }
            p { (words.text("trafficking-nobody")) " "
                a href=(format!("/{}{PATH}/reading", lang.code())) { (words.text("trafficking-reading-link")) }
            }
            (controls(shown, words, lang))
            @if shown.not_covered {
                p class="notice" role="status" { (words.text("release-not-covered")) }
            }
        }
        div class="wrap" {
            (map(shown, outlines, words, lang))
            (table(shown, words, lang))
            (files(site, shown, words, lang))
            (promise(shown, words, lang))
        }
    })
}

/// The page of an installation that has published nothing yet.
pub fn release_empty_page(site: &Site, lang: Lang) -> String {
    let words = Catalogue::of(lang);
    let title = words.text("trafficking-title");
    let frame = Frame {
        site,
        lang,
        title: &title,
        description: "",
        path: PATH,
    };
    frame.around(&html! {
        div class="wrap" { h1 { (title) } p class="lead" { (words.text("trafficking-empty")) } }
    })
}

fn query(shown: &ReleaseShown) -> String {
    let mut query = format!("?by={}", encoded(&shown.columns[shown.by].0));
    if let Some((only, _)) = &shown.only {
        query.push_str(&format!("&only={}", encoded(only)));
    }
    query
}

#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of records are far below 2^52"
)]
fn many(number: u64, lang: Lang) -> String {
    count(number as f64, lang)
}

fn lead(shown: &ReleaseShown, words: &Catalogue, lang: Lang) -> String {
    words.with(
        "trafficking-lead",
        &[
            ("records", Arg::Text(&many(shown.records, lang))),
            ("date", Arg::Text(&date(&shown.since, lang))),
        ],
    )
}

/// A plain form that asks for another address; it offers what the release covers and nothing else.
fn controls(shown: &ReleaseShown, words: &Catalogue, lang: Lang) -> Markup {
    let only = shown.only.as_ref().map(|(only, _)| only.as_str());
    html! {
        form class="controls" method="get" action=(format!("/{}{PATH}", lang.code())) {
            p {
                label for="by" { (words.text("release-by")) }
                select id="by" name="by" {
                    @for (at, (name, title)) in shown.columns.iter().enumerate() {
                        option value=(name) selected[at == shown.by] { (title.get(lang.code())) }
                    }
                }
            }
            p {
                label for="only" { (words.text("release-only")) }
                select id="only" name="only" {
                    option value="" { (words.text("release-everybody")) }
                    @for group in &shown.narrowing {
                        optgroup label=(group.title.get(lang.code())) {
                            @for (token, title) in &group.values {
                                option value=(token) selected[only == Some(token.as_str())] { (named(title, words, lang)) }
                            }
                        }
                    }
                }
            }
            button type="submit" { (words.text("choose-show")) }
        }
    }
}

fn named(title: &LangText, words: &Catalogue, lang: Lang) -> String {
    if title.is_empty() {
        words.text("release-not-reported")
    } else {
        title.get(lang.code()).to_owned()
    }
}

fn heading(shown: &ReleaseShown, words: &Catalogue, lang: Lang) -> String {
    let by = shown.columns[shown.by].1.get(lang.code());
    match &shown.only {
        None => by.to_owned(),
        Some((_, only)) => words.with(
            "release-heading-only",
            &[
                ("by", Arg::Text(by)),
                ("only", Arg::Text(&named(only, words, lang))),
            ],
        ),
    }
}

fn map(
    shown: &ReleaseShown,
    outlines: Option<WorldShapes>,
    words: &Catalogue,
    lang: Lang,
) -> Markup {
    let Some(shapes) = outlines.filter(|_| !shown.countries.is_empty()) else {
        return html! {};
    };
    let label = heading(shown, words, lang);
    let values: Vec<_> = shown
        .countries
        .iter()
        .map(|(code, amount)| (code.clone(), *amount, None))
        .collect();
    let areas = country_areas(&values, Unit::People, shapes, lang);
    let map = Choropleth {
        id: "release",
        size: shapes.size,
        scale: shapes.scale,
        label: &label,
        areas: &areas,
    };
    html! {
        figure class="map-figure" aria-labelledby="map-caption" {
            (map.render(lang))
            figcaption {
                span id="map-caption" { (label) }
                p class="small" { (words.text("release-map-note")) " " (words.text("boundary-disclaimer")) }
            }
        }
    }
}

fn table(shown: &ReleaseShown, words: &Catalogue, lang: Lang) -> Markup {
    let greatest = shown
        .lines
        .iter()
        .map(|line| line.aggregate.map_or(0.0, |(_, _, high)| high))
        .fold(0.0, f64::max);
    let reported: f64 = shown
        .lines
        .iter()
        .filter(|line| !line.label.is_empty())
        .filter_map(|line| line.aggregate.map(|(count, ..)| count))
        .sum();
    // What is not reported stands last; the rest by size, what is hidden after it.
    let mut lines: Vec<&ReleaseLine> = shown.lines.iter().collect();
    lines.sort_by(|one, other| {
        let key = |line: &ReleaseLine| line.aggregate.map_or(-1.0, |(count, ..)| count);
        (one.label.is_empty())
            .cmp(&other.label.is_empty())
            .then(key(other).total_cmp(&key(one)))
    });
    // Of a short list every value is told; of a long one those that are hidden are only counted.
    let is_short = lines.len() <= SHORT;
    let (told, hidden): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .partition(|line| line.aggregate.is_some() || is_short);
    html! {
        section aria-labelledby="table" {
            h2 id="table" { (heading(shown, words, lang)) }
            div class="scroll" role="region" tabindex="0" aria-labelledby="table" {
                table {
                    caption { (words.text("release-table-note")) }
                    thead { tr {
                        th scope="col" { (shown.columns[shown.by].1.get(lang.code())) }
                        th scope="col" { span class="unseen" { (words.text("column-bar")) } }
                        th scope="col" class="number" { (words.text("release-aggregate")) }
                        th scope="col" class="number" { (words.text("release-interval")) }
                        th scope="col" class="number" { (words.text("column-share")) }
                        th scope="col" class="number" { (words.text("release-synthetic")) }
                    } }
                    tbody {
                        @for line in told { (row(line, greatest, reported, words, lang)) }
                    }
                }
            }
            @if !hidden.is_empty() {
                p class="small" {
                    (words.with("release-hidden", &[
                        ("values", Arg::Text(&many(hidden.len() as u64, lang))),
                        ("under", Arg::Text(&count(hidden[0].under, lang))),
                    ]))
                }
            }
        }
    }
}

fn row(line: &ReleaseLine, greatest: f64, reported: f64, words: &Catalogue, lang: Lang) -> Markup {
    let is_value = !line.label.is_empty();
    html! {
        tr {
            th scope="row" { bdi { (named(&line.label, words, lang)) } }
            td class="bar-cell" { (bar(line.aggregate.map(|(count, ..)| count), greatest)) }
            @match line.aggregate {
                Some((value, low, high)) => {
                    td class="number" { bdi { (count(value, lang)) } }
                    td class="number" { bdi { (count(low, lang)) "–" (count(high, lang)) } }
                    td class="number share" { @if is_value && reported > 0.0 { bdi { (percent(value / reported, lang)) } } }
                },
                None => {
                    td class="number" colspan="3" { (words.with("release-under", &[("under", Arg::Text(&count(line.under, lang)))])) }
                },
            }
            td class="number" { bdi { (many(line.records, lang)) } }
        }
    }
}

fn files(site: &Site, shown: &ReleaseShown, words: &Catalogue, lang: Lang) -> Markup {
    let lasting = format!("/{}{PATH}/{}", lang.code(), encoded(&shown.release_id));
    let publisher = site.publisher.get(lang.code());
    html! {
        section aria-labelledby="data" {
            h2 id="data" { (words.text("heading-downloads")) }
            ul class="downloads" {
                @for (ending, name, note) in FILES {
                    li { a href=(format!("{lasting}{ending}")) { (words.text(name)) } span { (words.text(note)) } }
                }
            }
            dl class="cite" {
                dt { (words.text("cite")) }
                dd { (words.with("trafficking-cite", &[
                    ("publisher", Arg::Text(publisher)),
                    ("release", Arg::Text(&shown.release_id)),
                    ("date", Arg::Text(&date(&shown.since, lang))),
                ])) }
                dt { (words.text("address")) }
                dd { code dir="ltr" { (lasting) ".csv" } }
                dt { (words.text("release-api")) }
                dd { code dir="ltr" { "/api/v1/published/trafficking_cases" } }
                dt { (words.text("licence")) }
                dd { bdi { (shown.licence.get(lang.code())) } }
            }
        }
    }
}

fn promise(shown: &ReleaseShown, words: &Catalogue, lang: Lang) -> Markup {
    html! {
        section class="meaning" aria-labelledby="meaning" {
            div {
                h2 id="meaning" { (words.text("heading-meaning")) }
                dl {
                    dt { (words.text("release-promise")) }
                    dd { (guarantee(shown.guarantee, words, lang)) }
                    dt { (words.text("release-purpose")) }
                    dd { bdi { (shown.purpose) } }
                    dt { (words.text("release-two-columns")) }
                    dd { (words.text("release-two-columns-text")) }
                }
                p { a href=(format!("/{}{PATH}/method", lang.code())) { (words.text("trafficking-method-link")) } }
            }
            aside class="limits" aria-labelledby="limits" {
                h2 id="limits" { (words.text("heading-limits")) }
                ul {
                    @for key in ["trafficking-limit-found", "trafficking-limit-blank", "trafficking-limit-absence", "trafficking-limit-person", "trafficking-limit-place"] {
                        li { (words.text(key)) }
                    }
                }
            }
        }
    }
}

fn guarantee(guarantee: Guarantee, words: &Catalogue, lang: Lang) -> String {
    match guarantee {
        Guarantee::Private { epsilon, delta } => {
            let sure = epsilon.exp() / (1.0 + epsilon.exp());
            words.with(
                "release-promise-private",
                &[
                    ("epsilon", Arg::Text(&epsilon.to_string())),
                    ("delta", Arg::Text(&format!("{delta:e}"))),
                    ("sure", Arg::Text(&percent(sure, lang))),
                ],
            )
        }
        Guarantee::Shared(k) => words.with(
            "release-promise-shared",
            &[("k", Arg::Text(&k.to_string()))],
        ),
    }
}

/// A page of words about the released file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReleaseText {
    /// How it is made.
    Method,
    /// What may and may not be concluded, for readers who are no statisticians.
    Reading,
}

impl ReleaseText {
    /// The page of an address.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "method" => Some(Self::Method),
            "reading" => Some(Self::Reading),
            _ => None,
        }
    }
}

/// A page of words.
pub fn release_text_page(site: &Site, lang: Lang, which: ReleaseText) -> String {
    let words = Catalogue::of(lang);
    let (word, title) = match which {
        ReleaseText::Method => ("method", "trafficking-method-title"),
        ReleaseText::Reading => ("reading", "trafficking-reading-title"),
    };
    let title = words.text(title);
    let frame = Frame {
        site,
        lang,
        title: &title,
        description: &title,
        path: &format!("{PATH}/{word}"),
    };
    frame.around(&html! {
        div class="wrap" {
            h1 { (title) }
            @match which {
                ReleaseText::Method => {
                    ol {
                        @for number in 1..=7 { li { (words.text(&format!("trafficking-method-{number}"))) } }
                    }
                },
                ReleaseText::Reading => {
                    p class="lead" { (words.text("trafficking-reading-lead")) }
                    h2 { (words.text("trafficking-may")) }
                    ul { @for number in 1..=4 { li { (words.text(&format!("trafficking-may-{number}"))) } } }
                    h2 { (words.text("trafficking-may-not")) }
                    ul { @for number in 1..=7 { li { (words.text(&format!("trafficking-may-not-{number}"))) } } }
                },
            }
            p { a href=(format!("/{}{PATH}", lang.code())) { (words.text("trafficking-title")) } }
        }
    })
}
