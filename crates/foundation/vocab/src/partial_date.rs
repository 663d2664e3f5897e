//! Dates of which only a part may be known: `2024`, `2024-05`, `2024-05-01`.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::VocabError;

/// A year, a month or a day of the calendar. Sorted by its beginning, the vaguer first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// A date of its parts; the year is 1 to 9999, a day needs its month, and all must be in the calendar.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Result<Self, VocabError> {
        if year < 1 || (day.is_some() && month.is_none()) {
            return Err(VocabError::Date);
        }
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| VocabError::Date)?;
        Ok(Self { year, month, day })
    }

    /// Reads `2024`, `2024-05` or `2024-05-01`.
    pub fn parse(text: &str) -> Result<Self, VocabError> {
        let parts: Vec<&str> = text.split('-').collect();
        let widths_are_right = matches!(
            parts.iter().map(|part| part.len()).collect::<Vec<_>>()[..],
            [4] | [4, 2] | [4, 2, 2]
        );
        let only_digits = parts
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        if !widths_are_right || !only_digits {
            return Err(VocabError::Date);
        }
        let number = |part: &&str| part.parse::<i8>().map_err(|_| VocabError::Date);
        Self::new(
            parts[0].parse().map_err(|_| VocabError::Date)?,
            parts.get(1).map(number).transpose()?,
            parts.get(2).map(number).transpose()?,
        )
    }

    /// The year, 1 to 9999.
    pub fn year(&self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, when known.
    pub fn month(&self) -> Option<i8> {
        self.month
    }

    /// The day of the month, when known.
    pub fn day(&self) -> Option<i8> {
        self.day
    }

    /// The first day that it may mean.
    pub fn first_day(&self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .expect("checked when it was made")
    }

    /// The last day that it may mean.
    pub fn last_day(&self) -> Date {
        match (self.month, self.day) {
            (_, Some(_)) => self.first_day(),
            (Some(_), None) => self.first_day().last_of_month(),
            (None, None) => self.first_day().last_of_year(),
        }
    }
}

impl From<Date> for PartialDate {
    /// A whole day. Years before 1 do not occur in civil records and become year 1.
    fn from(date: Date) -> Self {
        Self {
            year: date.year().max(1),
            month: Some(date.month()),
            day: Some(date.day()),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl std::str::FromStr for PartialDate {
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
    fn from(date: PartialDate) -> String {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partial_date_spans_all_days_it_may_mean() {
        let february = PartialDate::parse("2024-02").unwrap();
        assert_eq!(february.first_day().to_string(), "2024-02-01");
        assert_eq!(february.last_day().to_string(), "2024-02-29");
        assert_eq!(
            PartialDate::parse("2024").unwrap().last_day().to_string(),
            "2024-12-31"
        );
    }

    #[test]
    fn what_is_not_in_the_calendar_is_refused() {
        for wrong in [
            "",
            "24",
            "2024-5",
            "2024-13",
            "2023-02-29",
            "2024-05-01T00:00",
            "+024",
            "0000",
            "2024-05-",
        ] {
            assert!(PartialDate::parse(wrong).is_err(), "{wrong}");
        }
    }
}
