//! Shapes against a second way to compute the same.

use proptest::prelude::*;
use vocab::{Geometry, Point, Polygon, distance_km};

fn star(centre: Point, radii: &[f64]) -> Vec<Point> {
    let step = std::f64::consts::TAU / radii.len() as f64;
    let mut ring: Vec<Point> = radii
        .iter()
        .enumerate()
        .map(|(index, radius)| {
            let angle = step * index as f64;
            Point {
                lon: centre.lon + radius * angle.cos(),
                lat: centre.lat + radius * angle.sin(),
            }
        })
        .collect();
    ring.push(ring[0]);
    ring
}

proptest! {
    #[test]
    fn a_star_shape_holds_its_centre_and_nothing_beyond_its_tips(
        lon in -100.0..100.0f64, lat in -60.0..60.0f64,
        radii in proptest::collection::vec(0.5..5.0f64, 5..40),
        angle in 0.0..std::f64::consts::TAU,
    ) {
        let centre = Point { lon, lat };
        let shape = Geometry::MultiPolygon(vec![Polygon::new(star(centre, &radii), vec![]).unwrap()]);
        prop_assert!(shape.contains(&centre));
        let beyond = Point { lon: lon + 5.1 * angle.cos(), lat: lat + 5.1 * angle.sin() };
        prop_assert!(!shape.contains(&beyond));
        prop_assert!(shape.distance_km_to(&beyond) > 0.0);
        prop_assert!(shape.distance_km_to(&centre) == 0.0);
        prop_assert!(shape.bbox().contains(&shape.centroid()));
        let json = serde_json::to_string(&shape).unwrap();
        prop_assert_eq!(serde_json::from_str::<Geometry>(&json).unwrap(), shape);
    }

    #[test]
    fn distance_is_symmetric_and_at_most_half_the_earth(
        a in (-180.0..180.0f64, -90.0..90.0f64), b in (-180.0..180.0f64, -90.0..90.0f64),
    ) {
        let (a, b) = (Point { lon: a.0, lat: a.1 }, Point { lon: b.0, lat: b.1 });
        let there = distance_km(&a, &b);
        prop_assert!((there - distance_km(&b, &a)).abs() < 1e-6);
        prop_assert!((0.0..20_016.0).contains(&there));
    }
}
