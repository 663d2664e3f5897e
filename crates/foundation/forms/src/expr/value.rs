//! Values of expressions and how they turn into each other (XPath 1.0 § 4, with ODK's days for dates).

use jiff::civil::{Date, date};

/// A value during evaluation.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text; a blank is the empty text, a choice of several is its names joined by spaces.
    Text(String),
    /// A number, perhaps not a number.
    Number(f64),
    /// True or false.
    Truth(bool),
    /// The values of a field in each row of a repeat.
    List(Vec<Value>),
}

impl Value {
    /// The blank.
    pub fn blank() -> Self {
        Self::Text(String::new())
    }

    /// Whether nothing was answered.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(values) => values.is_empty(),
            Self::Number(_) | Self::Truth(_) => false,
        }
    }

    /// As a number; a date counts as its days since 1970-01-01; what is no number is NaN.
    pub fn number(&self) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Truth(true) => 1.0,
            Self::Truth(false) => 0.0,
            Self::Text(text) => text_number(text),
            Self::List(values) => values.first().map_or(f64::NAN, Self::number),
        }
    }

    /// As text.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number_text(*number),
            Self::Truth(truth) => truth.to_string(),
            Self::List(values) => values.first().map(Self::text).unwrap_or_default(),
        }
    }

    /// As true or false: a text is true when not blank, a number when neither zero nor NaN.
    pub fn truth(&self) -> bool {
        match self {
            Self::Truth(truth) => *truth,
            Self::Number(number) => number.abs() > 0.0,
            Self::Text(text) => !text.is_empty(),
            Self::List(values) => !values.is_empty(),
        }
    }

    /// The values of a list, or the value itself; blanks left out.
    pub(super) fn each(&self) -> Vec<&Value> {
        match self {
            Self::List(values) => values.iter().filter(|value| !value.is_blank()).collect(),
            single if single.is_blank() => Vec::new(),
            single => vec![single],
        }
    }
}

const ISO_DATE_LENGTH: usize = 10;

fn text_number(text: &str) -> f64 {
    let trimmed = text.trim();
    let plain = trimmed
        .bytes()
        .all(|b| matches!(b, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    // Rust also reads "inf" and "nan", which XPath does not.
    if plain && let Ok(number) = trimmed.parse() {
        return number;
    }
    days(trimmed).unwrap_or(f64::NAN)
}

/// Days since 1970-01-01 of an ISO date, or of the date part of an ISO instant.
fn days(text: &str) -> Option<f64> {
    let head = text.get(..ISO_DATE_LENGTH)?;
    let rest = &text[ISO_DATE_LENGTH..];
    if !(rest.is_empty() || rest.starts_with('T')) || head.as_bytes()[4] != b'-' {
        return None;
    }
    let day: Date = head.parse().ok()?;
    let since = day.since((jiff::Unit::Day, date(1970, 1, 1))).ok()?;
    Some(f64::from(since.get_days()))
}

fn number_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned();
    }
    // Adding zero turns -0 into 0.
    format!("{}", number + 0.0)
}
