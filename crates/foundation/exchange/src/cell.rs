//! One cell of a sheet.

/// What a cell holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Cell {
    /// Nothing, or only blanks.
    #[default]
    Empty,
    /// A text as it stands.
    Text(String),
    /// A number.
    Number(f64),
    /// A truth value.
    Bool(bool),
    /// A date, with a time where there is one.
    DateTime(jiff::civil::DateTime),
    /// A formula that failed, by its sign (`#REF!`).
    Error(String),
}

impl Cell {
    /// A text cell; `Empty` when there are only blanks.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.trim().is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The cell as a person reads it: whole numbers without a point, midnight without a time.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::Number(number) => number_text(*number),
            Self::Bool(truth) => if *truth { "yes" } else { "no" }.to_owned(),
            Self::DateTime(when) if when.time() == jiff::civil::Time::midnight() => {
                when.date().to_string()
            }
            Self::DateTime(when) => when.to_string(),
        }
    }
}

/// A number without a needless point: `54`, `0.5`.
pub(crate) fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

/// The letter of a column, from 0: A, B, … Z, AA.
pub fn column_letter(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(
            b'A' + u8::try_from(rest % 26).unwrap_or_default(),
        ));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        for (index, letter) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letter(index), letter);
        }
    }
}
