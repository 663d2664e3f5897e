//! Classes of a choropleth: five with about as many areas each.

/// As many as people can tell apart on a map.
pub(crate) const MOST_CLASSES: usize = 5;

/// The classes of a map: the least and the greatest value in each, ascending.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Classes {
    ranges: Vec<(f64, f64)>,
}

impl Classes {
    /// Quantile classes of the values; equal values are never parted, so there may be fewer than five.
    pub(crate) fn quantiles(values: impl Iterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = values.filter(|value| value.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let mut ranges: Vec<(f64, f64)> = Vec::new();
        let wanted = MOST_CLASSES.min(sorted.len());
        let mut start = 0;
        for class in 1..=wanted {
            let end = sorted.len() * class / wanted;
            // Move the border up behind all values equal to the last of this class.
            let Some(last) = sorted.get(end.max(start + 1) - 1).copied() else {
                break;
            };
            let behind = sorted.partition_point(|value| *value <= last);
            ranges.push((sorted[start], last));
            start = behind;
            if start >= sorted.len() {
                break;
            }
        }
        Self { ranges }
    }

    /// The class of a value: 1 for the lowest. Values between two classes belong to the lower.
    pub(crate) fn of(&self, value: f64) -> usize {
        self.ranges
            .iter()
            .rposition(|(least, _)| value >= *least)
            .map_or(1, |index| index + 1)
    }

    /// The colour of a class: with fewer than five classes the colours stay far apart.
    pub(crate) fn colour(&self, class: usize) -> usize {
        let count = self.ranges.len();
        if count <= 1 {
            return MOST_CLASSES.div_ceil(2);
        }
        1 + (class - 1) * (MOST_CLASSES - 1) / (count - 1)
    }

    /// Least and greatest value of each class, lowest class first.
    pub(crate) fn ranges(&self) -> &[(f64, f64)] {
        &self.ranges
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn five_classes_have_as_many_areas_each() {
        let classes = Classes::quantiles((1..=10).map(f64::from));
        assert_eq!(
            classes.ranges(),
            [(1.0, 2.0), (3.0, 4.0), (5.0, 6.0), (7.0, 8.0), (9.0, 10.0)]
        );
        assert_eq!(
            [1.0, 2.5, 9.0, 10.0, 99.0, -1.0].map(|v| classes.of(v)),
            [1, 1, 5, 5, 5, 1]
        );
    }

    #[test]
    fn equal_values_share_a_class() {
        let classes = Classes::quantiles([0.0, 0.0, 0.0, 0.0, 7.0, 7.0].into_iter());
        assert_eq!(classes.ranges(), [(0.0, 0.0), (7.0, 7.0)]);
        assert_eq!((classes.colour(1), classes.colour(2)), (1, 5));
        assert!(Classes::quantiles(std::iter::empty()).ranges().is_empty());
        assert_eq!(Classes::quantiles(std::iter::once(3.0)).colour(1), 3);
    }

    proptest! {
        #[test]
        fn every_value_lies_in_the_range_of_its_class(values in proptest::collection::vec(0u32..50, 1..80)) {
            let classes = Classes::quantiles(values.iter().copied().map(f64::from));
            prop_assert!(classes.ranges().len() <= MOST_CLASSES);
            for value in values.into_iter().map(f64::from) {
                let class = classes.of(value);
                let (least, greatest) = classes.ranges()[class - 1];
                prop_assert!((least..=greatest).contains(&value));
                prop_assert!((1..=MOST_CLASSES).contains(&classes.colour(class)));
            }
        }
    }
}
