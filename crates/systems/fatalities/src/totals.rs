//! Counting incidents and people.
//!
//! Rules of the Missing Migrants Project: people are counted by row, incidents by main id, so that a split incident is
//! one incident; a cumulative row (a total over a period) adds people and no incident. Blank is unknown and adds
//! nothing. Every sum is a minimum estimate. Dead and missing stay two figures; only the sum of both is shown beside
//! them.

use std::collections::{BTreeMap, BTreeSet};

use vocab::{Country, country};

use crate::{
    cause::Cause,
    concordance::{Concordance, System, UNKNOWN},
    incident::{Incident, IncidentKind},
};

/// Figures of a group of incidents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Events, by main id, without cumulative rows. An event of two regions is counted in both, and once in the whole.
    pub incidents: u64,
    /// Rows.
    pub rows: u64,
    /// Confirmed dead.
    pub dead: i64,
    /// Missing, with corrections of people counted twice.
    pub missing: i64,
    /// Survivors, with corrections.
    pub survivors: i64,
    /// Women and girls among the dead and missing, where told.
    pub females: i64,
    /// Men and boys.
    pub males: i64,
    /// Under 18.
    pub minors: i64,
    /// Rows of which neither dead nor missing are known.
    pub without_figure: u64,
    events: BTreeSet<String>,
}

impl Tally {
    /// Dead and missing together.
    pub fn dead_or_missing(&self) -> i64 {
        self.dead + self.missing
    }

    /// Adds one row.
    pub fn add(&mut self, incident: &Incident) {
        let people = &incident.people;
        self.rows += 1;
        self.dead += i64::from(people.dead.unwrap_or(0));
        self.missing += people.missing_net();
        self.survivors += people.survivors_net();
        self.females += i64::from(people.females.unwrap_or(0));
        self.males += i64::from(people.males.unwrap_or(0));
        self.minors += i64::from(people.minors.unwrap_or(0));
        self.without_figure += u64::from(people.dead_or_missing().is_none());
        if incident.kind != IncidentKind::Cumulative && self.events.insert(incident.main_id.clone())
        {
            self.incidents += 1;
        }
    }
}

/// Figures of all.
pub fn whole<'a>(incidents: impl IntoIterator<Item = &'a Incident>) -> Tally {
    let mut tally = Tally::default();
    for incident in incidents {
        tally.add(incident);
    }
    tally
}

/// Figures by what a rule says of each row.
pub fn by<'a, K: Ord>(
    incidents: impl IntoIterator<Item = &'a Incident>,
    key: impl Fn(&Incident) -> K,
) -> BTreeMap<K, Tally> {
    let mut groups: BTreeMap<K, Tally> = BTreeMap::new();
    for incident in incidents {
        groups.entry(key(incident)).or_default().add(incident);
    }
    groups
}

/// The region of a row in one of the two systems. Where a row names no region of the United Nations, its country says
/// it; in the Mediterranean there is none.
pub fn region_of(incident: &Incident, system: System, names: &Concordance) -> String {
    let counted = |system, name: &str| names.counted(system, name, incident.occurred);
    match system {
        System::Project => counted(system, &incident.region),
        System::Unsd if !incident.unsd_region.trim().is_empty() => {
            counted(system, &incident.unsd_region)
        }
        System::Unsd if counted(System::Project, &incident.region) == "mediterranean" => {
            "uncategorized".to_owned()
        }
        System::Unsd => country::by_name(&incident.country)
            .and_then(geoscheme)
            .unwrap_or(UNKNOWN)
            .to_owned(),
    }
}

/// The sub-region of a country in the geoscheme (UN M49); in Africa south of the Sahara and in Latin America the
/// intermediate region, as the project counts.
fn geoscheme(country: &Country) -> Option<&'static str> {
    Some(
        match country.m49_intermediate.unwrap_or(country.m49_subregion) {
            15 => "northern_africa",
            14 => "eastern_africa",
            17 => "middle_africa",
            18 => "southern_africa",
            11 => "western_africa",
            29 => "caribbean",
            13 => "central_america",
            5 => "south_america",
            21 => "northern_america",
            143 => "central_asia",
            30 => "eastern_asia",
            35 => "south_eastern_asia",
            34 => "southern_asia",
            145 => "western_asia",
            151 => "eastern_europe",
            // The Channel Islands are an intermediate region of Northern Europe.
            154 | 830 => "northern_europe",
            39 => "southern_europe",
            155 => "western_europe",
            53 => "australia_new_zealand",
            54 => "melanesia",
            57 => "micronesia",
            61 => "polynesia",
            _ => return None,
        },
    )
}

/// Figures by year.
pub fn by_year<'a>(incidents: impl IntoIterator<Item = &'a Incident>) -> BTreeMap<i16, Tally> {
    by(incidents, |incident| incident.occurred.year())
}

/// Figures by region and year.
pub fn by_region_and_year<'a>(
    incidents: impl IntoIterator<Item = &'a Incident>,
    system: System,
    names: &Concordance,
) -> BTreeMap<(String, i16), Tally> {
    by(incidents, |incident| {
        (region_of(incident, system, names), incident.occurred.year())
    })
}

/// Figures by the causes of a row; several causes of one row are a group of their own, so that nobody counts twice.
pub fn by_cause<'a>(
    incidents: impl IntoIterator<Item = &'a Incident>,
) -> BTreeMap<BTreeSet<Cause>, Tally> {
    by(incidents, |incident| incident.causes.clone())
}

/// Figures by route as the source names it; blank for rows without one.
pub fn by_route<'a>(incidents: impl IntoIterator<Item = &'a Incident>) -> BTreeMap<String, Tally> {
    by(incidents, |incident| incident.route.clone())
}

