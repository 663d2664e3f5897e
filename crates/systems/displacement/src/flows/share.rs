//! Shares of a sample with their interval.

/// Two-sided 95%.
pub const Z95: f64 = 1.959_963_985;

/// A share of a sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The share, 0 to 1.
    pub share: f64,
    /// Lower end of its 95% interval.
    pub low: f64,
    /// Upper end of its 95% interval.
    pub high: f64,
    /// How many were asked.
    pub of: u64,
}

/// The interval of Wilson (1927) around a share, for `of` independent answers: it stays within 0 and 1, and holds
/// near the ends, where the usual one does not (Brown, Cai, DasGupta 2001). None when nobody was asked or the share is
/// none.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "samples are far below 2^52")]
pub fn wilson(share: f64, of: u64) -> Option<Share> {
    if of == 0 || !(0.0..=1.0).contains(&share) {
        return None;
    }
    let n = of as f64;
    let z2 = Z95 * Z95;
    let middle = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z95 / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    Some(Share {
        share,
        low: (middle - half).clamp(0.0, share),
        high: (middle + half).clamp(share, 1.0),
        of,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_interval_is_the_published_one() {
        // Worked by hand from the formula for 8 of 40.
        let found = wilson(0.2, 40).unwrap();
        assert!((found.low - 0.105).abs() < 5e-4, "{found:?}");
        assert!((found.high - 0.348).abs() < 5e-4, "{found:?}");
        assert_eq!((wilson(0.5, 0), wilson(1.2, 9)), (None, None));
    }

    proptest! {
        #[test]
        fn more_answers_narrow_it_and_it_holds_the_share(share in 0.0_f64..=1.0, of in 1_u64..5_000) {
            let few = wilson(share, of).unwrap();
            let many = wilson(share, of * 4).unwrap();
            prop_assert!(0.0 <= few.low && few.low <= share && share <= few.high && few.high <= 1.0);
            prop_assert!(many.high - many.low <= few.high - few.low + 1e-12);
        }
    }
}
