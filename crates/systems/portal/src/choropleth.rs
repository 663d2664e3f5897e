//! Maps of areas coloured by value.

use maud::{Markup, html};

use crate::classes::Classes;
use crate::legend::legend;
use crate::{Amount, Lang};

/// Areas smaller than this in both directions, in pixels, get a ring that can be seen and touched.
const TINY: f64 = 4.0;
/// Radius of that ring in pixels: a target of 28 × 28 (WCAG 2.2, 2.5.8 asks 24).
const RING: f64 = 14.0;

/// One area as it stands on a map.
pub(crate) struct MapArea {
    /// `d` of its path; empty for an area that is only a position.
    pub(crate) path: String,
    /// Its middle, in units of the map.
    pub(crate) centre: (f64, f64),
    /// Width and height, in units of the map.
    pub(crate) extent: (f64, f64),
    /// Its value.
    pub(crate) amount: Amount,
    /// Name and value in words.
    pub(crate) title: String,
    /// Where it leads, if anywhere.
    pub(crate) href: Option<String>,
}

/// A whole map.
pub(crate) struct Choropleth<'a> {
    /// Prefix of the ids in the SVG, unlike any other on the page.
    pub(crate) id: &'a str,
    /// Width and height in units of the map.
    pub(crate) size: (f64, f64),
    /// Units of the map in one pixel at full size.
    pub(crate) scale: f64,
    /// What the map shows, for its label.
    pub(crate) label: &'a str,
    /// The areas, largest first so that small ones lie on top.
    pub(crate) areas: &'a [MapArea],
}

impl Choropleth<'_> {
    /// The classes of the values that may be shown.
    pub(crate) fn classes(&self) -> Classes {
        Classes::quantiles(self.areas.iter().filter_map(|area| area.amount.known()))
    }

    /// Map and legend.
    pub(crate) fn render(&self, lang: Lang) -> Markup {
        let classes = self.classes();
        let shapes = format!("{}-shapes", self.id);
        let has = |wanted: Amount| self.areas.iter().any(|area| area.amount == wanted);
        html! {
            svg class="map" viewBox=(format!("0 0 {:.0} {:.0}", self.size.0, self.size.1)) role="group"
                aria-label=(self.label) {
                defs {
                    (pattern(&self.pattern_id(Amount::Unknown), "none", self.scale))
                    (pattern(&self.pattern_id(Amount::Suppressed), "hidden", self.scale))
                    g id=(shapes) {
                        @for (index, area) in self.areas.iter().enumerate() {
                            @if !area.path.is_empty() {
                                path id=(self.shape_id(index)) d=(area.path) {}
                            }
                        }
                    }
                }
                // The outline shows outside only: fills and white borders are drawn over its inner half.
                use href=(format!("#{shapes}")) class="map-outline" stroke-width=(2.4 * self.scale) {}
                @for (index, area) in self.areas.iter().enumerate() {
                    (linked(area, &self.fill(index, area, &classes)))
                }
                use href=(format!("#{shapes}")) class="map-border" stroke-width=(0.9 * self.scale) {}
                @for area in self.areas.iter().filter(|area| self.is_tiny(area)) {
                    (linked(area, &self.ring(area, &classes)))
                }
            }
            (legend(self.id, &classes, has(Amount::Suppressed), has(Amount::Unknown), lang))
        }
    }

    /// Small, and worth finding: a ring around each small place without data would only cover the map.
    fn is_tiny(&self, area: &MapArea) -> bool {
        if area.amount == Amount::Unknown && area.href.is_none() {
            return false;
        }
        let least = TINY * self.scale;
        area.extent.0 < least && area.extent.1 < least
    }

    fn shape_id(&self, index: usize) -> String {
        format!("{}-{index}", self.id)
    }

    fn pattern_id(&self, amount: Amount) -> String {
        let kind = if amount == Amount::Suppressed {
            "hidden"
        } else {
            "none"
        };
        format!("{}-{kind}", self.id)
    }

    fn fill(&self, index: usize, area: &MapArea, classes: &Classes) -> Markup {
        let shape = format!("#{}", self.shape_id(index));
        html! {
            @if !area.path.is_empty() {
                @match area.amount {
                    Amount::Known(value) => { use href=(shape) class=(colour(value, classes)) {} },
                    hidden => { use href=(shape) fill=(format!("url(#{})", self.pattern_id(hidden))) {} },
                }
            }
        }
    }

    fn ring(&self, area: &MapArea, classes: &Classes) -> Markup {
        let (x, y) = (
            format!("{:.0}", area.centre.0),
            format!("{:.0}", area.centre.1),
        );
        let radius = format!("{:.0}", RING * self.scale);
        let line = 2.0 * self.scale;
        html! {
            @match area.amount {
                Amount::Known(value) => { circle class=(format!("ring {}", colour(value, classes))) cx=(x) cy=(y) r=(radius) stroke-width=(line) {} },
                hidden => { circle class="ring" fill=(format!("url(#{})", self.pattern_id(hidden))) cx=(x) cy=(y) r=(radius) stroke-width=(line) {} },
            }
        }
    }
}

/// The class attribute of a value's colour.
pub(crate) fn colour(value: f64, classes: &Classes) -> String {
    format!("q{}", classes.colour(classes.of(value)))
}

/// A shape with its name, as a link where it leads on. The links are left out of the tab order: the table beside
/// the map has the same ones, and sixty stops before it would be a burden.
fn linked(area: &MapArea, shape: &Markup) -> Markup {
    html! {
        @match &area.href {
            Some(href) => { a href=(href) tabindex="-1" { title { (area.title) } (shape) } },
            None => { g { title { (area.title) } (shape) } },
        }
    }
}

/// Hatching, told apart by direction: no data rises, hidden falls.
pub(crate) fn pattern(id: &str, kind: &str, scale: f64) -> Markup {
    let side = 8.0 * scale;
    let turned = if kind == "hidden" {
        "rotate(-45)"
    } else {
        "rotate(45)"
    };
    html! {
        pattern id=(id) class=(format!("hatch-{kind}")) width=(side) height=(side)
            patternUnits="userSpaceOnUse" patternTransform=(turned) {
            rect class="hatch-ground" width=(side) height=(side) {}
            rect class="hatch-line" width=(side / 2.6) height=(side) {}
        }
    }
}
