//! Shapes as the `d` of an SVG path: whole tenths of a pixel, relative, nothing twice.

use std::fmt::Write;

use vocab::{Geometry, Point};

use crate::projection::Projection;

/// Positions that a map may have in all; more are thinned by a coarser raster, which keeps shared borders
/// shared. A position takes about 5 bytes, 2 of them when compressed.
const MOST_POSITIONS: usize = 45_000;
/// Rasters to choose from, in tenths of a pixel.
const RASTERS: [i32; 6] = [1, 2, 4, 8, 12, 20];

/// One shape as drawn: the path and its extent in tenths of a pixel.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Drawn {
    pub(crate) path: String,
    pub(crate) centre: (f64, f64),
    pub(crate) extent: (f64, f64),
}

/// Draws all shapes of a map with the finest raster that keeps the page small.
pub(crate) fn draw(shapes: &[&Geometry], projection: &Projection) -> Vec<Drawn> {
    for raster in RASTERS {
        let rings: Vec<Vec<Vec<(i32, i32)>>> = shapes
            .iter()
            .map(|shape| rings(shape, projection, raster))
            .collect();
        let positions: usize = rings.iter().flatten().map(Vec::len).sum();
        if positions <= MOST_POSITIONS || raster == RASTERS[RASTERS.len() - 1] {
            return shapes
                .iter()
                .zip(rings)
                .map(|(shape, rings)| drawn(shape, projection, &rings))
                .collect();
        }
    }
    Vec::new()
}

fn drawn(shape: &Geometry, projection: &Projection, rings: &[Vec<(i32, i32)>]) -> Drawn {
    let bounds = shape.bbox();
    let (left, top) = projection.tenths(&Point {
        lon: bounds.west,
        lat: bounds.north,
    });
    let (right, bottom) = projection.tenths(&Point {
        lon: bounds.east,
        lat: bounds.south,
    });
    Drawn {
        path: rings.iter().map(|ring| path(ring)).collect(),
        centre: projection.tenths(&shape.centroid()),
        extent: (right - left, bottom - top),
    }
}

fn rings(shape: &Geometry, projection: &Projection, raster: i32) -> Vec<Vec<(i32, i32)>> {
    let Geometry::MultiPolygon(polygons) = shape else {
        return Vec::new();
    };
    polygons
        .iter()
        .flat_map(|polygon| {
            let holes = polygon.holes().iter().map(Vec::as_slice);
            std::iter::once(polygon.outer()).chain(holes)
        })
        .map(|ring| on_raster(ring, projection, raster))
        .filter(|ring| ring.len() >= 3)
        .collect()
}

/// Positions on the raster without repetition and without those in the middle of a straight run.
fn on_raster(ring: &[Point], projection: &Projection, raster: i32) -> Vec<(i32, i32)> {
    let snap = |tenths: f64| snapped(tenths, raster);
    let mut kept: Vec<(i32, i32)> = Vec::new();
    for point in ring {
        let (x, y) = projection.tenths(point);
        let next = (snap(x), snap(y));
        if kept.last() == Some(&next) {
            continue;
        }
        if let [.., before, last] = kept[..] {
            let (ax, ay) = (last.0 - before.0, last.1 - before.1);
            let (bx, by) = (next.0 - last.0, next.1 - last.1);
            let straight = i64::from(ax) * i64::from(by) == i64::from(ay) * i64::from(bx);
            let onward = i64::from(ax) * i64::from(bx) + i64::from(ay) * i64::from(by) > 0;
            if straight && onward {
                kept.pop();
            }
        }
        kept.push(next);
    }
    if kept.len() > 1 && kept.first() == kept.last() {
        kept.pop(); // the path closes itself
    }
    kept
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "positions of a map are within a few thousand tenths of a pixel; beyond, `as` saturates"
)]
fn snapped(tenths: f64, raster: i32) -> i32 {
    ((tenths / f64::from(raster)).round() as i32).saturating_mul(raster)
}

