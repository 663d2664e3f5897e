//! Geopoints and shapes of ODK: `lat lon [alt [acc]]`, points joined by `;`.

/// Mean radius in metres used by clients of the field for areas and distances (WGS 84 semi-major axis).
const RADIUS: f64 = 6_378_100.0;

/// Latitude and longitude in degrees of a geopoint; none if it is not one.
pub fn point(text: &str) -> Option<(f64, f64)> {
    let mut parts = text.split_whitespace().map(crate::value::plain_number);
    let (lat, lon) = (parts.next()?, parts.next()?);
    let rest: Vec<f64> = parts.collect();
    (lat.abs() <= 90.0
        && lon.abs() <= 180.0
        && rest.len() <= 2
        && rest.iter().all(|part| part.is_finite()))
    .then_some((lat, lon))
}

/// Points of a geopoint, trace or shape; none if one of them is no point.
pub fn points(text: &str) -> Option<Vec<(f64, f64)>> {
    text.split(';')
        .filter(|part| !part.trim().is_empty())
        .map(point)
        .collect()
}

/// Length of the way in metres, great circles.
pub(crate) fn length(way: &[(f64, f64)]) -> f64 {
    way.windows(2).map(|pair| apart(pair[0], pair[1])).sum()
}

fn apart(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat, lon) = ((b.0 - a.0).to_radians(), (b.1 - a.1).to_radians());
    let h = (lat / 2.0).sin().powi(2)
        + a.0.to_radians().cos() * b.0.to_radians().cos() * (lon / 2.0).sin().powi(2);
    2.0 * RADIUS * h.clamp(0.0, 1.0).sqrt().asin()
}

/// Area in square metres on the sphere, closed if it is not.
pub(crate) fn area(shape: &[(f64, f64)]) -> f64 {
    let Some(last) = shape.last() else { return 0.0 };
    let mut before = last;
    let mut sum = 0.0;
    for here in shape {
        sum += (here.1 - before.1).to_radians()
            * (2.0 + before.0.to_radians().sin() + here.0.to_radians().sin());
        before = here;
    }
    (sum * RADIUS * RADIUS / 2.0).abs()
}

/// Whether a point lies within a shape: even-odd rule in degrees.
pub(crate) fn within(at: (f64, f64), shape: &[(f64, f64)]) -> bool {
    let Some(last) = shape.last() else {
        return false;
    };
    let (mut before, mut inside) = (last, false);
    for here in shape {
        if (here.0 > at.0) != (before.0 > at.0)
            && at.1 < (before.1 - here.1) * (at.0 - here.0) / (before.0 - here.0) + here.1
        {
            inside = !inside;
        }
        before = here;
    }
    inside
}
