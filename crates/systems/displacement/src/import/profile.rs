//! What the values of a column look like: the evidence that confirms or denies its header.

use super::reading::Reading;
use super::vocabulary::ratio;
use super::words::plain;
use std::collections::BTreeSet;

/// Distinct values kept; beyond it a column is simply "many".
const DISTINCT_KEPT: usize = 4_000;

/// Figures about one column, over the rows looked at.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Rows looked at.
    pub rows: usize,
    /// Rows with a value.
    pub filled: usize,
    /// Values that are numbers.
    pub numbers: usize,
    /// Numbers without a fraction.
    pub whole: usize,
    /// Numbers below zero.
    pub negative: usize,
    /// Smallest and largest number.
    pub range: Option<(f64, f64)>,
    /// Values that are dates.
    pub dates: usize,
    /// Values that look like a P-code: two or three letters, then digits.
    pub codes: usize,
    /// Values that are three capital letters.
    pub three_letters: usize,
    /// Values that say yes or no.
    pub yes_no: usize,
    /// Values that are addresses in the web.
    pub links: usize,
    /// Different values, up to a limit.
    pub distinct: BTreeSet<String>,
    /// A few texts as they stand.
    pub samples: Vec<String>,
}

impl Profile {
    /// Adds one cell.
    pub fn add(&mut self, cell: &Reading) {
        self.rows += 1;
        let Some(text) = cell.text() else { return };
        self.filled += 1;
        match cell {
            Reading::Number(number) => {
                self.numbers += 1;
                self.whole += usize::from((number - number.round()).abs() < 1e-9);
                self.negative += usize::from(*number < 0.0);
                let (low, high) = self.range.unwrap_or((*number, *number));
                self.range = Some((low.min(*number), high.max(*number)));
            }
            Reading::Date(_) => self.dates += 1,
            _ => {
                self.codes += usize::from(looks_like_pcode(&text));
                self.three_letters +=
                    usize::from(text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()));
                self.yes_no += usize::from(yes_no(&text).is_some());
                self.links += usize::from(text.starts_with("http") || text.starts_with("Maplink"));
            }
        }
        if self.samples.len() < 200 {
            self.samples.push(text.clone());
        }
        if self.distinct.len() < DISTINCT_KEPT {
            self.distinct.insert(text);
        }
    }

    /// Share of the filled cells that are numbers.
    #[must_use]
    pub fn numeric(&self) -> f64 {
        ratio(self.numbers, self.filled)
    }

    /// Whether the column can hold counts: numbers, or nothing at all.
    #[must_use]
    pub fn can_count(&self) -> bool {
        self.filled > 0 && self.numeric() >= 0.8
    }

    /// Whether every number lies within the bounds.
    #[must_use]
    pub fn within(&self, low: f64, high: f64) -> bool {
        self.numeric() >= 0.8
            && self
                .range
                .is_some_and(|(least, most)| least >= low && most <= high)
    }

    /// Whether the numbers look like shares: fractions between 0 and 1.
    #[must_use]
    pub fn fractions(&self) -> bool {
        self.within(0.0, 1.0) && self.numbers > self.whole
    }
}

/// Two or three letters, then at least one digit, then letters and digits ("LY010602", "IQG01Q02").
#[must_use]
pub fn looks_like_pcode(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    (2..=4).contains(&letters)
        && text.len() <= 20
        && text.len() > letters
        && text
            .bytes()
            .skip(letters)
            .all(|b| b.is_ascii_alphanumeric())
        && text.bytes().any(|b| b.is_ascii_digit())
}

/// "Yes", "Oui", "Sí", "نعم", "так" and their opposites.
#[must_use]
pub fn yes_no(text: &str) -> Option<bool> {
    match plain(text).as_str() {
        "yes" | "oui" | "si" | "نعم" | "так" | "да" | "true" | "y" | "sim" => Some(true),
        "no" | "non" | "لا" | "ні" | "нет" | "false" | "n" | "nao" => Some(false),
        _ => None,
    }
}
