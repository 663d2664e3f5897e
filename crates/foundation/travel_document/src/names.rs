//! The name field: `PRIMARY<<SECONDARY`, one filler between parts (Doc 9303-3, section 4.6).

/// A name of the zone in its two parts, fillers read as spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Primary identifier; empty when the field begins with two fillers.
    pub primary: String,
    /// Secondary identifier; empty when there is none.
    pub secondary: String,
}

/// Reads a name field.
pub fn read(field: &[u8]) -> Name {
    let field = if field.starts_with(b"<") && !field.starts_with(b"<<") {
        &field[1..]
    } else {
        field
    };
    match separator(field) {
        Some(at) => Name {
            primary: words(&field[..at]),
            secondary: words(&field[at + 2..]),
        },
        None => Name {
            primary: words(field),
            secondary: String::new(),
        },
    }
}

/// Where the two fillers between primary and secondary part begin.
pub(crate) fn separator(field: &[u8]) -> Option<usize> {
    field.windows(2).position(|pair| pair == b"<<")
}

/// Fillers as single spaces, none at the ends.
pub(crate) fn words(field: &[u8]) -> String {
    let mut text = String::with_capacity(field.len());
    for part in field
        .split(|byte| *byte == b'<')
        .filter(|part| !part.is_empty())
    {
        if !text.is_empty() {
            text.push(' ');
        }
        match std::str::from_utf8(part) {
            Ok(part) if part.is_ascii() => text.push_str(part),
            // Not of the alphabet: told as a fault, and read byte by byte.
            _ => text.extend(part.iter().map(|byte| char::from(*byte))),
        }
    }
    text
}

/// Writes a name of zone characters into a field, shortened by Doc 9303-3 when it does not fit: at least one letter of the
/// secondary part stays, parts lose letters at their right, and the last place holds a letter so that the reader sees that
/// something is missing.
pub fn write(primary: &str, secondary: &str, width: usize) -> String {
    let primary = joined(primary);
    let secondary = joined(secondary);
    let mut field = match (primary.is_empty(), secondary.is_empty()) {
        (_, true) => fit(&primary, width),
        (true, false) => format!("<<{}", fit(&secondary, width - 2)),
        (false, false) if primary.len() + 2 + secondary.len() <= width => {
            format!("{primary}<<{secondary}")
        }
        (false, false) => {
            let primary = fit(&primary, width - 3);
            let room = width - 2 - primary.len();
            format!("{primary}<<{}", fit(&secondary, room))
        }
    };
    while field.len() < width {
        field.push('<');
    }
    field
}

fn joined(name: &str) -> String {
    words(name.replace(' ', "<").as_bytes()).replace(' ', "<")
}

/// The first `room` characters; should the last be a filler, a letter of the longest part before it makes room.
fn fit(name: &str, room: usize) -> String {
    if name.len() <= room {
        return name.to_owned();
    }
    let cut = &name[..room];
    if !cut.ends_with('<') {
        return cut.to_owned();
    }
    let mut parts: Vec<String> = cut
        .trim_end_matches('<')
        .split('<')
        .map(str::to_owned)
        .collect();
    let longest = (0..parts.len()).rev().max_by_key(|at| parts[*at].len());
    if let Some(part) = longest.map(|at| &mut parts[at])
        && part.len() > 1
    {
        part.pop();
        let next = &name[room..=room];
        return format!("{}<{next}", parts.join("<"));
    }
    cut.trim_end_matches('<').to_owned()
}
