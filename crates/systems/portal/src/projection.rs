//! From degrees to the plane of a map.

use vocab::{BoundingBox, Geometry, Point};

/// Width of a map in pixels; coordinates are whole tenths of a pixel.
pub(crate) const WIDTH: f64 = 960.0;
/// A tall country is drawn narrower, so that its map fits a screen.
const GREATEST_HEIGHT: f64 = 820.0;
/// Room around the shapes for outlines and rings, in pixels.
const MARGIN: f64 = 16.0;

/// An equirectangular projection, true at the middle latitude: degrees of longitude shrink by its cosine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Projection {
    west: f64,
    north: f64,
    across: f64,
    down: f64,
    left: f64,
    /// Height of the map in pixels.
    pub(crate) height: f64,
}

impl Projection {
    /// The projection that fits all these shapes; none when nothing has an extent.
    pub(crate) fn fitting<'a>(shapes: impl Iterator<Item = &'a Geometry>) -> Option<Self> {
        let bounds = shapes
            .map(Geometry::bbox)
            .reduce(|all, next| all.union(&next))?;
        let BoundingBox {
            west,
            south,
            east,
            north,
        } = bounds;
        let shrink = f64::midpoint(south, north).to_radians().cos().max(0.1);
        // A single point gets the surroundings of a tenth of a degree.
        let wide = ((east - west) * shrink).max(0.1);
        let tall = (north - south).max(0.1);
        let room = WIDTH - 2.0 * MARGIN;
        let scale = (room / wide).min((GREATEST_HEIGHT - 2.0 * MARGIN) / tall);
        scale.is_finite().then(|| Self {
            west,
            north,
            across: scale * shrink,
            down: scale,
            left: MARGIN + (room - wide * scale) / 2.0,
            height: (tall * scale + 2.0 * MARGIN).ceil(),
        })
    }

    /// Position on the map in tenths of a pixel.
    pub(crate) fn tenths(&self, point: &Point) -> (f64, f64) {
        let x = self.left + (point.lon - self.west) * self.across;
        let y = MARGIN + (self.north - point.lat) * self.down;
        (x * 10.0, y * 10.0)
    }
}

#[cfg(test)]
mod tests {
    use vocab::Polygon;

    use super::*;

    fn rectangle(west: f64, south: f64, east: f64, north: f64) -> Geometry {
        let corners = [
            (west, south),
            (east, south),
            (east, north),
            (west, north),
            (west, south),
        ];
        let ring = corners.map(|(lon, lat)| Point { lon, lat }).to_vec();
        Geometry::MultiPolygon(vec![Polygon::new(ring, vec![]).unwrap()])
    }

    #[test]
    fn a_wide_country_fills_the_width_and_a_tall_one_the_height() {
        let wide = rectangle(20.0, 10.0, 40.0, 20.0);
        let projection = Projection::fitting([&wide].into_iter()).unwrap();
        let (x, y) = projection.tenths(&Point {
            lon: 40.0,
            lat: 20.0,
        });
        assert!((x - 9440.0).abs() < 0.01 && (y - 160.0).abs() < 0.01);
        // 20 degrees at 15 north are 19.3 degrees wide.
        assert!((projection.height - (928.0 * 10.0 / 19.318 + 32.0)).abs() < 1.0);
        let tall = rectangle(-75.0, -55.0, -68.0, -18.0);
        assert!(Projection::fitting([&tall].into_iter()).unwrap().height <= GREATEST_HEIGHT + 1.0);
        assert!(Projection::fitting(std::iter::empty()).is_none());
    }
}
