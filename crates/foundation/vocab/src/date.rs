//! Dates of which only the year, or year and month, may be known.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::VocabError;

/// A year, a month of a year, or a day (proleptic Gregorian), written `2024`, `2024-05`, `2024-05-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// From its parts; a day needs a month.
    ///
    /// # Errors
    /// [`VocabError::Date`] when it is not in the calendar.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Result<Self, VocabError> {
        if !(0..=9999).contains(&year) || (month.is_none() && day.is_some()) {
            return Err(VocabError::Date);
        }
        jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1))
            .map_err(|_| VocabError::Date)?;
        Ok(Self { year, month, day })
    }

    /// Reads the ISO text.
    ///
    /// # Errors
    /// [`VocabError::Date`] when it has another shape or is not in the calendar.
    pub fn parse(text: &str) -> Result<Self, VocabError> {
        let digits = |part: &str, length: usize| -> Result<i16, VocabError> {
            if part.len() != length || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(VocabError::Date);
            }
            part.parse().map_err(|_| VocabError::Date)
        };
        let mut parts = text.split('-');
        let year = digits(parts.next().unwrap_or_default(), 4)?;
        let two = |part: Option<&str>| -> Result<Option<i8>, VocabError> {
            part.map(|part| digits(part, 2).and_then(|n| i8::try_from(n).map_err(|_| VocabError::Date)))
                .transpose()
        };
        let month = two(parts.next())?;
        let day = two(parts.next())?;
        if parts.next().is_some() {
            return Err(VocabError::Date);
        }
        Self::new(year, month, day)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, when known.
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month, when known.
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// The earliest day it may mean.
    pub fn first_day(self) -> jiff::civil::Date {
        jiff::civil::Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .expect("new() has checked the calendar")
    }

    /// The latest day it may mean.
    pub fn last_day(self) -> jiff::civil::Date {
        let month = jiff::civil::Date::new(self.year, self.month.unwrap_or(12), 1)
            .expect("new() has checked the calendar");
        self.day
            .map_or_else(|| month.last_of_month(), |_| self.first_day())
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = VocabError;

    fn from_str(text: &str) -> Result<Self, VocabError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for PartialDate {
    type Error = VocabError;

    fn try_from(text: String) -> Result<Self, VocabError> {
        Self::parse(&text)
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_partial_date_spans_what_it_may_mean() {
        let february: PartialDate = "2024-02".parse().expect("a month");
        assert_eq!(february.first_day().to_string(), "2024-02-01");
        assert_eq!(february.last_day().to_string(), "2024-02-29");
        for wrong in ["", "24", "2024-13", "2024-02-30", "2024-5", "2024-05-01-01", "٢٠٢٤"] {
            assert!(PartialDate::parse(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(year in 0_i16..=9999, month in 1_i8..=12, day in 1_i8..=28, parts in 0..3) {
            let date = PartialDate::new(year, (parts > 0).then_some(month), (parts > 1).then_some(day)).expect("in the calendar");
            prop_assert_eq!(PartialDate::parse(&date.to_string()), Ok(date));
        }
    }
}
