//! The first page: one figure whole, the others as headlines.

use maud::{Markup, html};

use crate::figure::{Figure, Headline};
use crate::frame::Frame;
use crate::number::date;
use crate::sections::{areas, breakdowns, downloads, headline, meaning, series, summary};
use crate::{Address, Arg, Catalogue, Lang, Site};

/// What the first page shows.
#[derive(Debug, Clone, Default)]
pub struct Home<'a> {
    /// The main figure of the latest published round; none while nothing has been published.
    pub figure: Option<Figure<'a>>,
    /// Further figures, each with a page of its own.
    pub headlines: Vec<Headline>,
}

/// The whole page.
pub fn home_page(site: &Site, lang: Lang, home: &Home) -> String {
    let words = Catalogue::of(lang);
    let description = home
        .figure
        .as_ref()
        .map(|figure| summary(figure, lang))
        .unwrap_or_default();
    let frame = Frame {
        site,
        lang,
        title: &words.text("home-title"),
        description: &description,
        path: "",
    };
    frame.around(&html! {
        @match &home.figure {
            Some(figure) => { (published(site, figure, &home.headlines, lang)) },
            None => {
                div class="wrap" {
                    h1 { bdi { (site.name.get(lang.code())) } }
                    p class="lead" { (words.text("home-empty")) }
                }
            },
        }
    })
}

fn published(site: &Site, figure: &Figure, headlines: &[Headline], lang: Lang) -> Markup {
    let words = Catalogue::of(lang);
    html! {
        div class="band first" {
            div class="wrap" {
                h1 { bdi { (site.name.get(lang.code())) } }
                p class="kicker" { bdi { (figure.indicator.title.get(lang.code())) } }
                (headline(figure, lang))
                p class="more" {
                    a class="button" href=(figure.address().page(lang)) { (words.text("home-more")) }
                    a href="#data" { (words.text("home-data")) }
                }
            }
        }
        div class="wrap" {
            (tiles(headlines, words, lang))
            (areas(figure, lang))
            (series(figure, lang))
            (breakdowns(figure, lang))
            (downloads(site, figure, lang))
            (meaning(figure, lang))
        }
    }
}

fn tiles(headlines: &[Headline], words: &Catalogue, lang: Lang) -> Markup {
    html! {
        @if !headlines.is_empty() {
            section aria-labelledby="more" {
                h2 id="more" { (words.text("heading-headlines")) }
                ul class="tiles" {
                    @for headline in headlines {
                        @let address = Address { indicator: headline.indicator.id.clone(), ..Address::default() };
                        @let day = date(&headline.until, lang);
                        li {
                            a href=(address.page(lang)) { bdi { (headline.indicator.title.get(lang.code())) } }
                            p class="tile-value" { bdi { (headline.amount.cell(lang)) } }
                            p class="small" { (words.with("as-of", &[("date", Arg::Text(&day))])) }
                        }
                    }
                }
            }
        }
    }
}
