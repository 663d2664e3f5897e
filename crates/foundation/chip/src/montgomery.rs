//! Arithmetic modulo an odd number of N words of 64 bits, in Montgomery's form. Only for what is public: running time
//! depends on the values, so nothing secret may come here. Verification of signatures knows no secrets.

/// Little-endian words.
pub type Words<const N: usize> = [u64; N];

/// A modulus with what its arithmetic needs.
#[derive(Debug, Clone)]
pub struct Modulus<const N: usize> {
    words: Words<N>,
    /// −m⁻¹ modulo 2⁶⁴.
    inverse: u64,
    /// 2^(64·N) mod m, which stands for 1.
    one: Words<N>,
    /// The square of that, to enter the form.
    square: Words<N>,
}

/// A number's bytes, most significant first, from the first that counts.
pub(crate) fn without_zeros(bytes: &[u8]) -> &[u8] {
    let first = bytes
        .iter()
        .position(|byte| *byte != 0)
        .unwrap_or(bytes.len());
    &bytes[first..]
}

/// Bits of a number of bytes, most significant first.
pub(crate) fn bits(bytes: &[u8]) -> usize {
    let bytes = without_zeros(bytes);
    let unused = bytes
        .first()
        .map_or(0, |byte| byte.leading_zeros() as usize);
    bytes.len() * 8 - unused
}

/// Bytes, most significant first, as words; `None` when they do not fit.
pub fn words<const N: usize>(bytes: &[u8]) -> Option<Words<N>> {
    let bytes = without_zeros(bytes);
    if bytes.len() > N * 8 {
        return None;
    }
    let mut words = [0; N];
    for (word, chunk) in words.iter_mut().zip(bytes.rchunks(8)) {
        *word = chunk
            .iter()
            .fold(0, |word, byte| word << 8 | u64::from(*byte));
    }
    Some(words)
}

/// Words as bytes, most significant first, all of them.
pub fn bytes<const N: usize>(words: &Words<N>) -> Vec<u8> {
    words
        .iter()
        .rev()
        .flat_map(|word| word.to_be_bytes())
        .collect()
}

/// Whether all words are zero.
pub fn is_zero<const N: usize>(words: &Words<N>) -> bool {
    words.iter().all(|word| *word == 0)
}

/// Whether a is less than b.
pub fn less<const N: usize>(a: &Words<N>, b: &Words<N>) -> bool {
    for at in (0..N).rev() {
        if a[at] != b[at] {
            return a[at] < b[at];
        }
    }
    false
}

/// a − b and whether that went below zero.
pub fn minus<const N: usize>(a: &Words<N>, b: &Words<N>) -> (Words<N>, bool) {
    let mut result = [0; N];
    let mut borrow = false;
    for at in 0..N {
        let (first, under) = a[at].overflowing_sub(b[at]);
        let (second, again) = first.overflowing_sub(u64::from(borrow));
        result[at] = second;
        borrow = under || again;
    }
    (result, borrow)
}

fn plus<const N: usize>(a: &Words<N>, b: &Words<N>) -> (Words<N>, bool) {
    let mut result = [0; N];
    let mut carry = false;
    for at in 0..N {
        let (first, over) = a[at].overflowing_add(b[at]);
        let (second, again) = first.overflowing_add(u64::from(carry));
        result[at] = second;
        carry = over || again;
    }
    (result, carry)
}

/// One step of a schoolbook row: a + b·c + carry, low and high word.
#[inline]
#[expect(
    clippy::cast_possible_truncation,
    reason = "the low word is what is meant"
)]
fn step(a: u64, b: u64, c: u64, carry: u64) -> (u64, u64) {
    let wide = u128::from(a) + u128::from(b) * u128::from(c) + u128::from(carry);
    (wide as u64, (wide >> 64) as u64)
}

impl<const N: usize> Modulus<N> {
    /// A modulus; odd and greater than one, else `None`.
    pub fn new(modulus: Words<N>) -> Option<Self> {
        if modulus[0] & 1 == 0 || (modulus[0] == 1 && modulus[1..].iter().all(|word| *word == 0)) {
            return None;
        }
        let mut inverse = 1_u64;
        for _ in 0..6 {
            inverse = inverse.wrapping_mul(2_u64.wrapping_sub(modulus[0].wrapping_mul(inverse)));
        }
        let mut made = Self {
            words: modulus,
            inverse: inverse.wrapping_neg(),
            one: [0; N],
            square: [0; N],
        };
        let mut power = [0; N];
        power[0] = 1;
        for _ in 0..N * 64 {
            power = made.double(&power);
        }
        made.one = power;
        // 2^(64·N) doubled 64 times a word gives the square of the form's one
        for _ in 0..N * 64 {
            power = made.double(&power);
        }
        made.square = power;
        Some(made)
    }

    /// The modulus itself.
    pub fn value(&self) -> &Words<N> {
        &self.words
    }

    /// What stands for 1.
    pub fn one(&self) -> Words<N> {
        self.one
    }

    /// a·b in the form.
    pub fn times(&self, a: &Words<N>, b: &Words<N>) -> Words<N> {
        let mut t = [0_u64; N];
        let mut top = 0_u64;
        for digit in b {
            let mut carry = 0;
            for (place, word) in t.iter_mut().zip(a) {
                (*place, carry) = step(*place, *word, *digit, carry);
            }
            let (sum, over) = top.overflowing_add(carry);
            let factor = t[0].wrapping_mul(self.inverse);
            let (_, mut carry) = step(t[0], factor, self.words[0], 0);
            for at in 1..N {
                (t[at - 1], carry) = step(t[at], factor, self.words[at], carry);
            }
            let (last, again) = sum.overflowing_add(carry);
            t[N - 1] = last;
            top = u64::from(over) + u64::from(again);
        }
        if top != 0 || !less(&t, &self.words) {
            t = minus(&t, &self.words).0;
        }
        t
    }

    /// a + b.
    pub fn sum(&self, a: &Words<N>, b: &Words<N>) -> Words<N> {
        let (sum, over) = plus(a, b);
        if over || !less(&sum, &self.words) {
            minus(&sum, &self.words).0
        } else {
            sum
        }
    }

    /// 2·a.
    pub fn double(&self, a: &Words<N>) -> Words<N> {
        self.sum(a, a)
    }

    /// a − b.
    pub fn difference(&self, a: &Words<N>, b: &Words<N>) -> Words<N> {
        let (difference, under) = minus(a, b);
        if under {
            plus(&difference, &self.words).0
        } else {
            difference
        }
    }

    /// Into the form; the value is less than the modulus.
    pub fn enter(&self, a: &Words<N>) -> Words<N> {
        self.times(a, &self.square)
    }

    /// Out of the form.
    pub fn leave(&self, a: &Words<N>) -> Words<N> {
        let mut one = [0; N];
        one[0] = 1;
        self.times(a, &one)
    }

    /// A power of a value in the form; the exponent is a plain number.
    pub fn power(&self, a: &Words<N>, exponent: &[u64]) -> Words<N> {
        let mut result = self.one;
        let mut begun = false;
        for word in exponent.iter().rev() {
            for bit in (0..64).rev() {
                if begun {
                    result = self.times(&result, &result);
                }
                if word >> bit & 1 == 1 {
                    result = if begun { self.times(&result, a) } else { *a };
                    begun = true;
                }
            }
        }
        result
    }

    /// 1/a modulo a prime, in the form.
    pub fn inverse_of(&self, a: &Words<N>) -> Words<N> {
        let mut two = [0; N];
        two[0] = 2;
        self.power(a, &minus(&self.words, &two).0)
    }
}
