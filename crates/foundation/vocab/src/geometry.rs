//! Points and areas on the earth, in degrees (WGS 84).

use serde::{Deserialize, Serialize};

use crate::VocabError;

/// Mean radius of the earth in kilometres (IUGG).
const EARTH_RADIUS_KM: f64 = 6371.0088;

/// A position.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Degrees east, -180 to 180.
    pub lon: f64,
    /// Degrees north, -90 to 90.
    pub lat: f64,
}

impl Point {
    /// A position that is on the earth; refuses numbers that are not.
    pub fn new(lon: f64, lat: f64) -> Result<Self, VocabError> {
        if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) {
            Ok(Self { lon, lat })
        } else {
            Err(VocabError::Geometry(
                "longitude must be -180 to 180 and latitude -90 to 90; are they swapped?",
            ))
        }
    }
}

/// The great-circle distance in kilometres (haversine; exact to 0.5 %).
pub fn distance_km(from: &Point, to: &Point) -> f64 {
    let (lat1, lat2) = (from.lat.to_radians(), to.lat.to_radians());
    let half_lat = ((lat2 - lat1) / 2.0).sin();
    let half_lon = ((to.lon - from.lon).to_radians() / 2.0).sin();
    let a = half_lat * half_lat + lat1.cos() * lat2.cos() * half_lon * half_lon;
    2.0 * EARTH_RADIUS_KM * a.sqrt().min(1.0).asin()
}

/// The rectangle around a shape, in degrees. A shape across the antimeridian gets a wide one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BoundingBox {
    /// Least longitude.
    pub west: f64,
    /// Least latitude.
    pub south: f64,
    /// Greatest longitude.
    pub east: f64,
    /// Greatest latitude.
    pub north: f64,
}

impl BoundingBox {
    fn around(points: &[Point]) -> Self {
        let nothing = Self {
            west: f64::INFINITY,
            south: f64::INFINITY,
            east: f64::NEG_INFINITY,
            north: f64::NEG_INFINITY,
        };
        points.iter().fold(nothing, |bounds, point| Self {
            west: bounds.west.min(point.lon),
            south: bounds.south.min(point.lat),
            east: bounds.east.max(point.lon),
            north: bounds.north.max(point.lat),
        })
    }

    /// The rectangle around both.
    pub fn union(&self, other: &Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// Whether the point is in it or on its edge.
    pub fn contains(&self, point: &Point) -> bool {
        (self.west..=self.east).contains(&point.lon)
            && (self.south..=self.north).contains(&point.lat)
    }
}

/// One area with its holes. Rings are closed: the last position is the first again.
#[derive(Debug, Clone, PartialEq)]
pub struct Polygon {
    outer: Vec<Point>,
    holes: Vec<Vec<Point>>,
    bounds: BoundingBox,
}

impl Polygon {
    /// Checks each ring (RFC 7946: closed, at least four positions, on the earth, enclosing something).
    pub fn new(outer: Vec<Point>, holes: Vec<Vec<Point>>) -> Result<Self, VocabError> {
        check_ring(&outer)?;
        for hole in &holes {
            check_ring(hole)?;
        }
        let bounds = BoundingBox::around(&outer);
        Ok(Self {
            outer,
            holes,
            bounds,
        })
    }

    /// The outer ring.
    pub fn outer(&self) -> &[Point] {
        &self.outer
    }

    /// The rings of what is not part of it.
    pub fn holes(&self) -> &[Vec<Point>] {
        &self.holes
    }

    /// The rectangle around it.
    pub fn bounds(&self) -> BoundingBox {
        self.bounds
    }

    fn contains(&self, point: &Point) -> bool {
        self.bounds.contains(point)
            && inside_ring(&self.outer, point)
            && !self.holes.iter().any(|hole| inside_ring(hole, point))
    }

    fn rings(&self) -> impl Iterator<Item = &[Point]> {
        std::iter::once(self.outer()).chain(self.holes.iter().map(Vec::as_slice))
    }
}

/// The shape of a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Geometry {
    /// A position.
    Point(Point),
    /// One or more areas.
    MultiPolygon(Vec<Polygon>),
}

impl Geometry {
    /// Whether the point lies inside (ray casting, rectangle first). Exactly on a border either neighbour may
    /// say yes; a shape that is a position contains only itself.
    pub fn contains(&self, point: &Point) -> bool {
        match self {
            Self::Point(own) => own == point,
            Self::MultiPolygon(polygons) => polygons.iter().any(|polygon| polygon.contains(point)),
        }
    }

    /// The rectangle around the whole shape.
    pub fn bbox(&self) -> BoundingBox {
        match self {
            Self::Point(point) => BoundingBox::around(&[*point]),
            Self::MultiPolygon(polygons) => polygons
                .iter()
                .map(Polygon::bounds)
                .reduce(|all, next| all.union(&next))
                .unwrap_or(BoundingBox::around(&[])),
        }
    }

    /// The centre of gravity (of degrees taken as plane); may lie outside a curved shape.
    pub fn centroid(&self) -> Point {
        let polygons = match self {
            Self::Point(point) => return *point,
            Self::MultiPolygon(polygons) => polygons,
        };
        let (mut area, mut lon, mut lat) = (0.0, 0.0, 0.0);
        for polygon in polygons {
            for (index, ring) in polygon.rings().enumerate() {
                let (moment_lon, moment_lat, ring_area) = ring_moments(ring);
                // A hole takes away, whichever way round either ring was written.
                let wanted = if index == 0 { 1.0 } else { -1.0 };
                let sign = wanted * ring_area.signum();
                area += sign * ring_area;
                lon += sign * moment_lon;
                lat += sign * moment_lat;
            }
        }
        Point {
            lon: lon / area,
            lat: lat / area,
        }
    }

