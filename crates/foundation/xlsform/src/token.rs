//! Looking into expressions without parsing them: names, `${references}` and tokens.
//!
//! This is all that the compiler needs to know of XPath, in one place.

/// XML Namespaces 1.0, NCName: first character.
fn name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}'
        | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

/// Further characters of a name.
fn name_char(c: char) -> bool {
    name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// Bytes of the NCName at the beginning, 0 when there is none.
fn name_length(text: &str) -> usize {
    let mut chars = text.char_indices();
    match chars.next() {
        Some((_, c)) if name_start(c) => {}
        _ => return 0,
    }
    chars
        .find(|(_, c)| !name_char(*c))
        .map_or(text.len(), |(end, _)| end)
}

/// Bytes of a name with an optional prefix.
fn qualified_length(text: &str) -> usize {
    let first = name_length(text);
    if first == 0 {
        return 0;
    }
    let rest = &text[first..];
    if let Some(local) = rest.strip_prefix(':') {
        let second = name_length(local);
        if second > 0 {
            return first + 1 + second;
        }
    }
    first
}

/// Whether the text may be the name of an XML element, with or without a prefix.
pub(crate) fn is_xml_name(text: &str) -> bool {
    !text.is_empty() && qualified_length(text) == text.len()
}

/// Whether the text is a name without a prefix.
pub(crate) fn is_plain_name(text: &str) -> bool {
    !text.is_empty() && name_length(text) == text.len()
}

/// Curly quotes, which word processors put in, made straight.
pub(crate) fn straight_quotes(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    text.chars()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            c => c,
        })
        .collect()
}

/// A `${name}` in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    pub name: String,
    /// `${last-saved#name}`: the answer in the record saved last on this device.
    pub last_saved: bool,
    /// Bytes of the text that it covers, braces included.
    pub start: usize,
    pub end: usize,
}

/// What is between `${` and `}`.
fn inner(text: &str) -> Option<(String, bool)> {
    let (last_saved, name) = match text.strip_prefix("last-saved#") {
        Some(name) => (true, name),
        None => (false, text),
    };
    is_plain_name(name).then(|| (name.to_owned(), last_saved))
}

/// Every reference of a text, or the malformed one.
pub(crate) fn references(text: &str) -> Result<Vec<Reference>, Malformed> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("${") {
        let start = from + at;
        let Some(close) = text[start..].find('}') else {
            return Err(Malformed);
        };
        let end = start + close + 1;
        let between = &text[start + 2..end - 1];
        if !between.is_empty() {
            let Some((name, last_saved)) = inner(between) else {
                return Err(Malformed);
            };
            found.push(Reference {
                name,
                last_saved,
                start,
                end,
            });
        }
        from = end;
    }
    Ok(found)
}

/// A `${` that no valid name and `}` follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

/// Whether the text may hold references at all.
pub(crate) fn may_refer(text: &str) -> bool {
    text.len() > 2 && text.contains("${")
}

/// Whether the text holds a reference, the first one being well-formed.
pub(crate) fn has_reference(text: &str) -> bool {
    let Some(start) = text.find("${") else {
        return false;
    };
    match text[start..].find('}') {
        Some(2) => has_reference_after_empty(&text[start + 3..]),
        Some(close) => inner(&text[start + 2..start + close]).is_some(),
        None => false,
    }
}

fn has_reference_after_empty(text: &str) -> bool {
    references(text).is_ok_and(|found| !found.is_empty())
}

/// Whether the text is one reference and nothing else.
pub(crate) fn is_reference(text: &str) -> bool {
    references(text)
        .is_ok_and(|found| found.len() == 1 && found[0].start == 0 && found[0].end == text.len())
}

/// Whether a reference to the record saved last is among those of the text.
pub(crate) fn refers_to_last_saved(text: &str) -> bool {
    references(text).is_ok_and(|found| found.iter().any(|reference| reference.last_saved))
}

/// Kinds of tokens that somebody asks for; every other one is `Other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Value,
    Math,
    Union,
    Close,
    PathStep,
    Literal,
    Space,
    Reference,
    Call,
    PredicateStart,
    PredicateEnd,
    Name,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// Cuts a text into tokens; anything is accepted, for labels are looked at as well as expressions.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let (kind, length) = next(&text[start..]);
        out.push(Token {
            kind,
            start,
            end: start + length,
        });
        start += length;
    }
    out
}

fn digits(bytes: &[u8], from: usize, count: usize) -> bool {
    bytes.len() >= from + count && bytes[from..from + count].iter().all(u8::is_ascii_digit)
}

