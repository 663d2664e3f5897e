//! How alike two parts of names are: Damerau–Levenshtein over lower-case ASCII.

/// Longest part that is compared letter by letter; longer ones are cut.
pub const LONGEST: usize = 40;

/// Changes, gaps, insertions and neighbours changed over (optimal string alignment) between two parts.
pub fn distance(a: &[u8], b: &[u8]) -> usize {
    let a = &a[..a.len().min(LONGEST)];
    let b = &b[..b.len().min(LONGEST)];
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len());
    }
    bit_parallel(a, b)
}

/// Hyyrö's bit-vector form of the optimal string alignment distance, for parts of at most 64 letters.
fn bit_parallel(a: &[u8], b: &[u8]) -> usize {
    let mut places = [0_u64; 128];
    for (at, byte) in a.iter().enumerate() {
        places[usize::from(byte & 127)] |= 1 << at;
    }
    let last = 1_u64 << (a.len() - 1);
    let (mut up, mut down, mut diagonal, mut before) = (!0_u64, 0_u64, 0_u64, 0_u64);
    let mut distance = a.len();
    for byte in b {
        let here = places[usize::from(byte & 127)];
        let crossed = ((!diagonal & here) << 1) & before;
        diagonal = (((here & up).wrapping_add(up)) ^ up) | here | down | crossed;
        let plus = down | !(diagonal | up);
        let minus = up & diagonal;
        if plus & last != 0 {
            distance += 1;
        } else if minus & last != 0 {
            distance -= 1;
        }
        let plus = (plus << 1) | 1;
        up = (minus << 1) | !(diagonal | plus);
        down = plus & diagonal;
        before = here;
    }
    distance
}

/// 1 for equal parts, 0 for nothing in common.
#[expect(clippy::cast_precision_loss, reason = "lengths under a hundred")]
pub fn ratio(a: &str, b: &str) -> f32 {
    let longest = a.len().max(b.len()).min(LONGEST);
    if longest == 0 {
        return 1.0;
    }
    1.0 - distance(a.as_bytes(), b.as_bytes()) as f32 / longest as f32
}
