//! Numbers of people and qualities of sources, as releases write them.

use std::collections::BTreeSet;

/// Why a text is no whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// It is no number.
    #[error("this is no whole number; write digits, or leave the cell blank where it is not known")]
    NoNumber,
    /// People come in whole numbers.
    #[error("people are whole numbers; write digits without a fraction")]
    Fraction,
    /// No shipwreck has so many.
    #[error("this is more than a million; look whether a column has slipped")]
    TooMany,
}

/// More people than any incident has: a slipped column or a date read as a number.
const TOO_MANY: i64 = 1_000_000;

/// What releases write for "not known".
pub(crate) fn is_unknown(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || ["NA", "N/A", "nan", "null", "-"].contains(&text)
}

/// Reads a whole number: `1,234` has separators of thousands, `12.0` is twelve, blank and `NA` are unknown.
///
/// # Errors
/// What is wrong with the text.
pub fn whole(text: &str) -> Result<Option<i64>, NumberFault> {
    if is_unknown(text) {
        return Ok(None);
    }
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (digits, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NumberFault::NoNumber);
    }
    let groups: Vec<&str> = digits.split([',', '\u{a0}', '\u{202f}', ' ']).collect();
    let grouped = groups.len() == 1
        || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    let joined = groups.concat();
    if joined.is_empty() || !grouped || !joined.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NumberFault::NoNumber);
    }
    if fraction.bytes().any(|digit| digit != b'0') {
        return Err(NumberFault::Fraction);
    }
    let trimmed = joined.trim_start_matches('0');
    if trimmed.len() > 7 {
        return Err(NumberFault::TooMany);
    }
    let number: i64 = format!("0{trimmed}")
        .parse()
        .map_err(|_| NumberFault::NoNumber)?;
    if number > TOO_MANY {
        return Err(NumberFault::TooMany);
    }
    Ok(Some(sign * number))
}

/// Reads qualities of sources on the scale of 1 to 5. One cell may join several, with a separator or without: `45` is
/// a source of quality 4 and one of 5, never forty-five. `None` when a digit is off the scale.
pub fn quality(text: &str) -> Option<BTreeSet<u8>> {
    if is_unknown(text) {
        return Some(BTreeSet::new());
    }
    // A spreadsheet makes 4.0 of 4.
    let text = text.trim().trim_end_matches(".0");
    let mut found = BTreeSet::new();
    for sign in text.chars() {
        match sign.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) {
            Some(digit @ 1..=5) => {
                found.insert(digit);
            }
            None if matches!(sign, ',' | ';' | '/' | ' ' | '&' | '+') => {}
            _ => return None,
        }
    }
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("", None),
            ("NA", None),
            ("0", Some(0)),
            ("1,022", Some(1022)),
            ("12.0", Some(12)),
            ("-13", Some(-13)),
            (" 750 ", Some(750)),
        ] {
            assert_eq!(whole(text), Ok(number), "{text}");
        }
        for (text, fault) in [
            ("several", NumberFault::NoNumber),
            ("2.5", NumberFault::Fraction),
            ("1,0", NumberFault::NoNumber),
            ("--1", NumberFault::NoNumber),
            ("99999999999999999999", NumberFault::TooMany),
        ] {
            assert_eq!(whole(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn joined_qualities_are_a_set() {
        let set = |text| quality(text).map(|set| set.into_iter().collect::<Vec<_>>());
        assert_eq!(set("45"), Some(vec![4, 5]));
        assert_eq!(set("134"), Some(vec![1, 3, 4]));
        assert_eq!(set("5; 2"), Some(vec![2, 5]));
        assert_eq!(set("4.0"), Some(vec![4]));
        assert_eq!(set("NA"), Some(vec![]));
        assert_eq!(set("6"), None);
        assert_eq!(set("high"), None);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in ".{0,40}") {
            let _ = whole(&text);
            let _ = quality(&text);
        }

        #[test]
        fn a_number_is_read_back_with_and_without_separators(number in 0_i64..=TOO_MANY) {
            let plain = number.to_string();
            let mut grouped = String::new();
            for (at, digit) in plain.char_indices() {
                if at > 0 && (plain.len() - at) % 3 == 0 {
                    grouped.push(',');
                }
                grouped.push(digit);
            }
            prop_assert_eq!(whole(&plain), Ok(Some(number)));
            prop_assert_eq!(whole(&grouped), Ok(Some(number)));
        }
    }
}
