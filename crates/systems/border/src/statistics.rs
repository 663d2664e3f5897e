//! Counts of crossings and what stays are called by the United Nations' *Recommendations on Statistics of International
//! Migration* (Rev. 1, 1998) and by the concepts of 2021. Facts are kept; both are derived.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    crossing::{Crossing, Direction},
    percentile::nearest_rank,
};

/// One cell of the table of crossings: nothing in it names a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Post.
    pub post: String,
    /// Day.
    pub day: Date,
    /// Which way.
    pub direction: Direction,
    /// How they came.
    pub mode: String,
    /// Citizenship, three letters.
    pub citizenship: String,
    /// `resident`, `visitor` or `unknown`.
    pub residence_class: &'static str,
    /// Purpose.
    pub purpose: String,
    /// `F`, `M`, `X` or empty.
    pub sex: String,
    /// Band of ages.
    pub age_band: &'static str,
}

/// Residents and visitors are told apart by the country where somebody lives, never by citizenship.
pub fn residence_class(crossing: &Crossing, country: &str) -> &'static str {
    match crossing.residence.as_str() {
        "" => "unknown",
        residence if residence == country => "resident",
        _ => "visitor",
    }
}

/// The band of somebody's age on a day; a birth of which only the year is known is taken at its last day.
pub fn age_band(crossing: &Crossing) -> &'static str {
    let Some(birth) = crossing.birth else {
        return "unknown";
    };
    match age_on(birth.last_day(), crossing.day) {
        0..=11 => "0_11",
        12..=17 => "12_17",
        18..=29 => "18_29",
        30..=59 => "30_59",
        60.. => "60_plus",
        _ => "unknown",
    }
}

/// Whole years between a birth and a day; negative before it.
pub fn age_on(birth: Date, day: Date) -> i16 {
    let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
    day.year() - birth.year() - i16::from(!had_birthday)
}

/// Crossings by cell.
pub fn cells<'a>(
    crossings: impl IntoIterator<Item = &'a Crossing>,
    country: &str,
) -> BTreeMap<Cell, u32> {
    let mut counts = BTreeMap::new();
    for crossing in crossings {
        let cell = Cell {
            post: crossing.post.clone(),
            day: crossing.day,
            direction: crossing.direction,
            mode: crossing.mode.clone(),
            citizenship: crossing.citizenship.clone(),
            residence_class: residence_class(crossing, country),
            purpose: crossing.purpose.clone(),
            sex: crossing.sex.map(String::from).unwrap_or_default(),
            age_band: age_band(crossing),
        };
        *counts.entry(cell).or_insert(0) += 1;
    }
    counts
}

/// Median and 95th percentile of the seconds at the desk.
pub fn seconds<'a>(
    crossings: impl IntoIterator<Item = &'a Crossing>,
) -> (Option<u32>, Option<u32>) {
    let mut all: Vec<u32> = crossings.into_iter().filter_map(|it| it.seconds).collect();
    (nearest_rank(&mut all, 0.5), nearest_rank(&mut all, 0.95))
}

/// What a stay is by the recommendations of 1998.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind1998 {
    /// Twelve months or more.
    LongTermMigrant,
    /// Three to under twelve months, but for a visit, holiday, business, treatment or pilgrimage.
    ShortTermMigrant,
    /// Everybody else who does not live here.
    NotMigrant,
}

/// What a stay is by the concepts of 2021: there is no short-term migrant any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind2021 {
    /// Most of twelve months: usual residence changes.
    Migrant,
    /// Three to under twelve months: mobility for a time.
    TemporaryMobility,
    /// Shorter.
    ShortVisit,
}

/// Three months and twelve, in days.
const THREE_MONTHS: i32 = 90;
const TWELVE_MONTHS: i32 = 365;

/// By the recommendations of 1998: length and purpose.
pub fn kind_1998(days: i32, purpose: &str) -> Kind1998 {
    // Crew and officials in transit change no usual residence either.
    let exempt = matches!(
        purpose,
        "visit" | "business" | "medical" | "transit" | "crew" | "official"
    );
    if days >= TWELVE_MONTHS {
        Kind1998::LongTermMigrant
    } else if days >= THREE_MONTHS && !exempt {
        Kind1998::ShortTermMigrant
    } else {
        Kind1998::NotMigrant
    }
}

/// By the concepts of 2021: residence may be judged by most of twelve months, so more than half of them.
pub fn kind_2021(days: i32, most_of_twelve_months: bool) -> Kind2021 {
    let threshold = if most_of_twelve_months {
        TWELVE_MONTHS / 2 + 1
    } else {
        TWELVE_MONTHS
    };
    if days >= threshold {
        Kind2021::Migrant
    } else if days >= THREE_MONTHS {
        Kind2021::TemporaryMobility
    } else {
        Kind2021::ShortVisit
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn eleven_months_of_work_is_a_short_term_migrant_of_1998_and_mobility_of_2021() {
        assert_eq!(kind_1998(330, "work"), Kind1998::ShortTermMigrant);
        assert_eq!(kind_1998(330, "medical"), Kind1998::NotMigrant);
        assert_eq!(kind_2021(330, false), Kind2021::TemporaryMobility);
        assert_eq!(kind_2021(330, true), Kind2021::Migrant);
        assert_eq!(kind_1998(365, "visit"), Kind1998::LongTermMigrant);
        assert_eq!(kind_2021(89, true), Kind2021::ShortVisit);
    }

    #[test]
    fn an_age_is_full_on_the_birthday() {
        assert_eq!(age_on(date(2008, 3, 5), date(2026, 3, 4)), 17);
        assert_eq!(age_on(date(2008, 3, 5), date(2026, 3, 5)), 18);
        assert_eq!(age_on(date(2008, 2, 29), date(2026, 2, 28)), 17);
    }
}
