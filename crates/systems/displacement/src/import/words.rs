//! How a header, a group name or a place name is reduced to plain words before it is compared.
//!
//! Real files write the same thing as `admin1Pcode`, `ADM1_PCODE`, `Adm 1 P-Code`, `Código adm1` or
//! `رمز المحافظة`: case, accents, camel case, punctuation, line breaks, Arabic letter variants and
//! the tatweel (U+0640, found in a real period header) carry no meaning here.

use unicode_normalization::UnicodeNormalization;

/// The words of a text: lower case, without accents and marks, split at case and digit borders.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let plain: Vec<char> = text.nfkd().filter(|c| !is_mark(*c)).map(letter).collect();
    let mut found: Vec<String> = Vec::new();
    let mut word = String::new();
    for (index, c) in plain.iter().copied().enumerate() {
        if matches!(c, '\'' | '’' | '`' | 'ʼ') {
            continue; // "Lu'gan" is one word
        }
        if matches!(c, '%' | '#') {
            push(&mut found, &mut word);
            found.push(c.to_string());
            continue;
        }
        if !c.is_alphanumeric() {
            push(&mut found, &mut word);
            continue;
        }
        if let Some(last) = index.checked_sub(1).map(|i| plain[i])
            && !word.is_empty()
        {
            // two small letters must follow, or the plural of "IDPs" and "HHs" would be torn off
            let next_lower = plain
                .get(index + 1..index + 3)
                .is_some_and(|n| n.iter().all(|c| c.is_lowercase()));
            let camel = last.is_lowercase() && c.is_uppercase();
            let acronym_end = last.is_uppercase() && c.is_uppercase() && next_lower;
            let digit_border = last.is_numeric() != c.is_numeric();
            if camel || (acronym_end && word.chars().count() > 1) || digit_border {
                push(&mut found, &mut word);
            }
        }
        word.push(c);
    }
    push(&mut found, &mut word);
    // "P-Code" and "P Code" are "pcode"
    while let Some(at) = found
        .windows(2)
        .position(|pair| pair[0] == "p" && matches!(pair[1].as_str(), "code" | "codes"))
    {
        found.splice(at..at + 2, ["pcode".to_owned()]);
    }
    found
}

/// The words joined by one blank: the form in which headers are compared.
#[must_use]
pub fn plain(text: &str) -> String {
    words(text).join(" ")
}

/// A text for people on one line: line breaks and runs of blanks become one blank, tatweel goes.
#[must_use]
pub fn one_line(text: &str) -> String {
    let without: String = text
        .chars()
        .filter(|c| *c != '\u{640}' && *c != '\u{feff}')
        .collect();
    without.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A part of a record id: ASCII letters and digits joined by `-`; other scripts fall back to a hash.
#[must_use]
pub fn slug(text: &str) -> String {
    let joined = words(text).join("-");
    let ascii: String = joined
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let ascii = ascii.trim_matches('-').to_owned();
    if ascii.len() * 2 >= joined.len() && !ascii.is_empty() {
        ascii.chars().take(60).collect()
    } else {
        format!("x{:08x}", fingerprint(&joined) & 0xffff_ffff)
    }
}

/// FNV-1a over the bytes: a fingerprint that is the same in every run and on every machine.
#[must_use]
pub fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn push(found: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        found.push(std::mem::take(word).to_lowercase());
    }
}

/// Combining marks of Latin and Arabic, the tatweel, the byte-order mark and direction marks.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}'
        | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Arabic spellings of one letter, and the dotless or barred Latin letters that NFKD leaves.
fn letter(c: char) -> char {
    match c {
        'ة' => 'ه',
        'ى' => 'ي',
        'ٱ' => 'ا',
        'ı' => 'i',
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        '٠'..='٩' => char::from(b'0' + u8::try_from(u32::from(c) - 0x660).expect("ten digits")),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spellings_of_one_header_become_one() {
        for text in [
            "admin1Pcode",
            "ADMIN1_PCODE",
            "Admin 1 Pcode",
            "admin1 pcode\n",
        ] {
            assert_eq!(plain(text), "admin 1 pcode", "{text}");
        }
        assert_eq!(plain("numPresentIdpInd"), "num present idp ind");
        assert_eq!(plain("IDPs"), "idps");
        assert_eq!(plain("# HHs"), "# hhs");
        assert_eq!(
            plain("Nombre de déplacés\ninternes"),
            "nombre de deplaces internes"
        );
    }

    #[test]
    fn arabic_marks_and_tatweel_carry_no_meaning() {
        assert_eq!(plain("ـJan 20"), "jan 20");
        assert_eq!(plain("المحافظة"), plain("المحافظه"));
        assert_eq!(plain("عدد الأسر"), plain("عدد الاسر"));
    }

    #[test]
    fn a_slug_is_ascii_and_never_empty() {
        assert_eq!(slug("Lake Chad Basin Crisis"), "lake-chad-basin-crisis");
        assert!(slug("نزوح").starts_with('x'));
        assert!(!slug("").is_empty());
    }
}
