//! Points of releases.

use vocab::Point;

/// Why two numbers are no point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CoordinateFault {
    /// Not two numbers.
    #[error("these are no coordinates; write latitude and longitude in degrees, as 35.6, 12.8")]
    Shape,
    /// Not on the earth.
    #[error(
        "latitude is -90 to 90 and longitude -180 to 180; is the longitude written before the latitude?"
    )]
    OffTheEarth,
}

fn degree(text: &str) -> Option<f64> {
    let number: f64 = text.trim().trim_end_matches('°').parse().ok()?;
    number.is_finite().then_some(number)
}

/// A point from two cells.
///
/// # Errors
/// What is wrong with them.
pub(crate) fn pair(latitude: &str, longitude: &str) -> Result<Point, CoordinateFault> {
    let (Some(lat), Some(lon)) = (degree(latitude), degree(longitude)) else {
        return Err(CoordinateFault::Shape);
    };
    Point::new(lon, lat).map_err(|_| CoordinateFault::OffTheEarth)
}

/// Reads `lat, lon` of one cell.
///
/// # Errors
/// What is wrong with the text.
pub fn coordinates(text: &str) -> Result<Point, CoordinateFault> {
    let (latitude, longitude) = text
        .trim()
        .split_once([',', ';'])
        .or_else(|| text.trim().split_once(' '))
        .ok_or(CoordinateFault::Shape)?;
    pair(latitude, longitude)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn latitude_comes_first() {
        let point = coordinates("35.5, 12.6").unwrap();
        assert_eq!((point.lat, point.lon), (35.5, 12.6));
        assert_eq!(
            coordinates("-117.1, 32.5"),
            Err(CoordinateFault::OffTheEarth)
        );
        for text in ["", "35.5", "north, east", "NaN, 1", "1, inf"] {
            assert_eq!(coordinates(text), Err(CoordinateFault::Shape), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in ".{0,40}") {
            let _ = coordinates(&text);
        }

        #[test]
        fn every_point_is_read_back(lat in -90.0_f64..=90.0, lon in -180.0_f64..=180.0) {
            let point = coordinates(&format!("{lat}, {lon}")).unwrap();
            prop_assert_eq!((point.lat, point.lon), (lat, lon));
        }
    }
}