    /// Kilometres from the point to the shape, 0 inside it; for telling a slip of the pen from a wrong place.
    pub fn distance_km_to(&self, point: &Point) -> f64 {
        match self {
            Self::Point(own) => distance_km(own, point),
            Self::MultiPolygon(_) if self.contains(point) => 0.0,
            Self::MultiPolygon(polygons) => polygons
                .iter()
                .flat_map(Polygon::rings)
                .flat_map(|ring| ring.windows(2))
                .map(|edge| distance_km(point, &nearest_on_edge(edge[0], edge[1], *point)))
                .fold(f64::INFINITY, f64::min),
        }
    }
}

fn check_ring(ring: &[Point]) -> Result<(), VocabError> {
    let fault = |reason| Err(VocabError::Geometry(reason));
    if ring.len() < 4 {
        return fault("a ring needs at least four positions, the last being the first again");
    }
    if ring.first() != ring.last() {
        return fault("a ring must end where it begins");
    }
    for point in ring {
        Point::new(point.lon, point.lat)?;
    }
    let (_, _, area) = ring_moments(ring);
    if area.abs() < f64::MIN_POSITIVE {
        return fault("a ring encloses nothing: its positions lie on one line");
    }
    Ok(())
}

/// First moments and signed area of a ring, about its first position so that small rings keep their digits.
fn ring_moments(ring: &[Point]) -> (f64, f64, f64) {
    let origin = ring[0];
    let (mut area, mut lon, mut lat) = (0.0, 0.0, 0.0);
    for edge in ring.windows(2) {
        let (x1, y1) = (edge[0].lon - origin.lon, edge[0].lat - origin.lat);
        let (x2, y2) = (edge[1].lon - origin.lon, edge[1].lat - origin.lat);
        let cross = (x1 * y2 - x2 * y1) / 2.0;
        area += cross;
        lon += cross * (x1 + x2) / 3.0;
        lat += cross * (y1 + y2) / 3.0;
    }
    (lon + origin.lon * area, lat + origin.lat * area, area)
}

fn inside_ring(ring: &[Point], point: &Point) -> bool {
    let mut inside = false;
    for edge in ring.windows(2) {
        let (a, b) = (edge[0], edge[1]);
        let crosses_latitude = (a.lat > point.lat) != (b.lat > point.lat);
        if crosses_latitude {
            let lon = a.lon + (point.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon);
            inside ^= point.lon < lon;
        }
    }
    inside
}

/// The nearest position of an edge, on a plane that is true at the point.
fn nearest_on_edge(a: Point, b: Point, point: Point) -> Point {
    let scale = point.lat.to_radians().cos();
    let (dx, dy) = ((b.lon - a.lon) * scale, b.lat - a.lat);
    let (px, py) = ((point.lon - a.lon) * scale, point.lat - a.lat);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 {
        ((px * dx + py * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    Point {
        lon: a.lon + along * (b.lon - a.lon),
        lat: a.lat + along * (b.lat - a.lat),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(f64, f64)]) -> Vec<Point> {
        corners
            .iter()
            .map(|&(lon, lat)| Point { lon, lat })
            .collect()
    }

    fn square_with_hole() -> Geometry {
        let outer = ring(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]);
        let hole = ring(&[(1.0, 1.0), (1.0, 2.0), (2.0, 2.0), (2.0, 1.0), (1.0, 1.0)]);
        Geometry::MultiPolygon(vec![Polygon::new(outer, vec![hole]).unwrap()])
    }

    #[test]
    fn a_hole_is_outside() {
        let shape = square_with_hole();
        let at = |lon, lat| shape.contains(&Point { lon, lat });
        assert!(at(3.0, 3.0) && at(0.5, 1.5));
        assert!(!at(1.5, 1.5) && !at(5.0, 1.0) && !at(-0.1, 2.0));
    }

    #[test]
    fn the_centroid_leaves_out_the_hole() {
        let centre = square_with_hole().centroid();
        // 16 at (2,2) less 1 at (1.5,1.5).
        let expected = (16.0 * 2.0 - 1.5) / 15.0;
        assert!((centre.lon - expected).abs() < 1e-12 && (centre.lat - expected).abs() < 1e-12);
    }

    #[test]
    fn distances_are_those_of_the_earth() {
        let khartoum = Point {
            lon: 32.53,
            lat: 15.59,
        };
        let port_sudan = Point {
            lon: 37.22,
            lat: 19.62,
        };
        assert!((distance_km(&khartoum, &port_sudan) - 669.0).abs() < 5.0);
        let outside = Point { lon: 5.0, lat: 2.0 };
        let one_degree = 111.19 * 2.0_f64.to_radians().cos();
        assert!((square_with_hole().distance_km_to(&outside) - one_degree).abs() < 0.1);
    }

    #[test]
    fn broken_rings_are_refused() {
        let refused = |corners: &[(f64, f64)]| Polygon::new(ring(corners), vec![]).is_err();
        assert!(refused(&[(0.0, 0.0), (1.0, 0.0), (0.0, 0.0)]));
        assert!(refused(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]));
        assert!(refused(&[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (0.0, 0.0)]));
        assert!(refused(&[(0.0, 0.0), (200.0, 0.0), (1.0, 1.0), (0.0, 0.0)]));
        assert!(refused(&[
            (f64::NAN, 0.0),
            (1.0, 0.0),
            (1.0, 1.0),
            (f64::NAN, 0.0)
        ]));
    }
}
