//! A map of incidents: the size of a mark says how many people, its outline how exactly the place is known.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::missing::{Mark, MarkPrecision};
use crate::number::count;
use crate::world_page::WorldShapes;
use crate::{Arg, Catalogue, Lang};

/// Width of the map at full size, in pixels.
const PIXELS: f64 = 960.0;
/// Marks at the most, so that the page stays small; nearer ones are drawn as one.
const MOST_MARKS: usize = 600;
/// Radius of the smallest mark in pixels; an area is never drawn as small as a point.
const LEAST: f64 = 2.5;
const LEAST_AREA: f64 = 6.0;
/// Radius of the greatest mark in pixels.
const GREATEST: f64 = 26.0;
/// Degrees around the outermost marks.
const MARGIN: f64 = 4.0;
/// Degrees from west to east that a map shows at the least: below it no outline helps.
const NARROWEST: f64 = 40.0;

/// Width over height at the least: a tall map pushes its own tables off the screen.
const ASPECT: f64 = 1.6;

/// Several incidents of one precision that lie as good as together.
struct Group<'a> {
    x: f64,
    y: f64,
    people: i64,
    incidents: u64,
    unknown: u64,
    label: &'a str,
}

/// The part of the world that is shown, in units of the outlines: an equirectangular plane with 0, 0 at 180° west and
/// 90° north.
struct View {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    /// Units in one degree.
    degree: f64,
}

impl View {
    fn around(marks: &[Mark], world: (f64, f64)) -> Option<Self> {
        let degree = world.0 / 360.0;
        let span = |of: fn(&Mark) -> f64| {
            marks
                .iter()
                .map(of)
                .fold(None, |found: Option<(f64, f64)>, value| {
                    let (least, most) = found.unwrap_or((value, value));
                    Some((least.min(value), most.max(value)))
                })
        };
        let (west, east) = span(|mark| mark.lon)?;
        let (south, north) = span(|mark| mark.lat)?;
        let height = (north - south + 2.0 * MARGIN).clamp(NARROWEST / ASPECT, 180.0);
        let width = (east - west + 2.0 * MARGIN)
            .max(NARROWEST)
            .max(height * ASPECT)
            .min(360.0);
        let middle = (f64::midpoint(west, east), f64::midpoint(south, north));
        let left = (middle.0 - width / 2.0).clamp(-180.0, 180.0 - width);
        let top = (middle.1 + height / 2.0).clamp(height - 90.0, 90.0);
        Some(Self {
            left: (left + 180.0) * degree,
            top: (90.0 - top) * degree,
            width: width * degree,
            height: height * degree,
            degree,
        })
    }

    fn place(&self, mark: &Mark) -> (f64, f64) {
        (
            (mark.lon + 180.0) * self.degree,
            (90.0 - mark.lat) * self.degree,
        )
    }

    /// Units in one pixel at full size.
    fn scale(&self) -> f64 {
        self.width / PIXELS
    }
}

/// Map and legend; nothing when no incident has a point. `outlines` are those of the world's countries, or none.
pub(crate) fn incident_map(
    label: &str,
    marks: &[Mark],
    outlines: Option<WorldShapes>,
    lang: Lang,
) -> Markup {
    let size = outlines.map_or((960.0, 480.0), |outlines| outlines.size);
    let Some(view) = View::around(marks, size) else {
        return html! {};
    };
    let scale = view.scale();
    let groups = grouped(marks, &view);
    let greatest = groups
        .values()
        .flatten()
        .map(|group| group.people)
        .max()
        .unwrap_or(1);
    html! {
        svg class="map incidents" role="img" aria-label=(label)
            viewBox=(format!("{:.1} {:.1} {:.1} {:.1}", view.left, view.top, view.width, view.height)) {
            @match outlines {
                Some(outlines) => {
                    g class="land" stroke-width=(short(0.6 * scale)) {
                        @for (_, path) in outlines.shapes.iter().filter(|(_, path)| seen(path, &view)) {
                            path d=(path) {}
                        }
                    }
                },
                None => { (graticule(&view)) },
            }
            @for precision in MarkPrecision::ALL {
                @if let Some(groups) = groups.get(&precision) {
                    g class=(class(precision)) stroke-width=(short(1.4 * scale)) stroke-dasharray=[dashes(precision, scale)] {
                        @for group in groups {
                            circle cx=(short(group.x)) cy=(short(group.y)) r=(short(radius(group.people, greatest, precision) * scale)) {
                                title { (title(group, lang)) }
                            }
                        }
                    }
                }
            }
        }
        (legend(&groups, lang))
    }
}