/// The categories of origin in the project's chart of 2018.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OriginCategory {
    /// Europe.
    Europe,
    /// Africa.
    Africa,
    /// The Middle East.
    MiddleEast,
    /// Asia without the Middle East.
    Asia,
    /// The Americas.
    Americas,
    /// Several, or not known.
    Mixed,
}

impl OriginCategory {
    /// All, in the order of the chart.
    pub const ALL: [Self; 6] = [
        Self::Europe,
        Self::Africa,
        Self::MiddleEast,
        Self::Asia,
        Self::Americas,
        Self::Mixed,
    ];

    /// The name in the chart.
    pub fn name(self) -> &'static str {
        match self {
            Self::Europe => "Europe",
            Self::Africa => "Africa",
            Self::MiddleEast => "Middle East",
            Self::Asia => "Asia",
            Self::Americas => "Americas",
            Self::Mixed => "Mixed/Unknown",
        }
    }

    /// The category of a region of origin. Western Asia is the Middle East; regions of two categories, "Western /
    /// Southern Asia" among them, are mixed.
    pub fn of(origin_region: &str) -> Self {
        let mut found = BTreeSet::new();
        for part in origin_region.split(',').map(str::trim) {
            found.insert(match part {
                "Western / Southern Asia" => Self::Mixed,
                "Western Asia" | "Middle East" => Self::MiddleEast,
                part if part.ends_with("Africa") => Self::Africa,
                part if part.ends_with("Europe") => Self::Europe,
                part if part.ends_with("Asia") => Self::Asia,
                part if part.contains("America") || part == "Caribbean" => Self::Americas,
                _ => Self::Mixed,
            });
        }
        match found.first() {
            Some(only) if found.len() == 1 => *only,
            _ => Self::Mixed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::People;
    use vocab::PartialDate;

    fn row(id: &str, main: &str, date: &str, dead: Option<u32>, missing: Option<u32>) -> Incident {
        let mut incident = Incident::new(id, main, PartialDate::parse(date).unwrap());
        incident.people = People {
            dead,
            missing,
            ..People::default()
        };
        incident
    }

    #[test]
    fn a_split_incident_is_one_incident_and_its_people_are_added() {
        let rows = [
            row("1", "A", "2024-05-01", Some(3), Some(0)),
            row("2", "A", "2024-05-01", Some(4), None),
            row("3", "B", "2024-06-01", None, Some(5)),
        ];
        let all = whole(&rows);
        assert_eq!((all.incidents, all.rows), (2, 3));
        assert_eq!((all.dead, all.missing, all.dead_or_missing()), (7, 5, 12));
    }

    #[test]
    fn a_cumulative_row_adds_people_and_no_incident() {
        let mut total = row("9", "9", "2024", Some(40), None);
        total.kind = IncidentKind::Cumulative;
        let all = whole(&[row("1", "1", "2024-05-01", Some(1), None), total]);
        assert_eq!((all.incidents, all.rows, all.dead), (1, 2, 41));
    }

    #[test]
    fn an_event_of_two_regions_counts_in_both_and_once_in_the_whole() {
        let mut sea = row("1", "A", "2024-05-01", Some(1), None);
        sea.region = "Mediterranean".into();
        let mut land = row("2", "A", "2024-05-02", Some(1), None);
        land.region = "Northern Africa".into();
        let rows = [sea, land];
        let names = Concordance::shipped();
        let by = by_region_and_year(&rows, System::Project, &names);
        assert_eq!(by.values().map(|tally| tally.incidents).sum::<u64>(), 2);
        assert_eq!(whole(&rows).incidents, 1);
    }

    #[test]
    fn a_row_without_a_region_of_the_united_nations_takes_that_of_its_country() {
        let names = Concordance::shipped();
        let of = |region: &str, country: &str| {
            let mut one = row("1", "1", "2024", None, None);
            one.region = region.into();
            one.country = country.into();
            region_of(&one, System::Unsd, &names)
        };
        assert_eq!(of("Northern Africa", "Libya"), "northern_africa");
        assert_eq!(of("Western Africa", "Niger"), "western_africa");
        assert_eq!(of("Central America", "Mexico"), "central_america");
        assert_eq!(of("Mediterranean", "Libya"), "uncategorized");
        assert_eq!(of("Europe", ""), UNKNOWN);
    }

    #[test]
    fn every_country_of_the_geoscheme_has_a_region_of_counting() {
        for country in country::all()
            .iter()
            .filter(|country| country.m49_region != 0)
        {
            assert!(geoscheme(country).is_some(), "{}", country.alpha3);
        }
    }

    #[test]
    fn nothing_known_is_told_and_adds_nothing() {
        let all = whole(&[row("1", "1", "2024", None, None)]);
        assert_eq!((all.dead, all.missing, all.without_figure), (0, 0, 1));
    }

    #[test]
    fn origins_of_two_categories_are_mixed() {
        for (region, category) in [
            ("Sub-Saharan Africa", OriginCategory::Africa),
            ("Northern Africa,Western Africa", OriginCategory::Africa),
            ("Northern Africa,Western Asia", OriginCategory::Mixed),
            ("Western / Southern Asia", OriginCategory::Mixed),
            ("Western Asia", OriginCategory::MiddleEast),
            ("South-eastern Asia", OriginCategory::Asia),
            ("Latin America / Caribbean", OriginCategory::Americas),
            ("Unknown", OriginCategory::Mixed),
            ("", OriginCategory::Mixed),
        ] {
            assert_eq!(OriginCategory::of(region), category, "{region}");
        }
    }
}
