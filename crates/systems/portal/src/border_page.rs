//! The page about crossings of the border: approved days of posts, small numbers held back.

use maud::html;
use vocab::{LangText, PartialDate};

use crate::frame::Frame;
use crate::number::date;
use crate::{Amount, Catalogue, Lang, Site};

/// An approved day of a post.
#[derive(Debug, Clone)]
pub struct BorderDay {
    /// The day.
    pub day: PartialDate,
    /// Name of the post.
    pub post: String,
    /// Entries.
    pub entries: Amount,
    /// Exits.
    pub exits: Amount,
    /// Refusals.
    pub refusals: Amount,
}

/// The whole page.
pub fn border_page(site: &Site, lang: Lang, days: &[BorderDay], licence: &LangText) -> String {
    let words = Catalogue::of(lang);
    let title = words.text("border-title");
    let frame = Frame {
        site,
        lang,
        title: &title,
        description: &words.text("border-what"),
        path: "/border",
    };
    frame.around(&html! {
        div class="wrap" {
            h1 { (title) }
            p class="lead" { (words.text("border-what")) }
            @if days.is_empty() {
                p { (words.text("border-empty")) }
            } @else {
                section aria-labelledby="list" {
                    h2 id="list" { (words.text("border-days")) }
                    div class="scroll" role="group" tabindex="0" aria-labelledby="list" {
                        table {
                            thead { tr {
                                th scope="col" { (words.text("column-date")) }
                                th scope="col" { (words.text("border-post")) }
                                th scope="col" class="number" { (words.text("border-entries")) }
                                th scope="col" class="number" { (words.text("border-exits")) }
                                th scope="col" class="number" { (words.text("border-refusals")) }
                            } }
                            tbody { @for day in days { tr {
                                th scope="row" { (date(&day.day, lang)) }
                                td { bdi { (day.post) } }
                                td class="number" { bdi { (day.entries.cell(lang)) } }
                                td class="number" { bdi { (day.exits.cell(lang)) } }
                                td class="number" { bdi { (day.refusals.cell(lang)) } }
                            } } }
                        }
                    }
                    dl class="cite" { dt { (words.text("licence")) } dd { bdi { (licence.get(lang.code())) } } }
                }
            }
        }
    })
}