/// Marks of one precision that fall into one cell are one. The cells grow until there are few enough.
fn grouped<'a>(marks: &'a [Mark], view: &View) -> BTreeMap<MarkPrecision, Vec<Group<'a>>> {
    let mut side = 3.0 * view.scale();
    loop {
        let groups = in_cells(marks, view, side);
        let many = groups.values().map(Vec::len).sum::<usize>();
        // A cell as wide as the map holds everything.
        if many <= MOST_MARKS || side > view.width {
            return groups;
        }
        side *= 1.5;
    }
}

fn in_cells<'a>(
    marks: &'a [Mark],
    view: &View,
    side: f64,
) -> BTreeMap<MarkPrecision, Vec<Group<'a>>> {
    let mut cells: BTreeMap<(MarkPrecision, i64, i64), Group<'a>> = BTreeMap::new();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a map has some thousand cells"
    )]
    let cell = |place: f64| (place / side).floor() as i64;
    for mark in marks {
        let (x, y) = view.place(mark);
        let group = cells
            .entry((mark.precision, cell(x), cell(y)))
            .or_insert(Group {
                x,
                y,
                people: 0,
                incidents: 0,
                unknown: 0,
                label: &mark.label,
            });
        group.people += mark.people.unwrap_or(0);
        group.unknown += u64::from(mark.people.is_none());
        group.incidents += 1;
    }
    let mut groups: BTreeMap<MarkPrecision, Vec<Group<'a>>> = BTreeMap::new();
    for ((precision, ..), group) in cells {
        groups.entry(precision).or_default().push(group);
    }
    // The greatest lie below, so that a small one beside them is seen.
    for groups in groups.values_mut() {
        groups.sort_by_key(|group| std::cmp::Reverse(group.people));
    }
    groups
}

/// The area of a mark grows with the number of people.
fn radius(people: i64, greatest: i64, precision: MarkPrecision) -> f64 {
    let least = match precision {
        MarkPrecision::Exact | MarkPrecision::Place => LEAST,
        MarkPrecision::Area | MarkPrecision::SeaArea => LEAST_AREA,
    };
    let share = number(people.max(0)) / number(greatest.max(1));
    (GREATEST * share.sqrt()).max(least)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of people are far below 2^52"
)]
fn number(people: i64) -> f64 {
    people as f64
}

/// A place on the map to a tenth of a unit: a fiftieth of a millimetre on paper.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn class(precision: MarkPrecision) -> &'static str {
    match precision {
        MarkPrecision::Exact => "mark exact",
        MarkPrecision::Place => "mark place",
        MarkPrecision::Area => "mark area",
        MarkPrecision::SeaArea => "mark sea-area",
    }
}

fn dashes(precision: MarkPrecision, scale: f64) -> Option<String> {
    let (dash, gap) = match precision {
        MarkPrecision::Exact | MarkPrecision::Place => return None,
        MarkPrecision::Area => (4.0, 2.0),
        MarkPrecision::SeaArea => (1.5, 2.0),
    };
    Some(format!("{} {}", short(dash * scale), short(gap * scale)))
}

fn title(group: &Group, lang: Lang) -> String {
    let words = Catalogue::of(lang);
    let people = count(number(group.people), lang);
    let incidents = count(number(i64::try_from(group.incidents).unwrap_or(0)), lang);
    if group.incidents > 1 {
        return words.plain(
            "missing-mark-several",
            &[
                ("incidents", Arg::Text(&incidents)),
                ("people", Arg::Text(&people)),
            ],
        );
    }
    let people = if group.unknown > 0 {
        words.text("missing-unknown")
    } else {
        people
    };
    words.plain(
        "missing-mark-one",
        &[
            ("label", Arg::Text(group.label)),
            ("people", Arg::Text(&people)),
        ],
    )
}

