//! One cell of a file as a value: blank, a word for "not known", a number, a date, a text.

use super::words::{one_line, plain};
use exchange::Cell;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// Nothing.
    Blank,
    /// A word that says that nothing is known ("Not available", "n/a", "-").
    Missing,
    /// A number, also when written as text ("1,234", "1 234", Arabic digits).
    Number(f64),
    /// A calendar date or instant, ISO text.
    Date(String),
    /// Any other text, on one line.
    Text(String),
}

/// Words for "not known", plain form.
const MISSING: &[&str] = &[
    "not available",
    "n a",
    "na",
    "not applicable",
    "null",
    "none",
    "nan",
    "n d",
    "nd",
    "s d",
    "sd",
    "no data",
    "no disponible",
    "non disponible",
    "nd",
    "غير متوفر",
    "غير متاح",
    "لا يوجد",
    "немає даних",
    "nil",
    "not known",
    "desconocido sin dato",
];

impl Reading {
    /// Reads one cell.
    #[must_use]
    pub fn of(cell: &Cell) -> Self {
        match cell {
            Cell::Empty => Self::Blank,
            Cell::Number(number) => Self::Number(*number),
            Cell::Bool(true) => Self::Text("yes".to_owned()),
            Cell::Bool(false) => Self::Text("no".to_owned()),
            Cell::DateTime(when) => Self::Date(when.to_string()),
            Cell::Error(_) => Self::Missing,
            Cell::Text(text) => Self::of_text(text),
        }
    }

    /// Reads the text of a cell.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let text = one_line(text);
        if text.is_empty() {
            return Self::Blank;
        }
        if let Some(number) = number(&text) {
            return Self::Number(number);
        }
        if text
            .chars()
            .all(|c| matches!(c, '-' | '–' | '—' | '.' | '…' | '*' | '/'))
            || MISSING.contains(&plain(&text).as_str())
        {
            return Self::Missing;
        }
        Self::Text(text)
    }

    /// Whether the cell says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Blank | Self::Missing)
    }

    /// The cell as text; whole numbers without a decimal point. `None` when it says nothing.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Blank | Self::Missing => None,
            Self::Text(text) | Self::Date(text) => Some(text.clone()),
            Self::Number(number) => Some(number_text(*number)),
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// A number as people write it, or `None`. "1,234" and "1 234" are thousands; "1,5" is one and a half.
#[must_use]
pub fn number(text: &str) -> Option<f64> {
    let mut plain = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '0'..='9' | '.' | ',' | '-' | '+' => plain.push(c),
            '٠'..='٩' => plain.push(char::from(b'0' + u8::try_from(u32::from(c) - 0x660).ok()?)),
            '٫' => plain.push('.'),
            '٬' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' => plain.push(' '),
            'e' | 'E' if !plain.is_empty() => plain.push('e'),
            _ => return None,
        }
    }
    if !plain.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = plain.trim_start_matches(['-', '+']).as_bytes();
    if digits.len() > 1 && digits[0] == b'0' && digits[1].is_ascii_digit() {
        return None; // "05001" is a code: its zero must not be lost
    }
    let grouped = |separator: char| {
        let mut groups = plain.trim_start_matches(['-', '+']).split(separator);
        let first = groups.next().is_some_and(|group| {
            (1..=3).contains(&group.len())
                && group != "0"
                && group.bytes().all(|b| b.is_ascii_digit())
        });
        let mut rest = groups.peekable();
        first
            && rest.peek().is_some()
            && rest.all(|group| {
                group
                    .split('.')
                    .next()
                    .is_some_and(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()))
            })
    };
    let text = if grouped(' ') {
        plain.replace(' ', "")
    } else if plain.contains(' ') {
        return None;
    } else if grouped(',') {
        plain.replace(',', "")
    } else if plain.matches('.').count() > 1 && grouped('.') {
        plain.replace('.', "")
    } else if plain.matches(',').count() == 1 && !plain.contains('.') {
        plain.replace(',', ".")
    } else {
        plain
    };
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// A number as text: `54` and not `54.0`.
#[must_use]
pub fn number_text(number: f64) -> String {
    if (number - number.round()).abs() < 1e-9 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, want) in [
            ("1,234", 1234.0),
            ("1 234", 1234.0),
            ("1\u{a0}234\u{a0}567", 1_234_567.0),
            ("1.234.567", 1_234_567.0),
            ("33.03761591", 33.037_615_91),
            ("1,5", 1.5),
            ("١٢٣", 123.0),
            ("-7", -7.0),
            ("356936.0", 356_936.0),
        ] {
            assert_eq!(number(text), Some(want), "{text}");
        }
        for text in ["12-17", "UA21", "100 - 200", "", "-", "5%", "1 2", "05001"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn not_available_is_not_a_name() {
        assert_eq!(Reading::of_text("Not available"), Reading::Missing);
        assert_eq!(Reading::of_text(" - "), Reading::Missing);
        assert_eq!(
            Reading::of_text("حي الحارة"),
            Reading::Text("حي الحارة".into())
        );
    }
}
