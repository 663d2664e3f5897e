//! The page of one figure: an indicator in a round, by areas.

use maud::{Markup, html};
use vocab::LangText;

use crate::figure::{AreaName, Figure};
use crate::frame::Frame;
use crate::sections::{areas, breakdowns, downloads, headline, meaning, series, summary};
use crate::{Address, Arg, Catalogue, Lang, Site};

/// The whole page.
pub fn figure_page(site: &Site, lang: Lang, figure: &Figure) -> String {
    let words = Catalogue::of(lang);
    let title = words.plain(
        "figure-title",
        &[
            ("title", Arg::Text(figure.indicator.title.get(lang.code()))),
            ("area", Arg::Text(figure.whole(lang))),
        ],
    );
    let frame = Frame {
        site,
        lang,
        title: &title,
        description: &summary(figure, lang),
        path: &figure.address().path(),
    };
    frame.around(&html! {
        div class="wrap" {
            (trail(figure, words, lang))
            h1 { (title) }
            (indicators(figure, words, lang))
            (controls(figure, words, lang))
        }
        div class="band" { div class="wrap" { (headline(figure, lang)) } }
        div class="wrap" {
            (areas(figure, lang))
            (series(figure, lang))
            (breakdowns(figure, lang))
            (downloads(site, figure, lang))
            (meaning(figure, lang))
        }
    })
}

/// From the country to here.
fn trail(figure: &Figure, words: &Catalogue, lang: Lang) -> Markup {
    let depth = figure.trail.len();
    html! {
        nav class="trail" aria-label=(words.text("nav-trail")) {
            ol {
                li { a href=(format!("/{}", lang.code())) { (words.text("nav-home")) } }
                @for (index, area) in figure.trail.iter().enumerate() {
                    li {
                        @if index + 1 == depth {
                            span aria-current="page" { bdi { (area.name.get(lang.code())) } }
                        } @else {
                            a href=(upward(figure, index, area).page(lang)) { bdi { (area.name.get(lang.code())) } }
                        }
                    }
                }
            }
        }
    }
}

/// The address of an area further up in the trail, showing the areas one level below it.
fn upward(figure: &Figure, index: usize, area: &AreaName) -> Address {
    let steps = figure.trail.len() - 1 - index;
    let steps = u8::try_from(steps).unwrap_or(u8::MAX);
    Address {
        level: Some(figure.level.saturating_sub(steps).max(1)),
        area: (index > 0).then(|| area.code.clone()),
        ..figure.address()
    }
}

fn indicators(figure: &Figure, words: &Catalogue, lang: Lang) -> Markup {
    html! {
        @if figure.choices.indicators.len() > 1 {
            nav class="tabs" aria-label=(words.text("nav-indicators")) {
                ul {
                    @for (id, title) in &figure.choices.indicators {
                        @let address = Address { indicator: id.clone(), ..figure.address() };
                        li {
                            a href=(address.page(lang)) aria-current=[(*id == figure.indicator.id).then_some("page")] {
                                bdi { (title.get(lang.code())) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Round and level, as a plain form that asks for another address.
fn controls(figure: &Figure, words: &Catalogue, lang: Lang) -> Markup {
    let bare = Address {
        indicator: figure.indicator.id.clone(),
        ..Address::default()
    };
    let levels: Vec<(String, &LangText)> = figure
        .choices
        .levels
        .iter()
        .map(|(level, word)| (level.to_string(), word))
        .collect();
    let rounds: Vec<(String, &LangText)> = figure
        .choices
        .rounds
        .iter()
        .map(|(id, title)| (id.clone(), title))
        .collect();
    html! {
        @if levels.len() > 1 || rounds.len() > 1 {
            form class="controls" method="get" action=(bare.page(lang)) {
                (choice("round", &words.text("choose-round"), &rounds, &figure.round.id, lang))
                (choice("level", &words.text("choose-level"), &levels, &figure.level.to_string(), lang))
                @if let Some(area) = figure.address().area {
                    input type="hidden" name="area" value=(area);
                }
                button type="submit" { (words.text("choose-show")) }
            }
        }
    }
}

fn choice(
    name: &str,
    label: &str,
    options: &[(String, &LangText)],
    chosen: &str,
    lang: Lang,
) -> Markup {
    html! {
        @if !options.is_empty() {
            p {
                label for=(name) { (label) }
                select id=(name) name=(name) {
                    @for (value, text) in options {
                        option value=(value) selected[value == chosen] { (text.get(lang.code())) }
                    }
                }
            }
        }
    }
}
