//! Rounding keeps sums, moves nothing by a whole base and is fair; coded ends hold enough people.

use disclosure::{controlled_rounding, extremes};
use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

proptest! {
    #[test]
    fn parts_and_their_sum_are_rounded_to_neighbouring_multiples(parts in prop::collection::vec(0_u64..500, 0..30), base in 2_u64..12, start in 0.0_f64..1.0) {
        let rounded = controlled_rounding(&parts, base, start);
        for (&part, &to) in parts.iter().zip(&rounded) {
            prop_assert!(to % base == 0 && to.abs_diff(part) < base);
            prop_assert!(part % base != 0 || to == part);
        }
        let (sum, after): (u64, u64) = (parts.iter().sum(), rounded.iter().sum());
        prop_assert!(after % base == 0 && after.abs_diff(sum) < base);
    }

    #[test]
    fn over_all_starts_nothing_is_biased(parts in prop::collection::vec(0_u64..100, 1..10), base in 2_u64..12) {
        let mut sums = vec![0; parts.len()];
        for start in 0..base {
            for (sum, rounded) in sums.iter_mut().zip(controlled_rounding(&parts, base, (start as f64 + 0.5) / base as f64)) {
                *sum += rounded;
            }
        }
        let expected: Vec<u64> = parts.iter().map(|part| part * base).collect();
        prop_assert_eq!(sums, expected);
    }

    #[test]
    fn each_coded_end_holds_k_people_and_the_middle_is_untouched(values in prop::collection::vec(-50_i64..150, 0..80), k in 1_usize..15) {
        let Some(found) = extremes(&values, k) else {
            return Ok(());
        };
        let coded: Vec<i64> = values.iter().map(|&value| found.code(value)).collect();
        prop_assert!(coded.iter().filter(|&&value| value == found.low).count() >= k);
        prop_assert!(coded.iter().filter(|&&value| value == found.high).count() >= k);
        for (&value, &coded) in values.iter().zip(&coded) {
            prop_assert!(value <= found.low || value >= found.high || coded == value);
        }
    }
}

#[test]
fn too_few_people_have_no_ends_to_code() {
    assert_eq!(extremes(&[1, 2, 3], 2), None);
    assert_eq!(extremes(&[5; 20], 3), None);
    assert_eq!(extremes(&[1, 2], usize::MAX), None);
}
