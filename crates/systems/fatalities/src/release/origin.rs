//! Regions of origin, some of them presumed.

/// A region of origin with what is known of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The region or regions without the sign of a presumption, joined as in the source.
    pub region: String,
    /// Whether one of them was inferred.
    pub presumed: bool,
}

/// The sign that a region was inferred and not reported (the note under the project's charts).
const PRESUMED: &str = "(P)";

/// Reads a cell such as `Eastern Africa (P)` or `Western Africa,Western Africa (P)`.
pub fn origin_region(text: &str) -> Origin {
    let mut origin = Origin::default();
    let mut regions: Vec<&str> = Vec::new();
    for part in text.split([',', ';']) {
        let mut region = part.trim();
        while let Some(before) = region.strip_suffix(PRESUMED) {
            origin.presumed = true;
            region = before.trim_end();
        }
        if !region.is_empty() && !regions.contains(&region) {
            regions.push(region);
        }
    }
    origin.region = regions.join(",");
    origin
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_sign_of_a_presumption_is_a_flag_and_no_part_of_the_name() {
        let of = |text| {
            let origin = origin_region(text);
            (origin.region, origin.presumed)
        };
        assert_eq!(of("Eastern Africa (P)"), ("Eastern Africa".into(), true));
        assert_eq!(of("Southern Asia"), ("Southern Asia".into(), false));
        assert_eq!(
            of("Western Africa,Western Africa (P)"),
            ("Western Africa".into(), true)
        );
        assert_eq!(
            of("Western / Southern Asia (P),Western Asia"),
            ("Western / Southern Asia,Western Asia".into(), true)
        );
        assert_eq!(of("  "), (String::new(), false));
    }

    proptest! {
        #[test]
        fn reading_what_was_read_changes_nothing_more(text in r"[ a-c,;()P]{0,40}") {
            let once = origin_region(&text).region;
            let twice = origin_region(&once);
            prop_assert_eq!(&twice.region, &once);
            prop_assert!(!twice.presumed);
        }
    }
}
