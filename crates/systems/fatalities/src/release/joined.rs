//! Several values in one cell, joined by commas, where a value may have commas of its own.

/// Splits a cell into known values, the longest first: `Drowning,Mixed or unknown` is two causes, and
/// `Harsh environmental conditions / lack of adequate shelter, food, water` is one. `None` when a part is not known.
/// Case does not matter.
pub fn split_known<'a>(text: &str, known: &[&'a str]) -> Option<Vec<&'a str>> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let longest = known
            .iter()
            .filter(|value| starts_with(rest, value))
            .max_by_key(|value| value.len())?;
        found.push(*longest);
        rest = rest[longest.len()..].trim_start();
        if rest.is_empty() {
            break;
        }
        rest = rest.strip_prefix([',', ';'])?.trim_start();
        // A comma at the end joins nothing.
        if rest.is_empty() {
            return None;
        }
    }
    Some(found)
}

/// Whether a text begins with a value that ends there, or before a separator.
fn starts_with(text: &str, value: &str) -> bool {
    let Some(head) = text.get(..value.len()) else {
        return false;
    };
    let after = text[value.len()..].trim_start();
    !value.is_empty()
        && head.eq_ignore_ascii_case(value)
        && (after.is_empty() || after.starts_with([',', ';']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cause::Cause;
    use proptest::prelude::*;

    const KNOWN: [&str; 7] = [
        "Drowning",
        "Vehicle accident / death linked to hazardous transport",
        "Harsh environmental conditions / lack of adequate shelter, food, water",
        "Sickness / lack of access to adequate healthcare",
        "Violence",
        "Accidental death",
        "Mixed or unknown",
    ];

    #[test]
    fn one_value_with_commas_is_one_and_two_values_are_two() {
        let count = |text: &str| split_known(text, &KNOWN).map(|found| found.len());
        assert_eq!(count("Drowning,Mixed or unknown"), Some(2));
        assert_eq!(count(KNOWN[2]), Some(1));
        assert_eq!(
            count(
                "Drowning,Harsh environmental conditions / lack of adequate shelter, food, water"
            ),
            Some(2)
        );
        assert_eq!(count(""), Some(0));
        assert_eq!(count("Drowning,"), None);
        assert_eq!(count("Drowning and thirst"), None);
        assert_eq!(count("Dehydration"), None);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in ".{0,60}") {
            let _ = split_known(&text, &KNOWN);
        }

        #[test]
        fn what_was_joined_is_split_again(picked in proptest::collection::vec(0_usize..7, 1..6), blank in any::<bool>()) {
            let values: Vec<&str> = picked.iter().map(|at| KNOWN[*at]).collect();
            let joined = values.join(if blank { ", " } else { "," });
            prop_assert_eq!(split_known(&joined, &KNOWN), Some(values));
        }
    }

    #[test]
    fn the_labels_of_the_causes_are_these() {
        let labels: Vec<&str> = Cause::ALL.into_iter().map(Cause::label).collect();
        assert_eq!(labels, KNOWN);
    }
}