/// Whether an outline lies at least partly in the view.
fn seen(path: &str, view: &View) -> bool {
    crate::svg_path::extent(path).is_none_or(|(left, top, right, bottom)| {
        right >= view.left
            && left <= view.left + view.width
            && bottom >= view.top
            && top <= view.top + view.height
    })
}

/// Lines of ten degrees, where a build has no outlines of countries.
fn graticule(view: &View) -> Markup {
    let lines = |from: f64, length: f64, first: f64| {
        let step = 10.0 * view.degree;
        let start = (from / step).ceil();
        (0..40)
            .map(move |line| (start + f64::from(line)) * step)
            .take_while(move |place| *place <= from + length)
            .filter(move |place| *place >= first)
    };
    html! {
        g class="graticule" stroke-width=(short(0.8 * view.scale())) {
            @for x in lines(view.left, view.width, 0.0) {
                line x1=(short(x)) x2=(short(x)) y1=(short(view.top)) y2=(short(view.top + view.height)) {}
            }
            @for y in lines(view.top, view.height, 0.0) {
                line y1=(short(y)) y2=(short(y)) x1=(short(view.left)) x2=(short(view.left + view.width)) {}
            }
        }
    }
}

fn legend(groups: &BTreeMap<MarkPrecision, Vec<Group>>, lang: Lang) -> Markup {
    let words = Catalogue::of(lang);
    html! {
        ul class="legend" aria-label=(words.text("legend-label")) {
            @for precision in MarkPrecision::ALL.into_iter().rev().filter(|precision| groups.contains_key(precision)) {
                li {
                    svg class="swatch incidents" width="28" height="20" aria-hidden="true" {
                        g class=(class(precision)) stroke-width="1.4" stroke-dasharray=[dashes(precision, 1.0)] {
                            circle cx="14" cy="10" r=(radius(0, 1, precision).max(4.0)) {}
                        }
                    }
                    (words.text(word(precision)))
                }
            }
        }
    }
}

fn word(precision: MarkPrecision) -> &'static str {
    match precision {
        MarkPrecision::Exact => "missing-precision-exact",
        MarkPrecision::Place => "missing-precision-place",
        MarkPrecision::Area => "missing-precision-area",
        MarkPrecision::SeaArea => "missing-precision-sea",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(lon: f64, lat: f64, people: i64) -> Mark {
        Mark {
            lon,
            lat,
            precision: MarkPrecision::Place,
            people: Some(people),
            label: "4 March 2026, somewhere".into(),
        }
    }

    #[test]
    fn any_number_of_incidents_gives_few_marks_and_loses_nobody() {
        let marks: Vec<Mark> = (0..20_000)
            .map(|at| {
                let at = f64::from(at);
                mark((at * 7.31) % 360.0 - 180.0, (at * 3.77) % 180.0 - 90.0, 2)
            })
            .collect();
        let view = View::around(&marks, (960.0, 480.0)).unwrap();
        let groups = grouped(&marks, &view);
        let many: usize = groups.values().map(Vec::len).sum();
        assert!((1..=MOST_MARKS).contains(&many), "{many}");
        let people: i64 = groups.values().flatten().map(|group| group.people).sum();
        assert_eq!(people, 40_000);
    }

    #[test]
    fn the_map_shows_where_the_incidents_are_and_stays_on_the_earth() {
        let view = View::around(&[mark(179.0, 89.0, 1)], (960.0, 480.0)).unwrap();
        assert!(view.left >= 0.0 && view.left + view.width <= 960.01);
        assert!(view.top >= 0.0 && view.top + view.height <= 480.01);
        assert!(View::around(&[], (960.0, 480.0)).is_none());
        let world = View::around(
            &[mark(-180.0, -90.0, 1), mark(180.0, 90.0, 1)],
            (960.0, 480.0),
        );
        assert!((world.unwrap().width - 960.0).abs() < 0.01);
    }

    #[test]
    fn an_area_is_never_drawn_as_small_as_a_point() {
        let least = |precision| radius(1, 10_000, precision);
        assert!(least(MarkPrecision::SeaArea) > 2.0 * least(MarkPrecision::Exact));
        assert!((radius(10_000, 10_000, MarkPrecision::Exact) - GREATEST).abs() < 1e-9);
    }
}
