//! A crossing as rules see it: who, where, which way, when.

use jiff::civil::Date;
use serde_json::{Map, Value as Json};
use vocab::PartialDate;

/// Which way somebody went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Into the country.
    Entry,
    /// Out of it.
    Exit,
    /// Through an international zone; nobody entered.
    Transit,
    /// Not let in.
    EntryRefused,
    /// Not let out.
    ExitRefused,
    /// Sent back by the other side: came in again after an exit.
    Returned,
}

impl Direction {
    /// Reads the word of the register.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "entry" => Self::Entry,
            "exit" => Self::Exit,
            "transit" => Self::Transit,
            "entry_refused" => Self::EntryRefused,
            "exit_refused" => Self::ExitRefused,
            "returned" => Self::Returned,
            _ => return None,
        })
    }

    /// The word of the register.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Exit => "exit",
            Self::Transit => "transit",
            Self::EntryRefused => "entry_refused",
            Self::ExitRefused => "exit_refused",
            Self::Returned => "returned",
        }
    }

    /// What a refusal in this direction is.
    pub fn refused(self) -> Self {
        match self {
            Self::Exit | Self::ExitRefused => Self::ExitRefused,
            _ => Self::EntryRefused,
        }
    }

    /// Whether the person is in the country after it.
    pub fn arrives(self) -> bool {
        matches!(self, Self::Entry | Self::Returned)
    }
}

/// A crossing.
#[derive(Debug, Clone, PartialEq)]
pub struct Crossing {
    /// Its record.
    pub id: String,
    /// The post.
    pub post: String,
    /// Which way.
    pub direction: Direction,
    /// The order of crossings: milliseconds of the hybrid clock, never the device's.
    pub at: i64,
    /// The day that counts for stays: confirmed by an officer where the clock was uncertain.
    pub day: Date,
    /// Number of the document; empty without one.
    pub number: String,
    /// Issuing state.
    pub issuer: String,
    /// Both parts of the name as the zone has them.
    pub name: String,
    /// Date of birth, as much as is known.
    pub birth: Option<PartialDate>,
    /// `F`, `M` or `X`.
    pub sex: Option<char>,
    /// Three letters.
    pub citizenship: String,
    /// Three letters; empty when not asked.
    pub residence: String,
    /// Purpose, as the register's list has it.
    pub purpose: String,
    /// How they came.
    pub mode: String,
    /// Until when they may stay.
    pub stay_until: Option<Date>,
    /// Seconds at the desk.
    pub seconds: Option<u32>,
}

impl Crossing {
    /// Reads a record of the register; none when it lacks what a crossing is.
    pub fn read(id: &str, data: &Map<String, Json>) -> Option<Self> {
        let text = |field: &str| {
            let value = data.get(field).and_then(Json::as_str).unwrap_or_default();
            value.to_owned()
        };
        let instant: jiff::Timestamp = text("crossed_at").parse().ok()?;
        let (surname, given) = (text("surname"), text("given_names"));
        Some(Self {
            id: id.to_owned(),
            post: text("post"),
            direction: Direction::parse(&text("direction"))?,
            at: instant.as_millisecond(),
            day: text("crossed_on").parse().ok()?,
            number: text("document_number"),
            issuer: text("document_issuer"),
            name: format!("{surname} {given}").trim().to_owned(),
            birth: PartialDate::parse(&text("birth")).ok(),
            sex: text("sex").chars().next(),
            citizenship: text("citizenship"),
            residence: text("residence"),
            purpose: text("purpose"),
            mode: text("mode"),
            stay_until: text("stay_until").parse().ok(),
            seconds: data
                .get("seconds")
                .and_then(Json::as_u64)
                .and_then(|seconds| u32::try_from(seconds).ok()),
        })
    }
}