fn path(ring: &[(i32, i32)]) -> String {
    let mut path = String::with_capacity(ring.len() * 6);
    let mut at = (0, 0);
    for (index, next) in ring.iter().enumerate() {
        let step = (next.0 - at.0, next.1 - at.1);
        let written = match index {
            0 => write!(path, "M{} {}", next.0, next.1),
            _ if step.1 == 0 => write!(path, "h{}", step.0),
            _ if step.0 == 0 => write!(path, "v{}", step.1),
            _ if step.1 < 0 => write!(path, "l{}{}", step.0, step.1),
            _ => write!(path, "l{} {}", step.0, step.1),
        };
        written.expect("a String takes all");
        at = *next;
    }
    path.push('z');
    path
}

/// The extent of a path whose commands are M, L, H, V and Z in either case, as (left, top, right, bottom).
pub(crate) fn extent(path: &str) -> Option<(f64, f64, f64, f64)> {
    let mut bounds: Option<(f64, f64, f64, f64)> = None;
    let (mut x, mut y, mut start) = (0.0, 0.0, (0.0, 0.0));
    let mut rest = path;
    while let Some(index) = rest.find(|c: char| c.is_ascii_alphabetic() && c != 'e') {
        let command = rest[index..].chars().next()?;
        let after = &rest[index + 1..];
        let end = after
            .find(|c: char| c.is_ascii_alphabetic() && c != 'e')
            .unwrap_or(after.len());
        let numbers = numbers(&after[..end])?;
        rest = &after[end..];
        let relative = command.is_ascii_lowercase();
        let mut include = |x: f64, y: f64| {
            let (left, top, right, bottom) = bounds.unwrap_or((x, y, x, y));
            bounds = Some((left.min(x), top.min(y), right.max(x), bottom.max(y)));
        };
        match command.to_ascii_uppercase() {
            'M' | 'L' => {
                for (index, pair) in numbers.chunks_exact(2).enumerate() {
                    (x, y) = if relative {
                        (x + pair[0], y + pair[1])
                    } else {
                        (pair[0], pair[1])
                    };
                    if command.eq_ignore_ascii_case(&'m') && index == 0 {
                        start = (x, y);
                    }
                    include(x, y);
                }
            }
            'H' => {
                for number in numbers {
                    x = if relative { x + number } else { number };
                    include(x, y);
                }
            }
            'V' => {
                for number in numbers {
                    y = if relative { y + number } else { number };
                    include(x, y);
                }
            }
            'Z' => (x, y) = start,
            _ => return None,
        }
    }
    bounds
}

/// Numbers as SVG packs them: `12-3.5.25` is 12, -3.5 and .25.
fn numbers(text: &str) -> Option<Vec<f64>> {
    let mut found = Vec::new();
    let mut current = String::new();
    for c in text.chars() {
        let splits = match c {
            ' ' | ',' | '\n' | '\t' | '\r' => true,
            '-' | '+' => !current.ends_with('e'),
            '.' => current.contains('.'),
            _ => false,
        };
        if splits && !current.is_empty() {
            found.push(current.parse().ok()?);
            current.clear();
        }
        if !c.is_whitespace() && c != ',' {
            current.push(c);
        }
    }
    if !current.is_empty() {
        found.push(current.parse().ok()?);
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_relative_and_says_nothing_twice() {
        assert_eq!(
            path(&[(10, 10), (30, 10), (30, 25), (10, 20)]),
            "M10 10h20v15l-20-5z"
        );
    }

    #[test]
    fn the_extent_of_a_packed_path_is_read() {
        assert_eq!(
            extent("M10 10h20v15l-20-5z"),
            Some((10.0, 10.0, 30.0, 25.0))
        );
        assert_eq!(
            extent("m1.5.5l-1-1 2,3zM9,9L8 8"),
            Some((0.5, -0.5, 9.0, 9.0))
        );
        assert_eq!(extent("M0 0C1 1 2 2 3 3"), None);
        assert_eq!(extent(""), None);
    }
}
