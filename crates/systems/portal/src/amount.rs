//! A published value, or why there is none.

use crate::number::count;
use crate::{Arg, Catalogue, Lang};

/// What may be shown of one figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// The value.
    Known(f64),
    /// A value that is not shown, to protect people.
    Suppressed,
    /// No value was collected.
    Unknown,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Persons.
    People,
    /// Households.
    Households,
    /// Places, sites.
    Sites,
    /// Anything else: the number stands alone.
    Plain,
}

impl Amount {
    /// The value, when it may be shown.
    pub fn known(self) -> Option<f64> {
        match self {
            Self::Known(value) => Some(value),
            Self::Suppressed | Self::Unknown => None,
        }
    }

    /// The number in a table cell, or a word in its place.
    pub(crate) fn cell(self, lang: Lang) -> String {
        match self {
            Self::Known(value) => count(value, lang),
            Self::Suppressed => Catalogue::of(lang).text("amount-suppressed"),
            Self::Unknown => Catalogue::of(lang).text("amount-unknown"),
        }
    }

    /// The number with what it counts: `1,234 people`.
    pub(crate) fn phrase(self, unit: Unit, lang: Lang) -> String {
        let Self::Known(value) = self else {
            return self.cell(lang);
        };
        let written = count(value, lang);
        let key = match unit {
            Unit::People => "count-people",
            Unit::Households => "count-households",
            Unit::Sites => "count-sites",
            Unit::Plain => return written,
        };
        let args = [
            ("count", Arg::Count(value.round())),
            ("value", Arg::Text(&written)),
        ];
        Catalogue::of(lang).plain(key, &args)
    }
}

impl Unit {
    /// The heading of a column of such numbers.
    pub(crate) fn heading(self, lang: Lang) -> String {
        let key = match self {
            Self::People => "unit-people",
            Self::Households => "unit-households",
            Self::Sites => "unit-sites",
            Self::Plain => "unit-plain",
        };
        Catalogue::of(lang).text(key)
    }
}
