//! How a part of a name sounds, roughly: what transliterations and clerks disagree about is made equal.

/// A part without what spellings disagree about: doubled letters, `ph` for `f`, `ou` for `u`, `q` and `c` for `k`, …
/// Input and output are lower-case ASCII.
pub fn fold(part: &str) -> String {
    let bytes = part.as_bytes();
    let mut folded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let (written, used): (&[u8], usize) = match rest {
            [b's', b'c', b'h', ..] => (b"x", 3),
            [b's', b'h' | b'j', ..] | [b'c', b'h', ..] => (b"x", 2),
            [b't', b's' | b'z', ..] => (b"s", 2),
            [b't', b'h', ..] => (b"t", 2),
            [b'd', b'h', ..] => (b"d", 2),
            [b'd', b'j', ..] => (b"j", 2),
            [b'd', b'z', b'h', ..] => (b"j", 3),
            [b'z', b'h', ..] => (b"j", 2),
            [b'g', b'h', ..] => (b"g", 2),
            [b'k', b'h', ..] => (b"h", 2),
            [b'p', b'h', ..] => (b"f", 2),
            [b'c', b'k', ..] => (b"k", 2),
            [b'c', b'e' | b'i' | b'y', ..] => (b"s", 1),
            [b'c' | b'q', ..] => (b"k", 1),
            [b'x', ..] if at == 0 => (b"x", 1),
            [b'x', ..] => (b"ks", 1),
            [b'w', ..] => (b"v", 1),
            [b'z', ..] => (b"s", 1),
            [b'o', b'u' | b'o' | b'w', ..] | [b'u', b'u', ..] => (b"u", 2),
            [b'o', ..] => (b"u", 1),
            [b'e', b'e' | b'i' | b'y', ..] | [b'i', b'e' | b'y', ..] | [b'a', b'y' | b'i', ..] => {
                (b"i", 2)
            }
            [b'y', ..] => (b"i", 1),
            [b'a', b'h'] => (b"a", 2),
            [other, ..] => (std::slice::from_ref(other), 1),
            [] => break,
        };
        for byte in written {
            if folded.last() != Some(byte) {
                folded.push(*byte);
            }
        }
        at += used;
    }
    String::from_utf8(folded).expect("ASCII in, ASCII out")
}

/// The consonants of a part in classes, vowels dropped, the first vowel kept as `a`: what is left of a name in a script
/// that does not write short vowels, and what finds a name across languages.
pub fn skeleton(part: &str) -> String {
    let folded = fold(part);
    let mut skeleton = String::with_capacity(folded.len());
    for (at, byte) in folded.bytes().enumerate() {
        let class = match byte {
            b'a' | b'e' | b'i' | b'u' if at == 0 => 'a',
            b'a' | b'e' | b'i' | b'u' => continue,
            b'h' if at > 0 => continue,
            b'b' | b'p' => 'b',
            b'f' | b'v' => 'f',
            b'd' | b't' => 't',
            b'g' | b'k' => 'k',
            b's' => 's',
            b'j' | b'x' => 'x',
            b'm' | b'n' => 'n',
            other => char::from(other),
        };
        if !skeleton.ends_with(class) {
            skeleton.push(class);
        }
    }
    skeleton
}

/// The same without classes: consonants as they fold, for scripts that write no short vowels.
pub fn consonants(part: &str) -> String {
    let folded = fold(part);
    let mut kept = String::with_capacity(folded.len());
    for letter in folded.chars() {
        if !matches!(letter, 'a' | 'e' | 'i' | 'u') && !kept.ends_with(letter) {
            kept.push(letter);
        }
    }
    kept
}
