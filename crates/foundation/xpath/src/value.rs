//! Values and their conversions: XPath 1.0 sections 3.2 to 4.4, dates as days.

use crate::instances::NodeRef;

/// What an expression comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nodes, in document order unless `randomize()` shuffled them.
    Nodes(Vec<NodeRef>),
    /// A number, IEEE 754 double.
    Number(f64),
    /// A text; dates and times are ISO 8601 texts that turn into days where a number is needed.
    Text(String),
    /// True or false.
    Boolean(bool),
}

impl Value {
    /// What it is, for messages.
    pub(crate) fn noun(&self) -> &'static str {
        match self {
            Self::Nodes(_) => "set of nodes",
            Self::Number(_) => "number",
            Self::Text(_) => "text",
            Self::Boolean(_) => "truth value",
        }
    }
}

/// A number as text (section 4.2): no exponent, no negative zero.
pub fn number_text(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned()
    } else if number == 0.0 {
        "0".to_owned()
    } else {
        number.to_string()
    }
}

/// A text as a plain number: digits with an optional point and sign, and an exponent, which phones write for
/// large decimals; anything else, and the empty text, is not a number.
pub fn plain_number(text: &str) -> f64 {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let fits = unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && unsigned
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'-' | b'+'));
    if fits {
        text.parse().unwrap_or(f64::NAN)
    } else {
        f64::NAN
    }
}