/// `YYYY-MM-DD`, optionally negative.
fn date_length(bytes: &[u8]) -> usize {
    let sign = usize::from(bytes.first() == Some(&b'-'));
    let shaped = digits(bytes, sign, 4)
        && bytes.get(sign + 4) == Some(&b'-')
        && digits(bytes, sign + 5, 2)
        && bytes.get(sign + 7) == Some(&b'-')
        && digits(bytes, sign + 8, 2);
    if shaped { sign + 10 } else { 0 }
}

/// `hh:mm:ss` with an optional zone.
fn time_length(bytes: &[u8]) -> usize {
    let shaped = digits(bytes, 0, 2)
        && bytes.get(2) == Some(&b':')
        && digits(bytes, 3, 2)
        && bytes.get(5) == Some(&b':')
        && digits(bytes, 6, 2);
    if !shaped {
        return 0;
    }
    match bytes.get(8) {
        Some(b'Z') => 9,
        Some(b'+' | b'-')
            if digits(bytes, 9, 2) && bytes.get(11) == Some(&b':') && digits(bytes, 12, 2) =>
        {
            14
        }
        _ => 8,
    }
}

/// `12`, `-12.`, `.5`.
fn number_length(bytes: &[u8]) -> usize {
    let sign = usize::from(bytes.first() == Some(&b'-'));
    let run = |from: usize| {
        bytes[from.min(bytes.len())..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let whole = run(sign);
    if whole > 0 {
        let end = sign + whole;
        if bytes.get(end) == Some(&b'.') {
            return end + 1 + run(end + 1);
        }
        return end;
    }
    if bytes.get(sign) == Some(&b'.') {
        let fraction = run(sign + 1);
        if fraction > 0 {
            return sign + 1 + fraction;
        }
    }
    0
}

/// The first token of a text that is not empty.
fn next(text: &str) -> (Kind, usize) {
    let bytes = text.as_bytes();
    let date = date_length(bytes);
    if date > 0 {
        if bytes.get(date) == Some(&b'T') {
            let time = time_length(&bytes[date + 1..]);
            if time > 0 {
                return (Kind::Value, date + 1 + time);
            }
        }
        return (Kind::Value, date);
    }
    let value = time_length(bytes).max(number_length(bytes));
    if value > 0 {
        return (Kind::Value, value);
    }
    if text.starts_with(" mod ") || text.starts_with(" div ") {
        return (Kind::Math, 5);
    }
    if text.starts_with(" and ") {
        return (Kind::Other, 5);
    }
    if text.starts_with(" or ") {
        return (Kind::Other, 4);
    }
    match bytes[0] {
        b'*' | b'+' | b'-' => return (Kind::Math, 1),
        b'|' => return (Kind::Union, 1),
        b')' => return (Kind::Close, 1),
        b']' => return (Kind::PredicateEnd, 1),
        b'/' => return (Kind::PathStep, 1),
        quote @ (b'"' | b'\'') => {
            if let Some(end) = bytes[1..].iter().position(|b| *b == quote) {
                return (Kind::Literal, end + 2);
            }
            return (Kind::Other, 1);
        }
        b'$' => {
            if text.starts_with("${")
                && let Some(close) = text.find('}')
                && inner(&text[2..close]).is_some()
            {
                return (Kind::Reference, close + 1);
            }
        }
        _ => {}
    }
    let spaces: usize = text
        .chars()
        .take_while(|c| c.is_whitespace())
        .map(char::len_utf8)
        .sum();
    if spaces > 0 {
        return (Kind::Space, spaces);
    }
    let name = qualified_length(text);
    if name > 0 {
        return match bytes.get(name) {
            Some(b'(') => (Kind::Call, name + 1),
            Some(b'[') => (Kind::PredicateStart, name + 1),
            _ => (Kind::Name, name),
        };
    }
    (Kind::Other, text.chars().next().map_or(1, char::len_utf8))
}

/// Whether a default is an expression to be computed rather than a value to be written down.
/// A hyphen in a date or a place is none.
pub(crate) fn is_dynamic(default: &str, question_type: &str) -> bool {
    let hyphenated = matches!(
        question_type,
        "date" | "dateTime" | "geopoint" | "geotrace" | "geoshape"
    );
    for token in tokens(default) {
        match token.kind {
            Kind::Math if hyphenated && &default[token.start..token.end] == "-" => return false,
            Kind::Math | Kind::Union | Kind::Reference | Kind::Call => return true,
            _ => {}
        }
    }
    false
}
