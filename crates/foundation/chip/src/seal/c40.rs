//! The C40 alphabet of seals (Doc 9303-13, section 2.3.1; ISO/IEC 16022): three letters in two octets.

use crate::error::ChipError;

/// Reads letters, digits and spaces. The last two octets may be the mark 254 and one character of ASCII raised by one.
pub(super) fn text(octets: &[u8]) -> Result<String, ChipError> {
    const STRANGE: ChipError =
        ChipError::Seal("a C40 text holds more than letters, digits and spaces");
    let mut text = String::with_capacity(octets.len() / 2 * 3);
    let mut pairs = octets.chunks(2).peekable();
    while let Some(pair) = pairs.next() {
        let last = pairs.peek().is_none();
        match *pair {
            [0xfe, raised] if last => {
                let letter = char::from(raised.checked_sub(1).ok_or(STRANGE)?);
                if !(letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == ' ') {
                    return Err(STRANGE);
                }
                text.push(letter);
            }
            [high, low] => {
                let value = u16::from_be_bytes([high, low])
                    .checked_sub(1)
                    .ok_or(STRANGE)?;
                let values = [value / 1600, value / 40 % 40, value % 40];
                for (at, value) in values.into_iter().enumerate() {
                    match u8::try_from(value).ok().and_then(letter) {
                        Some(letter) => text.push(letter),
                        // a shift that nothing follows fills the last pair
                        None if value == 0 && last && at == 2 => {}
                        None => return Err(STRANGE),
                    }
                }
            }
            _ => return Err(ChipError::Seal("a C40 text has an odd number of octets")),
        }
    }
    Ok(text)
}

/// Octets that so many letters take.
pub(super) const fn width(letters: usize) -> usize {
    letters.div_ceil(3) * 2
}

fn letter(value: u8) -> Option<char> {
    match value {
        3 => Some(' '),
        4..=13 => Some(char::from(b'0' + value - 4)),
        14..=39 => Some(char::from(b'A' + value - 14)),
        _ => None,
    }
}
