//! Codes of states and organisations: ISO 3166-1 alpha-3 and the additions of Doc 9303-3, section 5.

use std::sync::OnceLock;

/// Codes of Doc 9303-3 that ISO 3166-1 does not have, but for Germany's single letter.
const ADDITIONS: [&str; 26] = [
    "EUE", "GBD", "GBN", "GBO", "GBP", "GBS", "RKS", "UNK", "UNO", "UNA", "XBA", "XIM", "XCC",
    "XCE", "XCO", "XEC", "XMP", "XOM", "XPO", "XES", "XDC", "XXA", "XXB", "XXC", "XXX", "UTO",
];

const LETTERS: usize = 26 * 26 * 26;

/// Whether three characters of a zone are a listed code; fillers fill a shorter one (`D<<`).
pub fn is_listed(code: &[u8]) -> bool {
    static LISTED: OnceLock<Vec<bool>> = OnceLock::new();
    if code == b"D<<" {
        return true;
    }
    let listed = LISTED.get_or_init(|| {
        let mut table = vec![false; LETTERS];
        let countries = vocab::country::all().iter().map(|country| country.alpha3);
        for known in countries.chain(ADDITIONS) {
            if let Some(at) = place(known.as_bytes()) {
                table[at] = true;
            }
        }
        table
    });
    place(code).is_some_and(|at| listed[at])
}

/// The state whose authority stands behind a code: British kinds are the United Kingdom's, `D` is Germany's.
pub fn state_of(code: &str) -> &str {
    match code {
        "D" | "D<<" => "DEU",
        "GBD" | "GBN" | "GBO" | "GBP" | "GBS" => "GBR",
        "UNK" => "RKS",
        "UNA" => "UNO",
        other => other,
    }
}

fn place(code: &[u8]) -> Option<usize> {
    let [a, b, c] = code else { return None };
    let letter = |byte: &u8| byte.is_ascii_uppercase().then(|| usize::from(*byte - b'A'));
    Some((letter(a)? * 26 + letter(b)?) * 26 + letter(c)?)
}
