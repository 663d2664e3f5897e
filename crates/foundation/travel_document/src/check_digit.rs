//! The check digit of Doc 9303-3, section 4.9: weights 7, 3, 1 from the left, sum modulo 10.
//!
//! What it cannot see: a character replaced by one of the same value modulo 10 (`0 < A K U` are all 0, `1 B L V` are 1,
//! and so on), and two neighbours changed over when their values differ by a multiple of 5. Names, sex and, but for cards
//! of three lines, nothing of the nationality stand under any digit.

/// Value of a byte that may not stand in a zone.
const NONE: u8 = u8::MAX;

const VALUES: [u8; 256] = values();

#[expect(clippy::cast_possible_truncation, reason = "counters under 36")]
const fn values() -> [u8; 256] {
    let mut table = [NONE; 256];
    let mut at = 0;
    while at < 10 {
        table[b'0' as usize + at] = at as u8;
        at += 1;
    }
    at = 0;
    while at < 26 {
        table[b'A' as usize + at] = at as u8 + 10;
        at += 1;
    }
    table[b'<' as usize] = 0;
    table
}

/// Whether a byte is one of A to Z, 0 to 9 and `<`.
#[inline]
pub fn in_alphabet(byte: u8) -> bool {
    VALUES[usize::from(byte)] != NONE
}

/// A running sum over one field or, for a composite digit, over several.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sum {
    total: u32,
    phase: usize,
}

impl Sum {
    /// Goes on with the characters of a field; what is not in the alphabet counts nothing (it is a fault of its own).
    #[inline]
    pub fn add(&mut self, field: &[u8]) {
        const WEIGHTS: [u32; 5] = [7, 3, 1, 7, 3];
        let weights = [
            WEIGHTS[self.phase],
            WEIGHTS[self.phase + 1],
            WEIGHTS[self.phase + 2],
        ];
        let value = |byte: u8| {
            let value = VALUES[usize::from(byte)];
            if value == NONE { 0 } else { u32::from(value) }
        };
        let mut triples = field.chunks_exact(3);
        for triple in &mut triples {
            self.total += value(triple[0]) * weights[0]
                + value(triple[1]) * weights[1]
                + value(triple[2]) * weights[2];
        }
        for (byte, weight) in triples.remainder().iter().zip(weights) {
            self.total += value(*byte) * weight;
        }
        self.phase = (self.phase + field.len()) % 3;
    }

    /// The digit as a character, `0` to `9`.
    #[inline]
    pub fn digit(self) -> u8 {
        b'0' + u8::try_from(self.total % 10).expect("a remainder of ten")
    }
}

/// The check digit of one field, as a character.
pub fn of(field: &[u8]) -> u8 {
    let mut sum = Sum::default();
    sum.add(field);
    sum.digit()
}
