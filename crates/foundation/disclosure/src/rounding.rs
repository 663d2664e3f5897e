//! Counts rounded to a base, and extreme values coded together, where a table is published without suppression.
//!
//! Sources: random rounding to base 3 or 5 and top/bottom coding as in Hundepool et al., *Statistical Disclosure
//! Control* (2012), sections 5.4 and 3.4. Chance comes in as a number, so the rules stay pure.

/// Rounds the parts of a sum to multiples of `base` so that the rounded parts still add up to the rounded sum.
///
/// `start` is a fraction drawn uniformly from [0, 1) and kept secret, once for each list. Each part and the sum move
/// by less than `base`, a multiple of `base` stays as it is, and over all starts nothing is biased. A base of 0 or 1
/// changes nothing. Order parts by place or code, never by size.
#[must_use]
pub fn controlled_rounding(parts: &[u64], base: u64, start: f64) -> Vec<u64> {
    if base < 2 {
        return parts.to_vec();
    }
    let offset = whole_below(start, base);
    let mut sum = 0_u64;
    let mut before = 0;
    parts
        .iter()
        .map(|&part| {
            // Only the remainder moves: sums of remainders never overflow before the parts do.
            sum = sum.saturating_add(part % base);
            let now = (sum + offset) / base;
            let rounded = (part / base + (now - before)) * base;
            before = now;
            rounded
        })
        .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a fraction of base, kept under it"
)]
fn whole_below(start: f64, base: u64) -> u64 {
    ((start.clamp(0.0, 1.0) * base as f64) as u64).min(base - 1)
}

/// Bounds at which values are coded together: everything up to `low` is published as "low or less", everything from
/// `high` on as "high or more".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extremes {
    /// At least k people have this or less.
    pub low: i64,
    /// At least k people have this or more.
    pub high: i64,
}

/// The least coding under which each end holds at least `k` people; none when fewer than 2 k people are there, or both
/// ends would meet.
#[must_use]
pub fn extremes(values: &[i64], k: usize) -> Option<Extremes> {
    if k == 0 || values.len() < k.checked_mul(2)? {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let (low, high) = (sorted[k - 1], sorted[sorted.len() - k]);
    (low < high).then_some(Extremes { low, high })
}

impl Extremes {
    /// A value as it is published.
    #[must_use]
    pub fn code(&self, value: i64) -> i64 {
        value.clamp(self.low, self.high)
    }
}
