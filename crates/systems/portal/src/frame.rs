//! What is around every page: head, skip link, navigation, language switch, foot.

use maud::{DOCTYPE, Markup, html};
use vocab::LangText;

use crate::text::without_isolates;
use crate::{Arg, Catalogue, Lang};

/// The one stylesheet of all pages, to be served at [`STYLESHEET_PATH`].
pub const STYLESHEET: &str = include_str!("portal.css");
/// Where pages look for the stylesheet.
pub const STYLESHEET_PATH: &str = "/assets/portal.css";

/// Who publishes; the same on every page of an installation.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// The name of the site, e.g. "Displacement in Demo".
    pub name: LangText,
    /// Who answers for the figures.
    pub publisher: LangText,
    /// A notice above every page, e.g. that the figures are made up for a demonstration.
    pub notice: Option<LangText>,
    /// Address or e-mail link for questions, e.g. `mailto:…`.
    pub contact: Option<String>,
    /// Whether the installation has a map of the world, at `/{lang}/world`.
    pub has_world: bool,
    /// Whether incidents of missing migrants are published, at `/{lang}/missing-migrants`.
    pub has_missing: bool,
    /// Whether flow monitoring is published, at `/{lang}/flows`.
    pub has_flows: bool,
    /// Whether displacement events are published, at `/{lang}/events`.
    pub has_events: bool,
    /// Whether a release about trafficked persons is published, at `/{lang}/trafficking`.
    pub has_trafficking: bool,
    /// Whether crossings of the border are published, at `/{lang}/border`.
    pub has_border: bool,
    /// Address of the workspace of the staff, where it is to be linked.
    pub workspace: Option<String>,
}

/// What differs from page to page in the frame.
pub(crate) struct Frame<'a> {
    pub(crate) site: &'a Site,
    pub(crate) lang: Lang,
    /// Title without the site's name.
    pub(crate) title: &'a str,
    /// One sentence for search results and previews; may be empty.
    pub(crate) description: &'a str,
    /// The address after the language, e.g. `/displacement/x?level=1`; empty for home.
    pub(crate) path: &'a str,
}

impl Frame<'_> {
    /// The whole document around `body`.
    pub(crate) fn around(&self, body: &Markup) -> String {
        let words = Catalogue::of(self.lang);
        let site_name = self.site.name.get(self.lang.code());
        let title = words.plain(
            "page-title",
            &[
                ("title", Arg::Text(self.title)),
                ("site", Arg::Text(site_name)),
            ],
        );
        let document = html! {
            (DOCTYPE)
            html lang=(self.lang.code()) dir=(self.lang.direction()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="format-detection" content="telephone=no";
                    title { (title) }
                    @if !self.description.is_empty() {
                        meta name="description" content=(without_isolates(self.description));
                    }
                    link rel="stylesheet" href=(STYLESHEET_PATH);
                    link rel="canonical" href=(self.address(self.lang));
                    @for other in Lang::ALL {
                        link rel="alternate" hreflang=(other.code()) href=(self.address(other));
                    }
                }
                body {
                    a class="skip" href="#content" { (words.text("skip-to-content")) }
                    (self.header(words, site_name))
                    main id="content" tabindex="-1" { (body) }
                    (self.footer(words))
                }
            }
        };
        document.into_string()
    }

    fn address(&self, lang: Lang) -> String {
        format!("/{}{}", lang.code(), self.path)
    }

    fn header(&self, words: &Catalogue, site_name: &str) -> Markup {
        html! {
            header class="site" {
                @if let Some(notice) = &self.site.notice {
                    p class="notice" { (notice.get(self.lang.code())) }
                }
                div class="wrap" {
                    a class="brand" href=(format!("/{}", self.lang.code())) { bdi { (site_name) } }
                    nav class="main-nav" aria-label=(words.text("nav-main")) {
                        ul {
                            li { a href=(format!("/{}", self.lang.code())) aria-current=[self.path.is_empty().then_some("page")] { (words.text("nav-home")) } }
                            @if self.site.has_world {
                                li { a href=(format!("/{}/world", self.lang.code())) aria-current=[self.path.starts_with("/world").then_some("page")] { (words.text("nav-world")) } }
                            }
                            @if self.site.has_missing {
                                li { a href=(format!("/{}/missing-migrants", self.lang.code())) aria-current=[self.path.starts_with("/missing-migrants").then_some("page")] { (words.text("nav-missing")) } }
                            }
                            @for (has, path, key) in [(self.site.has_flows, "/flows", "nav-flows"), (self.site.has_events, "/events", "nav-events"), (self.site.has_trafficking, "/trafficking", "nav-trafficking"), (self.site.has_border, "/border", "nav-border")] {
                                @if has {
                                    li { a href=(format!("/{}{path}", self.lang.code())) aria-current=[self.path.starts_with(path).then_some("page")] { (words.text(key)) } }
                                }
                            }
                            @if let Some(workspace) = &self.site.workspace {
                                li { a href=(workspace) { (words.text("nav-workspace")) } }
                            }
                        }
                    }
                    nav class="languages" aria-label=(words.text("nav-languages")) {
                        ul {
                            @for other in Lang::ALL {
                                li {
                                    a href=(self.address(other)) lang=(other.code()) hreflang=(other.code())
                                        aria-current=[(other == self.lang).then_some("true")] { (other.autonym()) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn footer(&self, words: &Catalogue) -> Markup {
        html! {
            footer class="site" {
                div class="wrap" {
                    p class="publisher" { bdi { (self.site.publisher.get(self.lang.code())) } }
                    @if let Some(contact) = &self.site.contact {
                        p { a href=(contact) { (words.text("contact")) } }
                    }
                }
            }
        }
    }
}
