//! Medians and the like, without inventing values between those that were seen.

/// The smallest value that is at least as large as `share` of all (nearest rank). None of an empty list.
pub fn nearest_rank(values: &mut [u32], share: f64) -> Option<u32> {
    values.sort_unstable();
    let count = u32::try_from(values.len()).ok()?;
    let rank = (f64::from(count) * share).ceil().max(1.0);
    values
        .iter()
        .zip(1_u32..)
        .find(|(_, at)| f64::from(*at) >= rank)
        .map(|(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_value_that_was_seen() {
        assert_eq!(nearest_rank(&mut [], 0.5), None);
        assert_eq!(nearest_rank(&mut [7], 0.95), Some(7));
        assert_eq!(nearest_rank(&mut [4, 1, 3, 2], 0.5), Some(2));
        assert_eq!(
            nearest_rank(&mut (1..=100).collect::<Vec<_>>(), 0.95),
            Some(95)
        );
    }
}
