//! Pages for what could not be shown.

use maud::html;

use crate::frame::Frame;
use crate::{Arg, Catalogue, Lang, Site};

/// Why there is no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault<'a> {
    /// Nothing stands at this address.
    NotFound,
    /// The figure is not published for what was asked.
    NotPublished,
    /// Something failed here; the id is in the log.
    Internal {
        /// The id to give when asking for help.
        id: &'a str,
    },
}

/// The whole page. `path` is the address asked for without its language, so that the language switch leads to
/// the same; it may be empty.
pub fn fault_page(site: &Site, lang: Lang, fault: Fault, path: &str) -> String {
    let words = Catalogue::of(lang);
    let (heading, text) = match fault {
        Fault::NotFound => ("not-found-heading", words.text("not-found-text")),
        Fault::NotPublished => ("not-published-heading", words.text("not-published-text")),
        Fault::Internal { id } => (
            "internal-heading",
            words.with("internal-text", &[("id", Arg::Text(id))]),
        ),
    };
    let heading = words.text(heading);
    let frame = Frame {
        site,
        lang,
        title: &heading,
        description: "",
        path,
    };
    frame.around(&html! {
        div class="wrap fault" {
            h1 { (heading) }
            p class="lead" { (text) }
            p { a class="button" href=(format!("/{}", lang.code())) { (words.text("to-home")) } }
        }
    })
}
