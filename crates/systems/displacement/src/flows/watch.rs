//! A watch: one enumerator at one point for some hours of one day, with every group that passed.

use jiff::civil::Date;

/// Which way people pass a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Along the route as it is numbered.
    Onward,
    /// Against it.
    Back,
    /// Local movement that comes back.
    Circular,
    /// Not told.
    Unknown,
}

impl Direction {
    /// All, in the order of tables.
    pub const ALL: [Self; 4] = [Self::Onward, Self::Back, Self::Circular, Self::Unknown];

    /// The code in records and addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Onward => "onward",
            Self::Back => "back",
            Self::Circular => "circular",
            Self::Unknown => "unknown",
        }
    }

    /// The direction of a code; what is no code is not known.
    #[must_use]
    pub fn of(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|direction| direction.code() == code)
            .unwrap_or(Self::Unknown)
    }

    /// Place in tables by direction.
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }
}

/// People who passed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// How many.
    pub size: u32,
    /// Which way.
    pub direction: Direction,
    /// Country or area they departed from, as told.
    pub origin: Option<String>,
    /// The last place of transit they told, by code of the point where it is one.
    pub previous: Option<String>,
    /// Country or area they are going to, as told.
    pub destination: Option<String>,
}

/// Hours of one day at one point.
#[derive(Debug, Clone, PartialEq)]
pub struct Watch {
    /// Code of the point.
    pub point: String,
    /// The day.
    pub day: Date,
    /// Hour of the day at which it began, 0 to 23.
    pub from_hour: u8,
    /// How long it lasted, in hours; it ends by midnight.
    pub hours: f64,
    /// Who passed; none is an observation too.
    pub parties: Vec<Party>,
}

impl Watch {
    /// From and until, in hours of the day, cut at midnight.
    #[must_use]
    pub fn span(&self) -> (f64, f64) {
        let from = f64::from(self.from_hour.min(24));
        let hours = if self.hours.is_finite() {
            self.hours.max(0.0)
        } else {
            0.0
        };
        (from, (from + hours).min(24.0))
    }

    /// Everybody who passed.
    #[must_use]
    pub fn people(&self) -> u64 {
        self.parties.iter().map(|party| u64::from(party.size)).sum()
    }
}
