//! The key of a map.

use maud::{Markup, html};

use crate::choropleth::pattern;
use crate::classes::Classes;
use crate::number::count;
use crate::{Catalogue, Lang};

/// Swatches with the range of each class, and the hatchings that the map uses.
pub(crate) fn legend(id: &str, classes: &Classes, hidden: bool, none: bool, lang: Lang) -> Markup {
    let words = Catalogue::of(lang);
    html! {
        ul class="legend" aria-label=(words.text("legend-label")) {
            @for (index, (least, greatest)) in classes.ranges().iter().enumerate() {
                li {
                    svg class="swatch" width="28" height="16" aria-hidden="true" {
                        rect class=(format!("q{}", classes.colour(index + 1))) width="28" height="16" {}
                    }
                    bdi { (range(*least, *greatest, lang)) }
                }
            }
            @if hidden { (hatched(id, "hidden", &words.text("legend-suppressed"))) }
            @if none { (hatched(id, "none", &words.text("legend-unknown"))) }
        }
    }
}

fn range(least: f64, greatest: f64, lang: Lang) -> String {
    let (least, greatest) = (count(least, lang), count(greatest, lang));
    if least == greatest {
        least
    } else {
        format!("{least}–{greatest}")
    }
}

fn hatched(id: &str, kind: &str, text: &str) -> Markup {
    let pattern_id = format!("{id}-key-{kind}");
    html! {
        li {
            svg class="swatch" width="28" height="16" aria-hidden="true" {
                defs { (pattern(&pattern_id, kind, 1.0)) }
                rect fill=(format!("url(#{pattern_id})")) width="28" height="16" {}
            }
            (text)
        }
    }
}
