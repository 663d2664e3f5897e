//! A number as a count of people or households.

/// Largest figure taken: more than all people on earth is no count.
const MOST: f64 = 20_000_000_000.0;

/// The nearest whole number; `None` when it is no plausible count.
#[must_use]
pub fn whole(number: f64) -> Option<i64> {
    if !number.is_finite() || number.abs() > MOST {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
    let rounded = number.round() as i64;
    Some(rounded)
}

/// Whether the number has a fraction that rounding takes away.
#[must_use]
pub fn has_fraction(number: f64) -> bool {
    (number - number.round()).abs() > 1e-6
}
